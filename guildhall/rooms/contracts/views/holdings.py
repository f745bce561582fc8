"""What we hold of each council, and the letter that says what is missing from its own publication."""

from collections.abc import Mapping
from datetime import date

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.engine.quality import coverage as fields
from guildhall.engine.quality import letter as letters
from guildhall.rooms.contracts.queries import holdings as queries
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.queries.asked import PER_PAGE
from guildhall.rooms.contracts.views import lines, missing
from guildhall.rooms.contracts.views.named import page_number
from guildhall.rooms.councils import queries as councils_queries
from guildhall.ui import parts, words

MOST = 40
"""Rows of one matter on the page of a letter; its other forms hold all."""
COUNCIL_COLUMNS = [
    parts.Column("Council"), parts.Column("Contracts", "number"), parts.Column("With an end", "number"), parts.Column("Sources"),
    parts.Column("Newest document", "date"),
]  # fmt: skip
ARRIVED_COLUMNS = [
    parts.Column("Source"), parts.Column("What came", "number"), parts.Column("First document", "date", narrow="First"),
    parts.Column("Newest document", "date", narrow="Newest"), parts.Column("How old", "number"),
]  # fmt: skip
KNOWN_COLUMNS = [
    parts.Column("Field"), parts.Column("Known", size="bar"), parts.Column("Contracts", "number"), parts.Column("Share", "number"),
    parts.Column("What would settle more", narrow="Settled by"),
]  # fmt: skip
ODD_COLUMNS = [parts.Column("Contract", size="title"), parts.Column("What does not fit")]
ROW_COLUMNS = [
    parts.Column("Contract", size="title"), parts.Column("Document"), parts.Column("Of", "date"), parts.Column("What we could not find", narrow="Missing"),
]  # fmt: skip
SHEET = ("council_code", "council", "contracts", "with_end", "sources", "newest_document")
FIELD_SHEET = ("field", "known", "contracts")
SETTLES = {
    "title": "The notice or the register", "supplier_names": "The award notice", "value": "The register, or spend",
    "value_net": "The register", "value_gross": "The contract details notice", "review_on": "The register",
    "notice_days": "The signed contract", "renewal_mode": "The signed contract", "last_end_on": "The signed contract",
    "extension": "The contract details notice", "route": "The tender or award notice", "bids": "The award notice (UK6)",
    "cpv": "The notice", "is_digital": "A title that says what it is", "decide_by": "The end date and the notice",
    "starts_on": "The register", "ends_on": "The register", "signed_on": "The contract details notice",
}  # fmt: skip


