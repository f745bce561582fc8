"""C3: what share of a council's contracts in a division of goods or services one supplier has."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status
from guildhall.engine.records import Finding

CODE = "C3"


def measure(
    subject_id: str, *, supplier: str, value: Decimal, total: Decimal, contracts: int, all_contracts: int,
    supplier_unvalued: int = 0, other_unvalued: int = 0, on: date,
) -> Finding | None:  # fmt: skip
    """Shares by count and by value, in per cent; contracts without a value widen the share by value to bounds."""
    if all_contracts < 2:
        return None
    by_count = round(100 * contracts / all_contracts)
    low, high = value_bounds(value, total, supplier_unvalued=supplier_unvalued, other_unvalued=other_unvalued)
    line = policy.of("supplier_share", on)
    statuses = {_status(low, line), _status(high, line)}
    status: Status = statuses.pop() if len(statuses) == 1 else "unknown"
    worth = f"{low}" if low == high else f"{low} to {high}"
    words = f"{supplier} has {by_count} per cent of {all_contracts} contracts, and {worth} per cent of their value."
    missing = ("value_net",) if supplier_unvalued or other_unvalued else ()
    return Finding(
        subject_id, CODE, status, str(low) if low == high else "", str(low), str(high), "B", words,
        ("supplier", "value_net"), missing,
    )  # fmt: skip


def value_bounds(value: Decimal, total: Decimal, *, supplier_unvalued: int, other_unvalued: int) -> tuple[int, int]:
    """Lowest and highest share in per cent: a value that nobody published may be nothing or all."""
    known = round(100 * value / total) if total > 0 else 0
    low = 0 if other_unvalued else known
    high = 100 if supplier_unvalued else known
    return (low, high) if total > 0 else (0, 100)


def _status(share: int, line: policy.Policy) -> Status:
    if line.act is not None and share >= line.act:
        return "act"
    return "watch" if line.watch is not None and share >= line.watch else "ok"
