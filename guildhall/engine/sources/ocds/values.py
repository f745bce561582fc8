"""One published value to canonical text. Everything repeats, so everything is remembered."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from msgspec import Raw

from guildhall.engine.clean import dates, text

_NUMBER = re.compile(r"\s*(-?\d{1,15})(?:\.(\d{1,12})\d*)?(?:[eE]\+?(\d{1,2}))?\s*")
# No telephone number without this: spares most prose the slow search for one.
_PERHAPS_PHONE = re.compile(r"0[1-357-9][\d ().-]{7}", re.ASCII)
_SPOILT_BEYOND_ASCII = ("Ã", "Â", "Ä", "Å", "â", "ï", "ð", "¬£", "‚Ä")
_DAYS_A_MONTH = 30.4375


@lru_cache(maxsize=65536)
def day(published: str) -> str:
    """The London day of a published moment as ISO text, empty if it cannot be read.

    `2026-06-30T23:30:00Z` is 1 July in London. But the last second of a day means the day that is written, whatever
    its zone: in August 2026 61 contract notices gave `2027-07-31T23:59:59Z` for terms that end with the school year.
    """
    if published[10:19] == "T23:59:59":
        published = published[:10]
    found = dates.london_day(published)
    return found.isoformat() if found else ""


@lru_cache(maxsize=65536)
def _hour_day(published: str) -> date | None:
    """The London day of a moment cut after the hour, e.g. `2026-08-10T23` and its zone."""
    return dates.london_day(published)


def published_on(moment: str) -> date | None:
    """The London day on which a release appeared. Minutes are cut off so that most answers are remembered."""
    if len(moment) > 19 and moment[10] == "T" and moment[19] in "Z+-":
        return _hour_day(moment[:13] + ":00:00" + moment[19:])
    return _hour_day(moment)


@lru_cache(maxsize=4096)
def sortable(moment: str) -> str:
    """A moment as text that sorts in time, whatever its zone."""
    try:
        found = datetime.fromisoformat(moment)
        seconds = found.utcoffset()
        at = found - seconds if seconds else found
    except (ValueError, OverflowError):  # the last day of the year 9999, west of Greenwich, is a moment of no year
        return moment
    return at.strftime("%Y%m%d%H%M%S")


@lru_cache(maxsize=65536)
def _amount(raw: bytes) -> str:
    number = raw.decode("utf-8", "replace").strip()
    if number[:1] == '"':
        number = number.strip('"').replace(",", "").removeprefix("£").strip()
    match = _NUMBER.fullmatch(number)
    if match is None:
        return ""
    whole, cents, exponent = match.groups()
    digits = whole + (cents or "")
    places = len(cents or "") - int(exponent or 0)
    if places <= 0:
        digits, places = digits + "0" * -places, 0
    if len(digits) - places > 16:
        return ""
    head, tail = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    sign, head = ("-", head[1:]) if head[:1] == "-" else ("", head)
    return sign + (head.lstrip("0") or "0") + ("." + tail if tail else "")


def amount(raw: Raw) -> str:
    """A sum as plain decimal text, empty if it is missing or no usable number (`null`, `1e9999`, `"n/a"`)."""
    return _amount(bytes(raw)) if raw else ""


@lru_cache(maxsize=4096)
def _months(raw: bytes, per_month: bool) -> int:
    number = float(_amount(raw) or 0)
    if number <= 0:
        return 0
    if per_month:
        months = number
    elif number % 30 == 0:  # Find a Tender and Public Contracts Scotland write months x 30 (360, 720, 1440)
        months = number / 30
    elif number % 365 == 0:
        months = number / 365 * 12
    else:
        months = number / _DAYS_A_MONTH
    return round(months) if 0.5 <= months <= 1200 else 0


def months_of_days(raw: Raw) -> int:
    """A duration in days as whole months; 0 if it is none, endless or under half a month."""
    return _months(bytes(raw), False) if raw else 0


def months(raw: Raw) -> int:
    """A duration in months as a whole number; 0 if it is none."""
    return _months(bytes(raw), True) if raw else 0


def whole(raw: Raw) -> int | None:
    """A count, None if it is no whole number of nought or more."""
    number = _amount(bytes(raw)) if raw else ""
    return int(number) if number.isdigit() and len(number) < 10 else None


def _to_hide(words: str) -> bool:
    if "@" in words or "+44" in words or "0044" in words:
        return True
    for match in _PERHAPS_PHONE.finditer(words):
        start = match.start()
        if start == 0 or not words[start - 1].isdigit():
            return True
    return False


def _spoilt(words: str) -> bool:
    if "<" in words or "\r" in words or ("&" in words and ";" in words):
        return True
    return not words.isascii() and any(sign in words for sign in _SPOILT_BEYOND_ASCII)


def _tidy(words: str) -> str:
    if "\n" not in words:
        return " ".join(words.split()) if "  " in words or "\t" in words else words.strip()
    if "  " in words or "\t" in words:
        lines = [" ".join(line.split()) if "  " in line or "\t" in line else line.strip() for line in words.split("\n")]
        plain = "\n".join(lines).strip()
    else:
        plain = "\n".join([line.strip() for line in words.split("\n")]).strip()
    while "\n\n\n" in plain:
        plain = plain.replace("\n\n\n", "\n\n")
    return plain


def prose(words: str, limit: int = 3000) -> str:
    """What `clean.text.prose` makes of it, many times quicker where there is nothing to mend or to hide."""
    if "\r\n" in words:
        words = words.replace("\r\n", "\n")
    if len(words) > limit * 2:  # what is cut away below need not be tidied first
        words = words[: limit * 3 // 2] + " "
    if _spoilt(words):
        return text.prose(words, limit)
    plain = _tidy(words)
    if not plain.replace("\n", " ").isprintable():
        return text.prose(words, limit)
    if _to_hide(plain):
        plain = text.mask(plain)
    if len(plain) <= limit:
        return plain
    head, space, _ = plain[: limit - 2].rpartition(" ")
    return (head if space and len(head) > limit // 2 else plain[: limit - 2]).rstrip() + " …"
