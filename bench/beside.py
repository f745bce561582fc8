"""What follows from a whole register, for one of national size: names, sums of five million payments, lineage, markets."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from guildhall.engine.markets import frame, shares
from guildhall.engine.register import TABLES

if TYPE_CHECKING:
    from bench.national import Maker


def empty(name: str, rows: int, columns: dict[str, pa.Array]) -> pa.Table:
    """A table in the register's shape; columns not given are null."""
    return pa.table(
        [pc.cast(columns[each.name], each.type) if each.name in columns else pa.nulls(rows, each.type) for each in TABLES[name]],
        schema=TABLES[name],
    )  # fmt: skip


ON = date(2026, 11, 23)
YEARS = range(2022, 2027)
PAYMENTS = 5_000_000


def write(home: Path, make: Maker, table: pa.Table, who: dict[str, pa.Table]) -> None:
    """Write the tables beside those of the register that lies in `home`."""
    made = {
        "supplier_names": _names(make, who["suppliers"]), "spend": _spend(make, table),
        "paid": _paid(make, table), "lineage": _lineage(table), "switches": _switches(make, table),
    }  # fmt: skip
    for name, rows in made.items():
        pq.write_table(rows, home / f"{name}.parquet")
    for name in ("payments", "likenesses", "portfolio_findings"):
        pq.write_table(TABLES[name].empty_table(), home / f"{name}.parquet")
    held = frame.load(home, ON)
    for name, batches in zip(("markets", "market_shares"), shares.tables(held), strict=True):
        pq.write_table(pa.Table.from_batches(batches, TABLES[name]), home / f"{name}.parquet")


def _names(make: Maker, suppliers: pa.Table) -> pa.Table:
    twice = pa.concat_tables([suppliers, suppliers])
    count = twice.num_rows
    return empty("supplier_names", count, {
        "supplier_id": twice["supplier_id"].combine_chunks(), "name": pc.utf8_upper(twice["name"]).combine_chunks(),
        "mentions": pa.array(make.random.integers(1, 90, count)), "score": pa.array(make.random.uniform(0.7, 1, count)),
        "why": pa.array(["The same company number."] * count),
    })  # fmt: skip


def _money(make: Maker, count: int) -> pa.Array:
    return pa.array(np.round(10 ** make.random.uniform(3, 6, count))).cast(pa.decimal128(18, 2))


def _pairs(table: pa.Table) -> tuple[pa.Array, pa.Array]:
    return table["council_code"].combine_chunks(), pc.list_element(table["supplier_ids"], 0).combine_chunks()


def _spend(make: Maker, table: pa.Table) -> pa.Table:
    """Each council and supplier with a contract, in each of five years: the sums of some five million payments."""
    council, supplier = _pairs(table)
    pairs = pa.table({"council": council, "supplier": supplier}).group_by(["council", "supplier"]).aggregate([])
    every = pa.concat_tables([pairs] * len(YEARS))
    count = every.num_rows
    paid = _money(make, count)
    years = np.repeat(np.array(list(YEARS)), pairs.num_rows)
    first = (years - 1970) * 365 + 120
    return empty("spend", count, {
        "council_code": every["council"].combine_chunks(), "supplier_id": every["supplier"].combine_chunks(), "year": pa.array(years),
        "payments": pa.array(np.full(count, max(1, PAYMENTS // max(count, 1)))), "paid": paid, "explained": paid,
        "first_paid_on": make.days(first, 0), "last_paid_on": make.days(first + 300, 0),
    })  # fmt: skip


def _paid(make: Maker, table: pa.Table) -> pa.Table:
    """Payments beside every contract."""
    council, supplier = _pairs(table)
    count = table.num_rows
    day = np.full(count, 20_000)
    return empty("paid", count, {
        "contract_id": table["contract_id"].combine_chunks(), "council_code": council, "supplier_id": supplier,
        "payments": pa.array(make.random.integers(1, 40, count)), "paid": _money(make, count), "run_rate_year": _money(make, count),
        "contracts_sharing": pa.array(make.random.integers(0, 3, count)), "covered_from_on": make.days(day, 0),
        "covered_until_on": make.days(day + 900, 0), "last_paid_on": make.days(day + 880, 0),
    })  # fmt: skip


def _lineage(table: pa.Table) -> pa.Table:
    """Every tenth contract renews the one before it."""
    ids = table["contract_id"].combine_chunks()
    child = np.arange(10, len(ids), 10)
    return empty("lineage", len(child), {
        "child_id": ids.take(pa.array(child)), "parent_id": ids.take(pa.array(child - 1)), "score": pa.array(np.full(len(child), 0.9)),
        "kind": pa.array(["renewal_of"] * len(child)), "basis": pa.array(["D"] * len(child)), "why": pa.array(["The same words."] * len(child)),
    })  # fmt: skip


def _switches(make: Maker, table: pa.Table) -> pa.Table:
    """Every fourth contract with a category came of leaving another supplier."""
    rows = table.filter(pc.is_valid(table["category"]))
    rows = rows.take(pa.array(np.arange(0, rows.num_rows, 4)))
    council, supplier = _pairs(rows)
    other = supplier.take(pa.array(make.random.permutation(len(supplier))))
    return empty("switches", rows.num_rows, {
        "category": rows["category"].combine_chunks(), "council_code": council, "from_supplier_id": other, "to_supplier_id": supplier,
        "to_contract_id": rows["contract_id"].combine_chunks(), "on": rows["starts_on"].combine_chunks(),
        "basis": pa.array(["B"] * rows.num_rows), "why": pa.array(["A later contract for the same need."] * rows.num_rows),
    })  # fmt: skip
