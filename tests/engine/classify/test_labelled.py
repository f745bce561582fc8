"""Precision and recall on 343 real titles labelled by hand (Find a Tender, Contracts Finder, Salford; OGL v3).

A third, drawn by hash, is held out. Before any rule was changed after looking at it, it scored 53 of 57 right and 53 of 58
found; its misses have since been mended, so it guards against falling back and is no estimate for unseen titles.
"""

import csv
from pathlib import Path

import pytest

from guildhall.engine import classify

LABELLED = Path(__file__).parents[2] / "samples" / "categories_labelled.csv"


def rows(held_out: str) -> list[dict[str, str]]:
    with LABELLED.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["held_out"] == held_out]


def split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


@pytest.mark.parametrize("held_out", ["no", "yes"])
def test_category_and_digital(held_out: str) -> None:
    known = rows(held_out)
    found = [classify.classify(row["title"], "", split(row["cpv"]), split(row["suppliers"])) for row in known]
    said = [(f.category, row["category"]) for f, row in zip(found, known, strict=True) if f.category]
    labelled = [(f.category, row["category"]) for f, row in zip(found, known, strict=True) if row["category"]]
    assert len(labelled) >= 50
    assert sum(one == other for one, other in said) / len(said) >= 0.96
    assert sum(one == other for one, other in labelled) / len(labelled) >= 0.95
    called = [row["is_digital"] for f, row in zip(found, known, strict=True) if f.is_digital]
    digital = [f.is_digital for f, row in zip(found, known, strict=True) if row["is_digital"] == "yes"]
    assert called.count("yes") / len(called) >= 0.95
    assert digital.count(True) / len(digital) >= 0.94


def test_the_file_is_what_it_claims() -> None:
    every = rows("no") + rows("yes")
    assert len(every) >= 150
    assert len({row["title"].lower() for row in every}) == len(every)
    assert {row["category"] for row in every} - {""} <= set(classify.categories())
    assert len({row["source"] for row in every}) == 3
    assert 0.25 < len(rows("yes")) / len(every) < 0.4
