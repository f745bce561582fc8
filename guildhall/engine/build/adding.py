"""Adds a day's notices to a register that stands: the cost follows the day, not the archive.

Only the processes that the day speaks of are resolved again, out of all that was ever read of them; their rows lie in
the folder `added` of the register and stand in for the older ones wherever it is read. What follows from the whole
(markets, likenesses, payments, coverage, new joinings of suppliers) stays as it was until the next whole build.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
import pyarrow as pa

from guildhall.engine.build import archive, assemble, inputs, reading, spool, stages
from guildhall.engine.build.context import Context
from guildhall.engine.build.inputs import InputFile
from guildhall.engine.build.reading import Reader
from guildhall.engine.build.spool import Spooled
from guildhall.engine.link import suppliers
from guildhall.engine.records import Issue
from guildhall.engine.register import added, swap, write
from guildhall.engine.register.read import open_register
from guildhall.engine.register.swap import RefusedError

NO_DAY = date(1970, 1, 1)
WHOLE_ONLY = frozenset({"council_spend", "observed_systems", *inputs.NOT_CONTRACTS})
"""Kinds of files that concern the whole register, so that only a whole build takes them in."""


class Added(msgspec.Struct, frozen=True):
    """What adding came to."""

    home: Path
    rows: int
    """Notices and rows read."""
    processes: int
    contracts: int
    """Contracts made or made anew."""
    new: int
    seconds: float

    def words(self) -> str:
        return (
            f"{self.rows:,} notices and rows on {self.processes:,} purchases: {self.new:,} new contracts, "
            f"{self.contracts - self.new:,} looked at again, in {self.seconds:.1f} s: {self.home}"
        )


def add(given: Sequence[Path], home: Path) -> Added:
    """Add files to the register in a folder. Raises RefusedError; what was there before is then untouched."""
    began = time.monotonic()
    place = Path(os.path.realpath(home))
    try:
        with swap.workroom(place) as work:
            done = _add(given, place, work)
    except OSError as error:
        raise RefusedError(f"{home} cannot be written: {error.strerror or error}") from error
    return msgspec.structs.replace(done, home=home, seconds=time.monotonic() - began)


def _add(given: Sequence[Path], home: Path, work: Path) -> Added:
    kept = archive.Archive(home)
    for name in ("spool", "lent", "parts", "issues", "observations", "payments", "added"):
        (work / name).mkdir()
    files = inputs.find(given, home)
    if any(file.is_sample for file in files) != kept.kept.is_sample:
        raise RefusedError("a register holds either the sample or real data, never both")
    inputs.plan(files, work)
    context = Context(kept.setup(work))
    left = [_left_out(file) for file in files if file.is_read and file.kind in WHOLE_ONLY]
    on, links = _read(context, [file for file in files if file.kind not in WHOLE_ONLY], kept.kept.on)
    for number, these in links.items():
        spool.lend(work, context.setup.parts, number, these)
    entries: dict[str, list[Spooled]] = {}
    for number in range(context.setup.parts):
        for entry in spool.with_lent(work, number, links.get(number, {})):
            entries.setdefault(entry.key, []).append(entry)
    before = assemble.Maker(context, 0, on)
    now = assemble.Maker(context, 0, on)
    older: dict[str, list[Spooled]] = {}
    for entry in kept.entries(entries):
        older.setdefault(entry.key, []).append(entry)
    for key in sorted(entries):
        if key in older:
            before.process(key, older[key])
        now.process(key, [*older.get(key, ()), *entries[key]])
    gone = {table: _names(before, table) for table in ("contracts", "notices")}
    told = _names(now, "contracts")
    made = now.batches()
    made["contracts"], made["suppliers"] = _linked(made.get("contracts"), now.part.seen, kept, context)
    issues = [*left, *now.part.issues, *_issues(work)]
    made["issues"] = write.table_of("issues", [_row(issue) for issue in issues])
    added.write(home, work / "added", made, gone, _told(files, on))
    kept.append(work, _mark(files), links)
    added.swap(work / "added", home)
    rows = sum(file.rows for file in files)
    return Added(home, rows, len(entries), len(told), len(told - gone["contracts"]), 0.0)


def _read(context: Context, files: list[InputFile], on: date | None) -> tuple[date, dict[int, spool.Links]]:
    """Stage one, in this process."""
    reader = Reader(context)
    named = []
    for piece in reading.pieces(files, 1):
        done = reader.read(piece)
        files[done.file].rows += done.rows
        files[done.file].refused += done.refused
        named += done.links
        if done.newest is not None and (on is None or done.newest > on):
            on = done.newest
    return on or NO_DAY, stages.by_part(named, context.setup.parts)


def _names(maker: assemble.Maker, table: str) -> set[str]:
    """What the rows of a table are called that were made so far."""
    return {row[0] for row in maker.rows[table].rows}


def _linked(
    contracts: pa.RecordBatch | None, seen: suppliers.Sightings, kept: archive.Archive, context: Context
) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """Contracts with the suppliers of the last whole build, and those it had not seen."""
    of = _known(seen, kept.suppliers())
    fresh = suppliers.identified({key: seen[key] for key in seen if key not in of}, context.judgements)
    of |= fresh.of
    with open_register(kept.home) as register:
        held = set(register.table("suppliers", ["supplier_id"])["supplier_id"].to_pylist())
    new = [_row(each) | {"contracts": 0, "councils": 0} for each in fresh.suppliers if each.supplier_id not in held]
    rows = write.table_of("suppliers", new)
    if contracts is None:
        return write.table_of("contracts", []), rows
    keys = contracts.column("supplier_ids").to_pylist()
    ids = [list(dict.fromkeys(of[key] for key in row)) for row in keys]
    at = contracts.schema.get_field_index("supplier_ids")
    return contracts.set_column(at, contracts.schema.field(at), pa.array(ids, contracts.schema.field(at).type)), rows


def _known(seen: suppliers.Sightings, linked: Mapping[str, str]) -> dict[str, str]:
    """Mentions that the last whole build knew: the same one, else one of its ids, else its name if only one bears it."""
    of = {key: linked[key] for key in seen if key in linked}
    rest = {key: seen[key] for key in seen if key not in of}
    wanted = {id_ for each in rest.values() for id_ in each.ids} | {each.name_key for each in rest.values()}
    by_sign: dict[str, set[str]] = {}
    for key, supplier_id in linked.items() if rest else ():
        ids, _, name_key = key.partition("#")
        for sign in wanted.intersection((*ids.split("|"), name_key)):
            by_sign.setdefault(sign, set()).add(supplier_id)
    for key, each in rest.items():
        for sign in (*each.ids, each.name_key):
            found = by_sign.get(sign, set())
            if len(found) == 1:
                of[key] = next(iter(found))
                break
    return of


def _left_out(file: InputFile) -> Issue:
    reason = "The file was not added: what it tells concerns the whole register; build that as a whole to take it in."
    return Issue(file.name, "", "refused", "whole_build_needed", reason)


def _issues(work: Path) -> Iterable[Issue]:
    decode = msgspec.msgpack.Decoder(list[Issue]).decode
    for path in sorted((work / "issues").iterdir()):
        yield from decode(path.read_bytes())


def _row(struct: msgspec.Struct) -> dict[str, object]:
    return {name: value if value != "" else None for name, value in msgspec.structs.asdict(struct).items()}


def _mark(files: Sequence[InputFile]) -> str:
    """A name for this input."""
    return hashlib.sha256("".join(inputs.digest(file.path) for file in files).encode()).hexdigest()[:16]


def _told(files: Sequence[InputFile], on: date) -> dict[str, object]:
    return {
        "inputs": [{"name": file.name, "sha256": inputs.digest(file.path), "rows": file.rows} for file in files],
        "on": on.isoformat(),
    }
