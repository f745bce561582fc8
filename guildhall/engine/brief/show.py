"""A briefing in the terminal and as JSON."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import Any

import msgspec

from guildhall.engine.brief import text
from guildhall.engine.brief.page import Briefing, Item, SourceLine

WIDTH = 80
MARGIN = 21
"""Columns of the date at the left."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
GROUPS = {
    "decide": ("Decide", "Last safe dates, soonest first"),
    "talk": ("Talk to", "People who have been where you are"),
    "answer": ("Answer", "Only your council can"),
    "measure": ("Measure", "What was promised"),
}
MARKS = {"late": "▲", "maybe_late": "△", "this_quarter": "◇", "later": " ", "cannot_tell": "▨", "ended": " "}
"""Shape and word, never colour alone."""


def weekday(day: date) -> str:
    return f"{DAYS[day.weekday()]} {text.day(day)}"


def source(line: SourceLine) -> str:
    """`Contract details notice, 2 July 2026`."""
    return f"{line.label}, {text.day(line.seen_on)}" if line.seen_on else line.label


def sources(item: Item) -> str:
    return "; ".join(dict.fromkeys(source(line) for line in item.sources))


def foot(briefing: Briefing) -> str:
    """How many of how many, when, and from what."""
    shown, every = len(briefing.items), len(briefing.items) + briefing.left_out
    built = f", from a register built on {text.day(briefing.register_built_on)}" if briefing.register_built_on else ""
    return f"{shown} of {every} items shown. Worked out for {text.day(briefing.on)}{built}, from {text.count(briefing.source_count, 'source')}."


def covered(briefing: Briefing) -> str:
    """`34 of 46 contracts could be assessed.`"""
    known, total = briefing.coverage.known, briefing.coverage.total
    return f"{known:,} of {total:,} contract{'' if total == 1 else 's'} could be assessed."


def when(item: Item) -> str:
    return text.day(item.decide_by) if item.decide_by and item.state != "cannot_tell" else "Not known"


def _wrapped(words: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        words, WIDTH - MARGIN, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )  # fmt: skip


def _item(item: Item) -> list[str]:
    left = [when(item), f"{MARKS[item.state]} {item.distance}".strip() if item.distance else ""]
    left = [part for cell in left for part in textwrap.wrap(cell, MARGIN - 2)]
    right = _wrapped(item.headline) + _wrapped(" ".join(item.why))
    for unknown in item.unknown:
        right += _wrapped(f"▨ Not known: {unknown}", "  ")
    right += _wrapped(f"› {item.action.label}: {item.action.url}", "  ")
    said = sources(item)
    if said:
        right += _wrapped(said)
    rows = max(len(left), len(right))
    left += [""] * (rows - len(left))
    right += [""] * (rows - len(right))
    return [f"{one:<{MARGIN}}{other}".rstrip() for one, other in zip(left, right, strict=True)]


def as_text(briefing: Briefing) -> str:
    """For a terminal of 80 columns."""
    out = [weekday(briefing.on), briefing.council, *textwrap.wrap(briefing.sentence, WIDTH), ""]
    if briefing.coverage.total:
        out += textwrap.wrap(f"{covered(briefing)} {briefing.coverage.words}.", WIDTH)
    else:
        out += textwrap.wrap(briefing.coverage.words, WIDTH)
    if briefing.reorganisation:
        out += textwrap.wrap(f"{briefing.reorganisation}.", WIDTH)
    if briefing.is_sample:
        out.append("Sample data: everything here is invented.")
    for group, (title, note) in GROUPS.items():
        items = [item for item in briefing.items if item.group == group]
        if items:
            out += ["", f"{title:<{MARGIN}}{note}", "━" * WIDTH]
            for number, item in enumerate(items):
                out += (["─" * WIDTH] if number else []) + _item(item)
    out += ["", *textwrap.wrap(foot(briefing), WIDTH)]
    return "\n".join(out) + "\n"


def as_json(briefing: Briefing) -> dict[str, Any]:
    """The JSON twin: `council, on, register_built_on, coverage, items[]`, and what else the page says."""
    made: dict[str, Any] = msgspec.to_builtins({
        "council": briefing.council,
        "council_code": briefing.council_code,
        "council_slug": briefing.council_slug,
        "on": briefing.on,
        "register_built_on": briefing.register_built_on,
        "sentence": briefing.sentence,
        "coverage": {"known": briefing.coverage.known, "total": briefing.coverage.total, "words": briefing.coverage.words},
        "reorganisation": briefing.reorganisation,
        "vesting_on": briefing.vesting_on,
        "is_sample": briefing.is_sample,
        "items": [_json_item(item) for item in briefing.items],
        "left_out": briefing.left_out,
    })  # fmt: skip
    return made


def _json_item(item: Item) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "group": item.group,
        "headline": item.headline,
        "decide_by": item.decide_by,
        "decide_by_latest": item.decide_by_latest,
        "state": item.state,
        "distance": item.distance,
        "why": item.why,
        "unknown": item.unknown,
        "action": item.action,
        "sources": item.sources,
        "contract_id": item.contract_id or None,
    }
