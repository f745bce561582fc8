from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.brief.page import Bar
from guildhall.ui.figures import bar, text

ON = date(2026, 11, 23)
VESTING = date(2028, 4, 1)
LATE = Bar(
    date(2019, 4, 1), date(2027, 12, 31), (date(2028, 12, 31), date(2029, 12, 31)), decide_by_on=date(2026, 9, 30),
    caption="ends December 2027, at most 2029",
)  # fmt: skip
WEEKS = Bar(
    decide_by_on=date(2026, 12, 16), window_from=ON, window_to=date(2026, 12, 16), caption="before your cabinet"
)
UNKNOWN = Bar(date(2023, 4, 1), unknown_from=date(2027, 5, 31), unknown_to=date(2029, 6, 30), caption="ends between")


def test_years_show_all_of_a_group_and_today() -> None:
    axis = bar.axis([LATE, UNKNOWN], ON, VESTING)
    assert axis.scale.holds(date(2029, 12, 31))
    assert axis.scale.holds(date(2026, 9, 30))
    assert [tick.label for tick in axis.ticks] == ["2027", "2028", "2029"]
    assert 0 < axis.today < axis.vesting < bar.WIDTH


def test_twelve_weeks_where_they_are_enough() -> None:
    axis = bar.axis([WEEKS], ON, VESTING)
    assert axis.scale.last == ON + timedelta(days=84)
    assert axis.vesting is None


def test_today_and_vesting_day_do_not_touch() -> None:
    axis = bar.axis([LATE], ON, ON + timedelta(days=30))
    gap = axis.vesting_label - axis.today_label
    assert gap >= (text.width("Today", 13, bold=True) + text.width("Vesting day", 13, bold=True)) / 2


def test_a_vesting_day_that_has_passed_is_not_drawn() -> None:
    assert bar.axis([LATE], ON, date(2023, 4, 1)).vesting is None


def test_term_then_options_as_one_hatch() -> None:
    drawn = bar.draw(LATE, bar.axis([LATE], ON), "act")
    assert [part.kind for part in drawn.segments] == ["term", "option"]
    term, option = drawn.segments
    assert term.x == bar.EDGE
    assert term.x + term.width == pytest.approx(option.x, abs=0.2)
    assert drawn.mark == bar.Mark(drawn.mark.x, "act", over=True)
    assert drawn.caption.anchor == "end"


def test_an_unknown_end_is_a_hatched_range_after_the_sure_part() -> None:
    drawn = bar.draw(UNKNOWN, bar.axis([UNKNOWN], ON))
    assert [part.kind for part in drawn.segments] == ["term", "unknown"]
    assert drawn.mark is None


def test_a_window_carries_its_words_beside_it_or_below_when_there_is_no_room() -> None:
    axis = bar.axis([WEEKS], ON)
    assert bar.draw(WEEKS, axis).caption.beside
    wide = Bar(window_from=date(2026, 12, 7), window_to=date(2027, 1, 24), caption="all three decide by January")
    assert not bar.draw(wide, axis).caption.beside


def test_nothing_known_draws_nothing() -> None:
    assert bar.draw(Bar(), bar.axis([], ON)) == bar.TimeBar((), None, None)


def test_a_decide_by_long_past_stands_at_the_edge_and_points_back() -> None:
    old = Bar(date(2015, 1, 1), date(2027, 1, 1), decide_by_on=date(2020, 1, 1))
    assert bar.draw(old, bar.axis([old], ON)).mark.before


def test_a_bar_that_runs_on_beyond_the_axis_is_cut() -> None:
    far = Bar(date(2025, 1, 1), date(2060, 1, 1))
    assert bar.draw(far, bar.axis([far], ON)).segments[0].cut


maybe = st.none() | st.dates(min_value=date(2010, 1, 1), max_value=date(2060, 1, 1))


@given(maybe, maybe, maybe, maybe, maybe, maybe, st.text(alphabet="abcdefghij mw", max_size=60))
def test_whatever_the_dates_everything_stays_inside(  # noqa: PLR0917 -- hypothesis names them
    starts, ends, option, early, late, decide, caption
) -> None:
    one = Bar(starts, ends, (option,) if option else (), early, late, decide, caption=caption)
    axis = bar.axis([one], ON, VESTING)
    drawn = bar.draw(one, axis)
    assert 0 <= axis.today <= bar.WIDTH
    for part in drawn.segments:
        assert part.x >= 0
        assert part.width > 0
        assert part.x + part.width <= bar.WIDTH + 3
    if drawn.mark:
        assert 0 <= drawn.mark.x <= bar.WIDTH
