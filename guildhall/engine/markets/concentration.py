"""Shares and concentration of many markets at once, with bounds over what is unknown.

A market is a group of purchases. A purchase weighs 1, split evenly among its contracts, and a contract's part among its
suppliers; the part of contracts whose supplier nobody told is the unknown mass. It may be spread ever so thin over
suppliers not seen here, or belong to one: the bounds hold every case between.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guildhall.engine.markets.columns import NEVER, Flags, Floats, Ints, distinct, sums
from guildhall.engine.markets.frame import Frame


@dataclass(frozen=True, slots=True)
class Markets:
    """One row a market, in the order of `group`, and one row a supplier in a market (`pair_…`), by market and supplier."""

    group: Ints
    contracts: Ints
    assessable: Ints
    purchases: Ints
    unknown: Floats
    """Mass of the contracts without a known supplier, in purchases."""
    councils: Ints
    suppliers: Ints
    value: Ints
    valued: Ints
    pair_market: Ints
    """Place of the market, not its group."""
    pair_supplier: Ints
    pair_mass: Floats
    pair_contracts: Ints
    pair_councils: Ints
    pair_value: Ints
    pair_value_low: Floats
    pair_value_high: Floats
    """Share of the value; NaN where no value in the market is known."""
    pair_won: Ints
    pair_told: Floats
    """Value of each supplier as far as told, in pennies; parts of shared contracts are fractions."""
    spare: Floats
    """Value of each market whose supplier is unknown, at most."""
    is_untold: Flags
    """Whether a contract with a known supplier has no known value."""

    @property
    def low(self) -> Floats:
        """The least share of purchases each supplier can have."""
        return self.pair_mass / self.purchases[self.pair_market]

    @property
    def high(self) -> Floats:
        return np.minimum(1.0, (self.pair_mass + self.unknown[self.pair_market]) / self.purchases[self.pair_market])

    @property
    def known(self) -> Floats:
        """Purchases whose supplier is known."""
        return self.purchases - self.unknown

    def part(self, which: Flags) -> Floats:
        """Share of purchases of some of the suppliers, the unknown left out."""
        return sums(self.pair_market, np.where(which, self.pair_mass, 0.0), len(self.group)) / self.purchases


def herfindahl(market: Ints, mass: Floats, unknown: Floats, total: Floats) -> tuple[Floats, Floats]:
    """Sum of squared shares of each market, lowest and highest.

    Lowest when the unknown is spread thin, highest when all of it is the largest supplier's: the sum is convex, so its
    highest is at a corner, and moving mass to a larger supplier never lowers it.
    """
    square = sums(market, mass**2, len(total))
    largest = np.zeros(len(total))
    np.maximum.at(largest, market, mass)
    with np.errstate(invalid="ignore", divide="ignore"):
        low = square / total**2
        high = (square + 2 * largest * unknown + unknown**2) / total**2
    return np.minimum(low, 1.0), np.minimum(high, 1.0)


def herfindahl_of_value(held: Markets) -> tuple[Floats, Floats]:
    """Sum of squared shares of value, lowest and highest; NaN where no value is known.

    Where every contract with a known supplier has a known value, the bounds are those of purchases, and are reached. Else
    lowest when every supplier has its least and the rest is spread thin, highest when the whole is dealt to those who can
    have most, each up to its most: these hold every case, and may be a little wide.
    """
    size = len(held.group)
    total = sums(held.pair_market, held.pair_told, size) + held.spare
    thin, thick = herfindahl(held.pair_market, held.pair_told, held.spare, total)
    low = sums(held.pair_market, np.nan_to_num(held.pair_value_low) ** 2, size)
    others = held.spare / np.where(total > 0, total, 1.0)  # a supplier not seen here
    market = np.concatenate([held.pair_market, np.arange(size)])
    most = np.concatenate([np.nan_to_num(held.pair_value_high), others])
    order = np.lexsort((-most, market))
    market, most = market[order], most[order]
    before = np.cumsum(most) - most
    first = np.searchsorted(market, np.arange(size))
    dealt = np.clip(1.0 - (before - before[first][market]), 0.0, most)
    high = np.minimum(sums(market, dealt**2, size), 1.0)
    nothing = total <= 0
    return (
        np.where(nothing, np.nan, np.where(held.is_untold, low, thin)),
        np.where(nothing, np.nan, np.where(held.is_untold, high, thick)),
    )


def top(market: Ints, mass: Floats, unknown: Floats, total: Floats) -> tuple[Floats, Floats]:
    """The largest supplier's share of each market, lowest and highest."""
    largest = np.zeros(len(total))
    np.maximum.at(largest, market, mass)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.minimum(largest / total, 1.0), np.minimum((largest + unknown) / total, 1.0)


