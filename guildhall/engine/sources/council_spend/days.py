"""When a payment was made: a day, or the bounds of the month or quarter. The order of day and month follows from all of
a column, for one cell such as 04/03/2019 cannot tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

import msgspec

from guildhall.engine.clean import dates
from guildhall.engine.clean.dates import Day

Order = Literal["day first", "month first", "year, day, month"]
FIRST, LAST = date(1995, 1, 1), date(2100, 1, 1)
"""Payments outside these years are slips of the key."""
_TRIPLE = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)", re.DOTALL)
_YEAR_FIRST = re.compile(r"(\d{4})([/.\- ])(\d{1,2})\2(\d{1,2})(?!\d)(.*)", re.DOTALL)
_MONTH = re.compile(r"((?:19|20)\d{2})[-/. ]?(0[1-9]|1[0-2])")
_SPAN = re.compile(r"(.{6,16}?) ?(?:-|–|to) ?([A-Za-z].{5,16})")
_STRAY = re.compile(r"(\d{4}-\d{2}-\d{2})[a-z]")
_IN_NAME = re.compile(
    r"(?<!\d)(20[012]\d)[-_. ]?(0[1-9]|1[0-2])(?!\d)"
    r"|(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[-_. ]*(20[012]\d|[012]\d)(?!\d)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Column(msgspec.Struct, frozen=True):
    """A column's days, in the order of its spellings: bounds, or nothing; and the order in which day and month stand."""

    bounds: tuple[tuple[date, date] | None, ...]
    order: Order
    mixed: bool
    """Some cells can only be read one way and some only the other."""


def column(spellings: Sequence[str], *, months: bool = False) -> Column:
    """Read a column's distinct spellings. `months` says that days in it stand for their month."""
    order, mixed = _order(spellings)
    return Column(tuple(_bounds(one(cell, order), months=months) for cell in spellings), order, mixed)


@lru_cache(maxsize=16384)
def one(cell: str, order: Order = "day first") -> Day:
    """One cell, in the order found for its column."""
    cell = cell.strip()
    if match := _MONTH.fullmatch(cell):  # "2011-12" is a month here: nobody pays over a year
        return _month(int(match[1]), int(match[2]))
    if order == "month first" and (match := _TRIPLE.fullmatch(cell)) and int(match[3]) > 0:
        first, second = int(match[1]), int(match[3])
        if first <= 12:
            return dates.read(f"{second}/{first}/{match[4]}{match[5]}")
    if order == "year, day, month" and (match := _YEAR_FIRST.fullmatch(cell)):
        return dates.read(f"{match[3]}/{match[4]}/{match[1]}{match[5]}")
    if order == "day first" and (match := _TRIPLE.fullmatch(cell)) and int(match[3]) > 12 >= int(match[1]):
        return dates.read(f"{match[3]}/{match[1]}/{match[4]}{match[5]}")
    found = dates.read(cell)
    if found.known:
        return found
    if match := _STRAY.fullmatch(cell):
        return dates.read(match[1])
    if match := _SPAN.fullmatch(cell):
        start, end = dates.read(match[1]), dates.read(match[2])
        if start.earliest and end.latest and start.earliest <= end.latest:
            return Day(None, start.earliest, end.latest, "", "only the months are given")
    return found


def _month(year: int, month: int) -> Day:
    first = date(year, month, 1)
    return Day(None, first, dates.add_months(first, 1) - date.resolution, "", "only the month is given")


def _bounds(day: Day, *, months: bool) -> tuple[date, date] | None:
    if months and day.on is not None:
        day = _month(day.on.year, day.on.month)
    first, last = day.earliest, day.latest
    return (first, last) if first and last and FIRST <= first <= last < LAST else None


def _order(spellings: Sequence[str]) -> tuple[Order, bool]:
    """Which of the orders the cells as a whole speak for."""
    triples: list[tuple[int, int, int]] = []
    late = early = 0
    for cell in spellings:
        if match := _TRIPLE.fullmatch(cell.strip()):
            triples.append((int(match[1]), int(match[3]), int(match[4])))
        elif match := _YEAR_FIRST.fullmatch(cell.strip()):
            late += int(match[3]) > 12
            early += int(match[4]) > 12
    if late and not early:
        return "year, day, month", False
    day_first = sum(1 for first, second, _ in triples if first > 12 >= second)
    month_first = sum(1 for first, second, _ in triples if second > 12 >= first)
    if day_first or month_first:
        return ("month first" if month_first > day_first else "day first"), bool(day_first and month_first)
    # Nothing beyond the twelfth: a month's payments lie in one month, whichever of the two numbers that is.
    firsts, seconds = {(a, y) for a, _, y in triples}, {(b, y) for _, b, y in triples}
    return ("month first" if len(firsts) * 3 < len(seconds) else "day first"), False


def in_name(name: str) -> tuple[date, date] | None:
    """The month that a file's or a title's name speaks of, if it is one."""
    found = {_named(match) for match in _IN_NAME.finditer(name)}
    if len(found) != 1:
        return None
    year, month = found.pop()
    return _bounds(_month(year, month), months=False)


def _named(match: re.Match[str]) -> tuple[int, int]:
    if match[1]:
        return int(match[1]), int(match[2])
    year = int(match[4])
    return (year if year > 99 else 2000 + year), _MONTHS.index(match[3][:3].lower()) + 1
