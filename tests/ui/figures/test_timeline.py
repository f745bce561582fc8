from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from guildhall.ui import guide_examples, words
from guildhall.ui.figures import labels, text, timeline, upright
from guildhall.ui.figures.story import Story

ON = date(2026, 11, 23)
STORY = guide_examples.STORY


def box(label: labels.Label) -> tuple[float, float, float, float]:
    wide = text.width(label.words, 12.5)
    left = {"start": label.x, "middle": label.x - wide / 2, "end": label.x - wide}[label.anchor]
    return left, label.y - 9, left + wide, label.y


def touching(found: tuple[labels.Label, ...]) -> list[tuple[str, str]]:
    boxes = [(label.words, box(label)) for label in found]
    return [
        (one, other) for number, (one, a) in enumerate(boxes) for other, b in boxes[number + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]  # fmt: skip


def test_the_picture_of_the_design() -> None:
    drawn = timeline.draw(STORY)
    said = [label.words for label in drawn.labels]
    assert "Decide by 30 September 2026" in said
    assert "54 days late" in said
    assert "Vesting day, 1 April 2028" in said
    assert "Last possible end 31 December 2029" in said
    assert [part.words for part in drawn.parts if part.kind == "term"] == ["First term", "Extended in 2023"]
    assert [part.kind for part in drawn.parts].count("option") == 2
    assert drawn.squeezed_before == 2026
    assert drawn.hatch_option
    assert drawn.hatch_none
    assert touching(drawn.labels) == []


def test_the_decide_by_mark_stands_before_today_when_late() -> None:
    drawn = timeline.draw(STORY)
    today = next(line for line in drawn.lines if line.kind == "today")
    assert drawn.decide.x < today.x
    assert drawn.is_late


def test_a_recent_contract_is_not_squeezed() -> None:
    drawn = timeline.draw(guide_examples.SHORT)
    assert drawn.squeezed_before is None
    assert drawn.break_x is None


def test_an_unknown_end_is_said_and_hatched() -> None:
    drawn = timeline.draw(guide_examples.UNKNOWN_END)
    assert "Ends between May 2027 and June 2029" in [label.words for label in drawn.labels]
    assert [part.kind for part in drawn.parts] == ["term", "none"]


def test_only_a_start_is_drawn_as_not_known() -> None:
    drawn = timeline.draw(Story(ON, starts_on=date(2024, 1, 1)))
    assert "End not known" in [label.words for label in drawn.labels]
    assert drawn.parts[0].kind == "none"


def test_a_range_of_decide_by_is_hatched_from_the_earliest_day_to_the_latest() -> None:
    ranged = guide_examples.RANGED
    assert (ranged.decide_label, ranged.decide_second) == (
        "Decide by 31 July 2026",
        "28 February 2027 at the latest",
    )
    assert ranged.rows()[1:4] == [
        (date(2026, 7, 31), "Decide by, at the earliest"), (ON, "Today"), (date(2027, 2, 28), "Decide by, at the latest"),
    ]  # fmt: skip
    drawn, line = timeline.draw(ranged), timeline.line_of(ranged)[0]
    hatched = [(part.x, round(part.x + part.width, 1)) for part in drawn.parts if part.kind == "none"]
    days = line.at(date(2026, 7, 31)), line.at(date(2027, 2, 28))
    assert hatched == [days, days]  # above the bar, and before the shortest time a replacement takes
    standing = upright.draw(ranged)
    assert sum(part.kind == "none" for part in standing.parts) == 2
    assert ("28 February 2027 at the latest",) in [event.lines for event in standing.events]


def test_one_day_of_decide_by_is_not_hatched() -> None:
    assert STORY.decide_range is None
    assert (date(2026, 9, 30), "Decide by") in replace(STORY, decide_words="").rows()
    guessed = replace(guide_examples.UNKNOWN_END, decide_by_on=date(2027, 2, 28))
    assert guessed.decide_label == "Decide by: could be February 2027"
    assert guessed.decide_second == ""
    assert Story(ON).decide_label == ""


def test_the_table_says_what_the_picture_says_in_order() -> None:
    rows = STORY.rows()
    assert [day for day, _ in rows] == sorted(day for day, _ in rows)
    assert (date(2029, 12, 31), "Last possible end") in rows
    assert (date(2028, 12, 31), "End if option 1 is taken") in rows
    assert (date(2026, 9, 30), "Decide by (54 days late)") in rows
    assert words.day(date(2028, 4, 1)) in STORY.sentence()


def test_nothing_to_draw() -> None:
    assert not Story(ON).can_be_drawn
    assert Story(ON, ends_on=ON).can_be_drawn


def test_a_published_last_end_without_options_is_one_hatch() -> None:
    story = Story(ON, starts_on=date(2025, 1, 1), ends_on=date(2027, 1, 1), last_end_on=date(2029, 1, 1))
    assert story.option_steps == (date(2029, 1, 1),)
    assert "May be extended" in [label.words for label in timeline.draw(story).labels]


when = st.dates(min_value=date(2012, 1, 1), max_value=date(2042, 1, 1))
stories = st.builds(
    Story, st.just(ON), awarded_on=st.none() | when, starts_on=st.none() | when, first_ends_on=st.none() | when,
    extended_in=st.none() | st.just(2023), ends_on=st.none() | when, ends_earliest_on=st.none() | when,
    ends_latest_on=st.none() | when,
    option_ends_on=st.lists(when, max_size=3, unique=True).map(lambda days: tuple(sorted(days))),
    option_months=st.sampled_from([(), (12,), (12, 12), (24, 12, 12)]), last_end_on=st.none() | when,
    decide_by_on=st.none() | when, decide_words=st.sampled_from(["", "54 days late", "in 4 months"]), is_late=st.booleans(),
    start_by_on=st.none() | when, lead_words=st.sampled_from(["", "A replacement takes 8 to 15 months"]),
    notice_from=st.none() | when, notice_to=st.none() | when, notice_words=st.just("An option must be asked for in time"),
    notice_note=st.sampled_from([(), ("The notice is not known.",), ("By 30 June 2027 if notice is 6 months,", "by 30 September if 3.")]),
    shadow_on=st.none() | when, vesting_on=st.none() | when, decide_latest_on=st.none() | when, start_by_latest_on=st.none() | when,
)  # fmt: skip


@given(stories)
def test_labels_never_stand_on_each_other_and_never_leave_the_picture(story: Story) -> None:
    assume(story.can_be_drawn)
    drawn = timeline.draw(story)
    assert touching(drawn.labels) == []
    assert all(box(label)[0] >= -1 and box(label)[2] <= timeline.WIDTH + 1 for label in drawn.labels)
    assert all(0 <= part.x <= timeline.WIDTH and part.width > 0 for part in drawn.parts)
    assert drawn.height > 0
    assert all(drawn.top <= label.y for label in drawn.labels)


@given(stories)
def test_upright_labels_never_stand_on_each_other(story: Story) -> None:
    assume(story.can_be_drawn)
    drawn = upright.draw(story)
    spans = [(event.y - 10 * len(event.lines), event.y + 10 * len(event.lines)) for event in drawn.events]
    assert all(one[1] <= other[0] + 0.5 for one, other in pairwise(spans))
    assert all(top >= -0.5 for top, _ in spans)
    assert drawn.height >= max((bottom for _, bottom in spans), default=0)
    assert drawn.height < 1500


def test_upright_tells_the_same_story() -> None:
    drawn = upright.draw(STORY)
    said = [" ".join(event.lines) for event in drawn.events]
    assert said[0] == "Start 1 April 2019"
    assert said[-1] == "Last possible end 31 Dec 2029"
    assert "Decide by 30 September 2026" in said
    assert [event.at for event in drawn.events] == sorted(event.at for event in drawn.events)
    assert drawn.break_y is not None


def test_vesting_day_does_not_strike_out_words() -> None:
    near = replace(STORY, ends_on=date(2028, 3, 31), option_ends_on=(), option_months=(), last_end_on=None)
    assert upright.draw(near).vesting_to < upright.WIDTH
    assert upright.draw(guide_examples.SHORT).vesting_to == upright.WIDTH


@pytest.mark.parametrize("height", [20.0, 44.0])
def test_spread_moves_labels_no_more_than_it_must(height: float) -> None:
    wanted = [(10.0, height), (12.0, height), (300.0, height)]
    ys = labels.spread(wanted, 0, 400)
    assert ys[1] - ys[0] >= height
    assert ys[2] == 300


def test_spread_pushes_up_from_the_bottom() -> None:
    assert labels.spread([(95.0, 20.0), (99.0, 20.0)], 0, 100) == [70.0, 90.0]


def test_text_is_wider_when_there_is_more_of_it() -> None:
    assert text.width("ends June 2027") < text.width("ends December 2027")
    assert text.width("m", bold=True) > text.width("m")
