"""C4: how concentrated a council's purchases of one kind are."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import by_line, count, fraction
from guildhall.engine.records import Finding

CODE = "C4"
MONTHS = 36
_INPUTS = ("supplier", "cpv", "value_net")


def measure(
    subject_id: str, *, need: str, purchases: int, suppliers: int, low: float, high: float, is_all_known: bool, on: date
) -> Finding:
    """The Herfindahl-Hirschman index from 0 (many alike) to 1 (one alone), with bounds over what is unknown."""
    line = policy.of("concentration", on)
    status = by_line(low, high, line.watch, line.act)
    said = f"Of {count(purchases, 'purchase')} of {need} in {MONTHS} months, {count(suppliers, 'supplier')} known"
    words = f"{said}; concentration {between(low, high)} of 1."
    first, last = fraction(low), fraction(high)
    missing = () if is_all_known else ("supplier",)
    value = first if first == last else ""
    return Finding(subject_id, CODE, status, value, first, last, "C", words, _INPUTS, missing)


def between(low: float, high: float) -> str:
    """`0.31`, or `between 0.12 and 0.40`."""
    first, last = f"{low:.2f}", f"{high:.2f}"
    return first if first == last else f"between {first} and {last}"
