"""Which sightings speak of one and the same contract, and what that contract is called.

A contract is known inside its process (portal and ocid) by its award, and by its own id where one award led to several
contracts. An ocid shared by buyers who have nothing to do with each other is one process for each of them. A register's
row is known by the council and its reference, whichever quarter's file it stands in. Names given here never change when
later notices are added: they follow the first notice that told of the contract.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import msgspec

from guildhall.engine.clean import names
from guildhall.engine.records import Issue, Party, Sighting
from guildhall.engine.resolve.joining import REGISTER_KINDS, age, join

AWARD_KINDS = frozenset({"UK5", "UK6", "award", "award_update"})
"""Notices that speak of an award; what they say holds for every contract that came of it."""
NO_CONTRACT_KINDS = frozenset(
    {
        "UK1",
        "UK2",
        "UK3",
        "UK4",
        "UK8",
        "UK12",
        "UK13",
        "UK14",
        "UK15",
        "UK16",
        "UK17",
        "planning",
        "tender",
        "tender_update",
        "tender_cancellation",
    }
)
"""Notices that let no contract, whatever ids they carry. 2026-08: a UK15 listed 34 suppliers let on to a market as
awards without value."""
OCID = "ocds-"
"""What the name of a process begins with that registers may name too."""
FOLLOW_UP_KINDS = frozenset({"UK9", "UK10", "UK11"})
"""Notices of a contract's life: they follow a contract let earlier."""
UPDATE_KINDS = frozenset({"award_update", "contract_update"})
OWN_DAYS = frozenset({"signed_on", "starts_on"})
"""Days that a change leaves as they were."""

CodesOf = Callable[[Sequence[Party]], tuple[str, ...]]
"""The councils among some buyers, by code."""


class Group(msgspec.Struct, gc=False):
    """All that is said of one contract: its own sightings, and what was said of the whole process before it was let."""

    contract_id: str
    process: str
    sightings: list[Sighting]
    """Oldest first."""
    context: list[Sighting]
    """Tender and planning notices of the process, oldest first."""
    buyers: tuple[Party, ...]
    council_codes: tuple[str, ...]
    issues: list[Issue] = []


def process_key(sighting: Sighting, council_codes: Sequence[str]) -> str:
    """What sightings must share to be of one contract; sightings with different keys never meet."""
    if sighting.notice_kind in REGISTER_KINDS and council_codes:
        return f"register:{'+'.join(council_codes)}"
    return sighting.process


def contracts_of(process: str, sightings: Iterable[Sighting], codes_of: CodesOf) -> list[Group]:
    """The contracts of one process, and nothing else: tender notices alone let no contract. Rows of registers that name
    the process join the contract they speak of, or stand alone under the name they would have had without it.
    """
    ordered = distinct(sightings)
    if process.startswith("register:"):
        return _told_apart(_register_rows(process, ordered, codes_of))
    rows = [s for s in ordered if s.notice_kind in REGISTER_KINDS and process.startswith(OCID)]
    notices = [s for s in ordered if s not in rows] if rows else ordered
    groups: list[Group] = []
    for number, part in enumerate(by_buyer(notices, codes_of)):
        suffix = "" if number == 0 else f"-b{checksum(_buyer_words(part))}"
        stem = slug(process.removeprefix("ocds-")) + suffix
        groups.extend(_contracts(process, stem, part, codes_of))
    if rows:
        groups += _own_rows(join(process, groups, rows, codes_of), codes_of)
    return groups if len(groups) < 2 else _told_apart(groups)


def _told_apart(groups: list[Group]) -> list[Group]:
    """Ids that differ only in case would become one address: all but the first get a checksum."""
    taken: set[str] = set()
    for group in groups:
        if group.contract_id in taken:
            first = group.sightings[0]
            group.contract_id += f"-x{checksum(f'{first.award_id}/{first.local_id}')}"
        taken.add(group.contract_id)
    return groups


