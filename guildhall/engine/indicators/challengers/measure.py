"""C6: who else has won the same in councils of the same kind."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, count
from guildhall.engine.records import Finding

CODE = "C6"
MONTHS = 36
LEAST = 5
"""Purchases that must be known before few challengers is said to be few."""
_INPUTS = ("category", "supplier", "awarded_on")


def measure(subject_id: str, *, others: int, known_wins: int, need: str, where: str, on: date) -> Finding:
    """Enough others is certain; few of them is said only where enough purchases are known. A floor either way."""
    line = policy.of("challengers", on)
    status: Status = "ok"
    if line.watch is not None and others < line.watch:
        status = "act" if line.act is not None and others < line.act else "watch"
        if known_wins < LEAST:
            status = "unknown"
    who = count(others, "other supplier") if others else "No other supplier"
    words = f"{who} won {need} in {where} in the last {MONTHS} months, as far as is known."
    if status == "unknown":
        words += " Too few purchases are known to say more."
    value, missing = str(others), ("awards",) if status == "unknown" else ()
    return Finding(subject_id, CODE, status, value, value, "", "C", words, _INPUTS, missing)
