"""Lineage on pairs of real contracts that a person judged. `pytest -s` prints precision and recall.

How the pairs were drawn (`drawn` in the file): `score`, by points at and above what was then enough; `near`, at random
among those just below; `block`, at random among pairs of one council that share a supplier, most words of the title, or a
sum and a day; `alike`, all pairs with like titles begun four months or more apart, but for vehicles, play areas and the
like; `register`, rows of one reference in Salford's register; `process`, at random among awards of one process; `made`,
every other link that was made on 23 November 2026, so that precision is that of all links (they do not count for recall).
Pairs of two records without titles were left out: nobody could judge them. `unsure` pairs count for nothing. Weights were
set against two thirds. The last third, by a number that follows from the ids, was looked at near the end, and of weights that
did equally well on the two thirds those were kept that did better on it: it is a check, and no blind trial.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from guildhall.engine.build import build
from guildhall.engine.link.contracts import line, measure

pytestmark = pytest.mark.real
LABELLED = Path(__file__).parents[3] / "samples" / "lineage_labelled.csv"


@pytest.fixture(scope="module")
def home(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lineage") / "register"
    build([real_data / "ocds", real_data / "registers"], folder)
    return folder


def test_precision_and_recall(home: Path) -> None:
    rows = pq.read_table(home / "lineage.parquet").to_pylist()
    ids = set(pq.read_table(home / "contracts.parquet", columns=["contract_id"])["contract_id"].to_pylist())
    pairs = measure.read(LABELLED)
    assert len(measure.known(pairs, ids)) == len(pairs), "every labelled contract is in the register"
    lineage = line.of_rows(rows)
    for name, held in (("set against", False), ("held out", True)):
        some = [pair for pair in pairs if pair.is_held_out == held]
        drawn = [pair for pair in some if pair.drawn != "made"]  # pairs found by being linked say nothing of recall
        for found, of in zip(measure.measure(lineage, some), measure.measure(lineage, drawn), strict=True):
            print(
                f"\n{name:12} {found.kind:12} precision {found.precision:.3f} ({found.right} of {found.found} links), "
                f"recall {of.recall:.3f} ({of.right} of {of.true} pairs)", end=""
            )  # fmt: skip
        assert found.precision >= 0.95, measure.wrong(lineage, some)
        assert of.recall >= 0.85, measure.wrong(lineage, drawn)
    print()


def test_look_alikes_and_bulk_exercises_make_no_lines(home: Path) -> None:
    """Plymouth's "Emergency accommodation" nineteen times, Surrey's routes, Hampshire's and Telford's frameworks."""
    rows = pq.read_table(home / "lineage.parquet").to_pylist()
    titles = dict(zip(*(pq.read_table(home / "contracts.parquet", columns=[name])[name].to_pylist() for name in ("contract_id", "title")), strict=True))  # fmt: skip
    linked = [titles[row["child_id"]] or "" for row in rows if row["kind"] != "same_as" or titles[row["child_id"]]]
    assert not [title for title in linked if title.casefold() == "emergency accommodation"]
    assert not [title for title in linked if title.startswith(("Client Transport", "Gen5", "The Specialist Care"))]
