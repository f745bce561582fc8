"""Findings on councils and categories that follow from contracts themselves: who has how much of what (C3 to C7, L, E4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from guildhall.engine.decide.arithmetic import add_months
from guildhall.engine.decide.words import count
from guildhall.engine.indicators import policy
from guildhall.engine.indicators.concentration import measure as dense
from guildhall.engine.indicators.supplier_share import measure as supplier_share
from guildhall.engine.markets import columns, concentration, found, shares
from guildhall.engine.markets.columns import Floats, Ints
from guildhall.engine.markets.concentration import Markets
from guildhall.engine.markets.found import ACT, OK, STATUSES, UNKNOWN, WATCH
from guildhall.engine.markets.frame import Frame
from guildhall.engine.markets.needs import Needs, category_name
from guildhall.engine.markets.shares import LEAST, percent
from guildhall.engine.records import Finding

MONTHS = 36
WIDE = 0.5
"""Bounds further apart than this say nothing."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bought:
    """What councils bought in the last 36 months, a market for each council and need."""

    markets: Markets
    council: Ints
    need: Ints
    stated: np.ndarray[tuple[int], np.dtype[np.bool_]]


def bought(frame: Frame, needs: Needs, on: date) -> Bought:
    since = columns.number(add_months(on, -MONTHS))
    rows = np.flatnonzero(
        (frame.won > since) & (frame.won <= frame.on) & ~frame.is_copy & ~frame.is_framework & (frame.council >= 0)
        & (needs.of_contract >= 0)
    )  # fmt: skip
    many = len(needs.keys)
    markets = concentration.weigh(frame, rows, frame.council[rows] * many + needs.of_contract[rows])
    return Bought(markets, markets.group // many, markets.group % many, shares.is_stated(markets))


def row(subject: str, subject_id: str, scope: str, code: str, status: int, words: str, **more: Any) -> Row:  # noqa: PLR0917 - the columns of the table
    return {
        "subject": subject, "subject_id": subject_id, "scope": scope or None, "indicator": code,
        "status": STATUSES[status], "words": words, "basis": "C", "inputs": [], "missing": [],
    } | more  # fmt: skip


def number(value: float) -> str:
    """A share as findings store it."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def between(low: float, high: float) -> Row:
    """The value where both bounds are one, and the bounds."""
    first, last = number(low), number(high)
    return {"value": first if first == last else None, "low": first, "high": last}


def of_purchases(frame: Frame, needs: Needs, held: Bought, on: date) -> Iterator[Row]:
    """C3 and C4 of each council, by what it bought; and of the council over all that can be told."""
    lines = {"C3": policy.of("supplier_share", on), "C4": policy.of("concentration", on)}
    found_in, total = held.markets, held.markets.purchases.astype(np.float64)
    top = concentration.top(found_in.pair_market, found_in.pair_mass, found_in.unknown, total)
    hhi = concentration.herfindahl(found_in.pair_market, found_in.pair_mass, found_in.unknown, total)
    status = {"C3": found.by_line(*top, lines["C3"]), "C4": found.by_line(*hhi, lines["C4"])}
    leader, of_value = shares.leading(found_in), _value_of_leader(found_in)
    for at in np.flatnonzero(held.stated).tolist():
        code, need = frame.councils.codes[held.council[at]], int(held.need[at])
        known = {"known": int(found_in.assessable[at]), "total": int(found_in.contracts[at])}
        whole = known["known"] == known["total"]
        many, suppliers = int(found_in.purchases[at]), int(found_in.suppliers[at])
        value_low, value_high = (None if np.isnan(each[at]) else float(each[at]) for each in of_value)
        yield _of_finding("council", needs.keys[need], known, supplier_share.measure(
            code, supplier=frame.firms.names[leader[at]], need=needs.names[need], purchases=many, low=float(top[0][at]),
            high=float(top[1][at]), value_low=value_low, value_high=value_high, is_all_known=whole, on=on,
        ))  # fmt: skip
        yield _of_finding("council", needs.keys[need], known, dense.measure(
            code, need=needs.names[need], purchases=many, suppliers=suppliers, low=float(hhi[0][at]),
            high=float(hhi[1][at]), is_all_known=whole, on=on,
        ))  # fmt: skip
    for indicator in ("C3", "C4"):
        yield from _over_needs(frame, held, status[indicator], indicator)


def _of_finding(subject: str, scope: str, known: Row, finding: Finding) -> Row:
    return {
        "subject": subject, "subject_id": finding.contract_id, "scope": scope or None, "indicator": finding.indicator,
        "status": finding.status, "value": finding.value or None, "low": finding.low, "high": finding.high,
        "basis": finding.basis, "words": finding.words, "inputs": list(finding.inputs), "missing": list(finding.missing),
    } | known  # fmt: skip


def _value_of_leader(markets: Markets) -> tuple[Floats, Floats]:
    """Bounds on the share of value of each market's supplier with most purchases; NaN where no value is known."""
    low, high = np.full(len(markets.group), np.nan), np.full(len(markets.group), np.nan)
    is_leader = shares.leading(markets)[markets.pair_market] == markets.pair_supplier
    low[markets.pair_market[is_leader]] = markets.pair_value_low[is_leader]
    high[markets.pair_market[is_leader]] = markets.pair_value_high[is_leader]
    return low, high


def _over_needs(frame: Frame, held: Bought, status: Ints, code: str) -> Iterator[Row]:
    """How many of the things a council buys are watched, of those that can be told."""
    size = len(frame.councils.codes)
    total = np.bincount(held.council, minlength=size)
    known = np.bincount(held.council[held.stated & (status != UNKNOWN)], minlength=size)
    watched = np.bincount(held.council[held.stated & np.isin(status, (WATCH, ACT))], minlength=size)
    acted = np.bincount(held.council[held.stated & (status == ACT)], minlength=size)
    for at in np.flatnonzero(total).tolist():
        worst = ACT if acted[at] else WATCH if watched[at] else OK if known[at] == total[at] else UNKNOWN
        kinds = count(int(total[at]), "kind") + " of goods and services"
        words = f"{known[at]} of {kinds} could be assessed (the others have under {LEAST} purchases, or too much unknown); {watched[at]} at or over the line."
        yield row("council", frame.councils.codes[at], "", code, worst, words, value=str(watched[at]),
                  known=int(known[at]), total=int(total[at]), inputs=["supplier", "cpv"])  # fmt: skip


def of_categories(frame: Frame, on: date) -> Iterator[Row]:
    """C4 of each category in the country, and whom one could tell of a need there (E4)."""
    scope = shares.scopes(frame)[0]
    markets = shares.of_scope(frame, scope)
    total = markets.purchases.astype(np.float64)
    low, high = concentration.herfindahl(markets.pair_market, markets.pair_mass, markets.unknown, total)
    stated = shares.is_stated(markets)
    status = np.where(stated, found.by_line(low, high, policy.of("concentration", on)), UNKNOWN)
    small = np.bincount(markets.pair_market, frame.firms.is_small[markets.pair_supplier] == 1, len(markets.group))
    place = {int(group): at for at, group in enumerate(markets.group)}
    for category, key in enumerate(frame.categories):
        at = place.get(category)
        name = category_name(key)
        known = {"known": int(markets.assessable[at]) if at is not None else 0,
                 "total": int(markets.contracts[at]) if at is not None else 0}  # fmt: skip
        if at is None or not stated[at]:
            words = f"Too few running contracts for {name} are known to say how concentrated it is."
            yield row("category", key, "national", "C4", UNKNOWN, words, missing=["supplier"], **known)
        else:
            words = f"Concentration of {name} in the country is {dense.between(low[at], high[at])} of 1, over {count(int(total[at]), 'purchase')}."
            yield row("category", key, "national", "C4", int(status[at]), words, inputs=["supplier", "category"],
                      **known, **between(low[at], high[at]))  # fmt: skip
        firms = int(small[at]) if at is not None else 0
        words = f"{count(firms, 'small firm') if firms else 'No small firm is'} known to have a running contract for {name}; how many firms were told of a need is not recorded."
        yield row("category", key, "national", "E4", UNKNOWN, words, low="0", high=None, missing=["suppliers_told"], **known)  # fmt: skip


def of_sizes(frame: Frame) -> Iterator[Row]:
    """C7 of each council: the share of running purchases from small firms, and from voluntary bodies."""
    rows = np.flatnonzero(frame.is_live & ~frame.is_framework & (frame.council >= 0))
    markets = concentration.weigh(frame, rows, frame.council[rows])
    stated = shares.is_stated(markets)
    for scope, whose, declared in (
        ("sme", "small and medium firms", frame.firms.is_small), ("vcse", "voluntary bodies", frame.firms.is_vcse),
    ):  # fmt: skip
        low, high = shares.declared(markets, declared)
        told = columns.sums(markets.pair_market, np.where(declared[markets.pair_supplier] >= 0, markets.pair_contracts, 0).astype(np.float64), len(low))  # fmt: skip
        for at, council in enumerate(markets.group.tolist()):
            known = {"known": min(int(told[at]), int(markets.contracts[at])), "total": int(markets.contracts[at])}
            code = frame.councils.codes[council]
            if not stated[at]:
                words = f"Too few running purchases with a known supplier to say which share {whose} have."
                yield row("council", code, scope, "C7", UNKNOWN, words, missing=["supplier"], **known)
                continue
            status = OK if high[at] - low[at] <= WIDE else UNKNOWN
            words = f"{percent(low[at], high[at]).capitalize()} of {count(int(markets.purchases[at]), 'running purchase')} are from {whose}, by what they declare of themselves."
            yield row("council", code, scope, "C7", status, words, inputs=["supplier_size"],
                      missing=["supplier_size"] if status == UNKNOWN else [], **known, **between(low[at], high[at]))  # fmt: skip


def all_rows(frame: Frame, needs: Needs, on: date) -> Sequence[Row]:
    return [
        *of_purchases(frame, needs, bought(frame, needs, on), on),
        *of_categories(frame, on),
        *of_sizes(frame),
    ]
