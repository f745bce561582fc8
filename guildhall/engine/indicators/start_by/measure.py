"""T7: the last day to begin buying a replacement that is live in time."""

from __future__ import annotations

from datetime import date

from guildhall.engine.decide import Window, state_on
from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, made, span, tell
from guildhall.engine.records import Contract, Finding

CODE = "T7"


def measure(contract: Contract, *, on: date, window: Window) -> Finding | None:
    """The end less the months it takes to buy and to go live, as a range where something is unknown."""
    earliest, latest = window.start_by_earliest_on, window.start_by_latest_on
    low, high = tell(earliest, latest)
    missing = tuple(name for name in window.missing if name in {"end", "route", "criticality"})
    inputs = tuple(
        name for name in ("ends_on", "ends_earliest_on", "ends_latest_on") if getattr(contract, name) is not None
    )
    if earliest is None and latest is None:
        return None
    if state_on(window, on) == "ended":
        words = "It has ended, so a replacement can no longer be in time."
        return made(
            contract, CODE, "not_applicable", words, value=low, low=low, high=high, inputs=inputs, missing=missing
        )
    shortest, longest = window.lead_shortest, window.lead_longest
    takes = f"{longest} months" if shortest == longest else f"{shortest} to {longest} months"
    when = span(earliest, latest)
    status: Status = "ok"
    if latest is not None and latest < on:
        status, tail = "act", f"so buying should have begun by {_by(when)}."
    elif earliest is None:
        status, tail = "unknown", f"so buying must begin by {_by(when)}."
    elif earliest < on:
        status, tail = "watch", f"so buying must begin by {_by(when)}, which may have passed."
    else:
        line = policy.of("quarter_days", on)
        status = "watch" if line.watch is not None and (earliest - on).days < line.watch else "ok"
        tail = f"so buying must begin by {_by(when)}."
    words = f"A replacement takes {takes}, {tail}"
    return made(contract, CODE, status, words, value=low, low=low, high=high, inputs=inputs, missing=missing)


def _by(when: str) -> str:
    return f"some day {when}" if when.startswith("between") else when
