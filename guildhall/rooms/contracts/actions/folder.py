"""The register's folder as a load reads it: whole and in the agreed shape, or refused in plain words."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from guildhall.engine import register
from guildhall.engine.register import TABLES

FORM = 7
"""Raise it when a load makes something else of the same register, so that loading again is not skipped."""


class RegisterRefusedError(Exception):
    """The register cannot be loaded; the message says why and what to do, for the person who asked."""


@dataclass(frozen=True)
class Folder:
    """A register on disk that looks whole, held open so that a build swapped in meanwhile is never mixed in."""

    home: Path
    held: register.Register
    digest: str

    @property
    def manifest(self) -> dict[str, Any]:
        """What the build says of itself."""
        return self.held.manifest

    @property
    def built_at(self) -> datetime | None:
        """The moment it was built, as its manifest says."""
        try:
            moment = datetime.fromisoformat(str(self.manifest.get("built_at")))
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A whole table; a column that an older register lacks is unknown throughout."""
        return _in_shape(name, self.held.table(name, self._has(name, columns)), columns)

    def batches(self, name: str, size: int = 65_536) -> Iterator[pa.Table]:
        """A long table, piece by piece."""
        for batch in self.held.batches(name, self._has(name, None), size):
            yield _in_shape(name, pa.Table.from_batches([batch]), None)

    def _has(self, name: str, columns: list[str] | None) -> list[str]:
        has = set(self.held.parquet(name).schema_arrow.names)
        return [field for field in columns or TABLES[name].names if field in has]


@contextmanager
def open_folder(home: Path) -> Iterator[Folder]:
    """The register in this folder, or a refusal that names what is wrong with it."""
    try:
        held = register.open_register(home)
    except register.NoRegisterError as error:
        raise RegisterRefusedError(str(error)) from error
    with held:
        if not isinstance(held.manifest, dict):
            raise RegisterRefusedError(f"{home}/manifest.json does not say what it should. Build the register again.")
        mark = hashlib.sha256(b"%d" % FORM + held.raw("manifest.json").read())
        if held.overlay is not None:
            mark.update(msgspec.json.encode(held.overlay.said))
        for name in TABLES:
            try:
                rows = held.parquet(name).metadata.num_rows
            except (pa.ArrowException, OSError) as error:
                message = f"The table {name} of the register in {home} is damaged ({error}). Build the register again."
                raise RegisterRefusedError(message) from error
            mark.update(f"{name}:{rows}".encode())
        yield Folder(home, held, mark.hexdigest())


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
