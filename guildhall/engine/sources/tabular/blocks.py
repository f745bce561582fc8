"""Whole columns of a text at once, where it is regular: Arrow parses blocks of lines, and every doubt goes to `plain`.

A block is taken as Arrow parsed it only if it has a record for every line; rows of another width are parted off and read
one by one. A quotation mark that stays open, or a dialect with escapes, is left to the reader that knows how to mend it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
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
_LOOK_BACK = 400
_SAMPLE_LINES = 60


class Block(msgspec.Struct):
    """Some rows of a table: as columns of text by place, or as cells where the text is irregular; or both."""

    numbers: pa.Array | None = None
    """The line of each row of the columns."""
    columns: list[pa.Array] = []
    rows: list[tuple[int, list[str]]] = []


def read(table: Table, report: Report | None = None) -> Iterator[Block]:
    """The rows below a table's header. Raises Refused if the file is damaged."""
    quote = table.dialect.quote
    if table.format != "csv" or table.dialect.escape or len(quote) > 1:
        yield from _by_rows(table, report)
        return
    skip = (table.header_row or 0) + max(table.header_rows - 1, 0)
    with opening.stream(table.path) as (stream, _):
        text = plain.decoded(stream, table.encoding)
        head = [text.readline(plain.MAX_LINE) for _ in range(skip)]
        if not any((quote and line.count(quote) % 2) or len(line) >= plain.MAX_LINE for line in head):
            yield from _Blocks(text, table.dialect, skip + 1).read()
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
        self.width = 0
        self.count = 0

    def read(self) -> Iterator[Block]:
        carry, first = "", True
        while True:
            more = self.text.read(CHARACTERS)
            block = carry + (more.replace("\0", "") if "\0" in more else more)
            if first:
                block, first = plain.strip_marks(block) if self.line == 1 else block, False
            carry = ""
            if more:
                if block.endswith("\r"):
                    block, carry = block[:-1], "\r"
                block = _one_ending(block)
                cut = self._cut(block)
                if cut <= 0 and len(block) > plain.MAX_LINE:
                    yield from self._to_the_end(block + carry)
                    return
                block, carry = block[:cut], block[cut:] + carry
            else:
                block = _one_ending(block)
                if self.dialect.quote and block.count(self.dialect.quote) % 2:
                    yield from self._to_the_end(block)
                    return
            if block.strip("\n"):
                found = self._parsed(block if block.endswith("\n") else block + "\n")
                yield found
                self.count += len(found.rows) + (len(found.numbers) if found.numbers is not None else 0)
            self.line += block.count("\n")
            if not more or self.count >= MAX_ROWS:
                return

    def _cut(self, block: str) -> int:
        """Where the last line ends at which no quotation mark is open; 0 if there is none near."""
        quote = self.dialect.quote
        cut = block.rfind("\n") + 1
        odd = bool(quote) and block.count(quote, 0, cut) % 2 == 1
        for _ in range(_LOOK_BACK):
            if not odd or not cut:
                return cut
            before = block.rfind("\n", 0, cut - 1) + 1
            odd ^= block.count(quote, before, cut) % 2 == 1
            cut = before
        return 0

    def _parsed(self, block: str) -> Block:
        lines = block.count("\n")
        if not self.width:
            self.width = _width(block, self.dialect)
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
        except pa.ArrowInvalid:
            return self._plainly(block)
        if table.num_rows + len(odd) != lines or len(odd) > lines * _MOST_ODD:
            return self._plainly(block)
        numbers = pa.array(range(self.line, self.line + lines), pa.int32())
        if odd:
            out = {number for number, _ in odd}
            numbers = pa.array([self.line + at for at in range(lines) if at + 1 not in out], pa.int32())
            if len(numbers) != table.num_rows:
                return self._plainly(block)
        rows = [
            (self.line + number - 1, cells)
            for number, text in odd
            if text.strip()
            for cells in plain.reader([text], self.dialect)
        ]
        return Block(numbers, [column.combine_chunks() for column in table.columns], rows)

    def _plainly(self, block: str) -> Block:
        return Block(rows=self._records(io.StringIO(block, newline="")))

    def _records(self, lines: Iterator[str]) -> list[tuple[int, list[str]]]:
        found = plain.Records(lines, self.dialect)
        return [(self.line + number - 1, cells) for number, cells in found if any(cells)]

    def _to_the_end(self, block: str) -> Iterator[Block]:
        """What is left of the text, line by line."""
        lines = plain.Records(chain(io.StringIO(block, newline=""), plain.lines(self.text)), self.dialect)
        held: list[tuple[int, list[str]]] = []
        size = 0
        for number, cells in lines:
            if not any(cells):
                continue
            held.append((self.line + number - 1, cells))
            size += sum(map(len, cells))
            if size >= CHARACTERS or len(held) >= 8192:
                yield Block(rows=held)
                held, size = [], 0
                self.count += 8192
                if self.count >= MAX_ROWS:
                    return
        if held:
            yield Block(rows=held)


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
