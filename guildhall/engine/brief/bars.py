"""The time bar beside an item, as figures for a picture: where each part begins and how long it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import msgspec

from guildhall.engine.brief.page import Bar
from guildhall.engine.decide.arithmetic import add_months

WIDTH = 200.0
LETTER = 5.9
"""Mean width of a letter of the captions."""
BEFORE_MONTHS, AFTER_MONTHS = 4, 42
TALK_BEFORE_MONTHS, TALK_AFTER_MONTHS = 1, 5
Kind = Literal["term", "option", "unknown", "window"]


class Axis(msgspec.Struct, frozen=True):
    """The days a group's bars share."""

    first_on: date
    last_on: date

    def x(self, day: date) -> float:
        """Where a day stands, held inside the picture."""
        share = (day - self.first_on).days / max(1, (self.last_on - self.first_on).days)
        return round(min(1.0, max(0.0, share)) * WIDTH, 1)


class Part(msgspec.Struct, frozen=True):
    kind: Kind
    x: float
    width: float


class Drawn(msgspec.Struct, frozen=True):
    """One bar ready to draw. `mark` is where the decide-by triangle stands."""

    parts: tuple[Part, ...]
    mark: float | None
    caption: str
    is_right: bool
    """Whether the caption must end at the right edge, for want of room."""


def axis(bars: Sequence[Bar], on: date) -> Axis:
    """From a little before today to the last day drawn, at most three and a half years on."""
    is_talk = not any(bar.ends_on or bar.unknown_to for bar in bars)
    before, after = (TALK_BEFORE_MONTHS, TALK_AFTER_MONTHS) if is_talk else (BEFORE_MONTHS, AFTER_MONTHS)
    days = [day for bar in bars for day in (bar.ends_on, bar.unknown_to, bar.window_to, *bar.option_ends_on) if day]
    furthest = add_months(on, after)
    last = min(max([*days, add_months(on, 3 if is_talk else 14)]), furthest)
    early = min([bar.decide_by_on for bar in bars if bar.decide_by_on and not is_talk], default=on)
    return Axis(max(min(add_months(on, -before), add_months(early, -1)), add_months(on, -14)), last)


def _part(kind: Kind, on_axis: Axis, start: date, end: date) -> Part:
    x = on_axis.x(start)
    return Part(kind, x, round(max(1.5, on_axis.x(end) - x), 1))


def draw(bar: Bar, on_axis: Axis) -> Drawn:
    """The parts of one bar that are known."""
    parts: list[Part] = []
    if bar.ends_on:
        parts.append(_part("term", on_axis, bar.starts_on or on_axis.first_on, bar.ends_on))
        since = bar.ends_on
        for end in bar.option_ends_on:
            parts.append(_part("option", on_axis, since, end))
            since = end
    elif bar.unknown_from and bar.unknown_to:
        parts.append(_part("term", on_axis, bar.starts_on or on_axis.first_on, bar.unknown_from))
        parts.append(_part("unknown", on_axis, bar.unknown_from, bar.unknown_to))
    elif not bar.window_to:
        parts.append(_part("unknown", on_axis, bar.starts_on or on_axis.first_on, on_axis.last_on))
    if bar.window_from and bar.window_to:
        parts.append(_part("window", on_axis, bar.window_from, bar.window_to))
    mark = on_axis.x(bar.decide_by_on) if bar.decide_by_on else None
    left = parts[0].x if parts else 0.0
    return Drawn(tuple(parts), mark, bar.caption, is_right=left + len(bar.caption) * LETTER > WIDTH)


def years(on_axis: Axis) -> list[tuple[float, str]]:
    """Ticks: the first day of each year, or of each month where the axis is short."""
    if (on_axis.last_on - on_axis.first_on).days > 400:
        firsts = [date(year, 1, 1) for year in range(on_axis.first_on.year + 1, on_axis.last_on.year + 1)]
        return [(on_axis.x(day), str(day.year)) for day in firsts]
    month = add_months(on_axis.first_on.replace(day=1), 1)
    found = []
    while month < on_axis.last_on:
        found.append((on_axis.x(month), f"{month:%b}"))
        month = add_months(month, 1 if (on_axis.last_on - on_axis.first_on).days < 200 else 3)
    return found
