"""Search from every page: councils, products, suppliers and contracts, forgiving of spelling."""

from django.http import HttpRequest, HttpResponseBase

from guildhall.core import formats
from guildhall.core import search as searching
from guildhall.core.access import public
from guildhall.ui import parts

HEADINGS = {"council": "Councils", "product": "Products", "supplier": "Suppliers", "contract": "Contracts"}
SHOWN = 8


def address(hit: searching.Hit) -> str:
    """Where a hit leads."""
    return f"/{hit.kind}s/{hit.key}/"


@public
def search(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """What was found, by kind; the nearest known words where the ones asked for give nothing."""
    text = request.GET.get("q", "").strip()[:200]
    answer = searching.find(text, limit=SHOWN)

    def context() -> dict[str, object]:
        groups = [
            (kind, heading, [(hit, address(hit)) for hit in answer.hits[kind]], _more(kind, answer))
            for kind, heading in HEADINGS.items()
            if answer.hits.get(kind)
        ]
        return {"query": text, "answer": answer, "groups": groups}

    return formats.respond(
        request, form, "contracts/search.html.jinja", context,
        data=lambda: {"asked": answer.asked, "used": answer.used, "hits": [
            {"kind": hit.kind, "title": hit.title, "note": hit.note, "url": address(hit)}
            for hits in answer.hits.values() for hit in hits
        ]},
    )  # fmt: skip


def _more(kind: str, answer: searching.Answer) -> parts.Link | None:
    if kind not in answer.more or kind == "council":
        return None
    return parts.Link(f"More {HEADINGS[kind].lower()}", f"/{kind}s/?q={answer.used}")
