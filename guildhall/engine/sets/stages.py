"""The stages in order: every table that follows from payments and contracts, on whichever engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ibis.expr.types import Table

from guildhall.engine.sets import paying, standing
from guildhall.engine.sets.engines import Engine
from guildhall.engine.sets.settings import Settings
from guildhall.engine.sets.windows import originals, spans, windows

PAYMENTS = (
    "council_code", "supplier_id", "paid_on", "paid_latest_on", "amount", "amount_kind", "is_card", "document",
)  # fmt: skip
CONTRACTS = (
    "contract_id", "council_code", "council_codes", "supplier_ids", "category", "starts_on", "ends_on",
    "ends_earliest_on", "ends_latest_on", "last_end_on", "signed_on", "awarded_on", "ended_on", "status",
    "is_framework",
)  # fmt: skip
LINEAGE = ("child_id", "parent_id", "kind")


@dataclass(frozen=True)
class Given:
    """The tables that the sums are over: Parquet files, folders of parts, or addresses that the engine can read."""

    payments: str | Path
    contracts: str | Path
    lineage: str | Path | None = None


def of_payments(engine: Engine, given: Given, on: date, settings: Settings) -> Mapping[str, Table]:
    """`spend`, `paid` and `lists` (how far each council's lists reach). One pass over the payments, one over their days."""
    payments = engine.read("payments", given.payments, PAYMENTS)
    contracts = engine.read("contracts", given.contracts, CONTRACTS)
    lists = engine.keep(paying.coverage(payments, on, settings))
    held = engine.keep(windows(contracts, _lineage(engine, given), lists, settings.grace_months))
    reach = engine.keep(paying.reach(lists))
    pieces = engine.keep(paying.pieces(payments, engine.keep(spans(held))))
    return {
        "spend": paying.spend(pieces).order_by("council_code", "supplier_id", "year"),
        "paid": paying.paid(held, pieces, paying.covered(held, reach)).order_by(
            "contract_id", "council_code", "supplier_id"
        ),
        "lists": lists.drop("rate_from_on", "months", "first_month", "last_month").order_by("council_code"),
    }


def of_spend(spend: Table) -> Mapping[str, Table]:
    """What follows from `spend`: concentration of each council's payments by year, and who has been paid for how long."""
    return {
        "concentration": standing.concentration(spend, ("council_code", "year")).order_by("council_code", "year"),
        "incumbency": standing.incumbency(spend).order_by("council_code", "supplier_id"),
    }


def of_contracts(engine: Engine, given: Given) -> Mapping[str, Table]:
    """What follows from contracts alone: who holds them for how long, and who took over from whom."""
    contracts = engine.read("contracts", given.contracts, CONTRACTS)
    agreed = originals(contracts, _lineage(engine, given))
    first = agreed.filter(agreed.original == agreed.contract_id)
    return {
        "runs": standing.runs(first).order_by("council_code", "category", "supplier_id"),
        "flows": standing.flows(first).order_by("category", "from_supplier_id", "to_supplier_id"),
    }


def _lineage(engine: Engine, given: Given) -> Table | None:
    return engine.read("lineage", given.lineage, LINEAGE) if given.lineage else None
