"""Whole columns of a text at once, where it is regular: Arrow parses blocks of lines, and every doubt goes to `plain`.

A block is taken as Arrow parsed it only if it has a record for every line and each quotation mark stands where it should;
rows of another width are parted off and read one by one. Any other block is read as `plain` reads it, to the end of the
record that its last line belongs to.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import IO

import msgspec
import pyarrow as pa
import pyarrow.csv as pacsv

from guildhall.engine.sources.tabular import MAX_ROWS, Report, Table, opening, plain
from guildhall.engine.sources.tabular.plain import Dialect

CHARACTERS = 1 << 21
_MOST_ODD = 0.2
"""Of a block's lines, how many may have another width before it is read line by line."""
_SAMPLE_LINES = 60


class Block(msgspec.Struct):
    """Some rows of a table: as columns of text by place, or as cells where the text is irregular; or both."""

    numbers: pa.Array | None = None
    """The line of each row of the columns."""
    columns: list[pa.Array] = []
    rows: list[tuple[int, list[str]]] = []


def read(table: Table, report: Report | None = None) -> Iterator[Block]:
    """The rows below a table's header. Raises Refused if the file is damaged."""
    if table.format != "csv" or table.dialect.escape:
        yield from _by_rows(table, report)
        return
    skip = (table.header_row or 0) + max(table.header_rows - 1, 0)
    with opening.stream(table.path) as (stream, _):
        text = plain.decoded(stream, table.encoding)
        head = [text.readline(plain.MAX_LINE) for _ in range(skip)]
        if all(_is_regular(line, table.dialect) and len(line) < plain.MAX_LINE for line in head):
            found = _Blocks(text, table.dialect, skip + 1)
            yield from found.read()
            table.complain(report, found.too_long, found.stray_quotes, found.unreadable)
            return
    yield from _by_rows(table, report)


def _by_rows(table: Table, report: Report | None) -> Iterator[Block]:
    held: list[tuple[int, list[str]]] = []
    size = 0
    for number, cells in table.raw(report):
        held.append((number, cells))
        size += sum(map(len, cells))
        if size >= CHARACTERS or len(held) >= 8192:
            yield Block(rows=held)
            held, size = [], 0
    if held:
        yield Block(rows=held)


