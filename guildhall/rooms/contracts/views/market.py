"""Markets: every category of council software, who supplies it, to whom, and what of that cannot be told."""

from datetime import date

from django.http import HttpRequest, HttpResponseBase
from markupsafe import Markup

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.engine import codes
from guildhall.rooms.contracts.models import Market, MarketShare
from guildhall.rooms.contracts.queries import market as queries
from guildhall.rooms.contracts.queries import rows, scope, switches
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.views import calendar, feed, lines, missing, portfolio, shares
from guildhall.rooms.councils import queries as councils_queries
from guildhall.ui import parts, words
from guildhall.ui.figures import flow, months
from guildhall.ui.figures import shares as figures

FINDING = ("indicator", "scope", "status", "value", "low", "high", "words", "known", "total")
FIRST = 12


def chosen_scope(request: HttpRequest, on: date) -> scope.Scope:
    """The scope that the address asks for."""
    return scope.read(request.GET.get("area", "").strip()[:120], request.GET.get("kind", "").strip()[:20], on)


def scope_fields(chosen: scope.Scope, on: date) -> dict[str, object]:
    """The two questions that narrow a market."""
    area = chosen.area.key if chosen.area else ""
    return {
        "areas": [parts.Option("", "Everywhere", not area), *(parts.Option(one.key, one.label, one.key == area) for one in councils_queries.areas(on))],
        "kinds": [parts.Option("", "Every kind", not chosen.kind), *(parts.Option(key, name, key == chosen.kind) for key, name in codes.COUNCIL_KINDS.items())],
    }  # fmt: skip


