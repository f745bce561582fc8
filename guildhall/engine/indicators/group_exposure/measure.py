"""L6: how much of a council's live contracts is with one group of companies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, count, money, share
from guildhall.engine.records import Finding

CODE = "L6"


def measure(
    subject_id: str, *, group: str, suppliers: int, value: Decimal, total: Decimal, on: date, basis: str = "D"
) -> Finding | None:
    """Live value with the companies of one group over all live value, in per cent, as far as groups are known."""
    if not group or total <= 0:
        return None
    part = share(value, total)
    line = policy.of("group_share", on)
    status: Status = "ok"
    if line.act is not None and part >= line.act:
        status = "act"
    elif line.watch is not None and part >= line.watch:
        status = "watch"
    words = f"{count(suppliers, 'supplier')} of the group {group} hold{'s' if suppliers == 1 else ''} {money(value)}, {part} per cent of what is live and valued."
    return Finding(subject_id, CODE, status, str(part), str(part), "", basis, words, ("group", "value_net"), ())
