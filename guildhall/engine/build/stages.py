"""The stages of a build in order, and the guard before the register is swapped in."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path

import msgspec

from guildhall.engine.build import archive, inputs, reading, worker
from guildhall.engine.build.inputs import InputFile
from guildhall.engine.build.outcome import Gathered, Lost, Setup
from guildhall.engine.build.pool import Pool, default_workers
from guildhall.engine.build.progress import Progress
from guildhall.engine.build.reading import Link
from guildhall.engine.build.spool import Links, part_of
from guildhall.engine.register import swap
from guildhall.engine.register.swap import RefusedError

PART_BYTES = 8 << 20
"""Bytes of input to a part of the spool: a part fits in memory many times over."""
MOST_PARTS = 400
UNPACKS = 8
"""How much larger a compressed file of notices is when unpacked."""
ALONE_BELOW = 6 << 20
"""Input smaller than this is built by one process: starting others takes longer."""


class Built(msgspec.Struct, frozen=True):
    """What a build came to."""

    home: Path
    contracts: int
    councils: int
    files: int
    unread: int
    refused: int
    rows: int
    seconds: float
    replaced: Lost | None

    def words(self) -> str:
        parts = [
            (
                f"{self.contracts:,} contracts of {self.councils:,} councils from {self.rows:,} notices and rows "
                f"in {self.files:,} files, in {self.seconds:.1f} s: {self.home}"
            )
        ]
        if self.unread or self.refused:
            parts.append(
                f"{self.unread:,} files not read and {self.refused:,} rows refused; the table `issues` gives the reasons"
            )
        return "\n".join(parts)


def build(
    given: Sequence[Path],
    home: Path,
    *,
    workers: int | None = None,
    may_lose: float = 0.2,
    progress: Progress | None = None,
) -> Built:
    """Build a register from files and folders. Raises RefusedError; what was there before is then untouched."""
    # Links are followed first, or the link itself would change places with the new register.
    place = Path(os.path.realpath(home))
    try:
        str(place).encode()  # Arrow names files in UTF-8 only
        built = _build(given, place, workers, may_lose, progress or Progress(quiet=True))
    except BrokenProcessPool as error:
        raise RefusedError("one of the processes of the build was killed, perhaps for want of memory") from error
    except MemoryError as error:
        raise RefusedError("there is not enough memory for this build; try --workers 1") from error
    except UnicodeEncodeError as error:
        raise RefusedError("the register's folder has a name that is no text: give it another") from error
    except OSError as error:
        raise RefusedError(f"{home} cannot be written: {error.strerror or error}") from error
    return msgspec.structs.replace(built, home=home)


def _build(given: Sequence[Path], home: Path, workers: int | None, may_lose: float, progress: Progress) -> Built:
    began = time.monotonic()
    files = inputs.find(given, home)
    with swap.workroom(home) as work:
        for name in ("spool", "lent", "parts", "rows", "issues", "observations", "payments", "new"):
            (work / name).mkdir()
        plan = inputs.plan(files, work)
        size = sum(unpacked(f) for f in files if f.is_read)
        parts = max(1, min(MOST_PARTS, size // PART_BYTES))
        count = workers or (1 if size < ALONE_BELOW else default_workers())
        is_sample = any(f.is_sample for f in files)
        setup = Setup(work, parts, plan.councils, plan.successions, is_sample, plan.products, plan.judgements)
        pool = Pool(count, worker.prepare, (setup,))
        try:
            on, named = _read(files, pool, progress)
            links = by_part(named, parts)
            _assemble(parts, on, links, pool, progress)
            gathered = _gather(files, home, on, pool, progress)
            _guard(gathered.lost, may_lose, is_sample=is_sample, home=home)
            _describe(files, gathered, pool)
            archive.prepare(setup, links, on, work / "new" / "manifest.json")
        except BaseException:
            pool.close(at_once=True)
            raise
        pool.close()
        swap.swap(work / "new", home)
        archive.put(work, home)
    return Built(
        home, gathered.tables["contracts"].rows, gathered.councils, len(files), sum(not f.is_read for f in files),
        sum(f.refused for f in files), sum(f.rows for f in files), time.monotonic() - began, gathered.lost,
    )  # fmt: skip


def unpacked(file: InputFile) -> int:
    return file.bytes * (UNPACKS if file.path.suffix == ".gz" else 1)


def _read(files: list[InputFile], pool: Pool, progress: Progress) -> tuple[date | None, list[Link]]:
    """Stage one. The day of the newest document comes back, for findings that depend on a day are those of that day; so
    do the rows of registers that name a process.
    """
    links: list[Link] = []
    newest: date | None = None
    progress.start("Reading", sum(unpacked(f) for f in files if f.is_read) / 1e6, "MB")
    for done in pool.run(worker.read, reading.pieces(files, pool.workers)):
        file = files[done.file]
        file.rows += done.rows
        file.refused += done.refused
        links += done.links
        if done.newest is not None and (newest is None or done.newest > newest):
            newest = done.newest
        progress.add(done.bytes / 1e6)
    rows = sum(f.rows for f in files)
    progress.finish(f"Read {rows:,} notices and rows of {sum(f.is_read for f in files):,} files")
    return newest, links


def by_part(links: Sequence[Link], parts: int) -> dict[int, Links]:
    """The newest file's word on which process a row came of, by the part that holds the row."""
    found: dict[int, Links] = {}
    for link in sorted(links, key=lambda link: (link.order, link.process)):
        found.setdefault(part_of(link.key, parts), {}).setdefault(link.key, {})[link.row] = link.process
    return found


