"""L7: whether the framework behind a call-off ends before the call-off itself."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators.finding import day, made
from guildhall.engine.records import Contract, Finding

CODE = "L7"


def measure(contract: Contract, *, on: date) -> Finding | None:  # noqa: ARG001 - every indicator is asked the same way
    """That a framework is behind it; when that ends, only the framework's own notices tell."""
    if contract.framework or contract.route == "call_off":
        words = "It hangs on a framework; whether that ends before it is not known."
        inputs = ("framework",) if contract.framework else ("route",)
        return made(contract, CODE, "unknown", words, inputs=inputs, missing=("framework_ends_on",))
    return None


def against(contract_id: str, *, ends_on: date, framework_ends_on: date) -> Finding:
    """The call-off's end against the framework's, where both are known."""
    inputs = ("ends_on", "framework_ends_on")
    value = str((ends_on - framework_ends_on).days)
    if framework_ends_on < ends_on:
        words = f"Its framework ends on {day(framework_ends_on)}, before it does; then nothing more can be called off."
        return Finding(contract_id, CODE, "watch", value, value, value, "B", words, inputs, ())
    words = f"Its framework runs to {day(framework_ends_on)}, past its own end."
    return Finding(contract_id, CODE, "ok", value, value, value, "B", words, inputs, ())
