"""Which mentions of suppliers are one supplier. Thin for now: the same id, else the same normalised name.

A company number is the strongest sign, then any other id. A mention without an id joins the one supplier that bears
its normalised name; where several do, it stays by itself, because names alone are thin evidence. Numbers that a service
mints anew for each notice say nothing of who somebody is; a mention with nothing else counts as one without an id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

import msgspec

from guildhall.engine.clean import names
from guildhall.engine.records import Party
from guildhall.engine.resolve import identity

COMPANY = "GB-COH:"
MINTED = ("GB-CFS:", "GB-FTS:", "GB-SAMPLE:CFS-")
"""2026-08: of 2,267 names in notices, 162 stood under several such numbers."""
T = TypeVar("T", str, bool)


class Supplier(msgspec.Struct, frozen=True):
    """One supplier as linked: a row of the register's `suppliers` without its counts."""

    supplier_id: str
    name: str
    names: tuple[str, ...]
    company_number: str
    ids: tuple[str, ...]
    size: str
    vcse: bool | None


class Seen(msgspec.Struct, gc=False):
    """All mentions with one key: how its name was spelt and how often, and what it said of its size."""

    ids: tuple[str, ...]
    name_key: str
    names: dict[str, int]
    sizes: dict[str, int]
    vcse: dict[bool, int]


Sightings = dict[str, Seen]


def mention_key(party: Party) -> str:
    """A mention's key until all mentions are known: its ids and its normalised name."""
    return _mention_key(party.name, party.ids)


@lru_cache(maxsize=65536)
def _mention_key(name: str, ids: tuple[str, ...]) -> str:
    return "|".join(sorted(ids)) + "#" + (names.normalise(name).key or name.casefold())


def note(seen: Sightings, party: Party) -> str:
    """Count a mention; its key comes back."""
    key = mention_key(party)
    entry = seen.get(key)
    if entry is None:
        ids, _, name_key = key.partition("#")
        entry = seen[key] = Seen(tuple(ids.split("|")) if ids else (), name_key, {}, {}, {})
    entry.names[party.name] = entry.names.get(party.name, 0) + 1
    if party.size:
        entry.sizes[party.size] = entry.sizes.get(party.size, 0) + 1
    if party.vcse is not None:
        entry.vcse[party.vcse] = entry.vcse.get(party.vcse, 0) + 1
    return key


def merge(into: Sightings, more: Mapping[str, Seen]) -> None:
    """Add what another part of the build saw."""
    for key, other in more.items():
        entry = into.get(key)
        if entry is None:
            into[key] = other
            continue
        for mine, theirs in ((entry.names, other.names), (entry.sizes, other.sizes)):
            for word, count in theirs.items():
                mine[word] = mine.get(word, 0) + count
        for flag, count in other.vcse.items():
            entry.vcse[flag] = entry.vcse.get(flag, 0) + count


def link(seen: Mapping[str, Seen]) -> tuple[dict[str, str], list[Supplier]]:
    """Mention key to supplier id, and the suppliers in order of their ids."""
    cluster: dict[str, str] = {}  # id or mention key to the least key of its cluster

    def root(key: str) -> str:
        while (above := cluster.setdefault(key, key)) != key:
            cluster[key] = cluster[above]
            key = above
        return key

    def join(one: str, other: str) -> None:
        first, second = sorted((root(one), root(other)))
        cluster[second] = first

    for key in sorted(seen):
        for id_ in seen[key].ids:
            join(key, id_)
    known: dict[str, set[str]] = {}
    nameless: dict[str, list[str]] = {}
    for key in sorted(seen):
        entry = seen[key]
        if any(not id_.startswith(MINTED) for id_ in entry.ids):
            known.setdefault(entry.name_key, set()).add(key)
        else:
            nameless.setdefault(entry.name_key, []).append(key)
    for name_key, keys in nameless.items():
        tops = {root(key) for key in known.get(name_key, ())}
        if len(tops) < 2:
            for key in keys:
                join(key, next(iter(tops), keys[0]))
    members: dict[str, list[Seen]] = {}
    for key in sorted(seen):
        members.setdefault(root(key), []).append(seen[key])
    suppliers = {top: _supplier(entries) for top, entries in members.items()}
    _distinct(suppliers)
    return {key: suppliers[root(key)].supplier_id for key in seen}, sorted(
        suppliers.values(), key=lambda s: s.supplier_id
    )


def _supplier(entries: Iterable[Seen]) -> Supplier:
    spelt: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    vcse: Counter[bool] = Counter()
    ids: set[str] = set()
    keys: Counter[str] = Counter()
    for entry in entries:
        spelt.update(entry.names)
        sizes.update(entry.sizes)
        vcse.update(entry.vcse)
        ids.update(entry.ids)
        keys[entry.name_key] += sum(entry.names.values())
    numbers = sorted(i.removeprefix(COMPANY) for i in ids if i.startswith(COMPANY))
    supplier_id = f"gb-coh-{numbers[0].lower()}" if numbers else identity.slug(_first(keys).replace(" ", "-"))
    return Supplier(
        supplier_id, _first(spelt), tuple(sorted(spelt)), numbers[0] if numbers else "", tuple(sorted(ids)),
        _first(sizes) if sizes else "", _first(vcse) if vcse else None,
    )  # fmt: skip


def _first(counts: Counter[T]) -> T:
    """The most frequent; of equals the first in order."""
    return min(counts, key=lambda word: (-counts[word], word))


def _distinct(suppliers: dict[str, Supplier]) -> None:
    """Two suppliers of one name and no company number between them get ids of their own."""
    taken: Counter[str] = Counter(s.supplier_id for s in suppliers.values())
    for top, supplier in suppliers.items():
        if taken[supplier.supplier_id] > 1:
            own = f"{supplier.supplier_id}-{identity.checksum(top)}"
            suppliers[top] = msgspec.structs.replace(supplier, supplier_id=own)
