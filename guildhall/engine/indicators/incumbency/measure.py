"""C5: how many contracts in a row a supplier has had from a council for the same need, and since when."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status
from guildhall.engine.records import Finding

CODE = "C5"
_INPUTS = ("category", "supplier", "starts_on")
_MISSING = ("earlier_contracts",)


def measure(contract_id: str, *, length: int, since: int, need: str, is_after_another: bool, on: date) -> Finding:
    """A first contract is no concern only where somebody else had the need before: the record may lack earlier ones."""
    line = policy.of("incumbency", on)
    status: Status = "ok" if is_after_another else "unknown"
    if line.act is not None and length >= line.act:
        status = "act"
    elif line.watch is not None and length >= line.watch:
        status = "watch"
    if length > 1:
        words = f"The supplier's {ordinal(length)} contract in a row for {need} here, since {since}."
    elif is_after_another:
        words = f"The supplier's first known contract for {need} here; another had it before."
    else:
        words = f"No earlier contract for {need} is known here, which does not mean that there was none."
    value = str(length)
    if status == "unknown":
        return Finding(contract_id, CODE, status, "", value, "", "C", words, _INPUTS, _MISSING)
    return Finding(contract_id, CODE, status, value, value, value, "C", words, _INPUTS, ())


def ordinal(number: int) -> str:
    """`2nd`, `3rd`, `11th`."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
