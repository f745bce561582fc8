"""The tables that follow from the whole record, as the site keeps them: ids become keys, and nothing points nowhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Model

from guildhall.core import clock
from guildhall.engine.link.contracts import silence
from guildhall.engine.markets import frame
from guildhall.rooms.contracts import models
from guildhall.rooms.contracts.actions.columns import Places
from guildhall.rooms.contracts.actions.folder import Folder
from guildhall.rooms.contracts.queries import scope

TABLES: dict[str, type[Model]] = {
    "supplier_names": models.SupplierName, "paid": models.Paid, "lineage": models.Lineage, "markets": models.Market,
    "market_shares": models.MarketShare, "switches": models.Switch, "likenesses": models.Likeness,
    "portfolio_findings": models.PortfolioFinding,
}  # fmt: skip
"""Tables of the register and where each lies; `spend` is added up first."""
MODELS = (*TABLES.values(), models.Spend)


@dataclass(frozen=True)
class Known:
    """What rows may point at."""

    contracts: Places
    suppliers: Places
    councils: pa.Array


@dataclass(frozen=True)
class _Points:
    """A column of the register that points at something: its column here, and whether a row lives without it."""

    to: str
    column: str
    must: bool = False


POINTS: dict[str, dict[str, _Points]] = {
    "supplier_names": {"supplier_id": _Points("suppliers", "supplier_id", must=True)},
    "paid": {
        "contract_id": _Points("contracts", "contract_id", must=True), "council_code": _Points("councils", "council_id"),
        "supplier_id": _Points("suppliers", "supplier_id"),
    },
    "lineage": {
        "child_id": _Points("contracts", "child_id", must=True), "parent_id": _Points("contracts", "parent_id", must=True),
    },
    "market_shares": {"supplier_id": _Points("suppliers", "supplier_id")},
    "switches": {
        "council_code": _Points("councils", "council_id"), "from_supplier_id": _Points("suppliers", "from_supplier_id"),
        "to_supplier_id": _Points("suppliers", "to_supplier_id"), "from_contract_id": _Points("contracts", "from_contract_id"),
        "to_contract_id": _Points("contracts", "to_contract_id"),
    },
    "likenesses": {
        "council_code": _Points("councils", "council_id", must=True), "other_code": _Points("councils", "other_id", must=True),
    },
}  # fmt: skip
COUNTS = frozenset({"contracts", "assessable", "purchases", "councils", "suppliers", "valued", "terms", "payments"})
"""Columns of counts, which are nought where nothing was counted."""


def rows(name: str, table: pa.Table, known: Known) -> pa.Table:
    """Rows of one table with the site's keys, those that point nowhere left out."""
    points = POINTS.get(name, {})
    columns: dict[str, pa.Array | pa.ChunkedArray] = {}
    keep = None
    for column in table.column_names:
        point = points.get(column)
        if point is None:
            columns[column] = pc.fill_null(table[column], 0) if column in COUNTS else table[column]
            continue
        found = _TO[point.to](known, table[column])
        columns[point.column] = found
        if point.must:
            valid = pc.is_valid(found)
            keep = valid if keep is None else pc.and_(keep, valid)
    out = pa.table(columns)
    return out if keep is None else out.filter(keep)


def _council(known: Known, codes: pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    return pc.if_else(pc.is_in(codes, value_set=known.councils), codes, pa.scalar(None, pa.string()))


_TO: dict[str, Callable[[Known, pa.ChunkedArray], pa.Array | pa.ChunkedArray]] = {
    "contracts": lambda known, ids: known.contracts.of(ids),
    "suppliers": lambda known, ids: known.suppliers.of(ids),
    "councils": _council,
}


def spend(table: pa.Table, known: Known) -> pa.Table:
    """Sums by council, supplier and year; suppliers without a contract here have no page and are added up as one."""
    keyed = pa.table({
        "council_id": _council(known, table["council_code"]), "supplier_id": known.suppliers.of(table["supplier_id"]),
        "payments": pc.fill_null(table["payments"], 0),
        **{name: table[name] for name in ("year", "paid", "explained", "perhaps_explained", "first_paid_on", "last_paid_on")},
    })  # fmt: skip
    keyed = keyed.filter(pc.and_(pc.is_valid(keyed["council_id"]), pc.is_valid(keyed["year"])))
    grouped = keyed.group_by(["council_id", "supplier_id", "year"]).aggregate([
        ("payments", "sum"), ("paid", "sum"), ("explained", "sum"), ("perhaps_explained", "sum"), ("first_paid_on", "min"), ("last_paid_on", "max"),
    ])  # fmt: skip
    grouped = grouped.rename_columns(
        [name.rsplit("_", 1)[0] if name.endswith(_ADDED) else name for name in grouped.column_names]
    )
    return grouped.sort_by([("council_id", "ascending"), ("year", "ascending"), ("supplier_id", "ascending")])


_ADDED = ("_sum", "_min", "_max")


def market(folder: Folder) -> bytes:
    """Contracts as markets see them, packed; nothing of a register too old to tell."""
    if "group_id" not in folder.held.parquet("suppliers").schema_arrow.names:
        return b""
    on = folder.built_at.date() if folder.built_at else clock.today()
    return scope.pack(frame.load(folder.held.home, on))


def silenced(contracts: pa.Table, lineage: pa.Table, on: date) -> pa.Table:
    """Contracts with the status `copy` where they are a second record of another, `replaced` where a renewal is let."""
    contracts = silence.taken_over(contracts, lineage)
    said = silence.statuses(contracts, lineage, on)
    at = contracts.column_names.index("status")
    return contracts.set_column(at, "status", pc.coalesce(said, contracts["status"]))
