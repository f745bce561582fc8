"""The contracts of a register as arrays: what is for what, by whom, for how much, until when, and which are one purchase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guildhall.engine import classify
from guildhall.engine.markets import columns
from guildhall.engine.markets.columns import NEVER, Flags, Ints, Lists

CLOSED = ("planned", "ended", "terminated", "cancelled")
COLUMNS = [
    "contract_id", "council_code", "category", "supplier_ids", "product_names", "starts_on", "ends_on",
    "ends_latest_on", "last_end_on", "extension", "ended_on", "signed_on", "awarded_on", "first_published_on",
    "decide_by_earliest_on", "value_net", "value_gross", "currency", "route", "rationale", "status", "is_framework",
    "is_digital", "cpv",
]  # fmt: skip
_CODED = ("council_code", "category", "currency", "extension", "route", "status")


@dataclass(frozen=True, slots=True)
class Councils:
    """The councils of the register, in the order of their codes."""

    codes: list[str]
    names: list[str]
    kinds: list[str]
    regions: list[str]


@dataclass(frozen=True, slots=True)
class Suppliers:
    """Suppliers in the order in which contracts name them."""

    ids: list[str]
    names: list[str]
    is_small: Ints
    """As the supplier declares it: 1, 0, or -1 where nothing is declared."""
    is_vcse: Ints
    group: Ints
    groups: list[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """One row a contract. Places in a list are -1 and days `NEVER` where unknown; money is pennies, -1 where unknown."""

    on: int
    contract_id: pa.Array
    council: Ints
    category: Ints
    division: Ints
    """First two figures of the first CPV code."""
    suppliers: Lists
    products: Lists
    rationale: Lists
    start: Ints
    end: Ints
    """Last day as far as agreed, by the latest bound if need be."""
    ends_on: Ints
    longest: Ints
    """Last day if every option is taken; `NEVER` where nobody said whether there are any."""
    won: Ints
    """Day of the award, else of signing, else the first day of the term."""
    decide_by: Ints
    value: Ints
    route: Ints
    software: Ints
    """Whether it is for software or computing: 1, 0, or -1 where the words do not tell."""
    is_framework: Flags
    is_live: Flags
    """Running, or not known to have ended; not the copy of another, and not replaced."""
    is_copy: Flags
    family: Ints
    chain: Ints
    """A number for each row of renewals that lineage knows; -1 for contracts in none."""
    councils: Councils
    firms: Suppliers
    categories: list[str]
    routes: list[str]

    @property
    def rows(self) -> int:
        return len(self.council)


def load(folder: Path, on: date) -> Frame:
    """The frame of the register that is being built in a folder."""
    table = columns.read(folder, "contracts", COLUMNS, _CODED)
    suppliers = columns.lists(table["supplier_ids"])
    councils = _councils(folder)
    council = _council(table, councils)
    category, categories = _category(table)
    start, ends_on = columns.days(table["starts_on"]), columns.days(table["ends_on"])
    ended = columns.days(table["ended_on"])
    end = np.where(ends_on != NEVER, ends_on, columns.days(table["ends_latest_on"]))
    end = np.where((ended != NEVER) & ((end == NEVER) | (ended < end)), ended, end)
    won = _first_known(columns.days(table["awarded_on"]), columns.days(table["signed_on"]), start)
    status, statuses = columns.texts(table["status"])
    today = columns.number(on)
    closed = np.isin(status, [place for place, name in enumerate(statuses) if name in CLOSED])
    is_copy, is_replaced = superseded(folder, table["contract_id"], start, today)
    route, routes = columns.texts(table["route"])
    return Frame(
        on=today,
        contract_id=table["contract_id"].combine_chunks(),
        council=council,
        category=category,
        division=_division(table["cpv"]),
        suppliers=suppliers,
        products=columns.lists(table["product_names"]),
        rationale=columns.lists(table["rationale"]),
        start=start,
        end=end,
        ends_on=ends_on,
        longest=_longest(table, ends_on),
        won=won,
        decide_by=columns.days(table["decide_by_earliest_on"]),
        value=_value(table),
        route=route,
        software=columns.flags(table["is_digital"]),
        is_framework=columns.flags(table["is_framework"]) == 1,
        is_live=~closed & ~((end != NEVER) & (end < today)) & ~is_copy & ~is_replaced,
        is_copy=is_copy,
        family=_purchases(folder, council, _first_known(start, won)),
        chain=chains(folder, table["contract_id"].combine_chunks()),
        councils=councils,
        firms=_suppliers(folder, suppliers.names),
        categories=categories,
        routes=routes,
    )


def _first_known(*found: Ints) -> Ints:
    best = found[0]
    for each in found[1:]:
        best = np.where(best == NEVER, each, best)
    return best


def _longest(table: pa.Table, ends_on: Ints) -> Ints:
    last = columns.days(table["last_end_on"])
    code, names = columns.texts(table["extension"])
    fixed = np.isin(code, [place for place, name in enumerate(names) if name == "none_declared"])
    return np.where((last != NEVER) & (last >= ends_on), last, np.where(fixed, ends_on, NEVER))


def _councils(folder: Path) -> Councils:
    table = columns.read(folder, "councils", ["code", "short_name", "kind", "region"]).sort_by("code")
    code, name, kind, region = (table[column].to_pylist() for column in table.column_names)
    return Councils(code, name, [each or "" for each in kind], [each or "" for each in region])


def _council(table: pa.Table, councils: Councils) -> Ints:
    code, names = columns.texts(table["council_code"])
    return columns.through(code, columns.places(names, councils.codes))


def _category(table: pa.Table) -> tuple[Ints, list[str]]:
    code, names = columns.texts(table["category"])
    known = list(classify.categories())
    book = known + sorted(set(names) - set(known))
    return columns.through(code, columns.places(names, book)), book


def _division(column: pa.ChunkedArray) -> Ints:
    cpv = columns.lists(column)
    book = np.array([int(name[:2]) if name[:2].isdigit() else -1 for name in cpv.names], dtype=np.int64)
    return columns.through(cpv.first, book)


def _value(table: pa.Table) -> Ints:
    """Net where told, else gross; another currency than the pound is unknown."""
    net, gross = columns.pennies(table["value_net"]), columns.pennies(table["value_gross"])
    code, names = columns.texts(table["currency"])
    foreign = np.isin(code, [place for place, name in enumerate(names) if name != "GBP"])
    return np.where(foreign, -1, np.where(net >= 0, net, gross))


def _purchases(folder: Path, council: Ints, start: Ints) -> Ints:
    """Titles are long, so they are read by themselves and let go."""
    table = columns.read(folder, "contracts", ["title", "ocids"])
    return families(columns.lists(table["ocids"]).first, council, _titles(table, start))


def _titles(table: pa.Table, start: Ints) -> Ints:
    """A number for each title and month of beginning; -1 where either is unknown."""
    plain = pc.utf8_lower(pc.utf8_trim_whitespace(table["title"])).combine_chunks().dictionary_encode()
    title = np.asarray(pc.fill_null(plain.indices, -1).to_numpy(zero_copy_only=False)).astype(np.int64)
    month = np.where(start == NEVER, 0, start).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.where((title < 0) | (start == NEVER), -1, title * 40_000 + month + 20_000)


def families(process: Ints, council: Ints, title: Ints) -> Ints:
    """A number for each purchase: contracts of one process, or of one council, title and month, are one purchase.

    Without this one exercise outweighs a county: 110 of 365 contracts of July and August 2026 are one council's
    transport, each under an ocid of its own and the same title.
    """
    label = np.arange(len(process))
    most = int(council.max(initial=0)) + 2
    ways = []
    for known, key in (
        (process >= 0, process * most + council + 1),
        ((title >= 0) & (council >= 0), title * most + council),
    ):
        _, place = np.unique(key, return_inverse=True)
        ways.append((known, place.astype(np.int64)))
    while True:
        before = label
        for known, place in ways:
            least = np.full(len(label), len(label), dtype=np.int64)
            np.minimum.at(least, place[known], label[known])
            label = np.where(known, np.minimum(label, least[place]), label)
        if np.array_equal(before, label):
            return label


def superseded(folder: Path, ids: pa.ChunkedArray, start: Ints, today: int) -> tuple[Flags, Flags]:
    """Which contracts are the copy of another, and which were replaced by one that has begun."""
    is_copy, is_replaced = np.zeros(len(ids), dtype=bool), np.zeros(len(ids), dtype=bool)
    if columns.is_empty(folder, "lineage"):
        return is_copy, is_replaced
    table = columns.read(folder, "lineage", ["child_id", "parent_id", "kind"])
    child, parent = (
        columns.places(table[name].to_pylist(), ids.combine_chunks()) for name in ("child_id", "parent_id")
    )
    kinds = np.array(table["kind"].to_pylist(), dtype=object)
    both = (child >= 0) & (parent >= 0)
    is_copy[child[both & (kinds == "same_as")]] = True
    renewed = both & (kinds == "renewal_of")
    begun = renewed & (start[child] <= today)
    is_replaced[parent[begun]] = True
    return is_copy, is_replaced


def chains(folder: Path, ids: pa.Array) -> Ints:
    """A number for each row of renewals; -1 for contracts that neither renew nor were renewed."""
    label = np.full(len(ids), -1, dtype=np.int64)
    if columns.is_empty(folder, "lineage"):
        return label
    table = columns.read(folder, "lineage", ["child_id", "parent_id", "kind"])
    child, parent = (columns.places(table[name].to_pylist(), ids) for name in ("child_id", "parent_id"))
    kept = (child >= 0) & (parent >= 0) & np.array([kind == "renewal_of" for kind in table["kind"].to_pylist()])
    child, parent = child[kept], parent[kept]
    ends = np.concatenate([child, parent])
    label[ends] = ends
    while len(child):
        before = label.copy()
        least = np.minimum(label[child], label[parent])
        np.minimum.at(label, child, least)
        np.minimum.at(label, parent, least)
        if np.array_equal(before, label):
            break
    return label


def _suppliers(folder: Path, ids: list[str]) -> Suppliers:
    table = columns.read(folder, "suppliers", ["supplier_id", "name", "size", "vcse", "group_id", "group_name"])
    place = columns.places(ids, table["supplier_id"].to_pylist())
    names = table["name"].to_pylist()
    size, sizes = columns.texts(table["size"])
    group, groups = columns.texts(table["group_id"])
    called = dict(zip(table["group_id"].to_pylist(), table["group_name"].to_pylist(), strict=True))
    small = columns.through(size, np.array([int(name == "sme") for name in sizes], dtype=np.int64))
    return Suppliers(
        ids,
        [(names[at] if at >= 0 else None) or key for key, at in zip(ids, place.tolist(), strict=True)],
        columns.through(place, small),
        columns.through(place, columns.flags(table["vcse"])),
        columns.through(place, group),
        [called[key] or key for key in groups],
    )
