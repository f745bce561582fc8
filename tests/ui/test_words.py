from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.ui import words

ON = date(2026, 11, 23)


def test_days_are_written_out() -> None:
    assert words.day(date(2026, 9, 30)) == "30 September 2026"
    assert words.day_short(date(2026, 9, 30)) == "30 Sep 2026"
    assert words.month(date(2027, 5, 31)) == "May 2027"
    assert words.weekday(ON) == "Monday 23 November 2026"
    assert words.moment(datetime(2026, 11, 23, 6, 10)) == "23 November 2026 at 06:10"
    assert {words.day(None), words.day_short(None), words.month(None)} == {"not known"}


@pytest.mark.parametrize(("day", "said"), [
    (date(2026, 9, 30), "54 days late"), (date(2026, 11, 22), "1 day late"), (ON, "today"),
    (date(2026, 11, 24), "in 1 day"), (date(2026, 12, 16), "in 23 days"), (date(2027, 3, 31), "in 4 months"),
    (date(2026, 5, 31), "6 months late"), (date(2030, 11, 23), "in 4 years"),
])  # fmt: skip
def test_distance(day: date, said: str) -> None:
    assert words.distance(day, ON) == said


def test_away_speaks_of_ends() -> None:
    assert words.away(date(2027, 12, 31), ON) == "13 months away"
    assert words.away(date(2026, 11, 20), ON) == "3 days ago"
    assert words.away(ON, ON) == "today"


@given(st.integers(min_value=-20_000, max_value=20_000))
def test_what_is_past_is_late_and_what_is_ahead_is_in(days: int) -> None:
    said = words.distance(ON + timedelta(days=days), ON)
    assert said.endswith("late") == (days < 0)
    assert said.startswith("in ") == (days > 0)


@pytest.mark.parametrize(("value", "said"), [
    (Decimal(142000), "£142,000"), (Decimal("142000.50"), "£142,001"), (0, "£0"), (Decimal(-1200), "-£1,200"),
    (None, "not known"),
])  # fmt: skip
def test_money_in_rows(value: Decimal | None, said: str) -> None:
    assert words.money(value) == said


@pytest.mark.parametrize(("value", "said"), [
    (Decimal(999_499), "£999,499"), (Decimal(1_240_000), "£1.24m"), (Decimal(1_000_000), "£1m"),
    (Decimal(12_340_000), "£12.3m"), (Decimal(212_000_000), "£212m"), (Decimal(1_900_000_000), "£1.9bn"),
    (Decimal(999_600_000), "£1bn"), (Decimal(-2_500_000), "-£2.5m"), (None, "not known"),
])  # fmt: skip
def test_money_in_prose(value: Decimal | None, said: str) -> None:
    assert words.money_short(value) == said


def test_money_ranges() -> None:
    assert words.money_range(83_000, 265_000) == "£83,000 to £265,000"
    assert words.money_range(5, 5) == "£5"
    assert words.money_range(None, 5) == "up to £5"
    assert words.money_range(5, None) == "at least £5"
    assert words.money_range(None, None) == "not known"


@pytest.mark.parametrize(("part", "whole", "said"), [
    (31, 50, "62%"), (1, 1000, "under 1%"), (999, 1000, "over 99%"), (5, 5, "100%"), (0, 5, "0%"), (0, 0, "not known"),
])  # fmt: skip
def test_a_share_never_rounds_to_none_or_all(part: int, whole: int, said: str) -> None:
    assert words.share(part, whole) == said


def test_counts_and_sentences() -> None:
    assert words.count(218, "contract") == "218 contracts"
    assert words.count(1, "contract") == "1 contract"
    assert words.count(1022, "category", "categories") == "1,022 categories"
    assert words.sentence("least bad today") == "Least bad today"
    assert words.plain_end("If nothing is done, it ends.", "If nothing is done, ") == "It ends."
