"""T9: how late the public learned of the contract."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, count, day, made
from guildhall.engine.records import Contract, Finding

CODE = "T9"


def measure(contract: Contract, *, on: date) -> Finding | None:
    """Days from the start (or signature) to the first notice that told of the contract; negative is before."""
    told, start, signed = contract.first_published_on, contract.starts_on, contract.signed_on
    if told is None or (start is None and signed is None):
        return None
    end = contract.ends_on
    if end is not None and told > end:
        late = (told - end).days
        words = f"The first notice came on {day(told)}, {count(late, 'day')} after it had ended."
        inputs = ("starts_on", "ends_on", "first_published_on")
        return made(contract, CODE, "act", words, value=str((told - (start or end)).days), inputs=inputs)
    status, words = _against_the_rule(contract, told, signed, on)
    if start is None:
        days = str((told - signed).days) if signed else ""
        return made(contract, CODE, status, words, value=days, inputs=("signed_on", "first_published_on"))
    after = (told - start).days
    if status != "act":
        status = "watch" if after > 0 else "ok"
        words = (
            f"The first notice came on {day(told)}, {count(after, 'day')} after the start."
            if after > 0
            else f"The first notice came on {day(told)}, before the start."
            if after < 0
            else f"The first notice came on {day(told)}, the day it started."
        )
    return made(
        contract, CODE, status, words, value=str(after), inputs=("starts_on", "signed_on", "first_published_on")
    )


def _against_the_rule(contract: Contract, told: date, signed: date | None, on: date) -> tuple[Status, str]:
    """The Act gives a number of days from the contract to its notice; older notices know no such rule here."""
    if signed is None:
        return "ok", ""
    days = (told - signed).days
    words = (
        f"The first notice came {count(days, 'day')} after signature."
        if days >= 0
        else "A notice came before signature."
    )
    if contract.regime != "act":
        return "ok", words
    key = "publish_days_light_touch" if "lightTouch" in contract.special_regime else "publish_days"
    line = policy.of(key, on)
    if line.act is not None and days > line.act:
        return "act", f"The first notice came {count(days, 'day')} after signature; the law gives {line.act}."
    return "ok", words
