"""XLSX, XLS and ODS through calamine, with the sheets that would exhaust its memory cut down first."""

from __future__ import annotations

import io
import math
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any

import python_calamine

from guildhall.engine.sources.tabular import opening
from guildhall.engine.sources.tabular.opening import Refused

MAX_CELLS = 30_000_000
_FAR_GAP = 2_000
"""A row so far below the last is a stray space in Excel's last row, not a record."""
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,9})"')
_FAR_COLUMN = re.compile(rb'<((?:\w+:)?c) [^>]*?\br="(?:[A-Z]{3}|[D-Z][A-Z])\d+"[^>]*?(?:/>|>.*?</\1>)', re.DOTALL)
_REPEAT = re.compile(rb'(number-(?:rows|columns)-repeated)="(\d{3,})"')


def _cut_rows(sheet: bytes) -> bytes:
    """The sheet's XML without what lies below a huge gap."""
    last = 0
    for match in _ROW.finditer(sheet):
        number = int(match[1])
        if number > last + _FAR_GAP and last:
            end = sheet.rfind(b"</", 0, sheet.rfind(b"sheetData>") + 1)
            return sheet[: match.start()] + sheet[end:] if end > match.start() else sheet
        last = number
    return sheet


def _extent(sheet: bytes) -> int:
    """Cells of the rectangle that calamine would lay out: it counts from the first row and column to the last."""
    rows = [int(match[1]) for match in re.finditer(rb'<(?:\w+:)?c [^>]*?\br="[A-Z]{1,3}(\d{1,9})"[^>/]*>', sheet)]
    if not rows:
        return 0
    widest = max(len(name) for name in re.findall(rb'\br="([A-Z]{1,3})\d+"', sheet))
    return (max(rows) - min(rows) + 1) * (26, 702, 16384)[widest - 1]


def _trimmed(name: str, data: bytes, kind: str) -> bytes:
    if kind == "ods" and name == "content.xml":
        return _REPEAT.sub(rb'\1="1"', data)
    if kind == "xlsx" and re.match(r"xl/worksheets/[^/]+\.xml$", name):
        data = _cut_rows(_FAR_COLUMN.sub(b"", data))
        if _extent(data) > MAX_CELLS:
            raise Refused("a sheet spreads its cells over too wide a space; save the table alone and try again")
    return data


def _checked(path: Path, kind: str) -> IO[bytes]:
    """The workbook with its far-away cells cut off. A part that unpacks to more than it says fails its check sum."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > opening.MAX_WORKBOOK_PARTS:
                raise Refused("the workbook has too many parts to be a table")
            if sum(info.file_size for info in members) > opening.MAX_WORKBOOK_BYTES:
                raise Refused("the workbook unpacks to more than any public table should hold; it may be a zip bomb")
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
                for info in members:
                    if info.is_dir() or "media/" in info.filename or "embeddings/" in info.filename:
                        continue
                    copy.writestr(info.filename, _trimmed(info.filename, archive.read(info), kind))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refused(f"the workbook is damaged or locked ({getattr(error, 'strerror', None) or error})") from error
    out.seek(0)
    return out


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return str(int(value)) if math.isfinite(value) and abs(value) < 1e15 and value == int(value) else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else str(value if not isinstance(value, timedelta) else value.total_seconds() / 86400)


class Sheet:
    """One sheet: its name and its rows as text, with Excel's row numbers."""

    def __init__(self, sheet: python_calamine.CalamineSheet) -> None:
        self.name: str = sheet.name
        self._sheet = sheet

    @property
    def cells(self) -> int:
        return int(self._sheet.height) * int(self._sheet.width)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        for number, row in enumerate(self._sheet.iter_rows(), start=1):
            yield number, [_text(value) for value in row]


def _guarded(what: str, act: Any) -> Any:
    """Compiled code is at work: a damaged file can make it panic, which Python sees as no ordinary exception."""
    try:
        return act()
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise Refused(f"the workbook's {what} cannot be read ({str(error)[:120]})") from error


def sheets(path: Path) -> list[Sheet]:
    """The visible sheets that hold anything, the fullest first."""
    kind = opening.workbook_kind(path)
    if kind:
        source = _checked(path, kind)
    else:
        if path.stat().st_size > opening.MAX_WORKBOOK_BYTES // 3:
            raise Refused("the workbook is too large")
        source = io.BytesIO(path.read_bytes())
    book = _guarded("contents", lambda: python_calamine.CalamineWorkbook.from_filelike(source))
    hidden = {
        meta.name
        for meta in book.sheets_metadata
        if meta.visible != python_calamine.SheetVisibleEnum.Visible
        or meta.typ != python_calamine.SheetTypeEnum.WorkSheet
    }
    found: list[Sheet] = []
    for name in book.sheet_names:
        if name not in hidden:
            sheet = Sheet(_guarded(f"sheet {name!r}", lambda name=name: book.get_sheet_by_name(name)))
            if sheet.cells:
                found.append(sheet)
    return found
