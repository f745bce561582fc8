"""Tracing lineage: from the contracts of a register to rows of its table `lineage`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from guildhall.engine.link.contracts import blocks, columns, mentions, named, policy, reasons
from guildhall.engine.link.contracts.choose import choose, weigh
from guildhall.engine.register.tables import TABLES

SCHEMA = TABLES["lineage"]
Notices = Iterable[pa.RecordBatch]
"""Batches of the table `notices`, read only if a contract's words name a notice."""


def links(folder: Path, heirs: Mapping[str, Sequence[str]], notices: Notices = ()) -> pa.RecordBatch:
    """The table of a register's folder."""
    return of(columns.read(folder), heirs, notices)


def of(contracts: columns.Contracts, heirs: Mapping[str, Sequence[str]], notices: Notices = ()) -> pa.RecordBatch:
    """Every link, in order of the child, each with its reasons."""
    rules = policy.load()
    found = weigh(contracts, blocks.of(contracts, heirs, mentions.pairs(contracts, notices)), rules)
    rows = {
        (child, "call_off_of"): (parent, 1.0, "B", "Its notice names this framework's process.")
        for child, parent in zip(*(column.tolist() for column in named.frameworks(contracts)), strict=True)
    }
    for kind, made in choose(contracts, found, rules).items():
        enough = getattr(rules, kind).enough
        scores = 1 / (1 + np.exp(-(made.points - enough) / 2 - reasons.SURE))
        words = reasons.words(kind, contracts, made)
        for child, parent, score, said in zip(
            made.child.tolist(), made.parent.tolist(), scores.tolist(), words, strict=True
        ):
            rows.setdefault((child, kind), (parent, round(score, 3), *said))
    ids: list[str] = contracts.ids.to_pylist()
    table = sorted((ids[child], ids[parent], kind, *rest) for (child, kind), (parent, *rest) in rows.items())
    arrays = [
        pa.array(column, field.type)
        for column, field in zip(zip(*table, strict=True) if table else ((),) * len(SCHEMA), SCHEMA, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)
