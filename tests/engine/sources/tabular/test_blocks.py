"""Whole blocks say what the careful reader says, row for row."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guildhall.engine.records import Issue
from guildhall.engine.sources import tabular
from guildhall.engine.sources.tabular import blocks, plain

Rows = list[tuple[int, list[str]]]
HEAD = "Supplier,Amount,Paid on,Reference\n"


def table(folder: Path, text: str | bytes, name: str = "x.csv") -> tabular.Table:
    (folder / name).write_bytes(text.encode("utf-8", "replace") if isinstance(text, str) else text)
    return tabular.tables(folder / name)[0]


def in_blocks(of: tabular.Table) -> tuple[Rows, int]:
    """The rows of the blocks, and how many came as columns."""
    rows: Rows = []
    whole = 0
    for block in blocks.read(of):
        if block.numbers is not None:
            cells = zip(*[column.to_pylist() for column in block.columns], strict=True)
            rows += [(number, list(row)) for number, row in zip(block.numbers.to_pylist(), cells, strict=True)]
            whole += len(block.numbers)
        rows += block.rows
    return sorted((number, cells) for number, cells in rows if any(cells)), whole


def agree(of: tabular.Table) -> int:
    found, whole = in_blocks(of)
    tidy = [(number, [" ".join(cell.split()) for cell in cells]) for number, cells in found]
    raw = [(number, [" ".join(cell.split()) for cell in cells]) for number, cells in of.raw() if any(cells)]
    assert tidy == raw
    return whole


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_regular_text(tmp_path: Path, ending: str) -> None:
    text = HEAD + "".join(f'"Ash, {n}",{n}.50,01/04/2024,"said ""so"""\n' for n in range(50))
    assert agree(table(tmp_path, text.replace("\n", ending))) == 50
    assert agree(table(tmp_path, "\n\nTitle\n" + text[:-1].replace("\n", ending))) == 50


def test_rows_of_another_width_are_read_one_by_one(tmp_path: Path) -> None:
    text = (
        HEAD + "Ash,1,01/04/2024,R,more\n" + "Elm,2,01/04/2024,R\n" * 20 + "\nOak,3\n" + 'Fir,"4",01/04/2024,R,"a,b"\n'
    )
    assert agree(table(tmp_path, text)) == 21  # a blank line comes as a row without cells


def test_lines_within_cells_and_quotes_that_stay_open(tmp_path: Path) -> None:
    row = "Elm,2,01/04/2024,R\n"
    assert agree(table(tmp_path, HEAD + row + '"Ash\nand Sons",1,01/04/2024,R\n' + row)) == 0
    assert agree(table(tmp_path, HEAD + row * 3 + '"Ash,1,01/04/2024,R\n' + row * 3)) == 0
    assert agree(table(tmp_path, '"Supplier\nname",Amount,Paid on,Reference\n' + row * 3)) == 0


def test_many_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "CHARACTERS", 300)
    row = "Elm,2,01/04/2024,R\r\n"
    text = HEAD + row * 40 + '"Ash\nand Sons",1,01/04/2024,R\n' + row * 40 + "\0Fir\0,5,01/04/2024,R\n" + row * 9
    assert agree(table(tmp_path, text)) > 60
    assert agree(table(tmp_path, HEAD + row * 40 + '"Ash,1,01/04/2024,R\n' + row * 40)) > 20
    assert agree(table(tmp_path, (HEAD + row * 90).replace("\r\n", "\r"))) == 90


