"""Names of private persons are dropped, names of organisations kept. All names here are invented or of organisations."""

import pytest

from guildhall.engine.sources.council_spend import people


@pytest.mark.parametrize(
    "name",
    [
        "Mr N Oneperson", "MRS O ONEPERSON", "Oneperson, N", "ONEPERSON N", "N Oneperson", "A A ONEPERSON", "Oneperson, Margaret",
        "Margaret Oneperson", "ONEPERSON MARGARET", "Dr Margaret Oneperson", "Oneperson Mr N", "Mr & Mrs Oneperson", "Cllr N Oneperson",
        "Margaret Oneperson-Other", "Oneperson, Zyx",
    ],
)  # fmt: skip
def test_private_persons(name: str) -> None:
    assert people.is_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "Margaret Oneperson Ltd", "Mr Clutch Garage", "Grant Thornton", "A A Taxis", "James Fisher & Sons", "British Gas", "Barclaycard",
        "AVISON YOUNG", "18 SEA VIEW VILLAS", "Amazon.co.uk", "Dr Barnardos Homes", "John Lewis Partnership", "T/A Vizwear Ltd", "Tommys",
        "Smith, Jones and Partners", "MICHAEL PAGE INTERNATIONAL", "St John Ambulance Service", "", "Water Plus - 4035576019", "Mind",
    ],
)  # fmt: skip
def test_organisations(name: str) -> None:
    assert not people.is_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "Redacted", "REDACTED - PERSONAL DATA", "Redacted Data", "Name withheld", "Foster Carer", "Individual", "XXXX", "Various suppliers",
        "Personal Budgets", "Private individual", "Foster carers payments", "n/a",
    ],
)  # fmt: skip
def test_withheld(name: str) -> None:
    assert people.is_withheld(name)


@pytest.mark.parametrize(
    "name",
    [
        "Carers Trust",
        "Redactive Publishing Limited",
        "Individual Success Limited",
        "Personal Best Coaching",
        "Carers UK",
        "Citizen Ticket",
        "Protected Homes Ltd",
    ],
)
def test_not_withheld(name: str) -> None:
    assert not people.is_withheld(name)
