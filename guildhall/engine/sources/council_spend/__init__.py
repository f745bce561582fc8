"""Councils' payments over £250 or £500: recognised by their columns, or by their cells where a month has no header."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from guildhall.engine.clean import dates, money
from guildhall.engine.sources.tabular import columns

COLUMNS = Path(__file__).with_name("columns.yaml")


def column_map() -> columns.ColumnMap:
    return columns.load(COLUMNS)


def likeness(names: Sequence[str]) -> float:
    """0 to 1: how surely a table with these columns lists payments."""
    fields = column_map().match(names).keys()
    if not {"supplier", "amount"} <= fields:
        return 0.0
    others = len(fields & {"paid_on", "transaction", "department", "purpose", "account", "organisation"})
    return min(1.0, 0.4 + len(fields) / 16) if others >= 2 else 0.0


def likeness_of_cells(rows: Sequence[Sequence[str]]) -> float:
    """The same for a table without header: one column of days, one of sums, and words beside them."""
    width = max(map(len, rows), default=0)
    days = sums = words = 0
    for place in range(width):
        cells = [row[place] for row in rows if place < len(row) and row[place]]
        if len(cells) < max(3, len(rows) // 2):
            continue
        count = len(cells) * 0.8
        if sum(dates.read(cell).on is not None for cell in cells) >= count:
            days += 1
        elif sum("." in cell and money.read(cell).amount is not None for cell in cells) >= count:
            sums += 1
        elif sum(any(map(str.isalpha, cell)) for cell in cells) >= count:
            words += 1
    return 0.5 if days == 1 and sums == 1 and words >= 2 else 0.0
