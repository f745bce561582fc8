"""The step of the build that sums payments: `spend`, `paid`, what is covered, and the findings T8 and M4.

Nothing of Ibis, DuckDB or pandas is loaded where there is no payment.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from guildhall.engine.register.tables import TABLES

if TYPE_CHECKING:
    from guildhall.engine.build.context import Context


def make(folder: Path, on: date, context: Context) -> Mapping[str, Iterable[pa.RecordBatch]]:
    """The tables that follow from payments and contracts; none without a payment or a sign of use."""
    tables: dict[str, Iterable[pa.RecordBatch]] = {}
    if _rows(folder, "payments"):
        tables = _summed(folder, on, context.setup.work)
    return tables


def _rows(folder: Path, table: str) -> int:
    path = folder / f"{table}.parquet"
    return int(pq.read_metadata(path).num_rows) if path.exists() else 0


def _summed(folder: Path, on: date, work: Path) -> dict[str, Iterable[pa.RecordBatch]]:
    from guildhall.engine.sets import engines, settings, stages  # noqa: PLC0415 -- Ibis costs half a second

    lineage = folder / "lineage.parquet"
    given = stages.Given(
        folder / "payments.parquet", folder / "contracts.parquet", lineage if _rows(folder, "lineage") else None
    )
    with tempfile.TemporaryDirectory(dir=work) as spill:
        engine = engines.OnDuckDB(threads=engines.cores(), memory_mb=engines.MEMORY_MB, spill=Path(spill))
        with engine:
            found = stages.of_payments(engine, given, on, settings.load())
            return {name: list(typed(name, engine.batches(found[name]))) for name in ("spend", "paid")}


def typed(table: str, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Batches in the columns and the order of a register's table."""
    schema = TABLES[table]
    for batch in batches:
        yield batch.select(schema.names).cast(schema)
