"""Small registers written row by row: only what a test speaks of is set."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from guildhall.engine.register import TABLES, write

ON = date(2026, 11, 23)
Rows = list[dict[str, Any]]


def council(code: str, **more: Any) -> dict[str, Any]:
    return {
        "code": code, "slug": code.lower(), "name": f"{code} Council", "short_name": code, "kind": "UA",
        "nation": "England", "region": "South East", "population": 100_000, "is_sample": False, "neighbours": [],
    } | more  # fmt: skip


def contract(number: int, **more: Any) -> dict[str, Any]:
    """A running contract of council AAA for planning software with the supplier s1, unless said otherwise."""
    return {
        "contract_id": f"c{number:03}", "council_code": "AAA", "category": "planning", "status": "active",
        "supplier_ids": ["s1"], "product_names": [], "starts_on": date(2025, 4, 1), "ends_on": date(2028, 3, 31),
        "extension": "none_declared", "value_net": None, "currency": "GBP", "is_framework": False, "is_digital": True,
        "cpv": [], "ocids": [f"ocds-{number}"], "rationale": [], "route": "open",
    } | more  # fmt: skip


def written(folder: Path, *, contracts: Rows, councils: Rows | None = None, suppliers: Rows | None = None,
            only: Sequence[str] = (), **tables: Rows) -> Path:  # fmt: skip
    """A register's tables as they lie when stage four begins; suppliers not described are known by name only."""
    folder.mkdir(parents=True, exist_ok=True)
    described = {row["supplier_id"]: row for row in suppliers or []}
    named = sorted({each for row in contracts for each in row["supplier_ids"] or ()} - described.keys())
    held: dict[str, Rows] = {table: [] for table in TABLES} | {
        "contracts": contracts,
        "councils": councils if councils is not None else [council("AAA"), council("BBB"), council("CCC")],
        "suppliers": [*described.values(), *({"supplier_id": each, "name": each.upper()} for each in named)],
    } | tables  # fmt: skip
    for table in only or held:
        rows = held[table]
        write.write_table(table, [write.table_of(table, rows)] if rows else [], folder)
    return folder
