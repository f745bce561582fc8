"""Writes tables: batches of rows on the way, one Parquet file each at the end.

On the way, rows are spooled as Arrow streams, which cost next to nothing; the Parquet file of a table is written once,
from its streams in order, so that a table's bytes depend on the input alone and not on who worked on what.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from guildhall.engine.register.places import Written
from guildhall.engine.register.tables import TABLES

GROUP_BYTES = 4 << 20
GROUP_ROWS = 64 * 1024


class Rows:
    """Rows of one table, values in the order of its columns; `batch` turns them into an Arrow batch and starts afresh."""

    def __init__(self, table: str) -> None:
        self.schema = TABLES[table]
        self.rows: list[Sequence[Any]] = []

    def __len__(self) -> int:
        return len(self.rows)

    def append(self, row: Sequence[Any]) -> None:
        self.rows.append(row)

    def extend(self, rows: Iterable[Sequence[Any]]) -> None:
        self.rows.extend(rows)

    def batch(self) -> pa.RecordBatch:
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.schema)
        arrays = [pa.array(values, field.type) for values, field in zip(columns, self.schema, strict=True)]
        self.rows = []
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)


def spool(batch: pa.RecordBatch, path: Path) -> None:
    """One batch to a file of its own."""
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)


def unspool(paths: Iterable[Path]) -> Iterator[pa.RecordBatch]:
    """The batches of several files, one at a time."""
    for path in paths:
        with pa.OSFile(str(path)) as source, pa.ipc.open_file(source) as reader:
            for number in range(reader.num_record_batches):
                yield reader.get_batch(number)


def table_of(table: str, rows: Sequence[Mapping[str, Any]]) -> pa.RecordBatch:
    """A small table from its rows."""
    held = Rows(table)
    names = held.schema.names
    held.extend([tuple([row.get(name) for name in names]) for row in rows])
    return held.batch()


def write_table(table: str, batches: Iterable[pa.RecordBatch], folder: Path) -> Written:
    """The table's Parquet file. Its row groups follow from the batches, and are small enough never to be felt."""
    path = folder / f"{table}.parquet"
    rows = 0
    with pq.ParquetWriter(
        path,
        TABLES[table],
        compression="zstd",
        compression_level=1,
        data_page_size=1 << 18,
        dictionary_pagesize_limit=1 << 18,
    ) as writer:
        for group in _groups(batches, TABLES[table]):
            rows += group.num_rows
            writer.write_table(group)
    return Written(rows, digest(path), path.stat().st_size)


def _groups(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    held: list[pa.RecordBatch] = []
    size = rows = 0
    for batch in batches:
        held.append(batch)
        size += batch.nbytes
        rows += batch.num_rows
        if size >= GROUP_BYTES or rows >= GROUP_ROWS:
            yield pa.Table.from_batches(held, schema)
            held, size, rows = [], 0, 0
    if held:
        yield pa.Table.from_batches(held, schema)


def digest(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
