"""Days to places on a line. A scale may have several stretches, so that a long past can be drawn narrower."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from guildhall.ui import words
from guildhall.ui.figures import text


@dataclass(frozen=True)
class Scale:
    """Stops (day, place) in order; between two stops days are evenly spread."""

    stops: tuple[tuple[date, float], ...]

    @property
    def first(self) -> date:
        """The first day drawn."""
        return self.stops[0][0]

    @property
    def last(self) -> date:
        """The last day drawn."""
        return self.stops[-1][0]

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.stops[0][1]

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.stops[-1][1]

    def at(self, day: date) -> float:
        """The place of a day; days beyond the ends stand at the ends."""
        if day <= self.first:
            return self.left
        for (day_a, place_a), (day_b, place_b) in pairwise(self.stops):
            if day <= day_b:
                return round(place_a + (place_b - place_a) * ((day - day_a).days / (day_b - day_a).days), 1)
        return self.right

    def holds(self, day: date) -> bool:
        """Whether a day is drawn where it is, not at an end."""
        return self.first <= day <= self.last


def straight(first: date, last: date, left: float, right: float) -> Scale:
    """One even stretch; at least a day long."""
    return Scale(((first, left), (max(last, first + timedelta(days=1)), right)))


@dataclass(frozen=True)
class Tick:
    """A mark on the axis with its label, which may be empty."""

    x: float
    label: str


def year_starts(first: date, last: date) -> list[date]:
    """Each 1 January in a range."""
    return [date(year, 1, 1) for year in range(first.year, last.year + 1) if first <= date(year, 1, 1) <= last]


def month_starts(first: date, last: date) -> list[date]:
    """The first day of each month in a range."""
    found = []
    year, month = first.year, first.month
    while (day := date(year, month, 1)) <= last:
        if day >= first:
            found.append(day)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def ticks(scale: Scale, room: float = 52) -> tuple[Tick, ...]:
    """Years, or months where the range is short; as many as have room for their labels."""
    days = (scale.last - scale.first).days
    if days <= 400:
        starts = month_starts(scale.first, scale.last)
        labels = [words.MONTHS[day.month - 1] if day.month > 1 or days < 150 else str(day.year) for day in starts]
        if days > 150:
            labels = [label if label.isdigit() else label[:3] for label in labels]
            room = min(room, 44)
    else:
        starts = year_starts(scale.first, scale.last)
        labels = [str(day.year) for day in starts]
    found = tuple(Tick(scale.at(day), label) for day, label in zip(starts, labels, strict=True))
    return tuple(tick for tick in thin(found, room) if tick.x + 6 + text.width(tick.label) <= scale.right + 2)


def thin(all_ticks: tuple[Tick, ...], room: float) -> tuple[Tick, ...]:
    """Keep each n-th label so that none runs into the next."""
    if len(all_ticks) > 1:
        gap = min(b.x - a.x for a, b in pairwise(all_ticks))
        step = 1
        while gap * step < room and step < len(all_ticks):
            step += 1
        all_ticks = all_ticks[::step]
    return all_ticks
