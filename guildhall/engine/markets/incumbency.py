"""C5: how many contracts in a row a supplier has had from a council for the same need, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from guildhall.engine.indicators.incumbency.measure import CODE, measure
from guildhall.engine.markets import found
from guildhall.engine.markets.columns import NEVER, Ints
from guildhall.engine.markets.found import Said
from guildhall.engine.markets.frame import Frame
from guildhall.engine.markets.needs import category_name

GAP_DAYS = 366
"""A contract that begins later than this after the last one ended begins a new row."""
STEP_DAYS = 31
"""Contracts that begin within a month of each other are one step of the row."""

OVERLAP_DAYS = 183
"""A contract that begins longer before the end of the one before runs beside it and is no step."""
YEAR_DAYS = 365
"""What a contract without a known end is taken to run at least, when the next begins."""
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
    """The longest row that leads to each running contract whose council, need, supplier and start are known."""
    of_contract = _needs(frame)
    usable = np.flatnonzero(
        (frame.council >= 0) & (of_contract >= 0) & (frame.start != NEVER) & ~frame.is_copy & ~frame.is_framework
    )
    contract = usable[np.repeat(np.arange(len(usable)), frame.suppliers.counts[usable])]
    supplier = frame.suppliers.codes[np.isin(frame.suppliers.rows, usable)]
    need = frame.council[contract] * (len(frame.categories) + frame.rows) + of_contract[contract]
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
    over = _running_latest(np.where(frame.end[contract] == NEVER, start + YEAR_DAYS, end), np.cumsum(new))
    step[1:] = (start[1:] > np.maximum(start[:-1] + STEP_DAYS, over[:-1] - OVERLAP_DAYS)) & ~new[1:]
    steps = np.cumsum(step)
    length = steps - steps[first][row] + 1
    since = start[first][row]
    _, at = np.unique(need, return_inverse=True)
    earliest = np.full(int(at.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(earliest, at, start)
    live = frame.is_live[contract]
    held, best = _longest(contract[live], length[live])
    return Rows(held, length[live][best], since[live][best], (earliest[at] < since)[live][best].astype(np.int64))


def _needs(frame: Frame) -> Ints:
    """The category of each contract, that of its row of renewals, or the row itself; -1 where none is known."""
    found = frame.category.copy()
    renewed = frame.chain >= 0
    of_chain = np.full(frame.rows, -1, dtype=np.int64)
    np.maximum.at(of_chain, frame.chain[renewed], found[renewed])
    open_ = renewed & (found < 0)
    chain = frame.chain[open_]
    found[open_] = np.where(of_chain[chain] >= 0, of_chain[chain], len(frame.categories) + chain)
    return found


def _running_latest(end: Ints, group: Ints) -> Ints:
    """The latest end so far within each group."""
    offset = group * (2 * FOREVER)
    return np.maximum.accumulate(end + offset) - offset


def _longest(contract: Ints, length: Ints) -> tuple[Ints, Ints]:
    """Each contract once, with the place of its longest row."""
    order = np.lexsort((-length, contract))
    held, first = np.unique(contract[order], return_index=True)
    return held, order[first]


def findings(frame: Frame, rows: Rows, on: date) -> pa.RecordBatch:
    need = _needs(frame)[rows.contract]
    need = np.where(need < len(frame.categories), need, -1)
    year = rows.since.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970

    def say(length: int, since: int, category: int, after_another: int) -> Said:
        need = category_name(frame.categories[category]) if category >= 0 else "the same need"
        another = bool(after_another)
        return found.told(measure("", length=length, since=since, need=need, is_after_another=another, on=on))

    return found.findings(
        frame, CODE, rows.contract, (rows.length, year, need, rows.after_another), say,
        basis="C", inputs=("category", "supplier", "starts_on"), missing=("earlier_contracts",),
    )  # fmt: skip
