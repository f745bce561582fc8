"""Small worlds of payments and contracts, made by a seed: odd on purpose, and with few names so that things meet."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from guildhall.engine.register.tables import TABLES
from guildhall.engine.sets.stages import Given

Row = dict[str, Any]
ON = date(2026, 11, 23)
FIRST = date(2021, 1, 1)
DAYS = (
    "starts_on",
    "ends_on",
    "last_end_on",
    "ended_on",
    "signed_on",
    "awarded_on",
    "ends_earliest_on",
    "ends_latest_on",
)


def payment(**known: Any) -> Row:
    row = {"council_code": "SLF", "supplier_id": "s1", "paid_on": date(2025, 5, 6), "amount": Decimal("100.00")}
    return row | {"paid_latest_on": None, "amount_kind": "net", "is_card": None, "document": None} | known


def contract(contract_id: str = "c1", **known: Any) -> Row:
    row: Row = {"contract_id": contract_id, "council_code": "SLF", "council_codes": ["SLF"], "supplier_ids": ["s1"]}
    return row | dict.fromkeys(DAYS) | {"category": None, "status": "active", "is_framework": False} | known


def payments_of(draw: random.Random, count: int) -> list[Row]:
    """Payments over four years, some to nobody, on no day, of no amount, or on a day that is a slip."""
    found = []
    for _ in range(count):
        day: date | None = FIRST + timedelta(draw.randrange(1500))
        if draw.random() < 0.03:
            day = draw.choice([None, date(2099, 1, 1), date(1925, 3, 31)])
        pence = draw.choice([draw.randrange(1, 100_000), draw.randrange(10**9), -draw.randrange(1, 50_000), 0])
        found.append(
            payment(
                council_code=draw.choice(["A", "B", "C", "D", None]),
                supplier_id=draw.choice(["s1", "s2", "s3", "s4", "s5", "s6", None]),
                paid_on=day,
                paid_latest_on=day + timedelta(20) if day and draw.random() < 0.2 else day,
                is_card=draw.choice([False, False, False, None, True]),
                document=draw.choice([None, None, "a", "b", "c"]),
                amount=None if draw.random() < 0.02 else Decimal(pence) / 100,
                amount_kind=draw.choice(["net", "net", "net", "gross", "unknown", None]),
            )
        )
    return found


def contracts_of(draw: random.Random, count: int) -> list[Row]:
    """Contracts that overlap, lack days, were only planned, or are of several councils and suppliers."""
    found = []
    for number in range(count):
        start = FIRST + timedelta(draw.randrange(-600, 1500))
        end = start + timedelta(draw.randrange(-30, 900))
        row = contract(
            f"c{number}",
            council_codes=draw.sample(["A", "B", "C", "E"], draw.choice([1, 1, 1, 2, 0])),
            supplier_ids=draw.sample(["s1", "s2", "s3", "s4"], draw.choice([1, 1, 1, 2, 0])),
            category=draw.choice(["housing", "planning", None]),
            status=draw.choice(["active", "active", "ended", "planned", "cancelled", None]),
            is_framework=draw.choice([False, False, True, None]),
            starts_on=start,
            ends_on=end,
            signed_on=start - timedelta(20),
        )
        row["council_code"] = row["council_codes"][0] if row["council_codes"] else None
        for name, day in (
            ("last_end_on", end + timedelta(draw.randrange(-50, 700))),
            ("ended_on", start + timedelta(draw.randrange(500))),
            ("ends_earliest_on", end - timedelta(100)),
            ("ends_latest_on", end + timedelta(100)),
        ):
            row[name] = day if draw.random() < 0.25 else None
        for name in ("starts_on", "ends_on", "signed_on"):
            if draw.random() < 0.2:
                row[name] = None
        found.append(row)
    return found


def copies_of(draw: random.Random, contracts: list[Row]) -> dict[str, str]:
    """Some contracts are told twice, a few three times in a chain."""
    names = [row["contract_id"] for row in contracts]
    return {child: names[draw.randrange(at)] for at, child in enumerate(names) if at and draw.random() < 0.1}


def write(folder: Path, payments: list[Row], contracts: list[Row], copies: dict[str, str] | None = None) -> Given:
    """The tables of a world as Parquet, as a register has them."""
    lineage = [{"child_id": child, "parent_id": parent, "kind": "same_as"} for child, parent in (copies or {}).items()]
    if copies:
        lineage.append({"child_id": "c0", "parent_id": "c1", "kind": "renewal_of"})  # not a copy
    for name, rows in (("payments", payments), ("contracts", contracts), ("lineage", lineage)):
        pq.write_table(pa.Table.from_pylist(rows, TABLES[name]), folder / f"{name}.parquet")
    return Given(
        folder / "payments.parquet", folder / "contracts.parquet", folder / "lineage.parquet" if copies else None
    )
