"""M2: how much longer the contract can run than was first agreed."""

from __future__ import annotations

from datetime import date

from guildhall.engine.decide.arithmetic import term_months
from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, day, made
from guildhall.engine.indicators.value_growth.measure import PROPOSED
from guildhall.engine.records import Contract, Finding

CODE = "M2"


def measure(contract: Contract, *, on: date) -> Finding | None:
    """New longest term less the first over the first, in per cent; an option that was always there is no growth."""
    start, now = contract.starts_on, _now(contract)
    first, field = _first(contract)
    if start is None or now is None or first is None or first < start:
        return None
    if contract.changes is None and first == now:
        return None
    before = term_months(start, first)
    grown = round(100 * (term_months(start, now) - before) / before) if before else 0
    inputs = ("starts_on", field, "ends_on")
    if now <= first and contract.changes is not None and contract.changes.text.startswith(PROPOSED):
        return None
    if now <= first:
        words = f"The published changes keep it within the term first agreed, to {day(first)}."
        return made(contract, CODE, "ok", words, value=str(min(grown, 0)), inputs=inputs)
    line = policy.of("term_growth", on)
    status: Status = "act" if line.act is not None and grown > line.act else "ok"
    words = f"It can now run to {day(now)}, {grown} per cent longer than first agreed, to {day(first)}"
    words += f"; the law calls more than {line.act} per cent substantial{line.by()}." if status == "act" else "."
    return made(contract, CODE, status, words, value=str(grown), inputs=inputs)


def _now(contract: Contract) -> date | None:
    last, end = contract.last_end_on, contract.ends_on
    return max(last, end) if last is not None and end is not None else last or end


def _first(contract: Contract) -> tuple[date | None, str]:
    """The last possible end as first agreed; where it never moved, it is the one known now."""
    changes = contract.changes
    if changes is not None and changes.first_last_end_on is not None:
        return changes.first_last_end_on, "last_end_on"
    is_told = contract.regime == "act"  # a register that lists no option may only have none left
    if is_told and contract.extension == "none_declared" and contract.first_ends_on is not None:
        return contract.first_ends_on, "first_ends_on"
    if changes is not None and contract.last_end_on is not None:
        return contract.last_end_on, "last_end_on"
    return None, ""
