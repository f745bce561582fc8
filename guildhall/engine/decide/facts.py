"""The facts the sum needs about one contract, and how they are read from a line of JSON."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec

Mode = Literal["none", "express", "tacit", "unknown"]
LONDON = ZoneInfo("Europe/London")


class Option(msgspec.Struct, frozen=True, gc=False):
    """One way to extend that the contract declares. `months` is None when its length is not known."""

    months: int | None
    taken: bool = False


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one contract. None is unknown; `options=()` says that there are none."""

    starts_on: date | None = None
    ends_on: date | None = None
    """Last day (inclusive) of the term agreed now, options already taken included."""
    ends_earliest_on: date | None = None
    ends_latest_on: date | None = None
    last_end_on: date | None = None
    """The published last possible end."""
    options: tuple[Option, ...] | None = None
    renewal_mode: Mode = "unknown"
    notice_days: int | None = None
    notice_months: int | None = None
    next_route: str = ""
    criticality: int | None = None
    mobilise_months: int | None = None
    value_gross: Decimal | None = None
    shadow_on: date | None = None
    vesting_on: date | None = None
    meetings_on: tuple[date, ...] = ()
    """Days on which the council can decide (cabinet), when its calendar is known."""


class Line(msgspec.Struct, frozen=True):
    """One line of input read: the facts, and the names by which the asker will know the answer again."""

    facts: Facts
    names: dict[str, Any]


class FactError(ValueError):
    """A line that cannot be used, said in one plain sentence."""


_NAMES = ("id", "contract_id", "case")
_MODES = ("none", "express", "tacit", "unknown")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:$|[T ])")
_DIGITS = re.compile(r"\s*[0-9]{1,9}\s*$")
_MOST_MONTHS, _MOST_DAYS = 1200, 36500
_MOST_QUOTED = 80


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.strip().lower() in {"", "unknown", "not known"})


def _shown(value: Any) -> str:
    """The value as an error quotes it: enough to be found again, however long it is."""
    text = repr(value)
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}…"


@lru_cache(maxsize=65536)
def _day(text: str) -> date | None:
    if _ISO.match(text):
        with suppress(ValueError, OverflowError):
            moment = datetime.fromisoformat(text)
            return moment.date() if moment.tzinfo is None else moment.astimezone(LONDON).date()
    return None


def day(value: Any, name: str) -> date | None:
    """A day from `2026-11-23`, or from a moment, whose day is the one in London."""
    if _blank(value):
        return None
    found = _day(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise FactError(f"{name}: {_shown(value)} is not a date; write it as 2026-11-23")
    return found


def _number(value: Any, name: str, most: int, least: int = 0) -> int | None:
    if _blank(value):
        return None
    number: Any = value
    if isinstance(value, str):
        number = int(value) if _DIGITS.match(value) else value
    elif isinstance(value, float) and value.is_integer():
        number = int(value)
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise FactError(f"{name}: {_shown(value)} is not a whole number from {least} to {most}")
    return number


def _option(value: Any) -> Option:
    if isinstance(value, dict):
        taken = value.get("taken", False)
        if not isinstance(taken, bool):
            raise FactError(f"options: taken is {_shown(taken)}; write true or false")
        return Option(_number(value.get("months"), "options: months", _MOST_MONTHS, 1), taken)
    return Option(_number(value, "options", _MOST_MONTHS, 1))


def _options(value: Any) -> tuple[Option, ...] | None:
    if value is None or (isinstance(value, str) and _blank(value)):
        return None
    if isinstance(value, str):
        value = re.split(r"[,+]", value)
    if isinstance(value, int | float):
        value = [value]
    if not isinstance(value, list):
        raise FactError(f"options: {_shown(value)} is not a list of options")
    return tuple(_option(each) for each in value)


def _word(value: Any, name: str) -> str:
    if _blank(value):
        return ""
    if not isinstance(value, str):
        raise FactError(f"{name}: {_shown(value)} is not a word")
    return value.strip().lower().replace("-", "_").replace(" ", "_")


def _money(value: Any) -> Decimal | None:
    if _blank(value):
        return None
    amount = Decimal("NaN")
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        with suppress(InvalidOperation):
            amount = Decimal(str(value))
    if not amount.is_finite() or amount < 0:
        raise FactError(f"value_gross: {_shown(value)} is not an amount of money")
    return amount


def read(line: str | bytes, routes: tuple[str, ...]) -> Line:
    """Facts from one line of JSON. Unknown keys are passed over; a value that cannot be meant stops the line."""
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise FactError("this line is not JSON") from None
    if not isinstance(row, dict):
        raise FactError('this line is not an object with facts, such as {"ends_on": "2027-06-30"}')
    mode = _word(row.get("renewal_mode"), "renewal_mode") or "unknown"
    if mode not in _MODES:
        raise FactError(f"renewal_mode: {_shown(mode)} is none of none, express, tacit, unknown")
    route = _word(row.get("next_route"), "next_route")
    if route and route not in routes:
        raise FactError(f"next_route: {_shown(route)} is none of {', '.join(routes)}")
    meetings = row.get("meetings_on") or []
    if not isinstance(meetings, list):
        raise FactError("meetings_on: give a list of dates")
    dates = {
        name: day(row.get(name), name)
        for name in (
            "starts_on", "ends_on", "ends_earliest_on", "ends_latest_on", "last_end_on", "shadow_on", "vesting_on",
        )
    }  # fmt: skip
    facts = Facts(
        **dates,
        options=_options(row.get("options")),
        renewal_mode=mode,  # type: ignore[arg-type]  # checked against _MODES above
        notice_days=_number(row.get("notice_days"), "notice_days", _MOST_DAYS),
        notice_months=_number(row.get("notice_months"), "notice_months", _MOST_MONTHS),
        next_route=route,
        criticality=_number(row.get("criticality"), "criticality", 3, 1),
        mobilise_months=_number(row.get("mobilise_months"), "mobilise_months", _MOST_MONTHS),
        value_gross=_money(row.get("value_gross")),
        meetings_on=tuple(sorted(d for d in (day(m, "meetings_on") for m in meetings) if d is not None)),
    )
    return Line(facts, {name: row[name] for name in _NAMES if name in row})
