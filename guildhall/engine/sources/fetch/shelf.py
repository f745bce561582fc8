"""Where originals stand: dated, named by their hash, and a journal that says what has been collected.

`INTO/<source>/<day>/<sha256>.json.gz` holds an answer byte for byte. `INTO/<source>/.journal.jsonl` gets one line for
each window after its original is safely down. Whatever happens in between is asked for again.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from guildhall.engine.sources.fetch.windows import Window, gaps

Outcome = Literal["kept", "empty", "known", "full"]
"""kept: an original was put down; empty: no releases; known: all were held already; full: to be asked for in parts."""
_ORIGINAL = re.compile(r"[0-9a-f]{64}\.json\.gz")


class Entry(Struct, omit_defaults=True):
    """A line of the journal."""

    at: datetime
    window: tuple[datetime, datetime]
    outcome: Outcome
    file: str = ""
    bytes: int = 0
    releases: int = 0
    new: int = 0
    keys: tuple[str, ...] = ()
    encoding: str = ""
    note: str = ""


class Busy(Exception):  # noqa: N818 -- says what happened
    """Another collection is writing to the same folder."""


class Shelf:
    """The folder of one source. Made by `open_shelf`, which keeps others out."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.journal = folder, folder / ".journal.jsonl"
        self.entries = self._read()
        self.held = {key for entry in self.entries if entry.outcome == "kept" for key in entry.keys}
        self._sweep()

    @property
    def done(self) -> list[Window]:
        """Windows that need not be asked for again."""
        return [Window(*entry.window) for entry in self.entries if entry.outcome != "full"]

    def lost(self) -> list[Entry]:
        """Full answers of which some release has not turned up in the narrower ones, though all of those are in."""
        done = self.done
        settled = {entry.window for entry in self.entries if entry.outcome != "full"}
        return [
            entry
            for entry in self.entries
            if entry.outcome == "full"
            and entry.window not in settled
            and not self.held.issuperset(entry.keys)
            and not any(gaps(Window(*entry.window), done))
        ]

    def recent(self, count: int) -> list[datetime]:
        """When the last requests were made, so that a second run does not crowd the first."""
        return [entry.at for entry in self.entries[-count:]]

    def keep(self, window: Window, body: bytes, entry: Entry) -> Entry:
        """Put an original down, then write it into the journal."""
        name = f"{window.day.isoformat()}/{hashlib.sha256(body).hexdigest()}.json.gz"
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, gzip.compress(body, 6, mtime=0))
        entry = msgspec.structs.replace(entry, outcome="kept", file=name, bytes=len(body))
        self.note(entry)
        return entry

    def note(self, entry: Entry) -> None:
        """One line more, on the disk before we go on."""
        with self.journal.open("ab") as file:
            file.write(msgspec.json.encode(entry) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self.entries.append(entry)
        if entry.outcome == "kept":
            self.held.update(entry.keys)

    def _read(self) -> list[Entry]:
        """The journal so far. A line torn by an interruption is cut off: its window is asked for again."""
        if not self.journal.exists():
            return []
        raw = self.journal.read_bytes()
        whole = raw[: raw.rfind(b"\n") + 1]
        if len(whole) < len(raw):
            with self.journal.open("r+b") as file:
                file.truncate(len(whole))
        decoder, entries = msgspec.json.Decoder(Entry), []
        for line in whole.splitlines():
            try:
                entry = decoder.decode(line)
            except msgspec.DecodeError:
                continue
            if entry.outcome != "kept" or (self.folder / entry.file).is_file():
                entries.append(entry)
        return entries

    def _sweep(self) -> None:
        """Take away what an interruption left half done: originals that the journal does not know."""
        known = {entry.file for entry in self.entries}
        for path in self.folder.glob("*/*"):
            if path.suffix == ".new" or (
                _ORIGINAL.fullmatch(path.name) and f"{path.parent.name}/{path.name}" not in known
            ):
                path.unlink()


def _write_whole(path: Path, body: bytes) -> None:
    """On the disk under its name, or not at all."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def open_shelf(into: Path, source: str) -> Iterator[Shelf]:
    """The shelf of a source, held by us alone. The hold ends with the process, however it ends."""
    folder = into / source
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(f"another collection is writing to {folder}") from error
        yield Shelf(folder)


def moment_now(now: datetime) -> datetime:
    """To the second, in UTC."""
    return now.astimezone(UTC).replace(microsecond=0)
