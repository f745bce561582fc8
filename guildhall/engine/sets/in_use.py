"""Products seen in use by a council after the last recorded end of the contract for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from guildhall.engine.classify import Known
from guildhall.engine.sets.beside import Sign

Use = tuple[str, str]
"""A council and a product."""
_COLUMNS = (
    "contract_id", "council_codes", "product_names", "supplier_names", "starts_on", "ended_on", "ends_on", "last_end_on",
)  # fmt: skip


def signs(folder: Path, products: Known) -> dict[str, Sign]:
    """By contract, the newest sign that its product was used after its last end.

    A contract is for the products it names, and for the one that its supplier goes by. It is not told where another
    contract of the council for the same product may have run on that day, and of several that ended only of the last.
    """
    seen = _seen(folder)
    found: dict[str, Sign] = {}
    for use, agreed in sorted(_agreed(folder, seen, products).items()):
        sign = seen[use]
        if any(
            (begun is None or begun <= sign.seen_on) and (end is None or end >= sign.seen_on)
            for _, begun, end in agreed
        ):
            continue
        newest = max((end for _, _, end in agreed if end is not None and end < sign.seen_on), default=None)
        for contract_id, _, end in agreed:
            if end is not None and end == newest and sign.seen_on > found.get(contract_id, _NEVER).seen_on:
                found[contract_id] = sign
    return found


_NEVER = Sign("", date.min, "")


def last_day(ended_on: date | None, ends_on: date | None, last_end_on: date | None) -> date | None:
    """The day it was ended on, else the later of the agreed and the last possible end."""
    return ended_on or max([day for day in (ends_on, last_end_on) if day is not None], default=None)


def _seen(folder: Path) -> dict[Use, Sign]:
    """The newest sign of each product by council."""
    path = folder / "observations.parquet"
    found: dict[Use, Sign] = {}
    if not path.exists():
        return found
    for row in pq.read_table(path, columns=["council_code", "product", "seen_on", "evidence"]).to_pylist():
        use = (row["council_code"], row["product"])
        if row["seen_on"] is not None and row["product"] and row["seen_on"] > found.get(use, _NEVER).seen_on:
            found[use] = Sign(row["product"], row["seen_on"], row["evidence"] or "")
    return found


def _agreed(
    folder: Path, seen: dict[Use, Sign], products: Known
) -> dict[Use, list[tuple[str, date | None, date | None]]]:
    """By use, the contracts for it with their first and last day."""
    if not seen:
        return {}
    table = pq.read_table(folder / "contracts.parquet", columns=list(_COLUMNS))
    called = _called(table["supplier_names"], products)
    named = pc.greater(pc.list_value_length(table["product_names"]), 0).to_numpy()
    table = table.filter(pa.array(named | _any_of(table["supplier_names"].combine_chunks(), [*called])))
    found: dict[Use, list[tuple[str, date | None, date | None]]] = {}
    columns: list[list[Any]] = [table[name].to_pylist() for name in _COLUMNS]
    for contract_id, codes, names, suppliers, starts_on, *ends in zip(*columns, strict=True):
        kept = dict.fromkeys([*names, *(called[supplier] for supplier in suppliers if supplier in called)])
        for use in ((code, name) for code in codes for name in kept):
            if use in seen:
                found.setdefault(use, []).append((contract_id, starts_on, last_day(*ends)))
    return found


def _called(suppliers: pa.ChunkedArray, products: Known) -> dict[str, str]:
    """Suppliers that go by the name of a product, each with the product."""
    names = [name for name in pc.unique(suppliers.combine_chunks().flatten()).to_pylist() if name]
    known = ((name, products.named(name)) for name in names)
    return {name: product.name for name, product in known if product is not None}


def _any_of(lists: pa.ListArray, wanted: list[str]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Whether each list holds any of them."""
    hit = pc.is_in(lists.flatten(), pa.array(wanted, pa.string())).to_numpy(zero_copy_only=False)
    found = np.zeros(len(lists), dtype=bool)
    found[pc.list_parent_indices(lists).to_numpy()[hit]] = True
    return found
