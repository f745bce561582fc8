"""The 46 categories of council software and the products known in them, read from `categories.yaml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

HERE = Path(__file__).with_name("categories.yaml")


class Product(msgspec.Struct, frozen=True):
    """A product a council can run. `needs` are words one of which must stand beside a name that is a common word."""

    name: str
    supplier: str
    category: str
    aliases: tuple[str, ...]
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    is_ambiguous: bool = False
    """Used for more than one category, so that it settles none on its own."""


class Category(msgspec.Struct, frozen=True):
    """One of the 46 kinds of software a council runs."""

    key: str
    name: str
    criticality: int
    tiers: tuple[str, ...]
    mobilise_months: int | None
    known: Literal["seen", "general"]
    """`seen` in public records; `general` knowledge of the sector, a seed to be confirmed by imported contracts."""
    evidence: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    suppliers: tuple[str, ...]
    cpv: tuple[str, ...]
    products: tuple[Product, ...]
    unless: tuple[str, ...] = ()
    """Words that look like this kind and mean another: “transport planning software” is no planning software."""


def _product(entry: dict[str, Any], category: str) -> Product:
    return Product(
        name=entry["name"],
        supplier=entry["supplier"],
        category=category,
        aliases=tuple(str(alias) for alias in entry["alias"]),
        needs=tuple(entry.get("needs", ())),
        unless=tuple(entry.get("not", ())),
        is_ambiguous=bool(entry.get("ambiguous", False)),
    )


@lru_cache(maxsize=1)
def categories() -> dict[str, Category]:
    """Every category by its key, in the order of the data file."""
    tree = yaml.load(HERE.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader either way
    return {
        entry["key"]: Category(
            key=entry["key"],
            name=entry["name"],
            criticality=entry["criticality"],
            tiers=tuple(entry["tier"]),
            mobilise_months=entry.get("mobilise_months"),
            known=entry["known"],
            evidence=entry.get("evidence", ""),
            names=tuple(str(name) for name in entry["names"]),
            words=tuple(entry.get("words", ())),
            suppliers=tuple(str(name) for name in entry.get("suppliers", ())),
            cpv=tuple(str(code) for code in entry.get("cpv", ())),
            products=tuple(_product(each, entry["key"]) for each in entry["products"]),
            unless=tuple(entry.get("not", ())),
        )
        for entry in tree["categories"]
    }


def every_product() -> tuple[Product, ...]:
    return tuple(product for category in categories().values() for product in category.products)
