"""About the data: sources and licences, what is known of what, what was wrong."""

from django.http import HttpRequest, HttpResponseBase

from guildhall.core import formats
from guildhall.core.access import public
from guildhall.engine import indicators, sources
from guildhall.rooms.contracts.models import Issue
from guildhall.rooms.contracts.queries import data as queries
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.queries.asked import PER_PAGE
from guildhall.rooms.contracts.views import lines
from guildhall.rooms.contracts.views.named import page_number
from guildhall.ui import parts, words

COVERAGE_COLUMNS = [
    parts.Column("Field"),
    parts.Column("Known", "number"),
    parts.Column("Of", "number"),
    parts.Column("Share", "number"),
    parts.Column("In words"),
]
SOURCE_COLUMNS = [
    parts.Column("Source"),
    parts.Column("Publisher"),
    parts.Column("Licence"),
    parts.Column("What came of it"),
]
TROUBLE_COLUMNS = [
    parts.Column("Kind"),
    parts.Column("What was done"),
    parts.Column("How often", "number"),
    parts.Column("For example"),
]
DONE = {"refused": "Left out", "repaired": "Repaired", "warning": "Kept, with a warning"}


@public
def data(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """Where every fact comes from, and what is missing."""
    loaded = queries.loaded()
    return formats.respond(
        request, form, "contracts/data.html.jinja", lambda: _context(loaded),
        data=lambda: {
            "register": loaded,
            "sources": [
                {"key": one.key, "title": one.title, "publisher": one.publisher, "licence": one.licence, "url": one.url}
                for one in sources.all_sources()
            ],
            "coverage": [
                {"scope": row.scope, "key": row.key, "measure": row.measure, "known": row.known, "total": row.total, "words": row.words}
                for scope in ("register", "source", "field") for row in queries.coverage(scope)
            ],
            "issues": queries.troubles(),
        },
    )  # fmt: skip


def _context(loaded: queries.Loaded | None) -> dict[str, object]:
    by_source: dict[str, list[str]] = {}
    for row in queries.coverage("source"):
        by_source.setdefault(row.key, []).append(
            _said(row.words or f"{row.known:,} of {row.total:,} {row.measure}", row.key)
        )
    return {
        "loaded": loaded, "lead": _lead(loaded),
        "source_columns": SOURCE_COLUMNS,
        "sources": [
            [lines.link(one.title, one.url), one.publisher, one.licence, "; ".join(by_source.get(one.key, ())) or "Nothing yet"]
            for one in sources.all_sources()
        ],
        "coverage_columns": COVERAGE_COLUMNS,
        "coverage": [
            [names.field(row.key) if row.scope == "field" else MEASURES.get(row.measure, names.field(row.key)), f"{row.known:,}", f"{row.total:,}",
             words.share(row.known, row.total), row.words]
            for scope in ("register", "field") for row in queries.coverage(scope)
        ],
        "trouble_columns": TROUBLE_COLUMNS,
        "troubles": [
            [lines.link(one.code.replace("_", " ").capitalize(), f"/data/issues/?code={one.code}"), DONE.get(one.severity, one.severity),
             f"{one.count:,}", one.example]
            for one in queries.troubles()
        ],
        "indicators": [(one.code, one.name) for one in indicators.INDICATORS],
        "downloads": [parts.Link("JSON", "/data.json")],
    }  # fmt: skip


MEASURES = {
    "with_contracts": "Councils with a contract", "of_digital": "Digital contracts with a category", "contracts": "Contracts whose documents disagree",
}  # fmt: skip


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
            "cells": [[one.file, one.row, DONE.get(one.severity, one.severity), one.reason] for one in found],
            "pages": parts.Pages(min(page, last), PER_PAGE, total, f"code={code}" if code else "", "issue"),
            "downloads": [parts.Link("CSV", f"/data/issues.csv{f'?code={code}' if code else ''}")],
        }  # fmt: skip

    every = Issue.objects.filter(code=code) if code else Issue.objects.all()
    return formats.respond(
        request, form, "contracts/issues.html.jinja", context,
        sheet=lambda: formats.Sheet("issues", header, every.values_list(*header).iterator()),
    )  # fmt: skip
