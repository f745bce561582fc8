"""Which names of products are one product. Thin for now: the same normalised name."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import msgspec

from guildhall.engine.clean import names
from guildhall.engine.resolve import identity


class Product(msgspec.Struct, frozen=True):
    """One product as linked: a row of the register's `products`."""

    product_id: str
    name: str
    supplier_name: str
    category: str
    contracts: int
    councils: int


class Tally(msgspec.Struct, gc=False):
    """What is seen of one product while the register is gathered."""

    names: Counter[str]
    suppliers: Counter[str]
    categories: Counter[str]
    councils: set[str]
    contracts: int = 0


Tallies = dict[str, Tally]


@lru_cache(maxsize=16384)
def product_id(name: str) -> str:
    """A product's id: its normalised name, fit for an address."""
    return identity.slug((names.normalise(name).key or name.casefold()).replace(" ", "-"))


def note(
    tallies: Tallies, name: str, *, council: str = "", supplier: str = "", category: str = "", contracts: int = 0
) -> str:
    """Count one mention of a product; its id comes back."""
    key = product_id(name)
    tally = tallies.get(key)
    if tally is None:
        tally = tallies[key] = Tally(Counter(), Counter(), Counter(), set())
    tally.names[name] += 1
    if supplier:
        tally.suppliers[supplier] += 1
    if category:
        tally.categories[category] += 1
    if council:
        tally.councils.add(council)
    tally.contracts += contracts
    return key


def link(tallies: Tallies) -> list[Product]:
    """The products in order of their ids, each under its most frequent name."""
    return [
        Product(
            key, _first(tally.names), _first(tally.suppliers), _first(tally.categories), tally.contracts,
            len(tally.councils),
        )
        for key, tally in sorted(tallies.items())
    ]  # fmt: skip


def _first(counts: Counter[str]) -> str:
    return min(counts, key=lambda word: (-counts[word], word), default="")
