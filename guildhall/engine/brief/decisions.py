"""Group `decide`: the contracts to act on, the end dates to find."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from guildhall.engine import decide
from guildhall.engine.brief import lines, standing, text
from guildhall.engine.brief.lines import Line
from guildhall.engine.brief.page import Action, ContractView, Item, State
from guildhall.engine.brief.reorganisation import Future
from guildhall.engine.records import Council

VERBS = {
    "late": "Choose what follows", "maybe_late": "Choose what follows", "this_quarter": "Decide what follows",
    "later": "Plan what follows",
}  # fmt: skip
LACKS = {
    "end": "the end date", "renewal": "whether it goes on by itself or can be extended", "options": "the options to extend",
    "notice": "the notice", "route": "how it would be bought again",
}  # fmt: skip
CONTRACT = ("end", "renewal", "options", "notice")
"""Facts that the contract itself holds; the route is named only when all of these are known."""
DISPUTED = {
    "ends_on": "the end date", "last_end_on": "the last possible end", "starts_on": "the start date",
    "value_net": "the value", "value_gross": "the value", "notice_days": "the notice", "notice_months": "the notice",
    "options": "the options to extend",
}  # fmt: skip
STALE_YEARS = 4
SEARCHED = 4
"""Words of a title that find its likes again."""


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


def worth(group: Sequence[ContractView]) -> str:
    """`£142,000 in all`, or nothing when no value is known; bounds are said when some are missing."""
    known = [found for found in map(standing.value, group) if found is not None]
    if not known:
        return ""
    total = text.money(sum(known, Decimal(0)))
    return f"{total} in all" if len(known) == len(group) else f"at least {total} in all"


def with_whom(group: Sequence[ContractView]) -> str:
    """`With Fenwick Systems, £142,000 in all.`; a supplier named in the heading is not named again."""
    view, money = group[0], worth(group)
    if len(group) > 1:
        suppliers = {name for each in group for name in each.supplier_names}
        said = f"{text.first_upper(text.count(len(group), 'contract'))} with {text.count(len(suppliers), 'supplier')}"
        return f"{said}, {money}." if money else f"{said}."
    by = standing.supplier(view)
    if not by or by in standing.thing(view):
        return f"{text.first_upper(money)}." if money else ""
    return f"With {by}, {money}." if money else f"With {by}."


def unknown(view: ContractView, missing: Sequence[str]) -> tuple[str, ...]:
    """What is not known and would move the date; what sources disagree on."""
    contract = [name for name in missing if name in CONTRACT]
    names = [LACKS[name] for name in contract or [name for name in missing if name == "route"]]
    differ = list(dict.fromkeys(DISPUTED[name] for name in view.disputed if name in DISPUTED))
    said = [text.listed(names) + "."] if names else []
    if differ:
        said.append(f"{text.listed(differ)}: sources disagree.")
    return tuple(said)


def reasons(group: Sequence[ContractView], state: State, on: date, future: Future) -> tuple[str, ...]:
    """Who and how much, why the date, what is left, what reorganisation does to it."""
    view = group[0]
    answer = decide.decide(standing.facts(view), on)
    said = [with_whom(group), answer.why[0]]
    if state == "late" and answer.least_bad is not None:
        said.append(f"Least bad now: {text.first_lower(answer.least_bad.words)}")
    elif state == "maybe_late":
        said.append(f"Late already if it needs the longer route; still in time until {_until(view)} by the shortest.")
    else:
        said += [sentence for sentence in answer.why[1:] if sentence.startswith(("Asking to extend", "Stopping"))]
    said.append(future.effect_on(view.ends_on, on))
    return tuple(sentence for sentence in said if sentence)


def _until(view: ContractView) -> str:
    return text.day(view.decide_by_latest_on) if view.decide_by_latest_on else "a day not known"


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


def to_decide(group: Sequence[ContractView], council: Council, on: date, future: Future) -> Line:
    """One decision: one contract, or several for the same thing."""
    view = group[0]
    state = standing.state(view, on)
    answer_missing = view.decide_missing
    name = standing.thing(view, group)
    return Line(
        Item(
            kind="decide",
            group="decide",
            headline=f"{VERBS[state]} {name}",
            decide_by=view.decide_by_earliest_on,
            state=state,
            distance=distance(view, state, on),
            why=reasons(group, state, on, future),
            unknown=unknown(view, answer_missing),
            action=_action(group, state, council),
            sources=lines.sources(group),
            bar=lines.bar(view),
            contract_id=view.contract_id,
        ),
        standing.urgency(view, on) + max(standing.weight(each) for each in group),
        f"contract {view.contract_id}",
    )


def find_end(group: Sequence[ContractView], council: Council, on: date) -> Line:
    """A contract whose end nobody has published: it may hide a decision."""
    view = group[0]
    name = standing.thing(view, group)
    bounds = ""
    if view.ends_earliest_on and view.ends_latest_on:
        bounds = (
            f"It may end any time between {text.month(view.ends_earliest_on)} and {text.month(view.ends_latest_on)}."
        )
    started = f"It began on {text.day(view.starts_on)}, but no" if view.starts_on else "No"
    said = (with_whom(group), f"{started} notice or register row gives an end.", bounds)
    return Line(
        Item(
            kind="find_end",
            group="decide",
            headline=f"Find the end date of {name}",
            decide_by=view.decide_by_earliest_on,
            state="cannot_tell",
            distance=distance(view, "cannot_tell", on),
            why=tuple(sentence for sentence in said if sentence),
            unknown=("the end date. The signed contract would settle it.",),
            action=_action(group, "cannot_tell", council),
            sources=lines.sources(group),
            bar=lines.bar(view),
            contract_id=view.contract_id,
        ),
        standing.urgency(view, on) + max(standing.weight(each) for each in group),
        f"contract {view.contract_id}",
    )


def every(views: Sequence[ContractView], council: Council, on: date, future: Future) -> list[Line]:
    """All lines of the group, unchosen: decisions late, near or far, and ends to find."""
    found: list[Line] = []
    for group in standing.alike(view for view in views if standing.is_decision(view, on)):
        if standing.state(group[0], on) == "cannot_tell":
            if _is_fresh(group[0], on):
                found.append(find_end(group, council, on))
        else:
            found.append(to_decide(group, council, on, future))
    return found


def _is_fresh(view: ContractView, on: date) -> bool:
    """A contract without an end that nobody has mentioned for years is likelier over than waiting."""
    if view.ends_latest_on is not None:
        return view.ends_latest_on >= on
    seen = [line.seen_on for line in view.sources if line.seen_on] + [day for day in (view.starts_on,) if day]
    return not seen or (on - max(seen)).days < STALE_YEARS * 366
