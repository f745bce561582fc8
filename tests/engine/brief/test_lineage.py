"""What another contract speaks for falls silent, its number is said, and a renewal says what it renewed."""

import json
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from guildhall.engine.brief import shelf, standing
from guildhall.engine.brief.compose import compose, coverage
from guildhall.engine.register import TABLES, open_register
from tests.engine.brief.made import COUNCILS, NORTHMOOR, ON, view

LATE = {
    "decide_by_earliest_on": date(2026, 1, 31),
    "decide_by_latest_on": date(2026, 3, 31),
    "ends_on": date(2027, 1, 31),
}


def brief(*views):
    return compose(NORTHMOOR, views, on=ON, councils=COUNCILS, has_register=True)


@pytest.mark.parametrize("status", ["copy", "replaced"])
def test_what_another_speaks_for_is_no_decision(status):
    said = brief(view("a", **LATE), view("b", title="Payroll", status=status, **LATE))
    assert [item.contract_id for item in said.items if item.group == "decide"] == ["a"]
    assert said.sentence == "One decision waits, already late."
    over = view("c", status=status, ends_on=date(2026, 6, 30))
    assert not standing.has_ended(over, ON), "nobody is asked whether it went on"
    assert not [item for item in brief(view("a"), over).items if item.contract_id == "c"]


def test_the_number_of_those_that_fall_silent_is_said():
    run, over = view("a"), view("o", ended_on=date(2026, 1, 1))
    copy, replaced = view("c", status="copy"), view("r", status="replaced")
    assert coverage([run, copy], ON).words.endswith("; another one is a second record of the same contract")
    assert coverage([run, replaced, replaced, over], ON).words.endswith(
        "; another one has ended and two were replaced by renewals"
    )
    assert coverage([run, over, replaced, copy, copy], ON).words.endswith(
        "; another one has ended, one was replaced by a renewal and two are second records of the same contracts"
    )
    assert coverage([copy, over], ON).words == (
        "No contract on the record is known to run: one has ended and one is a second record of the same contract."
    )


def test_a_renewal_says_what_it_renewed():
    said = brief(view("a", renews="the contract that ended on 31 March 2025", **LATE))
    assert said.items[0].why[-1] == "It renewed the contract that ended on 31 March 2025."
    alike = brief(view("a", renews="an earlier contract", **LATE), view("b", **LATE))
    assert not any("renewed" in line for line in alike.items[0].why), "of several contracts together no one is told of"


def row(contract_id, **given):
    return {
        "contract_id": contract_id, "council_code": "X-NM", "council_codes": ["X-NM"], "council_name": "Northmoor", "title": "Payroll",
        "category": "hr_payroll", "is_digital": True, "supplier_names": ["Larkrise Ltd"], "supplier_ids": ["larkrise"],
        "starts_on": date(2025, 4, 1), "ends_on": date(2027, 3, 31), "decide_by_earliest_on": date(2025, 9, 30),
        "decide_by_latest_on": date(2026, 7, 31), "value_net": Decimal("142000.00"), "status": "active", "sources": [],
    } | given  # fmt: skip


def link(child, kind, parent):
    return {"child_id": child, "kind": kind, "parent_id": parent}


@pytest.fixture
def lines(tmp_path):
    """Northmoor's briefing from a register of some contracts and links between them."""

    def made(contracts, links):
        rows = {
            "councils": [{"code": "X-NM", "slug": "northmoor", "name": "Northmoor", "short_name": "Northmoor", "kind": "NMD"}],
            "contracts": contracts, "lineage": links,
        }  # fmt: skip
        for name, schema in TABLES.items():
            whole = [{field.name: one.get(field.name) for field in schema} for one in rows.get(name, [])]
            pq.write_table(pa.Table.from_pylist(whole, schema=schema), tmp_path / f"{name}.parquet")
        (tmp_path / "manifest.json").write_text(
            json.dumps({"built_at": "2026-11-22T18:00:00+00:00", "is_sample": False})
        )
        (tmp_path / "datapackage.json").write_text("{}")
        with open_register(tmp_path) as register:
            held = shelf.Shelf(register)
            return held.briefing(held.councils["X-NM"], ON)

    return made


BEFORE = {"starts_on": date(2023, 4, 1), "ends_on": date(2025, 3, 31)}


def test_from_a_register(lines):
    said = lines(
        [row("new"), row("old", **BEFORE), row("twice")],
        [link("new", "renewal_of", "old"), link("twice", "same_as", "new")],
    )
    [item] = [item for item in said.items if item.kind == "decide"]
    assert item.contract_id == "new"
    assert item.why[-1] == "It renewed the contract that ended on 31 March 2025."
    assert said.coverage.words == (
        "It has an end date; another one was replaced by a renewal and one is a second record of the same contract"
    )


@pytest.mark.parametrize(
    ("parent", "words"),
    [
        ({"supplier_names": ["Zenith Systems Ltd"], "supplier_ids": ["zenith"]}, "the contract with Zenith Systems that ended on 31 March 2025"),
        ({"ends_on": None}, "an earlier contract"),
        ({"ends_on": None, "supplier_names": ["Zenith plc"], "supplier_ids": ["zenith"]}, "the contract with Zenith"),
    ],
)  # fmt: skip
def test_what_it_renewed_is_told_by_what_is_known(lines, parent, words):
    said = lines([row("new"), row("old", **BEFORE | parent)], [link("new", "renewal_of", "old")])
    assert f"It renewed {words}." in [line for item in said.items for line in item.why]


def test_a_renewal_not_yet_let_silences_nobody(lines):
    planned = row("new", starts_on=date(2027, 4, 1), ends_on=date(2030, 3, 31))
    said = lines([planned, row("old")], [link("new", "renewal_of", "old"), link("new", "renewal_of", "elsewhere")])
    assert "replaced" not in said.coverage.words
    let = planned | {"awarded_on": date(2026, 10, 1)}
    assert "one was replaced" in lines([let, row("old")], [link("new", "renewal_of", "old")]).coverage.words
