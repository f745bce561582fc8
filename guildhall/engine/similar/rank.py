"""The nearest councils in each sense, as rows of `likenesses`."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from guildhall.engine.markets.columns import Floats, Ints
from guildhall.engine.register.tables import TABLES
from guildhall.engine.similar import merger, pressures, senses
from guildhall.engine.similar.senses import Sense
from guildhall.engine.similar.world import World

MOST = 15
MAKERS = (
    senses.kind_and_size, senses.products, senses.window, senses.neighbours, merger.merger, pressures.pressures,
)  # fmt: skip


def all_senses(world: World) -> list[Sense]:
    """Every sense, in the order in which they are shown."""
    return [make(world) for make in MAKERS]


def nearest(score: Floats, tie: Floats, most: int = MOST) -> tuple[Ints, Ints, Ints]:
    """For each council the others that are like it, best first: council, other, rank from 1.

    Equals go by `tie` (less first), then by the order of the councils, which is that of their codes.
    """
    size = len(score)
    own = np.eye(size, dtype=bool)
    wanted = np.where(own | np.isnan(score), -np.inf, np.round(score, 6))
    order = np.lexsort((np.broadcast_to(np.arange(size), (size, size)), np.where(np.isnan(tie), np.inf, tie), -wanted))
    best = order[:, :most]
    council = np.repeat(np.arange(size), best.shape[1])
    other = best.ravel()
    rank = np.tile(np.arange(1, best.shape[1] + 1), size)
    alike = wanted[council, other] > -np.inf
    return council[alike], other[alike], rank[alike]


def table(world: World) -> pa.RecordBatch:
    """Rows of `likenesses`, by council, sense and rank."""
    found = all_senses(world)
    size_gap = 1.0 - np.nan_to_num(found[0].score, nan=-1.0)
    rows: list[tuple[int, int, int, int, float, str]] = []
    for place, sense in enumerate(found):
        council, other, rank = nearest(sense.score, size_gap)
        rows += [
            (a, place, r, b, s, sense.why(a, b))
            for a, b, r, s in zip(
                council.tolist(), other.tolist(), rank.tolist(),
                np.round(sense.score[council, other], 4).tolist(), strict=True,
            )
        ]  # fmt: skip
    rows.sort(key=lambda row: row[:3])
    values = {
        "council_code": [world.codes[row[0]] for row in rows],
        "other_code": [world.codes[row[3]] for row in rows],
        "sense": [found[row[1]].key for row in rows],
        "rank": [row[2] for row in rows],
        "score": [row[4] for row in rows],
        "why": [row[5] for row in rows],
    }
    schema = TABLES["likenesses"]
    return pa.RecordBatch.from_arrays([pa.array(values[field.name], field.type) for field in schema], schema=schema)
