"""Where the sums are worked out: by DuckDB on this machine, or on an Apache Spark cluster. The sums are the same."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from guildhall.engine.register.tables import TABLES

DUCKDB = "duckdb"
MEMORY_MB = 1200
"""What DuckDB may hold before it puts things on disk. Arrow and Python come on top."""
BATCH_ROWS = 64 * 1024
_MASTER = re.compile(r"spark://[^\s/:]+:\d+(,[^\s/:]+:\d+)*")
_TYPES = {
    pa.string(): "string",
    pa.date32(): "date",
    pa.bool_(): "boolean",
    pa.decimal128(18, 2): "decimal(18, 2)",
    pa.list_(pa.string()): "array<string>",
}


class EngineError(Exception):
    """The engine that was asked for cannot be used; the message says why in plain words."""


class Engine:
    """What the stages ask of whoever does the sums. Use it as a context manager."""

    def __init__(self, backend: Any) -> None:
        self.backend = backend

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.backend.disconnect()

    def read(self, table: str, path: str | Path, columns: Sequence[str]) -> Table:
        """Some columns of a Parquet file, or of a folder of parts, typed as in a register; those it lacks are unknown."""
        held = self.backend.read_parquet(self.name_of(path))
        schema = TABLES[table]
        return held.select(
            **{
                name: held[name].cast(_TYPES[schema.field(name).type])
                if name in held.columns
                else ibis.null(_TYPES[schema.field(name).type])
                for name in columns
            }
        )

    def name_of(self, path: str | Path) -> str:
        return str(path)

    def keep(self, table: Table) -> Table:
        """The table worked out once, for those who need it more than once."""
        raise NotImplementedError

    def write(self, table: Table, path: str | Path) -> None:
        raise NotImplementedError


class OnDuckDB(Engine):
    """DuckDB in this process, within bounds: what does not fit in its memory goes to `spill` and comes back."""

    def __init__(self, *, threads: int, memory_mb: int, spill: Path) -> None:
        super().__init__(
            ibis.duckdb.connect(
                threads=threads,
                memory_limit=f"{memory_mb}MB",
                temp_directory=str(spill),
                preserve_insertion_order=False,
                autoinstall_known_extensions=False,
            )
        )
        self.kept = 0

    def keep(self, table: Table) -> Table:
        # Not by Ibis, which drops what it keeps in words that its sqlglot of November 2026 writes wrongly.
        self.kept += 1
        name = f"kept_{self.kept}"
        self.backend.con.execute(f"CREATE TEMP TABLE {name} AS {ibis.to_sql(table, dialect='duckdb')}")
        return self.backend.table(name)

    def name_of(self, path: str | Path) -> str:
        return f"{path}/*.parquet" if Path(path).is_dir() else str(path)

    def held(self, rows: pa.Table, name: str) -> Table:
        """Rows in memory as a table."""
        self.backend.con.register(name, rows)
        return self.backend.table(name)

    def batches(self, table: Table) -> pa.RecordBatchReader:
        """The rows as they come, some thousands at a time."""
        schema = table.schema().to_pyarrow()
        held = self.backend.con.execute(ibis.to_sql(table, dialect="duckdb")).to_arrow_reader(BATCH_ROWS)
        return pa.RecordBatchReader.from_batches(schema, (batch.cast(schema) for batch in held))

    def write(self, table: Table, path: str | Path) -> None:
        """One Parquet file."""
        reader = self.batches(table)
        with pq.ParquetWriter(path, reader.schema, compression="zstd", compression_level=1) as writer:
            for batch in reader:
                writer.write_batch(batch)


class OnSpark(Engine):  # pragma: no cover -- run in a process of its own by the test marked spark
    """A Spark cluster; this process is its driver. Settings of the cluster come from SPARK_CONF_DIR, as Spark has it."""

    def __init__(self, master: str) -> None:
        try:
            from pyspark.sql import SparkSession  # noqa: PLC0415  # an extra: only who asks for Spark needs it
        except ImportError as error:
            raise EngineError("Spark is not installed here: pip install 'guildhall-localgov[spark]'") from error
        try:
            session = SparkSession.builder.master(master).appName("guildhall sums").getOrCreate()
        except Exception as error:  # what Java raises has no better name
            raise EngineError(f"{master} cannot be used: {str(error).splitlines()[0]}") from error
        super().__init__(ibis.pyspark.connect(session))
        self._kept: list[Any] = []

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for table in self._kept:
            table.release()
        super().__exit__(kind, error, trace)

    def keep(self, table: Table) -> Table:
        self._kept.append(table.cache())
        return self._kept[-1]

    def write(self, table: Table, path: str | Path) -> None:
        """A folder of Parquet parts, written by the workers."""
        self.backend.to_parquet(table, path, mode="overwrite")


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def start(engine: str, *, spill: Path, threads: int | None = None, memory_mb: int = MEMORY_MB) -> Engine:
    """The engine of that name: `duckdb`, or a cluster's address `spark://HOST:PORT`."""
    if engine == DUCKDB:
        return OnDuckDB(threads=threads or cores(), memory_mb=memory_mb, spill=spill)
    if _MASTER.fullmatch(engine):
        return OnSpark(engine)
    raise EngineError(f"{engine!r} is no engine: say duckdb or spark://HOST:PORT")
