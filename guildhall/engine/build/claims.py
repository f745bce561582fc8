"""The register's `claims`, written column by column: some seventeen rows a contract, which share few documents."""

from __future__ import annotations

import pyarrow as pa

from guildhall.engine.register.tables import TABLES
from guildhall.engine.resolve import Resolved
from guildhall.engine.resolve.facts import basis_of, shown

SCHEMA = TABLES["claims"]
_OF_DOCUMENT = ("contract_id", "source", "document", "url", "seen_on")


class Claims:
    """Claims of many contracts. What all claims of one document share is held once and repeated by Arrow."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.own: dict[str, list[str]] = {name: [] for name in SCHEMA.names if name not in _OF_DOCUMENT}
        self.of_document: dict[str, list[object]] = {name: [] for name in _OF_DOCUMENT}
        self.at: list[int] = []
        """Which document each claim is of."""

    def __len__(self) -> int:
        return len(self.at)

    def add(self, resolved: Resolved) -> None:
        """All that is claimed of one contract, field by field; the suppliers last."""
        base = len(self.of_document["document"])
        told = resolved.sightings
        shared = self.of_document
        shared["contract_id"] += [resolved.contract.contract_id] * len(told)
        shared["source"] += [s.source for s in told]
        shared["document"] += [s.document for s in told]
        shared["url"] += [s.url for s in told]
        shared["seen_on"] += [s.published_on for s in told]
        entries = [entry for entries in resolved.balance.values() for entry in entries]
        claims = [entry.claim for entry in entries]
        own = self.own
        self.at += [base + entry.age for entry in entries]
        own["field"] += [claim.field for claim in claims]
        own["value"] += [claim.value if len(claim.value) < 500 else shown(claim.value) for claim in claims]
        own["basis"] += [entry.basis for entry in entries]
        own["path"] += [claim.path for claim in claims]
        own["state"] += [entry.state for entry in entries]
        own["note"] += [entry.note for entry in entries]
        if resolved.mentions:
            place = {id(sighting): base + number for number, sighting in enumerate(told)}
            for mention in resolved.mentions:
                self.at.append(place[id(mention.sighting)])
                own["field"].append("supplier")
                own["value"].append(mention.party.name)
                own["basis"].append(basis_of(mention.sighting))
                own["path"].append(mention.party.path)
                own["state"].append(mention.state)
                own["note"].append(mention.note)

    def batch(self) -> pa.RecordBatch:
        """Everything added so far; then starts afresh."""
        at = pa.array(self.at, pa.int32())
        arrays = []
        for field in SCHEMA:
            if field.name in self.own:
                arrays.append(pa.array(self.own[field.name], field.type))
            else:
                arrays.append(pa.array(self.of_document[field.name], field.type).take(at))
        self._begin()
        return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)
