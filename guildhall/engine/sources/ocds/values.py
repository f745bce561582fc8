"""One published value to canonical text. Everything repeats, so everything is remembered."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from msgspec import Raw

from guildhall.engine.clean import dates

_NUMBER = re.compile(r"\s*(-?\d{1,15})(?:\.(\d{1,12})\d*)?(?:[eE]\+?(\d{1,2}))?\s*")
_DAYS_A_MONTH = 30.4375


@lru_cache(maxsize=65536)
def day(text: str) -> str:
    """The London day of a published moment as ISO text, empty if it cannot be read.

    `2026-06-30T23:30:00Z` is 1 July in London. But the last second of a day means the day that is written, whatever
    its zone: in August 2026 61 contract notices gave `2027-07-31T23:59:59Z` for terms that end with the school year.
    """
    if text[10:19] == "T23:59:59":
        text = text[:10]
    found = dates.london_day(text)
    return found.isoformat() if found else ""


@lru_cache(maxsize=65536)
def hour_day(text: str) -> date | None:
    """The London day of a moment cut after the hour, e.g. `2026-08-10T23` and its zone."""
    return dates.london_day(text)


def published_on(text: str) -> date | None:
    """The London day on which a release appeared. Minutes are cut off so that most answers are remembered."""
    if len(text) > 19 and text[10] == "T" and text[19] in "Z+-":
        return hour_day(text[:13] + ":00:00" + text[19:])
    return hour_day(text)


@lru_cache(maxsize=4096)
def moment(text: str) -> str:
    """A moment as text that sorts in time, whatever its zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    if found.tzinfo is None:
        return found.strftime("%Y%m%d%H%M%S")
    seconds = found.utcoffset()
    return (found - seconds if seconds else found).strftime("%Y%m%d%H%M%S")


@lru_cache(maxsize=65536)
def _amount(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace").strip()
    if text[:1] == '"':
        text = text.strip('"').replace(",", "").removeprefix("£").strip()
    match = _NUMBER.fullmatch(text)
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
    text = _amount(raw)
    if not text or float(text) <= 0:
        return 0
    number = float(text)
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
    text = _amount(bytes(raw))
    return int(text) if text.isdigit() and len(text) < 10 else None
