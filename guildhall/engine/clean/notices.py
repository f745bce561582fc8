"""How much notice must be given: from a cell ("3 months") or from a sentence ("to be asked for six months before the end").

Months stay months and days stay days, because the two are taken off a date differently. Only notice to extend or to stop
a renewal is meant; a sentence about ending early, prices or breaks speaks of something else and is passed over.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LONGEST_DAYS = 1100
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "eighteen": 18, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_WORD = re.compile(r"\b(" + "|".join(_NUMBERS) + r")\b")
_ALONE = re.compile(r"\d{1,4}(?:\.\d{1,4})?")
_PERIOD = re.compile(r"(\d{1,4}(?:\.\d+)?) *[-‑]? *(years?|yrs?|y|months?|mths?|mnths?|m|weeks?|wks?|w|days?|d)\b")
_LENGTH = r"(\d{1,3}) ?(?:\(\d{1,3}\) ?)?(?:calendar |working |clear )?(years?|months?|mths?|weeks?|days?)"
_SPOKEN = tuple(
    re.compile(pattern)
    for pattern in (
        _LENGTH + r"['’]?s?['’]? (?:(?:prior|written|advance|clear|formal|minimum|of|in) )*notice\b",
        r"\bnotice (?:period )?(?:to extend |for extension |required )?(?:of|is|being|:)? ?(?:not less than |no less than |at least |a minimum of |minimum |min )?"
        + _LENGTH,
        r"\b(?:asked for|requested|exercised|notified|confirmed|agreed|invoked|triggered|served|given|taken up)\b[^.;]{0,40}?"
        + _LENGTH
        + r" (?:before|prior to|ahead of|in advance of)\b",
    )
)
_OTHERWISE = re.compile(
    r"terminat|break|cancel|price|increase|withdraw|end (?:the contract )?early|for convenience|breach"
)


class Notice(NamedTuple):
    """Either in months or in days; neither when nothing is said."""

    months: int | None = None
    days: int | None = None


def _of(amount: float, unit: str) -> Notice:
    if unit[0] == "y":
        amount, unit = amount * 12, "months"
    if unit[0] == "m" and amount == int(amount):
        return Notice(months=int(amount)) if 0 <= amount * 30 <= LONGEST_DAYS else Notice()
    days = round(amount * {"m": 30, "w": 7, "d": 1}[unit[0]])
    return Notice(days=days) if 0 <= days <= LONGEST_DAYS else Notice()


def _plain(text: str) -> str:
    return _WORD.sub(lambda found: str(_NUMBERS[found[1]]), " ".join(text.lower().split()))


@lru_cache(maxsize=1024)
def read(cell: str, column: str) -> Notice:
    """A cell that holds a notice period and nothing else; a bare number counts in the column's unit, else in days."""
    plain = _plain(cell)
    if _ALONE.fullmatch(plain):
        return _of(float(plain), "month" if "month" in column.lower() else "day")
    found = _PERIOD.findall(plain)
    return _of(float(found[0][0]), found[0][1]) if len(found) == 1 else Notice()


@lru_cache(maxsize=8192)
def spoken(words: str) -> Notice:
    """The notice to extend that a notice's prose about renewal speaks of; nothing where sentences name two."""
    lowered = words[:4000].lower()
    if not (
        "notice" in lowered
        or " before " in lowered
        or " prior to " in lowered
        or " ahead of " in lowered
        or "advance" in lowered
    ):
        return Notice()
    found: set[Notice] = set()
    for sentence in re.split(r"[.;](?:\s|$)", _plain(lowered)):
        if not _OTHERWISE.search(sentence):
            found.update(_of(float(hit[0]), hit[1]) for pattern in _SPOKEN for hit in pattern.findall(sentence))
    found.discard(Notice())
    return found.pop() if len(found) == 1 else Notice()