class _Blocks:
    """A text in blocks, from the line that comes next."""

    def __init__(self, text: IO[str], dialect: Dialect, line: int) -> None:
        self.text, self.dialect, self.line = text, dialect, line
        self.width = self.count = 0
        self.carry = ""
        """Text that was read and belongs to the next block."""
        self.too_long: list[int] = []
        self.stray_quotes: list[int] = []
        self.unreadable: list[int] = []

    def read(self) -> Iterator[Block]:
        block = self._next()
        if self.line == 1:
            block = plain.strip_marks(block)
        while block and self.count < MAX_ROWS:
            found = self._parsed(block)
            self.count += len(found.rows) + (len(found.numbers) if found.numbers is not None else 0)
            yield found
            block = self._next()

    def _next(self) -> str:
        """Whole lines, some two million characters of them; empty at the end."""
        while True:
            more = self.text.read(CHARACTERS)
            block, self.carry = self.carry + (more.replace("\0", "") if "\0" in more else more), ""
            if more and block.endswith("\r"):
                block, self.carry = block[:-1], "\r"
            block = _one_ending(block)
            if not more:
                return block + "\n" if block and not block.endswith("\n") else block
            cut = block.rfind("\n") + 1
            block, self.carry = block[:cut], block[cut:] + self.carry
            if len(self.carry) >= plain.MAX_LINE:
                self._leave_out(block.count("\n"))
            if block:
                return block

    def _leave_out(self, before: int) -> None:
        """The line that begins in the carry is longer than any record: none of it is kept but its end."""
        self.too_long.append(self.line + before)
        while (more := self.text.readline(plain.MAX_LINE)) and more[-1] not in "\r\n":
            pass
        self.carry = "\n"

    def _parsed(self, block: str) -> Block:
        lines = block.count("\n")
        first = self.line
        quote = self.dialect.quote
        if quote in block and not all(_is_regular(line, self.dialect) for line in block.split("\n") if quote in line):
            return self._plainly(block)
        if not self.width:
            self.width = _width(block, self.dialect)
        found = self._by_arrow(block, lines)
        if found is None:
            return self._plainly(block)
        self.line = first + lines
        return found

    def _by_arrow(self, block: str, lines: int) -> Block | None:
        odd: list[tuple[int, str]] = []

        def skip(row: pacsv.InvalidRow) -> str:
            odd.append((row.number or 0, row.text))
            return "skip"

        names = [str(place) for place in range(self.width)]
        data = block.encode("utf-8", "replace")
        try:
            table = pacsv.read_csv(
                io.BytesIO(data),
                read_options=pacsv.ReadOptions(use_threads=False, column_names=names, block_size=len(data) + 1),
                parse_options=pacsv.ParseOptions(
                    delimiter=self.dialect.separator, quote_char=self.dialect.quote or False, double_quote=True,
                    ignore_empty_lines=False, invalid_row_handler=skip,
                ),
                convert_options=pacsv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
            )  # fmt: skip
        except pa.ArrowInvalid:  # every line is of another width
            return None
        out = {number for number, _ in odd}
        if table.num_rows + len(out) != lines or len(out) > lines * _MOST_ODD:
            return None
        numbers = [self.line + at for at in range(lines) if at + 1 not in out]
        rows = [
            (self.line + number - 1, cells)
            for number, text in odd
            if text.strip()
            for cells in plain.reader([text], self.dialect)
        ]
        return Block(pa.array(numbers, pa.int32()), [column.combine_chunks() for column in table.columns], rows)

    def _plainly(self, block: str) -> Block:
        """A block as `plain` reads it, and what further lines its last record needs."""
        lines = block.count("\n")
        records = plain.Records(chain(io.StringIO(block, newline=""), plain.lines(_Tail(self))), self.dialect)
        rows: list[tuple[int, list[str]]] = []
        for number, cells in records:
            if any(cells):
                rows.append((self.line + number - 1, cells))
            if records.rest()[0] >= lines:
                break
        self.stray_quotes += [self.line + number - 1 for number in records.stray_quotes]
        self.unreadable += [self.line + number - 1 for number in records.unreadable]
        consumed, ahead = records.rest()
        self.line += consumed
        self.carry = ahead + self.carry
        return Block(rows=rows)


class _Tail(io.StringIO):
    """Lines beyond a block: first those read already, then the text's own. What is taken is taken for good."""

    def __init__(self, blocks: _Blocks) -> None:
        super().__init__()
        self._blocks = blocks

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]  # typeshed -- has bytes here
        carry = self._blocks.carry
        if carry.endswith("\r"):
            after = self._blocks.text.read(1)
            carry = self._blocks.carry = carry[:-1] + "\n" + ("" if after == "\n" else after)
        end = carry.find("\n") + 1
        if end:
            self._blocks.carry = carry[end:]
            return carry[:end]
        self._blocks.carry = ""
        return carry + self._blocks.text.readline(-1 if size is None else size)


def _one_ending(block: str) -> str:
    return block.replace("\r\n", "\n").replace("\r", "\n") if "\r" in block else block


def _width(block: str, dialect: Dialect) -> int:
    """How many cells most rows have."""
    lines = [line for _, line in zip(range(_SAMPLE_LINES), io.StringIO(block, newline=""), strict=False)]
    try:
        widths = Counter(len(row) for row in plain.reader(lines, dialect) if row)
    except csv.Error:
        return 1
    return max(widths, key=lambda width: (widths[width], width), default=1)


@lru_cache(maxsize=16)
def _regular(separator: str, quote: str) -> re.Pattern[str]:
    """A line whose quotation marks open and close whole cells and are doubled within."""
    mark, part = re.escape(quote), re.escape(separator)
    cell = rf"(?:{mark}(?:[^{mark}\n]|{mark}{mark})*+{mark}|[^{mark}{part}\n]*+)"
    return re.compile(rf"{cell}(?:{part}{cell})*+[\r\n]*")


def _is_regular(line: str, dialect: Dialect) -> bool:
    return not dialect.quote or bool(_regular(dialect.separator, dialect.quote).fullmatch(line))
