"""From what a build saw to suppliers with ids that stay, each spelling with the reason why it is there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from guildhall.engine.clean import identifiers
from guildhall.engine.link.suppliers import groups, judgements, linkage, numbers
from guildhall.engine.link.suppliers.found import NameRow, Supplier
from guildhall.engine.link.suppliers.judgements import Judgement
from guildhall.engine.link.suppliers.sightings import Seen
from guildhall.engine.link.suppliers.spellings import Spelling
from guildhall.engine.records import Issue
from guildhall.engine.resolve import identity

COMPANY = "GB-COH:"
MINTED = ("GB-CFS:", "GB-FTS:", "GB-SAMPLE:CFS-")
"""2026-08: of 2,267 names in notices, 162 stood under several such numbers."""
T = TypeVar("T", str, bool)


class Suppliers(msgspec.Struct, frozen=True):
    """All suppliers of a register."""

    of: dict[str, str]
    """Mention key to supplier id."""
    suppliers: list[Supplier]
    names: list[NameRow]
    doubtful: list[tuple[str, tuple[str, ...]]]
    """Names that stand beside several company numbers."""

    def issues(self) -> Iterator[Issue]:
        """The names a person should look at: `guildhall judge suppliers` settles them."""
        for name, given in self.doubtful:
            listed = ", ".join(given)
            reason = f"“{name}” stands beside {len(given)} company numbers ({listed}); they were kept apart."
            yield Issue("suppliers", name, "warning", "name_with_several_numbers", reason)


class _Row(msgspec.Struct):
    """One thing to be linked: the mentions of one key, or of several that differ in minted numbers alone."""

    keys: list[str]
    number: str
    published: str
    lender: str
    """Whose number it gave, if it is a reseller's."""
    ids: frozenset[str]
    entries: list[Seen]

    @property
    def name(self) -> str:
        return _first(_counted(entry.names for entry in self.entries))


def link(seen: Mapping[str, Seen], judged: Sequence[Judgement] = ()) -> tuple[dict[str, str], list[Supplier]]:
    """Mention key to supplier id, and the suppliers in order of their ids."""
    found = identified(seen, judged)
    return found.of, found.suppliers


def identified(seen: Mapping[str, Seen], judged: Sequence[Judgement] = ()) -> Suppliers:
    """All suppliers among the mentions, with why each spelling is where it is."""
    rows, doubtful = _rows(seen)
    spellings = [_spelling(row) for row in rows]
    linked = linkage.link(spellings, judgements.bonds(judged, spellings))
    members: dict[int, list[_Row]] = defaultdict(list)
    for row, top in zip(rows, linked.cluster, strict=True):
        members[top].append(row)
    found = {top: _supplier(entries) for top, entries in members.items()}
    _distinct(found, {top: entries[0].keys[0] for top, entries in members.items()})
    named = groups.named(found.values(), judged)
    found = {top: groups.within(supplier, named) for top, supplier in found.items()}
    ids = [found[top].supplier_id for top in linked.cluster]
    return Suppliers(
        {key: one for row, one in zip(rows, ids, strict=True) for key in row.keys},
        sorted(found.values(), key=lambda supplier: supplier.supplier_id),
        _name_rows(rows, ids, linked),
        doubtful,
    )


def _rows(seen: Mapping[str, Seen]) -> tuple[list[_Row], list[tuple[str, tuple[str, ...]]]]:
    """What is to be linked, in order; and names beside several numbers."""
    beside: Counter[tuple[str, str]] = Counter()
    for key in sorted(seen):
        for number in _numbers(seen[key].ids):
            beside[seen[key].name_key, number] += sum(seen[key].names.values())
    repaired, doubtful = numbers.repairs(beside)
    lent = numbers.lent({
        (name, number): count
        for entry in seen.values()
        for number in _numbers(entry.ids)
        for name, count in entry.names.items()
    })  # fmt: skip
    found: dict[tuple[str, str, tuple[str, ...], str], _Row] = {}
    for key in sorted(seen):
        entry = seen[key]
        given = _numbers(entry.ids)
        published = min(given, key=lambda n: (-beside[entry.name_key, n], n)) if given else ""
        lender = next((lent[name, published] for name in sorted(entry.names) if (name, published) in lent), "")
        number = "" if lender else repaired.get(published, published)
        ids = tuple(sorted(i for i in entry.ids if not i.startswith((COMPANY, *MINTED))))
        row = found.setdefault(
            (entry.wording, number, ids, published), _Row([], number, published, lender, frozenset(ids), [])
        )
        row.keys.append(key)
        row.entries.append(entry)
    return [found[place] for place in sorted(found)], doubtful


def _numbers(ids: Iterable[str]) -> list[str]:
    return [i.removeprefix(COMPANY) for i in ids if i.startswith(COMPANY)]


def _spelling(row: _Row) -> Spelling:
    codes = {identifiers.postcode(code) for entry in row.entries for code in entry.postcodes} - {""}
    return Spelling(
        row.name, row.number, frozenset(codes), row.ids, frozenset(),
        sum(sum(entry.names.values()) for entry in row.entries),
    )  # fmt: skip


def _name_rows(rows: Sequence[_Row], ids: Sequence[str], linked: linkage.Linked) -> list[NameRow]:
    """Every spelling under every number, each once."""
    best: dict[tuple[str, str, str], tuple[float, str]] = {}
    mentions: Counter[tuple[str, str, str]] = Counter()
    sources: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row, supplier_id, score, why in zip(rows, ids, linked.score, linked.why, strict=True):
        words = numbers.in_words(row.published, row.number, row.lender) or why
        for entry in row.entries:
            for name, count in entry.names.items():
                place = (supplier_id, name, row.published)
                mentions[place] += count
                sources[place].update(entry.sources)
                best[place] = max(best.get(place, (0.0, "")), (score, words))
    return [NameRow(*place, mentions[place], tuple(sorted(sources[place])), *best[place]) for place in sorted(best)]


def _supplier(rows: Iterable[_Row]) -> Supplier:
    entries = [entry for row in rows for entry in row.entries]
    spelt = _counted(entry.names for entry in entries)
    sizes = _counted(entry.sizes for entry in entries)
    vcse = _counted(entry.vcse for entry in entries)
    keys: Counter[str] = Counter()
    for entry in entries:
        keys[entry.name_key] += sum(entry.names.values())
    ids = {one for entry in entries for one in entry.ids}
    given = sorted({row.number for row in rows if row.number})
    supplier_id = f"gb-coh-{given[0].lower()}" if given else identity.slug(_first(keys).replace(" ", "-"))
    return Supplier(
        supplier_id, _first(spelt), tuple(sorted(spelt)), given[0] if given else "", tuple(sorted(ids)),
        _first(sizes) if sizes else "", _first(vcse) if vcse else None,
    )  # fmt: skip


def _counted(counts: Iterable[Mapping[T, int]]) -> Counter[T]:
    whole: Counter[T] = Counter()
    for each in counts:
        whole.update(each)
    return whole


def _first(counts: Counter[T]) -> T:
    """The most frequent; of equals the first in order."""
    return min(counts, key=lambda word: (-counts[word], word))


def _distinct(suppliers: dict[int, Supplier], keys: Mapping[int, str]) -> None:
    """Two suppliers of one name and no company number between them get ids of their own."""
    taken: Counter[str] = Counter(s.supplier_id for s in suppliers.values())
    for top, supplier in suppliers.items():
        if taken[supplier.supplier_id] > 1:
            own = f"{supplier.supplier_id}-{identity.checksum(keys[top])}"
            suppliers[top] = msgspec.structs.replace(supplier, supplier_id=own)
