"""One supplier across all it is called: its names, group, councils, products, contracts, payments and markets."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import F

from guildhall.rooms.contracts.models import MarketShare, Product, Supplier, SupplierName
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import portfolio, rows, spend, status, switches, words
from guildhall.rooms.contracts.queries.asked import PER_PAGE
from guildhall.rooms.contracts.queries.named import Named, keys_of
from guildhall.rooms.councils import queries as councils_queries

NATIONAL = "national"


@dataclass(frozen=True)
class Held:
    """A council with contracts of this supplier, or with payments to it, or both."""

    council: councils_queries.Brief
    contracts: int
    early: date | None
    """The earliest possible decide-by of what is still to decide."""
    paid: spend.ByCouncil | None


@dataclass(frozen=True)
class OneSupplier:
    """What the page of a supplier is made of."""

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
    names: tuple[SupplierName, ...]
    group: tuple[Supplier, ...]
    """Others of its group."""
    spending: spend.Spending
    held: tuple[Held, ...]
    markets: tuple[MarketShare, ...]
    moves: switches.Moves
    portfolio: portfolio.Portfolio


def one_supplier(supplier: Supplier, on: date, *, page: int = 1) -> OneSupplier:
    """A supplier's contracts, those still to decide first, then those that ended; and all else that is known of it."""
    index = arrays.current()
    places = np.flatnonzero(index.of_keys(keys_of(Named("supplier", supplier.pk, supplier.name, supplier.slug))))
    ended = status.states(index, on)[places] == status.STATES.index("ended")
    places = np.concatenate([places[~ended], places[ended]])
    live = places[: int((~ended).sum())]
    page = max(1, min(page, -(-len(places) // PER_PAGE)))
    counted = Counter(index.category[live].tolist())
    named = [(index.categories[number], count) for number, count in counted.most_common() if number >= 0]
    values = index.value[live]
    spending = spend.of_supplier(supplier)
    return OneSupplier(
        supplier=supplier, places=places, live=len(live), councils=len(set(index.council[live].tolist()) - {-1}),
        rows=tuple(rows.rows(index.keys[places[(page - 1) * PER_PAGE : page * PER_PAGE]], on)), page=page,
        categories=tuple((key, words.category(key), count) for key, count in named),
        products=tuple(
            Product.objects.filter(in_contracts__contract__with_suppliers__supplier=supplier).distinct().order_by("name")[:20]
        ),
        value_known=int((values >= 0).sum()), value_year=int(values[values >= 0].sum()),
        names=tuple(SupplierName.objects.filter(supplier=supplier).order_by(F("mentions").desc(nulls_last=True), "name", "id")),
        group=tuple(_group(supplier)), spending=spending, held=tuple(_held(index, live, spending)),
        markets=tuple(MarketShare.objects.filter(supplier=supplier, scope=NATIONAL).order_by("-contracts", "category")),
        moves=switches.of_supplier(supplier), portfolio=portfolio.of("supplier", supplier.supplier_id),
    )  # fmt: skip


def _group(supplier: Supplier) -> list[Supplier]:
    if not supplier.group_id:
        return []
    return list(Supplier.objects.filter(group_id=supplier.group_id).exclude(pk=supplier.pk).order_by("name")[:20])


def _held(index: arrays.Index, live: np.ndarray, spending: spend.Spending) -> list[Held]:
    """Councils with most contracts first; then those that only paid."""
    paid = {one.code: one for one in spending.councils}
    counted: Counter[str] = Counter()
    early: dict[str, int] = {}
    for place in live.tolist():
        number = int(index.council[place])
        if number >= 0:
            code = index.councils[number]
            counted[code] += 1
            early[code] = min(early.get(code, int(arrays.NEVER)), int(index.early[place]))
    known = {one.code: one for one in councils_queries.everyone()}
    found = [
        Held(known[code], counted[code], arrays.as_date(early.get(code, int(arrays.NEVER))), paid.get(code))
        for code in {*counted, *paid}
        if code in known
    ]
    return sorted(found, key=lambda one: (-one.contracts, -(one.paid.paid if one.paid else 0), one.council.name))
