"""C4: how concentrated a council's purchases, or a market, are."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, count
from guildhall.engine.records import Finding

CODE = "C4"


def measure(
    subject_id: str, *, low: float, high: float, suppliers: int, contracts: int, assessable: int, on: date
) -> Finding | None:
    """The Herfindahl-Hirschman index from 0 (many alike) to 1 (one alone), with bounds over what is unknown."""
    if assessable < 2:
        return None
    line = policy.of("concentration", on)
    statuses = {_status(low, line), _status(high, line)}
    status: Status = statuses.pop() if len(statuses) == 1 else "unknown"
    at = f"{low:.2f}" if f"{low:.2f}" == f"{high:.2f}" else f"{low:.2f} to {high:.2f}"
    words = f"{count(suppliers, 'supplier')} share it with a concentration of {at}; {assessable} of {contracts} contracts could be assessed."
    missing = ("value_net",) if status == "unknown" or assessable < contracts else ()
    value = f"{low:.2f}" if f"{low:.2f}" == f"{high:.2f}" else ""
    return Finding(
        subject_id, CODE, status, value, f"{low:.2f}", f"{high:.2f}", "B", words, ("supplier", "value_net"), missing
    )


def _status(index: float, line: policy.Policy) -> Status:
    if line.act is not None and index * 100 >= line.act:
        return "act"
    return "watch" if line.watch is not None and index * 100 >= line.watch else "ok"
