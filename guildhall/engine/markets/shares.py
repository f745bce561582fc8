"""Tables `markets` and `market_shares`: each category in the country, in each region and in each kind of council."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from guildhall.engine import classify, codes
from guildhall.engine.decide.words import count
from guildhall.engine.markets import columns, concentration
from guildhall.engine.markets.columns import Floats, Ints
from guildhall.engine.markets.concentration import Markets
from guildhall.engine.markets.frame import Frame
from guildhall.engine.register.tables import TABLES

LEAST = 5
"""Purchases with a known supplier that a market must have before any share of it is stated."""
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """One way to cut the country: every contract's place in `keys`, -1 where it has none."""

    name: str
    keys: list[str]
    of_contract: Ints


def scopes(frame: Frame) -> tuple[Scope, ...]:
    """The country, its regions, the kinds of council."""
    found = [Scope("national", [""], np.zeros(frame.rows, dtype=np.int64))]
    for name, of_council in (("region", frame.councils.regions), ("kind", frame.councils.kinds)):
        keys = sorted({key for key in of_council if key})
        place = np.array([keys.index(key) if key else -1 for key in of_council], dtype=np.int64)
        found.append(Scope(name, keys, columns.through(frame.council, place)))
    return tuple(found)


def of_scope(frame: Frame, scope: Scope) -> Markets:
    """The markets of every category in a scope: running contracts, frameworks and copies left out."""
    rows = counted(frame, scope)
    return concentration.weigh(frame, rows, frame.category[rows] * len(scope.keys) + scope.of_contract[rows])


def counted(frame: Frame, scope: Scope) -> Ints:
    return np.flatnonzero(frame.is_live & ~frame.is_framework & (frame.category >= 0) & (scope.of_contract >= 0))


def percentiles(group: Ints, size: int, values: Floats) -> tuple[Ints, Floats]:
    """How many values each group has, and its 10th, 50th and 90th percentile (nearest rank); NaN where there are none."""
    known = ~np.isnan(values)
    group, values = group[known], values[known]
    order = np.lexsort((values, group))
    many = np.bincount(group, minlength=size)
    first = np.cumsum(many) - many
    ranks = np.stack([first + np.maximum(np.ceil(many * part).astype(np.int64) - 1, 0) for part in (0.1, 0.5, 0.9)])
    held = np.append(values[order], np.nan)
    return many, np.where(many > 0, held[np.minimum(ranks, len(held) - 1)], np.nan)


def tables(frame: Frame) -> tuple[list[pa.RecordBatch], list[pa.RecordBatch]]:
    """Every market, and every supplier's share of it."""
    markets, shares = [], []
    for scope in scopes(frame):
        of_market, of_supplier = cut(frame, scope)
        markets.append(of_market)
        shares.append(of_supplier)
    return markets, shares


def cut(frame: Frame, scope: Scope) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """Every market of one cut, and every supplier's share of it."""
    found = of_scope(frame, scope)
    markets = pa.RecordBatch.from_pylist(list(_markets(frame, scope, found)), TABLES["markets"])
    return markets, _shares(frame, scope, found)


