"""C8: how long before the tender suppliers were warned."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, count, day, made
from guildhall.engine.records import Contract, Finding

CODE = "C8"


def measure(contract: Contract, *, on: date) -> Finding | None:
    """Days from the first pipeline, engagement or planned procurement notice of the purchase to its tender."""
    call = contract.call
    if call is None or call.planned_on is None or call.tendered_on is None:
        return None
    days = (call.tendered_on - call.planned_on).days
    inputs = ("planned_on", "tendered_on")
    if days < 0:
        words = f"The first notice of it is the tender of {day(call.tendered_on)}."
        return made(contract, CODE, "watch", words, value="0", inputs=inputs)
    line = policy.of("early_notice_days", on)
    status: Status = "watch" if line.watch is not None and days < line.watch else "ok"
    words = f"Suppliers were warned {count(days, 'day')} before the tender, on {day(call.planned_on)}."
    return made(contract, CODE, status, words, value=str(days), inputs=inputs)
