"""A briefing's lines in groups, each group with its axis and each line with its bar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from guildhall.engine.brief import page
from guildhall.ui import words
from guildhall.ui.figures import bar

GROUPS: dict[str, tuple[str, str]] = {
    "decide": ("Decide", "Last safe dates, soonest first"),
    "talk": ("Talk to", "People who have been where you are"),
    "answer": ("Answer", "Only your council can"),
    "measure": ("Measure", "What was promised"),
}


@dataclass(frozen=True)
class Line:
    """One item, ready to draw."""

    when: str
    state: str
    distance: str
    headline: str
    why: tuple[str, ...]
    unknown: tuple[str, ...]
    action: page.Action
    sources: tuple[page.SourceLine, ...]
    bar: bar.TimeBar
    until: str = ""
    """`to 1 Jul 2026`, when the date is the earliest of a range."""


@dataclass(frozen=True)
class Group:
    """Lines that share a heading and an axis; `head` when the axis differs from the one above; `open` shows why on phones."""

    key: str
    title: str
    note: str
    axis: bar.Axis
    head: bool
    open: bool
    items: tuple[Line, ...]
    marks: frozenset[str]


def groups(briefing: page.Briefing) -> Iterator[Group]:
    """Groups in their fixed order, those without a line left out."""
    above: bar.Axis | None = None
    for number, (key, (title, note)) in enumerate(GROUPS.items()):
        items = [item for item in briefing.items if item.group == key]
        if not items:
            continue
        axis = bar.axis([item.bar for item in items], briefing.on, briefing.vesting_on)
        lines = tuple(line(item, axis, briefing.on) for item in items)
        yield Group(key, title, note, axis, axis != above, number == 0, lines, _marks(lines, axis))
        above = axis


def line(item: page.Item, axis: bar.Axis, on: date) -> Line:
    """One item in words and picture; a date that is only possible is not printed as if it were known."""
    settled = item.decide_by is not None and item.state != "cannot_tell"
    tone: bar.Tone = "act" if item.state in {"late", "maybe_late", "this_quarter"} else "later"
    drawn = item.bar if settled else page.Bar(**{**_fields(item.bar), "decide_by_on": None})
    distance = item.distance or (words.distance(item.decide_by, on) if item.decide_by else "")
    when = words.day(item.decide_by) if settled and item.decide_by else "Not known"
    if item.decide_by is None and item.group != "decide":
        when, distance = "Any time", "" if distance == "any time" else distance
    return Line(
        when,
        item.state, distance, item.headline, item.why, item.unknown, item.action, item.sources,
        bar.draw(drawn, axis, tone), f"to {words.day_short(item.decide_by_latest)}" if settled and item.decide_by_latest else "",
    )  # fmt: skip


def _fields(each: page.Bar) -> dict[str, object]:
    return {name: getattr(each, name) for name in each.__struct_fields__}


def _marks(lines: tuple[Line, ...], axis: bar.Axis) -> frozenset[str]:
    """Which shapes a group uses, for the legend."""
    kinds = {segment.kind for each in lines for segment in each.bar.segments}
    used: set[str] = {
        {"term": "term", "option": "option", "unknown": "none", "window": "window"}[kind] for kind in kinds
    }
    if any(each.bar.mark for each in lines):
        used.add("decide-by")
    if axis.vesting is not None:
        used.add("vesting")
    return frozenset(used)


LEGEND = (
    ("decide-by", "decide by"), ("term", "agreed term"), ("option", "extension not yet taken"), ("none", "not known"),
    ("window", "good time to talk"),
)  # fmt: skip


def legend(drawn: list[Group]) -> list[dict[str, str]]:
    """The shapes these groups use, in words."""
    used = frozenset[str]().union(*(group.marks for group in drawn))
    return [{"mark": mark, "label": label} for mark, label in LEGEND if mark in used]


PAPER = 1025.0
"""Pixels of height an A4 page has for the briefing, a little kept back."""
PAPER_WIDE = 710.0
DENSITIES = (("airy", 10.6, 9), ("close", 10.1, 9), ("tight", 9.7, 4), ("tighter", 9.5, 3), ("tightest", 9.2, 2))
"""How closely a page may be printed: its name, the size of 1 rem in pixels, the lines kept of each reason."""


def density(briefing: page.Briefing) -> str:
    """How closely a briefing must be printed to fit one page; `assets/styles/_print.scss` has the same figures."""
    for name, root, most in DENSITIES:
        if _height(briefing, root, most) * root / 16 <= PAPER:
            return name
    return DENSITIES[-1][0]


def _height(briefing: page.Briefing, root: float, most: int) -> float:
    """Height in sixteenths of a rem when printed, from the lines each text will take."""
    wide = PAPER_WIDE * 16 / root - 172 - 276 - 20
    units = 250 + 42 * (len(briefing.council) > 34) + 28 * (len(briefing.sentence) > 58)
    units += sum(58 for _ in {item.group for item in briefing.items})
    for item in briefing.items:
        sources = "; ".join(f"{each.label}, {each.seen_on or ''}" for each in item.sources)
        units += 17 + 23 * _lines(item.headline, wide, 8.9)
        units += 21.5 * min(_lines(" ".join(item.why), wide, 7.25), most)
        units += sum(21 * _lines(each, wide, 6.9) for each in item.unknown)
        units += 22 * _lines(f"{item.action.label}      {sources}", wide, 6.6)
    return units


def _lines(text: str, wide: float, letter: float) -> int:
    return -(-int(len(text) * letter) // int(wide))