def test_a_quote_that_stays_open_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is read line by line, in pieces that fit."""
    monkeypatch.setattr(blocks, "CHARACTERS", 2000)
    monkeypatch.setattr(plain, "MAX_LINE", 4000)
    row = "Elm,2,01/04/2024,R\n"
    assert agree(table(tmp_path, HEAD + row * 50 + '"Ash,1,01/04/2024,R\n' + row * 900)) >= 50


def test_other_dialects_and_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["Ash; and Sons", "1", "2024-04-01", "R"], ["Elm", "2", "2024-04-01", "R"]] * 5
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([HEAD.strip().split(","), *rows])
    assert agree(table(tmp_path, out.getvalue())) == 10
    assert agree(table(tmp_path, out.getvalue().encode("utf-16"))) == 10
    assert agree(table(tmp_path, HEAD + 'Ash \\"x\\",1,01/04/2024,R\n' * 9)) == 0
    book = openpyxl.Workbook()
    for row in ([*HEAD.strip().split(",")], *rows):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    monkeypatch.setattr(blocks, "CHARACTERS", 40)
    (sheet,) = tabular.tables(tmp_path / "x.xlsx")
    assert agree(sheet) == 0
    assert len(list(blocks.read(sheet))) > 2


def test_nothing_below_the_header(tmp_path: Path) -> None:
    assert in_blocks(table(tmp_path, HEAD)) == ([], 0)
    assert in_blocks(table(tmp_path, HEAD + "\n\n\n"))[0] == []
    book = openpyxl.Workbook()
    book.active.append(HEAD.strip().split(","))
    book.save(tmp_path / "x.xlsx")
    assert in_blocks(tabular.tables(tmp_path / "x.xlsx")[0]) == ([], 0)


def test_blocks_that_arrow_cannot_make_columns_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "CHARACTERS", 120)
    row = "Elm,2,01/04/2024,R\n"
    assert agree(table(tmp_path, HEAD + row * 9 + "Oak,3\n" * 60 + row * 30)) >= 30


def test_lines_longer_than_any_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = "Elm,2,01/04/2024,R\n"
    of = table(tmp_path, HEAD + row * 20 + "x" * 9000 + "\n" + row * 20)
    monkeypatch.setattr(blocks, "CHARACTERS", 500)
    monkeypatch.setattr(plain, "MAX_LINE", 1000)
    issues: list[Issue] = []
    rows = [number for block in blocks.read(of, issues.append) for number in (block.numbers or [])]
    assert len(rows) >= 40
    assert [(issue.code, issue.row) for issue in issues] == [("line_too_long", "22")]


def test_more_rows_than_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MAX_ROWS", 10)
    monkeypatch.setattr(tabular, "MAX_ROWS", 10)
    monkeypatch.setattr(blocks, "CHARACTERS", 100)
    row = "Elm,2,01/04/2024,R\n"
    of = table(tmp_path, HEAD + row * 100)
    assert 10 <= len(in_blocks(of)[0]) < 20
    issues: list[Issue] = []
    assert len(list(of.raw(issues.append))) == 10
    assert issues[-1].code == "too_many_rows"
    assert "not read" in issues[-1].reason


def test_blank_rows_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabular, "_BLANK_LINES_TO_STOP", 5)
    of = table(tmp_path, HEAD + "Elm,2,01/04/2024,R\n" + ",,,\n" * 20 + "Oak,2,01/04/2024,R\n")
    issues: list[Issue] = []
    assert len(list(of.raw(issues.append))) == 1
    assert [issue.code for issue in issues] == ["rows_blank"]
    assert len(list(of.raw())) == 1


CELL = st.text(st.sampled_from('ab,"\n\r; 1£é'), max_size=6)


@given(st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=12), st.integers(40, 400), st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_rows(tmp_path: Path, rows: list[list[str]], size: int, written: bool) -> None:
    """Written by the standard library, or just put one behind the other with all that makes quotes go wrong."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    loose = "\n".join(",".join(row) for row in rows)
    before = blocks.CHARACTERS
    blocks.CHARACTERS = size
    try:
        of = table(tmp_path, HEAD + "Elm,2,01/04/2024,R\n" * 8 + (out.getvalue() if written else loose))
        if of.header_row == 1:
            agree(of)
    finally:
        blocks.CHARACTERS = before


def test_a_text_that_parser_and_standard_library_both_refuse(tmp_path: Path) -> None:
    of = table(tmp_path, HEAD + "Elm,2,01/04/2024,R\n" * 3)
    assert blocks._width('"' + "x" * (plain.MAX_LINE * 2 + 10) + '"\n', of.dialect) == 1
