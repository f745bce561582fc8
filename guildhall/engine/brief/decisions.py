"""Group `decide`: the contracts to act on, the end dates to find."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from guildhall.engine import decide
from guildhall.engine.brief import lines, reasons, select, standing, text
from guildhall.engine.brief.lines import Line
from guildhall.engine.brief.page import Action, ContractView, Item, SourceLine, State
from guildhall.engine.decide.arithmetic import add_months
from guildhall.engine.records import Council

LACKS = {
    "end": "the end date", "renewal": "whether it goes on by itself or can be extended", "options": "the options to extend",
    "notice": "the notice", "route": "how it would be bought again",
}  # fmt: skip
CONTRACT = ("end", "renewal", "options", "notice")
"""Facts that the contract itself holds; the route is named only when all of these are known."""
DISPUTED = {
    "ends_on": "the end date", "last_end_on": "the last possible end", "notice_days": "the notice to extend",
    "notice_months": "the notice to extend", "options": "the options to extend",
}  # fmt: skip
"""Disputes that move the date or what can still be done; the others stand on the contract's page."""
STALE_YEARS = 4
SEARCHED = 4
"""Words of a title that find its likes again."""
MOST_WORDED = 24
"""Decisions of one kind put into words: more than twice the lines of a page."""


def distance(view: ContractView, state: State, on: date) -> str:
    """How far the decide-by is, honest about a range."""
    earliest, latest = view.decide_by_earliest_on, view.decide_by_latest_on
    if state == "cannot_tell" or earliest is None:
        return f"could be {text.month(earliest)}" if earliest else "cannot tell"
    if state == "late" and latest is not None and latest != earliest:
        return f"at least {text.away(latest, on)}"
    if state == "maybe_late":
        return f"may be {text.away(earliest, on)}"
    return text.away(earliest, on)


def unknown(view: ContractView, missing: Sequence[str]) -> tuple[str, ...]:
    """What is not known and would move the date; what sources disagree on."""
    contract = [name for name in missing if name in CONTRACT]
    names = [LACKS[name] for name in contract or [name for name in missing if name == "route"]]
    said = [text.listed(names) + "."] if names else []
    values = dict(view.differ)
    for field in dict.fromkeys(name for name in view.disputed if name in DISPUTED):
        first, *others = values.get(field, ())[:2] or ("",)
        told = f"{first} in one source, {others[0]} in another" if others else "sources disagree"
        said.append(f"{DISPUTED[field]}: {told}.")
    return tuple(said)


def _action(group: Sequence[ContractView], state: State, council: Council) -> Action:
    if len(group) > 1:
        named = (
            " ".join(standing.stem(group[0].title or "").split()[:SEARCHED]) or (group[0].supplier_names or ("",))[0]
        )
        query = urlencode({"council": council.slug, "q": named})
        return Action(
            f"See {'both' if len(group) == 2 else f'all {text.number(len(group))}'} contracts", f"/radar/?{query}"
        )
    label = {"late": "Choose a route", "maybe_late": "See the choices", "this_quarter": "See the choices"}.get(
        state, "Open the contract"
    )
    return Action(label, lines.contract_url(group[0]))


def to_decide(group: Sequence[ContractView], council: Council, on: date) -> Line:
    """One decision: one contract, or several for the same thing."""
    view = group[0]
    state = standing.state(view, on)
    answer = decide.decide(standing.facts(view), on)
    name = standing.thing(view, group)
    return Line(
        Item(
            kind="decide",
            group="decide",
            headline=reasons.headline(view, name, state, answer),
            decide_by=view.decide_by_earliest_on,
            state=state,
            distance=distance(view, state, on),
            why=reasons.sentences(group, state, answer, on),
            unknown=unknown(view, view.decide_missing),
            action=_action(group, state, council),
            sources=lines.sources(group),
            bar=lines.bar(view),
            contract_id=view.contract_id,
            decide_by_latest=view.decide_by_latest_on
            if view.decide_by_latest_on != view.decide_by_earliest_on
            else None,
        ),
        score(group, on),
        f"contract {view.contract_id}",
    )


