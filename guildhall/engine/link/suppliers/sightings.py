"""What a build sees of suppliers, counted part by part and put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

from guildhall.engine.clean import names
from guildhall.engine.link.suppliers.spellings import parts
from guildhall.engine.records import Party

_MOST_POSTCODES = 20


class Seen(msgspec.Struct, gc=False):
    """All mentions with one key: how its name was spelt and how often, and what it said of its size."""

    ids: tuple[str, ...]
    name_key: str
    names: dict[str, int]
    sizes: dict[str, int]
    vcse: dict[bool, int]
    wording: str = ""
    """The name with all it says: what is linked."""
    sources: dict[str, int] = {}
    postcodes: dict[str, int] = {}


Sightings = dict[str, Seen]


def mention_key(party: Party) -> str:
    """A mention's key until all mentions are known: its ids, its normalised name with its legal form, and other names in it."""
    return _mention_key(party.name, party.ids)


@lru_cache(maxsize=65536)
def _mention_key(name: str, ids: tuple[str, ...]) -> str:
    taken = parts(name)
    key = taken.core or name.casefold()
    if taken.form:
        key += f"~{taken.form}"
    more = (*taken.held, *taken.former, taken.through)
    return "|".join(sorted(ids)) + "#" + ";".join((key, *(name for name in more if name)))


def _wording(key: str, ids: tuple[str, ...]) -> str:
    return key[len("|".join(sorted(ids))) + 1 :]


def note(seen: Sightings, party: Party, sources: Iterable[str] = ()) -> str:
    """Count a mention and the sources it stands in; its key comes back."""
    key = mention_key(party)
    entry = seen.get(key)
    if entry is None:
        name_key = names.normalise(party.name).key or party.name.casefold()
        entry = seen[key] = Seen(tuple(sorted(party.ids)), name_key, {}, {}, {}, _wording(key, party.ids), {}, {})
    entry.names[party.name] = entry.names.get(party.name, 0) + 1
    if party.size:
        entry.sizes[party.size] = entry.sizes.get(party.size, 0) + 1
    if party.vcse is not None:
        entry.vcse[party.vcse] = entry.vcse.get(party.vcse, 0) + 1
    if party.postcode:
        entry.postcodes[party.postcode] = entry.postcodes.get(party.postcode, 0) + 1
    for source in sources:
        entry.sources[source] = entry.sources.get(source, 0) + 1
    return key


def merge(into: Sightings, more: Mapping[str, Seen]) -> None:
    """Add what another part of the build saw."""
    for key, other in more.items():
        entry = into.get(key)
        if entry is None:
            into[key] = other
            continue
        for mine, theirs in (
            (entry.names, other.names), (entry.sizes, other.sizes), (entry.sources, other.sources),
            (entry.postcodes, other.postcodes),
        ):  # fmt: skip
            for word, count in theirs.items():
                mine[word] = mine.get(word, 0) + count
        for flag, count in other.vcse.items():
            entry.vcse[flag] = entry.vcse.get(flag, 0) + count
