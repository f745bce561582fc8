"""L1: the buyer's own published statement that only one supplier is possible."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators.finding import made
from guildhall.engine.indicators.self_declared_lock_in import friends, grounds
from guildhall.engine.records import Contract, Finding

CODE = "L1"
_COMPETED = frozenset(["open", "competitive_flexible", "limited", "quote", "call_off"])


def measure(contract: Contract, *, on: date) -> Finding | None:  # noqa: ARG001 - every indicator is asked the same way
    """Act when a statutory ground says so; its false friends are named and set apart."""
    declared = [ground for ground in contract.rationale if ground in grounds.GROUNDS]
    if not declared:
        return _nothing_declared(contract)
    said = "; ".join(dict.fromkeys(grounds.GROUNDS[ground] for ground in declared))
    quote = grounds.quote(contract.rationale_text)
    friend = friends.of(contract, declared)
    inputs = ("rationale", "rationale_text") if contract.rationale_text else ("rationale",)
    value = ",".join(declared)
    if friend:
        words = f"The buyer names only one possible supplier ({said}), but {friend}; this is not read as lock-in."
        return made(contract, CODE, "not_applicable", words, value=value, inputs=inputs, quote=quote)
    cues = grounds.cues(contract.rationale_text)
    words = f"The buyer itself says that only one supplier is possible: {said}."
    if cues:
        words += f" It speaks of {_listed(cues)}."
    missing = () if contract.rationale_text else ("rationale_text",)
    return made(contract, CODE, "act", words, value=value, inputs=inputs, missing=missing, quote=quote)


def _nothing_declared(contract: Contract) -> Finding | None:
    if contract.rationale:
        words = "It was awarded without competition on a ground that does not speak of a single possible supplier."
        return made(contract, CODE, "ok", words, value=",".join(contract.rationale), inputs=("rationale",))
    if contract.route in _COMPETED:
        words = "The buyer made no statement that only one supplier is possible."
        return made(contract, CODE, "ok", words, inputs=("route",))
    if contract.route == "direct":
        words = "It was awarded directly, and the ground is not published. Asking the council would settle it."
        return made(contract, CODE, "unknown", words, inputs=("route",), missing=("rationale",))
    return None


def _listed(parts: tuple[str, ...]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
