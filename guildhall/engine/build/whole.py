"""Stage four: the tables that follow from whole tables. Each step reads what earlier steps wrote and yields tables.

A step is a function of the new register's folder, the build's day and what every worker knows. It yields batches by
table; findings on contracts it may yield too, they are put behind those of the parts. Findings on portfolios are put
together from all steps and made last, so that they may read the findings on contracts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path

import pyarrow as pa

from guildhall.engine.build.context import Context
from guildhall.engine.indicators import step as frameworks
from guildhall.engine.link.contracts import step as lineage
from guildhall.engine.markets import step as markets
from guildhall.engine.payments import step as payments
from guildhall.engine.register import write
from guildhall.engine.register.places import Written
from guildhall.engine.sets import step as sets
from guildhall.engine.similar import step as similar

Batches = Mapping[str, Iterable[pa.RecordBatch]]
Step = Callable[[Path, date, Context], Batches]

STEPS: tuple[Step, ...] = (payments.make, lineage.make, sets.make, markets.make, similar.make, frameworks.make)
"""In this order: payments, lineage, spend, markets, likenesses, indicators of portfolios."""
TABLES = (
    "payments", "lineage", "spend", "paid", "markets", "market_shares", "switches", "likenesses",
)  # fmt: skip


def tables(
    context: Context, folder: Path, on: date, of_parts: Iterable[pa.RecordBatch]
) -> Iterator[tuple[str, Written]]:
    """Every table of this stage, written; one that no step yields is empty. `of_parts` are the parts' own findings."""
    late: dict[str, list[Iterable[pa.RecordBatch]]] = {"findings": [of_parts], "portfolio_findings": []}
    written: set[str] = set()
    for step in STEPS:
        for table, batches in step(folder, on, context).items():
            if table in late:
                late[table].append(batches)
                continue
            written.add(table)
            yield table, write.write_table(table, batches, folder)
    for table in TABLES:
        if table not in written:
            yield table, write.write_table(table, (), folder)
    for table, batches_of_steps in late.items():
        yield table, write.write_table(table, chain.from_iterable(batches_of_steps), folder)
