"""Suppliers and products: their lists."""

from django.http import HttpRequest, HttpResponseBase

from guildhall.core import formats
from guildhall.core.access import public
from guildhall.rooms.contracts.models import Product, Supplier
from guildhall.rooms.contracts.queries import named as queries
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.queries.asked import PER_PAGE
from guildhall.rooms.contracts.views import lines
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
             lines.link(names.category(one.category), f"/markets/{one.category}/" if one.category else ""), f"{one.contract_count:,}", f"{one.council_count:,}"]
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
