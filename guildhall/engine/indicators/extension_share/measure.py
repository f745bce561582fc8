"""T3: how much of the longest possible term was never put to a choice at the start."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, made
from guildhall.engine.indicators.total_term.measure import last_end
from guildhall.engine.records import Contract, Finding

CODE = "T3"


def measure(contract: Contract, *, on: date) -> Finding | None:
    """Days of all options over days of the longest possible term, in per cent."""
    start, end = contract.starts_on, contract.first_ends_on or contract.ends_on
    last, field = last_end(contract)
    if start is None or end is None or last is None:
        return None
    if field == "extension" and last <= end:
        return None  # and T4 says that there is no option
    whole_days = (last - start).days + 1
    if end < start or whole_days <= 0 or last < end:
        words = "Cannot tell: the dates of this contract contradict each other."
        return made(contract, CODE, "unknown", words, inputs=("starts_on", "ends_on", field), missing=("ends_on",))
    share = round(100 * (last - end).days / whole_days)
    line = policy.of("extension_share", on)
    status: Status = "ok"
    if line.act is not None and share >= line.act:
        status = "act"
    elif line.watch is not None and share >= line.watch:
        status = "watch"
    words = f"Options to extend make up {share} per cent of the longest possible term."
    return made(contract, CODE, status, words, value=str(share), inputs=("starts_on", "ends_on", field))
