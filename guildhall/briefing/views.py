"""The pages that join the rooms: home, the map as a table, a council's briefing, and what stands where no page is."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template import loader
from markupsafe import Markup

from guildhall.briefing import national, queries
from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.rooms.contracts import queries as contracts
from guildhall.rooms.contracts.queries.national import OnMap
from guildhall.rooms.contracts.views import lines
from guildhall.rooms.councils import queries as councils
from guildhall.ui import parts, words
from guildhall.ui.figures import brief

MAP_LINKS = [parts.Link("As a table", "/map/"), parts.Link("CSV", "/map.csv"), parts.Link("JSON", "/map.json")]
MAP_HEADER = ("council_code", "council", "to_decide", "dated", "contracts", "enough_known")
PER_PAGE = 50


@public
def home(request: HttpRequest) -> HttpResponse:
    """Which council are you? And the national picture."""
    on = clock.today()
    picture = contracts.national_picture(on)
    return render(request, "briefing/home.html.jinja", {
        "picture": picture, "map": national.council_map(picture), "steps": national.steps(picture),
        "map_words": national.map_words(picture), "map_links": MAP_LINKS, "hidden": national.hidden(picture),
        "national_figures": national.figures(picture), "changes": national.changes(picture.changes, on),
        "change_links": [parts.Link("All changes", "/changes/"), parts.Link("Atom feed", "/changes.atom")],
    })  # fmt: skip


@public
def council_map(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """The map's figures, council by council."""
    picture = contracts.national_picture(clock.today(), changes=0)
    listed = national.table(picture)
    cells = [
        (one.council.code, one.council.name, one.to_decide, one.dated, one.contracts, one.is_known) for one in listed
    ]

    def page() -> dict[str, object]:
        asked = request.GET.get("page", "")
        number = min(
            max(int(asked) if asked.isdecimal() and len(asked) < 7 else 1, 1), max(1, -(-len(listed) // PER_PAGE))
        )
        pages = parts.Pages(number, PER_PAGE, len(listed))
        shown = listed[pages.first_row - 1 : pages.last_row]
        return {
            "picture": picture, "pages": pages, "map_links": MAP_LINKS[1:], "columns": COLUMNS,
            "rows": [_row(one) for one in shown],
        }  # fmt: skip

    return formats.respond(
        request, form, "briefing/council_map.html.jinja", page,
        data=lambda: {"on": picture.on, "until": picture.until, "councils": [dict(zip(MAP_HEADER, row, strict=True)) for row in cells]},
        sheet=lambda: formats.Sheet("contracts-to-decide-by-council", MAP_HEADER, cells),
    )  # fmt: skip


COLUMNS = [
    parts.Column("Council"), parts.Column("To decide", "number"), parts.Column("Contracts with an end", "number"),
    parts.Column("Digital contracts", "number"),
]  # fmt: skip


def _row(one: OnMap) -> list[object]:
    link = Markup('<a href="/councils/{}/">{}</a>').format(one.council.slug, one.council.name)
    shown: object = f"{one.to_decide:,}"
    if not one.is_known:
        shown = f"{shown} or more" if one.to_decide else lines.component("unknown", "not enough known")
    return [link, shown, f"{one.dated:,}", f"{one.contracts:,}"]


@public
def briefing(request: HttpRequest, slug: str, form: formats.Form = "html") -> HttpResponseBase:
    """One council's briefing: at most ten lines, one act each."""
    on = clock.today()
    council = councils.by_slug(slug)
    if council is None:
        raise Http404(f"No council has the address {slug}.")
    made = queries.briefing(council, on)
    if form == "json":
        return formats.as_json(made)

    def page() -> dict[str, object]:
        groups = list(brief.groups(made))
        return {
            "briefing": made, "groups": groups, "legend": brief.legend(groups), "worked_out": words.moment(queries.worked_out(on)),
            "density": brief.density(made), "address": request.build_absolute_uri(f"/councils/{council.slug}/briefing/"),
            "links": [
                parts.Link("The whole council", f"/councils/{council.slug}/"),
                parts.Link("Calendar", f"/radar.ics?council={council.slug}"),
                parts.Link("JSON", f"/councils/{council.slug}/briefing.json"),
            ],
        }  # fmt: skip

    return formats.respond(request, form, "briefing/briefing.html.jinja", page)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django passes it
    """What an address nobody knows may have meant."""
    pieces = [piece for piece in request.path.split("/") if len(piece) > 2 and piece not in {"councils", "briefing"}]
    guesses: list[councils.Suggestion] = []
    if request.path.startswith("/councils/") and pieces:
        guesses = councils.suggest(pieces[0].rsplit(".", 1)[0].replace("-", " ")[:80], limit=4)
    return render(request, "404.html.jinja", {"guesses": guesses}, status=404)


@public
def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django passes it; without it no context is worked out
    """Said without asking the database anything: it may be what is broken."""
    return HttpResponse(loader.render_to_string("500.html.jinja", {"site": queries.BARE}), status=500)
