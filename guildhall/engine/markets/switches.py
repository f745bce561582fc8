"""Table `switches`: a council left one supplier or product for another, for the same need.

Three grounds. A renewal that lineage found, to another supplier (B). Two contracts of one council and category, the later
beginning when the earlier ended, with nobody in both and no third one running (C). A public sign of another product than the contract's, or than an
earlier sign's (D). Each row says why; the last two can be wrong where several contracts for one thing run side by side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from guildhall.engine.decide.words import day
from guildhall.engine.markets import columns
from guildhall.engine.markets.columns import NEVER, Flags, Ints
from guildhall.engine.markets.frame import Frame
from guildhall.engine.markets.needs import category_name
from guildhall.engine.register.tables import TABLES

BEFORE_DAYS = 183
"""A successor may begin this long before the end, while both run."""
AFTER_DAYS = 366
BROAD = frozenset({"productivity", "hosting"})
"""Categories of many things that stand side by side: one contract after another says nothing there."""
_ARTICLES = frozenset({"the", "and"})
_WORD = re.compile(r"[a-z0-9]{3,}")
_ORDER = ("category", "council_code", "on", "from_contract_id", "to_contract_id", "from_product", "to_product")
_BIG = 10_000_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Earlier and later contracts, and whether lineage told."""

    earlier: Ints
    later: Ints
    by_lineage: Flags


def table(frame: Frame, folder: Path) -> pa.RecordBatch:
    """Every switch, by category, council and day."""
    pairs = joined(renewed(frame, folder), consecutive(frame))
    rows = [*_of_contracts(frame, pairs), *_of_signs(frame, folder)]
    rows.sort(key=lambda row: [str(row[name] or "") for name in _ORDER])
    return pa.RecordBatch.from_pylist(rows, TABLES["switches"])


def renewed(frame: Frame, folder: Path) -> Pairs:
    """Renewals by lineage whose suppliers have nobody in common."""
    if columns.is_empty(folder, "lineage"):
        nothing = np.zeros(0, dtype=np.int64)
        return Pairs(nothing, nothing, nothing.astype(bool))
    held = columns.read(folder, "lineage", ["child_id", "parent_id", "kind"])
    is_renewal = np.array([kind == "renewal_of" for kind in held["kind"].to_pylist()], dtype=bool)
    child, parent = (columns.places(held[name].to_pylist(), frame.contract_id) for name in ("child_id", "parent_id"))
    both = is_renewal & (child >= 0) & (parent >= 0)
    earlier, later = parent[both], child[both]
    apart = are_apart(frame, earlier, later)
    return Pairs(earlier[apart], later[apart], np.ones(int(apart.sum()), dtype=bool))


def consecutive(frame: Frame) -> Pairs:
    """Each contract with the first of its council and category that begins about its end, if suppliers differ."""
    usable = np.flatnonzero(
        (frame.council >= 0) & (frame.category >= 0) & (frame.suppliers.counts > 0) & ~frame.is_copy & ~frame.is_framework
    )  # fmt: skip
    broad = np.array([key in BROAD for key in frame.categories], dtype=bool)
    usable = usable[~broad[frame.category[usable]]]
    need = frame.council[usable] * len(frame.categories) + frame.category[usable]
    start, end = frame.start[usable], frame.end[usable]
    later = np.flatnonzero(start != NEVER)
    later = later[np.lexsort((usable[later], start[later], need[later]))]
    key = need[later] * _BIG + start[later]
    earlier = np.flatnonzero((start != NEVER) & (end != NEVER))
    after = np.maximum(end[earlier] - BEFORE_DAYS, start[earlier] + 1)
    place = np.searchsorted(key, need[earlier] * _BIG + after)
    found = place < len(later)
    earlier, place = earlier[found], place[found]
    heir = later[place]
    fits = (need[heir] == need[earlier]) & (start[heir] <= end[earlier] + AFTER_DAYS)
    one, other = usable[earlier[fits]], usable[heir[fits]]
    apart = are_apart(frame, one, other) & ~_stayed(frame, one) & _are_alone(frame, one, other)
    one, other = one[apart], other[apart]
    order = np.lexsort((one, np.abs(frame.start[other] - frame.end[one]), other))
    other, first = np.unique(other[order], return_index=True)
    return Pairs(one[order][first], other, np.zeros(len(other), dtype=bool))


