"""The step of the build that sums payments: `spend`, `paid`, what is covered, and the findings T8 and M4.

Nothing of Ibis, DuckDB or pandas is loaded where there is no payment.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from guildhall.engine.quality.coverage import Row
from guildhall.engine.records import Finding
from guildhall.engine.register import write
from guildhall.engine.register.tables import TABLES

if TYPE_CHECKING:
    from guildhall.engine.build.context import Context
    from guildhall.engine.classify import Known


LISTS = "lists.parquet"
"""Where the step keeps how far each council's lists reach, for the rows of coverage that are made last."""


def make(folder: Path, on: date, context: Context) -> Mapping[str, Iterable[pa.RecordBatch]]:
    """The tables that follow from payments and contracts; none without a payment or a sign of use."""
    tables: dict[str, Iterable[pa.RecordBatch]] = {}
    if _rows(folder, "payments"):
        tables = _summed(folder, on, context.setup.work)
    if tables or _rows(folder, "observations"):
        paid = pa.Table.from_batches(tables.get("paid", ()), TABLES["paid"])
        tables["findings"] = findings(folder, paid, on, context.products)
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
            tables: dict[str, Iterable[pa.RecordBatch]] = {
                name: list(typed(name, engine.batches(found[name]))) for name in ("spend", "paid")
            }
            lists = engine.batches(found["lists"]).read_all()
    pq.write_table(lists, work / LISTS)
    return tables


def coverage(folder: Path, work: Path) -> list[Row]:
    """What the lists of spending cover, once `make` has found it out and the tables are written."""
    kept = work / LISTS
    if not kept.exists():
        return []
    from guildhall.engine.sets import covering  # noqa: PLC0415 -- only where there are payments

    return covering.rows(folder, pq.read_table(folder / "spend.parquet"), pq.read_table(kept).to_pylist())


def typed(table: str, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Batches in the columns and the order of a register's table."""
    schema = TABLES[table]
    for batch in batches:
        yield batch.select(schema.names).cast(schema)


def findings(folder: Path, paid: pa.Table, on: date, products: Known) -> Iterator[pa.RecordBatch]:
    """T8 and M4 of every contract whose councils' lists are here, and T8 of those seen in use after their end."""
    from guildhall.engine.sets import beside, in_use  # noqa: PLC0415 -- words and arithmetic

    rows = write.Rows("findings")
    for finding in beside.findings(folder, paid, in_use.signs(folder, products), on):
        if finding.status == "unknown" and not finding.inputs:
            continue  # the catalogue says as much
        rows.append(_row(finding))
        if len(rows) >= write.GROUP_ROWS:
            yield rows.batch()
    yield rows.batch()


def _row(finding: Finding) -> tuple[Any, ...]:
    """A finding in the order of the table's columns; empty text is unknown."""
    f = finding
    return (
        f.contract_id, f.indicator, f.status, f.value or None, f.low or None, f.high or None, f.basis or None, f.words,
        f.inputs, f.missing, f.quote or None,
    )  # fmt: skip
