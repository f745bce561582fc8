"""Trains the judge of pairs from mentions whose company number is known. Needs scikit-learn, which service does not.

    python -m guildhall.engine.link.suppliers.train MENTIONS.csv.gz

writes `background.json` and `model.json` anew. Companies, not pairs, are what a fold holds: `check` trains on one half
and measures on the other.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped]  # it ships no types
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # nor does this

from guildhall.engine.link.suppliers import background, features, lists, spellings, trees
from guildhall.engine.link.suppliers.grams import Floats, Ints
from guildhall.engine.link.suppliers.truth import Truth

SEEDS = (0, 1, 2)
MORE = frozenset(
    [
        "ratio",
        "sorted",
        "in_part",
        "begins",
        "squashed",
        "grams",
        "covered_least",
        "covered_most",
        "whole_least",
        "whole_most",
        "left_alike",
        "left_begins",
        "other_name_same",
        "other_name_like",
        "acronym",
        "postcode",
        "district",
        "ids",
        "alias_rarity",
        "shared_rarity",
        "rarest_shared",
        "droppable_least",
        "droppable_most",
        "core_same",
    ]
)
"""The more of these, the likelier: said to the trees, so that a few odd examples teach nothing absurd."""
LESS = frozenset(
    ["rarest_left_least", "rarest_left_most", "whole_left", "rival_least", "rival_most", "left_in_whole", "bearers"]
)
LEAST, LEAST_MEAN = 0.45, 0.4


def boosted(figures: Floats, same: Sequence[bool], weights: Floats) -> list[HistGradientBoostingClassifier]:
    """Boosted trees over pairs whose answer is known, from several seeds."""
    order = [1 if name in MORE else -1 if name in LESS else 0 for name in features.NAMES]
    with threadpool_limits(1):  # small work: threads would wait for each other
        return [
            HistGradientBoostingClassifier(
                random_state=seed, learning_rate=0.05, max_iter=200, max_leaf_nodes=8, min_samples_leaf=12,
                l2_regularization=2.0, max_features=0.5, monotonic_cst=order, early_stopping=False,
            ).fit(figures, np.asarray(same), sample_weight=weights)
            for seed in SEEDS
        ]  # fmt: skip


def exported(fitted: Sequence[HistGradientBoostingClassifier], trained_on: str) -> trees.Model:
    """The trees as plain figures, rounded to what a 32-bit float holds."""
    starts, feature, threshold, left, right, value = [0], [], [], [], [], []
    for each in fitted:
        for (predictor,) in each._predictors:
            nodes = predictor.nodes
            for at, node in enumerate(nodes):
                leaf = bool(node["is_leaf"])
                feature.append(0 if leaf else int(node["feature_idx"]))
                threshold.append(0.0 if leaf else float(f"{np.float32(node['num_threshold']):.9g}"))
                left.append(at if leaf else int(node["left"]))
                right.append(at if leaf else int(node["right"]))
                value.append(round(float(node["value"]), 6) if leaf else 0.0)
            starts.append(len(feature))
    base = float(np.mean([each._baseline_prediction.item() for each in fitted]))
    return trees.Model(
        list(features.NAMES), round(base, 6), len(fitted), starts, feature, threshold, left, right, value,
        LEAST, LEAST_MEAN, trained_on,
    )  # fmt: skip


def from_truth(truth: Truth, chosen: Callable[[str], bool], figures: Floats, one: Ints, other: Ints) -> trees.Model:
    """A judge trained on the pairs whose two companies are both known and chosen."""
    company = np.asarray([truth.company_of[row] if chosen(truth.company_of[row]) else "" for row in range(truth.count)])
    known = np.flatnonzero((company[one] != "") & (company[other] != ""))
    same = company[one[known]] == company[other[known]]
    pairs_of = Counter(company[one[known][same]].tolist())
    weights = np.ones(len(known), np.float32)
    weights[same] = [1.3 / pairs_of[name] ** 0.5 for name in company[one[known][same]].tolist()]
    words = f"{len(set(company.tolist()) - {''}):,} companies, {int(same.sum()):,} pairs that are one, {int((~same).sum()):,} that are two"
    return exported(boosted(figures[known], same.tolist(), weights), words)


def main(paths: Sequence[str]) -> int:
    """Train on everything that is known in the lists given, and write the two files."""
    mentions = [lists.mention(row) for path in paths for row in lists.read(Path(path))]
    truth = Truth(mentions)
    taken = [spellings.parts(each.name) for each in truth.spellings]
    background.save(
        background.count([p.core for p in taken], [[*p.core.split(), *" ".join(p.held).split()] for p in taken])
    )
    background.load.cache_clear()
    figures, one, other = truth.figures()
    model = from_truth(truth, bool, figures, one, other)
    trees.save(model)
    print(f"Trained on {model.trained_on}: {trees.FILE.name}, {trees.FILE.stat().st_size:,} bytes")
    print(f"and {background.FILE.name}, {len(msgspec.json.encode(background.load())):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
