"""CSV as it is found: encodings, separators, line ends, quotes gone wrong, titles before the header."""

import contextlib
import csv
import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guildhall.engine.records import Issue
from guildhall.engine.sources import tabular
from guildhall.engine.sources.tabular import opening, plain

HEADER = ("Supplier Name", "Amount (£)", "Payment Date", "Purpose")
ROWS = [
    ("Ashdown Ltd", "1,234.50", "01/04/2026", "Café tables"),
    ("Smith, Jones & Co", "-10.00", "02/04/2026", "Line one\nline two"),
    ('The "Old" Mill', "0.00", "03/04/2026", ""),
    ("Last Ltd", "5", "04/04/2026", "x"),
]


def written(separator: str = ",", ending: str = "\r\n", quote: str = '"') -> str:
    def cell(value: str) -> str:
        if any(mark in value for mark in (separator, quote, "\n")):
            return quote + value.replace(quote, quote * 2) + quote
        return value

    return ending.join(separator.join(map(cell, row)) for row in (HEADER, *ROWS)) + ending


def only(path: Path, data: bytes | str, name: str = "file.csv") -> tabular.Table:
    file = path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    tables = tabular.tables(file)
    assert len(tables) == 1
    return tables[0]


def cells(table: tabular.Table) -> list[tuple[str, ...]]:
    return [tuple(row.cells) for row in table.rows()]


@pytest.mark.parametrize(
    ("codec", "mark", "name"),
    [
        ("utf-8", b"", "utf-8"), ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"), ("utf-8", "ï»¿".encode(), "utf-8"), ("utf-8", b"\xef\xbb\xbf\xef\xbb\xbf", "utf-8-sig"),
        ("cp1252", b"", "cp1252"), ("utf-16-le", b"\xff\xfe", "utf-16-le"), ("utf-16-be", b"\xfe\xff", "utf-16-be"), ("utf-16-le", b"", "utf-16-le"), ("utf-16-be", b"", "utf-16-be"),
        ("utf-32", b"", "utf-32"),
    ],
)  # fmt: skip
def test_encodings(tmp_path: Path, codec: str, mark: bytes, name: str) -> None:
    table = only(tmp_path, mark + written().encode(codec))
    assert table.encoding == name
    assert table.columns == HEADER
    assert cells(table) == ROWS


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_separators_and_line_ends(tmp_path: Path, separator: str, ending: str) -> None:
    table = only(tmp_path, written(separator, ending))
    assert (table.dialect.separator, table.columns) == (separator, HEADER)
    assert cells(table) == ROWS


def test_row_numbers_are_lines_of_the_file(tmp_path: Path) -> None:
    table = only(tmp_path, "Payments over £500\n\n" + written(ending="\n"))
    assert (table.header_row, table.titles) == (3, ("Payments over £500",))
    assert [row.number for row in table.rows()] == [4, 5, 7, 8]


def test_a_file_that_mixes_encodings(tmp_path: Path) -> None:
    table = only(tmp_path, "a,b\nCafé,1\n".encode() + "Café,2\n".encode("cp1252"))
    assert table.encoding == "utf-8 and cp1252"
    assert cells(table) == [("Café", "1"), ("Café", "2")]


def test_a_pound_sign_from_dos(tmp_path: Path) -> None:
    table = only(tmp_path, b"Name,Net Amount(\x9c)\nAshdown,1.00\n")
    assert (table.encoding, table.columns[1]) == ("cp850", "Net Amount(£)")


def test_cp1252_far_behind_an_ascii_beginning(tmp_path: Path) -> None:
    table = only(tmp_path, b"name,amount\n" + b"abc,1\n" * 50_000 + "Café,2\n".encode("cp1252"))
    assert table.encoding == "cp1252"
    assert cells(table)[-1] == ("Café", "2")


def test_excels_separator_line(tmp_path: Path) -> None:
    table = only(tmp_path, "sep=;\r\nname;amount\r\nAshdown, Ltd;1,50\r\n")
    assert (table.columns, cells(table)) == (("name", "amount"), [("Ashdown, Ltd", "1,50")])
    assert plain.dialect('sep="\na,b\n').separator == ","


def test_other_quotes_and_escapes(tmp_path: Path) -> None:
    table = only(tmp_path, "'name','amount'\n'Ashdown, Ltd','1'\n'Beech','2'\n")
    assert cells(table) == [("Ashdown, Ltd", "1"), ("Beech", "2")]
    table = only(tmp_path, 'name,amount\n"The \\"Old\\", Mill",1\n"Beech",2\n')
    assert cells(table) == [('The "Old", Mill', "1"), ("Beech", "2")]


