"""Says what a register is: `manifest.json` for us, `datapackage.json` for everybody (a Frictionless data package)."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import yaml

from guildhall.engine import sources
from guildhall.engine.register.places import Written
from guildhall.engine.register.tables import TABLES

LICENCES = {
    "OGL-UK-3.0": (
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
}


def built_at() -> str:
    """The moment of the build; SOURCE_DATE_EPOCH settles it where builds must be repeatable to the byte."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.replace(microsecond=0).isoformat()


def write_manifest(
    folder: Path,
    *,
    is_sample: bool,
    inputs: Sequence[Mapping[str, Any]],
    tables: Mapping[str, Written],
    settings: Mapping[str, Any],
    replaced: Mapping[str, Any] | None = None,
) -> None:
    """`manifest.json`: by which version, from which files, which tables, with which settings, and what is held no longer."""
    manifest = {
        "guildhall": metadata.version("guildhall-localgov"),
        "built_at": built_at(),
        "is_sample": is_sample,
        "inputs": list(inputs),
        "tables": {name: msgspec.structs.asdict(tables[name]) for name in TABLES},
        "settings": dict(settings),
        **({"replaced": dict(replaced)} if replaced else {}),
    }
    _write(folder / "manifest.json", manifest)


def write_datapackage(folder: Path, tables: Mapping[str, Written], *, is_sample: bool) -> None:
    """`datapackage.json`: every table with the type and meaning of every column, licences and sources."""
    words = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
    known = () if is_sample else sources.all_sources()
    licences = sorted({s.licence for s in known if s.licence in LICENCES}) or ["OGL-UK-3.0"]
    package = {
        "profile": "data-package",
        "name": "guildhall-register",
        "title": "A register of council contracts" + (" (sample data, invented)" if is_sample else ""),
        "description": words["register"].strip(),
        "licenses": [{"name": name, "title": LICENCES[name][0], "path": LICENCES[name][1]} for name in licences],
        "sources": [{"title": f"{s.title}, {s.publisher}", "path": s.url} for s in known],
        "resources": [_resource(table, tables[table], words[table]) for table in TABLES],
    }
    _write(folder / "datapackage.json", package)


def _resource(table: str, written: Written, words: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": table.replace("_", "-"),
        "path": f"{table}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "description": words["is"],
        "bytes": written.bytes,
        "hash": f"sha256:{written.sha256}",
        "schema": {
            "fields": [
                {"name": field.name, "type": _type(field.type), "description": words["columns"][field.name]}
                for field in TABLES[table]
            ],
            **({"primaryKey": words["key"]} if "key" in words else {}),
        },
    }


def _type(kind: pa.DataType) -> str:
    """An Arrow type by its Frictionless name."""
    if pa.types.is_list(kind):
        return "array"
    if pa.types.is_date(kind):
        return "date"
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_integer(kind):
        return "integer"
    return "number" if pa.types.is_decimal(kind) or pa.types.is_floating(kind) else "string"


def _write(path: Path, what: Mapping[str, Any]) -> None:
    path.write_bytes(msgspec.json.format(msgspec.json.encode(what), indent=1) + b"\n")
