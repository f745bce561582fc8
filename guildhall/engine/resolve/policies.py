"""One policy per field: which claims compete, in which order, and which are set aside with a reason.

The order is the same everywhere: the better basis first (A contract notice, B award notice or register row, C tender or
parsed text, D inferred); within a basis the better kind of document, where the field's policy names tiers; within that
the newest. A claim that a policy sets aside never wins and says why. Missing is unknown; nothing is filled in.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache

import msgspec

from guildhall.engine.records import FIELDS, Claim, Sighting

BASES = {"A": 0, "B": 1, "C": 2, "D": 3}

NOMINAL = Decimal(1)
"""Values up to this stand for "not stated": of 730 contracts of 2026, 45 were published at nothing or a penny."""

FIRST_DAY, LAST_DAY = "1990-01-01", "2099-12-31"
"""Days outside are typing errors (after the publisher's own checks on dates)."""


class Policy(msgspec.Struct, frozen=True):
    """How one field is decided. `tiers` lists kinds of notice, best first, that break ties within a basis."""

    why: str
    tiers: tuple[frozenset[str], ...] = ()
    disputable: bool = False
    """Whether readers should be told when current claims differ: figures and dates, not wording."""


_AWARD_BEFORE_REGISTER = (
    frozenset({"UK5", "UK6", "award", "award_update", "contract", "contract_update"}),
    frozenset({"register"}),
)
_BEFORE_AWARD = frozenset(
    {"UK1", "UK2", "UK3", "UK4", "UK12", "planning", "tender", "tender_update", "tender_cancellation"}
)
_TENDER_BEFORE_PLANNING = (
    frozenset({"UK4", "tender", "tender_update"}),
    frozenset({"UK1", "UK2", "UK3", "planning"}),
)
_NEWEST = Policy(
    "The best-founded claim; notices before a register's row; among equals the newest.",
    (*_AWARD_BEFORE_REGISTER, *_TENDER_BEFORE_PLANNING),
)
_FIGURE = msgspec.structs.replace(_NEWEST, disputable=True)
_LONGEST = Policy(
    "What each publisher said last; where publishers differ the longest counts until it is settled, for to ask early costs "
    "nothing and to ask late may cost the choice.",
    disputable=True,
)

POLICIES: dict[str, Policy] = dict.fromkeys(FIELDS, _NEWEST) | {
    "starts_on": Policy(
        "Contract notice, then award notice, then register row, then tender. A change notice (UK10) is never asked: it "
        "gives the day of the change.",
        (*_AWARD_BEFORE_REGISTER, *_TENDER_BEFORE_PLANNING),
        disputable=True,
    ),
    "ends_on": Policy(
        "Change notice (unless it gives one day as the whole period), contract notice, award notice, register row, "
        "tender; else start and length.",
        (*_AWARD_BEFORE_REGISTER, *_TENDER_BEFORE_PLANNING),
        disputable=True,
    ),
    "last_end_on": Policy(
        "As for the end; never before it. No extension declared: the end itself.",
        (*_AWARD_BEFORE_REGISTER, *_TENDER_BEFORE_PLANNING),
        disputable=True,
    ),
    "ended_on": _FIGURE,
    "review_on": _FIGURE,
    "signed_on": _FIGURE,
    "awarded_on": _FIGURE,
    "notice_days": _LONGEST,
    "notice_months": _LONGEST,
    "renewal_mode": _FIGURE,
    "value_net": Policy(
        "Contract before award before register; nothing, a penny or a pound stands for a value not stated. An award "
        "value that only repeats the tender's estimate counts as an estimate.",
        _AWARD_BEFORE_REGISTER,
        disputable=True,
    ),
    "value_gross": Policy(
        "As for the net value. Never worked out from it: a quarter of notices give one figure as both.",
        _AWARD_BEFORE_REGISTER,
        disputable=True,
    ),
    "route": _FIGURE,
}
"""Every field of `records.FIELDS` has a policy; most share one."""

MONEY = frozenset(field for field, kind in FIELDS.items() if kind == "money")
DATES = frozenset(field for field, kind in FIELDS.items() if kind == "date")
CHECKED = DATES | MONEY | {"status"}
"""Fields whose claims may be set aside."""
_TIERS = {
    field: {kind: number for number, kinds in enumerate(policy.tiers) for kind in kinds}
    for field, policy in POLICIES.items()
}


@lru_cache(maxsize=8192)
def rank(field: str, basis: str, notice_kind: str) -> int:
    """Smaller is better. Kinds that no tier names come first in their basis: they are contract and change notices."""
    return BASES[basis] * 16 + _TIERS[field].get(notice_kind, 0)


def set_aside(claim: Claim, sighting: Sighting) -> str:
    """Why a claim cannot win, or nothing."""
    field = claim.field
    if field in DATES:
        if not FIRST_DAY <= claim.value <= LAST_DAY:
            return "the date is too far off to be meant"
        if sighting.notice_kind == "UK10":
            return _change_notice(field, claim.value, sighting)
    elif field in MONEY and is_nominal(claim.value):
        return "nothing, a penny or a pound stands for a value not stated"
    elif field == "status" and sighting.notice_kind in _BEFORE_AWARD:
        return "it speaks of the procurement, not of the contract"
    return ""


def _change_notice(field: str, value: str, sighting: Sighting) -> str:
    """The UK10 rule. 2026-08: 083674-2026 gives start = end = the day of the change, 076773-2026 only a start, the day
    after; merged by the rules of the data standard such a notice turns eighteen months into one day.
    """
    if field == "starts_on":
        return "a change notice gives the day of the change, not the contract's start"
    if field == "ends_on" and value == said(sighting, "starts_on"):
        return "a change notice gave the day of the change as the whole period"
    return ""


@lru_cache(maxsize=65536)
def is_nominal(value: str) -> bool:
    try:
        return Decimal(value) <= NOMINAL
    except InvalidOperation:
        return True


def said(sighting: Sighting, field: str) -> str | None:
    """What a document says of a field; of several claims the last."""
    return next((claim.value for claim in reversed(sighting.claims) if claim.field == field), None)


def is_estimate(claim: Claim, sighting: Sighting) -> bool:
    """Contracts Finder repeats the tender's estimate as the award's value in three awards of five."""
    return (
        sighting.source == "contracts_finder"
        and claim.field in {"value_net", "value_gross"}
        and said(sighting, "value_estimate") == claim.value
    )
