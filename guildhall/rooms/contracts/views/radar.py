"""Contracts to decide, and the whole register: one list, two defaults, four forms."""

from collections.abc import Iterator
from datetime import date

import msgspec
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.rooms.contracts import forms
from guildhall.rooms.contracts.queries import radar as queries
from guildhall.rooms.contracts.queries import rows
from guildhall.rooms.contracts.queries.asked import DIGITAL, PER_PAGE, SORTS, Asked
from guildhall.rooms.contracts.views import calendar, feed, lines
from guildhall.rooms.councils import queries as councils_queries
from guildhall.ui import parts, words
from guildhall.ui.figures import months

FLATTENS = 2.5
"""How many times taller than all others the bars of the rest may be before they are left to words."""
MORE_THAN = 7
"""Choices of a filter shown before the rest folds away."""
WHOLE = Asked(digital="all", window="any")
WINDOWS = {"6": "6 months", "12": "12 months", "18": "18 months", "36": "3 years", "any": "Any time"}


@public
def radar(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """Every contract that is still to decide, soonest first."""
    asked = forms.read(request.GET, categories=queries.categories())
    found = queries.listing(asked, clock.today(), charts=form == "html")
    if form == "html":
        return render(request, "contracts/radar.html.jinja", _page(found, "/radar/", Asked()))
    return twin(request, found, form, "contracts-to-decide")


@public
def contracts(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """The whole register, whatever its status, searchable."""
    asked = forms.read(request.GET, categories=queries.categories(), plain=WHOLE)
    found = queries.listing(asked, clock.today(), to_decide=False, charts=False)
    if form == "html":
        return render(request, "contracts/contracts.html.jinja", _page(found, "/contracts/", WHOLE))
    return twin(request, found, form, "contracts")


def twin(request: HttpRequest, found: queries.Listing, form: formats.Form, name: str) -> HttpResponseBase:
    """The same rows as CSV, JSON or a calendar: all of them, not only those of the page."""
    listed = rows.stream(found.index, found.places, found.on)
    if form == "csv":
        site = lines.site(request)
        return formats.as_csv(formats.Sheet(name, rows.HEADER, (rows.cells(line, site) for line in listed)))
    if form == "json":
        return as_json_lines(listed, {"on": found.on, "count": found.total, "left_out": found.notes}, "contracts")
    if form == "atom":
        return feed.of_contracts(request, listed, "Contracts to decide", found.asked.query())
    return calendar.of_contracts(request, listed, "Contracts to decide")


def as_json_lines(listed: Iterator[rows.ContractRow], head: dict[str, object], name: str) -> HttpResponseBase:
    """One JSON object with a long list in it, sent as it is read."""

    def pieces() -> Iterator[bytes]:
        yield msgspec.json.encode(head)[:-1] + b',"' + name.encode() + b'":['
        first = True
        for line in listed:
            yield (b"" if first else b",\n") + msgspec.json.encode(line)
            first = False
        yield b"]}"

    response = StreamingHttpResponse(pieces(), content_type="application/json; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _page(found: queries.Listing, action: str, plain: Asked) -> dict[str, object]:
    asked = found.asked
    query = asked.query()
    return {
        "found": found, "asked": asked, "action": action, "lead": _lead(found), "query": asked.text,
        "charts": months.draw(_panels(found), found.on), "months_note": _months_note(found),
        "downloads": _downloads(action, query),
        "columns": lines.columns(asked), "cells": lines.cells(found.rows, found.on),
        "count": words.count(found.total, "contract"), "order": SORTS[asked.sort] + ("; those that ended last" if plain is WHOLE and asked.sort == "decide" else ""),
        "pages": parts.Pages(found.page, PER_PAGE, found.total, query, "contract"),
        "filters": _filters(found), "is_plain": asked.query() == plain.query(), "chosen": _chosen(found),
    }  # fmt: skip


def _lead(found: queries.Listing) -> str:
    what = words.count(found.total, "contract")
    who = f" in {words.count(found.council_count, 'council')}" if found.council_count else ""
    where = f", {found.area_label}" if found.area_label else ""
    if not found.total:
        return f"No contracts{where} match."
    late = f" {found.late:,} {'is' if found.late == 1 else 'are'} late" if found.late else " None is known to be late"
    undated = f", {found.undated:,} cannot be dated" if found.undated else ""
    return f"{what}{who}{where}.{late}{undated}."


def _drawn(found: queries.Listing) -> tuple[list[queries.Months], int]:
    """Six charts, the last one for everything else; and how many contracts are left to words.

    On one scale the rest of a long list would flatten every chart beside it, so that it is then said and not drawn.
    """
    named = [one for one in found.months if one.key]
    rest = next((one for one in found.months if not one.key), None)
    if rest is None:
        return named, 0
    if named and _tallest([rest]) > FLATTENS * _tallest(named):
        return named, rest.total
    return [*named[: queries.PANELS - 1], queries.together([*named[queries.PANELS - 1 :], rest])], 0


def _tallest(charts: list[queries.Months]) -> int:
    return max(max(one.late, one.undated, *one.by_month) for one in charts)


def _panels(found: queries.Listing) -> list[months.Panel]:
    return [
        months.Panel(
            one.title, f"{words.count(one.total, 'contract')}" + (f", {one.late:,} late" if one.late else ""),
            one.late, one.by_month, one.undated,
            f"?{found.asked.query(categories=(one.key,))}" if one.key else "",
        )
        for one in _drawn(found)[0]
    ]  # fmt: skip


def _months_note(found: queries.Listing) -> str:
    span = max((len(one.by_month) for one in found.months), default=0)
    if not span:
        return ""
    first = found.on.replace(day=1)
    month = first.month - 1 + span - 1
    last = date(first.year + month // 12, month % 12 + 1, 1)
    scale = "All on one scale." if len(found.months) > 1 else ""
    left = _drawn(found)[1]
    apart = (
        f"{words.count(left, 'contract')} for other things {'is' if left == 1 else 'are'} not drawn." if left else ""
    )
    said = f"Contracts by month of their decide-by date, {words.month(first)} to {words.month(last)}."
    return " ".join(part for part in (said, scale, apart) if part)


def _downloads(action: str, query: str) -> list[parts.Link]:
    stem, tail = action.rstrip("/"), f"?{query}" if query else ""
    forms_ = [("CSV", "csv"), ("JSON", "json"), ("Calendar", "ics"), ("Atom feed", "atom")]
    return [parts.Link(label, f"{stem}.{form}{tail}") for label, form in forms_]


def _options(counts: tuple[queries.Count, ...], chosen: tuple[str, ...], *, marked: bool = False) -> list[parts.Option]:
    return [parts.Option(one.key, one.label, one.key in chosen, one.count, one.key if marked else "") for one in counts]


FINDINGS = {
    "act": "act",
    "watch": "watch",
    "ok": "no concern found",
    "unknown": "cannot tell",
    "not_applicable": "does not apply",
}


def _findings(found: queries.Listing) -> list[parts.Option]:
    """What questions say of the contracts, each with its shape and its word."""
    out = []
    for one in found.by_finding:
        status = one.key.partition(":")[2]
        chosen = one.key in found.asked.findings
        out.append(parts.Option(one.key, f"{one.label}: {FINDINGS[status]}", chosen, one.count, status))
    return out


def _filters(found: queries.Listing) -> dict[str, object]:
    asked = found.asked
    categories = _options(found.by_category, asked.categories)
    first = [one for number, one in enumerate(categories) if number < MORE_THAN or one.checked]
    areas = [parts.Option("", "Everywhere", not asked.area)]
    areas += [parts.Option(one.key, one.label, one.key == asked.area) for one in councils_queries.areas(found.on)]
    return {
        "areas": areas, "states": _options(found.by_state, asked.states, marked=True),
        "categories": first, "more_categories": [one for one in categories if one not in first],
        "kinds": _options(found.by_kind, asked.kinds), "findings": _findings(found),
        "digital": [parts.Option(one.key, DIGITAL[one.key], one.key == asked.digital, one.count) for one in found.by_digital],
        "windows": [parts.Option(key, label, key == asked.window) for key, label in WINDOWS.items()],
        "value_from": asked.value_from if asked.value_from is not None else "",
        "value_to": asked.value_to if asked.value_to is not None else "",
    }  # fmt: skip


def _chosen(found: queries.Listing) -> list[parts.Link]:
    """Filters that have no field of their own, each with an address that takes it away."""
    asked = found.asked
    held = [
        ("council", found.council_name), ("supplier", found.supplier_name), ("product", found.product_name),
    ]  # fmt: skip
    return [parts.Link(name, f"?{asked.query(without=(key,))}") for key, name in held if name]
