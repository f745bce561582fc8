"""Small charts of how many contracts fall due in each month, all on one scale; late and undated stand apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guildhall.ui import words

WIDTH, BASE, TALL = 164.0, 64.0, 52.0
LATE, UNDATED = 7.0, 8.0


@dataclass(frozen=True)
class Panel:
    """What one chart shows: counts by month from the current month on."""

    title: str
    note: str
    late: int
    by_month: tuple[int, ...]
    undated: int
    url: str = ""


@dataclass(frozen=True)
class Column:
    """One bar, measured from the top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Label:
    """The start of a year on the base line."""

    x: float
    words: str


@dataclass(frozen=True)
class MonthBars:
    """One chart, ready to draw, with the words that say the same."""

    panel: Panel
    late: Column | None
    months: tuple[Column, ...]
    undated: Column | None
    line_from: float
    line_to: float
    years: tuple[Label, ...]
    words: str
    first: bool


def draw(panels: Sequence[Panel], on: date) -> tuple[MonthBars, ...]:
    """All charts on the scale of the tallest bar among them."""
    tallest = max((max(panel.late, panel.undated, *panel.by_month, 1) for panel in panels), default=1)
    return tuple(_draw(panel, on, tallest, first=number == 0) for number, panel in enumerate(panels))


def _draw(panel: Panel, on: date, tallest: int, *, first: bool) -> MonthBars:
    left, right = 16.0, WIDTH - 18.0
    step = (right - left) / max(len(panel.by_month), 1)
    months = tuple(
        _column(left + number * step, max(step - 1, 1), value, tallest)
        for number, value in enumerate(panel.by_month)
        if value
    )
    years = tuple(
        Label(round(left + number * step, 1), str(_month(on, number).year))
        for number in range(len(panel.by_month))
        if _month(on, number).month == 1
    )
    return MonthBars(
        panel,
        _column(0, LATE, panel.late, tallest) if panel.late else None,
        months,
        _column(WIDTH - UNDATED, UNDATED, panel.undated, tallest) if panel.undated else None,
        left - 1,
        right,
        years,
        _words(panel, on),
        first,
    )


def _column(x: float, wide: float, value: int, tallest: int) -> Column:
    height = round(max(TALL * value / tallest, 1.5), 1)
    return Column(round(x, 1), round(BASE - height, 1), round(wide, 1), height)


def _month(on: date, number: int) -> date:
    months = on.month - 1 + number
    return date(on.year + months // 12, months % 12 + 1, 1)


def _words(panel: Panel, on: date) -> str:
    parts = [f"{panel.late} late"] if panel.late else []
    parts += [f"{words.month(_month(on, number))}: {value}" for number, value in enumerate(panel.by_month) if value]
    parts += [f"{panel.undated} without a date"] if panel.undated else []
    return f"{panel.title}. " + ("; ".join(parts) if parts else "None fall due.")
