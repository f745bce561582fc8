"""Two to five councils side by side: what each runs and must decide, what they have in common, and what is not known."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from django.db.models import Sum

from guildhall.rooms.contracts.models import ContractProduct, ContractSupplier, Spend
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import status
from guildhall.rooms.contracts.queries.index import DIGITAL
from guildhall.rooms.councils import queries as councils_queries

LEAST, MOST = 2, 5
STATES = ("late", "maybe_late", "this_quarter", "later", "cannot_tell")


@dataclass(frozen=True)
class Side:
    """One council, over its digital contracts that have not ended."""

    council: councils_queries.Brief
    contracts: int
    dated: int
    by_state: dict[str, int]
    early: date | None
    """The next decide-by from today on."""
    value_known: int
    value_year: int
    largest: str
    """Supplier of most contracts; empty when none is named."""
    largest_slug: str
    largest_contracts: int
    unnamed: int
    """Contracts that name no supplier."""
    paid: Decimal | None
    paid_year: int | None


@dataclass(frozen=True)
class Cell:
    """What one council has of a supplier or product."""

    contracts: int
    early: date | None
    is_dated: bool
    """Whether decide-by is one day."""
    end: date | None
    state: str


@dataclass(frozen=True)
class Shared:
    """A supplier or product that at least two of the councils have."""

    name: str
    slug: str
    cells: tuple[Cell | None, ...]
    """In the order of the councils."""


@dataclass(frozen=True)
class Comparison:
    """The councils, and what they have in common."""

    sides: tuple[Side, ...]
    products: tuple[Shared, ...]
    suppliers: tuple[Shared, ...]
    only_products: int
    """Products that one of them has alone."""
    only_suppliers: int


def compare(councils: Sequence[councils_queries.Brief], on: date) -> Comparison:
    """The councils in the order given."""
    index = arrays.current()
    state = status.states(index, on)
    live = (state != status.STATES.index("ended")) & (index.digital == DIGITAL["yes"])
    places = [np.flatnonzero(live & index.of_councils({one.code})) for one in councils]
    keys = sorted({key for own in places for key in index.keys[own].tolist()})
    suppliers = _links(
        ContractSupplier.objects.filter(contract_id__in=keys).values_list(
            "contract_id", "supplier__name", "supplier__slug"
        )
    )
    products = _links(
        ContractProduct.objects.filter(contract_id__in=keys).values_list(
            "contract_id", "product__name", "product__slug"
        )
    )
    paid = _paid([one.code for one in councils])
    shared = [_shared(index, state, places, links) for links in (products, suppliers)]
    return Comparison(
        tuple(_side(one, index, own, state, on, suppliers, paid.get(one.code)) for one, own in zip(councils, places, strict=True)),
        shared[0][0], shared[1][0], shared[0][1], shared[1][1],
    )  # fmt: skip


Links = dict[int, list[tuple[str, str]]]


def _links(rows: object) -> Links:
    found: Links = {}
    for key, name, slug in rows:  # type: ignore[attr-defined] -- a queryset of triples
        found.setdefault(key, []).append((name, slug))
    return found


def _paid(codes: list[str]) -> dict[str, tuple[int, Decimal]]:
    """What each paid all suppliers in the newest year its lists reach into."""
    rows = (
        Spend.objects.filter(council_id__in=codes)
        .values("council_id", "year")
        .annotate(sum=Sum("paid"))
        .order_by("year")
    )
    return {row["council_id"]: (row["year"], row["sum"]) for row in rows if row["sum"] is not None}


def _side(  # noqa: PLR0917 -- what was read once for all councils
    one: councils_queries.Brief, index: arrays.Index, own: np.ndarray, state: np.ndarray, on: date, suppliers: Links,
    paid: tuple[int, Decimal] | None,
) -> Side:  # fmt: skip
    counted = Counter(pair for key in index.keys[own].tolist() for pair in suppliers.get(key, ()))
    largest = min(counted.items(), key=lambda each: (-each[1], each[0]), default=None)
    ahead = index.early[own][index.early[own] >= arrays.day(on)]
    values = index.value[own]
    return Side(
        council=one, contracts=len(own), dated=int(index.has_end[own].sum()),
        by_state={name: int((state[own] == status.STATES.index(name)).sum()) for name in STATES},
        early=arrays.as_date(int(ahead.min())) if len(ahead) else None,
        value_known=int((values >= 0).sum()), value_year=int(values[values >= 0].sum()),
        largest=largest[0][0] if largest else "", largest_slug=largest[0][1] if largest else "",
        largest_contracts=largest[1] if largest else 0,
        unnamed=sum(key not in suppliers for key in index.keys[own].tolist()),
        paid_year=paid[0] if paid else None, paid=paid[1] if paid else None,
    )  # fmt: skip


def _shared(
    index: arrays.Index, state: np.ndarray, places: list[np.ndarray], links: Links
) -> tuple[tuple[Shared, ...], int]:
    """What at least two have, most councils first, and how many things one has alone."""
    held: dict[tuple[str, str], list[list[int]]] = {}
    for number, own in enumerate(places):
        for place in own.tolist():
            for pair in links.get(int(index.keys[place]), ()):
                held.setdefault(pair, [[] for _ in places])[number].append(place)
    common = [
        Shared(name, slug, tuple(_cell(index, state, each) for each in cells))
        for (name, slug), cells in held.items()
        if sum(map(bool, cells)) > 1
    ]
    common.sort(key=lambda one: (-sum(cell is not None for cell in one.cells), one.name))
    return tuple(common), len(held) - len(common)


def _cell(index: arrays.Index, state: np.ndarray, places: list[int]) -> Cell | None:
    """The soonest decision among the contracts of one council."""
    if not places:
        return None
    first = min(places, key=lambda place: int(index.early[place]))
    end = arrays.as_date(int(index.end[first])) if index.has_end[first] else None
    is_dated = bool(index.early[first] == index.late[first])
    return Cell(len(places), arrays.as_date(int(index.early[first])), is_dated, end, status.STATES[int(state[first])])
