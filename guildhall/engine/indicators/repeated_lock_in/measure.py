"""L2: whether lock-in to the same supplier was declared more than once."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status
from guildhall.engine.records import Finding

CODE = "L2"


def measure(subject_id: str, *, declared: int, on: date) -> Finding | None:
    """Direct awards on a ground of lock-in (L1) by one council to one supplier within 60 months; a floor."""
    if declared < 1:
        return None
    line = policy.of("repeated_lock_in", on)
    status: Status = "act" if line.act is not None and declared >= line.act else "ok"
    words = "Lock-in to this supplier was declared once within 60 months, as far as is published."
    if declared > 1:
        words = f"The council declared {declared} times within 60 months that only this supplier is possible."
    return Finding(
        subject_id, CODE, status, str(declared), str(declared), "", "B", words, ("rationale", "supplier"), ()
    )
