"""What people said of suppliers' names: read, written, and heeded by every build."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

import pytest

from guildhall.cli import main
from guildhall.engine.build import build
from guildhall.engine.build import run as run_build
from guildhall.engine.link import suppliers
from guildhall.engine.link.suppliers import judgements
from guildhall.engine.link.suppliers.judgements import Judgement
from guildhall.engine.records import Issue, Party
from guildhall.engine.register import open_register
from guildhall.engine.sources import identify
from tests.engine.build.conftest import release

HEAD = "one,other,verdict,by_role,on,why\n"


def ids(parties: list[Party], *judged: Judgement) -> list[str]:
    seen: suppliers.Sightings = {}
    keys = [suppliers.note(seen, party) for party in parties]
    of = suppliers.identified(seen, judged).of
    return [of[key] for key in keys]


def numbered(name: str, number: str) -> Party:
    return Party(name, (f"GB-COH:{number}",))


def test_the_same_wins_over_names_and_numbers() -> None:
    parties = [Party("Closomat Ltd"), Party("Total Hygiene Ltd")]
    assert len(set(ids(parties))) == 2
    assert len(set(ids(parties, Judgement("Total Hygiene", "CLOSOMAT LIMITED", "positive")))) == 1
    twins = [numbered("Acorn Ltd", "01209023"), numbered("Birch Ltd", "05934862")]
    assert ids(twins, Judgement("01209023", "gb-coh-05934862", "positive")) == ["gb-coh-01209023"] * 2


def test_not_the_same_wins_over_names_and_numbers() -> None:
    parties = [numbered("Acorn Ltd", "01209023"), numbered("Birch Ltd", "01209023"), Party("Birch Limited")]
    assert len(set(ids(parties))) == 1
    apart = ids(parties, Judgement("Acorn", "Birch", "negative"))
    assert apart[0] != apart[1]
    assert apart[0] != apart[2]
    assert len(set(ids([Party("Acorn Ltd"), Party("ACORN")], Judgement("acorn", "acorn", "negative")))) == 2


def test_unsure_changes_nothing_and_the_last_word_counts() -> None:
    parties = [Party("Closomat Ltd"), Party("Total Hygiene Ltd")]
    said = [
        Judgement("Closomat", "Total Hygiene", "positive", on="2026-01-01"),
        Judgement("Total Hygiene", "Closomat", "negative", on="2026-02-01"),
    ]
    assert len(set(ids(parties, *said))) == 2
    later = Judgement("Closomat", "Total Hygiene", "positive", on="2026-03-01")
    assert len(set(ids(parties, *said, later))) == 1
    unsure = Judgement("Closomat", "Total Hygiene", "unsure", on="2026-04-01")
    assert len(set(ids(parties, *said, later, unsure))) == 2
    same_day = Judgement("Closomat", "Total Hygiene", "negative", on="2026-03-01")
    assert len(set(ids(parties, later, same_day))) == 2
    assert len(set(ids(parties, Judgement("Nobody", "No one else", "positive")))) == 2


def test_rows_that_say_nothing_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text(
        f"{HEAD}Acorn,Birch,not-same,officer,2026-11-23,seen both\nAcorn,,same,,,\nAcorn,Birch,perhaps,,,\n"
        "Acorn,Birch,positive,,23/11/2026,\nAcorn,Birch\nAcorn,The Acorn Group,group,,,\n"
    )
    issues: list[Issue] = []
    found = list(judgements.read(path, issues.append))
    assert found == [
        Judgement("Acorn", "Birch", "negative", "officer", "2026-11-23", "seen both"),
        Judgement("Acorn", "The Acorn Group", "group"),
    ]
    assert [(issue.row, issue.code) for issue in issues] == [(str(row), "judgement_unclear") for row in (3, 4, 5, 6)]
    assert "Nothing is no verdict" in issues[-1].reason


def test_a_file_that_cannot_be_read_is_an_issue(tmp_path: Path) -> None:
    issues: list[Issue] = []
    assert list(judgements.read(tmp_path / "none.csv", issues.append)) == []
    huge = tmp_path / "huge.csv"
    huge.write_text(f"{HEAD}Acorn,{'x' * 200_000},same,,,\n")
    assert list(judgements.read(huge, issues.append)) == []
    assert [issue.code for issue in issues] == ["file_unreadable", "judgement_unclear"]


def test_the_command_appends_a_row_and_refuses_what_says_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "var" / "judgements.csv"
    said = ["judge", "suppliers", "Acorn, Ltd", "Birch\nLtd", "--verdict", "not-same", "--on", "2026-11-23"]
    assert main([*said, "--by", "procurement officer", "--why", "two firms", "--file", str(path)]) == 0
    assert path.read_text() == f'{HEAD}"Acorn, Ltd",Birch Ltd,negative,procurement officer,2026-11-23,two firms\n'
    path.write_text(path.read_text().rstrip("\n"))
    assert main(["judge", "suppliers", "A", "B", "--verdict", "same", "--file", str(path)]) == 0
    assert [row.verdict for row in judgements.read(path, lambda issue: None)] == ["negative", "positive"]
    assert path.read_text().splitlines()[-1].split(",")[4] == date.today().isoformat()
    before = path.read_bytes()
    assert main(["judge", "suppliers", "Acorn Ltd", "ACORN", "--verdict", "same", "--file", str(path)]) == 1
    assert main(["judge", "suppliers", " ", "ACORN", "--verdict", "same", "--file", str(path)]) == 1
    assert main(["judge", "suppliers", "A", "B", "--verdict", "same", "--file", str(path / "under")]) == 1
    assert path.read_bytes() == before
    assert "written alike" in capsys.readouterr().err


def test_a_build_heeds_them_given_or_beside_the_register(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    file = given / "judgements.csv"
    file.write_text(f"{HEAD}Acorn,Birch,positive,officer,2026-11-23,\n,,positive,,,\n")
    assert identify.identify(file).kind == "judgements"
    notice = tmp_path / "a.jsonl"
    notice.write_text(json.dumps(release(1)))
    built = build([notice, given], tmp_path / "register")
    with open_register(built.home) as register:
        kinds = {entry["kind"] for entry in register.manifest["inputs"]}
        codes = [row["code"] for row in register.rows("issues")]
    assert "judgements" in kinds
    assert "judgement_unclear" in codes
    (tmp_path / "judgements.csv").write_text(f"{HEAD}Acorn,Birch,negative,officer,2026-11-24,\n")
    words = argparse.Namespace(
        inputs=[notice], home=tmp_path / "register", workers=1, may_lose=0.2, quiet=True, policy=None
    )
    assert run_build(words) == 0
    with open_register(tmp_path / "register") as register:
        assert "judgements" in {entry["kind"] for entry in register.manifest["inputs"]}


def test_groups_are_named_by_an_operator_or_by_a_rare_name_of_several_numbers() -> None:
    seen: suppliers.Sightings = {}
    for party in (
        numbered("Galliford Try Building Ltd", "02472080"), numbered("GALLIFORD TRY Infrastructure", "SC055775"),
        numbered("Care Homes Ltd", "01209023"), numbered("Care Services Ltd", "05934862"), Party("Galliford Roofing"),
        numbered("Acorn Ltd", "01209024"), Party("Birch Ltd"), numbered("Stand Galliford", "01209025"),
        numbered("BALFOUR Beatty Group", "00101073"), numbered("Balfour Beatty Rail", "01982627"),
        numbered("Peter Morgan Homes", "00101074"), numbered("PETER MORGAN LTD", "01982628"), Party("A.B. (Peter)"), Party("#"),
    ):  # fmt: skip
        suppliers.note(seen, party)
    said = (
        Judgement("01209024", "The Oak Group", "group", "officer", "2026-11-23", "annual report"),
        Judgement("Birch", "The Oak Group", "group"),
        Judgement("Nobody", "The Oak Group", "group"),
    )
    groups = {s.name: (s.group_id, s.group_name, s.group_why) for s in suppliers.identified(seen, said).suppliers}
    family = groups["Galliford Try Building Ltd"]
    assert family[:2] == ("family-galliford-try", "Galliford Try")
    assert "2 company numbers" in family[2]
    assert "May belong together (basis D)" in family[2]
    assert groups["GALLIFORD TRY Infrastructure"] == family
    assert groups["Galliford Roofing"] == ("", "", "")
    assert groups["Balfour Beatty Rail"][:2] == ("family-balfour", "Balfour")
    assert groups["Peter Morgan Homes"][:2] == ("family-peter-morgan", "Peter Morgan")
    assert groups["Care Homes Ltd"] == ("", "", ""), "a common word is no family"
    assert groups["Acorn Ltd"] == (
        "group-the-oak-group",
        "The Oak Group",
        "officer said so on 2026-11-23: annual report",
    )
    assert groups["Birch Ltd"][2] == "An operator said so."
    assert groups["Stand Galliford"] == ("", "", "")
