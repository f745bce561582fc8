"""E3: how long there was between the engagement and the tender."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, count, made
from guildhall.engine.records import Contract, Finding

CODE = "E3"


def measure(contract: Contract, *, on: date) -> Finding | None:
    """Days from the engagement notice to the tender notice of the same purchase."""
    call = contract.call
    if call is None or call.engaged_on is None or call.tendered_on is None or call.tendered_on < call.engaged_on:
        return None
    days = (call.tendered_on - call.engaged_on).days
    line = policy.of("answer_days", on)
    status: Status = "watch" if line.watch is not None and days < line.watch else "ok"
    words = f"The tender came {count(days, 'day')} after the engagement notice."
    return made(contract, CODE, status, words, value=str(days), inputs=("engaged_on", "tendered_on"))
