"""The status of a decision on a day, for one contract and for all at once; both say the same (a test compares them)."""

from datetime import date, timedelta

import numpy as np

from guildhall.engine.brief.page import State
from guildhall.rooms.contracts.models import Contract
from guildhall.rooms.contracts.queries.index import NEVER, Index, day

STATES: tuple[State, ...] = ("late", "maybe_late", "this_quarter", "later", "cannot_tell", "ended")
WORDS: dict[str, str] = {
    "late": "Late", "maybe_late": "May be late", "this_quarter": "This quarter", "later": "Later",
    "cannot_tell": "Cannot tell", "ended": "Ended",
}  # fmt: skip
TO_DECIDE = STATES[:5]
CLOSED = frozenset({"planned", "cancelled", "terminated", "ended", "copy", "replaced"})


def quarter_ends(on: date) -> date:
    """The last day of the calendar quarter that holds this day."""
    month = (on.month - 1) // 3 * 3 + 3
    return (date(on.year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def half_year_ends(on: date) -> date:
    """The last day of the half-year that is at least half over six months from now: 30 June 2027 in November 2026."""
    months = on.year * 12 + on.month - 1 + 6
    year, month = divmod(months, 12)
    return date(year, 6, 30) if month < 6 else date(year, 12, 31)


def states(index: Index, on: date) -> np.ndarray:
    """The place in `STATES` of each contract on a day."""
    today, quarter = day(on), day(quarter_ends(on))
    out = np.full(index.size, STATES.index("later"), np.int8)
    out[index.early <= quarter] = STATES.index("this_quarter")
    out[index.early < today] = STATES.index("maybe_late")
    out[~index.has_end | (index.early == NEVER)] = STATES.index("cannot_tell")
    out[index.late < today] = STATES.index("late")
    out[~index.live | (index.end_latest < today)] = STATES.index("ended")
    return out


def state(contract: Contract, on: date) -> State:
    """The same for one contract."""
    early, late = contract.decide_by_earliest_on, contract.decide_by_latest_on
    last_day = contract.ends_on or contract.ends_latest_on
    last_day = min(filter(None, (last_day, contract.ended_on)), default=None)
    if contract.status in CLOSED or (last_day is not None and last_day < on):
        return "ended"
    if late is not None and late < on:
        return "late"
    if contract.ends_on is None or early is None:
        return "cannot_tell"
    if early < on:
        return "maybe_late"
    return "this_quarter" if early <= quarter_ends(on) else "later"
