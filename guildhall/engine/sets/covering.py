"""What the lists of spending cover, and how much of it the contracts known here explain: rows of `coverage`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from guildhall.engine.decide.words import day
from guildhall.engine.quality.coverage import Row
from guildhall.engine.sets.settings import COVERAGE

LARGE = Decimal(25_000)
"""A supplier paid more than this in a year is a large one: the line of the independent check."""


def rows(folder: Path, spend: pa.Table, lists: Sequence[dict[str, Any]]) -> list[Row]:
    """Of the whole: payments with a council, with a day, with a supplier, large suppliers explained. Then by council."""
    return [*_of_payments(folder), *_explained(spend), *_of_councils(spend, lists)]


def _of_payments(folder: Path) -> Iterator[Row]:
    file = pq.ParquetFile(folder / "payments.parquet")
    total = file.metadata.num_rows
    known = dict.fromkeys(("council_code", "paid_on", "supplier_id"), 0)
    for batch in file.iter_batches(columns=list(known)):
        for name in known:
            known[name] += batch.num_rows - batch[name].null_count
    words = {
        "council_code": "were made by a council known here", "paid_on": "have a day",
        "supplier_id": "name a supplier; the rest are redacted, to persons, or to names left blank",
    }  # fmt: skip
    for name, count in known.items():
        told = f"{count:,} of {total:,} payments {words[name]}."
        yield Row("register", "payments", name, count, total, told)


def _explained(spend: pa.Table) -> Iterator[Row]:
    large = spend.filter(pc.and_(pc.greater(spend["paid"], LARGE), pc.is_valid(spend["supplier_id"])))
    known = pc.sum(pc.greater(large["explained"], Decimal(0))).as_py() or 0
    words = (
        f"{known:,} of {large.num_rows:,} times that a council paid a supplier more than £{LARGE:,} in a year, a contract "
        f"of the two known here was running. {COVERAGE}"
    )
    yield Row("register", "payments", "explained", known, large.num_rows, words)


def _of_councils(spend: pa.Table, lists: Sequence[dict[str, Any]]) -> Iterator[Row]:
    sums = spend.group_by("council_code").aggregate([("paid", "sum"), ("explained", "sum")])
    paid = {row["council_code"]: row for row in sums.to_pylist()}
    for row in sorted(lists, key=lambda row: str(row["council_code"])):
        since, until = row["covered_from_on"], row["covered_until_on"]
        months = (until.year - since.year) * 12 + until.month - since.month + 1
        held = paid.get(row["council_code"], {})
        whole, explained = held.get("paid_sum") or Decimal(0), held.get("explained_sum") or Decimal(0)
        words = (
            f"Lists of spending from {day(since)} to {day(until)}, {row['covered_months']} of {months} months; of "
            f"£{whole:,.0f} paid, £{explained:,.0f} while a contract known here between the two was running."
        )
        yield Row("council", row["council_code"], "spending", min(row["covered_months"], months), months, words)
