"""Concentration, incumbency, runs and flows against sums told plainly."""

import random
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from guildhall.engine.sets import engines, standing
from tests.engine.sets import reference, worlds
from tests.engine.sets.conftest import Rows, Sums

SUMS = pa.schema([("place", pa.string()), ("supplier_id", pa.string()), ("paid", pa.decimal128(18, 2))])


def world(
    tmp_path: Path, sums: Sums, seed: int = 4, agreed: int = 80
) -> tuple[Rows, Rows, dict[str, str], dict[str, Rows]]:
    draw = random.Random(seed)
    payments, contracts = worlds.payments_of(draw, 800), worlds.contracts_of(draw, agreed)
    copies = worlds.copies_of(draw, contracts)
    return payments, contracts, copies, sums(worlds.write(tmp_path, payments, contracts, copies))


def concentrated_pounds(rows: Rows) -> dict[str | None, Decimal]:
    """What went to each, where more went than came back."""
    pounds: Counter[str | None] = Counter()
    for row in rows:
        pounds[row["supplier_id"]] += row["paid"] or 0
    return {name: value for name, value in pounds.items() if value > 0}


def concentrated(rows: Rows) -> dict[str, Any]:
    """One group's answer by the formula: shares of those above nought, the unknown spread thin or all with the largest."""
    kept = concentrated_pounds(rows)
    total, unknown = sum(kept.values()), kept.pop(None, Decimal(0))
    shares = sorted((value / total for value in kept.values()), reverse=True)
    highest = [shares[0] + unknown / total, *shares[1:]] if shares else [unknown / total]
    return {
        "suppliers": len(kept), "pounds": total, "unknown": unknown, "top_low": shares[0] if shares else 0,
        "top_high": highest[0], "hhi_low": sum(s * s for s in shares), "hhi_high": sum(s * s for s in highest),
    }  # fmt: skip


def test_concentration_of_each_council_and_year(sums: Sums, tmp_path: Path) -> None:
    *_, found = world(tmp_path, sums)
    groups: dict[tuple, Rows] = defaultdict(list)
    for row in found["spend"]:
        groups[row["council_code"], row["year"]].append(row)
    told = {key for key, rows in groups.items() if any(concentrated_pounds(rows).values())}
    assert {(row["council_code"], row["year"]) for row in found["concentration"]} == told
    assert len(told) > 10
    for row in found["concentration"]:
        expected = concentrated(groups[row["council_code"], row["year"]])
        for name in ("suppliers", "pounds", "unknown"):
            assert row[name] == expected[name]
        for name in ("top_low", "top_high", "hhi_low", "hhi_high"):
            assert row[name] == pytest.approx(float(expected[name]), abs=5e-6)


def test_incumbency_counts_years_gaps_and_years_in_a_row(sums: Sums, tmp_path: Path) -> None:
    payments, *_, found = world(tmp_path, sums)
    years: dict[tuple, set[int]] = defaultdict(set)
    lists: dict[str, set[int]] = defaultdict(set)
    paid: Counter[tuple] = Counter()
    for row in payments:
        if row["council_code"] and row["paid_on"]:
            year = reference.year_of(row["paid_on"])
            lists[row["council_code"]].add(year)
            if row["supplier_id"]:
                years[row["council_code"], row["supplier_id"]].add(year)
                paid[row["council_code"], row["supplier_id"]] += row["amount"] or 0
    assert len(found["incumbency"]) == len(years)
    for row in found["incumbency"]:
        key = row["council_code"], row["supplier_id"]
        held = years[key]
        begun = max(held)
        while begun - 1 in held:
            begun -= 1
        assert row["first_year"] == min(held)
        assert row["last_year"] == max(held)
        assert row["years"] == len(held)
        assert row["gaps"] == max(held) - min(held) + 1 - len(held)
        assert row["years_in_a_row"] == max(held) - begun + 1
        assert row["since_first_list"] == (begun == min(lists[key[0]]))
        assert row["paid_last_year"] == (max(held) == max(lists[key[0]]))
        assert row["paid"] == paid[key]
    assert {row["gaps"] > 0 for row in found["incumbency"]} == {True, False}


