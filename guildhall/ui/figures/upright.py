"""The timeline of one contract standing up, for a phone: time runs down, labels at the right in one column."""

from dataclasses import dataclass
from datetime import date, timedelta

from guildhall.ui import words
from guildhall.ui.figures import labels, scale, text
from guildhall.ui.figures.story import Story

WIDTH = 328.0
BAR, BAR_WIDE = 8.0, 19.0
LEAD, LEAD_WIDE = 38.0, 9.0
NOTICE = 51.0
WORDS = 64.0
ROOM = WIDTH - WORDS
LINE = 20.0


@dataclass(frozen=True)
class Part:
    """A stretch of the bar, from top to bottom."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Event:
    """One label: where its day is, where its words stand, and how it is marked."""

    kind: str
    at: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Upright:
    """Ready to draw, 328 units wide: one pixel each on a phone of 360."""

    height: float
    parts: tuple[Part, ...]
    events: tuple[Event, ...]
    band: Part | None
    vesting_to: float
    """How far the dotted line of vesting day runs: across, unless words stand on it."""
    break_y: float | None
    is_late: bool
    sentence: str
    hatch_option: bool
    hatch_none: bool


def draw(story: Story) -> Upright:
    """Everything in its place; labels that would overlap are moved down and keep a line to their day."""
    line = line_of(story)
    wanted = sorted(_events(story, line), key=lambda event: event.at)
    heights = [(event.at, LINE * len(event.lines) + 6) for event in wanted]
    places = labels.spread(heights, 0, line.right + 12)
    events = tuple(
        Event(event.kind, event.at, round(y, 1), event.lines) for event, y in zip(wanted, places, strict=True)
    )
    parts = tuple(_parts(story, line))
    bottom = max([line.right, *(event.y + LINE * len(event.lines) / 2 for event in events)])
    band = None
    if story.shadow_on and story.vesting_on and line.holds(story.vesting_on):
        top = line.at(story.shadow_on)
        band = Part("shadow", 0, top, WIDTH, round(line.at(story.vesting_on) - top, 1))
    return Upright(
        round(bottom + 14, 1), parts, events, band, _vesting_to(events),
        line.stops[1][1] - 12 if len(line.stops) > 2 else None,
        story.is_late, story.sentence(),
        any(part.kind == "option" for part in parts), any(part.kind == "none" for part in parts),
    )  # fmt: skip


def _vesting_to(events: tuple[Event, ...]) -> float:
    at = next((event.at for event in events if event.kind == "vesting"), None)
    if at is None:
        return WIDTH
    over = any(abs(event.y - at) < LINE * len(event.lines) / 2 + 2 for event in events)
    return WORDS - 8 if over else WIDTH


def line_of(story: Story) -> scale.Scale:
    """A long past takes a short stretch at the top; the rest about 160 pixels a year, less when it is long."""
    ahead = [day for day in (story.final, story.vesting_on, story.decide_by_on, story.notice_to) if day]
    last = max([*ahead, story.on]) + timedelta(days=10)
    first = min(
        [day for day in (story.awarded_on, story.starts_on, story.decide_by_on) if day]
        + [story.on, story.final or story.on]
    )
    full_from = min(story.decide_by_on or story.on, story.on, story.final or story.on) - timedelta(days=60)
    full_from = max(full_from, story.on - timedelta(days=3 * 365))
    years = max((last - max(full_from, first)).days / 365, 0.5)
    tall = min(160 * years, max(520.0, 60 * years), 900.0)
    tall = max(tall, 180.0)
    if (full_from - first).days < 300:
        return scale.straight(first, last, 12, 12 + tall)
    past = 76.0 if story.first_ends_on or story.awarded_on else 60.0
    return scale.Scale(((first, 12.0), (full_from, 12 + past), (last, 12 + past + tall)))


def _parts(story: Story, line: scale.Scale) -> list[Part]:
    parts: list[Part] = []

    def add(kind: str, first: date, last: date, x: float = BAR, wide: float = BAR_WIDE) -> None:
        top, bottom = line.at(first), line.at(last)
        if bottom > top:
            parts.append(Part(kind, x, top, wide, round(bottom - top, 1)))

    begins = story.starts_on or line.first
    if story.ends:
        add("term", begins, story.ends)
    step_from = story.ends_on or line.first
    for step in story.option_steps:
        add("option", step_from, step)
        step_from = step
    unknown_from = story.ends_earliest_on or story.starts_on
    if not story.ends_on and unknown_from:
        add("none", unknown_from, story.ends_latest_on or line.last)
    if story.decide_range:
        add("none", *story.decide_range, 0, 6)
    if story.start_by_on and story.ends:
        settled = min(max(story.start_by_latest_on or story.start_by_on, story.start_by_on), story.ends)
        add("none", story.start_by_on, settled, LEAD, LEAD_WIDE)
        add("window", settled, story.ends, LEAD, LEAD_WIDE)
    first, last = story.notice_from, story.notice_to
    if first and last and last > story.on and last > first:
        add("none", max(first, story.on), last, NOTICE, 8)
    return parts


def _events(story: Story, line: scale.Scale) -> list[Event]:
    events: list[Event] = []

    def add(kind: str, day: date | None, label: str) -> None:
        if day and line.holds(day):
            events.append(Event(kind, line.at(day), 0, tuple(wrap(label))))

    add("plain", story.starts_on, f"Start {words.day(story.starts_on)}")
    if story.first_ends_on and story.ends_on and story.first_ends_on != story.ends_on:
        add("plain", story.first_ends_on, f"First end {words.day(story.first_ends_on)}")
    tone = "act" if story.is_late else "decide"
    add(tone, story.decide_by_on, story.decide_label)
    if story.decide_range:
        add("latest", story.decide_range[1], story.decide_second)
    add("today", story.on, f"Today, {story.decide_words}" if story.decide_words and story.is_late else "Today")
    if story.start_by_on and story.ends and line.holds(story.start_by_on) and story.lead_words:
        begins = line.at(max(story.start_by_on, story.on))
        if story.ends > story.on:
            events.append(Event("petrol", min(begins + 34, line.at(story.ends)), 0, tuple(wrap(story.lead_words))))
    add("quiet", story.shadow_on, f"Shadow year starts {words.day(story.shadow_on)}")
    if story.notice_from and (story.notice_to or story.notice_from) >= story.on:
        said = f"{story.notice_words}. {' '.join(story.notice_note)}" if story.notice_note else story.notice_words
        add("ink", max(story.notice_from, story.on), said)
    add("end", story.ends_on, f"Agreed end {words.day(story.ends_on)}")
    if not story.ends_on:
        add("end", story.ends_earliest_on, f"Could end {words.day(story.ends_earliest_on)}")
        add("end", story.ends_latest_on, f"At the latest {words.day(story.ends_latest_on)}")
    add("vesting", story.vesting_on, f"Vesting day {words.day(story.vesting_on)}")
    steps = story.option_steps
    for number, step in enumerate(steps, 1):
        last = number == len(steps)
        add(
            "end" if last else "plain",
            step,
            f"{'Last possible end' if last else f'Option {number} ends'} {words.day_short(step) if last else words.day(step)}",
        )
    return events


def wrap(label: str, size: float = 15) -> list[str]:
    """Words in lines that fit beside the bar."""
    lines = [""]
    for word in label.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text.width(longer, size) > ROOM:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
