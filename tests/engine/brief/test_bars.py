from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.brief import bars, lines
from guildhall.engine.brief.page import Bar
from tests.engine.brief.made import ON

TERM = Bar(
    starts_on=date(2023, 1, 1), ends_on=date(2027, 12, 31), option_ends_on=(date(2028, 12, 31), date(2029, 12, 31)),
    decide_by_on=date(2026, 9, 30), caption="ends December 2027, at most 2029",
)  # fmt: skip


def test_a_term_its_options_and_the_mark():
    axis = bars.axis([TERM], ON)
    drawn = bars.draw(TERM, axis)
    assert [part.kind for part in drawn.parts] == ["term", "option", "option"]
    assert drawn.parts[0].x == 0
    assert drawn.mark == axis.x(date(2026, 9, 30))
    assert drawn.parts[1].x == axis.x(date(2027, 12, 31))
    assert [label for _, label in bars.years(axis)] == ["2027", "2028", "2029"]


def test_an_unknown_end_is_hatched():
    known = Bar(unknown_from=date(2027, 5, 31), unknown_to=date(2029, 6, 30), caption="ends between")
    axis = bars.axis([known], ON)
    assert [part.kind for part in bars.draw(known, axis).parts] == ["term", "unknown"]
    nothing = bars.draw(Bar(caption="end not known"), axis)
    assert [(part.kind, part.width) for part in nothing.parts] == [("unknown", bars.WIDTH)]


def test_a_good_time_to_talk_has_an_axis_of_weeks():
    talk = lines.talk_bar(ON, date(2026, 12, 21), "within a month")
    axis = bars.axis([talk], ON)
    assert (axis.last_on - axis.first_on).days < 150
    assert [part.kind for part in bars.draw(talk, axis).parts] == ["window"]
    assert [label for _, label in bars.years(axis)][:2] == ["Nov", "Dec"]
    assert lines.talk_bar(ON, None, "any time").window_from is None
    far = bars.axis([lines.talk_bar(ON, date(2027, 11, 1), "later")], ON)
    assert len(bars.years(far)) <= 6


def test_a_long_caption_ends_at_the_right_edge():
    late = Bar(starts_on=date(2027, 10, 1), ends_on=date(2029, 1, 1), caption="ends December 2028, at most 2029")
    assert bars.draw(late, bars.axis([TERM, late], ON)).is_right


DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@given(
    st.lists(
        st.builds(
            Bar,
            starts_on=DAYS,
            ends_on=st.none() | DAYS,
            unknown_from=DAYS,
            unknown_to=st.none() | DAYS,
            decide_by_on=st.none() | DAYS,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_nothing_is_drawn_outside(drawn):
    axis = bars.axis(drawn, ON)
    assert axis.first_on < ON < axis.last_on
    for bar in drawn:
        made = bars.draw(bar, axis)
        assert all(0 <= part.x <= bars.WIDTH and 0 < part.width <= bars.WIDTH + 1.5 for part in made.parts)
        assert made.mark is None or 0 <= made.mark <= bars.WIDTH
