"""Stretches of time: no gap between two of them, whatever London's clock does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.sources.fetch.windows import Window, gaps, midnight, steps

LONDON = ZoneInfo("Europe/London")
MOMENTS = st.integers(0, 6 * 366 * 86400).map(
    lambda seconds: datetime(2023, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    start = draw(MOMENTS)
    return Window(start, start + timedelta(seconds=draw(st.integers(1, 3 * 86400))))


def read(text: str, fold: int) -> datetime:
    """As a service may read a London time: an hour that comes twice as the first or as the second."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=fold).astimezone(UTC)


AUTUMN, SPRING = date(2026, 10, 25), date(2026, 3, 29)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 8, 10), ["00:00:00", "06:00:00", "12:00:00", "18:00:00"]),
        (date(2026, 12, 1), ["00:00:00", "06:00:00", "12:00:00", "18:00:00"]),
        (SPRING, ["00:00:00", "07:00:00", "13:00:00", "19:00:00"]),
        (AUTUMN, ["00:00:00", "05:00:00", "11:00:00", "17:00:00", "23:00:00"]),
    ],
)
def test_a_day_in_london_is_cut_into_steps(day: date, written: list[str]) -> None:
    whole = Window(midnight(day), midnight(day + timedelta(days=1)))
    cut = list(steps(whole, timedelta(hours=6)))
    assert [window.since[11:] for window in cut] == written
    assert cut[-1].until == (day + timedelta(days=1)).isoformat() + "T00:00:00"
    assert {window.day for window in cut} == {day}


def test_the_hour_that_comes_twice_is_asked_for_whole() -> None:
    midnight_utc = datetime(2026, 10, 25, tzinfo=UTC)
    first = Window(midnight_utc, midnight_utc + timedelta(minutes=30))
    second = Window(midnight_utc + timedelta(minutes=30), midnight_utc + timedelta(hours=3))
    assert (first.since, first.until) == ("2026-10-25T01:00:00", "2026-10-25T01:59:59")
    assert (second.since, second.until) == ("2026-10-25T01:00:00", "2026-10-25T03:00:00")
    assert first.halves() is None, "nothing narrower can be said"
    assert [half.until[11:] for half in second.halves() or ()] == ["02:00:00", "03:00:00"]
    assert [half.until[11:] for half in Window(midnight_utc - timedelta(minutes=2), second.start).halves() or ()] == [
        "00:59:59", "01:59:59",
    ]  # fmt: skip


@given(windows(), st.integers(0, 1), st.integers(0, 1))
def test_the_question_covers_the_window_however_london_time_is_read(window: Window, fold: int, other: int) -> None:
    assert "Z" not in window.since + window.until
    if window.halves() is not None or window.seconds == 1:
        # A window inside the hour that comes twice cannot be told apart from its twin; the next test covers it.
        assert read(window.since, min(fold, other)) <= window.start + timedelta(hours=min(fold, other))
    assert read(window.since, 0) <= window.start
    assert read(window.until, 1) >= window.end - timedelta(seconds=1)


@given(windows(), st.integers(0, 1), st.integers(0, 1))
def test_two_halves_ask_for_all_that_the_whole_asks_for(window: Window, fold: int, other: int) -> None:
    halves = window.halves()
    if not halves:
        return
    first, second = halves
    assert (first.start, first.end, second.end) == (window.start, second.start, window.end)
    assert read(first.until, fold) >= read(second.since, other) - (timedelta(hours=1) if fold != other else timedelta())
    if fold == other:
        assert read(first.until, fold) + timedelta(seconds=1) >= read(second.since, fold)
    assert (first.since, second.until) == (window.since, window.until)


@given(windows(), st.lists(windows(), max_size=6), st.data())
def test_gaps_and_what_is_done_make_up_the_whole(whole: Window, done: list[Window], data: st.DataObject) -> None:
    shifted = [
        Window(
            whole.start + timedelta(seconds=data.draw(st.integers(-500, 500))),
            whole.start + timedelta(seconds=data.draw(st.integers(501, 1500))),
        )
        for _ in done[:2]
    ]
    done = done + shifted
    left = list(gaps(whole, done))
    moment = whole.start + timedelta(seconds=data.draw(st.integers(0, whole.seconds - 1)))
    covered = any(window.start <= moment < window.end for window in done)
    assert sum(window.start <= moment < window.end for window in left) == (not covered)
    assert all(window.start < window.end for window in left)


@given(windows(), st.sampled_from([timedelta(hours=6), timedelta(hours=1), timedelta(hours=24)]))
def test_steps_touch_and_never_cross_midnight(whole: Window, step: timedelta) -> None:
    cut = list(steps(whole, step))
    assert (cut[0].start, cut[-1].end) == (whole.start, whole.end)
    assert all(one.end == two.start for one, two in pairwise(cut))
    assert all((window.end - timedelta(seconds=1)).astimezone(LONDON).date() == window.day for window in cut)


def test_a_window_says_when_it_is() -> None:
    assert str(Window(midnight(date(2026, 8, 10)), midnight(date(2026, 8, 11)))) == "2026-08-10 00:00 to 00:00"
    assert Window(midnight(AUTUMN), midnight(AUTUMN) + timedelta(seconds=1)).halves() is None
