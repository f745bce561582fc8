"""`guildhall read FILE --explain`."""

import csv
import gzip
import io
import json
from pathlib import Path

import openpyxl
import pytest

from guildhall import cli
from guildhall.engine.sources import explain
from tests.engine.sources.test_identify import NOTICES, REGISTER, RELEASE, SIGNS, SPEND

FACE = {"kind", "encoding", "dialect", "header_row", "column_map", "rows_read", "rows_refused", "reasons"}


def put(path: Path, data: bytes | str, name: str = "file.csv") -> Path:
    (path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return path / name


def test_the_json_face(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path, REGISTER + "S2,Vans,B Ltd,TBC,22/0,lots\nS2,Vans,B Ltd,TBC,22/0,lots\n")
    assert cli.main(["read", str(path), "--explain", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said.keys() >= FACE
    assert (said["kind"], said["encoding"], said["header_row"], said["dialect"]["separator"]) == (
        "council_register",
        "utf-8",
        1,
        ",",
    )
    assert (said["rows_read"], said["rows_refused"], said["found"]) == (2, 1, {"register": 2})
    assert said["column_map"]["title"] == "Contract Title"
    assert [(r["row"], r["code"]) for r in said["reasons"] if r["severity"] == "refused"] == [("4", "row_repeated")]


def test_the_words_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path, REGISTER.replace("\n", ",Extra\n", 1))
    assert cli.main(["read", str(path), "--explain"]) == 0
    said = capsys.readouterr().out
    for words in (
        "a council's contract register",
        "encoding: utf-8",
        "parted by: comma",
        "header row: 1",
        "title",
        "columns not read: Extra",
        "1 rows read",
    ):
        assert words in said
    assert cli.main(["read", str(path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize(
    ("data", "kind", "found"),
    [
        (NOTICES, "contracts_finder_csv", {"award": 1}), (SIGNS, "observed_systems", {"observed": 1}), (SPEND, "council_spend", {"payments": 1}), ("a web page", "unknown", {"rows not read": 0}),
        (json.dumps({"releases": [RELEASE]}), "ocds_package", {"notices": 1}), (gzip.compress((json.dumps(RELEASE) + "\n").encode() * 2, mtime=0), "ocds_jsonl", {"notices": 2}), ("{}", "unknown", {}),
        ("1;2\n3;4\n", "unknown", {"rows not read": 2}),
    ],
)  # fmt: skip
def test_kinds(tmp_path: Path, data: bytes | str, kind: str, found: dict[str, int]) -> None:
    reading = explain.explain(put(tmp_path, data))
    assert reading.kind == kind
    assert {what: reading.found.get(what, 0) for what in found} == found
    assert explain._at_length(reading)
    if not reading.is_read:
        assert reading.rows_read == 0
        assert reading.reasons[-1]["code"] in {"kind_not_read", "file_unknown"}


def test_what_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", str(tmp_path / "nothing")]) == 1
    assert "not there" in capsys.readouterr().err
    assert cli.main(["read", str(tmp_path)]) == 1
    assert "folder" in capsys.readouterr().err


def test_many_issues_are_counted_and_some_are_shown(tmp_path: Path) -> None:
    lines = "".join(f"S{n},Bins,A Ltd,TBC,31/03/2026,1\n" for n in range(200))
    reading = explain.explain(put(tmp_path, REGISTER + lines))
    assert reading.issues["date_unreadable"] == 200
    assert len(reading.reasons) == explain.MOST_REASONS


def test_a_file_that_breaks_while_it_is_counted(tmp_path: Path) -> None:
    whole = gzip.compress(
        ("name,paid\n" + "".join(f"x{n * 7919 % 100_003},Café {n}\n" for n in range(60_000))).encode()
    )
    reading = explain.explain(put(tmp_path, whole[: len(whole) - 1000], "a.csv.gz"))
    assert (reading.kind, reading.issues) == ("unknown", {"file_unreadable": 1, "file_unknown": 1})


def test_a_workbook_names_its_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(REGISTER)):
        book.active.append(row)
    book.active.title = "Contracts"
    book.save(tmp_path / "book.xlsx")
    assert "sheet or file inside: Contracts" in explain._at_length(explain.explain(tmp_path / "book.xlsx"))
