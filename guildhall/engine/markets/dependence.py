"""L2, L5 and L6: lock-in declared again, products that many hang on, and groups of companies behind several names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from guildhall.engine.decide.arithmetic import add_months
from guildhall.engine.indicators.group_exposure import measure as group_exposure
from guildhall.engine.indicators.product_dependence import measure as product_dependence
from guildhall.engine.indicators.repeated_lock_in import measure as repeated_lock_in
from guildhall.engine.link.products import product_id
from guildhall.engine.markets import columns, found
from guildhall.engine.markets.columns import Flags, Floats, Ints
from guildhall.engine.markets.found import Said
from guildhall.engine.markets.frame import Frame

LEAST = 5
"""Running contracts of known value that a council must have before a group's share of them says anything."""
MONTHS = repeated_lock_in.MONTHS
REPEATED, PRODUCT, GROUP = repeated_lock_in.CODE, product_dependence.CODE, group_exposure.CODE


@dataclass(frozen=True, slots=True)
class Repeats:
    """Contracts whose buyer declared lock-in lately, and how often it did so for the same supplier."""

    contract: Ints
    times: Ints


def repeats(frame: Frame, declared: Flags, on: date) -> Repeats:
    """`declared` are the contracts on which L1 found that the buyer itself named only one possible supplier."""
    since = columns.number(add_months(on, -MONTHS))
    lately = declared & (frame.won > since) & (frame.won <= frame.on) & (frame.council >= 0) & ~frame.is_copy
    rows = frame.suppliers.rows
    held = lately[rows]
    contract, supplier = rows[held], frame.suppliers.codes[held]
    most = max(1, len(frame.suppliers.names))
    pair = frame.council[contract] * most + supplier
    families = int(frame.family.max(initial=0)) + 1
    once = np.unique(pair * families + frame.family[contract])
    pairs, times = np.unique(once // families, return_counts=True)
    of_row = times[np.searchsorted(pairs, pair)] if len(pairs) else pair
    best = np.zeros(frame.rows, dtype=np.int64)
    np.maximum.at(best, contract, of_row)
    asked = np.flatnonzero(best > 0)
    return Repeats(asked, best[asked])


def of_repeats(frame: Frame, held: Repeats, on: date) -> pa.RecordBatch:
    def say(times: int) -> Said:
        return found.told(repeated_lock_in.measure("", declared=times, on=on))

    return found.findings(
        frame, REPEATED, held.contract, (held.times,), say,
        basis="B", inputs=("rationale", "supplier", "awarded_on"), missing=("rationale",),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dependence:
    """Running contracts that name a product: the product most councils run, how many, and how many contracts here."""

    contract: Ints
    product: Ints
    councils: Ints
    own: Ints


def dependence(frame: Frame, folder: Path) -> Dependence:
    """Councils that a product is known to run in, by running contracts and public signs: a lower bound."""
    ids = [product_id(name) for name in frame.products.names]
    book = {key: place for place, key in reversed(list(enumerate(ids)))}
    one = np.array([book[key] for key in ids], dtype=np.int64)
    rows = frame.products.rows
    product = one[frame.products.codes] if ids else frame.products.codes
    live = frame.is_live[rows] & (frame.council[rows] >= 0)
    councils = len(frame.councils.codes) + 1
    seen = columns.read(folder, "observations", ["council_code", "product_id"])
    at = columns.places(seen["council_code"].to_pylist(), frame.councils.codes)
    what = np.array([book.get(key, -1) for key in seen["product_id"].to_pylist()], dtype=np.int64)
    signs = (at >= 0) & (what >= 0)
    by_contract = product[live] * councils + frame.council[rows[live]]
    pairs, own = np.unique(by_contract, return_counts=True)
    known = np.unique(np.concatenate([pairs, what[signs] * councils + at[signs]]))
    many = np.bincount(known // councils, minlength=len(ids) + 1)
    here = own[np.searchsorted(pairs, by_contract)] if len(pairs) else by_contract
    contract, of_product = rows[live], product[live]
    order = np.lexsort((of_product, -many[of_product], contract))
    held, first = np.unique(contract[order], return_index=True)
    best = order[first]
    return Dependence(held, of_product[best], many[of_product[best]], here[best])


def of_products(frame: Frame, held: Dependence, on: date) -> pa.RecordBatch:
    def say(product: int, councils: int, own: int) -> Said:
        name = frame.products.names[product]
        return found.told(product_dependence.measure("", product=name, councils=councils, own=own, on=on))

    return found.findings(
        frame, PRODUCT, held.contract, (held.product, held.councils, held.own), say,
        basis="C", inputs=("product", "council"), missing=("products_of_others",),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Groups:
    """Running contracts whose supplier's group is known: that group's share of the council's known value, at least."""

    contract: Ints
    group: Ints
    low: Floats


def groups(frame: Frame) -> Groups:
    """The least share: values not told are taken to be others', and at most the council's largest known."""
    supplier = frame.suppliers.first
    group = columns.through(supplier, frame.firms.group)
    counted = frame.is_live & ~frame.is_framework & (frame.council >= 0)
    size = len(frame.councils.codes) + 1
    value = np.where(counted & (frame.value >= 0), frame.value, 0).astype(np.float64)
    council = np.where(counted, frame.council, size - 1)
    largest = np.zeros(size)
    np.maximum.at(largest, council, value)
    total = columns.sums(council, value, size)
    total += largest * np.bincount(council, counted & (frame.value < 0), size)
    enough = np.bincount(council, counted & (frame.value >= 0), size) >= LEAST
    asked = np.flatnonzero(counted & (group >= 0) & enough[council])
    many = len(frame.firms.groups) + 1
    own = columns.sums(council[asked] * many + group[asked], value[asked], size * many) if len(asked) else value[:0]
    at = council[asked]
    share = own[at * many + group[asked]] / np.maximum(total[at], 1.0)
    return Groups(asked, group[asked], share)


def of_groups(frame: Frame, held: Groups, on: date) -> pa.RecordBatch:
    percent = np.floor(held.low * 100).astype(np.int64)

    def say(group: int, low: int) -> Said:
        return found.told(group_exposure.measure("", group=frame.firms.groups[group], low=low, on=on))

    return found.findings(
        frame, GROUP, held.contract, (held.group, percent), say,
        basis="C", inputs=("supplier", "value_net"), missing=("groups_of_others",),
    )  # fmt: skip
