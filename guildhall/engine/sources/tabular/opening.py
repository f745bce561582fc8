"""A file's bytes, unpacked and bounded: gzip, a zip of one file, or as it is. Nothing grows without limit."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

MAX_BYTES = 4_000_000_000
"""No file of the public record unpacks to more; the largest known (all notices of a year) is a fifth of it."""
MAX_WORKBOOK_BYTES = 600_000_000
BOMB = "the file unpacks to more than any public record should hold; it may be a zip bomb"
_BOMB_FROM, _BOMB_RATIO = 1 << 26, 150
MAX_WORKBOOK_PARTS = 2_000
READABLE = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".xls", ".ods", ".gz")


class Refused(Exception):  # noqa: N818 -- it is an answer, not a fault
    """The file cannot be read; the message says why in words for the person who gave it."""


def name_of(path: Path) -> str:
    """A file's name as it can be shown and kept: bytes that are no text and control characters are replaced."""
    name = os.fsencode(path.name).decode("utf-8", "replace")
    return name if name.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in name)


def is_bomb(packed: int, unpacked: int) -> bool:
    """Public records shrink to a tenth, the most repetitive to a fiftieth; a bomb to a thousandth."""
    return unpacked > _BOMB_FROM and unpacked > packed * _BOMB_RATIO


class _Bounded(io.RawIOBase):
    """Bytes of a stream up to a limit; beyond it the file is refused, not cut short."""

    def __init__(self, stream: IO[bytes], limit: int, packed: IO[bytes] | None = None) -> None:
        super().__init__()
        self._stream, self._left, self._packed, self._had = stream, limit, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed says Buffer
        try:
            data = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise Refused(f"the compressed file is damaged ({error})") from error
        self._left -= len(data)
        self._had += len(data)
        if self._left < 0 or (self._packed is not None and is_bomb(self._packed.tell(), self._had)):
            raise Refused(BOMB)
        buffer[: len(data)] = data
        return len(data)


def magic(head: bytes) -> str:
    """What the first bytes say: gzip, zip, ole, pdf, html … or empty for text."""
    for mark, kind in (
        (b"\x1f\x8b", "gzip"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"\xd0\xcf\x11\xe0", "ole"),
        (b"%PDF", "pdf"), (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"),
        (b"SQLite format 3", "database"), (b"PAR1", "parquet"), (b"7z\xbc\xaf", "7z"), (b"Rar!", "rar"),
        (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"), (b"(\xb5/\xfd", "zstandard"), (b"\x7fELF", "program"), (b"MZ\x90", "program"),
        (b"{\\rtf", "rtf"),
    ):  # fmt: skip
        if head.startswith(mark):
            return kind
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<script")):
        return "html"
    return "xml" if start.startswith(b"<?xml") else ""


def workbook_kind(path: Path | IO[bytes]) -> str:
    """`xlsx`, `ods` or empty for another kind of zip file."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return "xlsx"
    return "ods" if "mimetype" in names and "content.xml" in names else ""


def _only_member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [
        info
        for info in archive.infolist()
        if not info.is_dir()
        and not info.filename.startswith("__MACOSX/")
        and not Path(info.filename).name.startswith(".")
    ]
    readable = [info for info in members if info.filename.lower().endswith(READABLE)]
    chosen = members if len(members) == 1 else readable
    if not chosen:
        raise Refused("the zip file holds no table")
    if len(chosen) > 1:
        names = ", ".join(sorted(info.filename for info in chosen)[:4])
        raise Refused(f"the zip file holds {len(chosen)} files ({names} …); unpack it and give the folder")
    if chosen[0].flag_bits & 1:
        raise Refused("the zip file is locked with a password")
    return chosen[0]


@contextmanager
def stream(path: Path, limit: int | None = None) -> Iterator[tuple[IO[bytes], str]]:
    """The unpacked bytes and, for a zip, the name of the one file inside it. Raises Refused with a reason."""
    limit = MAX_BYTES if limit is None else limit
    try:
        raw = path.open("rb")
    except OSError as error:
        raise Refused(f"the file cannot be opened ({error.strerror or error})") from error
    with raw:
        kind = magic(raw.read(16))
        raw.seek(0)
        if kind == "gzip":
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield io.BufferedReader(_Bounded(unpacked, limit, raw), 1 << 18), ""  # type: ignore[arg-type]  # GzipFile reads bytes
        elif kind == "zip" and not workbook_kind(path):
            try:
                archive = zipfile.ZipFile(raw)
            except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
                raise Refused(f"the zip file is damaged ({error})") from error
            with archive:
                member = _only_member(archive)
                try:
                    unpacked_member = archive.open(member)
                except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
                    raise Refused(f"the zip file is damaged ({error})") from error
                with unpacked_member:
                    bounded = _Bounded(unpacked_member, limit, raw)
                    yield io.BufferedReader(bounded, 1 << 18), member.filename
        else:
            yield io.BufferedReader(_Bounded(raw, limit), 1 << 18), ""


def head(path: Path, size: int = 1 << 18) -> tuple[bytes, str]:
    """The first unpacked bytes, and the name of the file inside a zip."""
    with stream(path) as (unpacked, member):
        parts: list[bytes] = []
        while size > 0 and (part := unpacked.read(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts), member
