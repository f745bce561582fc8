"""Products seen in use by a council after the last recorded end of the contract that named them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from guildhall.engine.sets.beside import Sign

_COLUMNS = ("contract_id", "council_codes", "product_names", "starts_on", "ended_on", "ends_on", "last_end_on")


def last_day(ended_on: date | None, ends_on: date | None, last_end_on: date | None) -> date | None:
    """The day it was ended on, else the later of the agreed and the last possible end."""
    return ended_on or max([day for day in (ends_on, last_end_on) if day is not None], default=None)


def signs(folder: Path) -> dict[str, Sign]:
    """By contract, the newest sign that a product it names was used after its last end.

    None where another contract of the council for the same product may have run on that day.
    """
    seen = _seen(folder)
    if not seen:
        return {}
    table = pq.read_table(folder / "contracts.parquet", columns=list(_COLUMNS))
    named = table.filter(pc.greater(pc.list_value_length(table["product_names"]), 0))
    of_use: dict[tuple[str, str], list[tuple[str, date | None, date | None]]] = {}
    columns: list[list[Any]] = [named[name].to_pylist() for name in _COLUMNS]
    for contract_id, codes, products, starts_on, *ends in zip(*columns, strict=True):
        for code in codes:
            for product in products:
                if (code, product) in seen:
                    of_use.setdefault((code, product), []).append((contract_id, starts_on, last_day(*ends)))
    found: dict[str, Sign] = {}
    for use, agreed in sorted(of_use.items()):
        sign = seen[use]
        if any(
            (begun is None or begun <= sign.seen_on) and (end is None or end >= sign.seen_on)
            for _, begun, end in agreed
        ):
            continue
        for contract_id, _, end in agreed:
            if end is not None and end < sign.seen_on and end == max(last for _, _, last in agreed if last):
                held = found.get(contract_id)
                if held is None or held.seen_on < sign.seen_on:
                    found[contract_id] = sign
    return found


def _seen(folder: Path) -> dict[tuple[str, str], Sign]:
    """The newest sign of each product by council."""
    path = folder / "observations.parquet"
    if not path.exists():
        return {}
    found: dict[tuple[str, str], Sign] = {}
    rows = pq.read_table(path, columns=["council_code", "product", "seen_on", "evidence"])
    for row in rows.to_pylist():
        if row["seen_on"] is None or row["product"] is None:
            continue
        use = (row["council_code"], row["product"])
        if use not in found or found[use].seen_on < row["seen_on"]:
            found[use] = Sign(row["product"], row["seen_on"], row["evidence"] or "")
    return found
