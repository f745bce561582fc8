"""What was added to a register since it was built: rows that stand in for older ones, in the folder `added` beside its tables.

The tables themselves stay as the build wrote them. Whoever reads the register through `Register` sees both as one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from guildhall.engine.register import swap as places
from guildhall.engine.register.places import ADDED
from guildhall.engine.register.tables import TABLES

KEYS = {
    "contracts": "contract_id", "claims": "contract_id", "findings": "contract_id", "notices": "notice_id",
    "suppliers": "supplier_id",
}  # fmt: skip
"""Tables that days are added to, and the column that names what a row is about; `issues` are only added to."""
_OF = {"contracts": "contracts", "claims": "contracts", "findings": "contracts", "notices": "notices"}
MANIFEST, GONE = "added.json", "gone.parquet"


class Overlay:
    """The added rows of one register, opened together with it."""

    def __init__(self, folder: int) -> None:
        """Raises FileNotFoundError where nothing was added. `folder` is the register's folder, opened."""
        inner = os.open(ADDED, os.O_RDONLY, dir_fd=folder)
        self._files: dict[str, BufferedReader] = {}
        try:
            for name in (MANIFEST, GONE, *(f"{table}.parquet" for table in (*KEYS, "issues"))):
                self._files[name] = os.fdopen(os.open(name, os.O_RDONLY, dir_fd=inner), "rb")
            self.said: dict[str, Any] = msgspec.json.decode(self._files[MANIFEST].read(), type=dict[str, Any])
            gone = pq.read_table(self._files[GONE])
        except BaseException:
            self.close()
            raise
        finally:
            os.close(inner)
        self._gone = {
            table: gone.filter(pc.equal(gone["table"], table))["key"].combine_chunks()
            for table in ("contracts", "notices")
        }

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def stays(self, table: str, rows: pa.Table | pa.RecordBatch) -> Any:
        """The rows of a table that nothing added stands in for."""
        of = _OF.get(table)
        if of is None or not len(self._gone[of]):
            return rows
        return rows.filter(pc.invert(pc.is_in(rows[KEYS[table]], self._gone[of])))

    def rows(self, table: str, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows added to a table."""
        if table not in KEYS and table != "issues":
            return TABLES[table].empty_table().select(list(columns or TABLES[table].names))
        file = self._files[f"{table}.parquet"]
        file.seek(0)
        return pq.ParquetFile(file).read(columns=list(columns) if columns is not None else None)


def write(
    home: Path,
    folder: Path,
    made: Mapping[str, pa.RecordBatch],
    gone: Mapping[str, set[str]],
    said: Mapping[str, object],
) -> None:
    """A new overlay: what was added before and still stands, and what is added now."""
    before = _before(home)
    log = [*(before.said["added"] if before else ()), dict(said)]
    older = {of: before._gone[of].to_pylist() if before else [] for of in ("contracts", "notices")}
    for table in (*KEYS, "issues"):
        rows = TABLES[table].empty_table()
        if before is not None:
            rows = before.rows(table)
            if table in _OF:
                rows = rows.filter(
                    pc.invert(pc.is_in(rows[KEYS[table]], pa.array(sorted(gone[_OF[table]]), pa.string())))
                )
        new = made.get(table)
        if new is not None:
            rows = pa.concat_tables([rows, pa.Table.from_batches([new])])
        pq.write_table(rows, folder / f"{table}.parquet", compression="zstd", compression_level=1)
    listed = [(of, key) for of in ("contracts", "notices") for key in sorted({*older[of], *gone[of]})]
    pq.write_table(
        pa.table({"table": [of for of, _ in listed], "key": [key for _, key in listed]}, _GONE), folder / GONE
    )
    moment = datetime.now(UTC).replace(microsecond=0).isoformat()
    (folder / MANIFEST).write_bytes(
        msgspec.json.format(msgspec.json.encode({"added_at": moment, "added": log}), indent=2)
    )
    if before is not None:
        before.close()


_GONE = pa.schema([("table", pa.string()), ("key", pa.string())])


def _before(home: Path) -> Overlay | None:
    folder = os.open(home, os.O_RDONLY)
    try:
        return Overlay(folder)
    except FileNotFoundError:
        return None
    finally:
        os.close(folder)


def swap(new: Path, home: Path) -> None:
    """The new overlay in the place of the last, in one step."""
    places.flush(new)
    old = home / ADDED
    if not old.exists():
        new.rename(old)
    elif not places.exchange(new, old):
        places.remove(old)
        new.rename(old)


def batches(
    overlay: Overlay, table: str, base: Iterator[pa.RecordBatch], columns: Sequence[str] | None
) -> Iterator[pa.RecordBatch]:
    """A table piece by piece: what stays of it, then what was added."""
    for batch in base:
        kept = overlay.stays(table, batch)
        yield kept if columns is None else kept.select(list(columns))
    yield from overlay.rows(table, columns).to_batches()
