"""The products that one reading of the record knows: those of the catalogue, and an operator's own list beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from guildhall.engine.classify.catalogue import Product, categories, every_product
from guildhall.engine.classify.phrases import Phrases, plain
from guildhall.engine.records import Issue

if TYPE_CHECKING:
    from guildhall.engine.sources.product_lists import Listed

_VERSION = re.compile(r"\s+(?:version |v)?\d+(?:\.\d+)*$", re.IGNORECASE)


class Known:
    """Products by the phrases that name them. Rows of a list come before the catalogue's; of two rows the first counts."""

    def __init__(self, listed: Iterable[Listed] = ()) -> None:
        self.issues: list[Issue] = []
        own = self._own(list(listed))
        taken = {plain(alias) for product in own for alias in product.aliases}
        rest = [product for product in every_product() if plain(product.name) not in taken]
        self.products: tuple[Product, ...] = (*own, *rest)
        self.index = Phrases(
            (alias, product) for product in self.products for alias in product.aliases
            if product in own or plain(alias) not in taken
        )  # fmt: skip
        self.by_name: dict[str, Product] = {}
        for product in self.products:
            for alias in (*product.aliases, product.name):
                self.by_name.setdefault(plain(alias), product)
        self.suppliers = Phrases(_suppliers(own))

    def named(self, name: str) -> Product | None:
        """The product that goes by exactly this name, when one does."""
        return self.by_name.get(plain(name))

    def _own(self, listed: list[Listed]) -> tuple[Product, ...]:
        """The list's products, each version under the name without its number where that is listed too."""
        rows: dict[str, Listed] = {}
        for row in listed:
            rows.setdefault(plain(row.name), row)
        aliases: dict[str, list[str]] = {}
        for key, row in sorted(rows.items()):
            stem = plain(_VERSION.sub("", row.name))
            home = stem if stem in rows and rows[stem].supplier == row.supplier else key
            aliases.setdefault(home, []).extend([row.name, *row.aliases])
        return tuple(
            self._product(rows[key], tuple(dict.fromkeys([rows[key].name, *names])))
            for key, names in sorted(aliases.items())
        )

    def _product(self, row: Listed, aliases: tuple[str, ...]) -> Product:
        category = _category(row.category)
        if not category and row.category:
            self.issues.append(Issue(
                row.document, str(row.row), "warning", "category_unknown",
                f"{row.category!r} is none of the 46 categories; {row.name} is known without one.",
            ))  # fmt: skip
        return Product(row.name, row.supplier, category, aliases, row.needs, is_ambiguous=not category)


def _category(said: str) -> str:
    if said in categories():
        return said
    return next((key for key, each in categories().items() if plain(each.name) == plain(said)), "")


def _suppliers(own: tuple[Product, ...]) -> list[tuple[str, str]]:
    """Suppliers all of whose listed products are for one thing."""
    found: dict[str, set[str]] = {}
    for product in own:
        if product.supplier:
            found.setdefault(product.supplier, set()).add(product.category)
    return [
        (supplier, next(iter(kinds))) for supplier, kinds in sorted(found.items()) if len(kinds) == 1 and all(kinds)
    ]


@lru_cache(maxsize=1)
def catalogue() -> Known:
    """The catalogue alone."""
    return Known()
