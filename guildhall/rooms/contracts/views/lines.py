"""Contracts as table cells: the one place where a row of facts becomes words and marks."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.template import engines
from markupsafe import Markup, escape

from guildhall.rooms.contracts.queries.asked import SORTS, Asked
from guildhall.rooms.contracts.queries.rows import ContractRow
from guildhall.ui import parts, words

COUNCIL, SUPPLIER = "council", "supplier"
LONG = 84
"""Letters of a title that a list shows; the page of the contract has all of it."""


def component(name: str, *args: object, **more: object) -> Markup:
    """A component of the house, drawn into a cell."""
    ui: Any = engines["jinja2"].env.globals["ui"]
    return Markup(getattr(ui, name)(*args, **more))  # noqa: S704 -- our own escaping templates made it


def link(label: str, url: str) -> Markup:
    """A link with its label escaped."""
    return Markup('<a href="{}">{}</a>').format(url, label) if url else escape(label)


def decide_by(line: ContractRow) -> Markup:
    """The day in bold, or the earliest it could be behind a hatch; of a contract that is over, when it ended."""
    if line.state == "ended":
        if line.is_replaced:
            return Markup('<span class="quiet">replaced</span>')
        over = f"ended {words.day_short(line.ends_on)}" if line.ends_on else "ended"
        return Markup('<span class="quiet">{}</span>').format(over)
    early = line.decide_by_earliest_on
    if early is None:
        return component("unknown")
    if line.is_dated:
        return Markup("<b>{}</b>").format(words.day_short(early))
    return component("unknown", f"from {words.month(early)[:3]} {early.year}")


def status(line: ContractRow, on: date) -> Markup:
    """The tag; one that is late for certain to the day says how late."""
    late = line.decide_by_latest_on if line.state == "late" else None
    said = words.distance(late, on) if late and line.is_dated else ""
    return component("status_tag", line.state, said)


def money(line: ContractRow) -> Markup:
    """Pounds a year, or that they are not known."""
    return component("unknown", "not known") if line.value_year is None else escape(words.money(line.value_year))


def end(line: ContractRow) -> Markup:
    """The agreed end, or that it is not known."""
    return component("unknown", "not known") if line.ends_on is None else escape(words.day_short(line.ends_on))


def short(title: str) -> str:
    """A very long title cut at a word."""
    return title if len(title) <= LONG else title[:LONG].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def titled(line: ContractRow) -> Markup:
    """The contract as a link, a very long title cut at a word, and its product below where the title does not say it."""
    named = short(line.name)
    unsaid = [name for name in line.product_names if name.casefold() not in named.casefold()]
    below = Markup('<span class="table__sub">{}</span>').format(", ".join(unsaid)) if unsaid else ""
    return link(named, f"/contracts/{line.contract_id}/") + below


def suppliers(line: ContractRow) -> str | Markup:
    """Who it is with: one or two names, of more only how many."""
    found = line.supplier_names
    if not found:
        return component("unknown", "not known")
    return ", ".join(found) if len(found) < 3 else f"{found[0]} and {len(found) - 1} others"


TITLE = parts.Column("Contract", narrow="-", size="title", names=True)
STATUS = parts.Column("Status", narrow="-", size="status")


def columns(asked: Asked | None = None, *, leave_out: Iterable[str] = ()) -> list[parts.Column]:
    """Heads of a table of contracts; with `asked`, those that can be sorted by are links."""
    left = set(leave_out)

    def sortable(label: str, key: str, kind: str, size: str = "") -> parts.Column:
        if asked is None:
            return parts.Column(label, kind, size=size)
        down = f"-{key}"
        order = {key: "ascending", down: "descending"}.get(asked.sort, "none")
        turn = down if order == "ascending" and down in SORTS else key
        if order == "none" and down in SORTS and key == "value":
            turn = down
        return parts.Column(label, kind, order, f"?{asked.query(sort=turn)}", size=size)

    heads = [
        sortable("Decide by", "decide", "date"),
        None if COUNCIL in left else sortable("Council", "council", "text", "place"),
        TITLE,
        None if SUPPLIER in left else parts.Column("Supplier", size="party"),
        sortable("Value a year", "value", "number"),
        STATUS,
    ]
    return [head for head in heads if head is not None]


def cells(lines: Iterable[ContractRow], on: date, *, leave_out: Iterable[str] = ()) -> list[list[object]]:
    """Rows under `columns`."""
    left = set(leave_out)
    table = []
    for line in lines:
        row: list[object] = [decide_by(line)]
        if COUNCIL not in left:
            row.append(line.council_short)
        row.append(titled(line))
        if SUPPLIER not in left:
            row.append(suppliers(line))
        table.append([*row, money(line), status(line, on)])
    return table


def site(request: HttpRequest) -> str:
    """The address of this site, for links in files that leave it."""
    return f"{request.scheme}://{request.get_host()}"
