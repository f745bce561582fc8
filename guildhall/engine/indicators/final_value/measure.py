"""M6: what the contract cost in the end, against what was awarded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, made, money, share
from guildhall.engine.records import Contract, Finding

CODE = "M6"
_VAT = Decimal("1.2")


def measure(contract: Contract, *, on: date) -> Finding | None:
    """Final over awarded value, in per cent. Where only a value with VAT was awarded, VAT makes it a range."""
    final = contract.value_final
    if final is None or final <= 0:
        return None
    net, gross = contract.value_net, contract.value_gross
    if net is not None and net > 0:
        low = high = share(final, net)
        of, inputs = money(net), ("value_final", "value_net")
    elif gross is not None and gross > 0:
        low, high = share(final, gross), share(final, gross / _VAT)
        of, inputs = f"{money(gross)} with VAT", ("value_final", "value_gross")
    else:
        words = f"It cost {money(final)} in the end; what was awarded is not known."
        return made(contract, CODE, "unknown", words, inputs=("value_final",), missing=("value_net",))
    statuses = {_status(low, on), _status(high, on)}
    status: Status = statuses.pop() if len(statuses) == 1 else "unknown"
    said = f"{low}" if low == high else f"{low} to {high}"
    words = f"It cost {money(final)} in the end, {said} per cent of the {of} awarded."
    missing = () if status != "unknown" else ("value_net",)
    value = str(low) if low == high else ""
    return made(
        contract, CODE, status, words, value=value, low=str(low), high=str(high), inputs=inputs, missing=missing
    )


def _status(cost: int, on: date) -> Status:
    line, floor = policy.of("final_value", on), policy.of("final_value_low", on)
    if line.act is not None and cost > line.act:
        return "act"
    if (line.watch is not None and cost > line.watch) or (floor.watch is not None and cost < floor.watch):
        return "watch"
    return "ok"
