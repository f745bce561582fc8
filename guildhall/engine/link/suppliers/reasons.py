"""Why a spelling was put where it is, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz

from guildhall.engine.link.suppliers.cluster import Pairs
from guildhall.engine.link.suppliers.spellings import Spelling, Table, parts

ALONE = "Nothing else here was found to be the same supplier."
_LIKE, _CLOSE = 90, 80


def explain(table: Table, pairs: Pairs, cluster: Sequence[int], least: float) -> tuple[list[float], list[str]]:
    """How sure and why, for each row: by its number or a person's word, else by the likeliest pair with another of its cluster."""
    top = np.asarray(cluster, np.int64)
    within = np.flatnonzero(top[pairs.one] == top[pairs.other]) if len(pairs.one) else np.zeros(0, np.int64)
    best: dict[int, tuple[float, int]] = {}
    for one, other, likely in zip(
        pairs.one[within].tolist(), pairs.other[within].tolist(), pairs.likely[within].tolist(), strict=True
    ):
        for row, partner in ((one, other), (other, one)):
            if row not in best or (-likely, partner) < (-best[row][0], best[row][1]):
                best[row] = likely, partner
    sizes = np.bincount(top, minlength=len(cluster)) if len(cluster) else top
    score: list[float] = []
    why: list[str] = []
    for row, spelling in enumerate(table.spellings):
        if spelling.number:
            score.append(1.0)
            why.append(f"It gives the company number {spelling.number}.")
        elif sizes[top[row]] == 1:
            score.append(1.0)
            why.append("It names nobody." if table.parts[row].is_nobody else ALONE)
        elif row in best:
            likely, partner = best[row]
            given = bool(spelling.ids & table.spellings[partner].ids) or likely < least
            score.append(1.0 if given else round(likely, 3))
            why.append(_given(spelling) if given else _pair(spelling, table.spellings[partner], likely))
        else:
            score.append(1.0)
            why.append(_given(spelling))
    return score, why


def _given(spelling: Spelling) -> str:
    return f"It gives the number {min(spelling.ids)}." if spelling.ids else "A person said so."


def _pair(one: Spelling, other: Spelling, likely: float) -> str:
    grounds = [_names(one.name, other.name)]
    if one.postcodes & other.postcodes:
        grounds.append(f"both at {min(one.postcodes & other.postcodes)}")
    whom = "the same as without a number or with another" if one.name == other.name else f"“{other.name}”"
    return f"{likely:.0%} sure it is {whom}: {', '.join(grounds)}."


def _names(one: str, other: str) -> str:
    """What two names have in common, the plainest first."""
    a, b = parts(one), parts(other)
    if a.core == b.core:
        return "the same name but for case, signs and legal form"
    if a.core.replace(" ", "") == b.core.replace(" ", ""):
        return "the same letters, spaced otherwise"
    if {a.core, *a.held} & {b.core, *b.held}:
        return "one name also holds the other (trading name, brackets)"
    if b.core in _initials(a.acronym, a.held) or a.core in _initials(b.acronym, b.held):
        return "the one is the initials of the other"
    if fuzz.ratio(a.core, b.core) >= _LIKE:
        return "spelt almost alike"
    first, second = set(a.core.split()), set(b.core.split())
    if first <= second or second <= first:
        left = " ".join(sorted(first ^ second))
        return f"the same name but for the words “{left}”"
    if fuzz.token_sort_ratio(a.core, b.core) >= _CLOSE:
        return "the same words in another order or nearly so"
    return f"they share “{' '.join(sorted(first & second))}”" if first & second else "their names are like each other"


def _initials(acronym: str, also: tuple[str, ...]) -> set[str]:
    return {acronym, *also} - {""}
