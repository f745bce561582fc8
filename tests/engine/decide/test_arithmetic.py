"""Months and days by the calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.decide.arithmetic import add_days, add_months, extend_term, months_between, term_months


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2027-08-31", -6, "2027-02-28"),
        ("2028-08-31", -6, "2028-02-29"),
        ("2027-06-30", -6, "2026-12-30"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2000-01-31", 1, "2000-02-29"),
        ("2100-01-31", 1, "2100-02-28"),
        ("2026-11-23", 15, "2028-02-23"),
    ],
)
def test_months_are_clamped_to_the_end_of_the_month(day: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


def test_nothing_leaves_the_calendar() -> None:
    assert add_months(date(2, 1, 1), -100) == date.min
    assert add_months(date(9999, 1, 1), 100) == date.max
    assert add_days(date(1, 1, 2), -100) == date.min
    assert add_days(date(9999, 12, 30), 100) == date.max
    assert extend_term(date(9999, 12, 31), 12) == date.max


@pytest.mark.parametrize(
    ("ends_on", "months", "expected"),
    [
        ("2027-06-30", 6, "2027-12-31"),  # a term that ends with its month still does
        ("2027-02-28", 12, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2027-12-31", 12, "2028-12-31"),
        ("2027-03-15", 12, "2028-03-15"),
    ],
)
def test_a_longer_term_ends_with_its_month(ends_on: str, months: int, expected: str) -> None:
    assert extend_term(date.fromisoformat(ends_on), months) == date.fromisoformat(expected)


def test_terms_count_first_and_last_day() -> None:
    assert term_months(date(2026, 4, 1), date(2027, 3, 31)) == 12
    assert term_months(date(2026, 4, 1), date(2026, 4, 1)) == 0
    assert term_months(date(2026, 4, 1), date(2026, 4, 15)) == 0.5
    assert term_months(date(2026, 4, 1), date(2026, 3, 1)) == 0


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 400))
def test_whole_months_come_back(day: date, months: int) -> None:
    assert months_between(day, add_months(day, months)) in {months, months - 1}
    assert months_between(add_months(day, months), day) == 0
