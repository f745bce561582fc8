"""What a worker can be asked to do. Each process prepares itself once and keeps what it knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from guildhall.engine.build import spool
from guildhall.engine.build.context import Context
from guildhall.engine.build.outcome import Gathered, Setup
from guildhall.engine.build.reading import Done, Piece, Reader
from guildhall.engine.build.spool import Links
from guildhall.engine.register.places import Written

_HELD: dict[str, Any] = {}
NO_DAY = date(1970, 1, 1)
"""The day of an input none of whose documents has a day."""


def prepare(setup: Setup) -> None:
    """Get ready, in the process that will do the work."""
    _HELD.clear()
    _HELD["context"] = context = Context(setup)
    _HELD["reader"] = Reader(context)


def read(piece: Piece) -> Done:
    reader: Reader = _HELD["reader"]
    return reader.read(piece)


def lend(order: tuple[int, Links]) -> None:
    """Rows of one part that name a process go to that process's part; they are left out of their own."""
    context: Context = _HELD["context"]
    number, links = order
    spool.lend(context.setup.work, context.setup.parts, number, links)


# Arrow is loaded when it is first needed, so that reading stays small.


def assemble(order: tuple[int, date | None, Links]) -> int:
    """One part of the spool; the number of its contracts comes back."""
    from guildhall.engine.build import assemble as stage  # noqa: PLC0415  # loads Arrow

    context: Context = _HELD["context"]
    number, on, links = order
    part = stage.assemble(context, number, on or NO_DAY, links)
    (context.setup.work / "parts" / f"{number:04d}").write_bytes(msgspec.msgpack.encode(part))
    return part.known.contracts


def gather(order: tuple[str, Path, Mapping[str, tuple[int, int]], date | None]) -> Gathered:
    """Some of the tables, whole."""
    from guildhall.engine.build import gather as stage  # noqa: PLC0415  # loads Arrow

    context: Context = _HELD["context"]
    which, home, rows, on = order
    folder = context.setup.work / "new"
    if which == "bulk":
        return stage.bulk(context, folder)
    return stage.derived(context, folder, home, rows, on or NO_DAY)


def describe(order: tuple[Sequence[Mapping[str, Any]], Mapping[str, Written], Mapping[str, Any] | None]) -> None:
    """Manifest and data package of the new register."""
    from guildhall.engine.build import settings  # noqa: PLC0415  # reads YAML
    from guildhall.engine.register import describe as words  # noqa: PLC0415  # loads Arrow

    context: Context = _HELD["context"]
    inputs, tables, replaced = order
    folder, is_sample = context.setup.work / "new", context.setup.is_sample
    words.write_datapackage(folder, tables, is_sample=is_sample)
    words.write_manifest(
        folder, is_sample=is_sample, inputs=inputs, tables=tables, settings=settings.dated(), replaced=replaced
    )