def _stayed(frame: Frame, earlier: Ints) -> Flags:
    """Whether the earlier supplier itself has another contract for the need that begins about then."""
    rows = frame.suppliers.rows
    known = (frame.council[rows] >= 0) & (frame.category[rows] >= 0) & (frame.start[rows] != NEVER)
    most = max(1, len(frame.suppliers.names))
    need = frame.council * len(frame.categories) + frame.category
    key = np.sort((need[rows[known]] * most + frame.suppliers.codes[known]) * _BIG + frame.start[rows[known]])
    counts = frame.suppliers.counts[earlier]
    of = np.repeat(np.arange(len(earlier)), counts)
    supplier = frame.suppliers.codes[_spread(frame.suppliers.starts[earlier], counts)]
    base = (need[earlier][of] * most + supplier) * _BIG
    low = np.maximum(frame.end[earlier][of] - BEFORE_DAYS, frame.start[earlier][of] + 1)
    high = frame.end[earlier][of] + AFTER_DAYS
    again = np.searchsorted(key, base + high, side="right") > np.searchsorted(key, base + low)
    return np.bincount(of, again, len(earlier)) > 0


def _are_alone(frame: Frame, earlier: Ints, later: Ints) -> Flags:
    """Whether no third contract for the need was running when the later one began; one without an end may be."""
    usable = (frame.council >= 0) & (frame.category >= 0) & ~frame.is_copy & ~frame.is_framework
    need = frame.council * len(frame.categories) + frame.category
    begun = np.sort((need * _BIG + frame.start)[usable & (frame.start != NEVER)])
    over = np.sort((need * _BIG + frame.end)[usable & (frame.start != NEVER) & (frame.end != NEVER)])
    start = frame.start[later]
    at = need[later] * _BIG + start
    first = np.searchsorted(begun, need[later] * _BIG - _BIG // 2)
    ended = np.searchsorted(over, at) - np.searchsorted(over, need[later] * _BIG - _BIG // 2)
    running = np.searchsorted(begun, at, side="right") - first - ended
    return np.asarray(running - 1 - (frame.end[earlier] >= start) == 0)


def _spread(starts: Ints, counts: Ints) -> Ints:
    """`start, start + 1 …` for every list."""
    ends = np.cumsum(counts)
    inside: Ints = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - (ends - counts), counts)
    return inside


def are_apart(frame: Frame, one: Ints, other: Ints) -> Flags:
    """Whether two contracts with known suppliers have none in common."""
    most = max(1, len(frame.suppliers.names))
    keys = []
    for contract in (one, other):
        counts = frame.suppliers.counts[contract]
        pair = np.repeat(np.arange(len(contract)), counts)
        keys.append(pair * most + frame.suppliers.codes[_spread(frame.suppliers.starts[contract], counts)])
    shared = np.bincount(np.intersect1d(keys[0], keys[1]) // most, minlength=len(one)) > 0
    known = (frame.suppliers.counts[one] > 0) & (frame.suppliers.counts[other] > 0)
    return known & ~shared


def joined(sure: Pairs, likely: Pairs) -> Pairs:
    """Both, where lineage has not already said what became of the earlier or came before the later contract."""
    new = ~np.isin(likely.earlier, sure.earlier) & ~np.isin(likely.later, sure.later)
    return Pairs(
        np.concatenate([sure.earlier, likely.earlier[new]]),
        np.concatenate([sure.later, likely.later[new]]),
        np.concatenate([sure.by_lineage, likely.by_lineage[new]]),
    )


def _of_contracts(frame: Frame, pairs: Pairs) -> Iterator[dict[str, Any]]:
    supplier, product = frame.suppliers.first, frame.products.first
    names, group = frame.firms.names, frame.firms.group
    earlier_ids, later_ids = (
        frame.contract_id.take(pa.array(each)).to_pylist() for each in (pairs.earlier, pairs.later)
    )
    ids = zip(earlier_ids, later_ids, strict=True)
    triples = zip(pairs.earlier.tolist(), pairs.later.tolist(), pairs.by_lineage.tolist(), strict=True)
    for (earlier, later, by_lineage), (from_id, to_id) in zip(triples, ids, strict=True):
        left, taken = int(supplier[earlier]), int(supplier[later])
        if are_kin(names[left], names[taken]) or group[left] == group[taken] >= 0:
            continue
        category = frame.category[later] if frame.category[later] >= 0 else frame.category[earlier]
        end, start = columns.day(int(frame.end[earlier])), columns.day(int(frame.start[later]))
        begun = start or columns.day(int(frame.won[later]))
        if by_lineage:
            why = "The later contract renews the earlier one, with another supplier."
        else:
            about = category_name(frame.categories[category])
            why = (
                f"The council's only known contracts for {about} about then: one until {_day(end)}, one of another "
                f"supplier from {_day(start)}. If they are for different things, this is no switch."
            )
        yield {
            "category": frame.categories[category] if category >= 0 else None,
            "council_code": _code(frame, int(frame.council[later])),
            "from_supplier_id": frame.suppliers.names[left],
            "to_supplier_id": frame.suppliers.names[taken],
            "from_product": frame.products.names[product[earlier]] if product[earlier] >= 0 else None,
            "to_product": frame.products.names[product[later]] if product[later] >= 0 else None,
            "from_contract_id": from_id, "to_contract_id": to_id,
            "on": begun, "basis": "B" if by_lineage else "C", "why": why,
        }  # fmt: skip


def are_kin(one: str, other: str) -> bool:
    """Whether two names look like one house: the first word of one stands in the other (Together Housing, … Group)."""
    (first, words), (other_first, other_words) = _words(one), _words(other)
    return (first != "" and first in other_words) or (other_first != "" and other_first in words)


@lru_cache(maxsize=1 << 16)
def _words(name: str) -> tuple[str, frozenset[str]]:
    """The first word that is no article, and all of them."""
    words = _WORD.findall(name.casefold())
    return next((word for word in words if word not in _ARTICLES), ""), frozenset(words)


def _code(frame: Frame, council: int) -> str | None:
    return frame.councils.codes[council] if council >= 0 else None


def _day(value: date | None) -> str:
    return day(value) if value else "a day not known"


def _of_signs(frame: Frame, folder: Path) -> Iterator[dict[str, Any]]:
    """What a sign seen later says against a contract, or against an earlier sign."""
    columns_read = ["council_code", "product", "service_area", "seen_on"]
    seen = columns.read(folder, "observations", columns_read).to_pylist()
    table = columns.read(folder, "products", ["name", "category"])
    kind_of = dict(zip(table["name"].to_pylist(), table["category"].to_pylist(), strict=True))
    signs: dict[tuple[str, str], list[tuple[date, str]]] = defaultdict(list)
    areas: dict[tuple[str, str], list[tuple[date, str]]] = defaultdict(list)
    for row in seen:
        if row["seen_on"] is None or not row["product"]:
            continue
        if kind_of.get(row["product"]):
            signs[(row["council_code"], kind_of[row["product"]])].append((row["seen_on"], row["product"]))
        areas[(row["council_code"], row["service_area"] or "")].append((row["seen_on"], row["product"]))
    yield from _against_contracts(frame, signs, kind_of)
    for (council, _), held in sorted(areas.items()):
        for (before, old), (after, new) in zip(sorted(held), sorted(held)[1:], strict=False):
            if old != new and before < after and kind_of.get(old) and kind_of.get(old) == kind_of.get(new):
                why = f"{old} was seen on {day(before)}, {new} on {day(after)}; the change lies between."
                yield _sign(kind_of[new], council, (old, new), after, why)


def _against_contracts(
    frame: Frame, signs: dict[tuple[str, str], list[tuple[date, str]]], kind_of: dict[str, str]
) -> Iterator[dict[str, Any]]:
    kinds = [kind_of.get(name) for name in frame.products.names]
    rows = frame.products.rows
    held: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    watched = {code for code, _ in signs}
    at = np.array([code in watched for code in [*frame.councils.codes, ""]], dtype=bool)
    for place in np.flatnonzero(at[frame.council[rows]] & (frame.start[rows] != NEVER)).tolist():
        contract, product = int(rows[place]), int(frame.products.codes[place])
        key = (frame.councils.codes[frame.council[contract]], kinds[product] or "")
        if key in signs:
            name = frame.products.names[product]
            last = held[key].get(name)
            if last is None or frame.start[last] < frame.start[contract]:
                held[key][name] = contract
    for (council, kind), contracts in sorted(held.items()):
        seen_on, seen = max(signs[(council, kind)])
        name, contract = max(contracts.items(), key=lambda item: (int(frame.start[item[1]]), item[0]))
        if (
            seen in contracts
            or name in {each for _, each in signs[(council, kind)]}
            or columns.number(seen_on) <= frame.start[contract]
        ):
            continue
        end = columns.day(int(frame.end[contract]))
        until = f"recorded until {day(end)}" if end else "of no recorded end"
        why = f"A contract for {name}, {until}, and {seen} seen in use on {day(seen_on)}: when it changed is not known."
        row = _sign(kind, council, (name, seen), seen_on, why)
        first = frame.suppliers.first[contract]
        yield row | {
            "from_supplier_id": frame.suppliers.names[first] if first >= 0 else None,
            "from_contract_id": frame.contract_id[contract].as_py(),
        }


def _sign(category: str, council: str, change: tuple[str, str], seen_on: date, why: str) -> dict[str, Any]:
    return dict.fromkeys(TABLES["switches"].names) | {
        "category": category, "council_code": council, "from_product": change[0], "to_product": change[1], "on": seen_on,
        "basis": "D", "why": why,
    }  # fmt: skip
