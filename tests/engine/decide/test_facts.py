"""Facts from a line of JSON: forgiving where the meaning is plain, one clear sentence where it is not."""

from datetime import date
from decimal import Decimal

import pytest

from guildhall.engine.decide.facts import FactError, Facts, Option, read

ROUTES = ("quote", "open")


def facts(line: str) -> Facts:
    return read(line, ROUTES).facts


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("[12, 12]", (Option(12), Option(12))),
        ('[{"months": 12, "taken": true}, {"months": 6}]', (Option(12, taken=True), Option(6))),
        ('"12,12"', (Option(12), Option(12))),
        ('"1+2"', (Option(1), Option(2))),
        ("24", (Option(24),)),
        ('[{"months": null}]', (Option(None),)),
        ("[]", ()),
        ("null", None),
        ('"unknown"', None),
    ],
)
def test_options_as_people_write_them(options: str, expected: tuple[Option, ...] | None) -> None:
    assert facts(f'{{"options": {options}}}').options == expected


def test_words_numbers_and_unknowns() -> None:
    found = facts(
        '{"renewal_mode": "Express", "next_route": "Open", "criticality": "3", "notice_days": 90.0, "value_gross": "1000.50",'
        ' "mobilise_months": "unknown", "starts_on": "", "meetings_on": ["2026-12-10", "2026-11-26"], "colour": "blue"}'
    )
    assert found == Facts(
        renewal_mode="express", next_route="open", criticality=3, notice_days=90, value_gross=Decimal("1000.50"),
        meetings_on=(date(2026, 11, 26), date(2026, 12, 10)),
    )  # fmt: skip


def test_names_come_back() -> None:
    assert read('{"id": 7, "case": "A", "other": 1}', ROUTES).names == {"id": 7, "case": "A"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-06-30", date(2027, 6, 30)),
        ("2027-06-30T23:30:00Z", date(2027, 7, 1)),
        ("2027-01-31T23:59:59+00:00", date(2027, 1, 31)),
        ("2027-06-30T00:00:00", date(2027, 6, 30)),
    ],
)
def test_a_moment_counts_as_its_day_in_london(text: str, expected: date) -> None:
    assert facts(f'{{"ends_on": "{text}"}}').ends_on == expected


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nonsense", "this line is not JSON"),
        ("[1]", "not an object"),
        ('{"ends_on": "31/12/2027"}', "ends_on: '31/12/2027' is not a date; write it as 2026-11-23"),
        ('{"ends_on": "2027-02-30"}', "is not a date"),
        ('{"ends_on": 20270228}', "is not a date"),
        ('{"criticality": 4}', "criticality: 4 is not a whole number from 1 to 3"),
        ('{"criticality": true}', "not a whole number"),
        ('{"notice_days": -1}', "not a whole number"),
        ('{"notice_days": "²"}', "not a whole number"),
        ('{"notice_days": 1.5}', "not a whole number"),
        ('{"options": [0]}', "options: 0"),
        ('{"options": [{"months": 12, "taken": "yes"}]}', "taken is 'yes'"),
        ('{"options": {"months": 12}}', "not a list of options"),
        ('{"renewal_mode": "rolling"}', "none of none, express, tacit, unknown"),
        ('{"renewal_mode": 3}', "is not a word"),
        ('{"next_route": "auction"}', "next_route: 'auction' is none of quote, open"),
        ('{"value_gross": "lots"}', "is not an amount of money"),
        ('{"value_gross": true}', "is not an amount of money"),
        ('{"value_gross": -1}', "is not an amount of money"),
        ('{"meetings_on": "monthly"}', "give a list of dates"),
    ],
)
def test_what_cannot_be_meant_stops_the_line_with_a_reason(line: str, reason: str) -> None:
    with pytest.raises(FactError) as error:
        read(line, ROUTES)
    assert reason in str(error.value)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(FactError):
        read(b'{"ends_on": "\xff"}', ROUTES)
