"""The large timeline of one contract, lying: what is agreed, what may follow, what must happen when."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from guildhall.ui import words
from guildhall.ui.figures import scale, text
from guildhall.ui.figures.labels import Board, Label, Spot
from guildhall.ui.figures.story import Story

WIDTH = 1120.0
BAR, BAR_TALL = 97.0, 29.0
ROWS = (86.0, 68.0, 50.0, 32.0, 14.0)
"""Base lines of labels above the bar, nearest first."""
PAST = 262.0
"""Width of a long past drawn narrower."""
NEAR = 160.0
"""A start this close before today gets room for its label at its left."""


@dataclass(frozen=True)
class Part:
    """A stretch of the bar or of a row below it."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    words: str = ""


@dataclass(frozen=True)
class Line:
    """An upright line: today, vesting, the decide-by stem, the end of a term."""

    kind: str
    x: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Timeline:
    """Ready to draw in units of one pixel at desk width."""

    top: float
    """The first unit used; above it nothing is drawn."""
    height: float
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    ticks: tuple[scale.Tick, ...]
    minor: tuple[float, ...]
    break_x: float | None
    band: Part | None
    decide: Line | None
    is_late: bool
    axis_y: float
    squeezed_before: int | None
    sentence: str
    hatch_option: bool
    hatch_none: bool