def distinct(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Each sighting once, oldest first. The same notice in two files is one; should they differ, the fuller counts."""
    seen: dict[tuple[str, str, str, str], Sighting] = {}
    for sighting in sightings:
        key = (sighting.source, sighting.document, sighting.local_id, sighting.award_id)
        other = seen.get(key)
        if other is None or (sighting is not other and _fullness(sighting) > _fullness(other)):
            seen[key] = sighting
    return sorted(seen.values(), key=age)


def _fullness(sighting: Sighting) -> tuple[int, bytes]:
    return len(sighting.claims), msgspec.msgpack.encode(sighting)


def by_buyer(ordered: list[Sighting], codes_of: CodesOf) -> list[list[Sighting]]:
    """Sightings of one ocid, parted by buyers who share neither id, name nor council. Oldest part first."""
    if len(ordered) < 2:
        return [ordered]
    first = ordered[0].buyers
    if all(not s.buyers or s.buyers == first for s in ordered):
        return [ordered]
    owner: dict[str, int] = {}
    parts: list[list[Sighting]] = []
    nameless: list[Sighting] = []
    for sighting in ordered:
        keys = _buyer_keys(sighting.buyers, codes_of)
        if not keys:
            nameless.append(sighting)
            continue
        found = sorted({owner[key] for key in keys if key in owner})
        if not found:
            found = [len(parts)]
            parts.append([])
        target = found[0]
        for other in found[1:]:
            parts[target].extend(parts[other])
            parts[other] = []
            owner.update({key: target for key, part in owner.items() if part == other})
        parts[target].append(sighting)
        owner.update(dict.fromkeys(keys, target))
    kept = [sorted(part, key=age) for part in parts if part]
    kept.sort(key=lambda part: age(part[0]))
    return _place_nameless(kept, nameless)


def _place_nameless(parts: list[list[Sighting]], nameless: list[Sighting]) -> list[list[Sighting]]:
    """Notices without a buyer (cancellations, terminations) go where their contract is known, else to the first part."""
    if not parts:
        return [nameless]
    for sighting in nameless:
        ids = {sighting.local_id, sighting.award_id} - {""}
        home = next((p for p in parts if any(ids & {s.local_id, s.award_id} for s in p)), parts[0])
        home.append(sighting)
        home.sort(key=age)
    return parts


def _buyer_keys(buyers: Sequence[Party], codes_of: CodesOf) -> list[str]:
    keys = [f"council:{code}" for code in codes_of(buyers)]
    for buyer in buyers:
        keys.extend(buyer.ids)
        if buyer.name:
            keys.append("name:" + names.normalise(buyer.name).key)
    return keys


def _buyer_words(part: Sequence[Sighting]) -> str:
    return next((min(b.name.casefold() for b in s.buyers) for s in part if s.buyers), "")


def _contracts(process: str, stem: str, ordered: list[Sighting], codes_of: CodesOf) -> list[Group]:
    context = [s for s in ordered if s.notice_kind in NO_CONTRACT_KINDS]
    own = [s for s in ordered if s.notice_kind not in NO_CONTRACT_KINDS]
    if not own:
        return []
    awards: dict[str, dict[str, list[Sighting]]] = {}
    award_of: dict[str, str] = {}
    for sighting in own:
        award, local = _place(sighting, awards, award_of)
        awards.setdefault(award, {}).setdefault(local, []).append(sighting)
        award_of.setdefault(local, award)
    groups: list[Group] = []
    for award, members in awards.items():
        for local, mine in _shared(award, members):
            name = award if local == "" else f"{award}.{local}"
            contract_id = f"{stem}-{slug(_short(name, process))}"
            groups.append(_group(contract_id, process, mine, context, codes_of))
    return groups


def _place(
    sighting: Sighting, awards: dict[str, dict[str, list[Sighting]]], award_of: dict[str, str]
) -> tuple[str, str]:
    """Award and contract that a sighting speaks of, as they are already known where they are."""
    award, local = sighting.award_id, sighting.local_id
    if not (award or local):  # a table's row names no award: its process has one
        award = f"{sighting.process}-1"
    if not award:
        award = award_of.get(local, local)
    if not local:
        local = award
    if award not in awards and sighting.notice_kind in UPDATE_KINDS:
        # 2026-08: an older update notice names its award by its own number, so that ids cannot match; one earlier
        # award of the same process with a supplier in common is the one meant.
        same = [a for a, members in awards.items() if _share_supplier(sighting, members)]
        if len(same) > 1:  # of one supplier's several awards the one that was signed, or began, on the same day
            same = [a for a in same if _share_day(sighting, awards[a])]
        if len(same) == 1:
            return same[0], next(iter(awards[same[0]]))
    return award, local


def _share_day(sighting: Sighting, members: dict[str, list[Sighting]]) -> bool:
    mine = {(claim.field, claim.value) for claim in sighting.claims if claim.field in OWN_DAYS}
    return any((claim.field, claim.value) in mine for group in members.values() for s in group for claim in s.claims)


def _share_supplier(sighting: Sighting, members: dict[str, list[Sighting]]) -> bool:
    mine = {names.normalise(p.name).key for p in sighting.suppliers}
    return any(names.normalise(p.name).key in mine for group in members.values() for s in group for p in s.suppliers)


def _shared(award: str, members: dict[str, list[Sighting]]) -> list[tuple[str, list[Sighting]]]:
    """The contracts of one award: the first to be told of bears the award's name, the others add their own."""
    if len(members) == 1:
        return [("", next(iter(members.values())))]
    about_award = [s for s in members.get(award, []) if s.notice_kind in AWARD_KINDS]
    own = {local: [s for s in mine if s not in about_award] for local, mine in members.items()}
    own = {local: mine for local, mine in own.items() if mine}
    found: list[tuple[str, list[Sighting]]] = []
    for number, (local, mine) in enumerate(own.items()):
        found.append(("" if number == 0 else local, sorted([*about_award, *mine], key=age)))
    return found


def _group(contract_id: str, process: str, mine: list[Sighting], context: list[Sighting], codes_of: CodesOf) -> Group:
    buyers = next((s.buyers for s in reversed(mine) if s.buyers), ())
    if not buyers:
        buyers = next((s.buyers for s in reversed(context) if s.buyers), ())
    return Group(contract_id, process, mine, context, councils_first(buyers, codes_of), codes_of(buyers))


def councils_first(buyers: tuple[Party, ...], codes_of: CodesOf) -> tuple[Party, ...]:
    """Buyers with a council among them, that council before its departments and partners."""
    return buyers if len(buyers) < 2 else tuple(sorted(buyers, key=lambda buyer: not codes_of((buyer,))))


def _own_rows(rows: Iterable[Sighting], codes_of: CodesOf) -> list[Group]:
    """Rows that named a process and yet stand alone: contracts as if they had named none."""
    homes: dict[str, list[Sighting]] = {}
    for row in rows:
        homes.setdefault(process_key(row, codes_of(row.buyers)), []).append(row)
    return [group for home, mine in sorted(homes.items()) for group in _register_rows(home, mine, codes_of)]


def _register_rows(process: str, ordered: list[Sighting], codes_of: CodesOf) -> list[Group]:
    """Rows of a council's registers: one contract for each reference, whichever files it stands in."""
    rows: dict[str, list[Sighting]] = {}
    for sighting in ordered:
        rows.setdefault(sighting.local_id, []).append(sighting)
    groups = []
    for reference, mine in rows.items():
        buyers = mine[-1].buyers
        codes = codes_of(buyers)
        contract_id = f"register-{slug(process.removeprefix('register:').replace('+', '-'))}-{slug(reference)}"
        groups.append(Group(contract_id, process, mine, [], councils_first(buyers, codes_of), codes))
    return groups


def _short(name: str, process: str) -> str:
    """An award id that repeats the ocid, or the part of it that is not the publisher's, says only its own part."""
    own = process.split("-", 2)[-1]
    return "1" if name == own else name.removeprefix(process + "-") or name


_UNSAFE = re.compile(r"[^a-z0-9.-]+")


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Text for an address. What had to be changed leaves a checksum, so that two names do not become one."""
    lower = text.lower()
    plain = _UNSAFE.sub("-", lower).strip("-.")
    return plain if plain == lower else f"{plain}-x{checksum(text)}".strip("-")


def checksum(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"
