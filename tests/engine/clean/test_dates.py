"""UK dates: day first, and unknown with a reason rather than wrong."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.clean import dates

APRIL_1 = date(2026, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-01", "2026-04-01T00:00:00Z", "2026-04-01 00:00:00", "2026-04-01T23:59:59+01:00", "2026/04/01", "2026.4.1", "20260401",
        "01042026", "01/04/2026", "1/4/2026", "01/04/26", "1.4.26", "01.04.2026", "01-04-2026", "1 4 2026", "01 / 04 / 2026",
        "01/04/2026 00:00", "01/04/2026 12:00 AM", "1/4/2026 at 12.00", "1 April 2026", "1st April 2026", "1st of April 2026",
        "Wednesday 1 April 2026", "Wed 1 Apr 2026", "1-Apr-2026", "1-Apr-26", "01Apr2026", "1 April '26", "April 1, 2026", "Apr 1st 2026",
        " 01/04/2026 ", "'01/04/2026", "01–04–2026", "by 1 April 2026", "46113", "46113.0", "46113.5",
    ],
)  # fmt: skip
def test_one_day_in_many_hands(text: str) -> None:
    assert dates.read(text).on == APRIL_1


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Mar-26", date(2026, 3, 1), date(2026, 3, 31)),
        ("March 2026", date(2026, 3, 1), date(2026, 3, 31)),
        ("end of March 2026", date(2026, 3, 1), date(2026, 3, 31)),
        ("03/2026", date(2026, 3, 1), date(2026, 3, 31)),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        ("Feb-24", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2025/26", date(2025, 4, 1), date(2026, 3, 31)),
        ("2025-2026", date(2025, 4, 1), date(2026, 3, 31)),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        ("2011-12", date(2011, 4, 1), date(2012, 3, 31)),  # the financial year holds the December it may mean
        ("2002-03", date(2002, 3, 1), date(2003, 3, 31)),  # may be March 2002: both lie within
    ],
)
def test_a_month_or_a_year_has_bounds_and_no_day(text: str, first: date, last: date) -> None:
    read = dates.read(text)
    assert (read.on, read.earliest, read.latest) == (None, first, last)
    assert read.known
    assert read.words


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"), ("   ", "empty"), ("N/A", "not_applicable"), ("None", "not_applicable"), ("TBC", "pending"), ("tba", "pending"),
        ("Ongoing", "open_ended"), ("Rolling", "open_ended"), ("various", "vague"), ("-", "vague"), ("#REF!", "vague"),
        ("22/0", "unreadable"), ("22/04/222", "unreadable"), ("soon", "unreadable"), ("٣/4/2026", "unreadable"), ("1 Octember 2026", "unreadable"),
        ("Smarch 2026", "unreadable"), ("Smarch 1, 2026", "unreadable"), ("2025/29", "unreadable"), ("x" * 300, "unreadable"),
        ("04/13/2026", "impossible"), ("31/06/2022", "impossible"), ("29/02/2023", "impossible"), ("2022-09-31", "impossible"), ("0000-00-00", "impossible"),
        ("01/01/1066", "impossible"), ("13/2026", "impossible"), ("1940", "impossible"),
        ("31/12/9999", "placeholder"), ("01/01/1900", "placeholder"), ("9999-12-31T23:59:59-01:00", "placeholder"),
        ("01/04/2024 - 31/03/2026", "two_dates"), ("1 April 2024 or 1 May 2024", "two_dates"),
    ],
)  # fmt: skip
def test_what_is_no_day_says_why(text: str, problem: str) -> None:
    read = dates.read(text)
    assert (read.on, read.earliest, read.problem) == (None, None, problem)
    assert not read.known
    assert read.words


def test_two_digit_years_turn_at_seventy() -> None:
    assert dates.read("01/04/69").on == date(2069, 4, 1)
    assert dates.read("01/04/71").on == date(1971, 4, 1)


def test_moments_are_days_in_london() -> None:
    assert dates.london_day("2026-08-31T23:00:00Z") == date(2026, 9, 1)
    assert dates.london_day("2026-08-31T23:59:59+01:00") == date(2026, 8, 31)
    assert dates.london_day("2026-12-31T23:30:00z") == date(2026, 12, 31)
    assert dates.london_day("2026-08-31T23:00:00.123Z") == date(2026, 9, 1)
    assert dates.london_day("2026-08-31") == date(2026, 8, 31)
    assert dates.london_day("2026-13-31T00:00:00Z") is None
    assert dates.london_day("rubbish") is None


def test_extending_counts_from_the_day_after_the_end() -> None:
    assert dates.extend(date(2023, 2, 28), 12) == date(2024, 2, 29)
    assert dates.extend(date(2026, 3, 31), 12) == date(2027, 3, 31)
    assert dates.extend(date(2026, 9, 30), 6) == date(2027, 3, 31)
    assert dates.extend(date(2026, 3, 31), 0) == date(2026, 3, 31)
    assert dates.add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert dates.add_months(date(2026, 1, 31), -2) == date(2025, 11, 30)


days = st.dates(date(1971, 1, 1), date(2068, 12, 31))


@given(days)
def test_every_way_of_writing_a_day_gives_it_back(day: date) -> None:
    for form in (
        "%Y-%m-%d",
        "%d/%m/%Y",
        "%d.%m.%Y",
        "%d-%m-%y",
        "%d %B %Y",
        "%d-%b-%y",
        "%A %d %B %Y",
        "%Y%m%d",
        "%d%m%Y",
        "%Y-%m-%dT12:00:00Z",
    ):
        assert dates.read(day.strftime(form)).on == day, form


@given(days)
def test_the_american_order_is_never_believed(day: date) -> None:
    read = dates.read(day.strftime("%m/%d/%Y"))
    assert read.on is None or (read.on.day, read.on.month) == (day.month, day.day)


@given(st.text(max_size=40))
def test_no_text_breaks_it_and_unknown_always_says_why(text: str) -> None:
    read = dates.read(text)
    assert read.known or read.words
    if read.on:
        assert read.earliest == read.on == read.latest
    elif read.earliest and read.latest:
        assert timedelta(0) < read.latest - read.earliest < timedelta(800)


@given(st.from_regex(r"[0-9]{1,4}[/.-][0-9]{1,4}([/.-][0-9]{1,4})?", fullmatch=True))
def test_no_numbers_break_it(text: str) -> None:
    assert dates.read(text).known or dates.read(text).words


@given(days, st.integers(0, 120), st.integers(0, 120))
def test_extending_twice_never_overtakes_extending_once(day: date, first: int, second: int) -> None:
    assert dates.extend(dates.extend(day, first), second) <= dates.extend(day, first + second)
    assert dates.extend(day, first) >= day
