"""Suppliers and products: who is paid, what is run, by whom, how we know, and until when."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from django.db.models import QuerySet

from guildhall.core import search
from guildhall.rooms.contracts.models import Contract, ContractProduct, ContractSupplier, Observation, Product, Supplier
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import rows, status, words
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


@dataclass(frozen=True)
class Runs:
    """One council that runs a product: by contract, by a public sign, or both."""

    council_code: str
    council_name: str
    council_slug: str
    contract: rows.ContractRow | None
    observation: Observation | None

    @property
    def outlives_record(self) -> bool:
        """Seen in use after the recorded end of the contract: a later renewal may exist."""
        seen = self.observation.seen_on if self.observation else None
        ends = self.contract.ends_on if self.contract else None
        return seen is not None and ends is not None and seen > ends


@dataclass(frozen=True)
class OneSupplier:
    """A supplier with its contracts."""

    supplier: Supplier
    places: np.ndarray
    live: int
    councils: int
    rows: tuple[rows.ContractRow, ...]
    page: int
    categories: tuple[tuple[str, str, int], ...]
    products: tuple[Product, ...]
    value_known: int
    value_year: int


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


def one_supplier(supplier: Supplier, on: date, *, page: int = 1) -> OneSupplier:
    """A supplier's contracts: those still to decide first, then those that ended."""
    index = arrays.current()
    places = np.flatnonzero(index.of_keys(keys_of(Named("supplier", supplier.pk, supplier.name, supplier.slug))))
    ended = status.states(index, on)[places] == status.STATES.index("ended")
    places = np.concatenate([places[~ended], places[ended]])
    live = places[: int((~ended).sum())]
    page = max(1, min(page, -(-len(places) // PER_PAGE)))
    counted = Counter(index.category[live].tolist())
    named = [(index.categories[number], count) for number, count in counted.most_common() if number >= 0]
    values = index.value[live]
    return OneSupplier(
        supplier=supplier, places=places, live=len(live), councils=len(set(index.council[live].tolist()) - {-1}),
        rows=tuple(rows.rows(index.keys[places[(page - 1) * PER_PAGE : page * PER_PAGE]], on)), page=page,
        categories=tuple((key, words.category(key), count) for key, count in named),
        products=tuple(
            Product.objects.filter(in_contracts__contract__with_suppliers__supplier=supplier).distinct().order_by("name")[:20]
        ),
        value_known=int((values >= 0).sum()), value_year=int(values[values >= 0].sum()),
    )  # fmt: skip


def who_runs(product: Product, on: date) -> list[Runs]:
    """Each council that runs a product, soonest decision first; then those only seen, then those whose contract ended."""
    index = arrays.current()
    places = np.flatnonzero(index.of_keys(keys_of(Named("product", product.pk, product.name, product.slug))))
    lines = rows.rows(index.keys[places], on)
    seen = {
        sign.council_id: sign
        for sign in Observation.objects.filter(product=product).select_related("council").order_by("seen_on", "id")
    }
    out = [
        Runs(line.council_code, line.council_name, line.council_slug, line, seen.get(line.council_code))
        for line in sorted(lines, key=lambda line: line.state == "ended")
    ]
    with_contract = {line.council_code for line in lines}
    only_seen = [
        Runs(code, sign.council.name, sign.council.slug, None, sign)
        for code, sign in sorted(seen.items(), key=lambda entry: entry[1].council.name)
        if code not in with_contract
    ]
    live = [one for one in out if one.contract and one.contract.state != "ended"]
    return [*live, *only_seen, *(one for one in out if one not in live)]


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
