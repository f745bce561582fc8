"""Who left whom, for what, when, and how it is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

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


def of_supplier(supplier: Supplier) -> list[Move]:
    """Moves to it and away from it, newest first."""
    return _moves(Switch.objects.filter(Q(from_supplier=supplier) | Q(to_supplier=supplier)))


def of_product(product: Product) -> list[Move]:
    """Moves to it and away from it, newest first."""
    names = [product.name, product.product_id]
    return _moves(Switch.objects.filter(Q(from_product__in=names) | Q(to_product__in=names)))


def of_category(category: str, councils: Iterable[str] | None = None) -> list[Move]:
    """Moves within a market, newest first; of these councils only, if told."""
    found = Switch.objects.filter(category=category)
    return _moves(found if councils is None else found.filter(council_id__in=list(councils)))


MOST = 2000


def _moves(found: QuerySet[Switch]) -> list[Move]:
    rows = found.order_by("-on", "id").values_list(
        "council_id", "council__short_name", "council__slug", "category", "from_supplier__name", "from_supplier__slug",
        "to_supplier__name", "to_supplier__slug", "from_product", "to_product", "from_contract__contract_id",
        "to_contract__contract_id", "on", "basis", "why",
    )[:MOST]  # fmt: skip
    return [Move(*("" if value is None else value for value in row[:12]), *row[12:]) for row in rows]
