"""What every indicator shares: making a finding, its basis, and months and days in words."""

from __future__ import annotations

from datetime import date
from typing import Literal

from guildhall.engine.decide.words import count, day, span
from guildhall.engine.records import Contract, Finding

__all__ = ["Status", "count", "day", "made", "months", "span", "tell", "whole"]

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
) -> Finding:
    """A finding whose basis is that of the weakest claim it rests on; one value stands for both bounds."""
    if value and not low and not high:
        low = high = value
    known = contract.basis
    basis = max([known[name] for name in inputs if name in known], default="")
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
