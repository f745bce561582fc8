"""The councils like one council, as a page shows them."""

from __future__ import annotations

import msgspec
import pyarrow.compute as pc

from guildhall.engine.register.read import Register
from guildhall.engine.similar.named import SENSES, Named


class Like(msgspec.Struct, frozen=True):
    """A council that is like another in a sense."""

    code: str
    rank: int
    score: float
    why: str


class InSense(msgspec.Struct, frozen=True):
    """A sense and the councils like this one in it, nearest first; none where nothing is known."""

    sense: Named
    councils: tuple[Like, ...]


def like(register: Register, code: str) -> tuple[InSense, ...]:
    """Councils like this one in every sense, in the order in which senses are shown."""
    table = register.table("likenesses")
    rows = table.filter(pc.equal(table["council_code"], code)).to_pylist()
    rows.sort(key=lambda row: row["rank"])
    return tuple(
        InSense(
            sense,
            tuple(Like(row["other_code"], row["rank"], row["score"], row["why"]) for row in rows if row["sense"] == sense.key),
        )
        for sense in SENSES
    )  # fmt: skip