@public
def markets(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """Every market of a scope, those with most contracts first."""
    on = clock.today()
    chosen = chosen_scope(request, on)
    found = queries.listing(chosen)
    tail = f"?{chosen.query}" if chosen.query else ""

    def context() -> dict[str, object]:
        most = max((one.market.top_high or 0 for one in found), default=0)
        return {
            "scope": chosen, "found": found, "fields": scope_fields(chosen, on), "columns": COLUMNS,
            "cells": [listed_cells(one, most, chosen) for one in found], "count": words.count(len(found), "market"),
            "contracts": sum(one.market.contracts for one in found),
            "downloads": [parts.Link("CSV", f"/markets.csv{tail}"), parts.Link("JSON", f"/markets.json{tail}")],
        }  # fmt: skip

    return formats.respond(
        request, form, "contracts/markets.html.jinja", context,
        data=lambda: {"scope": chosen.label, "left_out": chosen.left_out, "markets": [fields(one.market) for one in found]},
        sheet=lambda: formats.Sheet("markets", FIELDS, (tuple(fields(one.market).values()) for one in found)),
    )  # fmt: skip


COLUMNS = [
    parts.Column("What it is for"), parts.Column("Contracts", "number"), parts.Column("Councils", "number"),
    parts.Column("Suppliers", "number"), parts.Column("Largest supplier"), parts.Column("Its share of purchases", "bar"),
]  # fmt: skip
FIELDS = (
    "category", "scope", "scope_key", "contracts", "purchases", "assessable", "councils", "suppliers", "value", "valued",
    "hhi_low", "hhi_high", "value_hhi_low", "value_hhi_high", "top_low", "top_high", "sme_low", "sme_high", "vcse_low", "vcse_high", "term_p10", "term_p50",
    "term_p90", "terms", "words",
)  # fmt: skip
SHARE_FIELDS = (
    "supplier_name", "contracts", "councils", "value", "low", "high", "value_low", "value_high", "last_won_on",
)  # fmt: skip


def fields(market: Market) -> dict[str, object]:
    return {name: getattr(market, name) for name in FIELDS}


def listed_cells(one: queries.Listed, most: float, chosen: scope.Scope) -> list[object]:
    market = one.market
    return [
        shares.market_link(market.category, chosen.query), f"{market.contracts:,}", f"{market.councils:,}", f"{market.suppliers:,}",
        _supplier(one.leader) if one.leader and market.top_low is not None else "",
        shares.share(market.top_low, market.top_high, most),
    ]  # fmt: skip


def _supplier(share: MarketShare) -> Markup:
    return lines.link(share.supplier_name, f"/suppliers/{share.supplier.slug}/" if share.supplier else "")


@public
def market(request: HttpRequest, category: str, form: formats.Form = "html") -> HttpResponseBase:
    """One market: shares, moves, challengers, terms, and what falls due when."""
    if not queries.is_known(category):
        asked = set(category.casefold().replace("_", "-").split("-"))
        meant = [
            parts.Link(name, f"/markets/{key}/")
            for key, name in queries.named()
            if asked & set(name.casefold().split())
        ]
        return missing.page(request, form, "market", category, meant[: missing.MEANT])
    on = clock.today()
    chosen = chosen_scope(request, on)
    if form in ("ics", "atom"):
        index = queries.arrays.current()
        listed = rows.stream(index, queries.to_decide(index, category, chosen, on), on)
        name = f"{names.category(category)}: contracts to decide"
        return (
            calendar.of_contracts(request, listed, name)
            if form == "ics"
            else feed.of_contracts(request, listed, name, chosen.query)
        )
    found = queries.one_market(category, chosen, on)
    return formats.respond(
        request, form, "contracts/market.html.jinja", lambda: _context(found, on), data=lambda: _data(found, on),
        sheet=lambda: formats.Sheet(
            category, SHARE_FIELDS, (tuple(getattr(share, name) for name in SHARE_FIELDS) for share in scope.market_shares(category, chosen))
        ),
    )  # fmt: skip


def _context(found: queries.OneMarket, on: date) -> dict[str, object]:
    address, tail = f"/markets/{found.category}", f"?{found.scope.query}" if found.scope.query else ""
    most = max((share.high or 0 for share in found.shares), default=0)
    listed = [share_cells(share, most) for share in found.shares]
    moved = found.moves.pairs
    query = queries.asked(found.category, found.scope).query()
    drawn = months.draw([_panel(each, query) for each in found.due], on)
    moves, left_out = shares.moves(found.moves.newest), set[str]()
    return {
        "found": found, "market": found.market, "scope": found.scope, "fields": scope_fields(found.scope, on), "lead": _lead(found),
        "head": _head(found), "shares": listed[:FIRST], "more_shares": listed[FIRST:], "share_columns": SHARE_COLUMNS, "supplier_count": supplier_count(found.market, listed),
        "flow": flow.draw(moved) if moved else None, "flow_narrow": flow.draw(moved, narrow=True) if moved else None,
        "moves": moves, "move_columns": shares.MOVE_COLUMNS,
        "dimensions": portfolio.cells(found.portfolio.by_dimension), "questions": portfolio.cells(found.portfolio.by_question), "portfolio_columns": portfolio.COLUMNS, "left_moves": found.moves.count - len(moves),
        "challengers": [_challenger(share) for share in found.challengers], "challenger_columns": CHALLENGER_COLUMNS,
        "standing": _standing(found), "standing_columns": STANDING_COLUMNS, "unknown": _unknown(found), "charts": drawn,
        "columns": lines.columns(leave_out=left_out), "cells": lines.cells(found.rows, on, leave_out=left_out), "radar": f"/radar/?{query}",
        "downloads": [
            parts.Link(label, f"{address}.{form}{tail}")
            for label, form in (("CSV", "csv"), ("JSON", "json"), ("Calendar", "ics"), ("Tell me of changes", "atom"))
        ],
    }  # fmt: skip


def supplier_count(market: Market | None, listed: list[list[object]]) -> int:
    """How many suppliers there are, of which a page lists the first."""
    return max(market.suppliers if market else 0, len(listed))


def _lead(found: queries.OneMarket) -> str:
    market = found.market
    if market is None or not market.contracts:
        return "No running contract is known here, which does not mean that there is none."
    who = f"{words.count(market.contracts, 'running contract')} of {words.count(market.councils, 'council')}, with {words.count(market.suppliers, 'known supplier')}."
    if not found.is_stated or not found.shares:
        return f"{who} Too few to say who has which share."
    largest = max(found.shares, key=lambda share: (share.low or 0, share.contracts))
    return f"{who} The largest, {largest.supplier_name}, has {shares.bounds(market.top_low, market.top_high)} of the purchases."


def _head(found: queries.OneMarket) -> list[parts.HeadFact]:
    market = found.market
    if market is None:
        return []
    few = parts.HeadFact("Largest share", "Too few to say", "fewer than 5 purchases with a known supplier", "unknown")
    concentration = parts.HeadFact("Concentration", "Too few to say", mark="unknown", note="for the same reason")
    if market.top_low is not None:
        few = parts.HeadFact("Largest share", shares.bounds(market.top_low, market.top_high), "of purchases")
        by_value = (
            ""
            if market.value_hhi_low is None
            else f"{_between(market.value_hhi_low, market.value_hhi_high)} by value; "
        )
        concentration = parts.HeadFact(
            "Concentration", _between(market.hhi_low, market.hhi_high), f"{by_value}1 is one supplier for all"
        )
    term = parts.HeadFact(
        "Length of term", "Not known", f"known for {market.terms:,} of {market.contracts:,}", "unknown"
    )
    if market.term_p50 is not None:
        term = parts.HeadFact("Length of term", words.count(market.term_p50, "month"), "half are no longer")
    return [
        parts.HeadFact("Supplier known", f"{market.assessable:,} of {market.contracts:,}", known=market.assessable, total=market.contracts),
        few, concentration, term,
        parts.HeadFact("Value in all", words.money_short(market.value) if market.valued else "Not known", f"known for {market.valued:,} of {market.contracts:,}"),
    ]  # fmt: skip


def _between(low: float | None, high: float | None) -> str:
    """0.31 to 0.62; one figure when both are the same."""
    said = [f"{value or 0:.2f}" for value in (low, high)]
    return said[0] if said[0] == said[1] else f"{said[0]} to {said[1]}"


SHARE_COLUMNS = [
    parts.Column("Supplier"), parts.Column("Contracts", "number"), parts.Column("Councils", "number"),
    parts.Column("Share of purchases", "bar"), parts.Column("Newest award", "date"),
]  # fmt: skip


def share_cells(share: MarketShare, most: float) -> list[object]:
    return [
        _supplier(share), f"{share.contracts:,}", f"{share.councils:,}", shares.share(share.low, share.high, most),
        words.day_short(share.last_won_on) if share.last_won_on else shares.unknown(),
    ]  # fmt: skip


CHALLENGER_COLUMNS = [
    parts.Column("Supplier"), parts.Column("Newest award", "date"), parts.Column("Contracts", "number"),
    parts.Column("Councils", "number"),
]  # fmt: skip


def _challenger(share: MarketShare) -> list[object]:
    return [_supplier(share), words.day_short(share.last_won_on), f"{share.contracts:,}", f"{share.councils:,}"]


STANDING_COLUMNS = [parts.Column("About"), parts.Column("Between", "bar"), parts.Column("Known from")]


def _standing(found: queries.OneMarket) -> list[list[object]]:
    """Small firms, voluntary bodies and the length of terms, each with what it rests on."""
    market = found.market
    if market is None:
        return []
    declared = "what suppliers declared of themselves; who declared nothing may be either"
    table: list[list[object]] = []
    if market.sme_low is not None:
        table.append(
            ["Purchases from small and medium firms", shares.share(market.sme_low, market.sme_high, 1), declared]
        )
        table.append(
            [
                "Purchases from voluntary and social enterprises",
                shares.share(market.vcse_low, market.vcse_high, 1),
                declared,
            ]
        )
    low, middle, high = market.term_p10, market.term_p50, market.term_p90
    if low is not None and middle is not None and high is not None:
        drawn = figures.spread(low, middle, high, max(high, 120))
        bar = lines.component("spread_bar", drawn, f"{low} to {high} months")
        known = f"{market.terms:,} of {words.count(market.contracts, 'contract')}; eight in ten lie between, the mark is the middle"
        table.append(["Possible length of term", bar, known])
    return table


def _unknown(found: queries.OneMarket) -> list[str]:
    market, out = found.market, []
    if market is None:
        return []
    unnamed, unvalued = market.contracts - market.assessable, market.contracts - market.valued
    if unnamed:
        out.append(
            f"the supplier of {words.count(unnamed, 'contract')}. Award notices would name it; until then every share is a range."
        )
    if unvalued:
        out.append(
            f"what {words.count(unvalued, 'contract')} {'is' if unvalued == 1 else 'are'} worth. Shares here count purchases, not pounds."
        )
    if found.undated:
        out.append(
            f"when {words.count(found.undated, 'contract')} must be decided. The signed contracts would settle it."
        )
    return out


def _panel(each: queries.radar.Months, query: str) -> months.Panel:
    late = f", {each.late:,} late" if each.late else ""
    return months.Panel(
        each.title, f"{words.count(each.total, 'contract')}{late}", each.late, each.by_month, each.undated,
        f"/radar/?{query}&kind={each.key}" if each.key and "kind=" not in query else "",
    )  # fmt: skip


def _data(found: queries.OneMarket, on: date) -> dict[str, object]:
    return {
        "on": on, "category": found.category, "name": found.name, "scope": found.scope.label, "left_out": found.scope.left_out,
        "market": fields(found.market) if found.market else None,
        "shares": [{name: getattr(share, name) for name in SHARE_FIELDS} for share in scope.market_shares(found.category, found.scope)],
        "challengers": [share.supplier_name for share in found.challengers],
        "switches": [dict(zip(switches.HEADER, switches.cells(move), strict=True)) for move in switches.every_of_category(found.category, found.scope.councils())],
        "findings": [{name: getattr(one, name) for name in FINDING} for one in (*found.portfolio.by_dimension, *found.portfolio.by_question)],
        "falls_due": [{"kind": each.key, "late": each.late, "by_month": each.by_month, "undated": each.undated} for each in found.due],
    }  # fmt: skip