def test_trailing_empty_columns_are_dropped(tmp_path: Path) -> None:
    table = only(tmp_path, "a,b" + "," * 40 + "\nx,1" + "," * 40 + "\n,," + "," * 39 + "\ny,2\n")
    assert (table.columns, cells(table)) == (("a", "b"), [("x", "1"), ("y", "2")])


def test_a_quote_never_closed_costs_its_line_and_no_more(tmp_path: Path) -> None:
    issues: list[Issue] = []
    table = only(tmp_path, 'name,amount\nA,1\n"B,2\n' + "".join(f"C{n},{n}\n" for n in range(3000)))
    found = [row.cells[0] for row in table.rows(issues.append)]
    assert len(found) == 3002
    assert found[:3] == ["A", "B", "C0"]
    assert [(issue.row, issue.code) for issue in issues] == [("3", "quote_unclosed")]


def test_many_such_lines_are_counted(tmp_path: Path) -> None:
    issues: list[Issue] = []
    lines = ('"A,1\n' + "B,2\n" * 450) * 25
    list(only(tmp_path, "name,amount\n" + lines).rows(issues.append))
    assert len(issues) == 21
    assert issues[-1].reason.endswith("5 more such lines")


def test_inches_are_no_quotes(tmp_path: Path) -> None:
    table = only(tmp_path, 'name,amount\n5" pipe,1\n6" pipe,2\n"Smith, ""Sons""\nLtd",3\n')
    assert cells(table) == [('5" pipe', "1"), ('6" pipe', "2"), ('Smith, "Sons"\nLtd', "3")]


def test_more_cells_than_columns_are_counted(tmp_path: Path) -> None:
    table = only(tmp_path, "name,amount\nA,1\nB,2,3,4\nC,3\nD\n")
    assert [(row.cells, row.extra) for row in table.rows()] == [
        (["A", "1"], 0),
        (["B", "2"], 2),
        (["C", "3"], 0),
        (["D", ""], 0),
    ]


def test_a_header_repeated_on_every_page_is_read_once(tmp_path: Path) -> None:
    table = only(tmp_path, "name,amount\nA,1\nname,amount\nB,2\n")
    assert cells(table) == [("A", "1"), ("B", "2")]


def test_a_table_without_header(tmp_path: Path) -> None:
    table = only(tmp_path, "Ashdown,01/04/2026,5.00\nBeech,02/04/2026,6.00\n")
    assert (table.header_row, table.columns) == (None, ("column 1", "column 2", "column 3"))
    assert [row.number for row in table.rows()] == [1, 2]


def test_huge_cells_are_cut_and_endless_lines_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = only(tmp_path, f"name,amount\n{'x' * 200_000},1\n")
    assert len(cells(table)[0][0]) == plain.MAX_CELL
    monkeypatch.setattr(plain, "MAX_LINE", 1000)
    with pytest.raises(tabular.Refused, match="longer than"):
        only(tmp_path, "a,b\n" + "x" * 5000)


def test_rows_have_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabular, "MAX_ROWS", 2)
    issues: list[Issue] = []
    table = only(tmp_path, "a,b\n1,x\n2,y\n3,z\n")
    assert len(list(table.rows(issues.append))) == 2
    assert [issue.code for issue in issues] == ["too_many_rows"]
    assert len(list(table.rows())) == 2


def test_packed_files(tmp_path: Path) -> None:
    assert cells(only(tmp_path, gzip.compress(written().encode()), "a.csv.gz")) == ROWS
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("__MACOSX/._x.csv", "rubbish")
        archive.writestr("folder/", "")
        archive.writestr("folder/spend.csv", written())
        archive.writestr("read me.pdf", "%PDF")
    table = only(tmp_path, packed.getvalue(), "a.zip")
    assert (cells(table), table.sheet) == (ROWS, "folder/spend.csv")


