"""Workbooks: values as text, hidden sheets passed over, far-away cells and bombs kept from harm."""

import contextlib
import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from guildhall.engine.sources import tabular
from guildhall.engine.sources.tabular import opening, workbook


def saved(path: Path, *sheets: list[list[object]], hidden: int = -1, name: str = "book.xlsx") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number + 1}")
        for row in rows:
            sheet.append(row)
        if number == hidden:
            sheet.sheet_state = "hidden"
    book.save(path / name)
    return path / name


HEADER: list[object] = ["Supplier", "Amount", "Paid", "Number"]


def test_cells_become_text(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        [
            HEADER,
            ["Ashdown", 1234.5, date(2026, 4, 1), 7382763.0],
            ["Beech", 3, datetime(2026, 4, 2, 9, 30), True],
            [None, None, None, None],
            ["Cedar", -0.1, None, "x"],
        ],
    )
    (table,) = tabular.tables(path)
    assert (table.format, table.sheet, table.header_row, table.columns) == ("xlsx", "Sheet 1", 1, tuple(HEADER))
    assert table.name == "book.xlsx#Sheet 1"
    assert [(row.number, row.cells) for row in table.rows()] == [
        (2, ["Ashdown", "1234.5", "2026-04-01", "7382763"]), (3, ["Beech", "3", "2026-04-02 09:30:00", "Yes"]), (5, ["Cedar", "-0.1", "", "x"]),
    ]  # fmt: skip


def test_odd_values() -> None:
    assert workbook._text(time(9, 30)) == "09:30:00"
    assert workbook._text(timedelta(days=2)) == "2.0"
    assert workbook._text(float("inf")) == "inf"
    assert workbook._text(None) == ""
    assert workbook._text(False) == "No"
    assert workbook._text(7) == "7"


def test_every_filled_sheet_is_a_table_and_hidden_ones_are_not(tmp_path: Path) -> None:
    path = saved(
        tmp_path, [HEADER, ["A", 1, date(2026, 4, 1), 1]], [], [HEADER, ["B", 1, date(2026, 4, 1), 1]], hidden=2
    )
    assert [table.sheet for table in tabular.tables(path)] == ["Sheet 1"]


def test_titles_and_excels_row_numbers(tmp_path: Path) -> None:
    path = saved(
        tmp_path, [[], ["Contracts Register"], [], HEADER, ["A", 1, date(2026, 4, 1), 1], ["B", 2, date(2026, 4, 1), 1]]
    )
    (table,) = tabular.tables(path)
    assert (table.header_row, table.titles) == (4, ("Contracts Register",))
    assert [row.number for row in table.rows()] == [5, 6]


def test_a_stray_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [HEADER, ["A", 1, date(2026, 4, 1), 1], ["B", 2, date(2026, 4, 1), 1]]:
        sheet.append(row)
    sheet.cell(row=1_048_576, column=2, value=" ")
    sheet.cell(row=2, column=16_384, value="stray")
    book.save(tmp_path / "far.xlsx")
    (table,) = tabular.tables(tmp_path / "far.xlsx")
    assert table.columns == tuple(HEADER)
    assert [row.cells[0] for row in table.rows()] == ["A", "B"]


def test_too_wide_a_sheet_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_CELLS", 5)
    with pytest.raises(tabular.Refused, match="too wide"):
        tabular.tables(saved(tmp_path, [HEADER, ["A", 1, 2, 3]]))


def test_bombs_and_too_many_parts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, [HEADER, *([["A" * 100, n, n, n] for n in range(500)])])
    monkeypatch.setattr(opening, "MAX_WORKBOOK_BYTES", 5_000)
    with pytest.raises(tabular.Refused, match="zip bomb"):
        tabular.tables(path)
    monkeypatch.setattr(opening, "MAX_WORKBOOK_BYTES", 10**8)
    monkeypatch.setattr(opening, "MAX_WORKBOOK_PARTS", 3)
    with pytest.raises(tabular.Refused, match="too many parts"):
        tabular.tables(path)


@pytest.mark.parametrize("cut", [400, 2000, 4000])
def test_a_damaged_workbook_is_refused(tmp_path: Path, cut: int) -> None:
    path = saved(tmp_path, [HEADER, ["A", 1, 2, 3]])
    data = path.read_bytes()
    for damaged in (data[:cut], data[:cut] + b"\0" * 50 + data[cut + 50 :], b"\xd0\xcf\x11\xe0" + data[4:]):
        path.write_bytes(damaged)
        with contextlib.suppress(tabular.Refused):
            assert all(isinstance(row.cells, list) for table in tabular.tables(path) for row in table.rows())


def test_rubbish_under_an_old_workbooks_mark_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000)
    with pytest.raises(tabular.Refused, match="cannot be read"):
        tabular.tables(tmp_path / "old.xls")


def test_a_sheet_of_spaces_is_no_table(tmp_path: Path) -> None:
    assert tabular.tables(saved(tmp_path, [[" ", " "], [" "]])) == []


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, [HEADER, ["A", 1, 2, 3]])
    data = bytearray(path.read_bytes())
    start = data.index(b"PK\x01\x02")
    data[start + 24 : start + 28] = (1).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    with pytest.raises(tabular.Refused, match="damaged"):
        tabular.tables(path)


def test_too_large_an_old_workbook_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 5000)
    monkeypatch.setattr(opening, "MAX_WORKBOOK_BYTES", 300)
    with pytest.raises(tabular.Refused, match="too large"):
        tabular.tables(tmp_path / "old.xls")


CONTENT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="Register">%s
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_ods_with_a_million_blank_rows(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        inside = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
        )
        return f'<table:table-row>{inside}<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            CONTENT % (row("Supplier", "Date") + row("Ashdown", "01/04/2026") + row("Beech", "02/04/2026")),
        )
        archive.writestr("Pictures/", "")
        archive.writestr("media/image.png", "x")
    (tmp_path / "book.ods").write_bytes(out.getvalue())
    (table,) = tabular.tables(tmp_path / "book.ods")
    assert (table.format, table.columns) == ("ods", ("Supplier", "Date"))
    assert [row.cells for row in table.rows()] == [["Ashdown", "01/04/2026"], ["Beech", "02/04/2026"]]


def test_a_sheet_of_blank_rows_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabular, "_BLANK_ROWS_TO_STOP", 5)
    path = saved(tmp_path, [HEADER, ["A", 1, 2, 3], *[[" "] for _ in range(20)], ["B", 1, 2, 3]])
    (table,) = tabular.tables(path)
    assert [row.cells[0] for row in table.rows()] == ["A"]


def test_a_panic_is_a_refusal_and_an_interruption_is_not() -> None:
    class PanicError(BaseException):
        """Stands for what compiled code raises; no ordinary exception."""

    def panic() -> None:
        raise PanicError

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(tabular.Refused, match="sheet cannot be read"):
        workbook._guarded("sheet", panic)
    with pytest.raises(KeyboardInterrupt):
        workbook._guarded("sheet", interrupt)
