"""Groups of suppliers: those an operator named, and those that may belong together because they bear one rare name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from guildhall.engine.clean import names
from guildhall.engine.link.suppliers import background, judgements
from guildhall.engine.link.suppliers.found import Supplier
from guildhall.engine.link.suppliers.judgements import Judgement
from guildhall.engine.resolve import identity

SHORTEST, MOST = 4, 40
"""A rare first word has so many letters at least; a name that more numbers bear than this is no family's."""
COMMON = 40
"""A word in so many of the names behind `background.json` says nothing of a family."""


class Group(msgspec.Struct, frozen=True):
    """What a supplier is said to belong to, and how that is known."""

    group_id: str
    name: str
    why: str


def named(suppliers: Iterable[Supplier], judged: Sequence[Judgement]) -> dict[str, Group]:
    """Supplier id to its group, where there is evidence of one."""
    listed = sorted(suppliers, key=lambda supplier: supplier.supplier_id)
    found: dict[str, Group] = {}
    families: dict[str, list[Supplier]] = defaultdict(list)
    for supplier in listed:
        if family := stem(supplier.name):
            families[family].append(supplier)
    for family, members in families.items():
        numbers = {member.company_number for member in members} - {""}
        if 1 < len(numbers) <= MOST:
            name = _shown(family, members)
            why = (
                f"May belong together (basis D): {len(numbers)} company numbers bear names that begin with “{name}”. "
                "No register says so."
            )
            group = Group(f"family-{identity.slug(family.replace(' ', '-'))}", name, why)
            found |= {member.supplier_id: group for member in members}
    return found | _said(listed, judged)


def stem(name: str) -> str:
    """The first word of a name if it is rare, else the first two if neither is common; else empty."""
    known = background.load().words
    words = names.normalise(name).key.split()[:2]
    if words and words[0] not in known and len(words[0]) >= SHORTEST and words[0].isalpha():
        return words[0]
    if len(words) == 2 and all(known.get(word, 0) < COMMON and len(word) > 2 and word.isalpha() for word in words):
        return " ".join(words)
    return ""


def _shown(family: str, members: Sequence[Supplier]) -> str:
    """The family's name as one of its members writes it."""
    count = len(family.split())
    words = [member.name.split() for member in members]
    written = [spelt for each in words if (spelt := " ".join(each[:count])).casefold() == family]
    return min(written, key=lambda spelt: (spelt.isupper(), spelt), default=family.title())


def _said(suppliers: Sequence[Supplier], judged: Sequence[Judgement]) -> dict[str, Group]:
    """Groups that an operator named; the latest word on a supplier counts."""
    named = {}
    for each in sorted(judged, key=lambda judgement: (judgement.on, judgement)):
        if each.verdict == "group":
            because = f": {each.why}" if each.why else "."
            named[judgements.keys(each.one)] = Group(
                f"group-{identity.slug(each.other.casefold().replace(' ', '-'))}", each.other,
                f"{each.by_role or 'An operator'} said so{f' on {each.on}' if each.on else ''}{because}",
            )  # fmt: skip
    if not named:
        return {}
    found: dict[str, Group] = {}
    for supplier in suppliers:
        keys = [f"#{supplier.company_number}"] if supplier.company_number else []
        for key in [*keys, *(names.normalise(name).key for name in supplier.names)]:
            if key in named:
                found.setdefault(supplier.supplier_id, named[key])
    return found


def within(supplier: Supplier, groups: Mapping[str, Group]) -> Supplier:
    """The supplier with its group, if it has one."""
    group = groups.get(supplier.supplier_id)
    if group is None:
        return supplier
    return msgspec.structs.replace(supplier, group_id=group.group_id, group_name=group.name, group_why=group.why)
