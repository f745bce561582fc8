"""A list of products, one row each: product, supplier, category, and if wanted other names and words it needs beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from guildhall.engine.clean import text
from guildhall.engine.records import Issue
from guildhall.engine.sources import tabular
from guildhall.engine.sources.tabular import Report, columns, header, opening
from guildhall.engine.sources.tabular.line import Line

COLUMNS = Path(__file__).with_name("columns.yaml")
_MOST_OTHER = 2
"""Columns beside its own that a list may have; a table with more is about something else."""


class Listed(msgspec.Struct, frozen=True):
    """One product as the list has it. `category` is as written."""

    name: str
    supplier: str
    category: str
    aliases: tuple[str, ...]
    needs: tuple[str, ...]
    document: str
    row: int


def column_map() -> columns.ColumnMap:
    return columns.load(COLUMNS)


def likeness(names: Sequence[str]) -> float:
    """0 to 1: how surely a table with these columns lists products and nothing else."""
    fields = column_map().match(names)
    rest = [
        name for name in names if name and header.key(name) not in {header.key(names[at]) for at in fields.values()}
    ]
    return 0.85 if {"product", "supplier", "category"} <= fields.keys() and len(rest) <= _MOST_OTHER else 0.0


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (text.label(each) for each in cell.split("|")) if part)


def read(path: Path, report: Report) -> Iterator[Listed]:
    """Every product of every sheet that lists products."""
    try:
        for table in tabular.tables(path, column_map().keys):
            if not likeness(table.columns):
                continue
            places = column_map().match(table.columns)
            for row in table.rows(report):
                line = Line(table.name, row, places, table.columns, report)
                name = text.label(line.cell("product"))
                if not any(letter.isalnum() for letter in name):
                    line.issue("refused", "row_without_product", "the row names no product")
                    continue
                yield Listed(
                    name, text.label(line.cell("supplier")), text.label(line.cell("category")), _parts(line.cell("alias")),
                    _parts(line.cell("needs")), table.name, line.number,
                )  # fmt: skip
    except tabular.Refused as refused:
        report(Issue(opening.name_of(path), "", "refused", "file_unreadable", str(refused)))
