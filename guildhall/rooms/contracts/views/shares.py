"""Shares between bounds, sums by year and moves from one to another, as cells of tables."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup, escape

from guildhall.rooms.contracts.queries import spend, switches
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.views import lines
from guildhall.ui import parts, words
from guildhall.ui.figures import shares

BASIS = {
    "A": "the contract or an officer says so", "B": "an award notice or a register says so",
    "C": "a tender notice or its text says so", "D": "worked out",
}  # fmt: skip


def percent(share: float) -> str:
    """31%; never 0% or 100% for what is not quite so."""
    return words.share(round(share * 10_000), 10_000)


def bounds(low: float | None, high: float | None) -> str:
    """31% to 42%; one figure when both are the same."""
    if low is None or high is None:
        return "not known"
    said = percent(low), percent(high)
    return said[0] if said[0] == said[1] else f"{said[0]} to {said[1]}"


def share(low: float | None, high: float | None, most: float) -> Markup:
    """The bar and its words: solid to the lower bound, hatched to the upper."""
    if low is None or high is None:
        return lines.component("unknown", "too few to say")
    return lines.component("part_bar", shares.bounds(low, high, most), bounds(low, high))


def unknown(said: str = "not known") -> Markup:
    """A hatch and words."""
    return lines.component("unknown", said)


def pounds(value: Decimal | None) -> str | Markup:
    """£142,000, or that it is not known."""
    return unknown() if value is None else words.money(value)


YEAR_COLUMNS = [
    parts.Column("Year to 31 March", size="year"), parts.Column("Paid", "bar"), parts.Column("While a contract known here ran", "number", narrow="While a contract ran"),
    parts.Column("Payments", "number"), parts.Column("Councils", "number"),
]  # fmt: skip


def years(found: Sequence[spend.Year], on: date) -> list[list[object]]:
    """Years as bars on one scale: dark while a contract known here ran, hatched while one may have, pale the rest; one that still runs says so."""
    most = max((float(year.paid) for year in found), default=0.0)
    table: list[list[object]] = []
    for year in found:
        explained = max(min(year.explained, year.paid), Decimal(0))
        perhaps = max(min(year.perhaps, year.paid - explained), Decimal(0))
        rest = max(year.paid - explained - perhaps, Decimal(0))
        drawn = shares.row([("term", float(explained)), ("none", float(perhaps)), ("window", float(rest))], most)
        bar = lines.component("part_bar", drawn, words.money_short(year.paid))
        table.append(
            [_year(year, on), bar, words.money_short(year.explained), f"{year.payments:,}", f"{year.councils:,}"]
        )
    return table


def _year(year: spend.Year, on: date) -> str | Markup:
    if date(year.year + 1, 3, 31) < on or year.last_paid_on is None:
        return year.label
    return Markup('{}<span class="table__sub">so far, to {}</span>').format(
        year.label, words.day_short(year.last_paid_on)
    )


MOVE_COLUMNS = [
    parts.Column("Council", size="place"), parts.Column("Left"), parts.Column("Went to"), parts.Column("On", "date"),
    parts.Column("How it is known"),
]  # fmt: skip


def moves(found: Iterable[switches.Move]) -> list[list[object]]:
    """Each move: who, from what, to what, when, and why we think so."""
    return [
        [
            lines.link(move.council_name, f"/councils/{move.council_slug}/") if move.council_slug else move.council_name or unknown(),
            _side(move.from_name, move.from_slug, move.from_product, move.from_contract),
            _side(move.to_name, move.to_slug, move.to_product, move.to_contract),
            words.day_short(move.on) if move.on else unknown(), move.why or BASIS.get(move.basis, ""),
        ]
        for move in found
    ]  # fmt: skip


def _side(name: str, slug: str, product: str, contract: str) -> Markup:
    """The supplier, its product below, and the way to the contract."""
    head = (
        lines.link(name, f"/suppliers/{slug}/" if slug else "") if name else escape(product) if product else unknown()
    )
    below = [escape(product)] if product and name else []
    if contract:
        below.append(lines.link("contract", f"/contracts/{contract}/"))
    return Markup("{}{}").format(
        head, Markup('<span class="table__sub">{}</span>').format(Markup(", ").join(below)) if below else ""
    )


def market_link(category: str, query: str = "") -> Markup:
    """The market of a category, by its name."""
    return lines.link(names.category(category), f"/markets/{category}/{'?' + query if query else ''}")
