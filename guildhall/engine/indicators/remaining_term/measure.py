"""T5: how long the contract still runs."""

from __future__ import annotations

from datetime import date

from guildhall.engine.decide.arithmetic import months_between
from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, count, day, made, span
from guildhall.engine.indicators.total_term.measure import last_end
from guildhall.engine.records import Contract, Finding

CODE = "T5"


def _status(left: int, on: date) -> Status:
    line = policy.of("remaining_months", on)
    if line.act is not None and left < line.act:
        return "act"
    return "watch" if line.watch is not None and left < line.watch else "ok"


def measure(contract: Contract, *, on: date) -> Finding | None:
    """Whole months from the day to the agreed end; `high` tells the same to the last possible end."""
    end = contract.ended_on or contract.ends_on
    field = "ended_on" if contract.ended_on else "ends_on"
    if end is None:
        return _bounds(contract, on)
    if end < on:
        words = f"It ended on {day(end)}."
        last = contract.last_end_on
        if field == "ends_on" and last is not None and last >= on:
            words = f"Its agreed end, {day(end)}, is past; it may have been extended, to {day(last)} at most."
            return made(contract, CODE, "unknown", words, inputs=("ends_on", "last_end_on"), missing=("ends_on",))
        return made(contract, CODE, "not_applicable", words, inputs=(field,))
    left = months_between(on, end)
    last, _ = last_end(contract)
    high = months_between(on, last) if last is not None and field == "ends_on" else left
    near = count(left, "month") if left else count((end - on).days, "day")
    words = f"It runs another {near}, to {day(end)}"
    words += f", and to {day(last)} if every option is taken." if last is not None and last > end else "."
    inputs = (field,) if last is None or last <= end else (field, "last_end_on")
    return made(contract, CODE, _status(left, on), words, value=str(left), low=str(left), high=str(high), inputs=inputs)


def _bounds(contract: Contract, on: date) -> Finding | None:
    earliest, latest = contract.ends_earliest_on, contract.ends_latest_on
    if earliest is None and latest is None:
        return None
    if latest is not None and latest < on:
        words = f"It ended {_at(span(earliest, latest))}."
        return made(contract, CODE, "not_applicable", words, inputs=("ends_latest_on",))
    low = str(months_between(on, earliest)) if earliest else ""
    high = str(months_between(on, latest)) if latest else ""
    words = f"The end date is not known; it ends {_at(span(earliest, latest))}."
    inputs = tuple(name for name, known in (("ends_earliest_on", earliest), ("ends_latest_on", latest)) if known)
    return made(contract, CODE, "unknown", words, low=low, high=high, inputs=inputs, missing=("ends_on",))


def _at(when: str) -> str:
    return when if when.startswith("between") else f"on {when}"
