"""E4: how many suppliers of the area and trade were told of a need."""

from __future__ import annotations

from guildhall.engine.indicators.finding import Status, count
from guildhall.engine.records import Finding

CODE = "E4"


def measure(subject_id: str, *, told: int, known: int) -> Finding | None:
    """Small suppliers written to, of those known in the area and trade. Nobody told is worth a look."""
    if known < 1 or told < 0:
        return None
    status: Status = "watch" if told == 0 else "ok"
    words = f"{told} of {count(known, 'small supplier')} known in the area and trade were told."
    return Finding(subject_id, CODE, status, str(told), str(told), str(told), "A", words, ("suppliers_told",), ())
