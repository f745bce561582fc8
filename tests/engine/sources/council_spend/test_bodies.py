"""Whose payments they are."""

import json
from pathlib import Path

import pytest

from guildhall.engine.link import councils
from guildhall.engine.sources.council_spend import bodies


@pytest.fixture(scope="module")
def council() -> bodies.Bodies:
    find = councils.finder().find
    return bodies.Bodies(lambda name: find(name).codes, bodies.places())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Harrogate Borough Council", "HAG"), ("The Borough of Calderdale", "CLD"), ("http://statistics.data.gov.uk/doc/local-authority-district/trafford", "TRF"),
        ("https://opendatacommunities.org/id/metropolitan-district-council/trafford", "TRF"), ("E08000009", "TRF"),
        ("Brimhams Active", ""), ("O8", ""), ("CAB", ""), ("", ""), ("Cabinet Office", ""), ("https://example.invalid/", ""),
    ],
)  # fmt: skip
def test_what_the_rows_say(council: bodies.Bodies, name: str, code: str) -> None:
    assert council.of_name(name) == code


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("hyndburn/1909.csv.gz", "HYN"), ("HYN/any.csv", "HYN"), ("E07000120/any.csv", "HYN"), ("spend/northtyneside/clean/2014-08_i.csv.gz", "NTY"),
        ("Leeds spend April 2020.csv", "LDS"), ("Bath_and_North_East_Somerset/a.csv", "BAS"), ("all.zip#Trafford Council spend 2024", "TRF"),
        ("london/2015-P03.csv", ""), ("data/january-2021.csv", ""), ("2021.csv", ""), ("cabinetoffice/2019-07.csv", ""),
    ],
)  # fmt: skip
def test_where_the_file_lies(council: bodies.Bodies, place: str, code: str) -> None:
    assert council.of_place(place) == code


def test_the_index_beside_it(council: bodies.Bodies, tmp_path: Path) -> None:
    def index(folder: Path, **said: object) -> Path:
        (folder / "clean").mkdir(parents=True)
        (folder / "index.json").write_text(json.dumps({"src": {"urls": []}, "columns": {}, "files": []} | said))
        return folder / "clean" / "x.csv"

    by_host = index(tmp_path / "a", src={"urls": ["https://datahub.bradford.gov.uk/ebase/x", 5]})
    assert council.of_index(by_host) == "BRD"
    assert council.of_index(index(tmp_path / "b", dir="gla")) == "GLA"
    assert council.of_index(index(tmp_path / "c", dir="nobody", src={"urls": "none"})) == ""
    assert council.of_index(tmp_path / "d" / "x.csv") == ""


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"src": 1}', b'{"src": {}, "columns": 1}', b"[" * 100_000])
def test_what_is_no_index(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "index.json").write_bytes(body)
    assert bodies.read_index(tmp_path / "index.json") is None


def test_an_index_too_large_to_be_one(tmp_path: Path) -> None:
    with (tmp_path / "index.json").open("wb") as file:
        file.truncate(5 << 20)
    assert bodies.read_index(tmp_path / "index.json") is None
