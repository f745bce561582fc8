"""Payments between reading and the register: rows as Arrow batches with numbers for what repeats, and what the numbers
mean beside them. A file of any size is held a batch at a time; only its distinct days, names and bodies are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa

from guildhall.engine.link.suppliers import Sightings

MONEY = pa.decimal128(18, 2)
WORDS = ("purpose", "department", "account", "proclass", "transaction", "contract_reference")
SCHEMA = pa.schema([
    ("row", pa.int32()), ("amount", MONEY), ("vat", MONEY), ("day", pa.int32()), ("party", pa.int32()), ("body", pa.int32()),
    *((name, pa.string()) for name in WORDS),
])  # fmt: skip


class PartySaid(msgspec.Struct, frozen=True, array_like=True):
    """A payee as a file names it. A name that is withheld or a private person's has no `key` and makes no supplier."""

    name: str
    """As it may be shown; empty for a private person."""
    key: str
    """The mention's key, by which linkage says which supplier it is."""
    company_number: str
    is_redacted: bool
    is_person: bool


class BodySaid(msgspec.Struct, frozen=True, array_like=True):
    name: str
    code: str


class Said(msgspec.Struct):
    """What the numbers in a table's batches mean."""

    document: str
    amount_kind: str
    is_card: bool
    days: list[tuple[date, date] | None]
    parties: list[PartySaid]
    bodies: list[BodySaid]
    rows: int = 0
    newest: date | None = None
    """The day by which most of its payments were made: a slip of the key in one of them does not count."""


def write_said(path: Path, said: Said, seen: Sightings) -> None:
    """What is said beside a table's batches, and its mentions of suppliers."""
    path.with_suffix(".said").write_bytes(msgspec.msgpack.encode(said))
    path.with_suffix(".seen").write_bytes(msgspec.msgpack.encode(seen))


def seen(folder: Path) -> Iterator[Sightings]:
    """The mentions of suppliers in every table of payments."""
    decode = msgspec.msgpack.Decoder(Sightings).decode
    for path in sorted(folder.glob("*.seen")):
        yield decode(path.read_bytes())


def said(folder: Path) -> Iterator[tuple[Path, Said]]:
    """What every table of payments says, in the order of the files; with the path of its batches."""
    decode = msgspec.msgpack.Decoder(Said).decode
    for path in sorted(folder.glob("*.said")):
        yield path.with_suffix(".arrow"), decode(path.read_bytes())


def batches(path: Path) -> Iterator[pa.RecordBatch]:
    """A table's rows, a batch at a time."""
    with pa.OSFile(str(path)) as source, pa.ipc.open_stream(source) as reader:
        yield from reader


def write_twice(path: Path, places: list[int]) -> None:
    """Places among a table's rows, in order, that an earlier list states too."""
    path.with_suffix(".twice").write_bytes(msgspec.msgpack.encode(places))


def told(path: Path) -> Iterator[pa.RecordBatch]:
    """A table's rows but for those that an earlier list states too."""
    kept = path.with_suffix(".twice")
    if not kept.exists():
        yield from batches(path)
        return
    twice = np.array(msgspec.msgpack.decode(kept.read_bytes(), type=list[int]), np.int64)
    start = 0
    for batch in batches(path):
        here = twice[(twice >= start) & (twice < start + batch.num_rows)] - start
        start += batch.num_rows
        if len(here):
            keep = np.ones(batch.num_rows, np.bool_)
            keep[here] = False
            yield batch.filter(pa.array(keep))
        else:
            yield batch
