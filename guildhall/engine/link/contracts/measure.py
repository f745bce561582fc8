"""How right lineage is, on pairs labelled by hand."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from guildhall.engine.link.contracts.line import Lineage

KINDS = ("same_as", "renewal_of", "call_off_of")
THIRD = 3


class Pair(msgspec.Struct, frozen=True):
    """Two contracts and what a person found them to be: a kind of link, none, or unsure."""

    kind: str
    child_id: str
    parent_id: str
    drawn: str
    """How the pair was drawn from the data: by score, at random within blocks, near the threshold, by reference."""

    @property
    def is_held_out(self) -> bool:
        """In the third that nothing was set against; its number follows from the ids alone."""
        return zlib.crc32(f"{self.child_id}|{self.parent_id}".encode()) % THIRD == 0


class Measure(msgspec.Struct, frozen=True):
    """What was found of what is there, and how much of what was found is so."""

    kind: str
    true: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0


def read(path: Path) -> list[Pair]:
    """Labelled pairs from a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Pair(**{name: row[name] for name in Pair.__struct_fields__})
            for row in csv.DictReader(file)
            if row["kind"] != "unsure"
        ]


def measure(lineage: Lineage, pairs: Iterable[Pair]) -> Iterator[Measure]:
    """For each kind and for all. A pair two steps apart in one line is found as such."""
    told = [(pair.kind, lineage.relation(pair.child_id, pair.parent_id)) for pair in pairs]
    for kind in KINDS:
        found = [truth for truth, said in told if said == kind]
        yield Measure(kind, sum(truth == kind for truth, _ in told), len(found), found.count(kind))
    right = [truth == said for truth, said in told if said]
    yield Measure("all", sum(truth in KINDS for truth, _ in told), len(right), sum(right))


def wrong(lineage: Lineage, pairs: Sequence[Pair]) -> list[tuple[Pair, str]]:
    """Pairs of which something else was said."""
    told = [(pair, lineage.relation(pair.child_id, pair.parent_id) or "none") for pair in pairs]
    return [(pair, said) for pair, said in told if said != pair.kind]


def known(pairs: Iterable[Pair], ids: Collection[str]) -> list[Pair]:
    """Pairs whose contracts are both in a register."""
    return [pair for pair in pairs if pair.child_id in ids and pair.parent_id in ids]
