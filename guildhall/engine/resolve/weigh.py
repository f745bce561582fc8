"""Weighs the claims about one contract field by field: which wins, which agree, differ, are replaced or set aside."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from guildhall.engine.records import Basis, Claim, Sighting
from guildhall.engine.resolve import policies


class Entry:
    """One claim in the balance. Plain and mutable: there are some thirty for each of many thousand contracts."""

    __slots__ = ("age", "basis", "claim", "note", "rank", "sighting", "state")

    def __init__(self, claim: Claim, sighting: Sighting, age: int) -> None:
        self.claim = claim
        self.sighting = sighting
        self.age = age
        """Place of its document among the contract's documents, oldest 0."""
        self.basis: Basis = claim.basis
        self.rank = policies.rank(claim.field, claim.basis, sighting.notice_kind)
        self.state = ""
        self.note = ""
        """Why it cannot win; empty while it can."""


Balance = dict[str, list[Entry]]


def weigh(sightings: Iterable[Sighting]) -> Balance:
    """All claims by field; those that can never win are already set aside. Sightings come oldest first."""
    balance: Balance = {}
    for age, sighting in enumerate(sightings):
        claims = sighting.claims
        said: dict[str, str] | None = None
        for claim in claims:
            entry = Entry(claim, sighting, age)
            field = claim.field
            if field in policies.CHECKED:
                if said is None:
                    said = {other.field: other.value for other in claims}
                entry.note = policies.set_aside(claim, sighting, said)
                if policies.is_estimate(claim, sighting, said):
                    entry.basis = "C"
                    entry.rank = policies.rank(field, "C", sighting.notice_kind)
            entries = balance.get(field)
            if entries is None:
                balance[field] = [entry]
            else:
                entries.append(entry)
    return balance


def winner(entries: Iterable[Entry]) -> Entry | None:
    """The best claim that is not set aside: better rank, then newer, then by its place in the document."""
    best: Entry | None = None
    for entry in entries:
        if not entry.note and (best is None or _beats(entry, best)):
            best = entry
    return best


def _beats(one: Entry, other: Entry) -> bool:
    if one.rank != other.rank:
        return one.rank < other.rank
    if one.age != other.age:
        return one.age > other.age
    return (one.claim.path, one.claim.value) < (other.claim.path, other.claim.value)


def judge(entries: list[Entry], won: Entry | None) -> bool:
    """Give every claim of a field its state; True when a current, well-founded claim differs from the one that won.

    An older word of the same publisher, and a tender's hope once a contract says otherwise, are replaced, not disputes.
    """
    disputed = False
    for entry in entries:
        if entry is won:
            entry.state = "won"
        elif won is not None and is_same(entry.claim, won.claim):
            entry.state = "agrees"
        elif won is not None and is_replaced(entry, won):
            entry.state = "replaced"
        else:
            entry.state = "disagrees"
            disputed = disputed or (won is not None and not entry.note and entry.basis in "AB")
    return disputed and policies.POLICIES[entries[0].claim.field].disputable


def is_same(one: Claim, other: Claim) -> bool:
    """Whether two claims of a field say the same; publishers write one sum with and without pence."""
    return one.value == other.value or (one.field in policies.MONEY and _sum(one.value) == _sum(other.value))


@lru_cache(maxsize=65536)
def _sum(value: str) -> Decimal | str:
    try:
        return Decimal(value)
    except InvalidOperation:
        return value


def is_replaced(entry: Entry, won: Entry) -> bool:
    """Numbers tell which of two notices of one publisher is older; of two publishers only the days do."""
    if entry.sighting.source == won.sighting.source:
        return entry.age < won.age
    on, won_on = entry.sighting.published_on, won.sighting.published_on
    return entry.basis in "CD" or (on is not None and won_on is not None and on < won_on)
