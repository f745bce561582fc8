"""Any table of the public record as rows of text with true row numbers: CSV, TSV, XLSX, XLS, ODS, packed or not."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec

from guildhall.engine.records import Issue
from guildhall.engine.sources.tabular import header as heading
from guildhall.engine.sources.tabular import opening, plain, workbook
from guildhall.engine.sources.tabular.opening import Refused
from guildhall.engine.sources.tabular.plain import MAX_CELL, Dialect
from guildhall.engine.sources.tabular.rows import Report, Row

__all__ = ["MAX_CELL", "Dialect", "Refused", "Report", "Row", "Table", "tables"]

MAX_ROWS = 5_000_000
MAX_COLUMNS = 1_000
_SAMPLE = 1 << 18
_BLANK_ROWS_TO_STOP = 20_000
_BLANK_LINES_TO_STOP = 200_000


class Table(msgspec.Struct, frozen=True):
    """What a file or sheet turned out to be; `rows` reads it."""

    path: Path
    format: str
    """csv, xlsx, xls or ods."""
    encoding: str
    dialect: Dialect
    sheet: str
    """The sheet's name, or the name of the file inside a zip."""
    header_row: int | None
    """The line or row number that names the columns; None when no row does."""
    header_rows: int
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    """Words that stand above the header."""
    book: workbook.Sheet | None = None

    @property
    def name(self) -> str:
        name = opening.name_of(self.path)
        return f"{name}#{self.sheet}" if self.book is not None and self.sheet else name

    def rows(self, report: Report | None = None) -> Iterator[Row]:
        """The rows below the header, blank ones and repeated headers left out. Raises Refused if the file is damaged."""
        width = len(self.columns)
        header = [heading.key(name) for name in self.columns]
        blank, count = 0, 0
        for number, cells in self._below(report):
            tidy = [
                cell.strip() if len(cell) <= plain.MAX_CELL else cell[: plain.MAX_CELL].strip()
                for cell in cells[:MAX_COLUMNS]
            ]
            if not any(tidy):
                blank += 1
                if blank > (_BLANK_ROWS_TO_STOP if self.book is not None else _BLANK_LINES_TO_STOP):
                    if report:
                        words = f"more than {blank - 1:,} blank rows follow each other; what comes after is not read"
                        report(Issue(self.name, str(number), "warning", "rows_blank", words))
                    return
                continue
            blank = 0
            extra = sum(1 for cell in tidy[width:] if cell)
            tidy = tidy[:width] if len(tidy) >= width else tidy + [""] * (width - len(tidy))
            if (
                self.header_row is not None
                and [heading.key(cell) for cell in tidy[:3]] == header[:3]
                and any(header[:3])
            ):
                continue
            count += 1
            if count > MAX_ROWS:
                if report:
                    report(
                        Issue(
                            self.name,
                            str(number),
                            "refused",
                            "too_many_rows",
                            f"only the first {MAX_ROWS:,} rows are read",
                        )
                    )
                return
            yield Row(number, tidy, extra)

    def raw(self, report: Report | None = None) -> Iterator[tuple[int, list[str]]]:
        """The rows below the header as they stand, of any width, blanks and repeated headers among them: for readers
        that take whole columns. Raises Refused if the file is damaged.
        """
        blank, count = 0, 0
        most = _BLANK_ROWS_TO_STOP if self.book is not None else _BLANK_LINES_TO_STOP
        for number, cells in self._below(report):
            if not any(cells):
                blank += 1
                if blank > most:
                    self._stopped(number, "rows_blank", f"more than {most:,} blank rows follow each other", report)
                    return
                continue
            blank = 0
            count += 1
            if count > MAX_ROWS:
                self._stopped(number, "too_many_rows", f"only the first {MAX_ROWS:,} rows are read", report)
                return
            yield number, cells

    def _stopped(self, number: int, code: str, words: str, report: Report | None) -> None:
        if report:
            report(Issue(self.name, str(number), "refused", code, f"{words}; what comes after is not read"))

    def _below(self, report: Report | None) -> Iterator[tuple[int, list[str]]]:
        """Every row below the header."""
        raw = self.book.rows() if self.book is not None else self._lines(report)
        start = 0 if self.header_row is None else self.header_row
        skip = max(self.header_rows - 1, 0)
        for number, cells in raw:
            if number <= start:
                continue
            if skip:
                skip -= 1
                continue
            yield number, cells

    def _lines(self, report: Report | None) -> Iterator[tuple[int, list[str]]]:
        with opening.stream(self.path) as (stream, _):
            too_long: list[int] = []
            records = plain.Records(plain.lines(plain.decoded(stream, self.encoding), too_long), self.dialect)
            yield from records
        self.complain(report, too_long, records.stray_quotes, records.unreadable)

    def complain(self, report: Report | None, too_long: list[int], stray: list[int], unreadable: list[int]) -> None:
        """Say which lines were too long, held a quotation mark that was never closed, or were no CSV at all."""
        if report:
            words = f"the line is longer than {plain.MAX_LINE:,} characters and was left out"
            _tell(report, too_long, Issue(self.name, "", "refused", "line_too_long", words))
            words = "a quotation mark is opened and never closed; it was left out"
            _tell(report, stray, Issue(self.name, "", "repaired", "quote_unclosed", words))
            words = "the row breaks the rules of CSV"
            _tell(report, unreadable, Issue(self.name, "", "refused", "row_unreadable", words))


