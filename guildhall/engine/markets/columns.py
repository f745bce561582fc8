"""Columns of a table as numbers, so that a national register is summed without a loop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NEVER = -(1 << 31)
"""The day that stands for a day not known."""
EPOCH = date(1970, 1, 1)
MOST_POUNDS = 10_000_000_000
"""A value above this is a slipped key or a framework's ceiling, never what one council pays."""
LEAST_POUNDS = 1
"""Penny and zero values are written where the value is not told."""


@dataclass(frozen=True, slots=True)
class Lists:
    """A column of lists, the values as places in `names`."""

    starts: Ints
    codes: Ints
    names: list[str]

    @property
    def counts(self) -> Ints:
        return np.diff(self.starts)

    @property
    def rows(self) -> Ints:
        """The row of every value."""
        return np.repeat(np.arange(len(self.starts) - 1), self.counts)

    @property
    def first(self) -> Ints:
        """The first value of every row; -1 where there is none."""
        found = np.full(len(self.starts) - 1, -1, dtype=np.int64)
        some = self.counts > 0
        found[some] = self.codes[self.starts[:-1][some]]
        return found


def read(folder: Path, table: str, columns: list[str], coded: tuple[str, ...] = ()) -> pa.Table:
    """Some columns of a table of the register; those named in `coded` come as places in a dictionary."""
    file = pq.ParquetFile(folder / f"{table}.parquet", read_dictionary=list(coded), memory_map=True)
    return file.read(columns=columns)


def is_empty(folder: Path, table: str) -> bool:
    path = folder / f"{table}.parquet"
    return not path.exists() or pq.ParquetFile(path).metadata.num_rows == 0


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _numbers(array: pa.Array, unknown: int) -> Ints:
    return np.asarray(pc.fill_null(array, unknown).to_numpy(zero_copy_only=False)).astype(np.int64)


def texts(column: pa.ChunkedArray) -> tuple[Ints, list[str]]:
    """Places in a list of distinct texts; -1 for null."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    array = _whole(column.unify_dictionaries())
    return _numbers(array.indices, -1), array.dictionary.to_pylist()


def lists(column: pa.ChunkedArray) -> Lists:
    array = _whole(column)
    flat = array.flatten().dictionary_encode()
    counts = _numbers(pc.list_value_length(array), 0)
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
    return Lists(starts, _numbers(flat.indices, -1), flat.dictionary.to_pylist())


def days(column: pa.ChunkedArray) -> Ints:
    """Days since 1970; `NEVER` for null."""
    return _numbers(_whole(column).cast(pa.int32()), NEVER)


def flags(column: pa.ChunkedArray) -> Ints:
    """1, 0, or -1 for null."""
    return _numbers(_whole(column).cast(pa.int8()), -1)


def pennies(column: pa.ChunkedArray) -> Ints:
    """Money in pennies; -1 where it is null, below a pound or beyond all proportion."""
    array = _whole(column)
    if not len(array):
        return np.zeros(0, dtype=np.int64)
    raw = np.frombuffer(array.buffers()[1], dtype=np.int64).reshape(-1, 2)[array.offset : array.offset + len(array)]
    low, high = raw[:, 0], raw[:, 1]
    known = array.is_valid().to_numpy(zero_copy_only=False)
    fits = (high == 0) & (low >= LEAST_POUNDS * 100) & (low <= MOST_POUNDS * 100)
    return np.where(known & fits, low, -1)


def places(names: list[str], book: list[str] | pa.Array) -> Ints:
    """Where each name stands in a book; -1 where it does not."""
    held = book if isinstance(book, pa.Array) else pa.array(book, pa.string())
    return _numbers(pc.index_in(pa.array(names, pa.string()), held), -1)


def distinct(keys: Ints) -> Ints:
    """The different numbers, in order. Sorting beats hashing at these sizes."""
    held = np.sort(keys)
    return held[np.concatenate([np.ones(1, dtype=bool), held[1:] != held[:-1]])] if len(held) else held


def through(codes: Ints, book: NDArray[Any], unknown: int = -1) -> Ints:
    """`book[code]`, or `unknown` where the code is none."""
    if not len(book):
        return np.full(len(codes), unknown, dtype=np.int64)
    return np.where(codes >= 0, book[codes], unknown).astype(np.int64)


def number(day: date) -> int:
    return (day - EPOCH).days


def day(number: int) -> date | None:
    return None if number == NEVER else EPOCH + timedelta(days=number)


def dates(numbers: Ints) -> pa.Array:
    """Days as a column of the register."""
    return pa.array(numbers.astype(np.int32), mask=numbers == NEVER).cast(pa.date32())


def months(start: Ints, end: Ints) -> Floats:
    """Length of terms in months, first and last day included; NaN where it cannot be told.

    Whole calendar months are exact (1 April to 31 March is 12), the days over count as 1/30.4375 of a month each.
    """
    known = (start != NEVER) & (end != NEVER) & (end >= start)
    first = np.where(known, start, 0).astype("datetime64[D]")
    after = np.where(known, end + 1, 0).astype("datetime64[D]")
    m1, m2 = first.astype("datetime64[M]"), after.astype("datetime64[M]")
    d1, d2 = (first - m1).astype(np.int64), (after - m2).astype(np.int64)
    whole = (m2 - m1).astype(np.int64)
    return np.where(known, np.round(whole + (d2 - d1) / 30.4375, 1), np.nan)


def sums(group: Ints, values: Floats, size: int) -> Floats:
    """The sum of each group."""
    return np.asarray(np.bincount(group, values, size), dtype=np.float64)


def pounds(pennies: int) -> Decimal:
    return Decimal(pennies).scaleb(-2)


def money(pennies: Ints) -> pa.Array:
    """Pennies as a column of money; null where negative."""
    whole = pa.array(np.maximum(pennies, 0), mask=pennies < 0).cast(pa.decimal128(20, 0))
    hundredth = pa.scalar(Decimal("0.01"), pa.decimal128(3, 2))
    return pc.multiply(whole, hundredth).cast(pa.decimal128(18, 2))
