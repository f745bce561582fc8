"""Likeness on real councils, judged by what they were seen to run. `pytest -s -m real tests/engine/similar` prints it."""

from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from guildhall.engine import build
from guildhall.engine.similar import rank, world
from tests.engine.markets.registers import ON
from tests.engine.similar import truth

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def seen(real_data: Path, tmp_path_factory):
    """The real councils and the public signs of what they run, without any contract."""
    home = tmp_path_factory.mktemp("seen") / "register"
    build.build([real_data / "suppliers" / "council_systems.csv"], home, workers=1)
    observations = pq.read_table(home / "observations.parquet").to_pylist()
    region = {row["code"]: row["region"] for row in pq.read_table(home / "councils.parquet").to_pylist()}
    here = world.load(home, ON)
    return here, observations, [region[code] for code in here.codes]


AREAS = ("Committee management", "Electoral management", "Planning", "Waste collection lookup / online forms")


@pytest.fixture(scope="module")
def judged(seen) -> dict[str, dict[str, truth.Score]]:
    here, observations, regions = seen
    found = {}
    for area in AREAS:
        scores = truth.scores(here, truth.known(observations, here, area), regions)
        print("\n" + truth.table(area, scores))
        found[area] = {score.way: score for score in scores}
    return found


def test_elections_are_told_by_councils_of_the_kind_and_size_and_by_neighbours(judged) -> None:
    scores = judged["Electoral management"]
    assert scores["most common"].hidden > 340
    assert scores["kind_size"].right >= scores["most common"].right + 20
    assert scores["neighbours"].right >= scores["most common"].right + 10
    assert scores["neighbours"].balanced > scores["same region"].balanced
    assert scores["neighbours"].rare_right >= 40
    assert scores["neighbours"].alike > scores["same region"].alike > scores["most common"].alike


@pytest.mark.parametrize("area", ["Committee management", "Planning"])
def test_where_one_product_is_nearly_everywhere_no_likeness_beats_it(judged, area: str) -> None:
    scores = judged[area]
    assert max(score.right for score in scores.values()) == scores["most common"].right
    assert scores["most common"].right > 0.85 * scores["most common"].hidden


def test_the_window_says_nothing_without_contracts(judged) -> None:
    assert {scores["window"].answered for scores in judged.values()} == {0}


def test_every_real_council_has_somebody_like_it(seen) -> None:
    here, _, _ = seen
    rows = rank.table(here).to_pylist()
    senses = Counter(row["sense"] for row in rows if row["rank"] == 1)
    assert here.size > 380
    assert senses["kind_size"] > 380
    assert senses["neighbours"] > 360
    assert senses["pressures"] > 380
    assert senses["merger"] > 150
    surrey = [row for row in rows if row["council_code"] == "SRY" and row["sense"] == "merger"]
    assert len(surrey) == 11
    assert {row["score"] for row in surrey} == {1.0}
    assert surrey[0]["why"] == "Both pass into East Surrey on 1 April 2027; this is decided."
    salford = [row for row in rows if row["council_code"] == "SLF" and row["sense"] == "neighbours"]
    assert [row["other_code"] for row in salford][:2] == ["TRF", "MAN"]
