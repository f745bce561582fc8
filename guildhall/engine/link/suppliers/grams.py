"""Names by their runs of three letters: how like two names are, and which others are most like each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from guildhall.engine.link.suppliers.background import Background

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


class Grams:
    """Each name as a vector of its three-letter runs, rare runs weighing more."""

    def __init__(self, names: Sequence[str], known: Background) -> None:
        self.count = len(names)
        rows, grams = _runs(names)
        pairs, times = np.unique(rows * (1 << 24) + grams, return_counts=True)
        self.rows, raw = pairs >> 24, pairs & ((1 << 24) - 1)
        found, self.grams = np.unique(raw, return_inverse=True)
        self.kinds = max(1, len(found))
        self.df = np.bincount(self.grams, minlength=len(found))
        runs = (bytes((run >> 16, run >> 8 & 255, run & 255)).decode("ascii") for run in found.tolist())
        more = np.fromiter((known.runs.get(run, 0) for run in runs), np.float64, len(found))
        idf = np.log((self.count + known.names + 1) / (self.df + more + 1.0)) + 1.0
        weights = np.sqrt(times) * idf[self.grams]
        norms = np.sqrt(np.bincount(self.rows, weights**2, minlength=self.count))
        self.weights = (weights / norms[self.rows]).astype(np.float32) if len(weights) else weights.astype(np.float32)
        self.starts = np.zeros(self.count + 1, np.int64)
        np.cumsum(np.bincount(self.rows, minlength=self.count), out=self.starts[1:])
        self.keys = self.rows * self.kinds + self.grams

    def cosine(self, one: Ints, other: Ints) -> Floats:
        """How like the names of each pair are, 0 to 1."""
        out = np.zeros(len(one), np.float32)
        for start in range(0, len(one), 100_000):
            first, second = one[start : start + 100_000], other[start : start + 100_000]
            lengths = self.starts[first + 1] - self.starts[first]
            pair = np.repeat(np.arange(len(first)), lengths)
            at = _spread(self.starts[first], lengths)
            wanted = second[pair] * self.kinds + self.grams[at]
            found = np.minimum(np.searchsorted(self.keys, wanted), max(0, len(self.keys) - 1))
            hit = self.keys[found] == wanted
            out[start : start + 100_000] = np.bincount(
                pair[hit], self.weights[at[hit]] * self.weights[found[hit]], minlength=len(first)
            )
        return out

    def nearest(self, most: int, least: float, common: int, begin: int = 0) -> tuple[Ints, Ints]:
        """Pairs of each name from `start` on with its `most` likest by the runs that no more than `common` names have, from row `begin` on."""
        order = np.lexsort((self.rows, self.grams))
        order = order[self.df[self.grams[order]] <= common]
        lists = np.zeros(self.kinds + 1, np.int64)
        np.cumsum(np.bincount(self.grams[order], minlength=self.kinds), out=lists[1:])
        posted, posted_weights = self.rows[order], self.weights[order]
        ones: list[Ints] = []
        others: list[Ints] = []
        block = max(1, min(512, 16_000_000 // max(1, self.count)))
        for start in range(begin, self.count, block):
            stop = min(self.count, start + block)
            mine = slice(self.starts[start], self.starts[stop])
            grams, rows, weights = self.grams[mine], self.rows[mine], self.weights[mine]
            lengths = lists[grams + 1] - lists[grams]
            at = _spread(lists[grams], lengths)
            key = np.repeat((rows - start) * self.count, lengths) + posted[at]
            scores = np.bincount(key, np.repeat(weights, lengths) * posted_weights[at])
            hits = np.flatnonzero(scores > least)
            row, other = hits // self.count + start, hits % self.count
            keep = row != other
            row, other, score = row[keep], other[keep], scores[hits[keep]]
            by = np.lexsort((other, -score, row))
            row, other = row[by], other[by]
            rank = np.arange(len(row)) - np.searchsorted(row, row)
            ones.append(row[rank < most])
            others.append(other[rank < most])
        return _joined(ones), _joined(others)


def _runs(names: Sequence[str]) -> tuple[Ints, Ints]:
    encoded = [(" " + name + " ").encode("ascii", "replace") for name in names]
    text = np.frombuffer(b"".join(encoded) or b" ", np.uint8).astype(np.int64)
    lengths = np.fromiter((len(each) for each in encoded), np.int64, len(encoded))
    rows = np.repeat(np.arange(len(encoded)), lengths)
    if len(rows) < 3:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    whole = rows[:-2] == rows[2:]
    grams = (text[:-2] << 16) | (text[1:-1] << 8) | text[2:]
    return rows[:-2][whole], grams[whole]


def _spread(starts: Ints, lengths: Ints) -> Ints:
    """The numbers from each start on, as many as its length, one behind the other."""
    total = int(lengths.sum())
    if not total:
        return np.zeros(0, np.int64)
    ends = np.cumsum(lengths)
    return np.arange(total) - np.repeat(ends - lengths - starts, lengths)


def _joined(found: list[Ints]) -> Ints:
    return np.concatenate(found) if found else np.zeros(0, np.int64)
