"""What is known of the councils that are compared: the council itself, its place, and what its contracts come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from guildhall.engine.link.products import product_id
from guildhall.engine.markets import columns, frame
from guildhall.engine.markets.columns import NEVER, Flags, Floats, Ints
from guildhall.engine.sources.council_places import read as council_places

_CONTRACTS = [
    "council_code", "category", "product_names", "supplier_ids", "status", "ends_on", "ends_latest_on", "ended_on",
    "decide_by_earliest_on",
]  # fmt: skip
_COUNCILS = [
    "code", "short_name", "kind", "county_code", "population", "lat", "long", "starts_on", "ends_on", "neighbours",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """The councils there are on a day, in the order of their codes, and what they run, decide and bear."""

    on: date
    codes: list[str]
    names: list[str]
    kinds: list[str]
    counties: list[str | None]
    population: Floats
    lat: Floats
    long: Floats
    borders: list[tuple[int, int]]
    successions: list[dict[str, Any]]
    products: list[str]
    runs: Flags
    """Council by product: a running contract names it, or it was seen in public."""
    categories: list[str]
    next_decision: Floats
    """Council by category: the soonest day (since 1970) by which to decide about a contract for it; NaN for none."""
    live: Ints
    """Running contracts of each council."""
    due: Ints
    """Those to decide about within a year."""
    open_ended: Ints
    """Those whose end nobody knows."""
    concentration: Floats
    """Sum of squared shares of suppliers in those whose supplier is known; NaN where none is."""

    @property
    def size(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, slots=True)
class _Held:
    """Running contracts of the councils compared."""

    council: Ints
    category: Ints
    categories: list[str]
    decide_by: Ints
    no_end: Flags
    supplier: Ints
    product_council: Ints
    product: Ints
    product_names: list[str]


def load(folder: Path, on: date) -> World:
    """The world of a register that is being built in a folder."""
    rows = _present(folder, on)
    codes = [row["code"] for row in rows]
    at = {code: place for place, code in enumerate(codes)}
    held = _contracts(folder, codes, columns.number(on))
    products, runs = _runs(folder, at, held)
    successions = columns.read(folder, "successions", ["predecessor_code", "successor_code", "successor_name", "area", "scenario", "status", "vesting_on"])  # fmt: skip
    size = len(codes)
    today = columns.number(on)
    soon = (held.decide_by >= today) & (held.decide_by <= today + 365)
    return World(
        on=on,
        codes=codes,
        names=[row["short_name"] or row["code"] for row in rows],
        kinds=[row["kind"] or "" for row in rows],
        counties=[row["county_code"] for row in rows],
        population=_numbers(rows, "population"),
        lat=_numbers(rows, "lat"),
        long=_numbers(rows, "long"),
        borders=sorted(
            {
                (min(at[row["code"]], at[other]), max(at[row["code"]], at[other]))
                for row in rows
                for other in row["neighbours"] or ()
                if other in at and other != row["code"]
            }
        ),
        successions=successions.to_pylist(),
        products=products,
        runs=runs,
        categories=held.categories,
        next_decision=_next(held, size, today),
        live=np.bincount(held.council, minlength=size),
        due=np.bincount(held.council[soon], minlength=size),
        open_ended=np.bincount(held.council[held.no_end], minlength=size),
        concentration=_concentration(held, size),
    )


def _present(folder: Path, on: date) -> list[dict[str, Any]]:
    """Councils that exist on the day."""
    rows = columns.read(folder, "councils", _COUNCILS).sort_by("code").to_pylist()
    return [row for row in rows if (row["starts_on"] or on) <= on <= (row["ends_on"] or on)]


def _numbers(rows: list[dict[str, Any]], name: str) -> Floats:
    return np.array([np.nan if row[name] is None else float(row[name]) for row in rows], dtype=np.float64)


def _contracts(folder: Path, codes: list[str], today: int) -> _Held:
    with_lineage = not columns.is_empty(folder, "lineage")
    extra = ["contract_id", "starts_on"] if with_lineage else []
    table = columns.read(folder, "contracts", _CONTRACTS + extra, ("council_code", "category", "status"))
    code, names = columns.texts(table["council_code"])
    council = columns.through(code, columns.places(names, codes))
    status, statuses = columns.texts(table["status"])
    closed = np.isin(status, [place for place, name in enumerate(statuses) if name in frame.CLOSED])
    ends_on, ended = columns.days(table["ends_on"]), columns.days(table["ended_on"])
    end = np.where(ends_on != NEVER, ends_on, columns.days(table["ends_latest_on"]))
    over = ((end != NEVER) & (end < today)) | ((ended != NEVER) & (ended < today))
    live = ~closed & ~over & (council >= 0)
    if with_lineage:
        is_copy, is_replaced = frame.superseded(folder, table["contract_id"], columns.days(table["starts_on"]), today)
        live &= ~is_copy & ~is_replaced
    category, categories = columns.texts(table["category"])
    named = columns.lists(table["product_names"])
    rows, kept = named.rows, live[named.rows]
    return _Held(
        council=council[live],
        category=category[live],
        categories=categories,
        decide_by=columns.days(table["decide_by_earliest_on"])[live],
        no_end=(end == NEVER)[live],
        supplier=columns.lists(table["supplier_ids"]).first[live],
        product_council=council[rows[kept]],
        product=named.codes[kept],
        product_names=named.names,
    )


def _runs(folder: Path, at: dict[str, int], held: _Held) -> tuple[list[str], Flags]:
    """Products under their first name in order of the alphabet, and who runs them."""
    seen = columns.read(folder, "observations", ["council_code", "product"])
    signs = [
        (at[code], product)
        for code, product in zip(seen["council_code"].to_pylist(), seen["product"].to_pylist(), strict=True)
        if code in at and product
    ]
    used = {held.product_names[each] for each in columns.distinct(held.product).tolist()}
    name_of: dict[str, str] = {}
    for name in sorted(used | {product for _, product in signs}):
        name_of.setdefault(product_id(name), name)
    place = {key: number for number, key in enumerate(sorted(name_of))}
    runs = np.zeros((len(at), len(place)), dtype=bool)
    of_name = np.array([place.get(product_id(name), -1) for name in held.product_names], dtype=np.int64)
    runs[held.product_council, columns.through(held.product, of_name)] = True
    for council, name in signs:
        runs[council, place[product_id(name)]] = True
    return [name_of[key] for key in place], runs


def _next(held: _Held, size: int, today: int) -> Floats:
    """The soonest decision of each council about each category, from the day on."""
    width = max(1, len(held.categories))
    found = np.full(size * width, np.inf)
    ahead = (held.decide_by >= today) & (held.category >= 0)
    np.minimum.at(
        found,
        held.council[ahead] * width + held.category[ahead],
        held.decide_by[ahead].astype(np.float64),
    )
    return np.where(np.isinf(found), np.nan, found).reshape(size, width)


def _concentration(held: _Held, size: int) -> Floats:
    known = held.supplier >= 0
    most = int(held.supplier.max(initial=0)) + 1
    keys, counts = np.unique(held.council[known] * most + held.supplier[known], return_counts=True)
    total = np.bincount(held.council[known], minlength=size).astype(np.float64)
    square = columns.sums(keys // most, counts.astype(np.float64) ** 2, size)
    return np.where(total > 0, square / np.maximum(total, 1.0) ** 2, np.nan)


def place_facts(codes: list[str]) -> tuple[Floats, list[str], Floats]:
    """Square kilometres, kind of settlement and fifth of deprivation of some councils; NaN or empty where unknown."""
    known = council_places.places()
    found = [known.get(code) for code in codes]
    area = [np.nan if place is None or place.area_km2 is None else float(place.area_km2) for place in found]
    fifth = [np.nan if place is None or place.deprivation_fifth is None else float(place.deprivation_fifth) for place in found]  # fmt: skip
    return np.array(area), ["" if place is None else place.settlement for place in found], np.array(fifth)
