"""L6: how much of a council's running contracts is with the group of companies the supplier belongs to."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import by_line
from guildhall.engine.records import Finding

CODE = "L6"
_INPUTS = ("supplier", "value_net")


def measure(subject_id: str, *, group: str, low: int, on: date) -> Finding:
    """The least share of value in per cent: what is not known is taken to be others', so it is only ever a floor."""
    line = policy.of("group_share", on)
    status = by_line(low / 100, 1.0, line.watch, line.act)
    words = f"The group {group} has at least {low} % of the value of this council's running contracts."
    missing = ("groups_of_others",) if status == "unknown" else ()
    return Finding(subject_id, CODE, status, "", str(low), "", "C", words, _INPUTS, missing)
