"""C5: how many times in a row the same supplier held the contract for the same need."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status
from guildhall.engine.records import Finding

CODE = "C5"


def measure(contract_id: str, *, streak: int, since_on: date | None, on: date, basis: str = "D") -> Finding | None:
    """Contracts in a row with one supplier, counted back over renewals; what came before the record is not counted."""
    if streak < 1:
        return None
    line = policy.of("incumbency", on)
    status: Status = "ok"
    if line.act is not None and streak >= line.act:
        status = "act"
    elif line.watch is not None and streak >= line.watch:
        status = "watch"
    if streak == 1:
        words = "Another supplier held the contract before it."
    else:
        since = f", since {since_on.year}" if since_on is not None else ""
        words = f"It is at least the {_ordinal(streak)} contract in a row with the same supplier{since}."
    value = str(streak)
    return Finding(contract_id, CODE, status, value, value, "", basis, words, ("lineage", "supplier"), ())


def _ordinal(number: int) -> str:
    return {2: "second", 3: "third", 4: "fourth", 5: "fifth"}.get(number, f"{number}th")
