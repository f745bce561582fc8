"""X11: whether measures of performance were agreed, and whether they were met."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.evidence import quote
from guildhall.engine.indicators.finding import Status, count, made, money
from guildhall.engine.records import Contract, Finding

CODE = "X11"


def measure(contract: Contract, *, on: date) -> Finding | None:
    """Published measures; the law asks for three above five million pounds, which light-touch contracts are free of."""
    number, missed = contract.metrics, contract.metrics_missed
    if missed is not None and number is not None:
        if missed:
            words = f"Of {count(number, 'measure')} of performance {missed} {'was' if missed == 1 else 'were'} not met."
            return made(contract, CODE, "watch", words, value=str(number), inputs=("metrics", "metrics_missed"))
        words = f"All that is published of its {count(number, 'measure')} of performance was met."
        return made(contract, CODE, "ok", words, value=str(number), inputs=("metrics", "metrics_missed"))
    value = contract.value_gross if contract.value_gross is not None else contract.value_net
    above, least = policy.of("metrics_from_value", on), policy.of("metrics", on)
    is_owed = (
        contract.regime == "act" and value is not None and above.watch is not None and value > above.watch
        and "lightTouch" not in contract.special_regime and not contract.is_framework
    )  # fmt: skip
    if number:
        if is_owed and least.watch is not None and number < least.watch and value is not None:
            words = f"{count(number, 'measure')} of performance published; at {money(value)} the law asks for {least.watch}."
            return made(contract, CODE, "watch", words, value=str(number), inputs=("metrics", "value_gross"))
        words = f"{count(number, 'measure')} of performance agreed and published."
        return made(contract, CODE, "ok", words, value=str(number), inputs=("metrics",))
    if contract.metrics_why:
        words = "No measure of performance was agreed, for the reason quoted."
        said = quote(contract.metrics_why, 0)
        status: Status = "watch" if is_owed else "not_applicable"
        return made(contract, CODE, status, words, value="0", inputs=("metrics_why",), quote=said)
    return None
