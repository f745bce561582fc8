"""Nearest councils, the table, the step and what a page reads."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from guildhall.engine.register import TABLES, describe, open_register, write
from guildhall.engine.similar import rank, read, step, world
from guildhall.engine.sources.council_places import read as council_places
from tests.engine.markets.registers import ON, contract, council, written


def test_the_nearest_first_equals_by_size_then_code() -> None:
    score = np.array(
        [[1.0, 0.5, 0.9, 0.5], [0.5, 1.0, np.nan, np.nan], [0.9, np.nan, 1.0, 0.1], [0.5, np.nan, 0.1, 1.0]]
    )
    tie = np.array([[0.0, 0.8, 0.0, 0.2], [0.0] * 4, [np.nan] * 4, [0.0] * 4])
    one, other, place = rank.nearest(score, tie)
    assert list(zip(one.tolist(), other.tolist(), place.tolist(), strict=True)) == [
        (0, 2, 1), (0, 3, 2), (0, 1, 3), (1, 0, 1), (2, 0, 1), (2, 3, 2), (3, 0, 1), (3, 2, 2),
    ]  # fmt: skip
    assert rank.nearest(score, tie, most=1)[1].tolist() == [2, 0, 0, 0]


def test_no_more_than_fifteen(tmp_path: Path) -> None:
    councils = [council(f"X-{n:02}", population=100_000 + n) for n in range(20)]
    made = step.make(written(tmp_path, contracts=[], councils=councils), ON, None)
    rows = [row for batch in made["likenesses"] for row in batch.to_pylist()]
    assert len(rows) == 20 * 15
    assert {row["sense"] for row in rows} == {"kind_size"}
    assert [row["rank"] for row in rows][:15] == list(range(1, 16))
    assert rows[0]["other_code"] == "X-01"


def test_no_council_is_like_no_council(tmp_path: Path) -> None:
    made = step.make(written(tmp_path, contracts=[], councils=[]), ON, None)
    assert sum(batch.num_rows for batch in made["likenesses"]) == 0


def test_the_world_of_a_register(tmp_path: Path) -> None:
    soon, late = ON + timedelta(days=30), ON + timedelta(days=800)
    councils = [
        council("BBB", neighbours=["AAA", "gone"]), council("AAA", short_name=None, neighbours=["BBB", "AAA"], population=None),
        council("OLD", ends_on=ON - timedelta(days=1)), council("NEW", starts_on=ON + timedelta(days=1)), council("CCC", ends_on=ON),
    ]  # fmt: skip
    contracts = [
        contract(1, decide_by_earliest_on=late, product_names=["Ocella"]), contract(2, decide_by_earliest_on=soon),
        contract(3, decide_by_earliest_on=ON - timedelta(days=1), supplier_ids=["s2"]), contract(4, ends_on=None, supplier_ids=[]),
        contract(5, status="ended", product_names=["Gone"]), contract(6, council_code="OLD"), contract(7, ends_on=date(2020, 1, 1)),
        contract(8, category=None, decide_by_earliest_on=soon, supplier_ids=["s2"]), contract(9, council_code="BBB", product_names=["ocella"]),
        contract(10, ended_on=date(2020, 1, 1)),
    ]  # fmt: skip
    signs = [
        {"council_code": "BBB", "product": "Xpress"}, {"council_code": "OLD", "product": "Xpress"},
        {"council_code": "AAA", "product": None}, {"council_code": "AAA", "product": "Ocella"},
    ]  # fmt: skip
    lineage = [{"child_id": "c009", "parent_id": "c001", "kind": "same_as"}]
    place = written(tmp_path / "a", contracts=contracts, councils=councils, observations=signs)
    here = world.load(place, ON)
    assert (here.codes, here.names) == (["AAA", "BBB", "CCC"], ["AAA", "BBB", "CCC"])
    assert here.borders == [(0, 1)]
    assert np.isnan(here.population).tolist() == [True, False, False]
    assert (here.products, here.runs.tolist()) == (["Ocella", "Xpress"], [[True, False], [True, True], [False, False]])
    assert here.next_decision[0, here.categories.index("planning")] == (soon - date(1970, 1, 1)).days
    assert (here.live.tolist(), here.due.tolist(), here.open_ended.tolist()) == ([5, 1, 0], [2, 0, 0], [1, 0, 0])
    assert here.concentration[0] == 0.5
    assert np.isnan(here.concentration[2])
    silent = world.load(written(tmp_path / "b", contracts=contracts, councils=councils, lineage=lineage), ON)
    assert silent.live.tolist() == [5, 0, 0]


def test_a_page_of_councils_alike(tmp_path: Path) -> None:
    councils = [
        council("AAA", neighbours=["BBB"]),
        council("BBB", population=90_000),
        council("CCC", population=50_000),
    ]
    folder = written(tmp_path / "register", contracts=[], councils=councils)
    table = write.write_table("likenesses", step.make(folder, ON, None)["likenesses"], folder)
    tables = dict.fromkeys(TABLES, table)
    describe.write_datapackage(folder, tables, is_sample=False)
    describe.write_manifest(folder, is_sample=False, inputs=[], tables=tables, settings={})
    with open_register(folder) as register:
        found = {each.sense.key: each for each in read.like(register, "AAA")}
        assert [each.councils for each in read.like(register, "ZZZ")] == [()] * 6
    assert [(each.code, each.rank, each.score) for each in found["kind_size"].councils] == [
        ("BBB", 1, 0.9),
        ("CCC", 2, 0.5),
    ]
    assert found["neighbours"].councils[0].why == "They share a border."
    assert found["merger"].councils == ()


def test_places_of_councils() -> None:
    found = council_places.places()
    assert len(found) == 415
    assert found["SLF"] == council_places.Place("SLF", 97, "urban", 1)
    assert found["ABD"] == council_places.Place("ABD", 6313, "sparse", 5)
    assert {place.settlement for place in found.values()} == {"", *council_places.SETTLEMENTS}
    assert {place.deprivation_fifth for place in found.values()} == {None, 1, 2, 3, 4, 5}
    with pytest.raises(KeyError):
        found["X-ASH"]
