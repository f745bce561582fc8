"""Which products a text names, with care for names that are common words (Confirm, Echo, Legend, Academy)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from guildhall.engine.classify.catalogue import Product
from guildhall.engine.classify.known import Known, catalogue
from guildhall.engine.classify.phrases import plain


@lru_cache(maxsize=4096)
def _plain_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words to look for anywhere; the closing space is dropped so that `highway` also finds `highways`."""
    return tuple(plain(word).rstrip() for word in words)


def _stands(product: Product, phrase: str, said: str, beside: str) -> bool:
    """Whether the context allows the name: one of its needs beside it, none of the words it must not stand with."""
    if product.unless and any(word in said for word in _plain_words(product.unless)):
        return False
    if not product.needs:
        return True
    rest = said.replace(phrase, " ")
    return any(word in rest or word in beside or word in phrase for word in _plain_words(product.needs))


def named_in(said: str, suppliers: Iterable[str] = (), known: Known | None = None) -> list[tuple[str, Product]]:
    """Products that the plain text `said` names, with the phrase; suppliers' names may lend context."""
    hits = (known or catalogue()).index.find(said)
    if not hits:
        return []
    beside = plain(" ".join(suppliers))
    found: list[tuple[str, Product]] = []
    for phrase, product in hits:
        if any(product is other for _, other in found):
            continue
        if any(phrase in longer and phrase != longer for longer, _ in found):
            continue
        if _stands(product, phrase, said, beside):
            found.append((phrase, product))
    return found


def products(text: str, suppliers: Iterable[str] = ()) -> tuple[str, ...]:
    """Names of the products that a title (or other short text) speaks of; suppliers' names lend context."""
    return tuple(sorted(product.name for _, product in named_in(plain(text), suppliers)))


def product_named(name: str) -> Product | None:
    """The product that goes by exactly this name, when one does: for lists that hold product names and nothing else."""
    return catalogue().named(name)
