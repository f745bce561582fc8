"""What stands at an address nobody knows: what it may have meant, and a way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guildhall.core import formats, search
from guildhall.rooms.councils import queries as councils_queries
from guildhall.ui import parts

MEANT = 5


def page(request: HttpRequest, form: str, kind: str, asked: str, near: list[parts.Link] | None = None) -> HttpResponse:
    """Not found, in the form that was asked for, with what may have been meant."""
    near = _near(kind, asked) if near is None else near
    if form != "html":
        answer = formats.as_json({"error": f"There is no {kind} at this address.", "meant": near})
    else:
        answer = render(request, "contracts/missing.html.jinja", {"kind": kind, "near": near})
    answer.status_code = 404
    return answer


def _near(kind: str, asked: str) -> list[parts.Link]:
    text = asked.replace("-", " ").replace("_", " ")[:80]
    if kind == "council":
        return [
            parts.Link(one.name, f"/councils/{one.goes_to}/") for one in councils_queries.suggest(text, limit=MEANT)
        ]
    if kind == "contract":
        found = search.find(text, limit=MEANT, kinds=("contract",)).hits.get("contract", ())
        return [parts.Link(f"{hit.title}, {hit.note}", f"/contracts/{hit.key}/") for hit in found]
    return [parts.Link(name.title, f"/{kind}s/{name.key}/") for name, _ in search.suggest(text, kind, limit=MEANT)]
