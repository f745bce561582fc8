"""Time bars of a group of rows on one shared axis: the pictures beside the lines of a briefing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from guildhall.engine.brief import page
from guildhall.ui.figures import scale, text

WIDTH = 328.0
"""Units across; one unit is one pixel at desk width and on a phone of 360."""
EDGE = 2.0
SIZE = 13.0
"""Height of the letters in a chart."""
LONGEST = timedelta(days=366 * 9)

Kind = Literal["term", "option", "unknown", "window"]
Tone = Literal["act", "later"]


@dataclass(frozen=True)
class Segment:
    """One stretch of a bar. `cut` when it goes on beyond the axis."""

    kind: Kind
    x: float
    width: float
    cut: bool = False


@dataclass(frozen=True)
class Caption:
    """Words at the bar: below it, or beside it when there is room."""

    x: float
    anchor: Literal["start", "end"]
    beside: bool
    words: str


@dataclass(frozen=True)
class Mark:
    """The decide-by triangle; `before` when its day is earlier than the axis shows."""

    x: float
    tone: Tone
    before: bool = False
    over: bool = False
    """Whether it stands on the dark term, and needs a white edge."""


@dataclass(frozen=True)
class TimeBar:
    """One row's picture."""

    segments: tuple[Segment, ...]
    mark: Mark | None
    caption: Caption | None


@dataclass(frozen=True)
class Axis:
    """What all rows of a group share."""

    scale: scale.Scale
    ticks: tuple[scale.Tick, ...]
    today: float
    today_label: float
    """Middle of the word Today, kept inside the picture and apart from Vesting day."""
    vesting: float | None
    vesting_label: float | None


def axis(bars: Iterable[page.Bar], on: date, vesting_on: date | None = None) -> Axis:
    """The axis that shows all of a group's bars: twelve weeks where that is enough, else whole years."""
    days = [day for bar in bars for day in _ahead(bar)]
    marks = [bar.decide_by_on for bar in bars if bar.decide_by_on]
    last, first = max(days, default=on), min(marks, default=on)
    if last <= on + timedelta(days=84) and first >= on - timedelta(days=28):
        line = scale.straight(min(first, on) - timedelta(days=7), on + timedelta(days=84), 0, WIDTH)
        return _axis(line, on, None)
    back = on - timedelta(days=156)
    floor = on - timedelta(days=550)
    first = max(floor, min(back, first - timedelta(days=30)))
    last = min(on + LONGEST, max(last, on + timedelta(days=365), *([vesting_on] if vesting_on else [])))
    if (last - first).days > 500:
        last = date(last.year, 12, 31)
    return _axis(scale.straight(first, last, 0, WIDTH - EDGE), on, vesting_on)


def _ahead(bar: page.Bar) -> Sequence[date]:
    """The days a picture should show; how long ago a contract began matters less."""
    found = [bar.ends_on, *bar.option_ends_on, bar.unknown_from, bar.unknown_to, bar.window_to, bar.decide_by_on]
    return [day for day in found if day]


def _axis(line: scale.Scale, on: date, vesting_on: date | None) -> Axis:
    today = line.at(on)
    half = text.width("Today", SIZE, bold=True) / 2
    today_label = max(today, half)
    vesting = line.at(vesting_on) if vesting_on and line.holds(vesting_on) and vesting_on > on else None
    vesting_label = None
    if vesting is not None:
        half_vesting = text.width("Vesting day", SIZE, bold=True) / 2
        vesting_label = min(vesting, WIDTH - half_vesting)
        if vesting_label - half_vesting < today_label + half + 10:
            vesting_label = today_label + half + 10 + half_vesting
    return Axis(line, scale.ticks(line), today, today_label, vesting, vesting_label)


def draw(bar: page.Bar, on: Axis, tone: Tone = "later") -> TimeBar:
    """One bar on its group's axis; missing parts are not drawn."""
    segments = tuple(_segments(bar, on.scale))
    mark = None
    if bar.decide_by_on:
        x = max(on.scale.at(bar.decide_by_on), 7)
        over = any(part.kind == "term" and part.x - 4 < x < part.x + part.width + 4 for part in segments)
        mark = Mark(x, tone, before=bar.decide_by_on < on.scale.first, over=over)
    return TimeBar(segments, mark, _caption(bar.caption, segments, mark, on) if bar.caption else None)


def _segments(bar: page.Bar, line: scale.Scale) -> Iterable[Segment]:
    yield from _stretch("window", bar.window_from, bar.window_to, line)
    settled = bar.ends_on or bar.unknown_from
    yield from _stretch("term", bar.starts_on or (line.first if settled else None), settled, line)
    yield from _stretch("option", bar.ends_on, max(bar.option_ends_on, default=None), line)
    yield from _stretch("unknown", bar.unknown_from, bar.unknown_to, line)


def _stretch(kind: Kind, first: date | None, last: date | None, line: scale.Scale) -> Iterable[Segment]:
    if first is None or last is None or last < line.first or first > line.last or last < first:
        return
    left, right = max(line.at(first), EDGE), line.at(last)
    yield Segment(kind, left, round(max(right - left, 3), 1), cut=last > line.last)


def _caption(words: str, segments: tuple[Segment, ...], mark: Mark | None, on: Axis) -> Caption:
    """Below the bar's end if it fits there, else after the today line; short windows carry it beside them."""
    wide = text.width(words, SIZE)
    ends = max((part.x + part.width for part in segments), default=on.today)
    starts = min((part.x for part in segments), default=on.today)
    if any(part.kind == "window" for part in segments) or not segments:
        beside = max(ends, mark.x if mark else 0) + 9
        if beside + wide <= WIDTH:
            return Caption(beside, "start", True, words)
        return (
            Caption(min(starts + 5, WIDTH - wide), "start", False, words) if starts + wide <= WIDTH else _at_end(words)
        )
    if ends - wide >= 0:  # letters are a little wider on some machines: keep off the edge
        return Caption(max(ends, min(wide * 1.06 + EDGE, WIDTH)), "end", False, words)
    after = on.today + 6
    return Caption(after, "start", False, words) if after + wide <= WIDTH else _at_end(words)


def _at_end(words: str) -> Caption:
    return Caption(WIDTH - EDGE, "end", False, words)
