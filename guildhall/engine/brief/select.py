"""Which lines make the page: at most ten, the most useful, a place kept for talking and for answering.

Each line has a score, the sum of
- urgency (0 to 60): this quarter 60, late 55, may be late 50, end unknown 25, later 40 less 3 a month; 25 less when
  the term is shorter than a replacement takes, so that the date lay before the start;
- weight (0 to 60): critical service 20 or 10, digital 20 (6 when unsure), value up to 20 by its size.
Lines to talk about score 5 to 80 by how sure and how near the other council is; lines to answer 12 to 45 by how much
an answer would settle. Decisions that wait have places of their own, for the page's sentence counts them. The weightiest contract without an end has a place of its own, for what is unknown is not safe.
Nothing is said twice: of lines about the same thing the best stays. Decisions more than a year off are shown only while
fewer than three nearer ones are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guildhall.engine.brief.lines import Line
from guildhall.engine.brief.page import Group, Item
from guildhall.engine.decide.arithmetic import add_months

MOST = 10
KEPT: dict[Group, int] = {"decide": 5, "talk": 2, "answer": 2}
"""Places kept for each group if it has that many lines; the rest goes to the best of any."""
MOST_OF: dict[Group, int] = {"decide": 8, "talk": 3, "answer": 3}
ENOUGH_NEAR = 3
MOST_ENDS = 3
"""End dates to find; the coverage says how many more there are."""
MOST_ALIGNED = 2
"""End dates to agree with councils that will be one; there may be dozens."""
WAITING = ("late", "maybe_late", "this_quarter")
KEPT_WAITING = 3
"""Places for decisions that the page's sentence counts, before anything else."""
FAR_MONTHS = 12
GROUPS: tuple[Group, ...] = ("decide", "talk", "answer", "measure")


def rank(line: Line) -> tuple[int, date, str]:
    """Best first; of equals the sooner, then by name, so that the same facts always give the same page."""
    return (-line.score, line.item.decide_by or date.max, line.item.headline)


def distinct(lines: Sequence[Line]) -> list[Line]:
    """The best line about each thing, best first."""
    found: dict[str, Line] = {}
    for line in sorted(lines, key=rank):
        found.setdefault(line.about, line)
    ends = [line for line in found.values() if line.item.kind == "find_end"][MOST_ENDS:]
    aligned = [line for line in found.values() if line.item.kind == "align"][MOST_ALIGNED:]
    return [line for line in found.values() if line not in ends and line not in aligned]


def near(lines: Sequence[Line], on: date) -> list[Line]:
    """Without decisions far off, unless there is little else."""
    limit = add_months(on, FAR_MONTHS)
    soon = [line for line in lines if not _is_far(line.item, limit)]
    decisions = sum(line.item.group == "decide" for line in soon)
    far = sorted(
        (line for line in lines if _is_far(line.item, limit)),
        key=lambda line: (line.item.decide_by or date.max, rank(line)),
    )
    return soon + far[: max(0, ENOUGH_NEAR - decisions)]


def _is_far(item: Item, limit: date) -> bool:
    return item.kind == "decide" and item.state == "later" and item.decide_by is not None and item.decide_by > limit


def choose(lines: Sequence[Line], on: date, *, more: int = 0) -> tuple[tuple[Item, ...], int]:
    """The items in the order of the page, and how many lines there was no room for, `more` of them never put into words."""
    candidates = near(distinct(lines), on)
    chosen: list[Line] = []
    chosen += [line for line in candidates if line.item.kind == "decide" and line.item.state in WAITING][:KEPT_WAITING]
    chosen += [line for line in candidates if line.item.kind == "find_end"][:1]
    for group, kept in KEPT.items():
        held = sum(line.item.group == group for line in chosen)
        chosen += [line for line in candidates if line.item.group == group and line not in chosen][: kept - held]
    for line in candidates:
        held = sum(each.item.group == line.item.group for each in chosen)
        if line not in chosen and len(chosen) < MOST and held < MOST_OF.get(line.item.group, MOST):
            chosen.append(line)
    ordered = sorted(chosen, key=lambda line: _place(line.item))
    return tuple(line.item for line in ordered), len(candidates) - len(chosen) + more


def _place(item: Item) -> tuple[int, date, str]:
    """Groups in their order, within a group the soonest first; an unknown date stands where it may fall."""
    return (GROUPS.index(item.group), item.decide_by or date.max, item.headline)
