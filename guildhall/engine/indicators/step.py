"""The build's step for what needs two contracts at once: the framework behind a call-off (L7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from guildhall.engine.indicators.framework_chain import measure as framework_chain
from guildhall.engine.register import write

if TYPE_CHECKING:
    from guildhall.engine.build.context import Context

_ENDS = ("ended_on", "last_end_on", "ends_on")


def make(folder: Path, on: date, context: Context) -> Mapping[str, Iterable[pa.RecordBatch]]:
    """Findings on call-offs whose framework is held."""
    del on, context
    links = pq.read_table(folder / "lineage.parquet", columns=["child_id", "parent_id", "kind"])
    links = links.filter(pc.equal(links["kind"], "call_off_of"))
    return {"findings": _findings(folder, links)} if links.num_rows else {}


def _findings(folder: Path, links: pa.Table) -> Iterator[pa.RecordBatch]:
    wanted = pa.concat_arrays([*links["child_id"].chunks, *links["parent_id"].chunks]).unique()
    contracts = pq.read_table(
        folder / "contracts.parquet", columns=["contract_id", *_ENDS], filters=pc.field("contract_id").isin(wanted)
    )
    ends = {row["contract_id"]: _last(row) for row in contracts.to_pylist()}
    rows = write.Rows("findings")
    pairs = zip(links["child_id"].to_pylist(), links["parent_id"].to_pylist(), strict=True)
    for child, parent in sorted(dict(sorted(pairs, reverse=True)).items()):
        found = framework_chain.measure(child, ends_on=ends.get(child), framework_ends_on=ends.get(parent))
        rows.append((
            found.contract_id, found.indicator, found.status, found.value or None, found.low or None, found.high or None,
            found.basis, found.words, found.inputs, found.missing, None,
        ))  # fmt: skip
    yield rows.batch()


def _last(row: Mapping[str, Any]) -> date | None:
    """The last day on which it can run: the day it was ended, else the last possible end, else the agreed one."""
    return next((row[name] for name in _ENDS if row[name] is not None), None)