def line_of(story: Story) -> tuple[scale.Scale, int | None]:
    """The axis: whole years; years long past are squeezed, and the first year drawn in full is named."""
    starts, awarded = story.starts_on, story.awarded_on
    if starts and awarded and awarded < starts - timedelta(days=400):
        awarded = None  # a framework's award, long before this contract: its words stay, the axis does not stretch
    begins = [day for day in (awarded, story.starts_on, story.decide_by_on) if day]
    ahead = [day for day in (story.final, story.vesting_on, story.decide_by_on, story.notice_to) if day]
    first = min([*begins, story.final or story.on, story.on - timedelta(days=200)])
    last = max([*ahead, story.on])
    last += timedelta(days=45 + (last - story.on).days // 20)
    full_from = date(min(story.decide_by_on or story.on, story.on, story.final or story.on).year, 1, 1)
    full_from = max(full_from, date(story.on.year - 3, 1, 1))
    if (full_from - first).days < 550:
        day_wide = WIDTH / max((last - first).days, 1)
        near = story.starts_on is not None and 0 <= (story.on - first).days * day_wide < NEAR
        room = int(NEAR / day_wide * 0.9) if near else 20
        return scale.straight(first - timedelta(days=room), last, 0, WIDTH), None
    years = (full_from - first).days / 365
    past = min(PAST, 60 + 28 * years)
    stops = ((first - timedelta(days=30), 0.0), (full_from, past), (last, WIDTH))
    return scale.Scale(stops), full_from.year


def draw(story: Story) -> Timeline:
    """Everything in its place; labels never stand on each other."""
    line, squeezed = line_of(story)
    board = Board(0, WIDTH)
    rows = _rows_below(story, line)
    axis_y = BAR + BAR_TALL + 64 + 42 * len({part.y for part in rows})
    between = _between(story, line)
    lines, decide = _lines(story, line, axis_y, rows)
    board.lines = [each.x for each in lines if each.kind in {"today", "vesting"}] + ([decide.x] if decide else [])
    band = _band(story, line, axis_y)
    parts = [*_bar(story, line), *between, *rows]
    board.boxes += [(part.x, part.y - 4, part.x + part.width + 3, part.y + part.height) for part in between]
    _label_above(story, line, board, band)
    _label_below(story, line, board)
    _label_rows(story, line, board, rows)
    lines = [_raised(each, board) for each in lines]
    break_x = line.stops[1][1] if squeezed else None
    used = [label.y - 16 for label in board.labels] + [each.top for each in lines] + [BAR - 6]
    used += [decide.top - 15] if decide else []
    top = max(min(used) - 2, 0)
    band = replace(band, y=max(band.y, top), height=axis_y - max(band.y, top)) if band else None
    return Timeline(
        top,
        axis_y + 28 - top,
        tuple(parts),
        tuple(lines),
        tuple(board.labels),
        _ticks(line, squeezed),
        _minor(line, squeezed),
        break_x,
        band,
        decide,
        story.is_late,
        axis_y,
        squeezed,
        story.sentence(),
        any(part.kind == "option" for part in parts),
        any(part.kind == "none" for part in parts),
    )


def _bar(story: Story, line: scale.Scale) -> list[Part]:
    parts: list[Part] = []

    def add(kind: str, first: date, last: date, label: str = "") -> None:
        left, right = line.at(first), line.at(last)
        if right > left:
            fits = label if text.width(label, 14) + 16 < right - left else ""
            parts.append(Part(kind, left, BAR, round(right - left, 1), BAR_TALL, fits))

    ends = story.ends
    if ends:
        begins = story.starts_on or line.first
        cut = story.first_ends_on
        if cut and story.ends_on and begins < cut < story.ends_on:
            extended = f"Extended in {story.extended_in}" if story.extended_in else "Extended"
            add("term", begins, cut, "First term")
            add("term", cut, story.ends_on, extended)
        else:
            add("term", begins, ends)
    begins = story.ends_on or line.first
    for step in story.option_steps:
        add("option", begins, step)
        begins = step
    if not story.ends_on:
        unknown_from = story.ends_earliest_on or story.starts_on
        unknown_to = story.ends_latest_on or (line.last if unknown_from else None)
        if unknown_from and unknown_to:
            add("none", unknown_from, unknown_to)
    return parts


def _rows_below(story: Story, line: scale.Scale) -> list[Part]:
    """A replacement's lead time, and the time left to ask for an extension."""
    parts: list[Part] = []
    y = BAR + BAR_TALL + 53
    ends = story.ends
    if story.start_by_on and ends and story.start_by_on < ends:
        settled = min(max(story.start_by_latest_on or story.start_by_on, story.start_by_on), ends)
        left, mid, right = line.at(story.start_by_on), line.at(settled), line.at(ends)
        if right > mid:
            parts.append(Part("window", mid, y, round(right - mid, 1), 14, story.lead_words))
            if mid > left:
                parts.append(Part("none", left, y, round(mid - left, 1), 14))
            y += 42
    first, last = story.notice_from, story.notice_to or story.notice_from
    if first and last and last >= story.on:
        settled = max(first, story.on)
        left, mid, right = line.at(story.on), line.at(settled), line.at(last)
        parts.append(Part("window", left, y, round(max(mid - left, 2), 1), 14, story.notice_words))
        if right > mid:
            parts.append(Part("none", mid, y, round(right - mid, 1), 14))
    return parts


def _between(story: Story, line: scale.Scale) -> list[Part]:
    """The days between the earliest and the latest decide-by: not known which, so hatched."""
    if story.decide_range is None:
        return []
    left, right = (line.at(day) for day in story.decide_range)
    return [Part("none", left, BAR - 14, round(max(right - left, 2), 1), 9)]


def _lines(story: Story, line: scale.Scale, axis_y: float, rows: list[Part]) -> tuple[list[Line], Line | None]:
    lines = [Line("today", line.at(story.on), 40, axis_y)]
    if story.vesting_on and line.holds(story.vesting_on):
        lines.append(Line("vesting", line.at(story.vesting_on), 4, axis_y))
    if story.starts_on:
        lines.append(Line("end", line.at(story.starts_on), BAR - 4, BAR + BAR_TALL + 4))
    steps = story.option_steps
    ends = [day for day in (story.ends_on, steps[-1] if steps else None) if day]
    lines += [Line("end", line.at(day), BAR - 5, BAR + BAR_TALL + 5) for day in ends]
    lines += [Line("end", part.x + part.width, part.y - 3, part.y + part.height + 3) for part in _between(story, line)]
    windows = [part for part in rows if part.kind == "window"]
    lines += [Line("end", part.x + part.width, part.y - 2, part.y + part.height + 2) for part in windows]
    decide = None
    if story.decide_by_on:
        x = line.at(story.decide_by_on)
        lead = [part for part in rows if abs(part.x - x) < 2]
        bottom = lead[0].y + lead[0].height + 3 if lead else BAR + BAR_TALL + 6
        decide = Line("decide", x, BAR - 15, bottom)
    return lines, decide


def _band(story: Story, line: scale.Scale, axis_y: float) -> Part | None:
    """The shadow year: from the new council's first election to vesting day."""
    if not story.shadow_on or not story.vesting_on or not line.holds(story.vesting_on):
        return None
    left, right = line.at(story.shadow_on), line.at(story.vesting_on)
    return Part("shadow", left, 24, round(right - left, 1), axis_y - 24)


def _label_above(story: Story, line: scale.Scale, board: Board, band: Part | None) -> None:
    today = line.at(story.on)
    if story.decide_by_on:
        x = line.at(story.decide_by_on)
        board.boxes.append((x - 10, BAR - 32, x + 10, BAR))
        tone = "act" if story.is_late else "petrol-strong"
        sides = ((-6, "end"), (-8, "start"), (10, "end"))
        if x > today:
            sides = ((-8, "start"), (10, "end"), (-6, "end"))
        spots = [Spot(x + side, anchor, y) for y in (32.0, 50.0, 14.0) for side, anchor in sides]
        board.place(
            [story.decide_label, *([story.decide_second] if story.decide_second else [])],
            [tone, *([tone + "-small"] if story.decide_second else [])],
            spots,
            bold=True,
            size=15,
        )
    if story.vesting_on and line.holds(story.vesting_on):
        x = line.at(story.vesting_on)
        board.place([f"Vesting day, {words.day(story.vesting_on)}"], ["strong"],
                    [Spot(x + 10, "start", 14), Spot(x - 10, "end", 14)], bold=True)  # fmt: skip
    board.place(["Today"], ["strong"],
                [Spot(today + side, anchor, y) for y in (50.0, 68.0, 32.0, 86.0, 14.0)
                 for side, anchor in ((9, "start"), (-9, "end"))], bold=True)  # fmt: skip
    if band and story.shadow_on:
        since = f"from {words.day(story.shadow_on)}"
        ends = band.x + band.width - 9
        spots = [spot for y in (42.0, 50.0, 60.0) for spot in (Spot(band.x + 9, "start", y), Spot(ends, "end", y))]
        if band.width > text.width(since, 14) + 16:
            board.place(["Shadow year", since], ["strong", "plain"], spots)
        elif band.width > text.width("Shadow year", 14, bold=True) + 16:
            board.place(["Shadow year"], ["strong"], spots)
    _label_options(story, line, board)
    begins = [
        f"{what} {words.day(day)}" for what, day in (("Award", story.awarded_on), ("Start", story.starts_on)) if day
    ]
    if begins and story.starts_on:
        x = line.at(story.starts_on)
        rows = (ROWS[0] - 18 * (len(begins) - 1), ROWS[1] - 18 * (len(begins) - 1), 14.0)
        beside = Spot(x - 8, "end", rows[0])
        if not board.place(
            begins,
            ["plain"] * len(begins),
            [Spot(x - 4, "start", rows[0]), beside, *(Spot(x - 4, "start", y) for y in rows)],
        ):
            board.place(begins[-1:], ["plain"], [beside, *(Spot(x - 4, "start", y) for y in ROWS)])


def _label_options(story: Story, line: scale.Scale, board: Board) -> None:
    begins = story.ends_on
    for number, step in enumerate(story.option_steps, 1):
        left, right = line.at(begins or line.first), line.at(step)
        listed = number <= len(story.option_months)
        label = (
            f"Option {number}, {words.count(story.option_months[number - 1], 'month')}" if listed else "May be extended"
        )
        short = f"Option {number}" if listed else "Extension"
        stops = [left + 7, *(x + 12 for x in board.lines if left < x < right)]
        for each in (label, short):
            if text.width(each, 14) < right - left and board.place(
                [each], ["petrol"], [Spot(x, "start", ROWS[0]) for x in stops if x + text.width(each, 14) < right + 20]
            ):
                break
        begins = step


def _label_below(story: Story, line: scale.Scale, board: Board) -> None:
    low = BAR + BAR_TALL + 21
    rows = (low, low + 18)
    steps = story.option_steps
    if story.ends_on:
        x = line.at(story.ends_on)
        spots = [Spot(x - 8, "end", low), Spot(x + 2, "end", low), Spot(x - 2, "start", low), *_around(x, rows)]
        board.place([f"Agreed end {words.day(story.ends_on)}"], ["strong"], spots, bold=True)
    if steps:
        x = line.at(steps[-1])
        spots = [Spot(x + 6, "end", low), *_around(x, rows)]
        board.place([f"Last possible end {words.day(steps[-1])}"], ["strong"], spots, bold=True)
    if not story.ends_on and story.ends_earliest_on:
        till = f" and {words.month(story.ends_latest_on)}" if story.ends_latest_on else ""
        said = (
            f"Ends between {words.month(story.ends_earliest_on)}{till}"
            if till
            else f"Ends {words.month(story.ends_earliest_on)} or later"
        )
        x = line.at(story.ends_latest_on or line.last)
        board.place(
            [said], ["strong"], [Spot(x, "end", low), *_around(line.at(story.ends_earliest_on), rows)], bold=True
        )
    elif not story.ends_on and story.starts_on:
        board.place(["End not known"], ["strong"], [Spot(line.at(story.starts_on) + 8, "start", low)], bold=True)
    if (
        story.first_ends_on
        and story.ends_on
        and story.starts_on
        and story.starts_on < story.first_ends_on < story.ends_on
    ):
        x = line.at(story.first_ends_on)
        board.place([f"First end {story.first_ends_on.year}"], ["plain"], [Spot(x, "middle", low), *_around(x, rows)])


def _around(x: float, rows: tuple[float, ...]) -> list[Spot]:
    return [Spot(x + side, anchor, y) for y in rows for side, anchor in ((4.0, "end"), (-4.0, "start"))]  # type: ignore[misc, arg-type] -- anchors are literals here


def _label_rows(story: Story, line: scale.Scale, board: Board, rows: list[Part]) -> None:
    today = line.at(story.on)
    for part in rows:
        y = part.y + 12
        right = max(other.x + other.width for other in rows if other.y == part.y)
        first = min(other.x for other in rows if other.y == part.y)
        if part.words:
            left = min([first, *([today] if first >= today else [])])
            beside = [Spot(min(left, x) - 14, "end", y) for x in (left, *(x for x in board.lines if x < left))]
            over = [
                Spot(max(x, 0) + 8, "start", part.y - 5)
                for x in (first, *(x for x in board.lines if first < x < right))
            ]
            said = board.place([part.words], ["ink"], [*beside, Spot(right + 14, "start", y), *over])
            taken = (first, part.y, right, part.y + 14)
            board.boxes.append(taken)
            if said and part.words == story.notice_words and story.notice_note:
                stops = [right + 14, *(x + 10 for x in board.lines if x > right), right + 30]
                top = y - 9 if len(story.notice_note) > 1 else y
                board.place(
                    story.notice_note, ["plain"] * len(story.notice_note), [Spot(x, "start", top) for x in stops]
                )


def _raised(line: Line, board: Board) -> Line:
    """Today's line begins beside its label."""
    if line.kind != "today":
        return line
    label = next((label for label in board.labels if label.words == "Today"), None)
    return Line(line.kind, line.x, min(label.y - 12, BAR) if label else 40, line.bottom)


def _ticks(line: scale.Scale, squeezed: int | None) -> tuple[scale.Tick, ...]:
    if not squeezed and (line.last - line.first).days < 760:
        quarters = [day for day in scale.month_starts(line.first, line.last) if day.month in {1, 4, 7, 10}]
        named = [str(day.year) if day.month == 1 else words.MONTHS[day.month - 1] for day in quarters]
        return tuple(scale.Tick(line.at(day), label) for day, label in zip(quarters, named, strict=True))
    ticks = [scale.Tick(line.at(day), str(day.year)) for day in scale.year_starts(line.first, line.last)]
    if not squeezed:
        return scale.thin(tuple(tick for tick in ticks if tick.x + 34 <= WIDTH), 56)
    past = [tick for tick in ticks if int(tick.label) < squeezed and tick.x + 50 < line.stops[1][1]]
    return scale.thin(tuple(past), 56) + scale.thin(
        tuple(tick for tick in ticks if int(tick.label) >= squeezed and tick.x + 34 <= WIDTH), 56
    )


def _minor(line: scale.Scale, squeezed: int | None) -> tuple[float, ...]:
    """Small marks: years in the squeezed part, quarters in the rest."""
    full = date(squeezed, 1, 1) if squeezed else line.first
    years = [line.at(day) for day in scale.year_starts(line.first, line.last) if day < full]
    if (line.last - full).days > 3000:
        return tuple(years)
    months = [day for day in scale.month_starts(max(full, line.first), line.last) if day.month in {4, 7, 10}]
    return tuple(years + [line.at(day) for day in months])
