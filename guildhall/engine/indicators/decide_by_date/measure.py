"""T6: the last day on which the council can still choose freely."""

from __future__ import annotations

from datetime import date

from guildhall.engine.decide import Window, state_on
from guildhall.engine.decide.words import SETTLES
from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, made, span, tell
from guildhall.engine.records import Contract, Finding

CODE = "T6"


def measure(contract: Contract, *, on: date, window: Window) -> Finding | None:
    """The decide-by day, as a range where something is unknown; the value is the earliest possible day."""
    earliest, latest = window.decide_by_earliest_on, window.decide_by_latest_on
    low, high = tell(earliest, latest)
    missing = window.missing
    inputs = tuple(
        name
        for name in ("ends_on", "ends_earliest_on", "ends_latest_on", "notice_days")
        if getattr(contract, name) is not None
    )
    state = state_on(window, on)
    if state == "unknown":
        if earliest is None and latest is None and not inputs:
            return None
        words = f"Cannot tell. {SETTLES['end']}"
        return made(contract, CODE, "unknown", words, low=low, high=high, inputs=inputs, missing=missing or ("end",))
    if state == "ended":
        words = f"It ended {_at(span(window.ends_earliest_on, window.ends_latest_on))}."
        return made(
            contract, CODE, "not_applicable", words, value=low, low=low, high=high, inputs=inputs, missing=missing
        )
    status: Status = "ok"
    when = span(earliest, latest)
    if state == "late":
        status, words = "act", f"The council could choose freely until {_some(when)}; that has passed."
    elif state == "maybe_late":
        status, words = "watch", f"The last day to choose freely falls {_at(when)}, so it may have passed."
    else:
        line = policy.of("quarter_days", on)
        near = earliest is not None and line.watch is not None and (earliest - on).days < line.watch
        status = "watch" if near else "ok"
        words = f"The last day to choose freely falls {_at(when)}."
    return made(contract, CODE, status, words, value=low, low=low, high=high, inputs=inputs, missing=missing)


def _at(when: str) -> str:
    return when if when.startswith("between") else f"on {when}"


def _some(when: str) -> str:
    return f"some day {when}" if when.startswith("between") else when
