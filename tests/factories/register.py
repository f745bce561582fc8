"""A small register on disk, written in the shape of `engine.register.TABLES`: name only the rows a test is about."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from guildhall.engine.register import TABLES

ON = date(2026, 11, 23)
"""The day on which the tests of the site stand."""


def council(code: str, name: str, **facts: Any) -> dict[str, Any]:
    """A district of an invented county."""
    slug = name.lower().replace(" district council", "").replace(" ", "-")
    short = name.replace(" District Council", "")
    return {
        "code": code, "slug": slug, "name": name, "short_name": short, "names": [short], "kind": "NMD", "nation": "England",
        "region": "Westshire", "county_code": "", "population": 90_000, "hex_q": 1, "hex_r": 1, "is_sample": True,
        "neighbours": [],
    } | facts  # fmt: skip


def contract(number: int, **facts: Any) -> dict[str, Any]:
    """A live digital contract of the first council with a known end."""
    return {
        "contract_id": f"c-{number}", "council_code": "X-NMR", "council_codes": ["X-NMR"],
        "council_name": "Northmoor District Council", "buyer_name": "Northmoor District Council",
        "title": f"Contract number {number}", "description": "Supply and support", "category": "planning",
        "category_why": "The title names it.", "is_digital": True, "supplier_names": ["Ledgerwell Ltd"],
        "supplier_ids": ["GB-COH:01"], "product_names": ["TaxPath"], "starts_on": date(2023, 1, 1),
        "ends_on": date(2027, 12, 31), "ends_earliest_on": date(2027, 12, 31), "ends_latest_on": date(2027, 12, 31),
        "extension": "none_declared", "options": [], "options_taken": [], "renewal_mode": "none",
        "decide_by_on": date(2027, 3, 31), "decide_by_earliest_on": date(2027, 3, 31),
        "decide_by_latest_on": date(2027, 3, 31), "decide_missing": [], "value_net": Decimal(500_000), "currency": "GBP",
        "route": "open", "regime": "act", "status": "active", "is_framework": False, "disputed": [],
        "ocids": [f"ocds-{number}"], "sources": ["find_a_tender"], "first_seen_on": date(2022, 12, 1),
        "last_seen_on": date(2026, 10, 1), "is_sample": True,
    } | facts  # fmt: skip


def claim(contract_id: str, field: str, value: str, **facts: Any) -> dict[str, Any]:
    """What one notice says."""
    return {
        "contract_id": contract_id, "field": field, "value": value, "basis": "A", "source": "find_a_tender",
        "document": "n-1", "url": "https://notices.example/n-1", "path": "tender.title", "seen_on": date(2026, 10, 1),
        "state": "won",
    } | facts  # fmt: skip


def write(home: Path, **tables: list[dict[str, Any]]) -> Path:
    """A whole register: tables not named hold two councils, a supplier and a product, and nothing else."""
    given = {
        "councils": [council("X-NMR", "Northmoor District Council"), council("X-FEN", "Fenwick District Council")],
        "suppliers": [{"supplier_id": "GB-COH:01", "name": "Ledgerwell Ltd", "names": ["Ledgerwell", "LEDGERWELL LTD"], "company_number": "00000001"}],
        "products": [{"product_id": "taxpath", "name": "TaxPath", "supplier_name": "Ledgerwell Ltd", "category": "revs_bens"}],
    } | tables  # fmt: skip
    home.mkdir(parents=True, exist_ok=True)
    for name, schema in TABLES.items():
        pq.write_table(pa.Table.from_pylist(given.get(name, []), schema=schema), home / f"{name}.parquet")
    manifest = {
        "built_at": "2026-11-23T06:00:00+00:00",
        "is_sample": True,
        "rows": {name: len(rows) for name, rows in given.items()},
    }
    manifest["mark"] = str(hash(str(sorted(given.items()))))
    (home / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (home / "datapackage.json").write_text("{}", encoding="utf-8")
    return home