def find_end(group: Sequence[ContractView], council: Council, on: date) -> Line:
    """A contract whose end nobody has published: it may hide a decision."""
    view = group[0]
    name = standing.thing(view, group)
    by = standing.supplier(view) if len(group) == 1 else ""
    since = f" since {text.day(view.starts_on)}" if view.starts_on else ""
    whom = (
        f"With {by}{since}, but no"
        if by and by not in name
        else f"It began on {text.day(view.starts_on)}, but no"
        if view.starts_on
        else "No"
    )
    said = [f"{whom} notice or register row gives an end."]
    if view.ends_earliest_on and view.ends_latest_on:
        said.append(
            f"It may end any time between {text.month(view.ends_earliest_on)} and {text.month(view.ends_latest_on)}."
        )
    return Line(
        Item(
            kind="find_end",
            group="decide",
            headline=f"Find the end date of {name}",
            decide_by=view.decide_by_earliest_on,
            state="cannot_tell",
            distance=distance(view, "cannot_tell", on),
            why=tuple(said),
            unknown=("the end date. The signed contract would settle it.",),
            action=_action(group, "cannot_tell", council),
            sources=lines.sources(group),
            bar=lines.bar(view),
            contract_id=view.contract_id,
        ),
        score(group, on),
        f"contract {view.contract_id}",
    )


def score(group: Sequence[ContractView], on: date) -> int:
    """How much a decision matters: see `select`."""
    return standing.urgency(group[0], on) + max(standing.weight(each) for each in group)


def every(groups: Sequence[tuple[ContractView, ...]], council: Council, on: date) -> tuple[list[Line], int]:
    """Lines on what `standing.decisions` finds, unchosen: decisions late, near or far, and ends to find; and how many near decisions more there are.

    A large council has hundreds. A page shows ten, so only those that could be among them are put into words.
    """
    kinds: dict[str, list[tuple[ContractView, ...]]] = {"waiting": [], "near": [], "far": [], "end": []}
    limit = add_months(on, select.FAR_MONTHS)
    for group in groups:
        state, by = standing.state(group[0], on), group[0].decide_by_earliest_on
        if state != "cannot_tell":
            kinds["waiting" if state in select.WAITING else "far" if by and by > limit else "near"].append(group)
        elif _is_fresh(group[0], on):
            kinds["end"].append(group)
    found: list[Line] = []
    for kind, those in kinds.items():
        made = find_end if kind == "end" else to_decide
        found += [made(group, council, on) for group in _foremost(those, on, soonest=kind == "far")]
    return found, sum(max(0, len(kinds[kind]) - MOST_WORDED) for kind in ("waiting", "near"))


def _foremost(groups: Sequence[tuple[ContractView, ...]], on: date, *, soonest: bool) -> list[tuple[ContractView, ...]]:
    """Those that a page could show, by the order in which `select` would choose."""

    def order(group: tuple[ContractView, ...]) -> tuple[date, int, date, str]:
        by = group[0].decide_by_earliest_on or date.max
        return (by if soonest else date.min, -score(group, on), by, group[0].contract_id)

    return list(groups) if len(groups) <= MOST_WORDED else heapq.nsmallest(MOST_WORDED, groups, key=order)


def _is_fresh(view: ContractView, on: date) -> bool:
    """A contract without an end that nobody has mentioned for years is likelier over than waiting."""
    if view.ends_latest_on is not None:
        return view.ends_latest_on >= on
    days = [view.last_seen_on, view.starts_on]
    days += [line.seen_on for line in view.sources if isinstance(line, SourceLine)]
    seen = [day for day in days if day is not None]
    return not seen or (on - max(seen)).days < STALE_YEARS * 366
