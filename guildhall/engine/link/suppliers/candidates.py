"""Which pairs of spellings are worth comparing: a name in common, a rare word, a postcode, an acronym, like letters."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from guildhall.engine.link.suppliers.grams import Grams, Ints, _spread
from guildhall.engine.link.suppliers.spellings import Table

NEIGHBOURS, LEAST_LIKE, COMMON = 12, 0.25, 600
OTHER_NEIGHBOURS, LEAST_LIKE_OTHER = 8, 0.4
LARGEST_BLOCK = 40
"""A word, a postcode or a process that more spellings share than this tells nothing apart."""
LARGEST_NAME = 120


def pairs(table: Table, grams: Grams) -> tuple[Ints, Ints]:
    """Pairs of rows, the lesser first, each once, in order."""
    found = [_of_blocks(rows, keys, most) for rows, keys, most in _blocks(table)]
    near = grams.nearest(NEIGHBOURS, LEAST_LIKE, COMMON)
    found.append(near)
    found.append(_among_other_names(table))
    codes = np.unique(np.concatenate([np.minimum(*pair) * table.count + np.maximum(*pair) for pair in found]))
    one, other = codes // max(1, table.count), codes % max(1, table.count)
    return one[one != other], other[one != other]


def _among_other_names(table: Table) -> tuple[Ints, Ints]:
    """Spellings that hold several names, each of these beside the names of all."""
    rows = [row for row, each in enumerate(table.parts) for _ in each.held]
    held = [name for each in table.parts for name in each.held]
    if not held:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    every = np.asarray([*range(table.count), *rows], np.int64)
    one, other = Grams([*table.cores, *held], table.known).nearest(
        OTHER_NEIGHBOURS, LEAST_LIKE_OTHER, COMMON, begin=table.count
    )
    return every[one], every[other]


def _blocks(table: Table) -> Iterable[tuple[Ints, Ints, int]]:
    """Rows with the key of each block they stand in."""
    rows, keys = _named(table)
    yield rows, keys, LARGEST_NAME
    yield (*_rarest(table), LARGEST_BLOCK)
    spellings = table.spellings
    for values in (
        ((row, "p" + code) for row, each in enumerate(spellings) for code in each.postcodes),
        ((row, "i" + one) for row, each in enumerate(spellings) for one in each.ids),
        ((row, "o" + place) for row, each in enumerate(spellings) for place in each.places),
    ):
        yield (*_keyed(values), LARGEST_BLOCK)


def _named(table: Table) -> tuple[Ints, Ints]:
    """Every name that a spelling holds, without spaces, and acronyms beside them."""

    def keys() -> Iterable[tuple[int, str]]:
        for row, each in enumerate(table.parts):
            yield row, each.core.replace(" ", "")
            for other in each.held:
                yield row, other.replace(" ", "")
            if len(each.acronym) > 2:
                yield row, each.acronym

    return _keyed(keys())


def _keyed(values: Iterable[tuple[int, str]]) -> tuple[Ints, Ints]:
    numbers: dict[str, int] = {}
    rows: list[int] = []
    keys: list[int] = []
    for row, value in values:
        rows.append(row)
        keys.append(numbers.setdefault(value, len(numbers)))
    return np.asarray(rows, np.int64), np.asarray(keys, np.int64)


def _rarest(table: Table) -> tuple[Ints, Ints]:
    """Each spelling under its two rarest words."""
    rows, words = table.core.rows, table.core.ids
    order = np.lexsort((words, -table.rarity[words], rows))
    rows, words = rows[order], words[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    return rows[rank < 2], words[rank < 2]


def _of_blocks(rows: Ints, keys: Ints, most: int) -> tuple[Ints, Ints]:
    """All pairs of rows under one key, but for keys with more than `most` rows."""
    distinct = np.unique(keys * (int(rows.max(initial=0)) + 1) + rows)
    width = int(rows.max(initial=0)) + 1
    keys, rows = distinct // width, distinct % width
    _, starts, sizes = np.unique(keys, return_index=True, return_counts=True)
    starts, sizes = starts[(sizes > 1) & (sizes <= most)], sizes[(sizes > 1) & (sizes <= most)]
    at = _spread(starts, sizes)
    after = np.repeat(starts + sizes, sizes) - at - 1
    one = np.repeat(at, after)
    other = _spread(at + 1, after)
    return rows[one], rows[other]
