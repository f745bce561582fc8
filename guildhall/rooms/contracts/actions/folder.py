"""The register's folder as a load reads it: whole and in the agreed shape, or refused in plain words."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from guildhall.engine.register import TABLES

FORM = 1
"""Raise it when a load makes something else of the same register, so that loading again is not skipped."""


class RegisterRefusedError(Exception):
    """The register cannot be loaded; the message says why and what to do, for the person who asked."""


@dataclass(frozen=True)
class Folder:
    """A register on disk that looks whole."""

    home: Path
    manifest: dict[str, Any]
    digest: str

    @property
    def built_at(self) -> datetime | None:
        """The moment it was built, as its manifest says."""
        text = str(self.manifest.get("built_at") or self.manifest.get("built_on") or "")
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A whole table; a column that an older register lacks is unknown throughout."""
        return _in_shape(name, pq.read_table(self._path(name), columns=self._held(name, columns)), columns)

    def batches(self, name: str, size: int = 65_536) -> Iterator[pa.Table]:
        """A long table, piece by piece."""
        with pq.ParquetFile(self._path(name)) as file:
            for batch in file.iter_batches(batch_size=size, columns=self._held(name, None)):
                yield _in_shape(name, pa.Table.from_batches([batch]), None)

    def _path(self, name: str) -> Path:
        return self.home / f"{name}.parquet"

    def _held(self, name: str, columns: list[str] | None) -> list[str]:
        held = set(pq.read_schema(self._path(name)).names)
        return [field for field in columns or TABLES[name].names if field in held]


def open_folder(home: Path) -> Folder:
    """The register in this folder, or a refusal that names what is wrong with it."""
    manifest_path = home / "manifest.json"
    if not manifest_path.is_file():
        message = f"There is no register in {home}. Build one first: guildhall build --from DIR_OR_FILE --home {home}"
        raise RegisterRefusedError(message)
    try:
        text = manifest_path.read_bytes()
        manifest = json.loads(text)
        if not isinstance(manifest, dict):
            raise TypeError
    except (ValueError, TypeError) as error:
        raise RegisterRefusedError(f"{manifest_path} cannot be read as JSON. Build the register again.") from error
    mark = hashlib.sha256(b"%d" % FORM + text)
    for name in TABLES:
        path = home / f"{name}.parquet"
        try:
            held = pq.read_metadata(path)
        except FileNotFoundError as error:
            raise RegisterRefusedError(f"The register in {home} has no table {name}. Build it again.") from error
        except (pa.ArrowInvalid, OSError) as error:
            raise RegisterRefusedError(f"{path} is damaged ({error}). Build the register again.") from error
        mark.update(f"{name}:{held.num_rows}:{path.stat().st_size}".encode())
    return Folder(home, manifest, mark.hexdigest())


def _in_shape(name: str, table: pa.Table, columns: list[str] | None) -> pa.Table:
    fields = [TABLES[name].field(field) for field in columns or TABLES[name].names]
    return pa.table(
        [
            table[field.name].cast(field.type)
            if field.name in table.column_names
            else pa.nulls(table.num_rows, field.type)
            for field in fields
        ],
        schema=pa.schema(fields),
    )
