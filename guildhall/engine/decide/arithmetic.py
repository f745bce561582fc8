"""Days and months as contracts use them: by the calendar, clamped to the end of the month."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in_month(year: int, month: int) -> int:
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _DAYS[month - 1]


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later (or earlier when negative), clamped to that month's last day.

    31 August 2027 less 6 months is 28 February 2027. Outside the years a date can hold, the first or last day it can.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < 1:
        return date.min
    if year > 9999:
        return date.max
    month += 1
    last = day.day
    if last > 28:
        last = min(last, days_in_month(year, month))
    return date(year, month, last)


def add_days(day: date, days: int) -> date:
    """`days` later (earlier when negative), held inside the years a date can hold."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def extend_term(ends_on: date, months: int) -> date:
    """The last day of a term that ends on `ends_on` and is made `months` longer.

    A term's last day is inclusive, so one that ends with its month still does: 30 June and 6 months is 31 December.
    """
    longer = add_months(ends_on, months)
    if ends_on.day == days_in_month(ends_on.year, ends_on.month) and longer < date.max:
        return longer.replace(day=days_in_month(longer.year, longer.month))
    return longer


def months_between(first: date, second: date) -> int:
    """Whole calendar months from one day to a later one; 0 when the second is not later."""
    if second <= first:
        return 0
    months = (second.year - first.year) * 12 + second.month - first.month
    return months if add_months(first, months) <= second else months - 1


@lru_cache(maxsize=4096)
def term_months(starts_on: date, ends_on: date) -> float:
    """Length of a term in months, first and last day included, to a tenth: 1 April to 31 March is 12."""
    if ends_on < starts_on:
        return 0.0
    after = add_days(ends_on, 1)
    whole = months_between(starts_on, after)
    rest = (after - add_months(starts_on, whole)).days
    return round(whole + rest / 30.4375, 1) if rest else float(whole)
