"""The build's step: the table `lineage` from the contracts just written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from guildhall.engine.build.context import Context
from guildhall.engine.link.contracts import trace
from guildhall.engine.register import write


def make(folder: Path, on: date, context: Context) -> Mapping[str, Iterable[pa.RecordBatch]]:
    """The links between the contracts of the register in a folder."""
    del on
    passed = pq.read_table(folder / "successions.parquet", columns=["predecessor_code", "successor_code", "status"])
    # The table of notices is being written meanwhile; its rows are read from where it is made of.
    notices = write.unspool(sorted((context.setup.work / "rows").glob("notices.*")))
    return {"lineage": [trace.links(folder, heirs(passed), notices)]}


def heirs(passed: pa.Table) -> dict[str, list[str]]:
    """Councils that are no more, and those that followed them."""
    found: dict[str, set[str]] = {}
    for row in passed.to_pylist():
        if row["status"] == "done" and row["successor_code"]:
            found.setdefault(row["predecessor_code"], set()).add(row["successor_code"])
    return {code: sorted(after) for code, after in sorted(found.items())}
