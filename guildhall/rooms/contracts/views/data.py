"""About the data: sources and licences, what arrived, what was expected, what is odd, how much could be joined."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponseBase
from markupsafe import Markup

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.engine import indicators, sources
from guildhall.rooms.contracts.models import CoverageRow, Issue
from guildhall.rooms.contracts.queries import data as queries
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.queries.asked import PER_PAGE
from guildhall.rooms.contracts.views import lines
from guildhall.rooms.contracts.views.named import page_number
from guildhall.ui import parts, words

COVERAGE_COLUMNS = [
    parts.Column("Field"), parts.Column("Known", size="bar"), parts.Column("How many", "number"), parts.Column("Of", "number"),
    parts.Column("Share", "number"),
]  # fmt: skip
SOURCE_COLUMNS = [
    parts.Column("Source"), parts.Column("Publisher"), parts.Column("Licence"), parts.Column("What came of it"),
    parts.Column("Newest document", "date"),
]  # fmt: skip
EXPECTED_COLUMNS = [
    parts.Column("Source", size="party"), parts.Column("Expected", names=True), parts.Column("Here"), parts.Column("So", narrow="-", size="status"),
]  # fmt: skip
CHECK_COLUMNS = [
    parts.Column("Check"),
    parts.Column("Of", "number"),
    parts.Column("Share", "number"),
    parts.Column("So", narrow="-", size="status"),
]
TRAP_COLUMNS = [
    parts.Column("What"),
    parts.Column("Here", "number"),
    parts.Column("Of", "number"),
    parts.Column("Share", "number"),
]
LINK_COLUMNS = [parts.Column("What"), parts.Column("Count", "number"), parts.Column("Of", "number")]
TROUBLE_COLUMNS = [
    parts.Column("Kind"), parts.Column("What was done"), parts.Column("How often", "number"), parts.Column("For example"),
]  # fmt: skip
DONE = {"refused": "Left out", "repaired": "Repaired", "warning": "Kept, with a warning"}
SO = {"kept": ("ok", "As expected"), "odd": ("watch", "Not so"), "unknown": ("unknown", "Cannot tell")}
COUNTED = ("register", "source", "brought", "field", "expected", "check", "trap")
BUILT_IN = ("council_names", "council_places", "reorganisation")
"""Sources that are read into the product itself."""
FIRST = 12
"""Kinds of trouble that stand open; rarer ones fold."""
MEASURES = {
    "with_contracts": "Councils with a contract", "of_digital": "Digital contracts with a category", "contracts": "Contracts whose documents disagree",
}  # fmt: skip


@public
def data(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """Where every fact comes from, and what is missing."""
    loaded = queries.loaded()
    return formats.respond(
        request, form, "contracts/data.html.jinja", lambda: _context(loaded, clock.today()),
        data=lambda: {
            "register": loaded,
            "sources": [
                {
                    "key": one.key, "title": one.title, "publisher": one.publisher, "licence": one.licence, "url": one.url,
                    "attribution": one.attribution, "expectations": one.expectations,
                }
                for one in sources.all_sources()
            ],
            "coverage": [_told(row) for rows in queries.coverage(*COUNTED).values() for row in rows],
            "linkage": queries.linkage(), "issues": queries.troubles(),
        },
    )  # fmt: skip


def _told(row: CoverageRow) -> dict[str, object]:
    return {
        name: getattr(row, name)
        for name in ("scope", "key", "measure", "known", "total", "words", "state", "first_on", "last_on")
    }


def _context(loaded: queries.Loaded | None, on: date) -> dict[str, object]:
    counted = queries.coverage(*COUNTED)
    troubles = [_trouble(one) for one in queries.troubles()]
    newest = {row.key: row.last_on for row in counted["brought"]}
    return {
        "loaded": loaded, "lead": _lead(loaded),
        "source_columns": SOURCE_COLUMNS, "sources": list(_sources([*counted["source"], *counted["brought"]], newest)),
        "credits": [(one.title, one.attribution, one.licence, one.licence_url) for one in sources.all_sources() if one.attribution],
        "expected_columns": EXPECTED_COLUMNS, "expected": list(_expected(counted["expected"], newest, on)),
        "coverage_columns": COVERAGE_COLUMNS, "coverage": [_field(row) for scope in ("register", "field") for row in counted[scope]],
        "check_columns": CHECK_COLUMNS, "checks": [_check(row) for row in counted["check"]],
        "trap_columns": TRAP_COLUMNS, "traps": [_trap(row) for row in counted["trap"]],
        "link_columns": LINK_COLUMNS, "links": _linkage(queries.linkage()) if loaded else [],
        "trouble_columns": TROUBLE_COLUMNS, "troubles": troubles[:FIRST], "more_troubles": troubles[FIRST:],
        "replaced": loaded.manifest.get("replaced") if loaded else None, "questions": len(indicators.INDICATORS), "downloads": [parts.Link("JSON", "/data.json")],
    }  # fmt: skip


def _sources(rows: list[CoverageRow], newest: dict[str, date | None]) -> Iterable[list[object]]:
    came: dict[str, list[str]] = {}
    for row in rows:
        came.setdefault(row.key, []).append(
            _said(row.words or f"{row.known:,} of {row.total:,} {row.measure}", row.key)
        )
    for one in sources.all_sources():
        last = newest.get(one.key)
        yield [
            lines.link(one.title, one.url), one.publisher, one.licence, " ".join(came.get(one.key, ())) or ("Part of every register." if one.key in BUILT_IN else "Nothing yet."),
            words.day_short(last) if last else "",
        ]  # fmt: skip


def _expected(rows: list[CoverageRow], newest: dict[str, date | None], on: date) -> Iterable[list[object]]:
    """Each expectation of a source; how old its newest document is, is counted to today."""
    for row in rows:
        source = sources.source(row.key)
        number = int(row.measure[:2]) - 1
        if number >= len(source.assertions):
            continue
        one, state = source.assertions[number], row.state
        here = row.words.removeprefix(one.words).strip()
        last = newest.get(row.key)
        if one.measure == "days_old" and last is not None and one.at_most is not None:
            age = (on - last).days
            here, state = f"It is of {words.day(last)}.", "kept" if age <= one.at_most else "odd"
        yield [source.title, one.words, here, _so(state)]


def _so(state: str) -> Markup:
    status, said = SO.get(state, SO["unknown"])
    return lines.component("finding", status, said)


def _field(row: CoverageRow) -> list[object]:
    label = names.field(row.key) if row.scope == "field" else MEASURES.get(row.measure) or row.words
    bar = lines.component("known_bar", row.known, row.total)
    return [label, bar, f"{row.known:,}", f"{row.total:,}", words.share(row.known, row.total)]


def _check(row: CoverageRow) -> list[object]:
    code = f"odd_{row.key}"
    label = (
        lines.link(row.words, f"/data/issues/?code={code}")
        if row.state == "odd" and row.measure == "sound"
        else row.words
    )
    return [label, f"{row.total:,}", words.share(row.known, row.total), _so(row.state)]


def _trap(row: CoverageRow) -> list[object]:
    return [row.words, f"{row.known:,}", f"{row.total:,}", words.share(row.known, row.total)]


def _linkage(one: queries.Linkage) -> list[list[object]]:
    rows = [
        ("Suppliers, under all their spellings", one.suppliers, one.spellings),
        ("Suppliers with a company number or another identifier", one.numbered, one.suppliers),
        ("Suppliers written in more than one way", one.several, one.suppliers),
        ("Suppliers known to belong to a group", one.grouped, one.suppliers),
        ("Payments whose supplier is known", one.named, one.payments),
        ("Contracts found to be the same as another", one.same, None),
        ("Contracts found to be a renewal of another", one.renewals, None),
        ("Contracts found to be called off from another", one.call_offs, None),
        ("Public signs that a council runs a product", one.signs, None),
    ]  # fmt: skip
    return [[what, f"{count:,}", f"{of:,}" if of is not None else ""] for what, count, of in rows]


def _trouble(one: queries.Trouble) -> list[object]:
    label = lines.link(one.code.replace("_", " ").capitalize(), f"/data/issues/?code={one.code}")
    return [label, DONE.get(one.severity, one.severity), f"{one.count:,}", one.example]


def _said(words_: str, key: str) -> str:
    """The source by its name, not its key."""
    return words_.replace(key, names.source(key))


def _lead(loaded: queries.Loaded | None) -> str:
    if loaded is None:
        return "No register is loaded yet."
    built = f", built on {words.day(loaded.built_at.date())}" if loaded.built_at else ""
    return f"A register of {words.count(loaded.contracts, 'contract')}{built}, from the public record. Missing is shown as unknown."


@public
def issues(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """Everything that was wrong with the input: where, what, and what was done about it."""
    code, page = request.GET.get("code", "")[:60], page_number(request)
    total, found = queries.issues(code, page=page)
    last = max(1, -(-total // PER_PAGE))
    header = ("file", "row", "severity", "code", "reason")

    def context() -> dict[str, object]:
        return {
            "code": code, "total": total, "count": words.count(total, "issue"), "last": last,
            "columns": [parts.Column("File"), parts.Column("Row"), parts.Column("What was done"), parts.Column("Reason")],
            "cells": [[one.file, _row(one), DONE.get(one.severity, one.severity), one.reason] for one in found],
            "pages": parts.Pages(min(page, last), PER_PAGE, total, f"code={code}" if code else "", "issue"),
            "downloads": [parts.Link("CSV", f"/data/issues.csv{f'?code={code}' if code else ''}")],
        }  # fmt: skip

    every = Issue.objects.filter(code=code) if code else Issue.objects.all()
    return formats.respond(
        request, form, "contracts/issues.html.jinja", context,
        sheet=lambda: formats.Sheet("issues", header, every.values_list(*header).iterator()),
    )  # fmt: skip


def _row(one: Issue) -> object:
    """A row of a file; of what is odd about the record, the contract."""
    return lines.link(one.row, f"/contracts/{one.row}/") if one.code.startswith("odd_") else one.row