def rounds(contracts: Rows, copies: dict[str, str]) -> dict[tuple[str, str], Rows]:
    """Contracts of a council in a category, one after the other, without copies and frameworks."""
    first = reference.originals(contracts, copies)
    found: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in contracts:
        if (
            first.get(row["contract_id"]) == row["contract_id"]
            and row["council_code"] and row["category"] and row["starts_on"] and not row["is_framework"]
        ):  # fmt: skip
            found[row["council_code"], row["category"]].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row["starts_on"], row["contract_id"]))
    return found


def test_runs_and_flows_follow_the_order_of_contracts(sums: Sums, tmp_path: Path) -> None:
    _, contracts, copies, found = world(tmp_path, sums, 9, 400)
    flows: dict[tuple, list[tuple]] = defaultdict(list)
    runs = {}
    for (council, category), rows in rounds(contracts, copies).items():
        for before, after in pairwise(rows):
            for left in before["supplier_ids"]:
                for came in after["supplier_ids"]:
                    flows[category, left, came].append((council, after["contract_id"]))
        for supplier in {name for row in rows for name in row["supplier_ids"]}:
            held = [at for at, row in enumerate(rows) if supplier in row["supplier_ids"]]
            row_of = [at for at in held if set(range(at, held[-1])) <= set(held)]
            runs[council, category, supplier] = {
                "contracts": len(held), "contracts_in_a_row": len(row_of), "first_on": rows[held[0]]["starts_on"],
                "last_on": rows[held[-1]]["starts_on"], "in_a_row_since_on": rows[row_of[0]]["starts_on"],
            }  # fmt: skip
    got = {(r["council_code"], r["category"], r["supplier_id"]): r for r in found["runs"]}
    assert {key: {name: got[key][name] for name in row} for key, row in runs.items()} == runs
    assert len(got) == len(runs)
    assert {row["contracts_in_a_row"] for row in found["runs"]} >= {1, 2}
    assert {
        (r["category"], r["from_supplier_id"], r["to_supplier_id"]): (r["councils"], r["contracts"])
        for r in found["flows"]
    } == {key: (len({c for c, _ in told}), len({n for _, n in told})) for key, told in flows.items()}


@effort(max_examples=8)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", None]), st.sampled_from(["s", "t", "u", "v", None]), st.integers(-500, 9999)
        ),
        min_size=1,
        max_size=30,
    )
)
def test_shares_and_concentration_keep_within_their_bounds(tmp_path_factory: Any, told: list[tuple]) -> None:
    rows = [{"place": place, "supplier_id": name, "paid": Decimal(pence) / 100} for place, name, pence in told]
    with engines.OnDuckDB(threads=1, memory_mb=100, spill=tmp_path_factory.mktemp("spill")) as engine:
        table = engine.held(pa.Table.from_pylist(rows, SUMS), "sums")
        found = engine.batches(standing.concentration(table, ("place",))).read_all().to_pylist()
        shares = engine.batches(standing.shares(table, ("place",))).read_all().to_pylist()
    pounds: Counter[tuple] = Counter()
    for row in rows:
        pounds[row["place"], row["supplier_id"]] += row["paid"]
    assert {row["place"] for row in found} == {place for (place, _), value in pounds.items() if value > 0}
    for row in found:
        assert 0 <= row["hhi_low"] <= row["hhi_high"] <= 1.00001
        assert row["top_low"] <= row["top_high"] <= 1.00001
        of_place = [share for share in shares if share["place"] == row["place"]]
        assert len(of_place) == row["suppliers"]
        assert max((share["low"] for share in of_place), default=0) == row["top_low"]
        known = sum(share["low"] for share in of_place)
        unknown = float(row["unknown"] / row["pounds"])
        assert known + unknown == pytest.approx(1, abs=1e-4)
        assert all(share["high"] == pytest.approx(share["low"] + unknown, abs=2e-6) for share in of_place)
