"""A decision in words: a heading that names the act, and at most two short sentences that say why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from guildhall.engine import decide
from guildhall.engine.brief import standing, text
from guildhall.engine.brief.page import ContractView, State
from guildhall.engine.decide.arithmetic import months_between
from guildhall.engine.decide.window import Window, window

ROUTES = {
    "quote": "buying it by quotations", "direct": "a direct award", "call_off": "a call-off", "open": "an open procedure",
    "competitive_flexible": "a competitive flexible procedure",
}  # fmt: skip
ORDINALS = ("", "first", "first two", "first three", "first four", "first five", "first six")
SHORT_MONTHS = 2
"""Below this a distance is told in days."""


def headline(view: ContractView, name: str, state: State, answer: decide.Decision) -> str:
    """The act by the situation; a product is left or kept, any other thing followed by something."""
    choices = {choice.choice for choice in answer.choices}
    if "stop_renewal" in choices and state != "later":
        return f"Decide whether {name} goes on"
    if state == "late":
        has_way_out = answer.least_bad is not None and answer.least_bad.kind == "extend"
        return f"Choose how to leave {name}" if view.product_names and has_way_out else f"Choose what follows {name}"
    if state == "maybe_late":
        return f"Choose a route for {name}" if view.product_names else f"Choose what follows {name}"
    if state == "this_quarter":
        return f"Extend or replace {name}" if "extend" in choices else f"Decide what follows {name}"
    return f"Plan what follows {name}"


def sentences(group: Sequence[ContractView], state: State, answer: decide.Decision, on: date) -> tuple[str, ...]:
    """Why now, then what is left; what it renewed, where that is known."""
    view = group[0]
    found = window(standing.facts(view), decide.load())
    said = [
        _several(group, found, on) if len(group) > 1 else _lead(view, state, found, on),
        _left(group, state, answer),
        f"It renewed {view.renews}." if view.renews and len(group) == 1 else "",
    ]
    return tuple(sentence for sentence in said if sentence)


def worth(group: Sequence[ContractView]) -> str:
    """`£142,000 in all`, or nothing when no value is known; bounds are said when some are missing."""
    known = [found for found in map(standing.value, group) if found is not None]
    if not known:
        return ""
    total = text.money(sum(known, Decimal(0)))
    return f"{total} in all" if len(known) == len(group) else f"at least {total} in all"


def _several(group: Sequence[ContractView], found: Window, on: date) -> str:
    suppliers = {name for each in group for name in each.supplier_names}
    with_whom = f" with {text.count(len(suppliers), 'supplier')}" if suppliers else ""
    money = worth(group)
    said = f"{text.first_upper(text.count(len(group), 'contract'))}{with_whom}{f', {money}' if money else ''}"
    end = found.ends_earliest_on
    return f"{said}; the first ends {_in(end, on, unit=' months')}." if end else f"{said}."


def _lead(view: ContractView, state: State, found: Window, on: date) -> str:
    takes = _takes(found)
    end = view.ends_on
    if end is None:  # a decision has an end; bounds are told by the line that asks for it
        return f"A replacement takes {takes}."
    if state in {"late", "maybe_late"}:
        return f"A replacement takes {takes} and the contract ends {_in(end, on)}."
    none = " with no extension declared" if view.extension == "none_declared" else ""
    buying = ROUTES.get(view.next_route, "a replacement")
    return f"It ends on {text.day(end)}{none}, and {buying} takes {takes}."


def _takes(found: Window) -> str:
    longest = f"{found.lead_longest} month{'' if found.lead_longest == 1 else 's'}"
    return f"about {longest}" if found.lead_shortest == found.lead_longest else f"{found.lead_shortest} to {longest}"


def _in(end: date, on: date, *, unit: str = "") -> str:
    """`in 13`, after a sentence that speaks of months; in days when there are few."""
    months, days = months_between(on, end), (end - on).days
    if days <= 0:
        return "today"
    if months < SHORT_MONTHS:
        return f"in {days} day{'' if days == 1 else 's'}"
    return f"in {months}{unit}"


def _left(group: Sequence[ContractView], state: State, answer: decide.Decision) -> str:
    """What can still be done: the least bad route when it is late, else the other choice and its day."""
    route = answer.least_bad
    if state == "late" and route is not None:
        return _least_bad(group[0], route, answer.on, is_several=len(group) > 1)
    if state == "maybe_late":
        latest = group[0].decide_by_latest_on
        until = text.day(latest) if latest else ""
        return f"By the longer route it is late already; by the shortest there is time until {until}." if until else ""
    for choice in answer.choices:
        if choice.choice != "replace" and choice.closes_on:
            act = "An extension must be asked for" if choice.choice == "extend" else "To stop it going on, give notice"
            by = "at once" if choice.closes_on < answer.on else f"by {text.day(choice.closes_on)}"
            return f"{act} {by}."
    return ""


def _least_bad(view: ContractView, route: decide.LeastBad, on: date, *, is_several: bool) -> str:
    if route.kind == "extend":
        by = route.ask_by_on
        ask = (
            "ask at once, if the notice allows"
            if by is None or by < on
            else f"ask for {'it' if route.steps == 1 else 'them'} by {text.day(by)}"
        )
        return f"The least bad route left is {_steps(view, route)}; {ask}."
    if route.kind == "renewal":
        to = f", to {text.day(route.ends_on)} at first" if route.ends_on else ""
        return f"It goes on by itself meanwhile{to}; give notice once a replacement is sure."
    begun = "A replacement begun today" if is_several else "Begun today it"
    live = f"{begun} would be live by {text.day(route.gap_to_on)}" if route.gap_to_on else ""
    if route.last_option_on is not None:
        return f"{live}; every option together, to {text.day(route.last_option_on)}, does not reach that."
    return f"{live}; nothing covers the time from {text.day(route.gap_from_on)}." if live and route.gap_from_on else ""


def _steps(view: ContractView, route: decide.LeastBad) -> str:
    months = view.options[: route.steps]
    which = ORDINALS[route.steps] if route.steps < len(ORDINALS) else f"first {route.steps}"
    if route.steps == 1 and months:
        only = len(view.options) == 1
        return f"the {months[0]}-month extension" if only else f"the first {months[0]}-month extension"
    if months and len(set(months)) == 1:
        return f"the {which} {months[0]}-month extensions"
    return f"an extension to {text.day(route.ends_on)}" if route.ends_on else "an extension"
