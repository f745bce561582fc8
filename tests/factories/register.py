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


def market(category: str = "planning", **facts: Any) -> dict[str, Any]:
    """A market of eight contracts, two of them without a known supplier."""
    return {
        "category": category, "scope": "national", "scope_key": None, "contracts": 8, "assessable": 6, "purchases": 8,
        "councils": 7, "suppliers": 2, "value": Decimal(1_200_000), "valued": 5, "hhi_low": 0.31, "hhi_high": 0.62,
        "top_low": 0.5, "top_high": 0.75, "sme_low": 0.25, "sme_high": 0.5, "vcse_low": 0.0, "vcse_high": 0.25,
        "term_p10": 24, "term_p50": 48, "term_p90": 96, "terms": 7, "words": "Planning: 8 running contracts.",
    } | facts  # fmt: skip


def share(supplier_id: str, name: str, **facts: Any) -> dict[str, Any]:
    """A supplier's share of that market."""
    return {
        "category": "planning", "scope": "national", "scope_key": None, "supplier_id": supplier_id, "supplier_name": name,
        "contracts": 4, "councils": 4, "value": Decimal(600_000), "low": 0.5, "high": 0.75, "last_won_on": date(2026, 1, 31),
    } | facts  # fmt: skip


def switch(**facts: Any) -> dict[str, Any]:
    """Northmoor left Ledgerwell for a supplier not known."""
    return {
        "category": "planning", "council_code": "X-NMR", "from_supplier_id": "GB-COH:01", "to_supplier_id": None,
        "from_product": "TaxPath", "to_product": "PlotWise", "from_contract_id": None, "to_contract_id": None,
        "on": date(2025, 4, 1), "basis": "B", "why": "A later contract for the same need.",
    } | facts  # fmt: skip


def spend(year: int = 2025, **facts: Any) -> dict[str, Any]:
    """What Northmoor paid Ledgerwell in a year, most of it while a contract ran."""
    return {
        "council_code": "X-NMR", "supplier_id": "GB-COH:01", "year": year, "payments": 12, "paid": Decimal(120_000),
        "explained": Decimal(90_000), "perhaps_explained": Decimal(10_000), "first_paid_on": date(year, 4, 2),
        "last_paid_on": date(year + 1, 3, 30),
    } | facts  # fmt: skip


def paid(contract_id: str = "c-1", **facts: Any) -> dict[str, Any]:
    """Payments beside a contract."""
    return {
        "contract_id": contract_id, "council_code": "X-NMR", "supplier_id": "GB-COH:01", "payments": 24,
        "paid": Decimal(210_000), "paid_after_end": None, "amount_kind": "net", "first_paid_on": date(2023, 2, 1),
        "last_paid_on": date(2026, 9, 30), "run_rate_year": Decimal(70_000), "contracts_sharing": 0,
        "covered_from_on": date(2022, 4, 1), "covered_until_on": date(2026, 9, 30),
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