def _assemble(parts: int, on: date | None, links: dict[int, Links], pool: Pool, progress: Progress) -> None:
    progress.start("Resolving", parts, "parts")
    contracts = 0
    for _ in pool.run(worker.lend, sorted(links.items())):
        pass
    for made in pool.run(worker.assemble, ((number, on, links.get(number, {})) for number in range(parts))):
        contracts += made
        progress.add(1)
    progress.finish(f"Resolved {contracts:,} contracts")


def _gather(files: list[InputFile], home: Path, on: date | None, pool: Pool, progress: Progress) -> Gathered:
    progress.start("Writing", 2, "of the tables")
    rows: dict[str, tuple[int, int]] = {}
    for file in files:
        if file.rows and file.source:
            total, refused = rows.get(file.source, (0, 0))
            rows[file.source] = total + file.rows, refused + file.refused
    whole = Gathered({})
    for made in pool.run(worker.gather, [("derived", home, rows, on), ("bulk", home, rows, on)], letting_go=True):
        whole.tables |= made.tables
        whole.lost = made.lost or whole.lost
        whole.councils = made.councils or whole.councils
        progress.add(1)
    progress.finish("Wrote the tables")
    return whole


def _guard(lost: Lost | None, may_lose: float, *, is_sample: bool, home: Path) -> None:
    """A build that would lose much of what is held is more often a fault than a wish."""
    if lost is None or not lost.held or (lost.is_sample and not is_sample):
        return
    if lost.lost / lost.held <= may_lose:
        return
    sources = ", ".join(f"{count:,} from {source}" for source, count in lost.by_source.items())
    raise RefusedError(
        f"{lost.lost:,} of the {lost.held:,} contracts in {home} would be lost ({sources}), more than the "
        f"{may_lose:.0%} allowed. Nothing was changed. Check the input, or allow it with --may-lose "
        f"{min(1.0, lost.lost / lost.held + 0.005):.2f}."
    )


def _describe(files: list[InputFile], gathered: Gathered, pool: Pool) -> None:
    listed = [
        {
            name: getattr(f, name)
            for name in ("name", "sha256", "bytes", "kind", "source", "encoding", "rows", "refused")
        }
        | ({"same_as": f.same_as} if f.same_as else {})
        for f in files
    ]
    lost = gathered.lost
    # Only what is gone is told: a build that loses nothing is the same to the byte wherever it goes.
    replaced = {"held": lost.held, "lost": lost.lost, "by_source": lost.by_source} if lost and lost.lost else None
    for _ in pool.run(worker.describe, [(listed, gathered.tables, replaced)]):
        pass
