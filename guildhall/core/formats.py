"""One answer, several forms: each page leaves the house as HTML, JSON or CSV, by its address.

`/councils/saltby/briefing/` is the page, `/councils/saltby/briefing.json` the same facts for a machine. A view takes
the form as its keyword `form` and hands over what each form needs; nothing is worked out for a form not asked for.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

Form = Literal["html", "json", "csv", "ics", "atom", "txt"]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run as a formula by spreadsheets; ours never are."""


@dataclass(frozen=True)
class Sheet:
    """Rows for CSV: the file's name without its ending, the column names and the rows, read one at a time."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[object]]


def twins(route: str, view: Callable[..., Any], *, name: str, forms: Sequence[Form] = ("json",)) -> list[URLPattern]:
    """Addresses of a page and of its twins: `councils/<slug>/` named `council`, `councils/<slug>.json` named `council.json`."""
    route = route.rstrip("/")
    page = path(f"{route}/", view, name=name)
    return [page, *(path(f"{route}.{form}", view, {"form": form}, name=f"{name}.{form}") for form in forms)]


def respond(
    request: HttpRequest,
    form: Form,
    template: str,
    context: Callable[[], Mapping[str, Any]],
    *,
    data: Callable[[], object] | None = None,
    sheet: Callable[[], Sheet] | None = None,
) -> HttpResponseBase:
    """The page, or its JSON or CSV twin. A form the page does not have is not found."""
    if form == "html":
        return render(request, template, dict(context()))
    if form == "json" and data is not None:
        return as_json(data())
    if form == "csv" and sheet is not None:
        return as_csv(sheet())
    raise Http404(f"this page has no {form} twin")


def as_json(data: object) -> HttpResponse:
    """Anything msgspec can write: structs, dataclasses, dicts; dates as ISO text, money as text."""
    return _open_to_all(HttpResponse(msgspec.json.encode(data), content_type="application/json; charset=utf-8"))


def as_csv(sheet: Sheet) -> StreamingHttpResponse:
    """The rows as they are read, so that a national list never stands in memory whole."""
    response = StreamingHttpResponse(csv_lines(sheet), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}.csv"'
    return _open_to_all(response)


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """CSV text in pieces of some hundred rows; unknown is an empty cell, a list is joined by `|`."""
    page: list[str] = []
    writer = csv.writer(_Lines(page))
    writer.writerow(sheet.header)
    for row in sheet.rows:
        writer.writerow([cell(value) for value in row])
        if len(page) >= 500:
            yield "".join(page)
            page.clear()
    yield "".join(page)


def cell(value: object) -> object:
    """One CSV cell. Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers are left."""
    if isinstance(value, (list, tuple)):
        value = "|".join(str(part) for part in value)
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return "" if value is None else value


def _open_to_all(response: Any) -> Any:
    response["Access-Control-Allow-Origin"] = "*"  # public data: any page may read it
    return response


class _Lines:
    """A file for `csv.writer` that keeps each written line."""

    def __init__(self, into: list[str]) -> None:
        self.write = into.append
