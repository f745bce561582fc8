"""Sightings on their way from reading to resolving: spooled to disk in parts, so that memory does not grow with input.

Everything about one process lands in the same part, because the part follows from the process's name alone.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from guildhall.engine.records import Sighting
from guildhall.engine.register.swap import RefusedError
from guildhall.engine.sources.ocds.notice import Document

BLOCK = 256
_LENGTH = struct.Struct("<I")
_encode = msgspec.msgpack.Encoder().encode


class Spooled(msgspec.Struct, array_like=True, gc=False):
    """A notice with its sightings, or a table's row as a sighting, and the key of all that may belong with it."""

    key: str
    document: Document | None
    row: Sighting | None


_decode = msgspec.msgpack.Decoder(list[Spooled]).decode


def part_of(key: str, parts: int) -> int:
    return zlib.crc32(key.encode()) % parts


class Writer:
    """One worker's spool: a file for each part, written in blocks."""

    def __init__(self, folder: Path, parts: int) -> None:
        self.folder = folder
        self.held: list[list[Spooled]] = [[] for _ in range(parts)]

    def add(self, key: str, document: Document | None, row: Sighting | None = None) -> None:
        part = part_of(key, len(self.held))
        held = self.held[part]
        held.append(Spooled(key, document, row))
        if len(held) >= BLOCK:
            self._write(part)

    def flush(self) -> None:
        """All that is held goes to disk; called at the end of every piece of work."""
        for part, held in enumerate(self.held):
            if held:
                self._write(part)

    def _write(self, part: int) -> None:
        block = _encode(self.held[part])
        self.held[part] = []
        # Opened anew for each block: a build may have more parts than a process may have files open.
        keep(self.folder / f"{part:04d}.{os.getpid()}", _LENGTH.pack(len(block)) + block)


def keep(path: Path, data: bytes) -> None:
    """Append to a file of the working folder. Buffered, for only so is all of it written or the want of room noticed."""
    try:
        with path.open("ab") as file:
            file.write(data)
    except OSError as error:
        raise RefusedError(f"the working folder beside the register cannot be written to: {error.strerror}") from error


def read(folder: Path, part: int) -> Iterator[Spooled]:
    """Every sighting of a part, in no particular order."""
    for path in sorted(folder.glob(f"{part:04d}.*")):
        with path.open("rb") as file:
            while head := file.read(_LENGTH.size):
                yield from _decode(file.read(_LENGTH.unpack(head)[0]))


Links = dict[str, dict[str, str]]
"""Register's key to the names of rows to the process that each names."""


def lend(work: Path, parts: int, number: int, links: Links) -> None:
    """Write the rows of a part that name a process into that process's part, all quarters' words on one row together."""
    writer = Writer(work / "lent", parts)
    for entry in read(work / "spool", number):
        process = _lent_to(entry, links)
        if process:
            writer.add(process, None, entry.row)
    writer.flush()


def with_lent(work: Path, number: int, links: Links) -> Iterator[Spooled]:
    """A part's own entries but for the rows it lent, and the rows lent to it."""
    for entry in read(work / "spool", number):
        if not (links and _lent_to(entry, links)):
            yield entry
    yield from read(work / "lent", number)


def _lent_to(entry: Spooled, links: Links) -> str:
    return links.get(entry.key, {}).get(entry.row.local_id, "") if entry.row is not None else ""
