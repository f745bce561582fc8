"""C9: whether the purchase was cut into parts that smaller suppliers can take."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.evidence import quote
from guildhall.engine.indicators.finding import Status, made, money
from guildhall.engine.records import Contract, Finding

CODE = "C9"


def measure(contract: Contract, *, on: date) -> Finding | None:
    """Lots, and the estimate over the lots; for software, one contract beyond the line of policy is worth acting on."""
    call = contract.call
    value = contract.value_net if contract.value_net is not None else contract.value_gross
    line = policy.of("one_contract_value", on)
    if (
        contract.is_digital
        and not contract.is_framework
        and value is not None
        and line.act is not None
        and value > line.act
    ):
        words = f"One contract for software or computing of {money(value)}, above the {money_of(line.act)} of policy{line.by()}."
        return made(contract, CODE, "act", words, value=str(round(value)), inputs=("value_net",))
    lots = call.lots if call is not None else None
    if call is None or lots is None:
        return None
    estimate = contract.value_estimate
    if lots > 1:
        each = f", {money(estimate / lots)} each on average" if estimate is not None and estimate > 1 else ""
        words = f"It was divided into {lots} lots{each}."
        inputs = ("lots", "value_estimate") if each else ("lots",)
        return made(contract, CODE, "ok", words, value=str(lots), inputs=inputs)
    status: Status = "watch" if call.lots_why else "ok"
    words = "It was not divided into lots, for the reason quoted." if call.lots_why else "It was bought as one lot."
    said = quote(call.lots_why, 0) if call.lots_why else ""
    return made(contract, CODE, status, words, value="1", inputs=("lots",), quote=said)


def money_of(pounds: int) -> str:
    """`£100 million`."""
    return f"£{pounds // 1_000_000} million"
