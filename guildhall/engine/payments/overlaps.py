"""Payments that two lists both state: a month published again, or a year beside its months. They count once.

Two payments are the same when body, day, sum and payee's name agree; each list may hold the same payment several times
over. Only where a list repeats most of what an earlier one says of the same body and month is it taken for a repetition:
two bills of one day and sum are common. Lists with the same bytes are dealt with when the files are found.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from guildhall.engine.records import Issue
from guildhall.engine.sources.council_spend import drafts
from guildhall.engine.sources.council_spend.refusals import runs

MOST = 0.8
"""Of a body's payments in a month in one list, how many must be in the other."""
FEWEST = 5
"""Fewer payments than these prove nothing."""
_ROWS_SHOWN = 1500
Numbers = npt.NDArray[np.int64]
Key = tuple[str, int]


class _Listed:
    """One list's payments: groups of body and month with the places and keys of their rows."""

    def __init__(self, path: Path, said: drafts.Said) -> None:
        self.path, self.said = path, said
        self.bodies = [each.code or each.name.casefold() for each in said.bodies]
        self.days = np.array([each[0].toordinal() if each else 0 for each in said.days], np.int64)
        self.months = np.array([each[0].year * 12 + each[0].month if each else 0 for each in said.days], np.int64)
        self.payees = np.array([zlib.crc32(_payee(each).encode()) for each in said.parties], np.int64)

    def counts(self) -> dict[Key, int]:
        """How many payments each body made in each month."""
        found: dict[Key, int] = {}
        for groups, _ in self._groups():
            for group, count in zip(*np.unique(groups, return_counts=True), strict=True):
                key = self._key(int(group))
                found[key] = found.get(key, 0) + int(count)
        return found

    def rows(self, wanted: set[Key]) -> dict[Key, tuple[Numbers, Numbers, Numbers]]:
        """Places of the payments of some bodies and months, and their keys with and without the payee."""
        held: dict[Key, list[tuple[Numbers, Numbers, Numbers]]] = {}
        start = 0
        for groups, batch in self._groups():
            bare, keys = self._keys(batch)
            for group in np.unique(groups):
                key = self._key(int(group))
                if key in wanted:
                    at = np.flatnonzero(groups == group)
                    held.setdefault(key, []).append((at + start, keys[at], bare[at]))
            start += batch.num_rows
        return {key: _joined(parts) for key, parts in held.items()}

    def _groups(self) -> Iterator[tuple[Numbers, pa.RecordBatch]]:
        for batch in drafts.batches(self.path):
            bodies = batch.column("body").to_numpy().astype(np.int64)
            yield bodies * 100_000 + self.months[batch.column("day").to_numpy()], batch

    def _key(self, group: int) -> Key:
        return self.bodies[group // 100_000], group % 100_000

    def _keys(self, batch: pa.RecordBatch) -> tuple[Numbers, Numbers]:
        """A number for day and sum, and one for both and the payee."""
        # A decimal of 128 bits; its lower half is all that sums below 10^16 pounds need.
        pence = np.frombuffer(batch.column("amount").cast(drafts.MONEY).buffers()[1], np.int64)[::2]
        offset = batch.column("amount").offset
        pence = pence[offset : offset + batch.num_rows]
        days = self.days[batch.column("day").to_numpy()]
        payees = self.payees[batch.column("party").to_numpy()]
        with np.errstate(over="ignore"):
            bare: Numbers = pence * 1_000_003 + days
            named: Numbers = bare * 4_294_967_311 + payees
        return bare, named


def _payee(party: drafts.PartySaid) -> str:
    return party.key.partition("#")[2] if party.key else ""


def _joined(parts: list[tuple[Numbers, Numbers, Numbers]]) -> tuple[Numbers, Numbers, Numbers]:
    places, keys, bare = zip(*parts, strict=True)
    return np.concatenate(places), np.concatenate(keys), np.concatenate(bare)


def _numbered(keys: Numbers) -> Numbers:
    """Each key made its own by how often it came before: a payment stated twice in one list is two payments."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else np.zeros(0, np.int64)
    nth = np.arange(len(ordered)) - np.repeat(starts, np.diff(np.r_[starts, len(ordered)]))
    own = np.empty_like(keys)
    with np.errstate(over="ignore"):
        own[order] = ordered * 31 + nth
    return own


class _Month:
    """A body's payments of a month in one list."""

    def __init__(self, number: int, places: Numbers, keys: Numbers, bare: Numbers) -> None:
        self.number, self.places, self.keys, self.bare = number, places, keys, bare

    def repeats(self, other: _Month) -> Numbers:
        """Which of its payments the other states too; none unless it is most of one of them. Where it is, a name that
        one list has and the other withholds makes no difference.
        """
        count = int(np.isin(self.keys, other.keys).sum())
        if count < FEWEST or count < MOST * min(len(self.keys), len(other.keys)):
            return np.zeros(0, np.int64)
        return np.flatnonzero(np.isin(self.bare, other.bare))

    def without(self, again: Numbers) -> _Month:
        keep = np.ones(len(self.places), np.bool_)
        keep[again] = False
        return _Month(self.number, self.places[keep], self.keys[keep], self.bare[keep])


def find(folder: Path) -> Iterator[Issue]:
    """Marks what later lists repeat of earlier ones, and says so."""
    lists = [_Listed(path, said) for path, said in drafts.said(folder) if said.rows]
    in_lists: dict[Key, list[int]] = {}
    for number, each in enumerate(lists):
        for key in each.counts():
            in_lists.setdefault(key, []).append(number)
    wanted = {key for key, listed in in_lists.items() if len(listed) > 1 and key[0]}
    before: dict[Key, list[_Month]] = {}
    for number, each in enumerate(lists):
        mine = {key for key in wanted if number in in_lists[key]}
        repeated: list[Numbers] = []
        others: dict[int, None] = {}
        for key, (places, keys, bare) in sorted(each.rows(mine).items() if mine else ()):
            month = _Month(number, places, _numbered(keys), _numbered(bare))
            for other in before.get(key, ()):
                again = month.repeats(other)
                if len(again):
                    repeated.append(month.places[again])
                    others[other.number] = None
                    month = month.without(again)
            before.setdefault(key, []).append(month)
        if repeated:
            drop = np.unique(np.concatenate(repeated))
            drafts.write_twice(each.path, drop.tolist())
            yield _issue(each, drop, [lists[other].said.document for other in others])


def _issue(listed: _Listed, drop: Numbers, others: list[str]) -> Issue:
    rows: list[int] = []
    start = 0
    for batch in drafts.batches(listed.path):
        at = drop[(drop >= start) & (drop < start + batch.num_rows)] - start
        rows += batch.column("row").take(pa.array(at)).to_pylist()
        start += batch.num_rows
    shown = runs(rows)
    words = (
        f"{len(drop):,} of its {listed.said.rows:,} payments are also in {', '.join(others[:4])}; they are counted once"
    )
    return Issue(listed.said.document, shown if len(shown) <= _ROWS_SHOWN else "", "warning", "payments_twice", words)
