"""C6: who else wins this elsewhere. Suppliers that won the same need in councils of the same kind, last 36 months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from guildhall.engine import codes
from guildhall.engine.decide.arithmetic import add_months
from guildhall.engine.indicators.challengers.measure import CODE, LEAST, MONTHS, measure
from guildhall.engine.markets import columns, found
from guildhall.engine.markets.columns import Ints
from guildhall.engine.markets.found import Said
from guildhall.engine.markets.frame import Frame
from guildhall.engine.markets.needs import Needs


@dataclass(frozen=True, slots=True)
class Challengers:
    """Running contracts of a known need and kind of council: how many others won it, and from how many known wins."""

    contract: Ints
    kind: Ints
    others: Ints
    wins: Ints
    """Purchases of that need in that kind of council within the time, whose supplier is known."""
    kinds: list[str]


def challengers(frame: Frame, needs: Needs, on: date) -> Challengers:
    kinds = sorted(set(frame.councils.kinds))
    kind = columns.through(
        frame.council, np.array([kinds.index(each) for each in frame.councils.kinds], dtype=np.int64)
    )
    market = np.where((kind >= 0) & (needs.of_contract >= 0), kind * len(needs.keys) + needs.of_contract, -1)
    since = columns.number(add_months(on, -MONTHS))
    won = (frame.won > since) & (frame.won <= frame.on) & ~frame.is_copy & (market >= 0)
    size = len(kinds) * len(needs.keys) + 1
    most = max(1, len(frame.suppliers.names))
    rows = frame.suppliers.rows
    winning = won[rows]
    wins = columns.distinct(market[rows[winning]] * most + frame.suppliers.codes[winning])
    winners = np.bincount(wins // most, minlength=size)
    some = won & (frame.suppliers.counts > 0)
    families = int(frame.family.max(initial=0)) + 1
    purchases = np.bincount(columns.distinct(market[some] * families + frame.family[some]) // families, minlength=size)
    asked = np.flatnonzero(frame.is_live & (market >= 0))
    own = np.isin(market[rows] * most + frame.suppliers.codes, wins) & (market[rows] >= 0)
    own_wins = np.bincount(rows[own], minlength=frame.rows)
    return Challengers(
        asked, kind[asked], (winners[market[asked]] - own_wins[asked]).astype(np.int64), purchases[market[asked]], kinds
    )


def findings(frame: Frame, needs: Needs, held: Challengers, on: date) -> pa.RecordBatch:
    def say(others: int, enough: int, need: int, kind: int) -> Said:
        where = f"councils of the kind {codes.COUNCIL_KINDS.get(held.kinds[kind], held.kinds[kind]).lower()}"
        return found.told(measure("", others=others, known_wins=enough, need=needs.names[need], where=where, on=on))

    known = np.minimum(held.wins, LEAST)
    return found.findings(
        frame, CODE, held.contract, (held.others, known, needs.of_contract[held.contract], held.kind), say,
        basis="C", inputs=("category", "supplier", "awarded_on"), missing=("awards",),
    )  # fmt: skip
