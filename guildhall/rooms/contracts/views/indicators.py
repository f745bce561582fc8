"""The catalogue of questions, and the page of one: how it is answered, what was found here, what it cannot tell."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import nh3
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from markdown_it import MarkdownIt
from markupsafe import Markup

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.engine import indicators
from guildhall.engine.indicators import policy, worked
from guildhall.rooms.contracts.queries import data
from guildhall.rooms.contracts.queries import findings as queries
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.views import facts, lines, missing
from guildhall.ui import parts, words

WORDS = {
    "act": "Act", "watch": "Watch", "ok": "No concern found", "unknown": "Cannot tell", "not_applicable": "Does not apply",
}  # fmt: skip
SUBJECTS = {
    "contract": ("contract", "contracts"), "council": ("council", "councils"), "supplier": ("supplier", "suppliers"),
    "category": ("category", "categories"),
}  # fmt: skip
ABOUT = {
    "Time": "How long it runs, and when it must be decided.", "Money": "What it costs, and how that grew.",
    "Competition": "How openly it was bought, and who else could.", "Dependency": "How much hangs on one supplier.",
    "Terms": "What the contract lets the council do.", "Openness": "Whether data and product can be taken out and joined up.",
}  # fmt: skip
CATALOGUE_COLUMNS = [
    parts.Column("Question", size="title"), parts.Column("What was found", size="bar"), parts.Column("Act", "number"), parts.Column("Watch", "number"),
    parts.Column("No concern", "number"), parts.Column("Cannot tell", "number"), parts.Column("Answered", "number"),
]  # fmt: skip
FOUND_COLUMNS = [
    parts.Column("Finding"), parts.Column("Contracts", "number"), parts.Column("Share", "number"),
    parts.Column("Still to decide", "number"),
]  # fmt: skip
PLAIN_COLUMNS = [parts.Column("Finding"), parts.Column("How many", "number"), parts.Column("Share", "number")]
EXAMPLE_COLUMNS = [
    parts.Column("Example"),
    parts.Column("What is known"),
    parts.Column("Finding"),
    parts.Column("In words"),
]
POLICY_COLUMNS = [
    parts.Column("Line"), parts.Column("Watch", "number"), parts.Column("Act", "number"), parts.Column("Since", "date"),
    parts.Column("Who says so"),
]  # fmt: skip


@public
def catalogue(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """Every question asked, by its six dimensions, with what was found here."""
    on = clock.today()
    found = queries.tallies(on)
    return formats.respond(
        request, form, "contracts/indicators.html.jinja", lambda: _catalogue(found),
        data=lambda: {"on": on, "indicators": [_told(one) for one in found]},
        sheet=lambda: formats.Sheet("indicators", SHEET, ([one.indicator.code, one.indicator.name, one.indicator.dimension, one.subject, *one.counts.values()] for one in found)),
    )  # fmt: skip


SHEET = ("code", "name", "dimension", "subject", *queries.ORDER)


@public
def moved(request: HttpRequest, code: str) -> HttpResponseBase:  # noqa: ARG001 -- every view is given the request
    """The address that indicators had before they had a catalogue."""
    return redirect("indicator", code=code, permanent=True)


@public
def indicator(request: HttpRequest, code: str, form: formats.Form = "html") -> HttpResponseBase:
    """How one question is answered, and what was found here."""
    known = next((one for one in indicators.INDICATORS if one.code.lower() == code.lower()), None)
    if known is None:
        return missing.page(request, form, "indicator", code)
    on = clock.today()
    found = queries.tally(known, on)
    return formats.respond(
        request, form, "contracts/indicator.html.jinja", lambda: _page(found, on),
        data=lambda: _told(found) | {
            "on": on, "page": known.page(), "examples": worked.examples(known), "policy": worked.lines(known, on),
        },
        sheet=lambda: formats.Sheet(f"indicator-{known.code.lower()}", FINDING_SHEET, _rows(known.code, on, lines.site(request))),
    )  # fmt: skip


FINDING_SHEET = (
    "contract_id", "council_code", "council", "title", "status", "value", "low", "high", "basis", "words", "quote", "url",
)  # fmt: skip


def _rows(code: str, on: date, site: str) -> Iterator[tuple[object, ...]]:
    """Contracts on which the question says act or watch, with what it says."""
    for line, one in queries.told(code, on):
        yield (
            line.contract_id, line.council_code, line.council_name, line.name, one.status, one.value, one.low, one.high,
            one.basis, one.words, one.quote, f"{site}/contracts/{line.contract_id}/",
        )  # fmt: skip


def _told(one: queries.Tally) -> dict[str, Any]:
    known = one.indicator
    return {
        "code": known.code, "name": known.name, "dimension": known.dimension, "subject": one.subject,
        "found": one.counts, "still_to_decide": one.live, "answered": one.known, "asked": one.asked,
        "also_asked_of": [{"subject": subject, "found": counts} for subject, counts in one.also],
    }  # fmt: skip


def _catalogue(found: tuple[queries.Tally, ...]) -> dict[str, object]:
    groups = []
    for about in indicators.DIMENSIONS:
        asked = [one for one in found if one.indicator.dimension == about]
        if asked:
            groups.append((about, ABOUT[about], about.lower(), [_line(one) for one in asked]))
    total = sum(one.asked for one in found)
    known = sum(one.known for one in found)
    return {
        "lead": f"{words.sentence(words.count(len(found), 'question'))}, asked of everything on the record. What cannot be told is never counted as good.",
        "groups": groups, "columns": CATALOGUE_COLUMNS, "total": total, "known": known,
        "downloads": [parts.Link("CSV", "/indicators.csv"), parts.Link("JSON", "/indicators.json")],
    }  # fmt: skip


def _line(one: queries.Tally) -> list[object]:
    known = one.indicator
    below = "" if one.subject == "contract" else f"asked of {SUBJECTS[one.subject][1]}"
    name = lines.link(known.name, f"/indicators/{known.code}/")
    label = Markup('{}<span class="table__sub">{}{}</span>').format(name, known.code, f", {below}" if below else "")
    counts = [f"{one.counts[status]:,}" for status in ("act", "watch", "ok", "unknown")]
    answered = words.share(one.known, one.asked) if one.asked else "–"
    return [label, lines.component("finding_bar", one.counts), *counts, answered]


def _page(found: queries.Tally, on: date) -> dict[str, object]:
    known = found.indicator
    question, text = _text(known)
    noun = SUBJECTS[found.subject]
    profile, lines_ = _policy(known, on)
    contracts = queries.contracts(known.code, on) if found.subject == "contract" else ()
    return {
        "indicator": known, "lead": question, "text": text, "found": found, "noun": noun, "head": _head(found),
        "counted": _counted(found), "found_columns": FOUND_COLUMNS if found.subject == "contract" else [parts.Column("Finding"), parts.Column(words.sentence(noun[1]), "number"), parts.Column("Share", "number")],
        "also": [(SUBJECTS[subject][1], counts, _plainly(counts)) for subject, counts in found.also],
        "also_columns": PLAIN_COLUMNS, "columns": lines.columns(), "cells": lines.cells(contracts, on), "all": _all(found),
        "policy_columns": POLICY_COLUMNS, "policy": [_threshold(one) for one in lines_], "profile": profile,
        "example_columns": EXAMPLE_COLUMNS, "examples": [_example(one) for one in worked.examples(known)],
        "downloads": [parts.Link("CSV", f"/indicators/{known.code}.csv"), parts.Link("JSON", f"/indicators/{known.code}.json")],
    }  # fmt: skip


def _head(found: queries.Tally) -> list[parts.HeadFact]:
    answered = parts.HeadFact(
        "Answered", f"{found.known:,} of {found.asked:,}", known=found.known, total=found.asked,
    )  # fmt: skip
    counts = [
        parts.HeadFact(
            WORDS[status], f"{found.counts[status]:,}", words.share(found.counts[status], found.asked), status
        )
        for status in ("act", "watch", "ok", "unknown")
    ]
    return [answered, *counts]


def _counted(found: queries.Tally) -> list[list[object]]:
    """One row a status; a count of contracts leads to the contracts themselves."""
    out: list[list[object]] = []
    code = found.indicator.code
    for status, count in found.counts.items():
        share = words.share(count, found.asked) if status != "not_applicable" else "–"
        row: list[object] = [lines.component("finding", status)]
        if found.subject == "contract":
            live = found.live[status]
            query = f"finding={code}:{status}"
            row += [
                _counted_link(count, f"/contracts/?{query}"),
                share,
                _counted_link(live, f"/radar/?{query}&digital=all&window=any"),
            ]
        else:
            row += [f"{count:,}", share]
        out.append(row)
    return out


def _plainly(counts: dict[str, int]) -> list[list[object]]:
    """The same of subjects that no list leads to."""
    asked = sum(count for status, count in counts.items() if status != "not_applicable")
    return [
        [
            lines.component("finding", status),
            f"{count:,}",
            words.share(count, asked) if status != "not_applicable" else "–",
        ]
        for status, count in counts.items()
    ]


def _counted_link(count: int, address: str) -> Markup:
    return lines.link(f"{count:,}", address if count else "")


def _all(found: queries.Tally) -> parts.Link | None:
    for status in ("act", "watch"):
        if found.live.get(status, 0) > queries.SHOWN:
            said = words.count(found.live[status], "contract")
            address = f"/radar/?finding={found.indicator.code}:{status}&digital=all&window=any"
            return parts.Link(f"All {said} still to decide: {WORDS[status].lower()}", address)
    return None


def _text(known: indicators.Indicator) -> tuple[str, Markup]:
    """The question itself, and the rest of its public text. The heading stands at the head of the page."""
    body = known.page().strip()
    if body.startswith("# "):
        body = body.partition("\n")[2].strip()
    body = body.partition("\n## Worked examples")[0].strip()  # they stand below, as a table
    question, _, rest = body.partition("\n\n")
    if question.startswith("#"):
        question, rest = "", body
    html = MarkdownIt("commonmark").enable("table").render(rest)
    return " ".join(question.split()), Markup(nh3.clean(html))  # noqa: S704 -- cleaned in the same breath


def _threshold(one: policy.Policy) -> list[object]:
    unit = _unit(one.key)
    watch, act = (f"{line:,}{unit}" if line is not None else "none" for line in (one.watch, one.act))
    name = one.key.removesuffix(f"_{kind}") if (kind := one.key.rpartition("_")[2]) in KINDS else one.key
    label = words.sentence(name.replace("_", " ")) + (f", {KINDS[kind]}" if kind in KINDS else "")
    return [label, watch, act, words.day_short(one.since), one.source]


def _policy(known: indicators.Indicator, on: date) -> tuple[str, tuple[policy.Policy, ...]]:
    """The thresholds that the register was measured by: those of the profile chosen at its build."""
    loaded = data.loaded()
    chosen = loaded.manifest.get("settings", {}).get("policy", {}) if loaded else {}
    held = chosen.get("lines", {})
    found = tuple(
        msgspec.convert(held[one.key], policy.Policy) if one.key in held else one for one in worked.lines(known, on)
    )
    return str(chosen.get("profile", {}).get("name", "")), found


KINDS = {"digital": "software", "hosting": "hosting", "other": "anything else"}


def _unit(key: str) -> str:
    if "share" in key:
        return " per cent"
    if "days" in key:
        return " days"
    return " months" if "term" in key or "months" in key else ""


def _example(one: worked.Example) -> list[object]:
    given = (
        "; ".join(f"{names.field(field)}: {_value(field, value)}" for field, value in one.given.items()) or "Nothing"
    )
    status = str(one.finding.get("status", "unknown"))
    return [one.name, f"{given}. Asked on {words.day_short(one.on)}.", lines.component("finding", status), one.sentence]


def _value(field: str, value: object) -> str:
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(_value(field, each) for each in value) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{names.field(name).lower()} {_value(name, each)}" for name, each in value.items())
    return facts.shown(field, str(value))
