"""When a register's contract begins and ends, how it may be extended, and what of that has been used.

Registers keep two or three ends apart under many names: as first agreed, now in force, last possible. Options come as
words ("2 x 12 months"), as a number of months times a count, or as a last date. What a row does not settle is inferred
with basis D or stays unknown; nothing is made up.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from guildhall.engine.clean import dates, notices, renewals
from guildhall.engine.records import Basis
from guildhall.engine.sources.tabular.line import Line

_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,4})?")
_PERIOD = re.compile(r"(\d{1,3}(?:\.\d+)?) *(years?|yrs?|y|months?|mths?|mnths?|m|weeks?|wks?|days?)\b", re.IGNORECASE)
_YES = frozenset({"yes", "y", "true", "1", "taken", "exercised", "extended"})
_NO = frozenset(
    {"no", "n", "false", "0", "none", "nil", "n/a", "na", "not applicable", "no extension", "no extensions"}
)
_LONGEST = 1200
_AT_LEAST = 12
"""Months that an option is taken to last where a row can be read in two ways; fits what Salford's values settle."""


class Options(NamedTuple):
    steps: tuple[int, ...]
    basis: Basis


def number(text: str) -> float | None:
    """A count or a number of months; words are not numbers."""
    return float(text) if _NUMBER.fullmatch(text) else None


def is_yes(text: str) -> bool | None:
    lowered = text.strip().lower()
    return True if lowered in _YES else False if lowered in _NO else None


@lru_cache(maxsize=4096)
def months(text: str, unit: str = "month") -> int | None:
    """A period in whole months: "36", "3 years", "2+1+1 years" is not one period."""
    plain = " ".join(text.split())
    value = number(plain)
    if value is not None:
        size = value * 12 if unit == "year" else value
    else:
        found = _PERIOD.findall(plain)
        if not found or len(found) > 2 or re.search(r"\d *[x+] *\d", plain):
            return None
        size = 0.0
        for amount, each in found:
            size += float(amount) * {"y": 12.0, "m": 1.0, "w": 12 / 52, "d": 12 / 365}[each[0].lower()]
    return round(size) if 0.5 <= size <= _LONGEST else None


def notice(line: Line) -> None:
    """The notice period as told: months stay months, for the calendar takes them off."""
    found = notices.read(line.cell("notice"), line.column("notice"))
    line.claim("notice_months", "" if found.months is None else str(found.months), "B", "notice")
    line.claim("notice_days", "" if found.days is None else str(found.days), "B", "notice")


def ends(line: Line, starts: date | None) -> date | None:
    """Claims about start and ends; returns the end now in force."""
    first, current = line.day("ends_on"), line.day("current_end_on")
    if starts and first and first < starts:
        line.issue(
            "warning",
            "end_before_start",
            f"{line.column('ends_on')} {first} lies before the start {starts}; treated as unknown",
        )
        first = None
    if starts and current and current < starts:
        used = f"{line.column('ends_on')} {first} is used" if first else "treated as unknown"
        line.issue(
            "repaired" if first else "warning", "end_before_start",
            f"{line.column('current_end_on')} {current} lies before the start {starts}; {used}",
        )  # fmt: skip
        current = None
    if current is not None:
        line.claim("ends_on", current.isoformat(), "B", "current_end_on")
        if first is not None and first < current:
            line.claim("first_ends_on", first.isoformat(), "B", "ends_on")
        elif first is not None and first > current:
            line.issue(
                "warning", "ends_disagree",
                f"{line.column('current_end_on')} {current} is earlier than {line.column('ends_on')} {first}; the end in force is used",
            )  # fmt: skip
        return current
    if first is not None:
        line.claim("ends_on", first.isoformat(), "B", "ends_on")
    return first


def _taken(line: Line) -> tuple[int, bool]:
    """How many options the row says were taken, and whether it could have told of more."""
    answers = [line.cell(f"extension_{n}_taken") for n in (1, 2, 3)]
    count = sum(is_yes(answer) is True for answer in answers)
    told = sum(line.has(f"extension_{n}_taken") for n in (1, 2, 3))
    return count, told > 0 and count >= told


def _two_readings(total: int, count: int, line: Line, end: date | None) -> Options:
    """Months times a count: of each option or of all together? Settled by values or by dates, else by a rule."""
    each, shared = (total,) * count, _shares(total, count)
    lasting = months(line.cell("duration"))
    whole, year = line.money("value"), line.money("value_year")
    if lasting and whole and year:
        paid_months = whole / year * 12
        fits = [abs(float(paid_months) - lasting - sum(steps)) < 1 for steps in (each, shared)]
        if fits[0] != fits[1]:
            return Options(each if fits[0] else shared, "B")
    last = dates.read(line.cell("last_end_on")).on
    if end and last:
        for steps in (each, shared):
            if abs((last - dates.extend(end, sum(steps))).days) <= 31:
                return Options(steps, "B")
    return Options(shared if total / count >= _AT_LEAST else each, "D")


def _shares(total: int, count: int) -> tuple[int, ...]:
    share, rest = divmod(total, count)
    return (share,) * (count - 1) + (share + rest,)


