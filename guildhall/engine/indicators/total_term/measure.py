"""T2: how long the contract can run when every option is taken."""

from __future__ import annotations

from datetime import date

from guildhall.engine.decide.arithmetic import extend_term, term_months
from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, day, made, months, whole
from guildhall.engine.indicators.policy import Policy
from guildhall.engine.records import Contract, Finding

CODE = "T2"


def last_end(contract: Contract) -> tuple[date | None, str]:
    """The last possible end and the field it comes from; None when nobody said whether it can be extended."""
    end, last = contract.ends_on, contract.last_end_on
    if last is not None and (end is None or last >= end):
        return last, "last_end_on"
    if end is None:
        return None, ""
    if contract.options:
        return extend_term(end, sum(contract.options)), "options"
    if contract.extension == "none_declared" or contract.renewal_mode == "none":
        return end, "extension"
    return None, ""


def _line(contract: Contract, on: date) -> Policy:
    if not contract.is_digital:
        return policy.of("total_term_other", on)
    return policy.of("total_term_hosting" if contract.category == "hosting" else "total_term_digital", on)


def _status(length: float, line: Policy) -> Status:
    if line.act is not None and length > line.act:
        return "act"
    return "watch" if line.watch is not None and length > line.watch else "ok"


def measure(contract: Contract, *, on: date) -> Finding | None:
    """Months from the start to the last possible end, both included; software and hosting have lines of their own."""
    start, end = contract.starts_on, contract.ends_on
    last, field = last_end(contract)
    if start is None or (last is None and end is None):
        return None
    if (last or end or start) < start:
        words = "Cannot tell: the end date lies before the start date."
        return made(contract, CODE, "unknown", words, inputs=("starts_on",), missing=("ends_on",))
    line = _line(contract, on)
    if last is None and end is not None:
        least = term_months(start, end)
        status = _status(least, line)
        if status != "act" and contract.first_ends_on is None:
            return None  # the first term is then its lower bound
        status = "act" if status == "act" else "unknown"
        words = f"It runs {months(least)} at least; whether it can be extended is not known."
        return made(
            contract, CODE, status, words, low=whole(least), inputs=("starts_on", "ends_on"), missing=("last_end_on",)
        )
    length = term_months(start, last) if last is not None else 0.0
    status = _status(length, line)
    until = f"{months(length)}, to {day(last)}" if last is not None else months(length)
    words = (
        f"With every option taken it can run {until}"
        if field != "extension"
        else f"Without any extension it runs {until}"
    )
    passed = {"watch": line.watch, "act": line.act}.get(status)
    words += f"; more than {passed} months is long for this kind{line.by()}." if passed else "."
    inputs = ("starts_on", field) if field != "extension" else ("starts_on", "ends_on", "extension")
    return made(contract, CODE, status, words, value=whole(length), inputs=inputs)
