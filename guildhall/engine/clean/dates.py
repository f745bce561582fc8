"""UK dates as people type them: day first, never American. What cannot be read says why and stays unknown."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

Problem = Literal[
    "", "empty", "not_applicable", "pending", "open_ended", "vague", "placeholder", "impossible", "two_dates", "unreadable"
]  # fmt: skip


class Day(msgspec.Struct, frozen=True):
    """A day, or the bounds within which it lies, or the reason why it is unknown.

    `on` is set only when the day itself is known; then the bounds equal it. A month ("Mar-26") has bounds alone.
    """

    on: date | None = None
    earliest: date | None = None
    latest: date | None = None
    problem: Problem = ""
    words: str = ""
    """Why the day is unknown or what was repaired, as the end of a sentence an officer understands."""

    @property
    def known(self) -> bool:
        return self.earliest is not None


FIRST_YEAR, LAST_YEAR = 1950, 2150
_PIVOT = 70  # a two-digit year below it is 20xx: contracts run to the 2050s, company records start in the 1970s
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_SERIALS = range(20_000, 80_000)  # 1954 to 2119
_LONDON = ZoneInfo("Europe/London")

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan", "february feb febuary", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ],
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_WORDS: dict[str, tuple[Problem, str]] = {}


def _says(problem: Problem, words: str, listed: str) -> None:
    _WORDS.update(dict.fromkeys(listed.split("|"), (problem, words)))


_says(
    "not_applicable",
    "it says that no date applies",
    "n/a|na|n.a.|n/a.|not applicable|none|nil|no|not required|does not apply|no review|not reviewed",
)
_says(
    "pending",
    "the date is still to come",
    "tbc|tba|tbd|t.b.c.|t.b.c|t.b.a.|to be confirmed|to be advised|to be agreed|to be determined|awaiting|pending|"
    "awaiting confirmation|not yet known|not known yet|tbc.|not yet agreed|under review|in progress",
)
_says(
    "open_ended",
    "it runs on with no end given",
    "ongoing|on-going|on going|rolling|rolling contract|open|open ended|open-ended|open ended contract|indefinite|"
    "perpetual|evergreen|no end date|continuous|until further notice|until terminated|permanent|annual rolling|"
    "rolling annual|present|current|unlimited|no expiry|does not expire|never",
)
_says(
    "vague",
    "it gives no date",
    "unknown|not known|n/k|nk|not stated|not specified|not given|not recorded|not available|various|as required|"
    "see contract|see notes|see comments|ad hoc|ad-hoc|expired|complete|completed|closed|terminated|-|--|---|–|—|?|"
    "??|???|x|yes|redacted|null|nan|nat|#n/a|#ref!|#value!|#num!|########",
)

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\- ](\d{1,2})[/.\- ](\d{1,2})")
_NAMED_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ \-/.,]*([a-z]{3,9})\.?[ \-/.,']*(\d{4}|\d{2})")
_NAMED_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_NAMED_MONTH = re.compile(r"([a-z]{3,9})\.?[ \-/.,']*(\d{4}|\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.\-](\d{4})")
_YEAR_PART = re.compile(r"(\d{4})(?: ?[/\-–] ?(\d{2}|\d{4}))?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_COMPACT = re.compile(r"\d{8}")
_TIME = re.compile(
    r"(?:t|,? +(?:at )?)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[ap]m)?(?: ?(?:z|utc|gmt|bst|[+-]\d{2}:?\d{2}))?$"
)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? +(?:the +)?")
_LOOSE = re.compile(
    r"^(?:c\.? ?|circa |approx(?:imately|\.)? |about |est(?:imated|\.)? |by |the |(?:at )?(?:the )?end of |end |until |to )+"
)
_ANY_DATE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9} \d{4}")


def _unknown(problem: Problem, words: str) -> Day:
    return Day(problem=problem, words=words)


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 2:
        return 2000 + year if year < _PIVOT else 1900 + year
    return year


def _day(year: int, month: int, day: int) -> Day:
    if not 1 <= month <= 12:
        return _unknown("impossible", f"there is no month {month} (dates are read day first)")
    if year in {9999, 2999, 3000} or (year, month, day) in {(1900, 1, 1), (1900, 1, 0), (1899, 12, 30), (1970, 1, 1)}:
        return _unknown("placeholder", f"the year {year} stands in for an unknown date")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _unknown("impossible", f"the year {year} cannot be right")
    if not 1 <= day <= monthrange(year, month)[1]:
        return _unknown("impossible", f"there is no day {day} in month {month} of {year}")
    on = date(year, month, day)
    return Day(on, on, on)


def _span(first: Day, last: Day, words: str) -> Day:
    if first.on is None or last.on is None:
        return first if first.on is None else last
    return Day(None, first.on, last.on, "", words)


def _month(year: int, month: int) -> Day:
    if not 1 <= month <= 12 or not FIRST_YEAR <= year <= LAST_YEAR:
        return _day(year, month, 1)
    return _span(_day(year, month, 1), _day(year, month, monthrange(year, month)[1]), "only the month is given")


def _years(year: int, other: str | None) -> Day:
    """A calendar year, a financial year (2025/26) or a month (2026-03); where it may be two of them, both."""
    if other is None:
        return _span(_day(year, 1, 1), _day(year, 12, 31), "only the year is given")
    tail = int(other) if len(other) == 4 else year - year % 100 + int(other)
    tail = tail + 100 if len(other) == 2 and tail < year and other == "00" else tail
    if tail == year + 1:
        start, end = _day(year, 4, 1), _day(year + 1, 3, 31)
        if len(other) == 2 and 1 <= int(other) <= 3:  # "2002-03" may also be March 2002
            start = _day(year, int(other), 1)
        return _span(start, end, "only the financial year is given")
    if len(other) == 2 and 1 <= int(other) <= 12:
        return _month(year, int(other))
    return _unknown("unreadable", "it is not a date we can read")


def _named(text: str) -> Day | None:
    if match := _NAMED_DAY_FIRST.fullmatch(text):
        day, name, year = match.groups()
        if name in _MONTHS:
            return _day(_year(year), _MONTHS[name], int(day))
    if (match := _NAMED_MONTH_FIRST.fullmatch(text)) and match[1] in _MONTHS:
        return _day(int(match[3]), _MONTHS[match[1]], int(match[2]))
    if (match := _NAMED_MONTH.fullmatch(text)) and match[1] in _MONTHS:
        return _month(_year(match[2]), _MONTHS[match[1]])
    return None


def _numeric(text: str) -> Day | None:
    if match := _DAY_FIRST.fullmatch(text):
        return _day(_year(match[3]), int(match[2]), int(match[1]))
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if _COMPACT.fullmatch(text):
        if text[:2] in {"19", "20"} and int(text[4:6]) <= 12:
            return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
        return _day(int(text[4:]), int(text[2:4]), int(text[:2]))
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) in _EXCEL_SERIALS:
        on = _EXCEL_EPOCH + timedelta(days=int(match[1]))
        return Day(on, on, on, "", "read from a spreadsheet's day number")
    if match := _MONTH_YEAR.fullmatch(text):
        return _month(int(match[2]), int(match[1]))
    if match := _YEAR_PART.fullmatch(text):
        return _years(int(match[1]), match[2])
    return None


def _london(text: str) -> date | None:
    """The London day of an ISO moment; None if it is none. Ends are published as 23:59:59+01:00 and starts as Z."""
    try:
        moment = datetime.fromisoformat(text.upper() if text[-1:] == "z" else text)
    except (ValueError, OverflowError):
        return None
    try:
        return (moment if moment.tzinfo is None else moment.astimezone(_LONDON)).date()
    except OverflowError:  # 9999-12-31T23:59:59-01:00
        return moment.date()


@lru_cache(maxsize=65536)
def read(text: str) -> Day:
    """One cell or value that should be a date. Never raises."""
    if (
        len(text) == 10 and text[4] == "-" == text[7] and text.isascii() and text[:4].isdigit()
    ):  # by far the most frequent
        try:
            on = date.fromisoformat(text)
        except ValueError:
            pass
        else:
            return _day(on.year, on.month, on.day)
    if len(text) > 200:
        return _unknown("unreadable", "it is prose, not a date")
    plain = " ".join(text.split()).strip("'\"‘’ ;,").lower()
    if not plain:
        return _unknown("empty", "the cell is empty")
    if plain in _WORDS:
        return _unknown(*_WORDS[plain])
    if not plain.isascii():
        plain = plain.replace("–", "-").replace("—", "-").replace("−", "-").replace("⁄", "/")
        if not plain.isascii():
            return _unknown("unreadable", "it is not a date we can read")
    if (
        len(plain) > 10
        and plain[4:5] == "-"
        and plain[10] in "t "
        and (moment := _london(plain.replace(" ", "t", 1).upper()))
    ):
        return _day(moment.year, moment.month, moment.day)
    loose = _LOOSE.sub("", plain)
    loose = _WEEKDAY.sub("", loose)
    loose = _TIME.sub("", loose).strip(" .,")
    found = _numeric(loose) or _named(loose) or _numeric(loose.replace(" ", ""))
    if found is not None:
        return found
    if len(_ANY_DATE.findall(plain)) > 1:
        return _unknown("two_dates", "the cell holds more than one date")
    return _unknown("unreadable", "it is not a date we can read")


@lru_cache(maxsize=65536)
def london_day(text: str) -> date | None:
    """The London day of an ISO date or moment as notices give it, else whatever `read` makes of it; None if unknown."""
    if len(text) > 10 and text[4:5] == "-" and (day := _london(text)):
        return _day(day.year, day.month, day.day).on
    return read(text).on


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last of that month."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def extend(end: date, months: int) -> date:
    """A period's last day after extending it: counted from the day after, so 28 February 2023 leads to 29 February 2024."""
    return add_months(end + timedelta(days=1), months) - timedelta(days=1)
