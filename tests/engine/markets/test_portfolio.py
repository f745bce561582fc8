"""Findings on councils, categories and suppliers."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from guildhall.engine import indicators
from guildhall.engine.markets import frame, lock_in, needs, portfolio, rollup, step
from guildhall.engine.register import write
from tests.engine.markets.registers import ON, contract, council, written

WON = {"awarded_on": date(2025, 1, 1)}
SUPPLIERS = [
    {"supplier_id": "s1", "name": "Ash", "size": "sme", "vcse": False},
    {"supplier_id": "s2", "name": "Birch", "size": "large", "vcse": False},
]


def rows_of(folder: Path, contracts: list[dict], **more) -> dict[tuple, dict]:
    held = frame.load(written(folder, contracts=contracts, suppliers=SUPPLIERS, **more), ON)
    rows = portfolio.all_rows(held, needs.needs(held), ON)
    found = {(row["subject"], row["subject_id"], row["scope"], row["indicator"]): row for row in rows}
    assert len(found) == len(rows)
    return found


def bought(*who: str, **more) -> list[dict]:
    return [contract(n, supplier_ids=[each] if each else [], **(WON | more)) for n, each in enumerate(who)]


def test_who_has_how_much_of_what_a_council_buys(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path, [*bought("s1", "s1", "s1", "s1", "s2", ""), contract(50, category=None, cpv=["45000000"], **WON)]
    )
    share = rows["council", "AAA", "category:planning", "C3"]
    assert (share["status"], share["value"], share["low"], share["high"]) == ("watch", None, "0.6667", "0.8333")
    assert (share["known"], share["total"], share["missing"]) == (5, 6, ["supplier"])
    assert share["words"] == (
        "Of 6 purchases of planning and building control back office in 36 months, Ash had between 67 % and 83 %; its share "
        "of the value is not known."
    )  # fmt: skip
    dense = rows["council", "AAA", "category:planning", "C4"]
    assert (dense["status"], dense["low"], dense["high"]) == ("act", "0.4722", "0.7222")
    assert dense["words"].endswith("2 suppliers known; concentration between 0.47 and 0.72 of 1.")
    whole = rows["council", "AAA", None, "C3"]
    assert (whole["status"], whole["value"], whole["known"], whole["total"]) == ("watch", "1", 1, 2)
    assert ("council", "AAA", "division:45", "C3") not in rows


def test_all_known_and_spread(tmp_path: Path) -> None:
    contracts = bought(*[f"t{n}" for n in range(8)], value_net=100)
    rows = rows_of(tmp_path, contracts)
    share = rows["council", "AAA", "category:planning", "C3"]
    assert (share["status"], share["value"], share["missing"]) == ("ok", "0.125", [])
    assert share["words"].endswith("T0 had 12 %, and 12 % of the value.")
    assert rows["council", "AAA", None, "C3"]["status"] == "ok"
    assert rows["council", "AAA", None, "C4"]["status"] == "ok"
    assert rows["council", "AAA", "category:planning", "C4"]["words"].endswith("concentration 0.12 of 1.")


def test_what_cannot_be_told_of_a_council_is_not_good(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, bought("s1", "s1"))
    whole = rows["council", "AAA", None, "C4"]
    assert (whole["status"], whole["known"], whole["total"]) == ("unknown", 0, 1)
    old = rows_of(tmp_path / "b", bought("s1", "s1", awarded_on=date(2020, 1, 1)))
    assert ("council", "AAA", None, "C4") not in old


def test_small_firms_and_voluntary_bodies(tmp_path: Path) -> None:
    rows = rows_of(tmp_path / "a", bought("s1", "s1", "s1", "s1", "s2"))
    small = rows["council", "AAA", "sme", "C7"]
    assert (small["status"], small["value"], small["known"], small["total"]) == ("ok", "0.8", 5, 5)
    assert (
        small["words"]
        == "80 % of 5 running purchases are from small and medium firms, by what they declare of themselves."
    )
    unsaid = rows_of(tmp_path / "b", bought("x", "x", "x", "s1", "s2"))["council", "AAA", "vcse", "C7"]
    assert (unsaid["status"], unsaid["low"], unsaid["high"], unsaid["missing"]) == (
        "unknown",
        "0",
        "0.6",
        ["supplier_size"],
    )
    few = rows_of(tmp_path / "c", bought("s1"))["council", "AAA", "sme", "C7"]
    assert (few["status"], few["words"]) == ("unknown", "Too few running purchases with a known supplier to say which share small and medium firms have.")  # fmt: skip


def test_categories_in_the_country(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, bought("s1", "s1", "s1", "s1", "s2"))
    assert rows["category", "planning", "national", "C4"]["value"] == "0.68"
    assert rows["category", "planning", "national", "C4"]["status"] == "act"
    told = rows["category", "planning", "national", "E4"]
    assert (told["status"], told["low"], told["missing"]) == ("unknown", "0", ["suppliers_told"])
    assert told["words"].startswith("1 small firm known to have a running contract for planning")
    silent = rows["category", "elections", "national", "C4"]
    assert (silent["status"], silent["total"]) == ("unknown", 0)
    assert rows["category", "elections", "national", "E4"]["words"].startswith("No small firm is known")


def finding(number: int, code: str, status: str) -> dict:
    return {"contract_id": f"c{number:03}", "indicator": code, "status": status, "words": "x"}


def rolled(folder: Path, contracts: list[dict], findings: list[dict]) -> dict[tuple, dict]:
    held = frame.load(written(folder, contracts=contracts, findings=findings), ON)
    rows = list(rollup.all_rows(held, rollup.held(held, folder), held.software))
    return {(row["subject"], row["subject_id"], row["indicator"]): row for row in rows}


def test_findings_rolled_up(tmp_path: Path) -> None:
    contracts = [contract(n) for n in range(6)] + [contract(6, council_code="BBB"), contract(7, status="ended")]
    findings = [
        *(finding(n, "T1", status) for n, status in enumerate(["ok", "watch", "watch", "act", "unknown"])),
        finding(0, "T2", "ok"), finding(0, "C1", "not_applicable"), finding(1, "C1", "ok"), finding(6, "T1", "ok"),
        finding(7, "T1", "act"), finding(99, "T1", "act"), finding(0, "Z9", "act"),
    ]  # fmt: skip
    findings.sort(key=lambda row: row["contract_id"])
    rows = rolled(tmp_path, contracts, findings)
    one = rows["council", "AAA", "T1"]
    assert (one["status"], one["value"], one["known"], one["total"], one["scope"]) == ("act", "3", 4, 6, None)
    assert (one["low"], one["high"]) == ("0.5", "0.8333")
    assert one["words"] == "4 of 6 running contracts could be assessed: 1 worth acting on, 2 worth watching."
    assert rows["council", "AAA", "T2"]["status"] == "unknown"
    assert (rows["council", "AAA", "C1"]["known"], rows["council", "AAA", "C1"]["total"]) == (1, 5)
    time = rows["council", "AAA", "Time"]
    assert (time["scope"], time["status"], time["known"], time["total"]) == ("dimension", "act", 5, 12)
    assert time["words"].startswith("5 of 12 answers could be assessed")
    assert rows["council", "BBB", "T1"]["status"] == "ok"
    assert rows["council", "BBB", "T2"]["words"] == "The one running contract could not be assessed."
    assert rows["category", "planning", "T1"]["total"] == 7
    assert rows["supplier", "s1", "Time"]["known"] == 6
    assert ("supplier", "s1", "T1") not in rows
    assert not [key for key in rows if key[2] == "Z9"]


def test_suppliers_that_share_contracts(tmp_path: Path) -> None:
    contracts = [contract(n, supplier_ids=["s1", "s2"] if n else ["s1", "s3"]) for n in range(6)]
    rows = rolled(tmp_path, contracts, [finding(n, "T1", "watch" if n else "act") for n in range(6)])
    assert {who: rows["supplier", who, "Time"]["status"] for who in ("s1", "s2")} == {"s1": "act", "s2": "watch"}
    assert (rows["supplier", "s1", "Time"]["value"], rows["supplier", "s2", "Time"]["value"]) == ("6", "5")
    assert ("supplier", "s3", "Time") not in rows


def test_a_question_that_is_asked_of_none(tmp_path: Path) -> None:
    rows = rolled(tmp_path, [contract(1)], [finding(1, "L1", "not_applicable")])
    assert rows == {}


def test_no_findings_at_all(tmp_path: Path) -> None:
    rows = rolled(tmp_path, [contract(1)], [])
    assert rows == {}


def test_questions_of_software_are_not_asked_of_roads(tmp_path: Path) -> None:
    asked = [each.code for each in indicators.INDICATORS if getattr(each, "is_for_software", False)]
    if not asked:
        pytest.skip("no question is asked of software only")
    contracts = [contract(1), contract(2, is_digital=False), contract(3, is_digital=None)]
    rows = rolled(tmp_path, contracts, [finding(1, asked[0], "ok"), finding(2, asked[0], "not_applicable")])
    assert (rows["council", "AAA", asked[0]]["known"], rows["council", "AAA", asked[0]]["total"]) == (1, 2)


def test_lock_in_is_what_the_parts_found(tmp_path: Path) -> None:
    contracts = [contract(n, **WON) for n in range(4)]
    held = frame.load(written(tmp_path / "r", contracts=contracts), ON)
    context = SimpleNamespace(setup=SimpleNamespace(work=tmp_path))
    assert lock_in.declared(held, context).tolist() == [False] * 4
    (tmp_path / "rows").mkdir()
    for part, rows in enumerate(([finding(0, "L1", "act"), finding(1, "L1", "ok")], [finding(2, "T1", "act"), finding(88, "L1", "act")], [finding(3, "L1", "act")], [finding(3, "T1", "ok")])):  # fmt: skip
        write.spool(write.table_of("findings", rows), tmp_path / "rows" / f"findings.{part:04d}")
    assert lock_in.declared(held, context).tolist() == [True, False, False, True]


def test_the_step_makes_its_tables_and_reads_findings_last(tmp_path: Path) -> None:
    folder = written(tmp_path / "r", contracts=bought("s1", "s1", "s2"), councils=[council("AAA")])
    made = step.make(folder, ON, SimpleNamespace(setup=SimpleNamespace(work=tmp_path)))
    assert list(made) == ["markets", "market_shares", "switches", "findings", "portfolio_findings"]
    of_parts = write.table_of("findings", [finding(0, "T1", "watch")])
    write.write_table("findings", [of_parts, *made["findings"]], folder)
    for table in ("markets", "market_shares", "switches"):
        assert write.write_table(table, made[table], folder).sha256
    rows = [row for batch in made["portfolio_findings"] for row in batch.to_pylist()]
    (first,) = [row for row in rows if (row["subject"], row["indicator"]) == ("council", "T1")]
    assert (first["status"], first["known"], first["total"]) == ("watch", 1, 3)
    assert rows == sorted(
        rows, key=lambda row: (row["subject"], row["subject_id"], row["indicator"], row["scope"] or "")
    )
