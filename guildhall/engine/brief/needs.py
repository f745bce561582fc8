"""Finds contracts that may be for the same need without comparing each with each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from guildhall.engine.brief import text
from guildhall.engine.brief.page import ContractView

EMPTY = frozenset(
    ["the", "of", "and", "for", "to", "in", "a", "an", "on", "at", "by", "with", "services", "service", "provision",
     "supply", "contract", "framework", "council", "borough", "district", "county", "city", "lot", "system", "software",
     "management", "project", "programme", "agreement", "support", "works", "delivery", "procurement", "award"]
)  # fmt: skip
"""Words that so many titles share that they say nothing."""
LEAST_SHARED = 2
"""Words that two titles must share before they are held against each other."""


@lru_cache(maxsize=20_000)
def keywords(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{5,}", text.clip(title, 200).casefold())) - EMPTY


class Needs:
    """Contracts by product, category and word of the title, so that those like another are found at once."""

    def __init__(self, views: Iterable[ContractView]) -> None:
        self.views = tuple(views)
        self._by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for place, view in enumerate(self.views):
            for key in _keys(view):
                self._by_name[key].append(place)
            for word in keywords(view.title or ""):
                self._by_word[word].append(place)

    def like(self, view: ContractView) -> Sequence[ContractView]:
        """Those that share a product, the category or some words of the title, in the order given."""
        found = {place for key in _keys(view) for place in self._by_name.get(key, ())}
        shared = Counter(place for word in keywords(view.title or "") for place in self._by_word.get(word, ()))
        found.update(place for place, words in shared.items() if words >= LEAST_SHARED)
        return [self.views[place] for place in sorted(found)]


def _keys(view: ContractView) -> list[tuple[str, str]]:
    return [
        *(("product", name) for name in view.product_names),
        *([("category", view.category)] if view.category else []),
    ]
