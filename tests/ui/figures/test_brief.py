from datetime import date

import msgspec
import pytest

from guildhall.engine.brief import page
from guildhall.ui import guide_examples
from guildhall.ui.figures import brief

BRIEFING = guide_examples.BRIEFING


def with_items(*items: page.Item, **more) -> page.Briefing:
    return msgspec.structs.replace(BRIEFING, items=items, **more)


def test_groups_in_order_and_an_axis_head_only_where_it_changes() -> None:
    drawn = list(brief.groups(BRIEFING))
    assert [(group.key, group.head, group.open) for group in drawn] == [
        ("decide", True, True), ("talk", True, False), ("answer", False, False), ("measure", False, False),
    ]  # fmt: skip
    assert [len(group.items) for group in drawn] == [4, 2, 2, 1]


def test_no_items_no_groups() -> None:
    assert list(brief.groups(with_items())) == []
    assert brief.legend([]) == []


def test_a_possible_date_is_not_printed_as_known() -> None:
    line = next(brief.groups(BRIEFING)).items[3]
    assert line.when == "Not known"
    assert line.distance == "could be May 2027"
    assert line.bar.mark is None


def test_talks_without_a_date_are_for_any_time() -> None:
    item = msgspec.structs.replace(BRIEFING.items[4], decide_by=None, distance="any time", bar=page.Bar())
    (group,) = brief.groups(with_items(item))
    assert (group.items[0].when, group.items[0].distance) == ("Any time", "")


def test_a_range_says_both_its_days() -> None:
    item = msgspec.structs.replace(guide_examples.ITEMS[0], decide_by_latest=date(2027, 1, 31))
    drawn = next(brief.groups(msgspec.structs.replace(guide_examples.BRIEFING, items=(item,)))).items[0]
    assert (drawn.when, drawn.until) == ("30 September 2026", "to 31 Jan 2027")
    unsure = msgspec.structs.replace(item, state="cannot_tell")
    drawn = next(brief.groups(msgspec.structs.replace(guide_examples.BRIEFING, items=(unsure,)))).items[0]
    assert (drawn.when, drawn.until) == ("Not known", "")


def test_a_missing_distance_is_worked_out() -> None:
    item = msgspec.structs.replace(BRIEFING.items[0], distance="")
    (group,) = brief.groups(with_items(item))
    assert group.items[0].distance == "54 days late"


def test_the_legend_names_only_what_is_drawn() -> None:
    assert [step["label"] for step in brief.legend(list(brief.groups(BRIEFING)))] == [
        "decide by", "agreed term", "extension not yet taken", "not known", "good time to talk",
    ]  # fmt: skip
    only_talk = list(brief.groups(with_items(BRIEFING.items[5])))
    assert [step["mark"] for step in brief.legend(only_talk)] == ["decide-by", "window"]


@pytest.mark.parametrize(("why", "dense"), [(1, "airy"), (12, "tighter")])
def test_longer_reasons_are_printed_more_closely(why: int, dense: str) -> None:
    items = [msgspec.structs.replace(item, why=item.why * why) for item in BRIEFING.items]
    assert brief.density(with_items(*items)) == dense


def test_density_only_grows_with_more_to_print() -> None:
    order = [name for name, _, _ in brief.DENSITIES]
    found = [
        order.index(brief.density(with_items(*(msgspec.structs.replace(item, why=item.why * times) for item in BRIEFING.items))))
        for times in range(1, 9)
    ]  # fmt: skip
    assert found == sorted(found)
