"""C3: what share of a council's purchases of one kind the largest supplier has."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import by_line, count, fraction, percent
from guildhall.engine.records import Finding

CODE = "C3"
MONTHS = 36
_INPUTS = ("supplier", "cpv", "value_net")


def measure(
    subject_id: str, *, supplier: str, need: str, purchases: int, low: float, high: float,
    value_low: float | None, value_high: float | None, is_all_known: bool, on: date,
) -> Finding:  # fmt: skip
    """Bounds on the share of purchases decide; the share of their value is told beside it. Shares are from 0 to 1."""
    line = policy.of("supplier_share", on)
    status = by_line(low, high, line.watch, line.act)
    worth = "; its share of the value is not known"
    if value_low is not None and value_high is not None:
        worth = f", and {percent(value_low, value_high)} of the value"
    words = (
        f"Of {count(purchases, 'purchase')} of {need} in {MONTHS} months, {supplier} had {percent(low, high)}{worth}."
    )
    first, last = fraction(low), fraction(high)
    missing = () if is_all_known else ("supplier",)
    value = first if first == last else ""
    return Finding(subject_id, CODE, status, value, first, last, "C", words, _INPUTS, missing)