def _counted(line: Line, end: date | None) -> Options | None:
    """Options from "Option to extend (months)" and "How many extensions"; an empty tuple when there are none."""
    size, count = number(line.cell("extension_months")), number(line.cell("extension_count"))
    if size is None:
        if line.cell("extension_months"):
            spelled = months(line.cell("extension_months"))
            size = float(spelled) if spelled else None
        if size is None:
            return Options((), "B") if count == 0 else None
    total = round(size)
    if total == 0:
        return Options((), "B") if not count else None
    if total > _LONGEST // 2:
        return None
    if count is None:  # blank or "Yes": one option at least
        return Options((total,), "D")
    number_of = round(count)
    if number_of == 0:
        line.issue(
            "warning", "options_contradict",
            f"{line.column('extension_months')} says {total} months and {line.column('extension_count')} says none; treated as unknown",
        )  # fmt: skip
        return None
    if number_of >= 12:  # months were written where a count belongs
        steps = _shares(total, total // number_of) if total >= number_of else (total,)
        line.issue(
            "repaired",
            "options_count_odd",
            f"{line.column('extension_count')} {number_of} is read as months of each option, not as a count",
        )
        return Options(steps, "D")
    return Options((total,), "B") if number_of == 1 else _two_readings(total, number_of, line, end)


def _worded(line: Line, end: date | None, last: date | None) -> Options | None:
    """Options from words such as "2 x 12 months", checked against the last possible end where that is given."""
    text = line.cell("extension_text")
    if not text:
        return None
    if is_yes(text) is False:
        return Options((), "B")
    more = round((last - end).days / 30.4375) if end and last and last > end else None
    steps = renewals.steps(text, more)
    return Options(steps, "C") if steps else None


def options(line: Line, end: date | None) -> None:
    """Claims about ways to extend, those taken, and the last possible end."""
    last = _last(line, end)
    found = _counted(line, end) if line.has("extension_months") or line.has("extension_count") else None
    if found is None or (not found.steps and line.cell("extension_text")):
        found = _worded(line, end, last[0] if last else None) or found
    taken, may_be_more = _taken(line)
    _say(line)
    left: tuple[int, ...] | None = None
    source = (
        "extension_months"
        if line.has("extension_months")
        else "extension_count"
        if line.has("extension_count")
        else "extension_text"
    )
    if found is not None and found.steps:
        taken = min(taken, len(found.steps))
        left = found.steps[taken:]
        guessed = may_be_more and len(found.steps) > taken
        basis: Basis = "D" if guessed else found.basis
        line.claim("extension", "declared", "B" if found.basis == "D" else found.basis, source)
        line.claim("options", ",".join(map(str, found.steps)), basis, source)
        if taken or line.has("extension_1_taken"):
            taken_in = "extension_1_taken" if line.has("extension_1_taken") else source
            line.claim("options_taken", str(taken), "D" if guessed else "B", taken_in)
        if last is None and end is not None:
            line.claim("last_end_on", dates.extend(end, sum(left)).isoformat(), basis if left else "B", source)
    elif found is not None and not taken:
        line.claim("extension", "none_declared", found.basis, source)
        if last is None and end is not None:
            line.claim("last_end_on", end.isoformat(), found.basis, source)
    if last is not None:
        line.claim("last_end_on", last[0].isoformat(), "B", last[1])
        if end is not None and found is None:
            line.claim("extension", "declared" if last[0] > end else "none_declared", "B", last[1])
    elif found is None:
        extendable = is_yes(line.cell("extendable"))
        if extendable is not None:
            line.claim("extension", "declared" if extendable else "none_declared", "B", "extendable")
            if not extendable and end is not None:
                line.claim("last_end_on", end.isoformat(), "B", "extendable")


def _last(line: Line, end: date | None) -> tuple[date, str] | None:
    """The last possible end where the row prints it; the LGA's "Extension Period" holds a date in some registers."""
    text = line.cell("last_end_on")
    if text and not dates.read(text).known and (is_yes(text) is False or renewals.steps(text)):
        line.move("last_end_on", "extension_text")
    for field in ("last_end_on", "extension_text"):
        if field == "extension_text" and dates.read(line.cell(field)).on is None:
            continue
        last = line.day(field)
        if last is not None and end is not None and last < end:
            line.issue(
                "warning",
                "last_end_before_end",
                f"{line.column(field)} {last} lies before the end {end}; treated as unknown",
            )
        elif last is not None:
            return last, field
    return None


def _say(line: Line) -> None:
    """The row's own words about extending, for people."""
    said = [
        f"{line.column(field)}: {line.cell(field)}"
        for field in (
            "extension_text",
            "extension_months",
            "extension_count",
            "extension_1_taken",
            "extension_2_taken",
            "extension_3_taken",
        )
        if line.cell(field)
    ]
    if said and line.cell("extension_months") != "0":
        place = next(
            f
            for f in (
                "extension_text",
                "extension_months",
                "extension_count",
                "extension_1_taken",
                "extension_2_taken",
                "extension_3_taken",
            )
            if line.cell(f)
        )
        line.claim("extension_text", "; ".join(said), "B", place)
