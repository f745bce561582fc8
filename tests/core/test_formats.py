import csv
import io
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from guildhall.core import formats


def read(sheet: formats.Sheet) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(formats.csv_lines(sheet)))))


def test_rows_leave_as_they_are() -> None:
    rows = [("c-1", date(2027, 12, 31), Decimal("142000.00"), None, True), ("c-2", None, -5, "a, b\nc", False)]
    sheet = formats.Sheet("contracts", ("id", "ends_on", "value", "note", "digital"), rows)
    assert read(sheet) == [
        ["id", "ends_on", "value", "note", "digital"],
        ["c-1", "2027-12-31", "142000.00", "", "True"],
        ["c-2", "", "-5", "a, b\nc", "False"],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+44 20 7946", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    assert formats.cell(text) == "'" + text
    assert formats.cell([text, "b"]) == f"'{text}|b"


def test_numbers_below_zero_are_numbers() -> None:
    assert formats.cell(-5) == -5
    assert formats.cell(Decimal("-5.00")) == Decimal("-5.00")


def test_lists_are_joined() -> None:
    assert formats.cell(("Ledgerwell Ltd", "Fenwick")) == "Ledgerwell Ltd|Fenwick"
    assert formats.cell([]) == ""


def test_a_long_sheet_comes_in_pieces_and_reads_its_rows_late() -> None:
    read_so_far = []

    def rows():
        for number in range(1500):
            read_so_far.append(number)
            yield (number,)

    pieces = formats.csv_lines(formats.Sheet("many", ("n",), rows()))
    first = next(pieces)
    assert first.startswith("n\r\n0\r\n")
    assert len(read_so_far) < 600
    assert len((first + "".join(pieces)).splitlines()) == 1501


def test_respond_gives_the_form_that_is_asked_for_and_works_out_no_other() -> None:
    def never():
        raise AssertionError("worked out for nothing")

    request = RequestFactory().get("/")
    answer = formats.respond(request, "json", "none.jinja", never, data=lambda: {"on": date(2026, 11, 23)}, sheet=never)
    assert msgspec.json.decode(answer.content) == {"on": "2026-11-23"}
    assert answer["Access-Control-Allow-Origin"] == "*"
    answer = formats.respond(
        request, "csv", "none.jinja", never, data=never, sheet=lambda: formats.Sheet("x", ("a",), [(1,)])
    )
    assert b"".join(answer.streaming_content) == b"a\r\n1\r\n"
    assert answer["Content-Disposition"] == 'attachment; filename="x.csv"'


@pytest.mark.parametrize("form", ["json", "csv", "ics"])
def test_a_form_the_page_does_not_have_is_not_found(form: formats.Form) -> None:
    with pytest.raises(Http404, match=f"no {form} twin"):
        formats.respond(RequestFactory().get("/"), form, "none.jinja", dict)


def test_twins_have_an_address_each() -> None:
    def view(request, slug, form="html"):
        return HttpResponse(form + slug)

    page, json, sheet = formats.twins("councils/<slug:slug>", view, name="council", forms=("json", "csv"))
    assert page.resolve("councils/saltby/").kwargs == {"slug": "saltby"}
    assert json.resolve("councils/saltby.json").kwargs == {"slug": "saltby", "form": "json"}
    assert [pattern.name for pattern in (page, json, sheet)] == ["council", "council.json", "council.csv"]
