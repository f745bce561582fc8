"""CSV and its relatives: which encoding, which separator, and records with the number of the line they begin on."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import IO

import msgspec

from guildhall.engine.sources.tabular.opening import Refused

MAX_LINE = 2_000_000
MAX_CELL = 100_000
_MAX_RECORD_LINES = 400
_SEPARATORS = (",", ";", "\t", "|")
csv.field_size_limit(MAX_LINE * 2)


class Dialect(msgspec.Struct, frozen=True):
    separator: str = ","
    quote: str = '"'
    escape: str = ""
    """A backslash where quotes inside a cell are escaped by one; empty where they are doubled."""


def _byte_by_byte(code_page: str) -> Callable[[UnicodeError], tuple[str, int]]:
    """Bytes that are no UTF-8 are read as Windows or DOS wrote them: one file often holds both."""
    table = [bytes([b]).decode(code_page, "ignore") or chr(b) for b in range(256)]

    def handle(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        return "".join(table[b] for b in error.object[error.start : error.end]), error.end

    return handle


codecs.register_error("guildhall_cp1252", _byte_by_byte("cp1252"))
codecs.register_error("guildhall_cp850", _byte_by_byte("cp850"))
_DOS_POUND = re.compile(rb"(?<![A-Za-z])\x9c(?![A-Za-z])")


def encoding(sample: bytes) -> str:
    """utf-8, utf-8-sig, utf-16-le, utf-16-be, utf-32, cp1252, cp850 (a pound sign from DOS), or "utf-8 and cp1252"."""
    if sample.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if sample.startswith(b"\xff\xfe"):
        return "utf-16-le"
    if sample.startswith(b"\xfe\xff"):
        return "utf-16-be"
    if sample.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    start = sample[:4096]
    if start.count(0) > len(start) * 0.3:
        return "utf-16-le" if start[1::2].count(0) >= start[0::2].count(0) else "utf-16-be"
    if sample.isascii():
        return "utf-8"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        if len(_DOS_POUND.findall(sample)) > sample.count(b"\xa3"):
            return "cp850"
        return (
            "utf-8 and cp1252" if re.search(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", sample) else "cp1252"
        )
    return "utf-8"


def decoded(stream: IO[bytes], name: str) -> io.TextIOWrapper:
    """Text of any encoding, line ends untouched."""
    if name.startswith(("utf-16", "utf-32")):
        return io.TextIOWrapper(stream, encoding=name, errors="replace", newline="")
    errors = "guildhall_cp850" if name == "cp850" else "guildhall_cp1252"
    return io.TextIOWrapper(stream, encoding="utf-8", errors=errors, newline="")


_MARKS = ("\ufeff", "ï»¿", "\ufffe")


def strip_marks(line: str) -> str:
    """Without the byte-order marks before the first line; one published file has its mark encoded twice over."""
    while line.startswith(_MARKS):
        for mark in _MARKS:
            line = line.removeprefix(mark)
    return line


def lines(text: IO[str], too_long: list[int] | None = None) -> Iterator[str]:
    """Physical lines, bounded, without NUL bytes and byte-order marks. One too long is left blank and noted."""
    number = 0
    while line := text.readline(MAX_LINE):
        number += 1
        if len(line) >= MAX_LINE and line[-1] not in "\r\n":
            if number == 1 or too_long is None:
                raise Refused(f"a line is longer than {MAX_LINE:,} characters; this is no table")
            too_long.append(number)
            while (more := text.readline(MAX_LINE)) and more[-1] not in "\r\n":
                pass
            line = "\n"
        if number == 1:
            line = strip_marks(line)
        yield line.replace("\0", "") if "\0" in line else line


def reader(source: Iterable[str], dialect: Dialect) -> Iterator[list[str]]:
    """The standard parser with our dialect; wrapped for its `line_num`."""
    return csv.reader(
        source,
        delimiter=dialect.separator,
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        escapechar=dialect.escape or None,
        doublequote=not dialect.escape,
        skipinitialspace=False,
    )


def _is_open(text: str, dialect: Dialect) -> bool:
    """Does this text end inside a quoted cell?"""
    strict = csv.reader(
        io.StringIO(text, newline=""), delimiter=dialect.separator, quotechar=dialect.quote, escapechar=dialect.escape or None,
        doublequote=not dialect.escape, strict=True,
    )  # fmt: skip
    try:
        for _ in strict:
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


class Records:
    """Records of a CSV text. A quote that is opened and never closed costs its own line, not the rest of the file."""

    def __init__(self, source: Iterator[str], dialect: Dialect) -> None:
        self._source, self._dialect = source, dialect
        self._held: list[str] = []
        self._line = 0
        self.stray_quotes: list[int] = []
        """Lines whose quote was never closed; read without it."""
        self.unreadable: list[int] = []
        """Lines that the parser refused."""

    def rest(self) -> tuple[int, str]:
        """How many lines have gone into records so far, and the text that was looked at beyond them."""
        return self._line, "".join(reversed(self._held))

    def _next_line(self) -> str | None:
        if self._held:
            return self._held.pop()
        return next(self._source, None)

    def _blocks(self) -> Iterator[tuple[int, str]]:
        """Each record as one text, with the line it begins on."""
        quote, dialect = self._dialect.quote, self._dialect
        while (line := self._next_line()) is not None:
            self._line += 1
            start = self._line
            if not quote or line.count(quote) % 2 == 0 or not _is_open(line, dialect):
                yield start, line
                continue
            parts, closed = [line], False
            while len(parts) < _MAX_RECORD_LINES and (more := self._next_line()) is not None:
                parts.append(more)
                # An even number of quotes cannot close a cell, unless backslashes hide some.
                if (more.count(quote) % 2 or dialect.escape) and not _is_open("".join(parts), dialect):
                    closed = True
                    break
            if closed:
                self._line += len(parts) - 1
                yield start, "".join(parts)
            else:
                self.stray_quotes.append(start)
                self._held.extend(reversed(parts[1:]))
                yield start, line.replace(quote, "")

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        dialect = self._dialect
        starts: list[int] = []

        def texts() -> Iterator[str]:
            for start, block in self._blocks():
                starts.append(start)
                yield block

        rows = reader(texts(), dialect)
        while True:
            starts.clear()
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error:
                self.unreadable += starts[:1]
                rows = reader(texts(), dialect)
                continue
            yield starts[0], row


def _shape(sample: list[str], dialect: Dialect) -> float:
    """How well a dialect fits: share of rows of the commonest width, weighted by that width."""
    widths: Counter[int] = Counter()
    head: list[list[str]] = []
    for _, row in Records(iter(sample), dialect):
        if any(cell.strip() for cell in row):
            head.append(row)
            widths[len(row)] += 1
    total = sum(widths.values())
    if not total:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]))
    if width < 2:
        return 0.0
    wide = sum(number for size, number in widths.items() if size >= 2)
    score = count / total * 0.6 + wide / total * 0.4 + min(width, 12) / 40
    if len(next((row for row in head if any(row)), [])) < 2:  # the names of the columns are not parted by it
        score -= 0.3
    return score


def dialect(sample: str) -> Dialect:
    """The dialect of a text from its beginning."""
    rows = [line for line in io.StringIO(sample, newline="") if line.strip()][:120]
    if not rows:
        return Dialect()
    if match := re.match(r'"?sep=(.)"?[\r\n]*$', rows[0], re.IGNORECASE):
        return Dialect(match[1] if match[1] != '"' else ",")
    text = "".join(rows)
    candidates = [Dialect(separator) for separator in _SEPARATORS if separator in text]
    if not candidates:
        return Dialect()
    if '\\"' in text:
        candidates += [Dialect(each.separator, '"', "\\") for each in candidates]
    # 2013-04: Darlington's list begins with a query to a database, in which such marks stand; a few prove nothing.
    if sum("','" in row or "';'" in row for row in rows) > len(rows) / 4:
        candidates += [Dialect(each.separator, "'") for each in candidates if not each.escape]
    scored = [(_shape(rows, each), -index, each) for index, each in enumerate(candidates)]
    scored.sort(key=lambda item: item[:2], reverse=True)
    best = scored[0]
    if best[0] < 0.6 and len(scored) > 1:
        return _second_opinion(text[:2000]) or best[2]
    return best[2]


def _second_opinion(text: str) -> Dialect | None:
    """What clevercsv says of a text whose rows do not line up under any separator."""
    import clevercsv  # noqa: PLC0415 -- slow to import and rarely needed

    try:
        found = clevercsv.Sniffer().sniff(text, delimiters=list(_SEPARATORS))
    except (clevercsv.exceptions.NoDetectionResult, clevercsv.exceptions.Error, ValueError, RecursionError, IndexError):
        return None
    if found is None or found.delimiter not in _SEPARATORS:
        return None
    return Dialect(found.delimiter, found.quotechar or '"', "\\" if found.escapechar == "\\" else "")