def zipped(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name.replace("__", ".")), content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"), (b"\xef\xbb\xbf \r\n", "empty"), (b"%PDF-1.7", "PDF"), (b"<!DOCTYPE html><html>", "web page"), (b"\x89PNG....", "picture"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0)[:-9], "damaged"), (b"PK\x03\x04 rubbish", "damaged"), (zipped(a__csv="a,b\n", b__csv="a,b\n"), "holds 2 files"), (zipped(x__bin="a", y__bin="b"), "holds no table"),
        (gzip.compress(zipped(a__csv="a,b\n1,2\n"), mtime=0), "archive itself"), (b"\x1f\x8bxx", "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(tabular.Refused, match=reason):
        only(tmp_path, data)


def test_blanks_alone_are_no_table(tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text(",,,\n,,,\n")
    assert tabular.tables(tmp_path / "file.csv") == []


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(tabular.Refused, match="cannot be opened"):
        tabular.tables(tmp_path / "nothing.csv")


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bomb.csv.gz").write_bytes(gzip.compress(b"a,b\n" + (b"1," + b"2" * 200 + b"\n") * 20_000))
    (table,) = tabular.tables(tmp_path / "bomb.csv.gz")
    monkeypatch.setattr(opening, "MAX_BYTES", 1_000_000)
    with pytest.raises(tabular.Refused, match="zip bomb"):
        list(table.rows())
    with pytest.raises(tabular.Refused, match="zip bomb"):
        tabular.tables(tmp_path / "bomb.csv.gz")


@pytest.mark.parametrize(("at", "value", "reason"), [(6, 1, "password"), (8, 99, "damaged")])
def test_locked_and_strange_archives_are_refused(tmp_path: Path, at: int, value: int, reason: str) -> None:
    data = bytearray(zipped(a__csv="a,b\n1,2\n"))
    for start, offset in ((data.index(b"PK\x03\x04"), at), (data.index(b"PK\x01\x02"), at + 2)):
        data[start + offset] = value
    with pytest.raises(tabular.Refused, match=reason):
        only(tmp_path, bytes(data), "a.zip")


def test_two_rows_of_header_are_both_passed_over(tmp_path: Path) -> None:
    table = only(
        tmp_path,
        "Body,Date,Amount,,,Supplier\n,,Gross,VAT,Net,\nSalford,01/04/2018,12,2,10,A\nSalford,02/04/2018,12,2,10,B\n",
    )
    assert (table.header_rows, [row.number for row in table.rows()]) == (2, [3, 4])


def test_a_cell_beyond_the_parsers_limit_costs_its_row(tmp_path: Path) -> None:
    table = only(tmp_path, "name,amount\nA,1\n" + "B" * 500 + ",2\nC,3\n")
    issues: list[Issue] = []
    before = csv.field_size_limit(100)
    try:
        assert [row.cells[0] for row in table.rows(issues.append)] == ["A", "C"]
    finally:
        csv.field_size_limit(before)
    assert [issue.code for issue in issues] == ["row_unreadable"]


def test_an_undecided_dialect_asks_for_a_second_opinion() -> None:
    uneven = "a;b,c\nd,e;f;g\nh|i,j\n,;|\n;;\nx\ny\nz\nq\nr\ns\n"
    assert plain.dialect(uneven).separator in ",;|"
    assert plain._second_opinion("") is None
    assert plain._second_opinion("a~b~c\nd~e~f\n") is None
    assert plain._second_opinion("a;b;c\nd;e;f\n") == plain.Dialect(";")
    assert plain.dialect("").separator == ","
    assert plain.dialect("one\ntwo\n").separator == ","


plain_cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\ufeff", exclude_categories=("Cs",)), max_size=12
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary(max_size=400)
    | st.lists(
        st.sampled_from(
            [
                b'"',
                b",",
                b";",
                b"\n",
                b"\r",
                b"\r\n",
                b"a",
                b"1",
                b"\xa3",
                b"\x00",
                b"'",
                b"\\",
                b"PK\x03\x04",
                b"\x1f\x8b",
            ]
        ),
        max_size=80,
    ).map(b"".join)
)
def test_no_bytes_break_it(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "any.csv"
    file.write_bytes(data)
    with contextlib.suppress(tabular.Refused):
        for table in tabular.tables(file):
            assert all(len(row.cells) == len(table.columns) for row in table.rows())


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.lists(plain_cells.map(lambda c: c.replace("\r", " ")), min_size=3, max_size=3), min_size=3, max_size=12
    ),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_well_formed_text_gives_back_its_cells(tmp_path: Path, rows: list[list[str]], separator: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, quoting=1)
    writer.writerows([["Supplier Name", "Amount", "Payment Date"], *rows])
    found = [
        row for _, row in plain.Records(plain.lines(io.StringIO(out.getvalue(), newline="")), plain.Dialect(separator))
    ]
    assert found[1:] == rows
