"""T8: whether money went to the supplier after the contract had ended. The payments are put beside contracts by `sets`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from guildhall.engine.indicators.finding import day, money
from guildhall.engine.records import Finding

CODE = "T8"
_INPUTS = ("ends_on", "payments")


def measure(
    contract_id: str, *, ends_on: date, paid_after_end: Decimal, last_paid_on: date | None,
    covered_until_on: date | None, contracts_sharing: int = 1, basis: str = "B",
) -> Finding | None:  # fmt: skip
    """Payments after the last end. Where several contracts may share them, none can be blamed alone."""
    if last_paid_on is not None and last_paid_on > ends_on and paid_after_end > 0:
        value = str(paid_after_end)
        words = f"{money(paid_after_end)} went to its supplier after it had ended on {day(ends_on)}, the last on {day(last_paid_on)}"
        if contracts_sharing > 1:
            words += f"; {contracts_sharing} contracts may share these payments."
            return Finding(contract_id, CODE, "watch", "", "0", value, basis, words, _INPUTS, ("contract_ref",))
        words += "; it may have been extended without a notice."
        return Finding(contract_id, CODE, "act", value, value, value, basis, words, _INPUTS, ())
    if covered_until_on is not None and covered_until_on > ends_on:
        words = (
            f"No payment after its end on {day(ends_on)} in the payments held, which run to {day(covered_until_on)}."
        )
        return Finding(contract_id, CODE, "ok", "0", "0", "0", basis, words, _INPUTS, ())
    return None
