"""Mentions gathered into the spellings that are compared: one row for each spelling and number."""

from __future__ import annotations

from collections.abc import Sequence

from guildhall.engine.link.suppliers.lists import Mention
from guildhall.engine.link.suppliers.spellings import Spelling


def spelling_key(name: str) -> str:
    """A spelling whatever its case and spacing."""
    return " ".join(name.casefold().split())


def gathered(mentions: Sequence[Mention]) -> tuple[list[Spelling], list[int]]:
    """Distinct spellings in order of name and number, and the row of each mention."""
    found: dict[tuple[str, str, tuple[str, ...]], list[Mention]] = {}
    keys = []
    for each in mentions:
        key = (spelling_key(each.name), each.number, each.ids)
        keys.append(key)
        found.setdefault(key, []).append(each)
    order = sorted(found)
    place = {key: row for row, key in enumerate(order)}
    return [_spelling(key, found[key]) for key in order], [place[key] for key in keys]


def _spelling(key: tuple[str, str, tuple[str, ...]], seen: Sequence[Mention]) -> Spelling:
    return Spelling(
        min(each.name for each in seen), key[1], frozenset(each.postcode for each in seen if each.postcode),
        frozenset(key[2]), frozenset(), len(seen),
    )  # fmt: skip
