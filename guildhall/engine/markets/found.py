"""Findings as columns: words are made once for each distinct case, not once for each contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from guildhall.engine.indicators.policy import Policy
from guildhall.engine.markets.columns import Floats, Ints
from guildhall.engine.markets.frame import Frame
from guildhall.engine.records import Finding
from guildhall.engine.register.tables import TABLES

STATUSES = ("ok", "watch", "act", "unknown", "not_applicable")
OK, WATCH, ACT, UNKNOWN, NOT_ASKED = range(5)


@dataclass(frozen=True, slots=True)
class Said:
    """What a finding says in one case."""

    status: int
    value: str
    low: str
    high: str
    words: str


def told(finding: Finding) -> Said:
    """What an indicator's own function says of one case."""
    return Said(STATUSES.index(finding.status), finding.value, finding.low, finding.high, finding.words)


def by_line(low: Floats, high: Floats, line: Policy) -> Ints:
    """Status of shares in percent: certain only where both bounds fall on one side of the line."""
    watch = np.inf if line.watch is None else line.watch / 100
    act = np.inf if line.act is None else line.act / 100
    status = np.where(high < min(watch, act), OK, UNKNOWN)
    return np.where(low >= act, ACT, np.where(low >= watch, WATCH, status))


def findings(
    frame: Frame,
    code: str,
    rows: Ints,
    cases: Sequence[Ints],
    say: Callable[..., Said],
    *,
    basis: str,
    inputs: Sequence[str],
    missing: Sequence[str] = (),
) -> pa.RecordBatch:
    """Findings on some contracts. `cases` are whole numbers that settle what is said: `say` is asked once for each."""
    distinct, place = np.unique(np.stack([np.asarray(case, dtype=np.int64) for case in cases]), axis=1, return_inverse=True)  # fmt: skip
    said = [say(*case) for case in distinct.T.tolist()]
    take = pa.array(place.reshape(-1))

    def text(values: Sequence[str | None]) -> pa.Array:
        return pa.array(values, pa.string()).take(take)

    columns = {
        "contract_id": frame.contract_id.take(pa.array(rows)),
        "indicator": text([code] * len(said)),
        "status": text([STATUSES[each.status] for each in said]),
        "value": text([each.value or None for each in said]),
        "low": text([each.low or None for each in said]),
        "high": text([each.high or None for each in said]),
        "basis": text([basis] * len(said)),
        "words": text([each.words for each in said]),
        "inputs": pa.array([list(inputs)] * len(said), pa.list_(pa.string())).take(take),
        "missing": pa.array(
            [list(missing) if each.status == UNKNOWN else [] for each in said], pa.list_(pa.string())
        ).take(take),
        "quote": text([None] * len(said)),
    }
    schema = TABLES["findings"]
    return pa.RecordBatch.from_arrays([columns[name] for name in schema.names], schema=schema)
