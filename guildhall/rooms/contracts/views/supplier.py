"""The page of one supplier: all it is called, whom it works for, what was paid, which markets it is in."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponseBase
from markupsafe import Markup

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.rooms.contracts.models import SupplierName
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import named, rows
from guildhall.rooms.contracts.queries import supplier as queries
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.queries.asked import PER_PAGE
from guildhall.rooms.contracts.views import calendar, lines, missing, portfolio, shares
from guildhall.rooms.contracts.views.named import page_number
from guildhall.ui import parts, words

FINDING = ("indicator", "scope", "status", "value", "low", "high", "words", "known", "total")
FIRST, FOLDED = 12, 50
"""Rows of a table that stands among others; the rest folds."""


@public
def supplier(request: HttpRequest, slug: str, form: formats.Form = "html") -> HttpResponseBase:
    """One supplier, with how each thing about it is known."""
    one = named.supplier_by_slug(slug)
    if one is None:
        return missing.page(request, form, "supplier", slug)
    on = clock.today()
    found = queries.one_supplier(one, on, page=page_number(request))
    listed = rows.stream(arrays.current(), found.places, on)
    if form == "ics":
        alive = rows.stream(arrays.current(), found.places[: found.live], on)
        return calendar.of_contracts(request, alive, f"Decide by: contracts with {one.name}")
    return formats.respond(
        request, form, "contracts/supplier.html.jinja", lambda: _context(found, on),
        data=lambda: _data(found) | {"on": on, "contracts": list(listed)},
        sheet=lambda: formats.Sheet(slug, rows.HEADER, (rows.cells(line, lines.site(request)) for line in listed)),
    )  # fmt: skip


def _context(found: queries.OneSupplier, on: date) -> dict[str, object]:
    one, address, left_out = found.supplier, f"/suppliers/{found.supplier.slug}", {lines.SUPPLIER}
    held, moves = [_held(each, found) for each in found.held[:FOLDED]], shares.moves(found.moves.newest)
    most = max((share.high or 0 for share in found.markets), default=0)
    return {
        "supplier": one, "found": found, "lead": _lead(found), "caption": f"Supplier, of {one.group_name}" if one.group_name else "Supplier",
        "head": _head(found), "columns": lines.columns(leave_out=left_out), "cells": lines.cells(found.rows, on, leave_out=left_out),
        "pages": parts.Pages(found.page, PER_PAGE, len(found.places), "", "contract"),
        "held": held[:FIRST], "more_held": held[FIRST:], "held_columns": HELD_COLUMNS, "left_held": max(0, len(found.held) - FOLDED),
        "years": shares.years(found.spending.years, on), "year_columns": shares.YEAR_COLUMNS, "spending": _spending(found),
        "markets": [_market(share, most) for share in found.markets], "market_columns": MARKET_COLUMNS,
        "moves": moves[:FIRST], "more_moves": moves[FIRST:], "move_columns": shares.MOVE_COLUMNS,
        "dimensions": portfolio.cells(found.portfolio.by_dimension), "questions": portfolio.cells(found.portfolio.by_question), "portfolio_columns": portfolio.COLUMNS, "left_moves": found.moves.count - len(moves),
        "names": [_name(each) for each in found.names] or [[name, "", "", "", shares.unknown("not recorded")] for name in one.names],
        "name_columns": NAME_COLUMNS,
        "downloads": [
            parts.Link("CSV", f"{address}.csv"), parts.Link("JSON", f"{address}.json"), parts.Link("Calendar", f"{address}.ics"),
        ],
    }  # fmt: skip


def _lead(found: queries.OneSupplier) -> str:
    also = sorted({name for name in found.supplier.names if name.casefold() != found.supplier.name.casefold()})
    now = f"{words.count(found.live, 'contract')} now" if found.live else "No contract now"
    where = f" with {words.count(found.councils, 'council')}" if found.councils else ""
    written = f" Also written {', '.join(also[:3])}{' and otherwise' if len(also) > 3 else ''}." if also else ""
    return f"{now}{where}.{written}"


def _head(found: queries.OneSupplier) -> list[parts.HeadFact]:
    one, spending = found.supplier, found.spending
    numbers = sorted({each.company_number for each in found.names if each.company_number} | {one.company_number} - {""})
    last = spending.years[-1] if spending.years else None
    return [
        parts.HeadFact("Contracts now", f"{found.live:,}", f"{len(found.places):,} on the record"),
        _value(found),
        parts.HeadFact(f"Paid in {last.label}", words.money_short(last.paid), f"by {words.count(last.councils, 'council')}")
        if last else parts.HeadFact("Paid", "Not known", "No list of spending names it", "unknown"),
        parts.HeadFact(
            "Company number" if len(numbers) < 2 else "Company numbers", ", ".join(numbers[:3]) or "Not known",
            mark="" if numbers else "unknown", note="" if numbers else "No notice gives it",
        ),
        parts.HeadFact("Size", SIZES.get(one.size, "Not known"), "voluntary or social enterprise" if one.vcse else "as it declared"),
    ]  # fmt: skip


def _value(found: queries.OneSupplier) -> parts.HeadFact:
    if not found.live:
        return parts.HeadFact("Value a year", "None", "no contract runs now")
    return parts.HeadFact(
        "Value a year", words.money_short(found.value_year) if found.value_known else "Not known",
        f"known for {found.value_known:,} of {found.live:,}", known=found.value_known, total=found.live,
    )  # fmt: skip


SIZES = {"sme": "Small or medium", "large": "Large"}
HELD_COLUMNS = [
    parts.Column("Council"), parts.Column("Contracts now", "number"), parts.Column("Next to decide by", "date"),
    parts.Column("Paid in all", "number"), parts.Column("Last payment", "date"),
]  # fmt: skip


def _held(held: queries.Held, found: queries.OneSupplier) -> list[object]:
    paid, council = held.paid, held.council
    if paid:
        sums: list[object] = [words.money(paid.paid), words.day_short(paid.last_paid_on) if paid.last_paid_on else ""]
    elif council.code in found.spending.lists:
        sums = ["none in its lists", ""]
    else:
        sums = [shares.unknown("list not read"), ""]
    when: object = words.day_short(held.early) if held.early else shares.unknown()
    if not held.contracts:
        when = Markup('<span class="quiet">{}</span>').format("no contract now")
    return [lines.link(council.name, f"/councils/{council.slug}/"), f"{held.contracts:,}", when, *sums]


def _spending(found: queries.OneSupplier) -> str:
    """How far the sums reach: whose lists were read, and how much of it a contract known here explains."""
    spending = found.spending
    holding = {held.council.code for held in found.held if held.contracts}
    read = len(holding & spending.lists)
    lists = (
        f"Lists of spending were read for {read} of the {words.count(len(holding), 'council')} with a contract; the others may pay it too."
        if holding
        else f"Lists of spending of {words.count(len(spending.lists), 'council')} were read."
    )
    if not spending.lists:
        return "No list of spending was read."
    if spending.paid <= 0:
        return lists
    part = min(float(spending.explained / spending.paid), 1.0)
    rest = " The rest may belong to contracts that nobody published." if part < 1 else ""
    return f"{lists} Of {words.money_short(spending.paid)} paid, {shares.percent(part)} was paid while a contract known here was running.{rest}"


MARKET_COLUMNS = [
    parts.Column("Market"), parts.Column("Contracts", "number"), parts.Column("Councils", "number"),
    parts.Column("Share of contracts", "bar"), parts.Column("Newest award", "date"),
]  # fmt: skip


def _market(share: queries.MarketShare, most: float) -> list[object]:
    return [
        shares.market_link(share.category), f"{share.contracts:,}", f"{share.councils:,}", shares.share(share.low, share.high, most),
        words.day_short(share.last_won_on) if share.last_won_on else shares.unknown(),
    ]  # fmt: skip


NAME_COLUMNS = [
    parts.Column("Name, as published"), parts.Column("Company number"), parts.Column("Times", "number"), parts.Column("Where"),
    parts.Column("Why it is taken for this supplier"),
]  # fmt: skip
SURE = ((0.995, "Settled"), (0.95, "All but certain"), (0.85, "Likely"), (0.0, "Possible"))


def _name(name: SupplierName) -> list[object]:
    where = ", ".join(names.source(source) for source in name.sources)
    sure = next((said for least, said in SURE if name.score is not None and name.score >= least), "")
    scored = f"{sure} ({name.score:.2f}). " if sure else ""
    return [name.name, name.company_number or "", f"{name.mentions:,}" if name.mentions else "", where,
            f"{scored}{name.why}" if scored or name.why else shares.unknown("not recorded")]  # fmt: skip


def _data(found: queries.OneSupplier) -> dict[str, object]:
    """All but the contracts, for a machine."""
    one = found.supplier
    return {
        "supplier_id": one.supplier_id, "name": one.name, "names": one.names, "company_number": one.company_number or None,
        "ids": one.ids, "size": one.size or None, "vcse": one.vcse,
        "group": {"id": one.group_id, "name": one.group_name, "why": one.group_why} if one.group_id else None,
        "spellings": _fields(found.names, ("name", "company_number", "mentions", "sources", "score", "why")),
        "products": [product.name for product in found.products],
        "councils": [
            {"council_code": held.council.code, "council": held.council.name, "contracts": held.contracts,
             "decide_by_earliest_on": held.early, "paid": held.paid.paid if held.paid else None}
            for held in found.held
        ],
        "spend": found.spending.years, "spend_coverage": _spending(found),
        "markets": _fields(found.markets, ("category", "contracts", "councils", "value", "low", "high", "last_won_on")),
        "switches": found.moves.newest,
        "findings": _fields((*found.portfolio.by_dimension, *found.portfolio.by_question), FINDING),
    }  # fmt: skip


def _fields(found: Sequence[object], wanted: tuple[str, ...]) -> list[dict[str, object]]:
    return [{name: getattr(each, name) for name in wanted} for each in found]
