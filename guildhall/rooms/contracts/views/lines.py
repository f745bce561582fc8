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

COUNCIL, SUPPLIER, PRODUCT = "council", "supplier", "product"


def component(name: str, *args: object, **more: object) -> Markup:
    """A component of the house, drawn into a cell."""
    ui: Any = engines["jinja2"].env.globals["ui"]
    return Markup(getattr(ui, name)(*args, **more))  # noqa: S704 -- our own escaping templates made it


def link(label: str, url: str) -> Markup:
    """A link with its label escaped."""
    return Markup('<a href="{}">{}</a>').format(url, label) if url else escape(label)


def decide_by(line: ContractRow) -> Markup:
    """The day in bold, or the earliest it could be behind a hatch."""
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


def silent(rows: Iterable[ContractRow]) -> set[str]:
    """Columns that no row of a table would fill: today no source may name a product."""
    return set() if any(line.product_names for line in rows) else {PRODUCT}


def columns(asked: Asked | None = None, *, leave_out: Iterable[str] = ()) -> list[parts.Column]:
    """Heads of a table of contracts; with `asked`, those that can be sorted by are links."""
    left = set(leave_out)

    def sortable(label: str, key: str, kind: str) -> parts.Column:
        if asked is None:
            return parts.Column(label, kind)
        down = f"-{key}"
        order = {key: "ascending", down: "descending"}.get(asked.sort, "none")
        turn = down if order == "ascending" and down in SORTS else key
        if order == "none" and down in SORTS and key == "value":
            turn = down
        return parts.Column(label, kind, order, f"?{asked.query(sort=turn)}")

    heads = [
        sortable("Decide by", "decide", "date"),
        None if COUNCIL in left else sortable("Council", "council", "text"),
        parts.Column("Contract"),
        None if SUPPLIER in left else parts.Column("Supplier"),
        None if PRODUCT in left else parts.Column("Product"),
        sortable("Value a year", "value", "number"),
        parts.Column("Status", narrow="-"),
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
        row.append(link(line.title, f"/contracts/{line.contract_id}/"))
        if SUPPLIER not in left:
            row.append(", ".join(line.supplier_names) or component("unknown", "not known"))
        if PRODUCT not in left:
            row.append(", ".join(line.product_names) or Markup('<span class="quiet">not named</span>'))
        table.append([*row, money(line), status(line, on)])
    return table


def site(request: HttpRequest) -> str:
    """The address of this site, for links in files that leave it."""
    return f"{request.scheme}://{request.get_host()}"
