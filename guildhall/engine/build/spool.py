"""Sightings on their way from reading to resolving: spooled to disk in parts, so that memory does not grow with input.

Everything about one process lands in the same part, because the part follows from the process's name alone.
"""

from __future__ import annotations

import mmap
import os
import struct
import zlib
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

import msgspec

from guildhall.engine.records import Sighting
from guildhall.engine.register.swap import RefusedError
from guildhall.engine.sources.ocds.notice import Document

BLOCK = 256
_HEAD = struct.Struct("<II")
"""Bytes of a block, and how many entries; then a checksum of each entry's key, so that one can be found again."""
_encode = msgspec.msgpack.Encoder().encode


class Spooled(msgspec.Struct, array_like=True, gc=False):
    """A notice with its sightings, or a table's row as a sighting, and the key of all that may belong with it."""

    key: str
    document: Document | None
    row: Sighting | None


_decode = msgspec.msgpack.Decoder(list[Spooled]).decode


def mark_of(key: str) -> int:
    return zlib.crc32(key.encode())


def part_of(key: str, parts: int) -> int:
    return mark_of(key) % parts


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
        held = self.held[part]
        block = _encode(held)
        marks = struct.pack(f"<{len(held)}I", *[mark_of(entry.key) for entry in held])
        self.held[part] = []
        # Opened anew for each block: a build may have more parts than a process may have files open.
        head = _HEAD.pack(len(block), len(held)) + marks
        keep(self.folder / f"{part:04d}.{os.getpid()}", head + block)


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
            while head := file.read(_HEAD.size):
                size, count = _HEAD.unpack(head)
                file.seek(4 * count, os.SEEK_CUR)
                yield from _decode(file.read(size))


def find(path: Path, keys: Mapping[int, Container[str]]) -> Iterator[Spooled]:
    """Every entry of a file under some keys, given by their marks. Blocks without any are passed over unread."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
        place, end = 0, len(held)
        while place < end:
            size, count = _HEAD.unpack_from(held, place)
            marks = struct.unpack_from(f"<{count}I", held, place + _HEAD.size)
            place += _HEAD.size + 4 * count
            if not keys.keys().isdisjoint(marks):
                for entry in _decode(held[place : place + size]):
                    if entry.key in keys.get(mark_of(entry.key), ()):
                        yield entry
            place += size


Links = dict[str, dict[str, str]]
"""Register's key to the names of rows to the process that each names."""


def lend(work: Path, parts: int, number: int, links: Links) -> None:
    """Write the rows of a part that name a process into that process's part, all quarters' words on one row together."""
    writer = Writer(work / "lent", parts)
    for entry in read(work / "spool", number):
        process = lent_to(entry, links)
        if process:
            writer.add(process, None, entry.row)
    writer.flush()


def with_lent(work: Path, number: int, links: Links) -> Iterator[Spooled]:
    """A part's own entries but for the rows it lent, and the rows lent to it."""
    for entry in read(work / "spool", number):
        if not (links and lent_to(entry, links)):
            yield entry
    yield from read(work / "lent", number)


def lent_to(entry: Spooled, links: Links) -> str:
    """The process that a register's row was lent to, if it was."""
    return links.get(entry.key, {}).get(entry.row.local_id, "") if entry.row is not None else ""
