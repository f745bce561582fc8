"""Registers of a few contracts, as short as a test wants them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from guildhall.engine.link.contracts import columns, line, trace
from guildhall.engine.register.tables import TABLES

SCHEMA = pa.schema([TABLES["contracts"].field(name) for name in columns.READ])


def contract(contract_id: str, title: str | None = "Case management software", **given: Any) -> dict[str, Any]:
    """A contract of one council with one supplier, let on Contracts Finder."""
    plain = {
        "contract_id": contract_id, "title": title, "council_codes": ["X-NM"], "supplier_ids": ["acme"],
        "supplier_names": ["Acme Ltd"], "product_names": [], "starts_on": date(2022, 4, 1), "ends_on": date(2024, 3, 31),
        "value_net": 100_000, "status": "active", "is_framework": False, "cpv": [], "ocids": [f"ocds-b5fd17-{contract_id}"],
        "sources": ["contracts_finder"], "mentions": [],
    }  # fmt: skip
    if unknown := given.keys() - set(SCHEMA.names):
        raise KeyError(unknown)
    return plain | given


def table(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist([{name: row.get(name) for name in SCHEMA.names} for row in rows], schema=SCHEMA)


def links(*rows: dict[str, Any], heirs: dict[str, list[str]] | None = None, notices: Any = ()) -> list[line.Link]:
    made = trace.of(columns.of(table(*rows)), heirs or {}, notices)
    return [line.Link(**row) for row in made.to_pylist()]


def shape(*rows: dict[str, Any], **given: Any) -> list[tuple[str, str, str]]:
    """Child, kind and parent of every link."""
    return [(link.child_id, link.kind, link.parent_id) for link in links(*rows, **given)]
