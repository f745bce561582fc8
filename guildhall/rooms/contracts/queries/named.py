"""Suppliers and products by name: their lists, their contracts, and how contracts spread over suppliers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from django.db.models import QuerySet

from guildhall.core import search
from guildhall.rooms.contracts.models import Contract, ContractProduct, ContractSupplier, Product, Supplier
from guildhall.rooms.contracts.queries import rows
from guildhall.rooms.contracts.queries.asked import PER_PAGE


@dataclass(frozen=True)
class Named:
    """A supplier or product by name, with the key its contracts are found by."""

    kind: str
    key: int
    name: str
    slug: str


@dataclass(frozen=True)
class Share:
    """How many contracts, and between which bounds of money a year, fall to one name."""

    name: str
    slug: str
    contracts: int
    known: Decimal
    unknown: int
    """Contracts of which the yearly cost is not known."""


def suppliers(text: str = "", *, page: int = 1) -> tuple[int, list[Supplier]]:
    """Suppliers with the most contracts first, or those that a text means; and how many there are."""
    return _listed(Supplier.objects.filter(contract_count__gt=0), "supplier", text, page)


def products(text: str = "", *, page: int = 1) -> tuple[int, list[Product]]:
    """Products that most councils run first, or those that a text means; and how many there are."""
    return _listed(Product.objects.all(), "product", text, page)


def _listed(everything: QuerySet, kind: str, text: str, page: int) -> tuple[int, list]:
    if text:
        slugs = [hit.key for hit in search.find(text, limit=200, kinds=(kind,)).hits.get(kind, ())]
        slugs = slugs or [name.key for name, _ in search.suggest(text, kind, limit=10)]
        found = {one.slug: one for one in everything.filter(slug__in=slugs)}
        ordered = [found[slug] for slug in slugs if slug in found]
        return len(ordered), ordered[(page - 1) * PER_PAGE : page * PER_PAGE]
    return everything.count(), list(everything[(page - 1) * PER_PAGE : page * PER_PAGE])


def supplier_by_slug(slug: str) -> Supplier | None:
    """The supplier at an address."""
    return Supplier.objects.filter(slug=slug).first()


def product_by_slug(slug: str) -> Product | None:
    """The product at an address."""
    return Product.objects.filter(slug=slug).first()


def suppliers_of(contract: Contract) -> tuple[Named, ...]:
    """The suppliers of a contract."""
    found = Supplier.objects.filter(in_contracts__contract=contract).order_by("name").values_list("id", "name", "slug")
    return tuple(Named("supplier", *row) for row in found)


def products_of(contract: Contract) -> tuple[Named, ...]:
    """The products a contract is for."""
    found = Product.objects.filter(in_contracts__contract=contract).order_by("name").values_list("id", "name", "slug")
    return tuple(Named("product", *row) for row in found)


def keys_of(thing: Named) -> np.ndarray:
    """Keys of all contracts with this supplier or for this product."""
    links = (
        ContractProduct.objects.filter(product_id=thing.key)
        if thing.kind == "product"
        else ContractSupplier.objects.filter(supplier_id=thing.key)
    )
    return np.fromiter(links.values_list("contract_id", flat=True), np.int64)


def shares(lines: Sequence[rows.ContractRow]) -> list[Share]:
    """How contracts spread over suppliers, with what is not known said beside each; most contracts first."""
    values = {line.key: line.value_year for line in lines}
    links = (
        ContractSupplier.objects.filter(contract_id__in=list(values))
        .order_by("supplier__name")
        .values_list("contract_id", "supplier__name", "supplier__slug")
    )
    with_others = {key for key, count in Counter(key for key, _, _ in links).items() if count > 1}
    held: dict[tuple[str, str], list[Decimal | None]] = {}
    for key, name, slug in links:
        # How a joint award is split, no notice says.
        held.setdefault((name, slug), []).append(None if key in with_others else values[key])
    named = {key for key, _, _ in links}
    unnamed = [value for key, value in values.items() if key not in named]
    if unnamed:
        held[("", "")] = unnamed
    found = [
        Share(name, slug, len(each), sum((value for value in each if value is not None), Decimal(0)), each.count(None))
        for (name, slug), each in held.items()
    ]
    return sorted(found, key=lambda share: (not share.name, -share.contracts, share.name))
