"""Who left whom, for what, when, and how it is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from guildhall.rooms.contracts.models import Product, Supplier, Switch


@dataclass(frozen=True)
class Move:
    """One council's move from a supplier or product to another."""

    council_code: str
    council_name: str
    council_slug: str
    category: str
    from_name: str
    from_slug: str
    to_name: str
    to_slug: str
    from_product: str
    to_product: str
    from_contract: str
    to_contract: str
    on: date | None
    basis: str
    why: str

    @property
    def left(self) -> str:
        """What was left: the supplier, else the product."""
        return self.from_name or self.from_product

    @property
    def gone_to(self) -> str:
        """What it went to: the supplier, else the product."""
        return self.to_name or self.to_product


HEADER = (
    "council_code", "council", "category", "from_supplier", "to_supplier", "from_product", "to_product",
    "from_contract_id", "to_contract_id", "on", "basis", "why",
)  # fmt: skip


def cells(move: Move) -> tuple[object, ...]:
    """The move as a row under `HEADER`."""
    return (
        move.council_code, move.council_name, move.category, move.from_name, move.to_name, move.from_product,
        move.to_product, move.from_contract, move.to_contract, move.on, move.basis, move.why,
    )  # fmt: skip


MOST = 50
"""Moves listed on a page, the newest; files hold them all."""


@dataclass(frozen=True)
class Moves:
    """The newest moves, how many there are, and from what to what each of them went."""

    newest: tuple[Move, ...]
    count: int
    pairs: tuple[tuple[str, str], ...] = ()


def of_supplier(supplier: Supplier) -> Moves:
    """Moves to it and away from it."""
    found = Switch.objects.filter(Q(from_supplier=supplier) | Q(to_supplier=supplier))
    return Moves(tuple(_moves(found, MOST)), found.count())


def of_product(product: Product) -> Moves:
    """Moves to it and away from it."""
    names = [product.name, product.product_id]
    found = Switch.objects.filter(Q(from_product__in=names) | Q(to_product__in=names))
    pairs = tuple(found.values_list("from_product", "to_product"))
    return Moves(tuple(_moves(found, MOST)), len(pairs), pairs)


def of_category(category: str, councils: Iterable[str] | None = None) -> Moves:
    """Moves within a market; of these councils only, if told."""
    found = _within(category, councils)
    names = found.values_list("from_supplier__name", "from_product", "to_supplier__name", "to_product")
    pairs = tuple((before or was or "", after or became or "") for before, was, after, became in names)
    return Moves(tuple(_moves(found, MOST)), len(pairs), pairs)


def every_of_category(category: str, councils: Iterable[str] | None = None) -> list[Move]:
    """All moves within a market, newest first."""
    return _moves(_within(category, councils), None)


def _within(category: str, councils: Iterable[str] | None) -> QuerySet[Switch]:
    found = Switch.objects.filter(category=category)
    return found if councils is None else found.filter(council_id__in=list(councils))


def _moves(found: QuerySet[Switch], most: int | None) -> list[Move]:
    rows = found.order_by(F("on").desc(nulls_last=True), "id").values_list(
        "council_id", "council__short_name", "council__slug", "category", "from_supplier__name", "from_supplier__slug",
        "to_supplier__name", "to_supplier__slug", "from_product", "to_product", "from_contract__contract_id",
        "to_contract__contract_id", "on", "basis", "why",
    )[:most]  # fmt: skip
    return [Move(*("" if value is None else value for value in row[:12]), *row[12:]) for row in rows]
