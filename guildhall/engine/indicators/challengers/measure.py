"""C6: who else has won the same in similar councils."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, count
from guildhall.engine.records import Finding

CODE = "C6"


def measure(subject_id: str, *, suppliers: int, councils: int, small: int = 0, on: date) -> Finding | None:
    """Other suppliers that won the same kind of contract in peer councils in the last 36 months; a floor."""
    if councils < 1:
        return None
    line = policy.of("challengers", on)
    status: Status = "ok"
    if line.act is not None and suppliers < line.act:
        status = "act"
    elif line.watch is not None and suppliers < line.watch:
        status = "watch"
    among = f", {small} of them small," if small else ""
    words = f"At least {count(suppliers, 'other supplier')}{among} won the same in {count(councils, 'similar council')} within 36 months."
    if not suppliers:
        words = (
            f"No other supplier is known to have won the same in {count(councils, 'similar council')} within 36 months."
        )
    return Finding(
        subject_id, CODE, status, str(suppliers), str(suppliers), "", "B", words, ("category", "supplier"), ()
    )
