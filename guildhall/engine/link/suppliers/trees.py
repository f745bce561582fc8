"""The trained judge of pairs: boosted trees kept as plain figures, read and worked out with numpy alone."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np

from guildhall.engine.link.suppliers.grams import Floats, Ints

FILE = Path(__file__).with_name("model.json")
FIRST, HOPELESS = 50, -2.2
"""After so many trees a pair this unlikely is left as it stands: nine in ten are."""


class Model(msgspec.Struct, frozen=True):
    """Trees one behind the other; a node's children are places in its own tree, a leaf has itself as both."""

    features: list[str]
    base: float
    """What the trees' sum begins with (log odds)."""
    rounds: int
    """How many sums the trees are the mean of."""
    starts: list[int]
    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]
    least: float
    """A pair less likely than this never joins two clusters."""
    least_mean: float
    """Nor do clusters whose likeliest pairs are on average less likely than this."""
    trained_on: str = ""

    def likelihood(self, figures: Floats) -> Floats:
        """How likely each pair is one company, 0 to 1."""
        trees = _Trees(self)
        out = np.zeros(len(figures), np.float32)
        for start in range(0, len(figures), 16_384):
            out[start : start + 16_384] = trees.sums(figures[start : start + 16_384])
        return np.asarray(np.round(1.0 / (1.0 + np.exp(-out.astype(np.float64))), 5), np.float32)


class _Trees:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.feature = np.asarray(model.feature, np.int64)
        self.threshold = np.asarray(model.threshold, np.float32)
        starts = np.asarray(model.starts, np.int64)
        lengths = np.diff(starts)
        offset = np.repeat(starts[:-1], lengths)
        self.children = np.stack([np.asarray(model.right, np.int64), np.asarray(model.left, np.int64)]) + offset
        self.value = np.asarray(model.value, np.float32)
        self.starts = starts
        self.depth = [self._depth(tree) for tree in range(len(lengths))]

    def _depth(self, tree: int) -> int:
        left, right = self.model.left, self.model.right
        start = self.model.starts[tree]

        def below(node: int) -> int:
            at = start + node
            return 0 if left[at] == node else 1 + max(below(left[at]), below(right[at]))

        return below(0)

    def sums(self, figures: Floats) -> Floats:
        model = self.model
        per_round = (len(self.starts) - 1) // model.rounds
        first = min(FIRST, per_round)
        begun = self._some(figures, range(first))
        out = np.asarray(model.base + begun * (per_round / first if first else 1.0), np.float32)
        hopeful = np.flatnonzero(model.base + begun > HOPELESS)
        if len(hopeful):
            rest = self._some(figures[hopeful], range(first, len(self.starts) - 1))
            out[hopeful] = model.base + (begun[hopeful] + rest) / model.rounds
        return out

    def _some(self, figures: Floats, trees: range) -> Floats:
        rows = np.arange(len(figures))
        out = np.zeros(len(figures), np.float32)
        for tree in trees:
            node: Ints = np.full(len(figures), self.starts[tree])
            for _ in range(self.depth[tree]):
                goes_left = figures[rows, self.feature[node]] <= self.threshold[node]
                node = self.children[goes_left.astype(np.int64), node]
            out += self.value[node]
        return out


@lru_cache(maxsize=1)
def load() -> Model:
    """The judge that is part of the product."""
    return msgspec.json.decode(FILE.read_bytes(), type=Model)


def save(model: Model, path: Path | None = None) -> None:
    (path or FILE).write_bytes(msgspec.json.encode(model) + b"\n")
