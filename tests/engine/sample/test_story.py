"""The sample through the whole engine: Northmoor's briefing tells the story of the design's pictures."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from guildhall.engine import build
from guildhall.engine.brief import page, shelf, standing
from guildhall.engine.register import open_register
from guildhall.engine.sample.days import ANCHOR

SAMPLE = Path(__file__).resolve().parents[3] / "sample"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory):
    built = build.build([SAMPLE], tmp_path_factory.mktemp("sample") / "register", workers=1)
    with open_register(built.home) as register:
        yield shelf.Shelf(register)


@pytest.fixture(scope="module")
def northmoor(held: shelf.Shelf) -> page.Briefing:
    return held.briefing(held.council("Northmoor"), ANCHOR)


def item(briefing: page.Briefing, words: str) -> page.Item:
    (found,) = [each for each in briefing.items if words in each.headline]
    return found


def test_the_head(northmoor: page.Briefing) -> None:
    assert northmoor.sentence == "Two decisions this quarter, one already late."
    assert (northmoor.coverage.known, northmoor.coverage.total) == (34, 46)
    assert northmoor.coverage.words.startswith("12 have no end date and may hide decisions")
    assert northmoor.reorganisation == "Joins North Westmarch on 1 April 2028"


def test_taxpath_stands_first_and_its_notice_is_disputed(northmoor: page.Briefing) -> None:
    first = northmoor.items[0]
    assert first.headline == "Choose how to leave TaxPath, for revenues and benefits"
    assert (first.decide_by, first.distance) == (date(2026, 9, 30), "54 days late")
    assert first.why == (
        "A replacement takes about 15 months and the contract ends in 13.",
        "The least bad route left is the first 12-month extension; ask for it by 30 June 2027.",
    )
    assert first.unknown == ("the notice to extend: 6 months in one source, 3 months in another.",)
    assert [(line.label, line.seen_on) for line in first.sources[:2]] == [
        ("Council register", date(2026, 10, 31)), ("Award update", date(2023, 11, 14)),
    ]  # fmt: skip
    assert first.bar.option_ends_on == (date(2028, 12, 31), date(2029, 12, 31))


def test_then_the_rest_of_the_story(northmoor: page.Briefing) -> None:
    desk = item(northmoor, "DeskLine")
    assert (desk.decide_by, desk.distance, desk.unknown) == (date(2026, 12, 16), "in 23 days", ())
    assert "a call-off takes about 8 months" in desk.why[0]
    plot = item(northmoor, "PlotWise")
    assert plot.headline == "Agree one end date for PlotWise with Fenwick and Saltby"
    assert (plot.group, plot.distance) == ("decide", "in 5 months")
    assert item(northmoor, "RoundWise").kind == "find_end"
    assert item(northmoor, "moved off").headline == "Ask Saltby how it moved off TaxPath"


def test_other_councils_have_troubles_of_every_kind(held: shelf.Shelf) -> None:
    states: Counter[str] = Counter()
    for code in ("X-SAL", "X-FEN", "X-ALD", "X-EAS", "X-WMC", "X-MAR"):
        rows, _ = held.contracts(held.councils[code], ())
        for view in (shelf.view(row, {}) for row in rows):
            if standing.is_decision(view, ANCHOR):
                states[standing.state(view, ANCHOR)] += 1
    assert min(states[name] for name in ("late", "maybe_late", "this_quarter", "later", "cannot_tell")) >= 3


def test_part_of_the_dates_are_exact_and_nothing_is_published_after_the_day(held: shelf.Shelf) -> None:
    rows = list(held.register.rows("contracts", ["decide_by_on", "decide_by_earliest_on", "next_route"]))
    assert sum(row["next_route"] is not None for row in rows) >= 15
    assert sum(row["decide_by_on"] is not None for row in rows) >= 40
    assert sum(row["decide_by_on"] is None and row["decide_by_earliest_on"] is not None for row in rows) >= 40
    days = [row["published_on"] for row in held.register.rows("notices", ["published_on"])]
    assert max(day for day in days if day) <= ANCHOR
