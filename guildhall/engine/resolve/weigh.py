"""Weighs the claims about one contract field by field: which wins, which agree, differ, are replaced or set aside."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import msgspec

from guildhall.engine.records import Basis, Claim, Sighting
from guildhall.engine.resolve import policies

_CENT = Decimal("0.01")
_MOST = Decimal(10) ** 15


class Entry(msgspec.Struct, gc=False):
    """One claim in the balance. Mutable: there are some thirty for each of many thousand contracts."""

    claim: Claim
    sighting: Sighting
    age: int
    """Place of its document among the contract's documents, oldest 0."""
    basis: Basis
    rank: int
    note: str = ""
    """Why it cannot win; empty while it can."""
    state: str = ""


Balance = dict[str, list[Entry]]


def weigh(sightings: Iterable[Sighting]) -> Balance:
    """All claims by field; those that can never win are already set aside. Sightings come oldest first."""
    balance: Balance = {}
    for age, sighting in enumerate(sightings):
        kind = sighting.notice_kind
        for claim in sighting.claims:
            field = claim.field
            basis = claim.basis
            note = ""
            if field in policies.CHECKED:
                note = policies.set_aside(claim, sighting)
                if policies.is_estimate(claim, sighting):
                    basis = "C"
            entry = Entry(claim, sighting, age, basis, policies.rank(field, basis, kind), note)
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


@lru_cache(maxsize=65536)
def amount(text: str) -> Decimal | None:
    """A sum in pounds and pence; what no register could hold is no sum. Claims that are no number never win."""
    value = Decimal(text)
    return value.quantize(_CENT) if abs(value) < _MOST else None
