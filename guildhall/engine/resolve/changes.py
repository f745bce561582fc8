"""How a contract was changed after it was let: value, term and supplier, and on what ground.

Notices that only correct words change nothing and are not counted. Small changes need no notice at all, so what is
counted here is a floor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from guildhall.engine.records import Changes, Sighting
from guildhall.engine.resolve.joining import REGISTER_KINDS
from guildhall.engine.resolve.supply import key
from guildhall.engine.resolve.term import as_day
from guildhall.engine.resolve.weigh import Balance, Entry, amount, is_same

KINDS = frozenset({"UK10", "contract_update", "award_update"})
"""Notices that tell of a change, or only correct an earlier one."""
_WATCHED = ("value_net", "value_gross", "ends_on", "last_end_on")


def resolve_changes(sightings: Sequence[Sighting], balance: Balance) -> Changes | None:
    """What notices changed; None where no notice of a change is held."""
    told = [sighting for sighting in sightings if sighting.notice_kind in KINDS]
    if not told:
        return None
    moved: set[str] = set()
    first: dict[str, str] = {}
    for field in _WATCHED:
        entries = _own(balance.get(field, ()))
        for earlier, later in pairwise(entries):
            if not is_same(earlier.claim, later.claim) and later.sighting.notice_kind in KINDS:
                moved.add(later.sighting.document)
        if len(entries) > 1 and not is_same(entries[0].claim, entries[-1].claim):
            first[field] = entries[0].claim.value
    grounds = {e.sighting.document: e.claim.value for e in balance.get("change_ground", ()) if e.sighting in told}
    named = {p for s in sightings if s not in told for p in map(key, s.suppliers)}
    counted = []
    for sighting in told:
        is_new = bool(named) and any(key(party) not in named for party in sighting.suppliers)
        if (
            sighting.notice_kind == "UK10" or sighting.removed_suppliers or is_new
            or sighting.document in moved or sighting.document in grounds
        ):  # fmt: skip
            counted.append(sighting.document)
    if not counted:
        return None
    said = [e.claim.value for e in balance.get("change_text", ()) if e.sighting.document in counted]
    return Changes(
        count=len(set(counted)),
        grounds=tuple(dict.fromkeys(part for each in counted for part in grounds.get(each, "").split(",") if part)),
        text=said[-1] if said else "",
        first_value_net=amount(first["value_net"]) if "value_net" in first else None,
        first_value_gross=amount(first["value_gross"]) if "value_gross" in first else None,
        first_last_end_on=as_day(first["last_end_on"]) if "last_end_on" in first else None,
        documents=tuple(dict.fromkeys(counted)),
    )


def _own(entries: Iterable[Entry]) -> list[Entry]:
    """What notices of the contract itself said of a field, oldest first, of the standing of the newest word."""
    said = [e for e in entries if not e.note and e.basis in "AB" and e.sighting.notice_kind not in REGISTER_KINDS]
    return [e for e in said if e.basis == said[-1].basis and e.sighting.source == said[-1].sighting.source]
