"""One golden case: what it is, and the three depths to which the house reads it."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import yaml

from guildhall.engine.build import build
from guildhall.engine.records import Contract, Issue, Sighting
from guildhall.engine.resolve import contracts_of, resolve
from guildhall.engine.sources import ocds

FOLDER = Path(__file__).parent / "cases"
FIELDS = {"trap", "title", "after", "peers", "input", "expect"}
EXPECTATIONS = {"documents", "contracts", "built", "register", "issues", "nowhere", "lineage"}


def load(path: Path) -> dict[str, Any]:
    case = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    typed = yaml.safe_load(path.read_text(encoding="utf-8"))
    # A release is JSON: its numbers and truths keep their type. An expectation is canonical text.
    return case | {"input": typed["input"]}


def content(case: dict[str, Any]) -> bytes:
    """The case's input as the bytes of a file."""
    given = case["input"]
    if "releases" in given:
        lines = [json.dumps(release, default=str) for release in given["releases"]]
    elif "lines" in given:
        lines = given["lines"]
    else:
        return given["text"].encode("utf-8")
    return ("\n".join(lines) + "\n").encode(given.get("encoding", "utf-8"))


def canonical(value: Any) -> Any:
    """Any value as the text a case gives it in."""
    if isinstance(value, (list, tuple)):
        return [canonical(one) for one in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)


def first_claims(sighting: Sighting) -> dict[str, str]:
    return {claim.field: claim.value for claim in reversed(sighting.claims)}


def of_document(document: ocds.Document) -> dict[str, Any]:
    told = document.sightings[0] if document.sightings else None
    return {
        "source": document.source,
        "document": document.document,
        "notice_kind": document.notice_kind,
        "published_on": canonical(document.published_on),
        "title": document.title,
        "regime": document.regime,
        "buyers": [party.name for party in document.buyers],
        "sightings": str(len(document.sightings)),
        "suppliers": [party.name for party in told.suppliers] if told else [],
        "supplier_ids": [one for party in told.suppliers for one in party.ids] if told else [],
        "removed_suppliers": [party.name for party in told.removed_suppliers] if told else [],
        "claims": first_claims(told) if told else {},
    }


def read(case: dict[str, Any]) -> tuple[list[ocds.Document], list[Issue]]:
    issues: list[Issue] = []
    return list(ocds.read(content(case), "case.json", issues.append)), issues


def resolved(documents: list[ocds.Document]) -> list[dict[str, Any]]:
    """The contracts of the documents, whoever buys."""
    processes: dict[str, list[Sighting]] = defaultdict(list)
    for document in documents:
        processes[document.process] += document.sightings
    contracts = [
        resolve(group, {}).contract
        for process, sightings in processes.items()
        if sightings
        for group in contracts_of(process, sightings, lambda buyers: ())
    ]
    return [of_contract(contract) for contract in contracts]


def of_contract(contract: Contract) -> dict[str, Any]:
    row = {field: canonical(getattr(contract, field)) for field in contract.__struct_fields__ if field != "suppliers"}
    return row | {"suppliers": [party.name for party in contract.suppliers]}


def lineage(folder: Path) -> list[tuple[str, str, str]]:
    """Child, kind and parent of every link of the register built in a folder."""
    rows = pq.read_table(folder / "register" / "lineage.parquet").to_pylist()
    return sorted((row["child_id"], row["kind"], row["parent_id"]) for row in rows)


def built(case: dict[str, Any], folder: Path) -> tuple[list[dict[str, Any]], str]:
    """The register's rows after a whole build, and all of its text."""
    (folder / "given").mkdir()
    (folder / "given" / "case.jsonl").write_bytes(content(case))
    build([folder / "given"], folder / "register", workers=1)
    tables = {path.stem: pq.read_table(path).to_pylist() for path in (folder / "register").glob("*.parquet")}
    rows = [
        {field: canonical(value) for field, value in row.items()} | {"suppliers": canonical(row["supplier_names"])}
        for row in tables["contracts"]
    ]
    told = {name: rows for name, rows in tables.items() if name not in {"councils", "successions", "coverage"}}
    return rows, json.dumps(told, default=str)
