"""What every indicator shares: making a finding, its basis, and months, days and sums in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from guildhall.engine.decide.words import count, day, span
from guildhall.engine.records import Contract, Finding

__all__ = [
    "Status", "by_line", "count", "day", "fraction", "made", "money", "months", "percent", "share", "span", "tell", "whole",
]  # fmt: skip

Status = Literal["ok", "watch", "act", "unknown", "not_applicable"]


def made(
    contract: Contract,
    code: str,
    status: Status,
    words: str,
    *,
    value: str = "",
    low: str = "",
    high: str = "",
    inputs: tuple[str, ...] = (),
    missing: tuple[str, ...] = (),
    quote: str = "",
    at_best: str = "",
) -> Finding:
    """A finding whose basis is that of the weakest claim it rests on; one value stands for both bounds.

    `at_best` is the best basis it can have however well founded the claims are: C for what is read out of prose.
    """
    if value and not low and not high:
        low = high = value
    known = contract.basis
    grades = [known[name] for name in inputs if name in known] if known else ()
    basis = max(at_best, *grades) if grades else at_best
    return Finding(contract.contract_id, code, status, value, low, high, basis, words, inputs, missing, quote)


def months(number: float) -> str:
    """`12 months`, `13.5 months`, `1 month`; the value as a finding stores it is `whole(number)`."""
    text = whole(number)
    return f"{text} month" if text == "1" else f"{text} months"


def whole(number: float) -> str:
    """A number without needless decimals."""
    return str(int(number)) if number == int(number) else f"{number:.1f}"


def tell(first: date | None, last: date | None) -> tuple[str, str]:
    """Two bounds as a finding stores them."""
    return (first.isoformat() if first else "", last.isoformat() if last else "")


@lru_cache(maxsize=4096)
def money(sum_: Decimal) -> str:
    """`£1,250`: to the pound."""
    return f"-£{-sum_:,.0f}" if sum_ < 0 else f"£{sum_:,.0f}"


def share(part: Decimal, whole_: Decimal) -> int:
    """Whole per cent."""
    return round(100 * part / whole_)


def percent(low: float, high: float) -> str:
    """A share in words: `40 %`, or `between 40 % and 60 %`."""
    first, last = round(low * 100), round(high * 100)
    return f"{first} %" if first == last else f"between {first} % and {last} %"


def fraction(value: float) -> str:
    """A share from 0 to 1 as findings store it."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def by_line(low: float, high: float, watch: int | None, act: int | None) -> Status:
    """Certain only where both bounds of a share fall on one side of the line, which is in per cent."""
    if act is not None and low * 100 >= act:
        return "act"
    if watch is not None and low * 100 >= watch:
        return "watch"
    lines = [line for line in (watch, act) if line is not None]
    return "ok" if not lines or high * 100 < min(lines) else "unknown"
