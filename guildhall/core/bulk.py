"""Arrow tables into database tables, fast and inside the caller's transaction: the way in for a whole register.

SQLite takes rows by `executemany`, PostgreSQL takes them by COPY as CSV that Arrow writes itself. Columns of a table
carry the names of the database's columns; null means null.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from django.db.models import Model
from pyarrow import csv

BATCH = 50_000


def is_postgres() -> bool:
    """Whether the site's database is PostgreSQL; else it is SQLite."""
    return connection.vendor == "postgresql"


def clear(models: Iterable[type[Model]]) -> None:
    """Empty these tables, children before parents. Readers go on seeing the old rows until the transaction ends."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")  # noqa: S608 -- our own table's name


def write(model: type[Model], rows: pa.Table) -> int:
    """Put the rows into the model's table and say how many there were."""
    for batch in rows.to_batches(max_chunksize=BATCH):
        if is_postgres():
            copy_into(model._meta.db_table, batch)
        else:
            _insert(model, batch)
    return int(rows.num_rows)


@contextmanager
def without_indexes(models: Iterable[type[Model]]) -> Iterator[None]:
    """Fill long tables first and index them afterwards. SQLite only: on PostgreSQL it would lock readers out."""
    if is_postgres():
        yield
        return
    made: list[str] = []
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%%' AND tbl_name = %s",
                [model._meta.db_table],
            )
            for name, statement in cursor.fetchall():
                made.append(statement)
                cursor.execute(f"DROP INDEX {_quoted(name)}")
        yield
        for statement in made:
            cursor.execute(statement)


def analyse() -> None:
    """Tell the database's planner what the tables hold now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if is_postgres() else "PRAGMA optimize=0x10002")


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


def _insert(model: type[Model], batch: pa.RecordBatch) -> None:
    names = ", ".join(_quoted(name) for name in batch.schema.names)
    marks = ", ".join("?" * batch.num_columns)
    statement = f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 -- our own names
    connection.ensure_connection()
    raw: sqlite3.Connection = connection.connection
    raw.executemany(statement, zip(*(_plain(column) for column in batch.columns), strict=True))


def _plain(column: pa.Array) -> list[Any]:
    """Values as SQLite keeps them: dates as ISO text, money as text that its column turns into a number."""
    if pa.types.is_temporal(column.type) or pa.types.is_decimal(column.type):
        column = pc.cast(column, pa.string())
    return list(column.to_pylist())


def copy_into(table: str, batch: pa.RecordBatch | pa.Table) -> None:
    """PostgreSQL's own way in: null is an empty cell, an empty text is a quoted one."""
    names = ", ".join(_quoted(name) for name in batch.schema.names)
    statement = f"COPY {_quoted(table)} ({names}) FROM STDIN WITH (FORMAT csv)"
    sink = BytesIO()
    csv.write_csv(_clean(batch), sink, csv.WriteOptions(include_header=False, quoting_style="all_valid"))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(sink.getvalue())


def _clean(batch: pa.RecordBatch | pa.Table) -> pa.Table:
    """PostgreSQL refuses the character zero in text; nothing is lost without it."""
    columns = [
        pc.replace_substring(column, "\0", "") if pa.types.is_string(column.type) else column
        for column in batch.columns
    ]
    return pa.table(columns, names=batch.schema.names)


def numbered(rows: pa.Table, *, first: int = 1) -> pa.Table:
    """The rows with `id` before them, counting from `first`."""
    ids = pa.array(range(first, first + rows.num_rows), pa.int64())
    return rows.add_column(0, "id", ids)


def json_lists(column: pa.ChunkedArray) -> pa.Array:
    """A list column as JSON text, `[]` for null, without visiting each row in Python."""
    lists = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(lists, pa.ChunkedArray):  # Arrow keeps two chunks when one would be too long
        lists = pa.concat_arrays(lists.chunks)
    if pa.types.is_string(lists.type.value_type):
        values = _escaped(lists.values)
        mark, around = '","', ('["', '"]')
    else:
        values = pc.cast(lists.values, pa.string())
        mark, around = ",", ("[", "]")
    texts = pa.ListArray.from_arrays(lists.offsets, pc.fill_null(values, ""))
    joined = pc.binary_join(texts, mark)
    whole = pc.binary_join_element_wise(around[0], joined, around[1], "")
    filled = pc.and_(pc.is_valid(lists), pc.greater(pc.fill_null(pc.list_value_length(lists), 0), 0))
    return pc.if_else(filled, whole, "[]")


def _escaped(values: pa.Array) -> pa.Array:
    values = pc.replace_substring(values, "\\", "\\\\")
    values = pc.replace_substring(values, '"', '\\"')
    # A control character would end the JSON text early; none of them says anything in a name.
    return pc.replace_substring_regex(values, r"[\x00-\x1f]", " ")


def in_batches(rows: pa.Table, size: int = BATCH) -> Iterator[pa.Table]:
    """Slices of a long table."""
    for start in range(0, rows.num_rows, size):
        yield rows.slice(start, size)
