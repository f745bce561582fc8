"""The list of councils, and finding one by any name it has or had."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.engine import codes
from guildhall.rooms.councils import queries
from guildhall.ui import parts, words

HEADER = ("code", "name", "slug", "kind", "region", "population", "ends_on", "contracts", "digital_contracts")


@public
def councils(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """Every council, by region, narrowed by kind, region or name."""
    on = clock.today()
    kind, region = request.GET.get("kind", ""), request.GET.get("region", "")
    with_closed = request.GET.get("closed", "") == "yes"
    everyone = [one for one in queries.everyone() if with_closed or not one.has_closed(on)]
    shown = [one for one in everyone if kind in ("", one.kind) and region in ("", one.region)]
    return formats.respond(
        request, form, "councils/councils.html.jinja", lambda: _list(everyone, shown, kind, region, on, with_closed=with_closed),
        data=lambda: {"count": len(shown), "councils": [dict(zip(HEADER, _row(one), strict=True)) for one in shown]},
        sheet=lambda: formats.Sheet("councils", HEADER, (_row(one) for one in shown)),
    )  # fmt: skip


def _row(one: queries.Brief) -> tuple[object, ...]:
    return (
        one.code, one.name, one.slug, one.kind_words, one.region, one.population, one.ends_on, one.contract_count,
        one.digital_count,
    )  # fmt: skip


def _list(
    everyone: list[queries.Brief],
    shown: list[queries.Brief],
    kind: str,
    region: str,
    on: date,
    *,
    with_closed: bool,
) -> dict[str, object]:
    by_region: dict[str, list[queries.Brief]] = {}
    for one in shown:
        by_region.setdefault(one.region or "Elsewhere", []).append(one)
    regions = sorted({one.region for one in everyone if one.region})
    kinds = [key for key in codes.COUNCIL_KINDS if any(one.kind == key for one in everyone)]
    notes = [
        f"“{given[:60]}” is not a {noun} we know, so no council matches."
        for given, noun, known in ((kind, "kind of council", kinds), (region, "region", regions))
        if given and given not in known
    ]
    return {
        "on": on, "by_region": sorted(by_region.items()), "total": len(shown), "count": words.count(len(shown), "council"),
        "kinds": [parts.Option("", "All kinds", not kind), *(parts.Option(key, codes.COUNCIL_KINDS[key], key == kind) for key in kinds)],
        "regions": [parts.Option("", "Everywhere", not region), *(parts.Option(key, key, key == region) for key in regions)],
        "closed": [parts.Option("yes", "Also councils that have closed", with_closed)], "notes": notes,
        "columns": [parts.Column("Council"), parts.Column("Kind"), parts.Column("Digital contracts", "number"), parts.Column("Contracts on record", "number")],
        "downloads": [parts.Link("CSV", "/councils.csv"), parts.Link("JSON", "/councils.json")], "has_any": bool(everyone),
    }  # fmt: skip


@public
def find(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """From a name to a council's briefing; what else may have been meant when it is not sure."""
    text = request.GET.get("q", "").strip()[:120]
    on = clock.today()
    suggestions = queries.suggest(text, on=on, limit=8)
    if form == "json":
        return formats.as_json({"councils": [
            {"name": one.name, "note": one.note, "url": f"/councils/{one.goes_to}/briefing/"} for one in suggestions
        ]})  # fmt: skip
    meant = queries.meant(text, on)
    if meant:
        return redirect(f"/councils/{meant.goes_to}/briefing/")
    return render(request, "councils/find.html.jinja", {"text": text, "suggestions": suggestions})


@public
def suggest(request: HttpRequest) -> HttpResponse:
    """The same suggestions for a script: `/councils/suggest?q=`."""
    return find(request, form="json")
