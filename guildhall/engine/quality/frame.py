"""The contracts of a register as arrays side by side: what the checks look at, read once and never row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from guildhall.engine.register.tables import TABLES

Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.int32]
Sums = npt.NDArray[np.float64]

EPOCH = date(1970, 1, 1)
NO_DAY = np.int32(-(2**31))
"""Stands for a day that is not known."""
DAYS = (
    "starts_on", "ends_on", "last_end_on", "signed_on", "awarded_on", "first_seen_on", "last_seen_on", "first_published_on",
)  # fmt: skip
SUMS = ("value_net", "value_gross", "value_year")
TEXTS = ("contract_id", "council_code", "buyer_name", "title", "regime")
LISTS = ("sources", "ocids")
COLUMNS = (*TEXTS, *DAYS, *SUMS, *LISTS, "is_framework", "supplier_ids")


class Frame:
    """Contracts in the order of the register."""

    def __init__(self, contracts: pa.Table) -> None:
        self.size = contracts.num_rows
        self.table = contracts.combine_chunks()
        self.days: dict[str, Days] = {name: _days(self._column(name)) for name in DAYS}
        self.sums: dict[str, Sums] = {
            name: np.asarray(pc.fill_null(pc.cast(self._column(name), pa.float64()), np.nan)) for name in SUMS
        }
        encoded = self._column("council_code").dictionary_encode()
        self.councils: list[str | None] = encoded.dictionary.to_pylist()
        self.council: npt.NDArray[np.int64] = np.asarray(pc.fill_null(encoded.indices, -1)).astype(np.int64)
        self.from_source = _members(self._column("sources"), self.size)

    def _column(self, name: str) -> pa.Array:
        column = self.table.column(name)
        return column.chunk(0) if column.num_chunks else pa.array([], column.type)

    def text(self, name: str) -> pa.Array:
        """A column of text, as Arrow holds it."""
        return self._column(name)

    def known(self, name: str) -> Flags:
        """Where a day or a sum is known; `value` is either sum, `supplier_names` any supplier."""
        if name == "value":
            return self.known("value_net") | self.known("value_gross")
        if name in self.days:
            return np.asarray(self.days[name] != NO_DAY)
        if name in self.sums:
            return np.asarray(~np.isnan(self.sums[name]))
        column = self._column("supplier_ids" if name == "supplier_names" else name)
        if pa.types.is_list(column.type):
            return np.asarray(pc.greater(pc.fill_null(pc.list_value_length(column), 0), 0))
        return np.asarray(pc.is_valid(column))

    def value(self) -> Sums:
        """Pounds in all: without tax, else with it; not a number where neither is known."""
        net = self.sums["value_net"]
        return np.where(np.isnan(net), self.sums["value_gross"], net)

    @cached_property
    def process(self) -> npt.NDArray[np.int64]:
        """The process each contract came of first, by a number of ours; -1 where none is known."""
        column = self._column("ocids")
        lengths = np.asarray(pc.fill_null(pc.list_value_length(column), 0))
        out = np.full(self.size, -1, np.int64)
        starts = np.asarray(column.offsets)[:-1][lengths > 0] - column.offsets[0].as_py()
        out[lengths > 0] = groups(pc.list_flatten(column).take(pa.array(starts)))
        return out


def load(folder: Path) -> Frame:
    """The contracts of a register that is being written."""
    return Frame(pq.read_table(folder / "contracts.parquet", columns=list(COLUMNS)))


def as_date(number: Any) -> date:
    """A day as people write it."""
    return EPOCH + timedelta(days=int(number))


def number(on: date) -> int:
    """A day as the arrays count it."""
    return (on - EPOCH).days


def groups(column: pa.Array) -> npt.NDArray[np.int64]:
    """The same number for the same text, -1 for none."""
    return np.asarray(pc.fill_null(column.dictionary_encode().indices, -1)).astype(np.int64)


def repeated(numbers: npt.NDArray[np.int64]) -> Flags:
    """Which stand in a group with others; -1 is no group."""
    counts = np.bincount(numbers + 1, minlength=1)
    counts[0] = 0
    return np.asarray(counts[numbers + 1] > 1)


def _days(column: pa.Array) -> Days:
    return np.asarray(pc.fill_null(pc.cast(column, pa.int32()), int(NO_DAY))).astype(np.int32)


def _members(lists: pa.Array, size: int) -> Mapping[str, Flags]:
    """By each thing that the lists name, which rows name it."""
    parents = np.asarray(pc.list_parent_indices(lists))
    flat = pc.list_flatten(lists).dictionary_encode()
    numbers = np.asarray(flat.indices)
    found: dict[str, Flags] = {}
    for place, name in enumerate(flat.dictionary.to_pylist()):
        mask = np.zeros(size, np.bool_)
        mask[parents[numbers == place]] = True
        found[name] = mask
    return dict(sorted(found.items()))


class Notices:
    """Notices as arrays: which kind, from which source, of which contracts. Ids are looked up once."""

    def __init__(self, batches: Iterable[pa.RecordBatch], frame: Frame) -> None:
        held = [batch.select(["source", "kind", "ocid", "published_on", "contract_ids"]) for batch in batches]
        schema = held[0].schema if held else TABLES["notices"]
        table = pa.Table.from_batches(held, schema)
        self.frame = frame
        self.ocid = table["ocid"]
        self.published: Days = _days(table["published_on"])
        self.kinds, self.kind = _coded(table["kind"])
        self.sources, self.source = _coded(table["source"])
        ids = table["contract_ids"].combine_chunks()
        places = pc.index_in(pc.list_flatten(ids), value_set=frame.text("contract_id"))
        self.place = np.asarray(pc.fill_null(places, -1))
        self.parent = np.asarray(pc.list_parent_indices(ids))

    def of(self, source: str) -> Flags:
        """Those of one source."""
        return np.asarray(self.source == self.sources.get(source, -2))

    def contracts(self, source: str, kind: str) -> Flags:
        """Contracts that a kind of notice of a source speaks of."""
        mask = np.zeros(self.frame.size, np.bool_)
        told = self.of(source) & (self.kind == self.kinds.get(kind, -2))
        places = self.place[told[self.parent]]
        mask[places[places >= 0]] = True
        return mask


def _coded(column: pa.ChunkedArray) -> tuple[dict[str, int], npt.NDArray[np.int64]]:
    """Each text by its number, and the numbers."""
    encoded = pc.dictionary_encode(column.combine_chunks())
    encoded = encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
    texts = {text: place for place, text in enumerate(encoded.dictionary.to_pylist()) if text is not None}
    return texts, np.asarray(pc.fill_null(encoded.indices, -1)).astype(np.int64)
