"""Councils' payments over £250 or £500: recognised by their columns, or by their cells where a month has no header."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from guildhall.engine.sources.tabular import columns

COLUMNS = Path(__file__).with_name("columns.yaml")
NEEDED = frozenset({"supplier", "amount"})
BESIDE = frozenset({"paid_on", "transaction", "department", "purpose", "account", "organisation"})


def column_map() -> columns.ColumnMap:
    return columns.load(COLUMNS)


def likeness(names: Sequence[str]) -> float:
    """0 to 1: how surely a table with these columns lists payments, by names known and by words in them."""
    from guildhall.engine.sources.council_spend import mapping  # noqa: PLC0415 -- it reads this package's list of names

    known = column_map().match(names).keys()
    if known >= NEEDED and len(known & BESIDE) >= 2:
        return min(1.0, 0.4 + len(known) / 16)
    understood = mapping.by_words(names).keys()
    if understood >= NEEDED and "paid_on" in understood and len(understood & BESIDE) >= 2:
        return 0.45
    return 0.0


def likeness_of_cells(rows: Sequence[Sequence[str]]) -> float:
    """The same for a table without header: one column of days, one of sums, and words beside them."""
    from guildhall.engine.sources.council_spend import mapping  # noqa: PLC0415 -- it reads this package's list of names

    found = mapping.by_cells(rows)
    return 0.5 if found.keys() >= {"supplier", "amount", "paid_on"} else 0.0
