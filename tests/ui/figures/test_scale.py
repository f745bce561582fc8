from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from guildhall.ui.figures import scale

BROKEN = scale.Scale(((date(2019, 1, 1), 0.0), (date(2026, 1, 1), 262.0), (date(2030, 1, 1), 1120.0)))
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 1, 1))


def test_stops_stand_where_they_are_put() -> None:
    assert [BROKEN.at(day) for day, _ in BROKEN.stops] == [0.0, 262.0, 1120.0]
    assert BROKEN.at(date(2028, 1, 1)) == 262 + round(858 * 730 / 1461, 1)


def test_beyond_the_ends_is_at_the_ends() -> None:
    assert BROKEN.at(date(1990, 1, 1)) == 0
    assert BROKEN.at(date(2050, 1, 1)) == 1120
    assert not BROKEN.holds(date(2050, 1, 1))


@given(days, days)
def test_a_later_day_is_never_drawn_earlier(one: date, other: date) -> None:
    assert (one <= other) <= (BROKEN.at(one) <= BROKEN.at(other))


def test_a_scale_of_no_length_is_a_day_long() -> None:
    line = scale.straight(date(2026, 1, 1), date(2026, 1, 1), 0, 100)
    assert (line.at(date(2026, 1, 1)), line.at(date(2026, 1, 2))) == (0, 100)


@given(days, st.integers(min_value=20, max_value=9000))
def test_tick_labels_never_touch(first: date, length: int) -> None:
    line = scale.straight(first, first + timedelta(days=length), 0, 328)
    ticks = scale.ticks(line)
    assert all(other.x - one.x >= 40 for one, other in pairwise(ticks))
    assert all(tick.x <= 328 for tick in ticks)


def test_short_ranges_are_told_in_months_and_long_ones_in_years() -> None:
    weeks = scale.straight(date(2026, 11, 16), date(2027, 2, 15), 0, 328)
    assert [tick.label for tick in scale.ticks(weeks)] == ["December", "January"]
    years = scale.straight(date(2026, 6, 20), date(2029, 12, 31), 0, 328)
    assert [tick.label for tick in scale.ticks(years)] == ["2027", "2028", "2029"]
    months = scale.straight(date(2026, 6, 20), date(2027, 6, 20), 0, 328)
    assert "2027" in [tick.label for tick in scale.ticks(months)]
