"""The look at a register that was just made: what arrived, what was expected of it, what is odd, which traps it holds."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from guildhall.engine.quality import look
from guildhall.engine.quality.coverage import Row
from guildhall.engine.register import write

ON = date(2026, 11, 23)
PLAIN: dict[str, Any] = {
    "council_code": "AMB", "buyer_name": "Ambridge Council", "title": "Ledger", "regime": "act", "starts_on": date(2026, 4, 1),
    "ends_on": date(2027, 3, 30), "first_seen_on": date(2026, 3, 1), "last_seen_on": date(2026, 10, 1), "value_net": Decimal(100),
    "value_gross": Decimal(120), "sources": ["find_a_tender"], "supplier_ids": ["acme"], "is_framework": False,
}  # fmt: skip


def contract(number: int, **facts: Any) -> dict[str, Any]:
    return PLAIN | {"contract_id": f"c{number}", "ocids": [f"ocds-h6vhtk-{number}"]} | facts


def seen(
    folder: Path, *contracts: dict[str, Any], notices: Iterable[dict[str, Any]] = (), suppliers: Iterable[dict[str, Any]] = (),
    rows: dict[str, tuple[int, int]] | None = None,
) -> look.Seen:  # fmt: skip
    for table, held in (("contracts", contracts), ("suppliers", list(suppliers))):
        write.write_table(table, [write.table_of(table, held)], folder)
    told = [write.table_of("notices", list(notices))]
    return look.at(folder, told, on=ON, rows=rows or {}, names={"AMB": "Ambridge Council"})


def of(found: look.Seen, scope: str) -> dict[str, tuple[int, int, str | None]]:
    """By key (of what is expected, by its measure): x, y and the state."""
    return {
        row.measure if scope == "expected" else row.key: (row.known, row.total, row.state)
        for row in found.rows
        if row.scope == scope
    }


ODD = [
    ("dates_in_range", {"starts_on": date(1899, 1, 1)}), ("dates_in_range", {"last_end_on": date(2050, 1, 1)}),
    ("past_is_past", {"first_published_on": date(2026, 12, 24)}), ("ends_after_start", {"ends_on": date(2026, 3, 31)}),
    ("ends_after_start", {"last_end_on": date(2027, 3, 29)}),
    ("award_then_signature", {"awarded_on": date(2026, 3, 2), "signed_on": date(2026, 3, 1)}),
    ("tax_fits", {"value_gross": Decimal(151)}), ("tax_fits", {"value_gross": Decimal(49)}),
    ("year_fits", {"value_year": Decimal(201)}), ("value_is_believable", {"value_net": Decimal(5_000_000_001), "value_gross": None}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "facts"), ODD)
def test_what_is_odd_is_counted_and_named(tmp_path: Path, key: str, facts: dict[str, Any]) -> None:
    found = seen(tmp_path, contract(1, **facts), contract(2, value_year=Decimal(100), awarded_on=date(2026, 3, 1), signed_on=date(2026, 3, 1)))  # fmt: skip
    checks = of(found, "check")
    assert checks[key] == (1, 2, "odd")
    assert [(issue.row, issue.code) for issue in found.issues] == [("c1", f"odd_{key}")]
    assert found.issues[0].severity == "warning"
    assert found.issues[0].reason.endswith(".")
    assert {name for name, (_, _, state) in checks.items() if state == "odd"} <= {
        key,
        "buyer_repetition",
        "value_repetition",
    }


def test_what_was_compared_is_told(tmp_path: Path) -> None:
    found = seen(tmp_path, contract(1, ends_on=date(2026, 3, 31), value_gross=Decimal(900)))
    assert [issue.reason for issue in found.issues] == [
        "It ends before it starts: start 1 April 2026, end 31 March 2026.",
        "The sums with and without tax lie far apart: £100 without tax, £900 with tax.",
    ]


def test_the_whole_may_hold_every_extension(tmp_path: Path) -> None:
    long = contract(1, value_year=Decimal(25), last_end_on=date(2030, 3, 31))  # four years of £25 are the £100
    assert of(seen(tmp_path, long), "check")["year_fits"] == (1, 1, "kept")
    assert of(seen(tmp_path, contract(1, value_year=Decimal(25))), "check")["year_fits"] == (0, 1, "odd")


def test_the_limits_themselves_are_sound(tmp_path: Path) -> None:
    edge = contract(
        1, starts_on=date(1990, 1, 1), ends_on=date(1990, 1, 1), last_end_on=date(2049, 12, 31), awarded_on=date(2026, 1, 1),
        signed_on=date(2026, 1, 1), value_gross=Decimal(150), value_year=Decimal("66.67"), first_published_on=date(2026, 11, 24),
    )  # fmt: skip
    found = seen(tmp_path, edge)
    assert found.issues == []
    assert {key: state for key, (_, _, state) in of(found, "check").items() if state != "kept"} == {
        "buyer_repetition": "odd", "value_repetition": "odd",
    }  # fmt: skip


def test_what_cannot_be_looked_at_is_not_sound(tmp_path: Path) -> None:
    bare = {"contract_id": "c1", "sources": ["find_a_tender"], "ocids": []}
    checks = of(seen(tmp_path, bare), "check")
    assert checks == {
        "dates_in_range": (0, 0, "unknown"), "past_is_past": (0, 0, "unknown"), "ends_after_start": (0, 0, "unknown"),
        "award_then_signature": (0, 0, "unknown"), "tax_fits": (0, 0, "unknown"), "year_fits": (0, 0, "unknown"),
        "value_is_believable": (0, 0, "unknown"), "id_is_its_own": (1, 1, "kept"), "buyer_repetition": (0, 0, "unknown"),
        "value_repetition": (0, 0, "unknown"),
    }  # fmt: skip


def test_one_contract_held_twice(tmp_path: Path) -> None:
    found = seen(tmp_path, contract(1), contract(1), contract(2))
    assert of(found, "check")["id_is_its_own"] == (1, 3, "odd")
    assert [issue.row for issue in found.issues] == ["c1", "c1"]


@pytest.mark.parametrize(("own", "others", "state"), [(50, 50, "kept"), (51, 49, "odd"), (1, 100, "kept")])
def test_one_buyer_holds_at_most_half(tmp_path: Path, own: int, others: int, state: str) -> None:
    mine = [contract(number) for number in range(own)]
    rest = [contract(own + number, council_code=f"X{number % 50}") for number in range(others)]
    assert of(seen(tmp_path, *mine, *rest), "check")["buyer_repetition"][2] == state


def test_a_sum_that_stands_too_often(tmp_path: Path) -> None:
    several = [contract(number, value_net=Decimal(1000 + number)) for number in range(40)]
    assert of(seen(tmp_path, *several), "check")["value_repetition"] == (3, 40, "kept")
    same = [contract(number, value_net=Decimal(1000 + number // 4)) for number in range(40)]
    assert of(seen(tmp_path, *same), "check")["value_repetition"] == (12, 40, "odd")


def test_only_the_first_examples_are_listed(tmp_path: Path) -> None:
    found = seen(tmp_path, *(contract(number, value_gross=Decimal(1000), council_code="AMB" if number % 6 else None) for number in range(30)))  # fmt: skip
    assert of(found, "check")["tax_fits"] == (0, 30, "odd")
    assert [issue.file for issue in found.issues].count("contracts of AMB") == 10
    assert [issue.row for issue in found.issues if issue.file == "contracts of"] == ["c0", "c6", "c12", "c18", "c24"]


TRAPS = [
    ("net_is_gross", {"value_gross": Decimal(100)}), ("gross_alone", {"value_net": None}),
    ("no_value", {"value_net": None, "value_gross": None}), ("ends_31_march", {"ends_on": date(2028, 3, 31)}),
    ("ends_31_march", {"ends_on": date(2027, 3, 31)}), ("long", {"ends_on": date(2036, 4, 2)}),
    ("after_start", {"first_published_on": date(2026, 4, 2)}), ("after_end", {"first_published_on": date(2027, 4, 1)}),
    ("old_without_end", {"regime": "celex", "ends_on": None}), ("frameworks", {"is_framework": True}),
    ("unnamed", {"supplier_ids": []}), ("other_name", {"buyer_name": "AMBRIDGE CC"}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "facts"), TRAPS)
def test_traps_are_counted(tmp_path: Path, key: str, facts: dict[str, Any]) -> None:
    others = [contract(number, first_published_on=date(2026, 4, 1), title=f"Other {number}") for number in (2, 3)]
    known, total, state = of(seen(tmp_path, contract(1, **facts), *others), "trap")[key]
    assert (known, state) == (1, None)
    assert 1 <= total <= 3
    assert of(seen(tmp_path, *others), "trap")[key][0] == 0


def test_processes_shared_and_in_bulk(tmp_path: Path) -> None:
    many = [contract(number, ocids=["one"]) for number in range(11)]
    traps = of(seen(tmp_path, *many, contract(20), contract(21, ocids=[])), "trap")
    assert (traps["shared_process"], traps["in_bulk"]) == ((11, 12, None), (11, 12, None))
    traps = of(seen(tmp_path, *many[:10]), "trap")
    assert (traps["shared_process"], traps["in_bulk"]) == ((10, 10, None), (0, 10, None))


def test_the_same_need_is_that_of_one_council(tmp_path: Path) -> None:
    several = [contract(1), contract(2, title="LEDGER"), contract(3, council_code="FEN"), contract(4, title=None)]
    assert of(seen(tmp_path, *several), "trap")["same_need"] == (2, 3, None)


def test_notices_that_never_reached_the_councils_register(tmp_path: Path) -> None:
    several = [contract(1, sources=["council_registers"]), contract(2), contract(3, council_code="FEN")]
    assert of(seen(tmp_path, *several), "trap")["never_in_register"] == (1, 2, None)


def test_suppliers_by_what_they_are_known_by(tmp_path: Path) -> None:
    suppliers = [
        {"supplier_id": "a", "company_number": "01", "names": ["A", "A Ltd"]}, {"supplier_id": "b", "ids": ["GB-X-1"], "names": ["B"]},
        {"supplier_id": "c", "names": ["C", "C Ltd"]},
    ]  # fmt: skip
    traps = of(seen(tmp_path, contract(1), suppliers=suppliers), "trap")
    assert (traps["without_number"], traps["several_names"]) == ((1, 3, None), (1, 2, None))


def notice(number: int, kind: str, *ids: str, **facts: Any) -> dict[str, Any]:
    return {"notice_id": f"n{number}", "source": "find_a_tender", "kind": kind, "ocid": f"ocds-h6vhtk-{number}", "published_on": date(2026, 10, 1), "contract_ids": list(ids)} | facts  # fmt: skip


def test_awards_told_of_twice_and_changes(tmp_path: Path) -> None:
    told = [notice(1, "UK6", "c1"), notice(2, "UK7", "c1", "c2"), notice(3, "UK10", "c2"), notice(4, "UK6", "gone")]
    traps = of(seen(tmp_path, contract(1), contract(2), notices=told), "trap")
    assert (traps["told_twice"], traps["changed"]) == ((1, 2, None), (1, 2, None))


def test_what_a_source_is_expected_to_bring(tmp_path: Path) -> None:
    told = [notice(1, "UK7", "c1"), notice(2, "UK7", "c2", ocid="ocds-other-2"), notice(3, "UK99")]
    found = seen(tmp_path, contract(1), contract(2, ends_on=None), notices=told, rows={"find_a_tender": (100, 2)})
    assert of(found, "expected") == {
        "01 begins": (2, 3, "odd"), "02 share_with": (1, 2, "odd"), "03 among": (2, 3, "odd"), "04 refused": (2, 100, "odd"),
        "05 days_old": (53, 53, "odd"),
    }  # fmt: skip
    fresh = [notice(1, "UK7", "c1", published_on=ON)]
    found = seen(tmp_path, contract(1), notices=fresh, rows={"find_a_tender": (100, 1)})
    assert {state for _, _, state in of(found, "expected").values()} == {"kept"}


def test_what_cannot_be_counted_of_a_source_is_unknown(tmp_path: Path) -> None:
    found = seen(tmp_path, contract(1, sources=["contracts_finder"], first_seen_on=None, last_seen_on=None))
    assert of(found, "expected") == {
        "01 begins": (0, 0, "unknown"), "02 share_with": (0, 0, "unknown"), "03 share_with": (1, 1, "kept"),
        "04 refused": (0, 0, "unknown"), "05 days_old": (0, 0, "unknown"),
    }  # fmt: skip
    assert "Nothing here to count it on." in next(row.words for row in found.rows if row.scope == "expected")


@pytest.mark.parametrize(("rows", "state"), [(955, "kept"), (899, "odd")])
def test_rows_that_a_source_should_bring(tmp_path: Path, rows: int, state: str) -> None:
    found = seen(tmp_path, contract(1, sources=[]), rows={"observed_systems": (rows, 0)})
    assert of(found, "expected") == {"01 rows": (rows, rows, state)}
    assert (
        next(row.words for row in found.rows if row.scope == "expected")
        == f"At least 900 rows can be read. Here {rows}."
    )


def test_what_arrived_for_a_council_and_when(tmp_path: Path) -> None:
    found = seen(
        tmp_path, contract(1), contract(2, sources=["contracts_finder", "find_a_tender"], first_seen_on=date(2020, 1, 1), last_seen_on=None),
        contract(3, council_code=None),
    )  # fmt: skip
    assert [row for row in found.rows if row.scope == "arrived"] == [
        Row("arrived", "AMB", "contracts_finder", 1, 2, "1 of 2 contracts of Ambridge Council are told of by contracts_finder.", None, date(2020, 1, 1), None),
        Row("arrived", "AMB", "find_a_tender", 2, 2, "2 of 2 contracts of Ambridge Council are told of by find_a_tender.", None, date(2020, 1, 1), date(2026, 10, 1)),
    ]  # fmt: skip
    of_source = {row.key: (row.known, row.first_on, row.last_on) for row in found.rows if row.scope == "brought"}
    assert of_source["find_a_tender"] == (3, date(2020, 1, 1), date(2026, 10, 1))


def test_payments_of_a_council(tmp_path: Path) -> None:
    assert look.at_spend(tmp_path, {}) == []
    rows = [
        {"council_code": "AMB", "supplier_id": "a", "year": 2025, "payments": 3, "first_paid_on": date(2025, 4, 2), "last_paid_on": date(2026, 1, 1)},
        {"council_code": "AMB", "supplier_id": None, "year": 2026, "payments": 2, "first_paid_on": date(2026, 4, 2), "last_paid_on": date(2026, 9, 30)},
        {"council_code": None, "supplier_id": "a", "year": 2026, "payments": 9},
    ]  # fmt: skip
    write.write_table("spend", [write.table_of("spend", rows)], tmp_path)
    assert look.at_spend(tmp_path, {"AMB": "Ambridge Council"}) == [
        Row("arrived", "AMB", "council_spend", 3, 5, "3 of 5 payments of Ambridge Council name a supplier.", None, date(2025, 4, 2), date(2026, 9, 30))
    ]  # fmt: skip
    write.write_table("spend", (), tmp_path)
    assert look.at_spend(tmp_path, {}) == []


def test_an_empty_register_has_nothing_to_look_at(tmp_path: Path) -> None:
    assert seen(tmp_path) == ([], [])
