"""Who supplies: the best document's suppliers, then what change notices added and removed. Placeholders name nobody."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from guildhall.engine.clean import names
from guildhall.engine.records import Party, Sighting

_STANDING = {"UK7": 0, "contract": 0, "contract_update": 0, "UK6": 1, "award": 1, "award_update": 1, "UK5": 2}


class Mention(msgspec.Struct, gc=False):
    """A supplier as one document names it, and what became of that claim."""

    party: Party
    sighting: Sighting
    state: str
    note: str = ""


def resolve_suppliers(sightings: Sequence[Sighting]) -> tuple[tuple[Party, ...], list[Mention]]:
    """The suppliers now, and every mention with its state. Sightings come oldest first."""
    base: Sighting | None = None
    changes: list[Sighting] = []
    for sighting in sightings:
        if sighting.notice_kind == "UK10":
            changes.append(sighting)
        elif sighting.suppliers and (base is None or _standing(sighting) <= _standing(base)):
            base = sighting
    now = {key(p): p for p in base.suppliers if not names.is_placeholder(p.name)} if base is not None else {}
    for change in changes:
        for party in change.removed_suppliers:
            now.pop(key(party), None)
        for party in change.suppliers:
            if not names.is_placeholder(party.name):
                now.setdefault(key(party), party)
        if _is_transfer(change):
            now = {key(p): p for p in change.suppliers if not names.is_placeholder(p.name)} or now
    return tuple(now.values()), _mentions(sightings, base, now)


def _mentions(sightings: Sequence[Sighting], base: Sighting | None, now: dict[str, Party]) -> list[Mention]:
    found: list[Mention] = []
    won: set[str] = set()
    for sighting in reversed(sightings):
        for party in sighting.suppliers:
            name = key(party)
            if names.is_placeholder(party.name):
                found.append(Mention(party, sighting, "disagrees", "the name stands for no supplier"))
            elif name in now:
                is_won = name not in won and party is now[name]
                found.append(Mention(party, sighting, "won" if is_won else "agrees"))
                if is_won:
                    won.add(name)
            else:
                older = base is not None and (sighting.order <= base.order or sighting is base)
                found.append(Mention(party, sighting, "replaced" if older else "disagrees"))
    found.reverse()
    return found


def key(party: Party) -> str:
    """What two mentions of one supplier in one contract's documents share: the normalised name."""
    return names.normalise(party.name).key or party.name


def _standing(sighting: Sighting) -> int:
    return _STANDING.get(sighting.notice_kind, 3)


def _is_transfer(change: Sighting) -> bool:
    """A contract handed to another company: the notice names the new one and need not name the old one as removed."""
    return (
        bool(change.suppliers)
        and not change.removed_suppliers
        and any(c.field == "change_ground" and "transfer" in c.value.lower() for c in change.claims)
    )
