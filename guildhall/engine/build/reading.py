"""Stage one: from the files to spooled notices and rows. Each worker takes pieces of files; nothing is held whole."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from guildhall.engine.build.context import Context
from guildhall.engine.build.inputs import NOT_CONTRACTS, InputFile, digest
from guildhall.engine.build.spool import Writer, keep
from guildhall.engine.records import Issue, Party, Sighting
from guildhall.engine.resolve import process_key
from guildhall.engine.sources import ocds
from guildhall.engine.sources.contracts_finder import table as contracts_finder
from guildhall.engine.sources.council_registers import rows as council_registers
from guildhall.engine.sources.observed_systems import rows as observed_systems
from guildhall.engine.sources.tabular import Report, opening

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
    bytes: int = 0


class Link(NamedTuple):
    """A row of a register names a process: the register's key, the row's name in it, which file says so, the process."""

    key: str
    row: str
    order: str
    process: str


class Done(msgspec.Struct):
    """What became of a piece."""

    number: int
    file: int
    bytes: int = 0
    rows: int = 0
    refused: int = 0
    newest: date | None = None
    """Day of the newest document."""
    links: list[Link] = []
    """Rows of registers that name the process they came of."""

    def saw(self, on: date | None) -> None:
        if on is not None and (self.newest is None or on > self.newest):
            self.newest = on


def pieces(files: list[InputFile], workers: int) -> Iterator[Piece]:
    """All work there is. Large files of lines are cut as they are hashed, so that workers need not wait for the hash."""
    number = 0
    for index, file in enumerate(files):
        for piece in _pieces(file, index, workers):
            yield msgspec.structs.replace(piece, number=number)
            number += 1


def _pieces(file: InputFile, index: int, workers: int) -> Iterator[Piece]:
    whole = Piece(0, index, str(file.path), file.name, file.kind, file.source, bytes=file.bytes)
    lines = file.kind == "ocds_jsonl" and not file.same_as
    if lines and file.bytes > RANGE and _is_plain_lines(file.path):
        yield from _ranges(file, whole)
        return
    if not file.sha256 and not file.problem:
        file.sha256 = digest(file.path)
    if file.same_as or not file.is_read or file.kind in NOT_CONTRACTS:
        return
    if lines and file.bytes > STRIDES_FROM and workers > 1:
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
            block += opened.readline(ocds.LONGEST_LINE)
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
        """One piece, to the end. What is wrong with it is kept with its number."""
        issues: list[Issue] = []
        own = opening.name_of(Path(piece.path))
        severities: Counter[str] = Counter()

        def report(issue: Issue) -> None:
            severities[issue.severity] += 1
            if len(issues) < _MOST_ISSUES:
                name = piece.name + issue.file.removeprefix(own) if issue.file.startswith(own) else issue.file
                issues.append(msgspec.structs.replace(issue, file=name))

        done = Done(piece.number, piece.file)
        try:
            if piece.kind.startswith("ocds_"):
                self._notices(piece, done, report)
            elif piece.kind == "observed_systems":
                self._observations(piece, done, report)
            elif piece.kind == "council_spend":
                self._payments(piece, done, report)
            else:
                self._rows(piece, done, report)
        except OSError as error:  # of the file: what the spool cannot write is a RefusedError
            reason = f"the file could not be read on ({error.strerror}); what came before was used"
            report(Issue(piece.name, "", "refused", "file_unreadable", reason))
        done.refused = severities["refused"]
        if severities.total() > len(issues):
            rest = severities.total() - len(issues)
            reason = f"{rest:,} more issues of this file are counted but not listed"
            issues.append(Issue(piece.name, "", "warning", "issues_many", reason))
        if issues:
            path = self.context.setup.work / "issues" / f"{piece.number:08d}"
            keep(path, msgspec.msgpack.encode(issues))
        self.spool.flush()
        return done

    def wanted(self, buyers: tuple[Party, ...]) -> bool:
        """Whether a council is among the buyers."""
        return bool(self.context.codes_of(buyers))

    def _notices(self, piece: Piece, done: Done, report: Report) -> None:
        for chunk in _chunks(piece, report):
            done.rows += len(chunk.releases)
            done.bytes += sum(map(len, chunk.releases))
            for document in ocds.documents(chunk, piece.name, report, self.wanted):
                done.saw(document.published_on)
                self.spool.add(document.process, document)

    def _rows(self, piece: Piece, done: Done, report: Report) -> None:
        """Rows of a table: each is a contract of its own, or a notice of Contracts Finder."""
        path = Path(piece.path)
        done.bytes = piece.bytes
        read = contracts_finder.read if piece.kind == "contracts_finder_csv" else council_registers.read
        for sighting in read(path, report):
            done.rows += 1
            done.saw(sighting.published_on)
            codes = self.context.codes_of(sighting.buyers)
            if sighting.notice_kind == "register":
                key = process_key(sighting, codes)
                self.spool.add(key, None, sighting)
                if sighting.ocid and codes:
                    done.links.append(Link(key, sighting.local_id, sighting.order, sighting.ocid))
            else:
                self.spool.add(sighting.process, _as_notice(sighting, wanted=bool(codes) or not sighting.buyers))

    def _observations(self, piece: Piece, done: Done, report: Report) -> None:
        found = list(observed_systems.read(Path(piece.path), report))
        done.rows, done.bytes = len(found), piece.bytes
        path = self.context.setup.work / "observations" / f"{piece.number:08d}"
        keep(path, msgspec.msgpack.encode(found))

    def _payments(self, piece: Piece, done: Done, report: Report) -> None:
        """A council's payments, in columns on their way to the table: they join no process."""
        from guildhall.engine.sources.council_spend import bodies, read  # noqa: PLC0415  # loads Arrow

        find = self.context.finder.find
        council = bodies.Bodies(lambda name: find(name).codes, bodies.places(*self.context.setup.councils))
        into = self.context.setup.work / "payments" / f"{piece.number:08d}"
        came = read.read(Path(piece.path), piece.name, council, report, into)
        done.rows, done.bytes = came.payments, piece.bytes
        done.saw(came.newest)


def _as_notice(sighting: Sighting, *, wanted: bool) -> ocds.Document:
    """A table's row that is a notice."""
    said = {claim.field: claim.value for claim in sighting.claims}
    return ocds.Document(
        sighting.source, sighting.process, sighting.document, sighting.notice_kind, sighting.published_on,
        sighting.order, sighting.url, said.get("title", ""), said.get("regime", "unknown"), sighting.buyers,
        (sighting,) if wanted else (),
    )  # fmt: skip


def _chunks(piece: Piece, report: Report) -> Iterator[ocds.Chunk]:
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
