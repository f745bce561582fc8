"""T1: how long the contract runs before anybody is asked again."""

from __future__ import annotations

from datetime import date

from guildhall.engine.decide.arithmetic import term_months
from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, day, made, months, whole
from guildhall.engine.records import Contract, Finding

CODE = "T1"


def measure(contract: Contract, *, on: date) -> Finding | None:
    """Months from the first to the last agreed day, both included."""
    start = contract.starts_on
    end_field = "first_ends_on" if contract.first_ends_on else "ends_on"
    end = contract.first_ends_on or contract.ends_on
    if start is None or end is None or end < start:
        return _unknown(contract, start, end)
    length = term_months(start, end)
    line = policy.of("initial_term_digital" if contract.is_digital else "initial_term_other", on)
    long = line.watch is not None and length > line.watch
    status: Status = "watch" if long else "ok"
    words = f"The first term is {months(length)}, from {day(start)} to {day(end)}"
    words += f", longer than the {line.watch} months that are usual{line.by()}." if long else "."
    return made(contract, CODE, status, words, value=whole(length), inputs=("starts_on", end_field))


def _unknown(contract: Contract, start: date | None, end: date | None) -> Finding | None:
    if start is not None and end is not None:
        words = "Cannot tell: the end date lies before the start date."
        return made(contract, CODE, "unknown", words, inputs=("starts_on", "ends_on"), missing=("ends_on",))
    earliest, latest = contract.ends_earliest_on, contract.ends_latest_on
    if start is None or not (earliest or latest):
        return None
    low = whole(term_months(start, earliest)) if earliest else ""
    high = whole(term_months(start, latest)) if latest else ""
    words = "Cannot tell. Not known: the end date."
    return made(contract, CODE, "unknown", words, low=low, high=high, inputs=("starts_on",), missing=("ends_on",))