_MOST_LINES = 20


def _tell(report: Report, listed: list[int], kind: Issue) -> None:
    """One issue for each of the first lines, and one with the number of the rest."""
    for line in listed[:_MOST_LINES]:
        report(msgspec.structs.replace(kind, row=str(line)))
    if len(listed) > _MOST_LINES:
        reason = f"{kind.reason}: {len(listed) - _MOST_LINES:,} more such lines"
        report(msgspec.structs.replace(kind, reason=reason))


def _described(
    path: Path,
    numbered: list[tuple[int, list[str]]],
    known: Collection[str],
    *,
    form: str,
    encoding: str = "",
    dialect: Dialect = Dialect("", "", ""),  # noqa: B008 -- frozen, so shared without harm
    sheet: str = "",
    book: workbook.Sheet | None = None,
) -> Table | None:
    numbered = [(number, [cell.strip()[:400] for cell in cells[:MAX_COLUMNS]]) for number, cells in numbered]
    numbered = [(number, cells) for number, cells in numbered if any(cells)][: heading.LOOK_AHEAD]
    if not numbered:
        return None
    sample = [cells for _, cells in numbered]
    found = heading.find(sample, known)
    used = max((i + 1 for cells in sample[max(found.index, 0) :] for i, cell in enumerate(cells) if cell), default=0)
    titles = [cell for cells in sample[: max(found.index, 0)] for cell in cells if cell]
    return Table(
        path, form, encoding, dialect, sheet, numbered[found.index][0] if found.index >= 0 else None, found.rows, found.names[:used],
        tuple(titles[:20]), book,
    )  # fmt: skip


def _from_text(path: Path, known: Collection[str]) -> list[Table]:
    head, member = opening.head(path, _SAMPLE)
    encoding = plain.encoding(head)
    if encoding == "utf-8" and head.isascii() and len(head) >= _SAMPLE:
        encoding = plain.encoding(opening.head(path, 1 << 24)[0])
    text = plain.strip_marks(plain.decoded(io.BytesIO(head), encoding).read())
    if len(head) >= _SAMPLE:  # the last line is cut through
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text
    dialect = plain.dialect(text)
    records = iter(plain.Records(plain.lines(io.StringIO(text, newline="")), dialect))
    numbered = [record for _, record in zip(range(heading.LOOK_AHEAD * 3), records, strict=False)]
    if numbered and [cell.strip().lower() for cell in numbered[0][1]] in (["sep=" + dialect.separator], ["sep=", ""]):
        numbered = numbered[1:]
    table = _described(path, numbered, known, form="csv", encoding=encoding, dialect=dialect, sheet=member)
    return [table] if table else []


_CALLED = {
    "html": "a web page", "pdf": "a PDF", "gzip": "a compressed file inside another", "parquet": "a Parquet file",
    "7z": "a compressed file (7z)", "rar": "a compressed file (RAR)", "bzip2": "a compressed file (bzip2)",
    "xz": "a compressed file (xz)", "zstandard": "a compressed file (zstandard)", "rtf": "a text document (RTF)",
}  # fmt: skip


def tables(path: Path, known: Collection[str] = ()) -> list[Table]:
    """Every table in a file: one of a text, one per filled sheet of a workbook. Raises Refused with a reason.

    `known` are `header.key`s of column names that readers understand; they settle which row is the header.
    """
    start, _ = opening.head(path, 4096)
    kind = opening.magic(start)
    if kind in {"zip", "ole"}:
        form = opening.workbook_kind(path) or ("xls" if kind == "ole" else "")
        if not form:
            raise Refused("the file inside the archive is an archive itself")
        found = []
        for sheet in workbook.sheets(path):
            rows = [row for _, row in zip(range(heading.LOOK_AHEAD * 3), sheet.rows(), strict=False)]
            table = _described(path, rows, known, form=form, sheet=sheet.name, book=sheet)
            if table:
                found.append(table)
        return found
    if kind and kind != "xml":
        raise Refused(f"it is {_CALLED.get(kind, f'a {kind}')}, not a table")
    if not start.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise Refused("the file is empty")
    return _from_text(path, known)
