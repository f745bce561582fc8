"""Reads a register. All its files are opened at once, so that a register swapped in meanwhile is never mixed in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BufferedReader, BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from guildhall.engine.register import added
from guildhall.engine.register.added import Overlay
from guildhall.engine.register.places import previous
from guildhall.engine.register.tables import LATER, TABLES


class NoRegisterError(Exception):
    """There is no whole register in the folder; the message says so in plain words."""


class Register:
    """One register, open for reading. Use it as a context manager."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._files: dict[str, BufferedReader] = {}
        self.overlay: Overlay | None = None
        """What was added since it was built."""
        folder = -1
        try:
            folder = os.open(home, os.O_RDONLY)
            for name in ("manifest.json", "datapackage.json", *(f"{table}.parquet" for table in TABLES)):
                try:
                    self._files[name] = os.fdopen(os.open(name, os.O_RDONLY, dir_fd=folder), "rb")
                except FileNotFoundError:
                    if name.removesuffix(".parquet") not in LATER:
                        raise
            self.manifest: dict[str, Any] = msgspec.json.decode(
                self._files["manifest.json"].read(), type=dict[str, Any]
            )
            datetime.fromisoformat(self.manifest["built_at"])
            self.overlay = _overlay(folder)
            self.is_sample = bool(self.manifest["is_sample"])
            self._fill_what_came_later()
        except (OSError, msgspec.DecodeError, LookupError, TypeError, ValueError) as error:
            self.close()
            raise NoRegisterError(f"{home} holds no whole register: build one with `guildhall build`") from error
        finally:
            if folder >= 0:
                os.close(folder)

    def _fill_what_came_later(self) -> None:
        """A table that the register's build did not know is empty; one that it wrote and that is gone is damage."""
        told = self.manifest.get("tables") or {}
        for table in sorted(LATER):
            if f"{table}.parquet" in self._files:
                continue
            if table in told:
                raise FileNotFoundError(f"{table}.parquet")
            sink = BytesIO()
            pq.write_table(TABLES[table].empty_table(), sink)
            sink.seek(0)
            self._files[f"{table}.parquet"] = BufferedReader(sink)

    def parquet(self, table: str) -> pq.ParquetFile:
        """The table's file as the build wrote it, for whoever needs its metadata or its row groups."""
        file = self._files[f"{table}.parquet"]
        file.seek(0)
        return pq.ParquetFile(file)

    def raw(self, name: str) -> BufferedReader:
        """One of the register's files as bytes."""
        self._files[name].seek(0)
        return self._files[name]

    def table(self, table: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A whole table, or some of its columns."""
        if self.overlay is None:
            return self.parquet(table).read(columns=list(columns) if columns is not None else None)
        return pa.Table.from_batches(self.batches(table, columns), self._schema(table, columns))

    def _schema(self, table: str, columns: Sequence[str] | None) -> pa.Schema:
        schema = self.parquet(table).schema_arrow
        return schema if columns is None else pa.schema([schema.field(name) for name in columns])

    def batches(self, table: str, columns: Sequence[str] | None = None, size: int = 8192) -> Iterator[pa.RecordBatch]:
        """A table piece by piece, for tables larger than memory."""
        if self.overlay is None:
            wanted = list(columns) if columns is not None else None
            yield from self.parquet(table).iter_batches(batch_size=size, columns=wanted)
            return
        key = added.KEYS.get(table)
        wanted = list(dict.fromkeys([*columns, key] if key else columns)) if columns is not None else None
        base = self.parquet(table).iter_batches(batch_size=size, columns=wanted)
        yield from added.batches(self.overlay, table, base, columns)

    def rows(self, table: str, columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
        """A table row by row."""
        for batch in self.batches(table, columns):
            yield from batch.to_pylist()

    def close(self) -> None:
        for file in self._files.values():
            file.close()
        if self.overlay is not None:
            self.overlay.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        # Compiled code reads the tables; what it says of a damaged one is no sentence for a person.
        if isinstance(error, pa.ArrowException) or (isinstance(error, OSError) and error.errno is None):
            raise NoRegisterError(f"the register in {self.home} is damaged: see `guildhall check`") from error


def _overlay(folder: int) -> Overlay | None:
    try:
        return Overlay(folder)
    except FileNotFoundError:
        return None


def open_register(home: Path) -> Register:
    """The register in a folder; the one before it, where a build was killed in the middle of the swap."""
    if os.path.isdir(home):  # noqa: PTH112  # Path.is_dir raises where nobody may look
        return Register(home)
    before = previous(Path(os.path.realpath(home)))
    if os.path.isdir(before):  # noqa: PTH112  # as above
        return Register(before)
    raise NoRegisterError(f"there is no register in {home}: build one with `guildhall build --from DIR_OR_FILE`")
