"""What was told before the award: planning, engagement, the tender and its lots. Indicators ask how early that was."""

from __future__ import annotations

from datetime import date

from guildhall.engine.records import Call
from guildhall.engine.resolve.policies import FIRST_DAY, LAST_DAY
from guildhall.engine.resolve.term import as_day
from guildhall.engine.resolve.weigh import Balance, winner

FIELDS = frozenset({"planned_on", "tendered_on", "engaged_on", "engagement_ends_on", "lots", "suits_small"})


def resolve_call(balance: Balance) -> Call | None:
    """The call for competition as notices told it; None where none of them is held. First days count, not last ones."""
    if FIELDS.isdisjoint(balance):
        return None
    lots = winner(balance.get("lots", ()))
    why = winner(balance.get("lots_why", ()))
    suits = sorted({part for entry in balance.get("suits_small", ()) for part in entry.claim.value.split("+")})
    return Call(
        planned_on=_first(balance, "planned_on"),
        engaged_on=_first(balance, "engaged_on"),
        engagement_ends_on=_last(balance, "engagement_ends_on"),
        tendered_on=_first(balance, "tendered_on"),
        lots=int(lots.claim.value) if lots is not None else None,
        lots_why=why.claim.value if why is not None else "",
        suits_small="+".join(suits),
    )


def _days(balance: Balance, field: str) -> list[str]:
    return [e.claim.value for e in balance.get(field, ()) if not e.note and FIRST_DAY <= e.claim.value <= LAST_DAY]


def _first(balance: Balance, field: str) -> date | None:
    days = _days(balance, field)
    return as_day(min(days)) if days else None


def _last(balance: Balance, field: str) -> date | None:
    days = _days(balance, field)
    return as_day(max(days)) if days else None
