"""C5, C6, L2, L5 and L6 on contracts."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from guildhall.engine.indicators.policy import Policy
from guildhall.engine.markets import challengers, dependence, found, frame, incumbency, needs
from tests.engine.markets.registers import ON, contract, council, written

COUNCILS = [council(code) for code in ("AAA", "BBB", "CCC")] + [council("DDD", kind="NMD")]


def loaded(folder: Path, contracts: list[dict], **more) -> frame.Frame:
    return frame.load(written(folder, contracts=contracts, councils=COUNCILS, **more), ON)


def by_contract(batch) -> dict[str, dict]:
    return {row["contract_id"]: row for row in batch.to_pylist()}


def streaks(folder: Path, contracts: list[dict], **more) -> dict[str, dict]:
    held = loaded(folder, contracts, **more)
    return by_contract(incumbency.findings(held, incumbency.rows_of(held), ON))


def spans(*years: tuple[int, int], **more) -> list[dict]:
    return [contract(n, starts_on=date(a, 4, 1), ends_on=date(b, 3, 31), **more) for n, (a, b) in enumerate(years)]


def test_contracts_in_a_row(tmp_path: Path) -> None:
    (row,) = streaks(tmp_path, spans((2014, 2018), (2018, 2022), (2023, 2028))).values()
    assert row == {
        "contract_id": "c002", "indicator": "C5", "status": "act", "value": "3", "low": "3", "high": "3", "basis": "C",
        "words": "The supplier's 3rd contract in a row for planning and building control back office here, since 2014.",
        "inputs": ["category", "supplier", "starts_on"], "missing": [], "quote": None,
    }  # fmt: skip


def test_a_gap_begins_a_new_row_and_another_in_between_is_told(tmp_path: Path) -> None:
    apart = spans((2010, 2014), (2018, 2028))
    (row,) = streaks(tmp_path / "a", apart).values()
    assert (row["status"], row["value"]) == ("ok", "1")
    assert row["words"].endswith("another had it before.")
    (row,) = streaks(tmp_path / "b", spans((2018, 2028))).values()
    assert (row["status"], row["value"], row["low"], row["high"], row["missing"]) == (
        "unknown", None, "1", None, ["earlier_contracts"],
    )  # fmt: skip


def test_a_long_contract_holds_the_row_together(tmp_path: Path) -> None:
    contracts = spans((2010, 2022), (2012, 2013), (2022, 2028))
    rows = streaks(tmp_path, contracts)
    assert (rows["c002"]["value"], rows["c002"]["status"]) == ("2", "watch")  # the second ran beside the first
    open_ended = [contract(1, starts_on=date(2010, 4, 1), ends_on=None), contract(2, starts_on=date(2024, 4, 1))]
    assert streaks(tmp_path / "b", open_ended)["c002"]["value"] == "2"


def test_contracts_side_by_side_are_no_row(tmp_path: Path) -> None:
    contracts = [contract(n, starts_on=date(2024, 1 + 3 * n, 1), ends_on=date(2028, 3, 31)) for n in range(3)]
    assert {row["low"] for row in streaks(tmp_path / "a", contracts).values()} == {"1"}
    after = [
        contract(7, starts_on=date(2020, 4, 1), ends_on=date(2025, 9, 30)),
        contract(8, starts_on=date(2025, 4, 2)),
    ]
    assert streaks(tmp_path / "b", after)["c008"]["value"] == "2"


def test_lots_begun_together_are_one_step(tmp_path: Path) -> None:
    contracts = [contract(n, starts_on=date(2025, 4, 1 + 7 * n)) for n in range(4)]
    assert {row["low"] for row in streaks(tmp_path, contracts).values()} == {"1"}


@pytest.mark.parametrize(
    "facts",
    [{"category": None}, {"starts_on": None}, {"council_code": None}, {"supplier_ids": []}, {"is_framework": True}],
)
def test_where_no_row_can_be_told_nothing_is_said(tmp_path: Path, facts: dict) -> None:
    assert streaks(tmp_path, [contract(1, **facts)]) == {}


def test_renewals_are_a_row_without_a_category(tmp_path: Path) -> None:
    contracts = spans((2012, 2016), (2016, 2020), (2020, 2028), category=None)
    lineage = [
        {"child_id": child, "parent_id": parent, "kind": kind}
        for child, parent, kind in [
            ("c001", "c000", "renewal_of"), ("c002", "c001", "renewal_of"), ("c002", "c000", "call_off_of"),
            ("c002", "gone", "renewal_of"),
        ]
    ]  # fmt: skip
    (row,) = streaks(tmp_path / "a", contracts, lineage=lineage).values()
    assert (row["contract_id"], row["value"], row["status"]) == ("c002", "3", "act")
    assert row["words"] == "The supplier's 3rd contract in a row for the same need here, since 2012."
    contracts[0]["category"] = "planning"
    (row,) = streaks(tmp_path / "b", contracts, lineage=lineage).values()
    assert "3rd contract in a row for planning and building control" in row["words"]
    assert streaks(tmp_path / "c", spans((2020, 2028), category=None), lineage=lineage[3:]) == {}


def test_the_longest_row_of_a_shared_contract_counts(tmp_path: Path) -> None:
    contracts = [*spans((2020, 2025)), contract(5, supplier_ids=["s0", "s1"]), contract(6, supplier_ids=["s2"])]
    rows = streaks(tmp_path, contracts)
    assert (rows["c005"]["value"], rows["c006"]["value"]) == ("2", "1")
    assert set(rows) == {"c005", "c006"}


def test_a_line_may_know_no_bound() -> None:
    line = Policy("x", date(2020, 1, 1), "none")
    assert found.by_line(np.array([0.9]), np.array([0.95]), line).tolist() == [found.OK]


def others(folder: Path, contracts: list[dict]) -> dict[str, dict]:
    held = loaded(folder, contracts)
    of_needs = needs.needs(held)
    return by_contract(challengers.findings(held, of_needs, challengers.challengers(held, of_needs, ON), ON))


def wins(*suppliers: str, **more) -> list[dict]:
    return [
        contract(100 + n, **({"council_code": "BBB", "supplier_ids": [who], "awarded_on": date(2025, 1, 1)} | more))
        for n, who in enumerate(suppliers)
    ]


def test_who_else_won_it_in_councils_of_the_kind(tmp_path: Path) -> None:
    contracts = [
        contract(1), *wins("s1", "s2", "s3", "s3", "s4"),
        contract(200, council_code="DDD", supplier_ids=["s5"], awarded_on=date(2025, 1, 1)),
        contract(201, council_code="BBB", supplier_ids=["s6"], awarded_on=date(2023, 11, 1)),
        contract(202, council_code="BBB", supplier_ids=["s7"], awarded_on=date(2027, 11, 1)),
        contract(203, council_code="BBB", supplier_ids=["s8"], awarded_on=date(2025, 1, 1), category="elections"),
    ]  # fmt: skip
    rows = others(tmp_path, contracts)
    assert rows["c001"] == {
        "contract_id": "c001", "indicator": "C6", "status": "watch", "value": "3", "low": "3", "high": None, "basis": "C",
        "words": "3 other suppliers won planning and building control back office in councils of the kind unitary in the "
        "last 36 months, as far as is known.",
        "inputs": ["category", "supplier", "awarded_on"], "missing": [], "quote": None,
    }  # fmt: skip
    assert (rows["c200"]["value"], rows["c200"]["status"], rows["c200"]["missing"]) == ("0", "unknown", ["awards"])
    assert rows["c200"]["words"].startswith("No other supplier won")
    assert rows["c200"]["words"].endswith("Too few purchases are known to say more.")


def test_many_and_none_of_them(tmp_path: Path) -> None:
    assert others(tmp_path / "a", [contract(1), *wins("s2", "s3", "s4", "s5")])["c001"]["status"] == "ok"
    assert others(tmp_path / "b", [contract(1), *wins(*["s1"] * 6)])["c001"]["status"] == "act"


def test_divisions_stand_in_for_categories(tmp_path: Path) -> None:
    contracts = [contract(1, category=None, cpv=["45000000"]), contract(2, category=None), *wins("s2", category=None, cpv=["45210000"])]  # fmt: skip
    rows = others(tmp_path, contracts)
    assert "1 other supplier won construction in" in rows["c001"]["words"]
    assert "c002" not in rows


def test_lock_in_declared_again(tmp_path: Path) -> None:
    contracts = [
        contract(1, awarded_on=date(2024, 1, 1)), contract(2, awarded_on=date(2026, 1, 1), supplier_ids=["s1", "s2"]),
        contract(3, awarded_on=date(2020, 1, 1)), contract(4, awarded_on=date(2026, 1, 1), council_code="BBB"),
        contract(5, awarded_on=date(2026, 1, 1)), contract(6, awarded_on=date(2024, 1, 1), ocids=["ocds-1"]),
    ]  # fmt: skip
    held = loaded(tmp_path, contracts)
    declared = np.array([True, True, True, True, False, True])
    rows = by_contract(dependence.of_repeats(held, dependence.repeats(held, declared, ON), ON))
    assert {key: (row["status"], row["low"]) for key, row in rows.items()} == {
        "c001": ("act", "2"), "c002": ("act", "2"), "c004": ("unknown", "1"), "c006": ("act", "2"),
    }  # fmt: skip
    assert rows["c001"]["words"] == "In 60 months the council declared 2 times that only this supplier is possible."
    assert rows["c004"]["missing"] == ["rationale"]
    nothing = dependence.repeats(held, np.zeros(6, dtype=bool), ON)
    assert dependence.of_repeats(held, nothing, ON).num_rows == 0


def test_products_that_many_run(tmp_path: Path) -> None:
    many = [council(f"X{n:02}") for n in range(21)]
    signs = [{"council_code": row["code"], "product_id": "ocella"} for row in many[:19]]
    contracts = [
        contract(1, council_code="X19", product_names=["Ocella", "Xpress"]), contract(2, council_code="X19", product_names=["Ocella"]),
        contract(3, council_code="X20", product_names=["Xpress"]), contract(4, council_code="X18", product_names=["ocella"], status="ended"),
        contract(5, product_names=["Xpress"], council_code="gone"),
    ]  # fmt: skip
    place = written(tmp_path, contracts=contracts, councils=many, observations=[*signs, {"council_code": "X20", "product_id": "other"}, signs[0]])  # fmt: skip
    held = frame.load(place, ON)
    rows = by_contract(dependence.of_products(held, dependence.dependence(held, place), ON))
    assert {key: (row["status"], row["low"], row["words"]) for key, row in rows.items()} == {
        "c001": ("watch", "20", "20 councils at least run Ocella; 2 running contracts here name it."),
        "c002": ("watch", "20", "20 councils at least run Ocella; 2 running contracts here name it."),
        "c003": ("unknown", "2", "2 councils at least run Xpress."),
    }  # fmt: skip
    empty = written(tmp_path / "b", contracts=[contract(1)])
    held = frame.load(empty, ON)
    assert dependence.of_products(held, dependence.dependence(held, empty), ON).num_rows == 0


def test_groups_of_companies(tmp_path: Path) -> None:
    suppliers = [
        {"supplier_id": "s1", "name": "Ash", "group_id": "g1", "group_name": "Tree plc"}, {"supplier_id": "s2", "name": "Birch", "group_id": "g1", "group_name": "Tree plc"},
        {"supplier_id": "s3", "name": "Cedar", "group_id": "g3"},
    ]  # fmt: skip
    contracts = [
        contract(1, value_net=Decimal(30)), contract(2, supplier_ids=["s2"], value_net=Decimal(30)),
        contract(3, supplier_ids=["s4"], value_net=Decimal(10)), contract(4, supplier_ids=["s4"]),
        contract(8, supplier_ids=["s4"], value_net=Decimal(10)), contract(5, supplier_ids=["s3"], value_net=Decimal(10)), contract(6, status="ended", value_net=Decimal(900)),
        contract(7, value_net=Decimal(900), is_framework=True),
    ]  # fmt: skip
    held = loaded(tmp_path, contracts, suppliers=suppliers)
    rows = by_contract(dependence.of_groups(held, dependence.groups(held), ON))
    assert {key: (row["status"], row["low"], row["value"]) for key, row in rows.items()} == {
        "c001": ("act", "50", None), "c002": ("act", "50", None), "c005": ("unknown", "8", None),
    }  # fmt: skip
    assert (
        rows["c001"]["words"]
        == "The group Tree plc has at least 50 % of the value of this council's running contracts."
    )
    few = loaded(tmp_path / "few", contracts[:4], suppliers=suppliers)
    assert dependence.of_groups(few, dependence.groups(few), ON).num_rows == 0
    nobody = loaded(tmp_path / "b", [contract(1)])
    assert dependence.of_groups(nobody, dependence.groups(nobody), ON).num_rows == 0


@pytest.mark.parametrize(
    ("low", "high", "status"),
    [(0.8, 0.9, found.ACT), (0.6, 0.9, found.WATCH), (0.1, 0.4, found.OK), (0.1, 0.9, found.UNKNOWN), (0.5, 0.5, found.WATCH), (0.0, 0.5, found.UNKNOWN)],
)  # fmt: skip
def test_bounds_that_straddle_a_line_are_no_answer(low: float, high: float, status: int) -> None:
    line = Policy("x", date(2020, 1, 1), "none", watch=50, act=75)
    assert found.by_line(np.array([low]), np.array([high]), line).tolist() == [status]
