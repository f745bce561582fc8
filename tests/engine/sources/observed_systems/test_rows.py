"""Public signs that a council runs a product."""

from datetime import date
from pathlib import Path

import pytest

from guildhall.engine.records import Issue, Observation
from guildhall.engine.sources import observed_systems
from guildhall.engine.sources.observed_systems import rows

HEADER = "local_authority_code,council,service_area,product,vendor,evidence,url,source,as_of\n"


def read(path: Path, text: str) -> tuple[list[Observation], list[Issue]]:
    (path / "signs.csv").write_text(text)
    issues: list[Issue] = []
    return list(observed_systems.read(path / "signs.csv", issues.append)), issues


def test_a_sign(tmp_path: Path) -> None:
    (found,), issues = read(
        tmp_path,
        HEADER
        + "abe,Aberdeen City Council,Committee management,Modern.Gov,Civica,scraper class,https://x.example,Example/Repo,2026-05-30\n",
    )
    assert found == Observation(
        "ABE",
        "Aberdeen City Council",
        "Committee management",
        "Modern.Gov",
        "Civica",
        "scraper class",
        "https://x.example",
        date(2026, 5, 30),
        "Example/Repo",
        2,
    )
    assert issues == []


def test_what_is_wrong_is_told_and_the_rest_used(tmp_path: Path) -> None:
    text = HEADER + (
        ",,Planning,Public Access,Idox,portal,,Repo,2021-07-12\n,,Planning,Public Access,Idox,portal,,Repo,2021-07-12\nE07000048,Christchurch,Elections,Xpress,,importer,not a link,,parl.2017-06-08\n"
        "NIR-Y,Belfast,Elections,,,importer,,Repo,2026-01-01\nABE,Aberdeen,Waste,Whitespace,,host,,Repo,someday\n"
    )
    found, issues = read(tmp_path, text)
    assert [(o.council_code, o.council_name, o.seen_on, o.url) for o in found] == [
        ("", "", date(2021, 7, 12), ""),
        ("", "Christchurch", date(2017, 6, 8), ""),
        ("ABE", "Aberdeen", None, ""),
    ]
    assert [(i.row, i.code) for i in issues] == [
        ("2", "council_unnamed"),
        ("3", "row_repeated"),
        ("4", "council_code_unreadable"),
        ("5", "row_without_product"),
        ("6", "date_unreadable"),
    ]
    assert found[1].document == "signs.csv"


def test_other_tables_are_left_alone(tmp_path: Path) -> None:
    assert read(tmp_path, "name,amount\nA,1\n") == ([], [])
    assert [i.code for i in read(tmp_path, "")[1]] == ["file_unreadable"]
    assert rows.likeness(["product", "evidence"]) == 0


@pytest.mark.real
def test_signs_of_422_councils(real_data: Path) -> None:
    issues: list[Issue] = []
    found = list(observed_systems.read(real_data / "suppliers" / "council_systems.csv", issues.append))
    assert len(found) == 955
    assert len({o.council_code for o in found if o.council_code}) == 421
    assert not [issue for issue in issues if issue.severity == "refused"]
