"""Numbers that name an organisation: repaired when certain, refused with a reason when not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.clean import identifiers


@pytest.mark.parametrize(
    ("published", "meant"),
    [
        ("07382763", "GB-COH:07382763"), ("7382763", "GB-COH:07382763"), ("172081", "GB-COH:00172081"), ("Company Number - 07382763", "GB-COH:07382763"),
        ("07382763.0", "GB-COH:07382763"), ("07 38 27 63", "GB-COH:07382763"), ("0007382763", "GB-COH:07382763"), ("Reg. No: 2345678 (England)", "GB-COH:02345678"), ("No 07382763", "GB-COH:07382763"),
        ("O7382763", "GB-COH:07382763"), ("oc301234", "GB-COH:OC301234"), ("0C301234", "GB-COH:OC301234"), ("OC3O1234", "GB-COH:OC301234"), ("sc 12345", "GB-COH:SC012345"),
        ("Company No SC 123456", "GB-COH:SC123456"), ("NI012345", "GB-COH:NI012345"), ("RC000651", "GB-COH:RC000651"), ("IP29627R", "GB-COH:IP29627R"), ("IP9627R", "GB-COH:IP09627R"),
        ("31552R", "GB-COH:IP31552R"), ("SP2345RS", "GB-COH:SP2345RS"), ("R0000123", "GB-COH:R0000123"), ("CE012345", "GB-COH:CE012345"), ("GBML4119704", "GB-COH:04119704"),
        ("Charity 1089464", "GB-CHC:1089464"), ("CHA1165823", "GB-CHC:1165823"), ("Charity SC045678", "GB-SC:SC045678"), ("charity NIC100123", "GB-NIC:100123"), ("GB 123 4567 82", "GB-VAT:123456782"),
        ("VAT 123456782", "GB-VAT:123456782"), ("RJR", "GB-NHS:RJR"), ("PNWC-3852-TDXV", "GB-PPON:PNWC-3852-TDXV"), ("see 07382763 please", "GB-COH:07382763"),
    ],
)  # fmt: skip
def test_numbers_are_repaired(published: str, meant: str) -> None:
    read = identifiers.company(published)
    assert read.text == meant
    assert read.repaired == (published != meant.removeprefix("GB-COH:"))


@pytest.mark.parametrize(
    ("published", "problem"),
    [
        ("", "empty"), ("  ", "empty"), ("N/A", "not_given"), ("Sole Trader", "not_given"), ("-", "not_given"), ("--/--", "not_given"), ("00000000", "not_given"), ("12345678", "not_given"), ("1234567", "not_given"),
        ("25459259", "impossible"), ("1", "impossible"), ("12345678901", "impossible"), ("AIG 10737370 QBE 02641728", "unreadable"), ("XX123456", "unreadable"), ("é", "unreadable"),
        ("a" * 200, "unreadable"), ("hello", "unreadable"), ("Registered Charity", "unreadable"), ("VAT 123456789", "unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_number_says_why(published: str, problem: str) -> None:
    read = identifiers.company(published)
    assert (read.text, read.problem) == ("", problem)
    assert read.words
    assert identifiers.company_number(published) == ""


def test_another_registers_number_in_the_place_says_so() -> None:
    assert identifiers.company("GB123456782").problem == "other_register"
    assert identifiers.company_number("Charity 1089464") == ""
    assert identifiers.company_number("7382763") == "07382763"


@pytest.mark.parametrize(
    ("scheme", "number", "meant"),
    [
        ("GB-COH", "7382763", "GB-COH:07382763"), ("gb-coh", "GB-COH-07382763", "GB-COH:07382763"), ("COH", "SC123456", "GB-COH:SC123456"), ("GB-CHC", "1089464", "GB-CHC:1089464"),
        ("GB-CHC", "", ""), ("GB-PPON", "pnwc-3852-tdxv", "GB-PPON:PNWC-3852-TDXV"), ("GB-CFS", "135828", "GB-CFS:135828"), ("GB-FTS", "n/a", ""), ("", "12", ""), ("GB-FTS", "x" * 100, ""),
    ],
)  # fmt: skip
def test_a_partys_identifier_has_one_form(scheme: str, number: str, meant: str) -> None:
    assert identifiers.party(scheme, number).text == meant


def test_vat_check_sums() -> None:
    assert identifiers.is_vat_number("123456782")
    assert identifiers.is_vat_number("100000034") == identifiers.is_vat_number("100000034")
    assert not identifiers.is_vat_number("123456789")
    assert not identifiers.is_vat_number("000000000")
    assert not identifiers.is_vat_number("12345")
    assert identifiers.vat("").problem == "empty"
    assert identifiers.vat("é").problem == "unreadable"


def test_postcodes() -> None:
    assert identifiers.postcode("fy67pu") == "FY6 7PU"
    assert identifiers.postcode(" SW1A 2AA ") == "SW1A 2AA"
    assert identifiers.postcode("Various") == ""


@given(
    st.integers(identifiers.LOWEST_COMPANY, identifiers.HIGHEST_COMPANY).filter(
        lambda n: f"{n:08}" not in identifiers._PLACEHOLDERS
    )
)
def test_dropped_zeros_come_back(number: int) -> None:
    assert identifiers.company(str(number)).text == f"GB-COH:{number:08}"


@given(st.text(max_size=30) | st.from_regex(r"[A-Z]{0,3}[0-9O ]{1,10}[A-Z]{0,2}", fullmatch=True))
def test_no_text_breaks_it(text: str) -> None:
    for read in (
        identifiers.company(text),
        identifiers.charity(text),
        identifiers.vat(text),
        identifiers.party("GB-COH", text),
    ):
        assert read.text or read.words
        assert not read.text or read.text.partition(":")[2].isascii()