def weigh(frame: Frame, rows: Ints, group: Ints) -> Markets:
    """The markets that some contracts form; `group` is each contract's market, a number."""
    groups, market = np.unique(group, return_inverse=True)
    size = len(groups)
    family, sharing = _once(market, frame.family[rows])
    weight = 1.0 / sharing[family]
    purchases = _distinct(market, frame.family[rows], size)
    counts = frame.suppliers.counts[rows]
    has = counts > 0
    value = frame.value[rows]
    valued = value >= 0
    pairs = _pairs(frame, rows, market, weight, counts)
    low, high, told, spare, is_untold = _value_shares(pairs, value, market, has, size)
    place, of_market, supplier = pairs.place, pairs.market, pairs.supplier
    won = np.full(len(supplier), NEVER, dtype=np.int64)
    np.maximum.at(won, place, frame.won[rows][pairs.contract])
    known = valued[pairs.contract]
    part = np.where(known, value[pairs.contract] // counts[pairs.contract], 0)
    return Markets(
        group=groups,
        contracts=np.bincount(market, minlength=size),
        assessable=np.bincount(market, has, size).astype(np.int64),
        purchases=purchases,
        unknown=sums(market, np.where(has, 0.0, weight), size),
        councils=_distinct(market, frame.council[rows], size),
        suppliers=np.bincount(of_market, minlength=size),
        value=_total(market, np.where(valued, value, 0), size),
        valued=np.bincount(market, valued, size).astype(np.int64),
        pair_market=of_market,
        pair_supplier=supplier,
        pair_mass=sums(place, pairs.mass, len(supplier)),
        pair_contracts=np.bincount(place, minlength=len(supplier)),
        pair_councils=_distinct(place, frame.council[rows][pairs.contract], len(supplier)),
        pair_value=_total(place, part, len(supplier)),
        pair_value_low=low,
        pair_value_high=high,
        pair_won=won,
        pair_told=told,
        spare=spare,
        is_untold=is_untold,
    )


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Every supplier of every contract (`place`, `contract`, `mass`, `split`), and the pairs of market and supplier."""

    place: Ints
    contract: Ints
    mass: Floats
    split: Floats
    market: Ints
    supplier: Ints


def _pairs(frame: Frame, rows: Ints, market: Ints, weight: Floats, counts: Ints) -> _Pairs:
    contract = np.repeat(np.arange(len(rows)), counts)
    first = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)[:-1]]) if len(rows) else counts
    inside = np.arange(len(contract)) - first[contract]
    supplier = frame.suppliers.codes[frame.suppliers.starts[:-1][rows][contract] + inside]
    split = 1.0 / np.maximum(counts, 1)
    most = max(1, len(frame.suppliers.names))
    keys, place = np.unique(market[contract] * most + supplier, return_inverse=True)
    return _Pairs(place, contract, (weight * split)[contract], split[contract], keys // most, keys % most)


def _once(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """Each distinct pair of two numbers: its place for every row, and how many rows it has."""
    most = int(other.max(initial=0)) + 1
    _, place, counts = np.unique(one * most + other, return_inverse=True, return_counts=True)
    return place, counts


def _distinct(group: Ints, of: Ints, size: int) -> Ints:
    """How many different non-negative values each group has."""
    some = of >= 0
    most = int(of.max(initial=0)) + 1
    return np.bincount(distinct(group[some] * most + of[some]) // most, minlength=size)


def _total(group: Ints, pennies: Ints, size: int) -> Ints:
    """Exact sums of whole numbers."""
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, group, pennies)
    return total


def _value_shares(
    pairs: _Pairs, value: Ints, market: Ints, has: Flags, size: int
) -> tuple[Floats, Floats, Floats, Floats, Flags]:
    """Bounds on each supplier's share of the value of a market.

    A value nobody told is taken to lie between nothing and the largest known in the market. A supplier's share is least
    when its own unknown values are nothing and all others' the largest, and most the other way round. With the
    bounds come what they rest on, see `Markets`.
    """
    known = value >= 0
    cap = np.zeros(size)
    np.maximum.at(cap, market, np.where(known, value, 0).astype(np.float64))
    money = np.where(known, value, 0).astype(np.float64)
    told = sums(market, money, size)
    nobody = sums(market, np.where(has, 0.0, money), size)  # value whose supplier is unknown
    blank = sums(market, np.where(known | has, 0.0, 1.0), size)  # contracts with neither
    missing = sums(market, np.where(known | ~has, 0.0, 1.0), size)
    length = len(pairs.supplier)
    own = sums(pairs.place, money[pairs.contract] * pairs.split, length)
    unsaid = sums(pairs.place, np.where(known[pairs.contract], 0.0, pairs.split), length)
    at = pairs.market
    with np.errstate(invalid="ignore", divide="ignore"):
        least = own / (told[at] + cap[at] * (missing[at] - unsaid + blank[at]))
        most = own + nobody[at] + cap[at] * (unsaid + blank[at])
        high = most / (told[at] + cap[at] * (unsaid + blank[at]))
    nothing = told[at] <= 0
    return (
        np.where(nothing, np.nan, np.minimum(least, 1.0)),
        np.where(nothing, np.nan, np.minimum(high, 1.0)),
        own,
        nobody + cap * blank,
        missing > 0,
    )
