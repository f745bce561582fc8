"""Stage one: from the files to spooled notices and rows. Each worker takes pieces of files; nothing is held whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from guildhall.engine.build.context import Context
from guildhall.engine.build.inputs import InputFile, digest
from guildhall.engine.build.spool import Writer
from guildhall.engine.records import Issue, Party
from guildhall.engine.sources import ocds

RANGE = 1 << 22
"""Bytes of JSON lines in one piece of work."""
STRIDES_FROM = 1 << 20
"""Compressed lines shorter than this are left to one worker; longer ones every worker unpacks and reads in turn."""
_MOST_ISSUES = 10_000


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """Part of a file: bytes `start` to `end` beginning with line `first`, or every `of`th chunk from the `turn`th."""

    number: int
    """Its place among all pieces, so that what is said of it can be put in order."""
    file: int
    path: str
    name: str
    kind: str
    source: str
    start: int = 0
    end: int = -1
    first: int = 1
    turn: int = 0
    of: int = 1


class Done(msgspec.Struct):
    """What became of a piece."""

    number: int
    file: int
    bytes: int
    rows: int
    refused: int
    newest: date | None
    """Day of the newest document."""


def pieces(files: list[InputFile], workers: int) -> Iterator[Piece]:
    """All work there is. Large files of lines are cut as they are hashed, so that workers need not wait for the hash."""
    number = 0
    for index, file in enumerate(files):
        for piece in _pieces(file, index, workers):
            yield msgspec.structs.replace(piece, number=number)
            number += 1


def _pieces(file: InputFile, index: int, workers: int) -> Iterator[Piece]:
    whole = Piece(0, index, str(file.path), file.name, file.kind, file.source)
    if file.same_as or file.kind in {"", "councils", "successions"}:
        if not file.sha256:
            file.sha256 = digest(file.path)
        return
    if file.kind == "ocds" and file.bytes > RANGE and _is_plain_lines(file.path):
        yield from _ranges(file, whole)
        return
    if not file.sha256:
        file.sha256 = digest(file.path)
    if file.kind == "ocds" and file.bytes > STRIDES_FROM and file.path.suffix == ".gz" and workers > 1:
        for turn in range(workers):
            yield msgspec.structs.replace(whole, turn=turn, of=workers)
    else:
        yield whole


def _is_plain_lines(path: Path) -> bool:
    with path.open("rb") as opened:
        return ocds.is_lines(opened.readline(1 << 22))


def _ranges(file: InputFile, whole: Piece) -> Iterator[Piece]:
    """Cuts at line ends, counting lines and hashing on the way."""
    hashed = hashlib.sha256()
    start = line = 0
    with file.path.open("rb") as opened:
        while True:
            block = opened.read(RANGE)
            if not block:
                break
            block += opened.readline()
            hashed.update(block)
            yield msgspec.structs.replace(whole, start=start, end=start + len(block), first=line + 1)
            start += len(block)
            line += block.count(b"\n")
    file.sha256 = hashed.hexdigest()


class Reader:
    """One worker's hands: reads pieces, spools what concerns councils, keeps what is to be complained of."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.spool = Writer(context.setup.work / "spool", context.setup.parts)

    def read(self, piece: Piece) -> Done:
        issues: list[Issue] = []

        def report(issue: Issue) -> None:
            if len(issues) < _MOST_ISSUES:
                issues.append(issue)

        if piece.kind == "ocds":
            done = self._notices(piece, report)
        else:
            raise NotImplementedError
        done.refused = sum(issue.severity == "refused" for issue in issues)
        if issues:
            path = self.context.setup.work / "issues" / f"{piece.number:08d}"
            path.write_bytes(msgspec.msgpack.encode(issues))
        self.spool.flush()
        return done

    def _notices(self, piece: Piece, report: ocds.streams.Report) -> Done:
        rows = size = 0
        newest: date | None = None
        for chunk in _chunks(piece, report):
            rows += len(chunk.releases)
            size += sum(map(len, chunk.releases))
            for document in ocds.documents(chunk, piece.name, report, self.wanted):
                on = document.published_on
                if on is not None and (newest is None or on > newest):
                    newest = on
                self.spool.add(document.process, document)
        return Done(piece.number, piece.file, size, rows, 0, newest)

    def wanted(self, buyers: tuple[Party, ...]) -> bool:
        """Whether a council is among the buyers."""
        return bool(self.context.codes_of(buyers))


def _chunks(piece: Piece, report: ocds.streams.Report) -> Iterator[ocds.Chunk]:
    path = Path(piece.path)
    if piece.end >= 0:
        with path.open("rb") as opened:
            opened.seek(piece.start)
            data = opened.read(piece.end - piece.start)
        lines = data.split(b"\n")
        if not lines[-1]:
            lines.pop()
        del data
        yield ocds.Chunk("line", piece.first, lines)
        return
    said = report if piece.turn == 0 else _silent  # what is wrong with the file itself is said once
    for number, chunk in enumerate(ocds.chunks(path, piece.name, said)):
        if number % piece.of == piece.turn:
            yield chunk


def _silent(_: Issue) -> None:
    pass
