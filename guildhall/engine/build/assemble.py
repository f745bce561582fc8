"""Stage two: one part of the spool to rows of the register. Group, resolve, classify, decide, measure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
import pyarrow as pa

from guildhall.engine import decide, indicators
from guildhall.engine.build import judge, rows, spool
from guildhall.engine.build.claims import Claims
from guildhall.engine.build.context import Context
from guildhall.engine.clean import names
from guildhall.engine.link import suppliers
from guildhall.engine.quality import coverage
from guildhall.engine.records import Issue, Party
from guildhall.engine.register import write
from guildhall.engine.resolve import Group, contracts_of, resolve
from guildhall.engine.sources.ocds.notice import Document

TABLES = ("contracts", "notices", "findings")


class Part(msgspec.Struct, gc=False):
    """What a part of the spool came to, beside the rows it left on disk."""

    number: int
    seen: suppliers.Sightings
    issues: list[Issue]
    documents: dict[str, int]
    """Notices by source, each once."""
    left_out: dict[str, int]
    """Notices and contracts of buyers that are no council, by source."""
    known: coverage.Tally


def spooled(work: Path, table: str, part: int) -> Path:
    return work / "rows" / f"{table}.{part:04d}"


def assemble(context: Context, number: int, on: date, links: spool.Links | None = None) -> Part:
    """The rows of one part. What it yields depends on the part's sightings alone, not on their order."""
    maker = Maker(context, number, on)
    processes: dict[str, list[spool.Spooled]] = {}
    for entry in spool.with_lent(context.setup.work, number, links or {}):
        processes.setdefault(entry.key, []).append(entry)
    for key in sorted(processes):
        maker.process(key, processes.pop(key))
    batches = maker.batches()
    if "contracts" in batches:
        maker.part.known.add(batches["contracts"])
    for table, batch in batches.items():
        write.spool(batch, spooled(context.setup.work, table, number))
    return maker.part


class Maker:
    """Makes the rows of one part."""

    def __init__(self, context: Context, number: int, on: date) -> None:
        self.context = context
        self.on = on
        self.part = Part(number, {}, [], {}, {}, coverage.Tally())
        self.rows = {table: write.Rows(table) for table in TABLES}
        self.claims = Claims()
        self.settings = decide.load()

    def batches(self) -> dict[str, pa.RecordBatch]:
        """The rows made so far, by table."""
        batches = {table: made.batch() for table, made in self.rows.items() if len(made)}
        if len(self.claims):
            batches["claims"] = self.claims.batch()
        return batches

    def process(self, key: str, entries: list[spool.Spooled]) -> None:
        """All that is said of one process: its contracts, and its notices with the contracts they speak of."""
        documents = _distinct([e.document for e in entries if e.document is not None])
        sightings = [s for d in documents for s in d.sightings]
        sightings += [e.row for e in entries if e.row is not None]
        spoken_of: dict[str, list[str]] = {}
        for group in contracts_of(key, sightings, self.context.codes_of) if sightings else ():
            if group.council_codes:
                if self.contract(group):
                    for sighting in (*group.sightings, *group.context):
                        spoken_of.setdefault(sighting.document, []).append(group.contract_id)
            else:
                _count(self.part.left_out, f"contracts:{group.sightings[-1].source}")
        shared = next((d.buyers for d in documents if self.context.codes_of(d.buyers)), ())
        for document in documents:
            self.notice(document, shared, spoken_of.get(document.document, ()))

    def contract(self, group: Group) -> bool:
        """One contract's rows; False if the notices tell of an award that was never made."""
        resolved = resolve(group, self.context.names)
        contract = resolved.contract
        if not resolved.balance and not resolved.mentions:
            last = group.sightings[-1]
            reason = "the notice says nothing of this contract but that there is one; it is left out"
            self.part.issues.append(Issue(last.source, last.document, "refused", "contract_empty", reason))
            return False
        if not contract.suppliers and (contract.status == "cancelled" or _was_not_awarded(group)):
            return False
        contract, found = judge.classified(contract, self.context.products, resolved.proclass, resolved.also_called)
        window = decide.window(
            decide.from_contract(contract, criticality=found.criticality, mobilise_months=found.mobilise_months),
            self.settings,
        )
        sources = {sighting.source for sighting in group.sightings}
        keys = [suppliers.note(self.part.seen, party, sources) for party in contract.suppliers]
        self.rows["contracts"].append(rows.contract(contract, window, found, keys, self.context.setup.is_sample))
        self.claims.add(resolved)
        self.rows["findings"].extend(rows.findings(indicators.measure_all(contract, self.on, window)))
        self.part.issues.extend(resolved.issues)
        return True

    def notice(self, document: Document, shared: tuple[Party, ...], contract_ids: Sequence[str]) -> None:
        """One notice of a council; the others are only counted."""
        _count(self.part.documents, document.source)
        buyers = document.buyers or shared
        codes = self.context.codes_of(buyers)
        if not codes and not contract_ids:
            _count(self.part.left_out, f"notices:{document.source}")
            return
        self.rows["notices"].append((
            document.document, document.process, document.source, document.notice_kind, document.published_on,
            document.title, document.url, buyers[0].name if buyers else "", codes, sorted(set(contract_ids)),
        ))  # fmt: skip


def _distinct(documents: list[Document]) -> list[Document]:
    """Each notice once, whichever and how many files it stands in; should the copies differ, the fuller counts."""
    if len(documents) < 2:
        return documents
    seen: dict[tuple[str, str], Document] = {}
    for document in documents:
        key = (document.source, document.document)
        other = seen.get(key)
        if other is None or _fullness(document) > _fullness(other):
            seen[key] = document
    return [seen[key] for key in sorted(seen)]


def _fullness(document: Document) -> tuple[int, bytes]:
    return sum(len(s.claims) for s in document.sightings), msgspec.msgpack.encode(document)


def _was_not_awarded(group: Group) -> bool:
    """Whether an award notice names nobody, in words such as "Not awarded", where the supplier's name belongs."""
    return any(names.says_no_award(party.name) for sighting in group.sightings for party in sighting.suppliers)


def _count(counts: dict[str, int], key: str) -> None:
    counts[key] = counts.get(key, 0) + 1
