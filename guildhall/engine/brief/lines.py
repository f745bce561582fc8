"""A line of the briefing before it is chosen: the item, how much it matters, and what it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import cast

import msgspec

from guildhall.engine.brief import standing, text
from guildhall.engine.brief.page import Bar, Cited, ContractView, Item, SourceLine, State
from guildhall.engine.decide.window import notice_for, steps
from guildhall.engine.link import products
from guildhall.engine.records import Observation

MOST_SOURCES = 3
FOUR_WEEKS = timedelta(days=28)
"""Where nothing presses, or everything does, a talk may as well be had within a month."""
READERS = {
    "democracyclub": "Democracy Club", "mysociety": "mySociety", "robbrad": "UK Bin Collection Data", "adrianshort": "Adrian Short",
}  # fmt: skip
"""Who read the public page that is the sign, by whose name the list of signs gives."""


class Line(msgspec.Struct, frozen=True):
    """An item that may be shown. `score` is documented in `select`; `about` keeps two lines from saying the same."""

    item: Item
    score: int
    about: str


def contract_url(view: ContractView) -> str:
    return f"/contracts/{view.contract_id}/"


def sources(views: Sequence[ContractView]) -> tuple[SourceLine, ...]:
    """Where the figures of some contracts come from: each document once, the newest first, or still to be looked up."""
    cited = dict.fromkeys(line for view in views for line in view.sources if isinstance(line, Cited))
    if cited:  # what an item cites is filled in by `look_up`
        return cast("tuple[SourceLine, ...]", tuple(cited))
    return _newest(line for view in views for line in view.sources if isinstance(line, SourceLine))


def _newest(said: Iterable[SourceLine]) -> tuple[SourceLine, ...]:
    found = {(line.label, line.url): line for line in said}
    newest = sorted(found.values(), key=lambda line: (line.seen_on or date.min, line.url), reverse=True)
    return tuple(newest[:MOST_SOURCES])


LookUp = Callable[[Sequence[str]], Mapping[str, tuple[SourceLine, ...]]]
"""The newest documents that speak of some contracts, by the contract's id."""


def look_up(items: Sequence[Item], told: LookUp) -> tuple[Item, ...]:
    """The items with the documents they cite."""
    cited = [[line for line in item.sources if isinstance(line, Cited)] for item in items]
    ids = sorted({line.contract_id for lines in cited for line in lines})
    if not ids:
        return tuple(items)
    known = told(ids)
    found = []
    for item, lines in zip(items, cited, strict=True):
        if not lines:
            found.append(item)
            continue
        others = tuple(line for line in item.sources if not isinstance(line, Cited))
        newest = _newest(each for line in lines for each in known.get(line.contract_id, ()))
        found.append(msgspec.structs.replace(item, sources=(*newest[: MOST_SOURCES - len(others)], *others)))
    return tuple(found)


def seen(each: Observation) -> SourceLine:
    """A public sign in words a councillor understands: whose page it is, who read it, and the day."""
    reader = READERS.get(each.document.partition("/")[0].casefold(), "")
    by = f", read by {reader}" if reader else ""
    return SourceLine(f"A public page of {each.council_name}{by}", each.url, each.seen_on)


def product_url(name: str) -> str:
    return f"/products/{products.product_id(name)}/"


def bar(view: ContractView) -> Bar:
    """Term, options not taken, unknown end and decide-by of one contract."""
    facts = standing.facts(view)
    later = steps(facts, view.ends_on) if view.ends_on and notice_for(facts) == "extend" else ()
    known = view.ends_on is not None
    return Bar(
        starts_on=view.starts_on,
        ends_on=view.ends_on,
        option_ends_on=later,
        unknown_from=None if known else view.ends_earliest_on,
        unknown_to=None if known else view.ends_latest_on,
        decide_by_on=view.decide_by_earliest_on,
        caption=caption(view, later),
    )


def caption(view: ContractView, later: Sequence[date]) -> str:
    """`ends December 2027, at most 2029`."""
    if view.ends_on:
        most = (
            f", at most {later[-1].year if later[-1].year > view.ends_on.year else text.month(later[-1])}"
            if later
            else ""
        )
        return f"ends {text.month(view.ends_on)}{most}"
    if view.ends_earliest_on and view.ends_latest_on:
        return f"ends between {text.month(view.ends_earliest_on)} and {text.month(view.ends_latest_on)}"
    return "end not known"


def talk_bar(on: date, until: date | None, words: str) -> Bar:
    return Bar(window_from=on if until else None, window_to=until, decide_by_on=until, caption=words)


def until(view: ContractView, on: date) -> date | None:
    """The last day on which a talk still helps: before the decide-by, within weeks when that has passed, else before the end."""
    if standing.state(view, on) == "late":
        return min(filter(None, (on + FOUR_WEEKS, view.ends_on)))
    days = (view.decide_by_earliest_on, view.decide_by_latest_on, view.ends_on)
    return next((day for day in days if day and day > on), None)


def state_by(day: date | None, on: date) -> State:
    """The status of a talk that should be had by a day."""
    if day is None:
        return "cannot_tell"
    return "this_quarter" if day <= standing.quarter_ends(on) else "later"
