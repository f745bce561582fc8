"""How well councils are found in names as published.

`tests/samples/council_names_labelled.csv` holds 2,603 names of buyers, customers and payees as they stand in UK notices,
G-Cloud sales and council spend (Open Government Licence v3), each labelled by hand with the council meant. Fold `held`
(by hash of the name) was never looked at while the finder was made: its figures are the honest ones.
"""

import csv
import time
from collections import defaultdict
from pathlib import Path

import pytest

from guildhall.engine.link import councils

LABELLED = Path(__file__).parents[2] / "samples" / "council_names_labelled.csv"


def counts(rows):
    right = wrong = missed = 0
    for row in rows:
        want, got = set(filter(None, row["codes"].split("|"))), set(councils.find(row["name"]).codes)
        right, wrong, missed = right + len(want & got), wrong + len(got - want), missed + len(want - got)
    return right, wrong, missed


def share(part, rest):
    return part / (part + rest) if part + rest else 1.0


@pytest.fixture(scope="module")
def labelled():
    with LABELLED.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_at_least_four_names_in_ten_are_held_out(labelled):
    held = sum(row["fold"] == "held" for row in labelled)
    assert held / len(labelled) > 0.4


@pytest.mark.parametrize("fold", ["build", "held"])
def test_precision_and_recall(labelled, fold):
    chosen = [row for row in labelled if row["fold"] == fold]
    by_trap = defaultdict(list)
    for row in chosen:
        by_trap[row["trap"]].append(row)
    print(f"\n{'trap (' + fold + ')':32}{'names':>6}{'right':>7}{'wrong':>7}{'missed':>7}")
    for trap, rows in sorted(by_trap.items()):
        print(f"{trap:32}{len(rows):6}{''.join(f'{count:7}' for count in counts(rows))}")
    right, wrong, missed = counts(chosen)
    hard = [row for row in chosen if row["trap"] != "its own name"]
    hard_right, hard_wrong, hard_missed = counts(hard)
    print(f"precision {share(right, wrong):.4f}, recall {share(right, missed):.4f}")
    print(
        f"without names spelt as the council's own: {share(hard_right, hard_wrong):.4f}, {share(hard_right, hard_missed):.4f}"
    )
    assert share(right, wrong) > 0.98
    assert share(right, missed) > 0.98


def test_a_new_name_takes_well_under_a_millisecond(labelled):
    finder = councils.Finder(councils.read.book())
    begun = time.perf_counter()
    for row in labelled:
        finder.find(row["name"])
    assert (time.perf_counter() - begun) / len(labelled) < 0.001
