"""The sample through the whole engine: Northmoor's briefing tells the story of the design's pictures."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

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


def paid(held: shelf.Shelf, council: str, supplier: str) -> list[dict[str, Any]]:
    columns = ["council_code", "supplier_id", "supplier_name", "paid_on", "amount", "amount_net", "purpose", "document"]
    names = {row["supplier_id"]: row["name"] for row in held.register.rows("suppliers", ["supplier_id", "name"])}
    return [
        row
        for row in held.register.rows("payments", columns)
        if row["council_code"] == council and str(names.get(row["supplier_id"], "")).lower().startswith(supplier)
    ]


def test_eastreach_pays_for_pagewright_after_its_end_and_nothing_else_explains_it(held: shelf.Shelf) -> None:
    columns = ["contract_id", "council_code", "title", "supplier_ids", "ends_on"]
    (contract,) = [
        row
        for row in held.register.rows("contracts", columns)
        if row["council_code"] == "X-EAS" and "otterline-publishing-tools" in row["supplier_ids"]
    ]
    assert ("Pagewright" in contract["title"], contract["ends_on"]) == (True, date(2026, 3, 31))
    found = paid(held, "X-EAS", "otterline")
    assert [row["paid_on"].month for row in found] == [4, 5, 6, 7, 8, 9, 10]
    assert min(row["paid_on"] for row in found) > contract["ends_on"]
    assert all(row["amount_net"] < row["amount"] for row in found)
    (beside,) = [
        row
        for row in held.register.rows("paid", ["contract_id", "paid_after_end", "paid_after_end_least"])
        if row["contract_id"] == contract["contract_id"]
    ]
    assert beside["paid_after_end"] == beside["paid_after_end_least"] > 15_000


def test_saltby_and_marlowe_bay_pay_on_beside_other_contracts(held: shelf.Shelf) -> None:
    saltby = [row for row in paid(held, "X-SAL", "ledgerwell") if "TaxPath 6" in row["purpose"]]
    assert len([row for row in saltby if row["amount"] > 0]) == 4
    assert min(row["amount"] for row in saltby) == -500
    marlowe = [row for row in paid(held, "X-MAR", "copperfield") if "Minutebook" in row["purpose"]]
    assert [row["paid_on"].month for row in marlowe] == [7, 8, 9, 10]  # September is published twice and counts once


def test_some_spending_no_contract_explains(held: shelf.Shelf) -> None:
    (supplier,) = [
        row
        for row in held.register.rows("suppliers", ["name", "contracts"])
        if row["name"].lower().startswith("brackenwold")
    ]
    assert supplier["contracts"] == 0
    assert all(len(paid(held, code, "brackenwold")) >= 4 for code in ("X-SAL", "X-MAR", "X-EAS"))


def test_no_private_person_is_in_the_register(held: shelf.Shelf) -> None:
    rows = list(held.register.rows("payments", ["supplier_name", "purpose", "is_person", "supplier_id"]))
    assert sum(row["is_person"] for row in rows) == 2
    for table in ("payments", "suppliers", "supplier_names", "issues"):
        assert not any("oneperson" in str(row).lower() for row in held.register.rows(table))
