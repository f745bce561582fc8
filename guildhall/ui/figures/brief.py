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
    return Line(
        words.day(item.decide_by) if settled and item.decide_by else "Not known",
        item.state, distance, item.headline, item.why, item.unknown, item.action, item.sources,
        bar.draw(drawn, axis, tone),
    )  # fmt: skip


def _fields(each: page.Bar) -> dict[str, object]:
    return {name: getattr(each, name) for name in each.__struct_fields__}


def _marks(lines: tuple[Line, ...], axis: bar.Axis) -> frozenset[str]:
    """Which shapes a group uses, for the legend."""
    kinds = {segment.kind for each in lines for segment in each.bar.segments}
    used: set[str] = {{"term": "term", "option": "option", "unknown": "none", "window": "window"}[kind] for kind in kinds}
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


def density(briefing: page.Briefing) -> str:
    """How closely a briefing must be printed to fit one page: by the lines it will take, counted on the safe side."""
    lines = 0.0
    for item in briefing.items:
        lines += 2.4 + -(-len(" ".join(item.why)) // 88) + sum(-(-len(each) // 84) for each in item.unknown)
        lines += -(-len(item.headline) // 76) - 1
    lines += 2.2 * len({item.group for item in briefing.items}) + (1.6 if len(briefing.council) > 36 else 0)
    return next((name for most, name in ((50, "airy"), (57, "close"), (66, "tight"), (80, "tighter")) if lines <= most), "tightest")
