"""Pairs to clusters, carefully: what must not meet never meets, and one likely pair alone joins no two crowds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np

from guildhall.engine.link.suppliers.grams import Floats, Ints

MARGIN, MANY = 0.15, 5
"""A row that could go to either of two that are kept apart goes to the one with five times the mentions, or to none."""
FEW = 3
Marks = Mapping[str, frozenset[str]]
"""Register to the numbers in it: two clusters with different numbers in one register are two."""


class Rows(msgspec.Struct):
    """What is known of each row before names are compared."""

    marks: Sequence[Marks]
    mentions: Sequence[int]
    together: Sequence[tuple[int, int]] = ()
    """Rows that are one because a person said so; they may bear different numbers."""
    alike: Sequence[tuple[int, int]] = ()
    """Rows that are one because they bear one number, those of the first register first."""
    apart: frozenset[tuple[int, int]] = frozenset()
    """Rows, the lesser first, that a person said are not one."""
    first: str = "GB-COH"
    """The register whose numbers count more than any other's."""


class Pairs(msgspec.Struct):
    """Compared pairs and how likely each is one."""

    one: Ints
    other: Ints
    likely: Floats


class Clusters:
    """Rows in clusters that grow as pairs are joined."""

    def __init__(self, rows: Rows, pairs: Pairs) -> None:
        count = len(rows.marks)
        self.rows = rows
        self.top = list(range(count))
        self.members: dict[int, list[int]] = {}
        self.marks: dict[int, dict[str, set[str]]] = {}
        self.mentions = list(rows.mentions)
        self.foes: dict[int, set[int]] = {}
        for one, other in rows.apart:
            self.foes.setdefault(one, set()).add(other)
            self.foes.setdefault(other, set()).add(one)
        both = np.concatenate([pairs.one, pairs.other])
        order = np.argsort(both, kind="stable")
        self.next = np.concatenate([pairs.other, pairs.one])[order]
        self.next_likely = np.concatenate([pairs.likely, pairs.likely])[order]
        self.starts = np.searchsorted(both[order], np.arange(count + 1))

    def root(self, row: int) -> int:
        top = self.top
        while top[row] != row:
            top[row] = top[top[row]]
            row = top[row]
        return row

    def of(self, top: int) -> list[int]:
        return self.members.get(top) or [top]

    def marks_of(self, top: int) -> Mapping[str, Iterable[str]]:
        return self.marks.get(top) or self.rows.marks[top]

    def join(self, one: int, other: int) -> None:
        """Make two clusters one; the lesser row stays its name."""
        x, z = sorted((self.root(one), self.root(other)))
        if x == z:
            return
        mine = self.marks.get(x) or {scheme: set(ids) for scheme, ids in self.rows.marks[x].items()}
        for scheme, ids in self.marks_of(z).items():
            mine.setdefault(scheme, set()).update(ids)
        self.marks[x] = mine
        self.members[x] = self.of(x) + self.of(z)
        self.members.pop(z, None)
        self.top[z] = x
        self.mentions[x] += self.mentions[z]

    def is_forbidden(self, one: int, other: int) -> bool:
        """Whether a person said that some row of the one is none of the other's."""
        if not self.foes:
            return False
        x, z = sorted((self.of(one), self.of(other)), key=len)
        theirs = set(z)
        return any(not self.foes.get(row, theirs).isdisjoint(theirs) for row in x if row in self.foes)

    def conflicts(self, one: int, other: int, register: str = "") -> bool:
        """Whether the two bear different numbers of one register, of any or of the one that is named."""
        first, second = self.marks_of(one), self.marks_of(other)
        return any(
            ids and second.get(scheme) and set(ids).isdisjoint(second[scheme])
            for scheme, ids in first.items()
            if register in {"", scheme}
        )

    def near(self, top: int) -> Iterable[tuple[int, float]]:
        """The clusters that some row of this one was compared with, and how likely that pair is."""
        for row in self.of(top):
            mine = slice(self.starts[row], self.starts[row + 1])
            for other, likely in zip(self.next[mine].tolist(), self.next_likely[mine].tolist(), strict=True):
                found = self.root(other)
                if found != top:
                    yield found, likely

    def mean(self, one: int, other: int) -> float:
        """How likely the likeliest few of the compared pairs between the two are on average."""
        x, z = sorted((one, other), key=lambda top: len(self.of(top)))
        found = sorted((likely for top, likely in self.near(x) if top == z), reverse=True)[:FEW]
        return sum(found) / len(found) if found else 0.0

    def is_torn(self, one: int, other: int, likely: float) -> bool:
        """Whether the one could as well go to a third that is kept apart from the other."""
        for x, z in ((one, other), (other, one)):
            if not self.marks_of(z):
                continue
            rivals = {top for top, p in self.near(x) if p >= likely - MARGIN and top != z}
            if any(self.conflicts(z, top) and self.mentions[z] < MANY * self.mentions[top] for top in rivals):
                return True
        return False


def cluster(rows: Rows, pairs: Pairs, least: float, least_mean: float) -> list[int]:
    """For each row the least row of its cluster."""
    found = Clusters(rows, pairs)
    for one, other in rows.together:
        found.join(one, other)
    for one, other in rows.alike:
        x, z = found.root(one), found.root(other)
        if not found.is_forbidden(x, z) and not found.conflicts(x, z, rows.first):
            found.join(x, z)
    likely = np.flatnonzero(pairs.likely >= least)
    order = likely[np.lexsort((pairs.other[likely], pairs.one[likely], -pairs.likely[likely]))]
    for one, other, p in zip(
        pairs.one[order].tolist(), pairs.other[order].tolist(), pairs.likely[order].tolist(), strict=True
    ):
        x, z = found.root(one), found.root(other)
        if x == z or found.conflicts(x, z) or found.is_forbidden(x, z) or found.mean(x, z) < least_mean:
            continue
        if not found.is_torn(x, z, p):
            found.join(x, z)
    return [found.root(row) for row in range(len(rows.marks))]
