"""C5: how many contracts in a row a supplier has had from a council for the same need, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from guildhall.engine.indicators import policy
from guildhall.engine.markets import found
from guildhall.engine.markets.columns import NEVER, Ints
from guildhall.engine.markets.found import ACT, OK, UNKNOWN, WATCH, Said
from guildhall.engine.markets.frame import Frame
from guildhall.engine.markets.needs import category_name

CODE = "C5"
GAP_DAYS = 366
"""A contract that begins later than this after the last one ended begins a new row."""
STEP_DAYS = 31
"""Contracts that begin within a month of each other are one step of the row."""

FOREVER = 4_000_000
"""A day after any that a date can hold, counted from 1970."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Running contracts with a row behind them: its length, the year it began, and whether somebody else came before."""

    contract: Ints
    length: Ints
    since: Ints
    after_another: Ints


def rows_of(frame: Frame) -> Rows:
    """The longest row that leads to each running contract whose council, category, supplier and start are known."""
    usable = np.flatnonzero(
        (frame.council >= 0) & (frame.category >= 0) & (frame.start != NEVER) & ~frame.is_copy & ~frame.is_framework
    )
    contract = usable[np.repeat(np.arange(len(usable)), frame.suppliers.counts[usable])]
    supplier = frame.suppliers.codes[np.isin(frame.suppliers.rows, usable)]
    need = frame.council[contract] * len(frame.categories) + frame.category[contract]
    order = np.lexsort((contract, frame.start[contract], supplier, need))
    contract, supplier, need = contract[order], supplier[order], need[order]
    start = frame.start[contract]
    end = np.where(frame.end[contract] == NEVER, FOREVER, frame.end[contract])
    if not len(contract):
        return Rows(contract, start, start, start)
    new = np.ones(len(contract), dtype=bool)
    new[1:] = (need[1:] != need[:-1]) | (supplier[1:] != supplier[:-1])
    reach = _running_latest(end, np.cumsum(new))
    new[1:] |= start[1:] > reach[:-1] + GAP_DAYS
    row = np.cumsum(new) - 1
    first = np.flatnonzero(new)
    step = np.zeros(len(contract), dtype=np.int64)
    step[1:] = (start[1:] > start[:-1] + STEP_DAYS) & ~new[1:]
    steps = np.cumsum(step)
    length = steps - steps[first][row] + 1
    since = start[first][row]
    earliest = np.full(int(need.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(earliest, need, start)
    live = frame.is_live[contract]
    held, best = _longest(contract[live], length[live])
    return Rows(held, length[live][best], since[live][best], (earliest[need] < since)[live][best].astype(np.int64))


def _running_latest(end: Ints, group: Ints) -> Ints:
    """The latest end so far within each group."""
    offset = group * (2 * FOREVER)
    return np.maximum.accumulate(end + offset) - offset


def _longest(contract: Ints, length: Ints) -> tuple[Ints, Ints]:
    """Each contract once, with the place of its longest row."""
    order = np.lexsort((-length, contract))
    held, first = np.unique(contract[order], return_index=True)
    return held, order[first]


def status_of(length: int, line: policy.Policy, *, after_another: bool) -> int:
    """A first contract is no concern only where somebody else had the need before; the record may lack earlier ones."""
    if line.act is not None and length >= line.act:
        return ACT
    if line.watch is not None and length >= line.watch:
        return WATCH
    return OK if after_another else UNKNOWN


def findings(frame: Frame, rows: Rows, on: date) -> pa.RecordBatch:
    line = policy.of("incumbency", on)
    year = rows.since.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970

    def say(length: int, since: int, category: int, after_another: int) -> Said:
        status = status_of(length, line, after_another=bool(after_another))
        name = category_name(frame.categories[category])
        if length > 1:
            words = f"The supplier's {ordinal(length)} contract in a row for {name} here, since {since}."
        elif after_another:
            words = f"The supplier's first known contract for {name} here; another had it before."
        else:
            words = f"No earlier contract for {name} is known here, which does not mean that there was none."
        low = str(length) if status == UNKNOWN else ""
        return Said(status, str(length) if not low else "", low or str(length), "" if low else str(length), words)

    return found.findings(
        frame, CODE, rows.contract, (rows.length, year, frame.category[rows.contract], rows.after_another), say,
        basis="C", inputs=("category", "supplier", "starts_on"), missing=("earlier_contracts",),
    )  # fmt: skip


def ordinal(number: int) -> str:
    """`2nd`, `3rd`, `11th`."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
