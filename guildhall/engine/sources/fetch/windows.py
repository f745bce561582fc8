"""Stretches of time to ask for: kept as moments, written in London time, with nothing falling between two of them.

Both services read `…From` and `…To` as London time and ignore a `Z`. Written so, the hour that London has twice in
October means two hours and the hour it skips in March means none. A boundary is therefore widened out of such an hour:
two windows may overlap, and a release met twice is counted once; a gap would lose it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
SECOND = timedelta(seconds=1)


def midnight(day: date) -> datetime:
    """The moment a day begins in London."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def _is_twice(moment: datetime) -> bool:
    """Does London's clock show this time twice that day?"""
    local = moment.astimezone(LONDON).replace(tzinfo=None)
    return local.replace(tzinfo=LONDON, fold=0).utcoffset() != local.replace(tzinfo=LONDON, fold=1).utcoffset()


def _written(moment: datetime) -> str:
    return moment.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M:%S")


@dataclass(frozen=True, order=True)
class Window:
    """From one moment up to another, both in UTC and to the second."""

    start: datetime
    end: datetime

    @property
    def since(self) -> str:
        """The beginning in London time. A time that comes twice is widened to the start of its hour."""
        moment = self.start
        return _written(moment.replace(minute=0, second=0)) if _is_twice(moment) else _written(moment)

    @property
    def until(self) -> str:
        """The end in London time, itself included. A time that comes twice is widened to the end of its hour."""
        moment = self.end
        return _written(moment.replace(minute=59, second=59)) if _is_twice(moment) else _written(moment)

    @property
    def seconds(self) -> int:
        return int((self.end - self.start).total_seconds())

    @property
    def day(self) -> date:
        """The day in London on which it begins."""
        return self.start.astimezone(LONDON).date()

    def halves(self) -> tuple[Window, Window] | None:
        """Two shorter windows; nothing when it cannot be asked for more narrowly."""
        if self.seconds < 2:
            return None
        middle = self._middle()
        first, second = Window(self.start, middle), Window(middle, self.end)
        asked = (self.since, self.until)
        if asked in ((first.since, first.until), (second.since, second.until)):
            return None
        return first, second

    def _middle(self) -> datetime:
        """About half-way, but if possible not inside an hour that comes twice."""
        middle = self.start + timedelta(seconds=self.seconds // 2)
        after = before = middle
        while _is_twice(after):
            after = after.replace(minute=0, second=0) + timedelta(hours=1)
        while _is_twice(before):
            before = before.replace(minute=0, second=0) - SECOND
        return after if after < self.end else before if before > self.start else middle

    def __str__(self) -> str:
        start, end = self.start.astimezone(LONDON), self.end.astimezone(LONDON)
        return f"{start:%Y-%m-%d %H:%M} to {end:%H:%M}"


def gaps(whole: Window, done: Iterable[Window]) -> Iterator[Window]:
    """What of a window is not covered by those already done."""
    at = whole.start
    for window in sorted(done):
        if window.end <= at or window.start >= whole.end:
            continue
        if window.start > at:
            yield Window(at, window.start)
        at = max(at, window.end)
    if at < whole.end:
        yield Window(at, whole.end)


def steps(whole: Window, step: timedelta) -> Iterator[Window]:
    """Cut at London midnight and every step after it, so that each run cuts at the same moments."""
    at = whole.start
    while at < whole.end:
        day = midnight(at.astimezone(LONDON).date())
        tomorrow = midnight(at.astimezone(LONDON).date() + timedelta(days=1))
        mark = day + step * ((at - day) // step + 1)
        end = min(mark, tomorrow, whole.end)
        yield Window(at, end)
        at = end