@public
def councils(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """Every council of which anything is held, with what it is."""
    found = queries.everyone()
    text = request.GET.get("q", "").strip()[:80]
    shown = [one for one in found if text.casefold() in one.council.name.casefold()] if text else list(found)
    page, last = page_number(request), max(1, -(-len(shown) // PER_PAGE))
    page = min(page, last)
    return formats.respond(
        request, form, "contracts/holdings.html.jinja",
        lambda: {
            "lead": _lead(found), "text": text, "columns": COUNCIL_COLUMNS, "count": words.count(len(shown), "council"),
            "cells": [_council(one) for one in shown[(page - 1) * PER_PAGE : page * PER_PAGE]],
            "pages": parts.Pages(page, PER_PAGE, len(shown), f"q={text}" if text else "", "council"),
            "downloads": [parts.Link("CSV", "/data/councils.csv"), parts.Link("JSON", "/data/councils.json")],
        },
        data=lambda: {"councils": [
            {"code": one.council.code, "name": one.council.name, "contracts": one.contracts, "with_end": one.dated, "arrived": one.arrived}
            for one in found
        ]},
        sheet=lambda: formats.Sheet("councils-held", SHEET, (
            (one.council.code, one.council.name, one.contracts, one.dated, [each.source for each in one.arrived], one.newest_on) for one in found
        )),
    )  # fmt: skip


def _lead(found: tuple[queries.Line, ...]) -> str:
    if not found:
        return "Nothing is held of any council yet."
    registers = sum(any(each.source == queries.REGISTERS for each in one.arrived) for one in found)
    spend = sum(any(each.source == queries.SPEND for each in one.arrived) for one in found)
    return (
        f"Something is held of {words.count(len(found), 'council')}: the register of contracts of {registers:,}, "
        f"payments of {spend:,}."
    )


def _council(one: queries.Line) -> list[object]:
    newest = one.newest_on
    return [
        lines.link(one.council.name, f"/data/councils/{one.council.slug}/"), f"{one.contracts:,}", f"{one.dated:,}",
        ", ".join(names.source(each.source) for each in one.arrived),
        words.day_short(newest) if newest else lines.component("unknown"),
    ]  # fmt: skip


@public
def council(request: HttpRequest, slug: str, form: formats.Form = "html") -> HttpResponseBase:
    """What is held of one council, field by field."""
    known = councils_queries.by_slug(slug)
    if known is None:
        return missing.page(request, form, "council", slug)
    found = queries.one(known, clock.today())
    return formats.respond(
        request, form, "contracts/holding.html.jinja", lambda: _page(found),
        data=lambda: {
            "council": known.name, "code": known.code, "on": found.on, "contracts": found.contracts, "live": found.live,
            "arrived": found.arrived, "known": found.known, "odd": found.odd,
        },
        sheet=lambda: formats.Sheet(f"{slug}-held", FIELD_SHEET, ((one.field, one.known, one.total) for one in found.known)),
    )  # fmt: skip


def _page(found: queries.Holding) -> Mapping[str, object]:
    known = found.council
    asks = letters.write(found.facts).asks
    address = f"/data/councils/{known.slug}"
    return {
        "council": known, "found": found, "lead": _held(found), "head": _head(found),
        "arrived": [_arrived(one, found.on) for one in found.arrived], "arrived_columns": ARRIVED_COLUMNS,
        "known": [_known(one) for one in found.known] if found.contracts else [], "known_columns": KNOWN_COLUMNS,
        "odd": [[lines.link(lines.short(one.title or one.contract_id), f"/contracts/{one.contract_id}/"), one.reason] for one in found.odd],
        "odd_columns": ODD_COLUMNS, "asks": asks,
        "letter": parts.Link("Read the letter", f"{address}/letter/"),
        "downloads": [parts.Link("CSV", f"{address}.csv"), parts.Link("JSON", f"{address}.json")],
    }  # fmt: skip


def _held(found: queries.Holding) -> str:
    if not found.contracts:
        return "No document that tells of a contract of this council is held."
    sources = sum(one.source != queries.SPEND for one in found.arrived)
    return f"{words.count(found.contracts, 'contract')} from {words.count(sources, 'source')}, {found.live:,} of them perhaps still running."


def _head(found: queries.Holding) -> list[parts.HeadFact]:
    if not found.contracts:
        return []
    newest = max((one.last_on for one in found.arrived if one.last_on), default=None)
    shown = [("With an end", "ends_on"), ("With a value", "value"), ("With a supplier", "supplier_names")]
    facts = []
    for label, field in shown:
        one = found.share(field)
        facts.append(parts.HeadFact(label, f"{one.known:,} of {one.total:,}", known=one.known, total=one.total))
    age = words.away(newest, found.on) if newest else "nobody dated one"
    return [
        *facts,
        parts.HeadFact(
            "Newest document",
            words.day(newest) if newest else "Not known",
            age,
            short=words.day_short(newest) if newest else "",
        ),
    ]


def _arrived(one: queries.Arrival, on: date) -> list[object]:
    what = "payment" if one.source == queries.SPEND else "contract"
    unknown = lines.component("unknown")
    return [
        names.source(one.source), words.count(one.count, what),
        words.day_short(one.first_on) if one.first_on else unknown, words.day_short(one.last_on) if one.last_on else unknown,
        words.away(one.last_on, on) if one.last_on else unknown,
    ]  # fmt: skip


def _known(one: queries.Known) -> list[object]:
    said = fields.FIELDS[one.field]
    label = words.sentence(said.removeprefix("a ").removeprefix("an "))
    settles = "" if one.known == one.total else SETTLES.get(one.field, "")
    return [
        label,
        lines.component("known_bar", one.known, one.total),
        f"{one.known:,}",
        words.share(one.known, one.total),
        settles,
    ]


@public
def letter(request: HttpRequest, slug: str, form: formats.Form = "html") -> HttpResponseBase:
    """A letter the council could be sent: what is missing from its own publication, with rows, and why we ask."""
    known = councils_queries.by_slug(slug)
    if known is None:
        return missing.page(request, form, "council", slug)
    found = queries.one(known, clock.today())
    made = letters.write(found.facts)
    if form == "txt":
        answer = HttpResponse(letters.as_text(made), content_type="text/plain; charset=utf-8")
        answer["Access-Control-Allow-Origin"] = "*"
        return answer
    if form == "json":
        return formats.as_json({"council": known.name, "code": known.code, **msgspec.to_builtins(made)})
    address = f"/data/councils/{known.slug}/letter"
    return render(request, "contracts/letter.html.jinja", {
        "council": known, "letter": made, "columns": ROW_COLUMNS,
        "sections": [(one.heading, one.words, [_row(row) for row in one.rows[:MOST]], max(0, len(one.rows) - MOST)) for one in made.sections],
        "text": f"{address}.txt", "downloads": [parts.Link("Plain text", f"{address}.txt"), parts.Link("JSON", f"{address}.json")],
    })  # fmt: skip


def _row(row: letters.Contract) -> list[object]:
    title = lines.link(lines.short(row.title or row.contract_id), f"/contracts/{row.contract_id}/")
    return [title, row.document, words.day_short(row.seen_on) if row.seen_on else "", letters.lacks(row)]
