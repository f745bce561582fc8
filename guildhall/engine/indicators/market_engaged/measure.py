"""E1: whether suppliers were asked before the tender, and until when they can speak up."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators.finding import day, made
from guildhall.engine.records import Contract, Finding

CODE = "E1"


def measure(contract: Contract, *, on: date) -> Finding | None:  # noqa: ARG001 - every indicator is asked the same way
    """That an engagement notice was published for the same purchase, with the last day on which it took answers."""
    call = contract.call
    if call is None or (call.engaged_on is None and call.engagement_ends_on is None):
        return None
    asked = (
        f"Suppliers were asked before the tender, on {day(call.engaged_on)}"
        if call.engaged_on
        else "Suppliers were asked before the tender"
    )
    until = f", with answers until {day(call.engagement_ends_on)}." if call.engagement_ends_on else "."
    value = (call.engagement_ends_on or call.engaged_on or date.min).isoformat()
    return made(contract, CODE, "ok", asked + until, value=value, inputs=("engaged_on", "engagement_ends_on"))
