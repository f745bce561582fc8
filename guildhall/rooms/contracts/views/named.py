"""Suppliers and products: their lists and their pages."""

from django.http import HttpRequest, HttpResponseBase

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.rooms.contracts.models import Product, Supplier
from guildhall.rooms.contracts.queries import named as queries
from guildhall.rooms.contracts.queries import rows
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.queries.asked import PER_PAGE
from guildhall.rooms.contracts.views import lines, missing
from guildhall.ui import parts, words


def page_number(request: HttpRequest) -> int:
    """The page asked for, 1 when it is no number."""
    text = request.GET.get("page", "1")
    return int(text) if text.isdecimal() and 0 < int(text[:9]) < 1_000_000 else 1


@public
def suppliers(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """Suppliers, those with most contracts first."""
    text = request.GET.get("q", "").strip()[:200]
    total, found = queries.suppliers(text, page=page_number(request))
    columns = [
        parts.Column("Supplier"),
        parts.Column("Company number"),
        parts.Column("Contracts", "number"),
        parts.Column("Councils", "number"),
    ]

    def context() -> dict[str, object]:
        table = [
            [lines.link(one.name, f"/suppliers/{one.slug}/"), one.company_number or lines.component("unknown", "not known"),
             f"{one.contract_count:,}", f"{one.council_count:,}"]
            for one in found
        ]  # fmt: skip
        return _list_context("suppliers", text, total, columns, table, page=page_number(request))

    header = ("supplier_id", "name", "company_number", "contracts", "councils")
    every = Supplier.objects.filter(contract_count__gt=0).values_list(
        "supplier_id", "name", "company_number", "contract_count", "council_count"
    )
    return formats.respond(
        request, form, "contracts/suppliers.html.jinja", context,
        data=lambda: {"count": total, "suppliers": [dict(zip(header, row, strict=True)) for row in every[:5000]]},
        sheet=lambda: formats.Sheet("suppliers", header, every.iterator()),
    )  # fmt: skip


@public
def products(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """Products, those that most councils run first."""
    text = request.GET.get("q", "").strip()[:200]
    total, found = queries.products(text, page=page_number(request))
    columns = [
        parts.Column("Product"), parts.Column("Supplier"), parts.Column("What it is for"),
        parts.Column("Contracts", "number"), parts.Column("Councils", "number"),
    ]  # fmt: skip

    def context() -> dict[str, object]:
        table = [
            [lines.link(one.name, f"/products/{one.slug}/"), one.supplier_name or lines.component("unknown", "not known"),
             names.category(one.category), f"{one.contract_count:,}", f"{one.council_count:,}"]
            for one in found
        ]  # fmt: skip
        return _list_context("products", text, total, columns, table, page=page_number(request))

    header = ("product_id", "name", "supplier", "category", "contracts", "councils")
    every = Product.objects.values_list(
        "product_id", "name", "supplier_name", "category", "contract_count", "council_count"
    )
    return formats.respond(
        request, form, "contracts/products.html.jinja", context,
        data=lambda: {"count": total, "products": [dict(zip(header, row, strict=True)) for row in every[:5000]]},
        sheet=lambda: formats.Sheet("products", header, every.iterator()),
    )  # fmt: skip


def _list_context(
    name: str, text: str, total: int, columns: list[parts.Column], table: list[list[object]], *, page: int
) -> dict[str, object]:
    last = max(1, -(-total // PER_PAGE))
    return {
        "text": text, "columns": columns, "cells": table, "total": total,
        "count": words.count(total, name[:-1]), "beyond": page > last, "last": last,
        "pages": parts.Pages(min(page, last), PER_PAGE, total, f"q={text}" if text else "", name[:-1]),
        "downloads": [parts.Link("CSV", f"/{name}.csv"), parts.Link("JSON", f"/{name}.json")],
    }  # fmt: skip


@public
def supplier(request: HttpRequest, slug: str, form: formats.Form = "html") -> HttpResponseBase:
    """One supplier: contracts, councils, categories, and how much of it is known."""
    one = queries.supplier_by_slug(slug)
    if one is None:
        return missing.page(request, form, "supplier", slug)
    on = clock.today()
    found = queries.one_supplier(one, on, page=page_number(request))

    def context() -> dict[str, object]:
        left_out = {lines.SUPPLIER}
        also = sorted({name for name in one.names if name != one.name})
        return {
            "supplier": one, "found": found, "also": also[:8], "columns": lines.columns(leave_out=left_out),
            "cells": lines.cells(found.rows, on, leave_out=left_out), "head": _supplier_facts(found),
            "pages": parts.Pages(found.page, PER_PAGE, len(found.places), "", "contract"),
            "downloads": _downloads(f"/suppliers/{slug}"),
        }  # fmt: skip

    listed = rows.stream(queries.arrays.current(), found.places, on)
    return formats.respond(
        request, form, "contracts/supplier.html.jinja", context,
        data=lambda: {"supplier_id": one.supplier_id, "name": one.name, "names": one.names, "contracts": list(listed)},
        sheet=lambda: formats.Sheet(slug, rows.HEADER, (rows.cells(line, lines.site(request)) for line in listed)),
    )  # fmt: skip


def _supplier_facts(found: queries.OneSupplier) -> list[parts.HeadFact]:
    one = found.supplier
    return [
        parts.HeadFact("Contracts now", f"{found.live:,}", f"{len(found.places):,} on the record"),
        parts.HeadFact("Councils", f"{found.councils:,}"),
        parts.HeadFact(
            "Value a year", words.money_short(found.value_year) if found.value_known else "Not known",
            f"known for {found.value_known:,} of {found.live:,}", known=found.value_known, total=found.live,
        ),
        parts.HeadFact("Company number", one.company_number or "Not known", mark="" if one.company_number else "unknown",
                       note="" if one.company_number else "No notice gives it"),
        parts.HeadFact("Size", {"sme": "Small or medium", "large": "Large"}.get(one.size, "Not known"), "as the supplier declared it"),
    ]  # fmt: skip


@public
def product(request: HttpRequest, slug: str, form: formats.Form = "html") -> HttpResponseBase:
    """One product: who runs it, how we know, until when."""
    one = queries.product_by_slug(slug)
    if one is None:
        return missing.page(request, form, "product", slug)
    on = clock.today()
    found = queries.who_runs(one, on)
    page = page_number(request)

    def context() -> dict[str, object]:
        shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
        by_contract = sum(run.contract is not None and run.contract.state != "ended" for run in found)
        return {
            "product": one, "found": found, "category_name": names.category(one.category), "by_contract": by_contract,
            "seen": sum(run.observation is not None for run in found),
            "outlives": sum(run.outlives_record for run in found),
            "cells": [_run_cells(run, on) for run in shown], "columns": RUN_COLUMNS,
            "pages": parts.Pages(min(page, max(1, -(-len(found) // PER_PAGE))), PER_PAGE, len(found), "", "council"),
            "downloads": _downloads(f"/products/{slug}"),
        }  # fmt: skip

    return formats.respond(
        request, form, "contracts/product.html.jinja", context,
        data=lambda: {"product_id": one.product_id, "name": one.name, "supplier": one.supplier_name,
                      "category": one.category, "councils": [_run_facts(run) for run in found]},
        sheet=lambda: formats.Sheet(slug, RUN_HEADER, (tuple(_run_facts(run).values()) for run in found)),
    )  # fmt: skip


RUN_COLUMNS = [
    parts.Column("Council"), parts.Column("How we know"), parts.Column("Decide by", "date"),
    parts.Column("Agreed end", "date"), parts.Column("Status", narrow="-"),
]  # fmt: skip
RUN_HEADER = (
    "council_code", "council", "contract_id", "decide_by_earliest_on", "ends_on", "state", "seen_on", "evidence", "url",
    "in_use_after_recorded_expiry",
)  # fmt: skip


def _run_facts(run: queries.Runs) -> dict[str, object]:
    line, sign = run.contract, run.observation
    return dict(zip(RUN_HEADER, (
        run.council_code, run.council_name, line.contract_id if line else None,
        line.decide_by_earliest_on if line else None, line.ends_on if line else None, line.state if line else None,
        sign.seen_on if sign else None, sign.evidence if sign else None, sign.url if sign else None, run.outlives_record,
    ), strict=True))  # fmt: skip


def _run_cells(run: queries.Runs, on: object) -> list[object]:
    line, sign = run.contract, run.observation
    who = lines.link(run.council_name, f"/councils/{run.council_slug}/") if run.council_slug else run.council_name
    known = []
    if line:
        known.append(lines.link(line.name, f"/contracts/{line.contract_id}/"))
    if sign:
        said = f"public sign of use, {words.day_short(sign.seen_on)}" if sign.seen_on else "public sign of use"
        known.append(lines.link(said, sign.url))
    if run.outlives_record:
        known.append(lines.Markup("in use after recorded expiry; a later renewal may exist"))
    cell = lines.Markup("; ").join(known)
    if line is None:
        unknown = lines.component("unknown", "not known")
        return [who, cell, unknown, unknown, lines.component("status_tag", "cannot_tell")]
    return [who, cell, lines.decide_by(line), lines.end(line), lines.status(line, on)]


def _downloads(stem: str) -> list[parts.Link]:
    return [parts.Link("CSV", f"{stem}.csv"), parts.Link("JSON", f"{stem}.json")]
