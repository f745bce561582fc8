"""M4: what was paid so far against what the contract would have cost by now. Payments come from `sets`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, money, share
from guildhall.engine.records import Finding

CODE = "M4"
_INPUTS = ("payments", "value_net", "starts_on", "ends_on")


def measure(
    contract_id: str, *, paid: Decimal, value: Decimal, starts_on: date, ends_on: date, covered_from_on: date,
    covered_until_on: date, contracts_sharing: int = 1, on: date, basis: str = "B",
) -> Finding | None:  # fmt: skip
    """Payments over the value's share for the days that both the contract and the payments cover, in per cent."""
    first, last = max(starts_on, covered_from_on), min(ends_on, covered_until_on)
    days = (last - first).days + 1
    if value <= 1 or days < 1 or ends_on < starts_on:
        return None
    expected = value * days / ((ends_on - starts_on).days + 1)
    if expected <= 0:
        return None
    high = share(paid, expected)
    low = 0 if contracts_sharing > 1 else high
    line = policy.of("spend_share", on)
    said = f"{money(paid)} was paid where the contract comes to {money(expected)} for the same days"
    if contracts_sharing > 1:
        over = line.watch is not None and high > line.watch
        words = f"Up to {said}; {contracts_sharing} contracts may share these payments."
        status: Status = "unknown" if over else "ok"
        missing = ("contract_ref",) if over else ()
        return Finding(contract_id, CODE, status, "", str(low), str(high), basis, words, _INPUTS, missing)
    status = "ok"
    if line.act is not None and high > line.act:
        status = "act"
    elif line.watch is not None and high > line.watch:
        status = "watch"
    return Finding(
        contract_id, CODE, status, str(high), str(low), str(high), basis, f"{said}: {high} per cent.", _INPUTS, ()
    )