def _rounded(values: Floats, stated: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[float | None]:
    said = (stated & ~np.isnan(values)).tolist()
    return [value if is_said else None for value, is_said in zip(np.round(values, DIGITS).tolist(), said, strict=True)]


def is_stated(found: Markets) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether enough is known of a market to state a share of it."""
    return found.known >= LEAST - 1e-9


def _markets(frame: Frame, scope: Scope, found: Markets) -> Iterator[dict[str, object]]:
    rows = counted(frame, scope)
    _, place = np.unique(frame.category[rows] * len(scope.keys) + scope.of_contract[rows], return_inverse=True)
    terms, percentile = percentiles(place, len(found.group), columns.months(frame.start[rows], frame.longest[rows]))
    stated, total = is_stated(found), found.purchases.astype(np.float64)
    bounds = {
        "hhi": concentration.herfindahl(found.pair_market, found.pair_mass, found.unknown, total),
        "value_hhi": concentration.herfindahl_of_value(found),
        "top": concentration.top(found.pair_market, found.pair_mass, found.unknown, total),
        "sme": declared(found, frame.firms.is_small),
        "vcse": declared(found, frame.firms.is_vcse),
    }
    ranges = {f"{name}_{end}": _rounded(values, stated) for name, pair in bounds.items() for end, values in zip(("low", "high"), pair, strict=True)}  # fmt: skip
    leaders = leading(found)
    at_of = {int(group): at for at, group in enumerate(found.group)}
    for category, key in enumerate(frame.categories):
        for scope_at, scope_key in enumerate(scope.keys):
            at = at_of.get(category * len(scope.keys) + scope_at)
            if at is None:
                if scope.name == "national":
                    yield _empty(key, scope.name)
                continue
            row: dict[str, object] = {
                "category": key, "scope": scope.name, "scope_key": scope_key or None,
                "contracts": int(found.contracts[at]), "assessable": int(found.assessable[at]),
                "purchases": int(found.purchases[at]), "councils": int(found.councils[at]),
                "suppliers": int(found.suppliers[at]), "value": columns.pounds(int(found.value[at])),
                "valued": int(found.valued[at]), "terms": int(terms[at]),
            }  # fmt: skip
            row |= {name: values[at] for name, values in ranges.items()}
            if terms[at] >= LEAST:
                row |= {f"term_{name}": round(float(value)) for name, value in zip(("p10", "p50", "p90"), percentile[:, at], strict=True)}  # fmt: skip
            leader = frame.firms.names[leaders[at]] if leaders[at] >= 0 else ""
            row["words"] = _words(row, _where(scope.name, scope_key), leader)
            yield row


def declared(found: Markets, said: Ints) -> tuple[Floats, Floats]:
    """Share of purchases of suppliers who declare something of themselves; who says nothing may be either."""
    of_pair = said[found.pair_supplier]
    low = found.part(of_pair == 1)
    return low, np.minimum(1.0, low + found.part(of_pair < 0) + found.unknown / found.purchases)


def leading(found: Markets) -> Ints:
    """The supplier with most purchases in each market; -1 where none is known."""
    order = np.lexsort((found.pair_supplier, -found.pair_mass, found.pair_market))
    leader = np.full(len(found.group), -1, dtype=np.int64)
    markets, first = np.unique(found.pair_market[order], return_index=True)
    leader[markets] = found.pair_supplier[order][first]
    return leader


def _where(scope: str, key: str) -> str:
    if scope == "region":
        return f" in {key}"
    return f" in councils of the kind {codes.COUNCIL_KINDS.get(key, key).lower()}" if scope == "kind" else ""


def _name(category: str) -> str:
    known = classify.categories().get(category)
    return known.name if known else category


def _empty(category: str, scope: str) -> dict[str, object]:
    words = f"{_name(category)}: no running contract is known here, which does not mean that there is none."
    zero = dict.fromkeys(("contracts", "assessable", "purchases", "councils", "suppliers", "valued", "terms"), 0)
    return {"category": category, "scope": scope, "scope_key": None, "words": words, **zero}


def percent(low: float, high: float) -> str:
    """A share in words: `40 %`, or `between 40 % and 60 %`."""
    first, last = round(low * 100), round(high * 100)
    return f"{first} %" if first == last else f"between {first} % and {last} %"


def _words(row: dict[str, object], where: str, leader: str) -> str:
    purchases, contracts = int(str(row["purchases"])), int(str(row["contracts"]))
    lead = f"{_name(str(row['category']))}{where}: {count(contracts, 'running contract')}"
    lead += f" ({count(purchases, 'purchase')})" if purchases != contracts else ""
    lead += f" of {count(int(str(row['councils'])), 'council')}; the supplier of {row['assessable']} is known."
    if row["hhi_low"] is None:
        return f"{lead} Too few to say who has which share."
    top_low, top_high = float(str(row["top_low"])), float(str(row["top_high"]))
    return f"{lead} The largest, {leader}, has {percent(top_low, top_high)} of the purchases."


def _shares(frame: Frame, scope: Scope, found: Markets) -> pa.RecordBatch:
    category, key = found.group // len(scope.keys), found.group % len(scope.keys)
    order = np.lexsort((_ranks(frame.firms.ids)[found.pair_supplier], -found.pair_mass, found.pair_market))
    market, supplier = found.pair_market[order], found.pair_supplier[order]
    silent = ~is_stated(found)[market]
    blank = silent | np.isnan(found.pair_value_low[order])
    columns_of = {
        "category": pa.array(frame.categories).take(pa.array(category[market])),
        "scope": pa.array([scope.name] * len(market), pa.string()),
        "scope_key": pa.array([name or None for name in scope.keys], pa.string()).take(pa.array(key[market])),
        "supplier_id": pa.array(frame.firms.ids, pa.string()).take(pa.array(supplier)),
        "supplier_name": pa.array(frame.firms.names, pa.string()).take(pa.array(supplier)),
        "contracts": pa.array(found.pair_contracts[order], pa.int32()),
        "councils": pa.array(found.pair_councils[order], pa.int32()),
        "value": columns.money(np.where(found.pair_value[order] > 0, found.pair_value[order], -1)),
        "low": pa.array(np.round(found.low[order], DIGITS), mask=silent),
        "high": pa.array(np.round(found.high[order], DIGITS), mask=silent),
        "value_low": pa.array(np.round(found.pair_value_low[order], DIGITS), mask=blank),
        "value_high": pa.array(np.round(found.pair_value_high[order], DIGITS), mask=blank),
        "last_won_on": columns.dates(found.pair_won[order]),
    }
    return pa.RecordBatch.from_arrays([columns_of[name] for name in TABLES["market_shares"].names], schema=TABLES["market_shares"])  # fmt: skip


def _ranks(names: list[str]) -> Ints:
    """The place of every name in order of the alphabet."""
    rank = np.empty(len(names), dtype=np.int64)
    rank[np.asarray(pa.compute.sort_indices(pa.array(names, pa.string())))] = np.arange(len(names))
    return rank
