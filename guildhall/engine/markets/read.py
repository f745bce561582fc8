"""What a page of a market, an area or a comparison needs, read from a register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from guildhall.engine.decide.arithmetic import add_months
from guildhall.engine.indicators.challengers.measure import MONTHS
from guildhall.engine.register.read import Register

Row = dict[str, Any]


class Due(msgspec.Struct, frozen=True):
    """Contracts to decide about in a month; `month` is its first day."""

    month: date
    contracts: int


class Flow(msgspec.Struct, frozen=True):
    """How many councils left one supplier or product for another; names where they are known, else empty."""

    left: str
    taken: str
    councils: int
    basis: str
    """The best ground of any of them, A to D."""


class Seen(msgspec.Struct, frozen=True):
    """How many councils were seen in public to run a product; a sign is no contract."""

    product: str
    councils: int


class Market(msgspec.Struct, frozen=True):
    """A category in a scope. `row` is its row of `markets`, `shares` those of `market_shares`, largest first."""

    row: Row
    shares: tuple[Row, ...]
    flows: tuple[Flow, ...]
    due: tuple[Due, ...]
    overdue: int
    """Running contracts whose decide-by day has passed."""
    no_date: int
    """Running contracts without a decide-by day."""
    seen: tuple[Seen, ...]
    findings: tuple[Row, ...]


def _where(table: pa.Table, **wanted: Any) -> pa.Table:
    for name, value in wanted.items():
        column = table[name]
        table = table.filter(pc.is_null(column) if value is None else pc.fill_null(pc.equal(column, value), False))
    return table


def _within(register: Register, scope: str, key: str | None) -> set[str]:
    """Codes of the councils of a scope."""
    councils = register.table("councils", ["code", "kind", "region"])
    if scope in {"kind", "region"}:
        councils = _where(councils, **{scope: key})
    return set(councils["code"].to_pylist())


def market(
    register: Register, category: str, on: date, scope: str = "national", key: str | None = None
) -> Market | None:
    """The market of a category in the country, a region or a kind of council; None if nothing is known of it."""
    rows = _where(register.table("markets"), category=category, scope=scope, scope_key=key).to_pylist()
    if not rows:
        return None
    shares = _where(register.table("market_shares"), category=category, scope=scope, scope_key=key).to_pylist()
    codes = _within(register, scope, key)
    due, overdue, no_date = falls_due(register, category, on, codes)
    findings = _where(register.table("portfolio_findings"), subject="category", subject_id=category).to_pylist()
    return Market(
        rows[0], tuple(shares), flows(register, category, codes), due, overdue, no_date, seen(register, category, codes),
        tuple(findings),
    )  # fmt: skip


def falls_due(
    register: Register, category: str, on: date, councils: set[str], months: int = 36
) -> tuple[tuple[Due, ...], int, int]:
    """Running contracts by the month of their earliest decide-by day; how many are overdue and how many have none."""
    names = ["council_code", "category", "status", "ends_on", "ends_latest_on", "ended_on", "decide_by_earliest_on"]
    found: Counter[date] = Counter()
    overdue = no_date = 0
    for row in _where(register.table("contracts", names), category=category).to_pylist():
        end = min(filter(None, (row["ends_on"] or row["ends_latest_on"], row["ended_on"])), default=None)
        if row["council_code"] not in councils or row["status"] != "active" or (end is not None and end < on):
            continue
        day = row["decide_by_earliest_on"]
        if day is None:
            no_date += 1
        elif day < on:
            overdue += 1
        elif (day.year - on.year) * 12 + day.month - on.month < months:
            found[day.replace(day=1)] += 1
    return tuple(Due(month, number) for month, number in sorted(found.items())), overdue, no_date


def flows(register: Register, category: str, councils: set[str] | None = None) -> tuple[Flow, ...]:
    """Who left whom, by supplier, or by product where suppliers are not known; most councils first."""
    table = register.table("suppliers", ["supplier_id", "name"])
    names = dict(zip(table["supplier_id"].to_pylist(), table["name"].to_pylist(), strict=True))
    moved: dict[tuple[str, str], set[str]] = {}
    basis: dict[tuple[str, str], str] = {}
    for row in _where(register.table("switches"), category=category).to_pylist():
        if councils is not None and row["council_code"] not in councils:
            continue
        left, taken = (
            names.get(row[f"{side}_supplier_id"] or "", "") if row["to_supplier_id"] and row["from_supplier_id"] else row[f"{side}_product"] or ""
            for side in ("from", "to")
        )  # fmt: skip
        moved.setdefault((left, taken), set()).add(row["council_code"])
        basis[(left, taken)] = min(basis.get((left, taken), "D"), row["basis"])
    return tuple(
        Flow(left, taken, len(held), basis[(left, taken)])
        for (left, taken), held in sorted(moved.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def seen(register: Register, category: str, councils: set[str] | None = None) -> tuple[Seen, ...]:
    """Products of the category that councils were seen to run, most councils first."""
    products = _where(register.table("products", ["product_id", "name", "category"]), category=category)
    name_of = dict(zip(products["product_id"].to_pylist(), products["name"].to_pylist(), strict=True))
    held: dict[str, set[str]] = {}
    for row in register.rows("observations", ["council_code", "product_id"]):
        if row["product_id"] in name_of and (councils is None or row["council_code"] in councils):
            held.setdefault(name_of[row["product_id"]], set()).add(row["council_code"])
    return tuple(
        Seen(name, len(codes)) for name, codes in sorted(held.items(), key=lambda item: (-len(item[1]), item[0]))
    )


class Challenger(msgspec.Struct, frozen=True):
    """A supplier that won a category in some councils lately."""

    supplier_id: str
    name: str
    size: str
    """As it declares itself: sme, large, or empty."""
    councils: tuple[str, ...]
    last_won_on: date


def challengers(
    register: Register, category: str, councils: Sequence[str], on: date, months: int = MONTHS
) -> tuple[Challenger, ...]:
    """Suppliers that won the category in these councils in the last months, those of most councils first.

    `councils` are those like one's own, in whichever sense the reader chose (`similar.read.like`).
    """
    names = ["council_code", "category", "supplier_ids", "awarded_on", "signed_on", "starts_on", "status"]
    won: dict[str, dict[str, date]] = {}
    for row in _where(register.table("contracts", names), category=category).to_pylist():
        day = row["awarded_on"] or row["signed_on"] or row["starts_on"]
        if row["council_code"] not in councils or row["status"] == "planned" or day is None:
            continue
        if add_months(on, -months) < day <= on:
            for supplier_id in row["supplier_ids"] or ():
                held = won.setdefault(supplier_id, {})
                held[row["council_code"]] = max(day, held.get(row["council_code"], day))
    table = register.table("suppliers", ["supplier_id", "name", "size"])
    known = {row["supplier_id"]: row for row in table.filter(pc.is_in(table["supplier_id"], pa.array(sorted(won), pa.string()))).to_pylist()}  # fmt: skip
    found = [
        Challenger(
            supplier_id, known.get(supplier_id, {}).get("name") or supplier_id, known.get(supplier_id, {}).get("size") or "",
            tuple(sorted(held)), max(held.values()),
        )
        for supplier_id, held in won.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (-len(each.councils), each.name, each.supplier_id)))


class Area(msgspec.Struct, frozen=True):
    """A region or a kind of council: its councils, its markets and what was found of its councils."""

    councils: tuple[str, ...]
    markets: tuple[Row, ...]
    findings: tuple[Row, ...]
    """Findings on its councils over all their contracts: those without a scope, and the dimension cards."""


def area(register: Register, scope: str, key: str) -> Area:
    codes = _within(register, scope, key)
    rows = _where(register.table("markets"), scope=scope, scope_key=key).to_pylist()
    rows.sort(key=lambda row: (-row["contracts"], row["category"]))
    return Area(tuple(sorted(codes)), tuple(rows), tuple(_cards(register, codes)))


def _cards(register: Register, codes: set[str]) -> list[Row]:
    table = _where(register.table("portfolio_findings"), subject="council")
    table = table.filter(pc.is_in(table["subject_id"], pa.array(sorted(codes), pa.string())))
    return [row for row in table.to_pylist() if row["scope"] in {None, "dimension", "sme", "vcse"}]


class Comparison(msgspec.Struct, frozen=True):
    """Two to five councils side by side. There is no score over all: each card stands for itself."""

    councils: tuple[str, ...]
    cards: dict[str, tuple[Row, ...]]
    """By council: one finding a dimension, one a question, and the shares of small firms and voluntary bodies."""
    alike: tuple[Row, ...]
    """In which senses any two of them are among each other's nearest."""
    products: dict[str, tuple[str, ...]]
    """Product to those of the councils that were seen to run it or have a running contract that names it."""


def compare(register: Register, codes: Sequence[str]) -> Comparison:
    wanted = tuple(dict.fromkeys(codes))
    cards = _cards(register, set(wanted))
    table = register.table("likenesses")
    both = pa.array(wanted, pa.string())
    alike = table.filter(pc.and_(pc.is_in(table["council_code"], both), pc.is_in(table["other_code"], both)))
    return Comparison(
        wanted,
        {code: tuple(row for row in cards if row["subject_id"] == code) for code in wanted},
        tuple(alike.to_pylist()),
        _products(register, wanted),
    )


def _products(register: Register, codes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    held: dict[str, set[str]] = {}
    for row in register.rows("observations", ["council_code", "product"]):
        if row["council_code"] in codes and row["product"]:
            held.setdefault(row["product"], set()).add(row["council_code"])
    contracts = register.table("contracts", ["council_code", "product_names", "status"])
    contracts = contracts.filter(pc.is_in(contracts["council_code"], pa.array(codes, pa.string())))
    for row in contracts.to_pylist():
        for name in (row["product_names"] or ()) if row["status"] == "active" else ():
            held.setdefault(name, set()).add(row["council_code"])
    return {name: tuple(code for code in codes if code in held[name]) for name in sorted(held)}
