"""Dates, money, distances and titles in the words of the briefing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from guildhall.engine.decide.arithmetic import months_between

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
LONGEST_TITLE = 64
SHORTEST_TITLE = 8
NEAR_DAYS = 60
"""Up to this many days a distance is told in days, then in months."""
FAR_MONTHS = 24
_CODE = re.compile(
    r"^(?:GB-[\w ]{2,30}:\s*|(?=\S*\d)[\w./()&-]+\s*(?:[-–:|]\s+|\s[-–:|]\s*)|(?=\S*\d)[A-Z]+[\d/._-]{3,}\s+)(?=\w)"
)
_QUOTES = str.maketrans("\x91\x92\x93\x94\x96\x97\x85", "‘’“”–—…")
"""Signs of a Windows file that was read as Latin: apostrophes and dashes, not nothing."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\xa0\u200b-\u200f\ufeff\ufffd]+")
_ENDS = " ,;:-–(/&"


def day(value: date) -> str:
    """`30 September 2026`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """`September 2026`."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def number(value: int) -> str:
    """Words up to ten, figures above."""
    return NUMBERS[value] if 0 <= value < len(NUMBERS) else f"{value:,}"


def count(value: int, noun: str, plural: str = "") -> str:
    """`one contract`, `12 contracts`."""
    return f"{number(value)} {noun if value == 1 else plural or noun + 's'}"


def listed(parts: Sequence[str], most: int = 0) -> str:
    """`A, B and C`; beyond `most`, `A, B and 3 others`."""
    if most and len(parts) > most:
        rest = len(parts) - most + 1
        parts = [*parts[: most - 1], f"{number(rest)} other{'s' if rest > 1 else ''}"]
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def first_lower(words: str) -> str:
    """`revenues and benefits` inside a sentence; `ICT support` stays as it is."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


_WEAK_ENDS = re.compile(r"\s+(?:back office|case management|platform|systems?)$")


def need(category_name: str) -> str:
    """`planning and building control` for the category of that name: what it is for, not what kind of thing it is."""
    return _WEAK_ENDS.sub("", first_lower(category_name))


def money(value: Decimal) -> str:
    """`£142,000` below a million, `£1.24m` above; no pennies."""
    million = Decimal(1_000_000)
    if value < million:
        return f"£{value.quantize(Decimal(1)):,}"
    text = f"{value / million:.2f}".rstrip("0").rstrip(".")
    return f"£{Decimal(text):,}m"


def away(value: date, on: date) -> str:
    """How far a day is from today: `54 days late`, `today`, `in 23 days`, `in 4 months`, `in 3 years`."""
    days = (value - on).days
    if days == 0:
        return "today"
    size = abs(days)
    months = months_between(*sorted((value, on)))
    if size <= NEAR_DAYS:
        words = f"{size} day{'s' if size > 1 else ''}"
    elif months < FAR_MONTHS:
        words = f"{months} month{'s' if months > 1 else ''}"
    else:
        words = f"{months // 12} years"
    return f"{words} late" if days < 0 else f"in {words}"


_BEFORE = re.compile(
    r"^(?:(?:supply|provision|hosting|support|maintenance|implementation|purchase|licensing|licences?|and|of|an?|the)[ ,]+){1,9}"
    r"(?:of|for) (?:the |an? )?(?=\w)",
    re.IGNORECASE,
)


def subject(title: str) -> str:
    """What is bought, without “supply, hosting and support of” before it."""
    bare = _BEFORE.sub("", title.strip())
    return first_upper(bare) if len(bare) > LONGEST_TITLE // 8 else title


@lru_cache(maxsize=20_000)
def clip(title: str, most: int = LONGEST_TITLE) -> str:
    """A title short enough for a heading, without the reference number before it, cut at a word."""
    title = " ".join(_UNSEEN.sub(" ", title.translate(_QUOTES)).split())
    bare = _CODE.sub("", title)
    title = bare if len(bare) >= SHORTEST_TITLE else title
    if title.isupper() and len(title) > len("LONGTITLE"):
        title = title.capitalize()
    if len(title) <= most:
        return title.rstrip(_ENDS + ".")
    short = title[: most + 1].rsplit(" ", 1)[0] if " " in title[: most + 1] else title[:most]
    if short.count("(") > short.count(")"):
        short = short.rsplit("(", 1)[0]
    return short.rstrip(_ENDS) + "…"
