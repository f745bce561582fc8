"""Rows of a council's register that name the process they came of: which of its contracts they speak of, if any.

One row and one contract of the same council are the same contract. Where there are several of either, only a match that
is the best both ways counts (same supplier, then title, then end); every other row stays a contract of its own, and says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from guildhall.engine.clean import names
from guildhall.engine.records import Issue, Sighting

if TYPE_CHECKING:
    from guildhall.engine.resolve.identity import CodesOf, Group

REGISTER_KINDS = frozenset({"register"})
_SUPPLIER, _TITLE, _END = 4, 2, 1


def age(sighting: Sighting) -> tuple[str, str, str, str]:
    """Sort key, oldest first: the notice's number decides, its day breaks ties (numbers and days may disagree)."""
    on = sighting.published_on
    return (sighting.order, on.isoformat() if on else "", sighting.document, sighting.local_id)


def in_order(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Oldest first. Notices are ordered by their numbers; rows of registers have none and go in among them by their day."""
    ordered = sorted(sightings, key=age)
    rows = [s for s in ordered if s.notice_kind in REGISTER_KINDS]
    if not rows or len(rows) == len(ordered):
        return ordered
    notices = [s for s in ordered if s.notice_kind not in REGISTER_KINDS]
    newest: list[date] = []  # up to each notice, so that a day out of turn does not hide those before it
    for notice in notices:
        on = notice.published_on or date.min
        newest.append(max(on, newest[-1]) if newest else on)
    found: list[list[Sighting]] = [[] for _ in range(len(notices) + 1)]
    for row in rows:
        found[bisect_right(newest, row.published_on or date.min)].append(row)
    out = found[0]
    for notice, after in zip(notices, found[1:], strict=True):
        out += [notice, *after]
    return out


def join(process: str, groups: Sequence[Group], rows: Iterable[Sighting], codes_of: CodesOf) -> list[Sighting]:
    """Give each row to the contract it speaks of. The rows that speak of none come back; issues stand with the groups."""
    references: dict[tuple[tuple[str, ...], str], list[Sighting]] = {}
    for row in rows:
        references.setdefault((codes_of(row.buyers), row.local_id), []).append(row)
    councils = sorted({codes for codes, _ in references})
    left: list[Sighting] = []
    for codes in councils:
        theirs = [mine for (other, _), mine in sorted(references.items()) if other == codes]
        contracts = [group for group in groups if set(codes) & set(group.council_codes)]
        for mine, group in zip(theirs, _matched(theirs, contracts), strict=True):
            if group is None:
                left += mine
                if contracts:
                    contracts[0].issues.append(_undecided(process, mine[-1], len(contracts)))
            else:
                group.sightings = in_order([*group.sightings, *mine])
    return left


def _matched(theirs: Sequence[list[Sighting]], contracts: Sequence[Group]) -> list[Group | None]:
    if len(theirs) == 1 and len(contracts) == 1:
        return [contracts[0]]
    likeness = [[_likeness(mine, group) for group in contracts] for mine in theirs]
    found: list[Group | None] = []
    for scores in likeness:
        best = max(scores, default=0)
        at = scores.index(best) if best else -1
        rivals = sum(other[at] >= best for other in likeness) if best else 0
        found.append(contracts[at] if best and scores.count(best) == 1 and rivals == 1 else None)
    return found


def _likeness(mine: Sequence[Sighting], group: Group) -> int:
    ours, others = _suppliers(mine), _suppliers(group.sightings)
    if ours and others and not ours & others:
        return 0
    score = _SUPPLIER if ours & others else 0
    score += _TITLE if _said(mine, "title") & _said(group.sightings, "title") else 0
    return score + (_END if _said(mine, "ends_on") & _said(group.sightings, "ends_on") else 0)


def _suppliers(sightings: Iterable[Sighting]) -> set[str]:
    return {names.normalise(party.name).key for s in sightings for party in s.suppliers} - {""}


def _said(sightings: Iterable[Sighting], field: str) -> set[str]:
    return {claim.value.casefold() for s in sightings for claim in s.claims if claim.field == field}


def _undecided(process: str, row: Sighting, contracts: int) -> Issue:
    several = (
        f"has {contracts} contracts of this council" if contracts > 1 else "has one contract, and several rows name it"
    )
    return Issue(
        row.document, row.local_id, "warning", "row_fits_no_contract",
        f"The row names the process {process}, which {several}; none fits it best, so it stands as a contract of its own.",
    )  # fmt: skip
