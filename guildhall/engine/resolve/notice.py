"""How much notice: months and days are two ways of saying one thing, so they are weighed together.

What each publisher said last is current. Where publishers differ the longest counts until it is settled, because to ask
early costs nothing and to ask late may cost the choice; the contract then says that it is disputed.
"""

from __future__ import annotations

from typing import NamedTuple

from guildhall.engine.resolve.weigh import Balance, Entry

NOTICE_FIELDS = frozenset({"notice_days", "notice_months"})
MONTH_DAYS = 30
SAME_DAYS = 5
"""90 days and 3 months say the same."""


class Asked(NamedTuple):
    days: int | None = None
    months: int | None = None
    field: str = ""
    """The field of the claim that won."""
    is_disputed: bool = False


def resolve_notice(balance: Balance, won: dict[str, Entry | None]) -> Asked:
    """The notice, with every claim about it given its state; `won` is told of the claim that won."""
    entries = [entry for field in sorted(NOTICE_FIELDS) for entry in balance.get(field, ())]
    current: dict[str, Entry] = {}
    for entry in entries:
        if entry.claim.value.isdigit() and len(entry.claim.value) < 6:
            other = current.get(entry.sighting.source)
            if other is None or (-entry.rank, entry.age, _days(entry)) > (-other.rank, other.age, _days(other)):
                current[entry.sighting.source] = entry
    if not current:
        return Asked()
    best = max(current.values(), key=lambda entry: (_days(entry), -entry.rank, entry.age, entry.sighting.source))
    is_disputed = False
    for entry in entries:
        if entry is best:
            entry.state = "won"
        elif entry.claim.value.isdigit() and abs(_days(entry) - _days(best)) <= SAME_DAYS:
            entry.state = "agrees"
        elif entry is current.get(entry.sighting.source):
            entry.state = "disagrees"
            is_disputed = True
        else:
            entry.state = "replaced"
    field = best.claim.field
    won.update(dict.fromkeys(NOTICE_FIELDS & balance.keys()))
    won[field] = best
    number = int(best.claim.value)
    months = number if field == "notice_months" else None
    return Asked(number if months is None else months * MONTH_DAYS, months, field, is_disputed)


def _days(entry: Entry) -> int:
    return int(entry.claim.value) * (MONTH_DAYS if entry.claim.field == "notice_months" else 1)
