"""Suppliers of two contracts that linkage keeps apart, and whose names are yet nearly one."""

from __future__ import annotations

import numpy as np
from rapidfuzz import fuzz

from guildhall.engine.clean import names
from guildhall.engine.link.contracts.columns import Contracts, Flags, Ints

ALIKE = 84
"""Of a hundred, between the words of two names in alphabetical order."""
MOST = 4
"""Names compared of each contract."""


def alike(contracts: Contracts, one: Ints, other: Ints) -> Flags:
    """For pairs of contracts: whether a supplier of the one bears nearly the name of a supplier of the other."""
    rows = np.unique(np.concatenate([one, other]))
    keys = dict(zip(rows.tolist(), map(_keys, contracts.called.take(rows).to_pylist()), strict=True))
    pairs = zip(one.tolist(), other.tolist(), strict=True)
    return np.array([any(_alike(a, b) for a in keys[i] for b in keys[j]) for i, j in pairs], bool)


def _keys(called: list[str] | None) -> list[str]:
    return [key for key in (names.normalise(name).key for name in (called or ())[:MOST]) if key]


def _alike(one: str, other: str) -> bool:
    if one[:1] != other[:1]:
        return False
    first, second = one.split(), other.split()
    if first[0] == second[0] and (set(first) <= set(second) or set(second) <= set(first)):
        return True
    return fuzz.token_sort_ratio(one, other, score_cutoff=ALIKE) > 0
