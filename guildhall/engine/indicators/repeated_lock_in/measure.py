"""L2: whether lock-in to the same supplier was declared more than once."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.records import Finding

CODE = "L2"
MONTHS = 60
_INPUTS = ("rationale", "supplier", "awarded_on")


def measure(subject_id: str, *, declared: int, on: date) -> Finding:
    """Purchases of one council from one supplier for which L1 found lock-in declared, in 60 months; a floor."""
    line = policy.of("repeated_lock_in", on)
    value = str(declared)
    if line.act is not None and declared >= line.act:
        words = f"In {MONTHS} months the council declared {declared} times that only this supplier is possible."
        return Finding(subject_id, CODE, "act", value, value, "", "B", words, _INPUTS, ())
    words = f"Declared once in {MONTHS} months, as far as is published."
    return Finding(subject_id, CODE, "unknown", "", value, "", "B", words, _INPUTS, ("rationale",))
