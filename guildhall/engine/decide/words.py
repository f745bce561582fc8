"""The decision in plain sentences: state, then reason, then what is not known. Words of GLOSSARY.md only."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from guildhall.engine.decide.arithmetic import months_between
from guildhall.engine.decide.facts import Facts
from guildhall.engine.decide.window import Window, steps

if TYPE_CHECKING:
    from guildhall.engine.decide.decision import LeastBad

ROUTES = {
    "quote": "by quotations", "direct": "by direct award", "call_off": "from a framework",
    "open": "by an open procedure", "competitive_flexible": "by a competitive flexible procedure",
}  # fmt: skip
SETTLES = {
    "end": "The signed contract, or its contract details notice, would settle the end date.",
    "renewal": "The signed contract would settle whether it ends by itself, must be extended, or goes on unless stopped.",
    "options": "The signed contract would settle which ways to extend are left.",
    "notice": "The signed contract would settle the notice.",
    "route": "Choosing how it will be bought again would settle the route.",
    "criticality": "The service would settle how critical it is, from 1 (low) to 3 (statutory or line of business).",
}
NOTES = {
    "end_before_start": "The end date is before the start date, so one of them is wrong; the end is treated as not known.",
    "bounds_swapped": "The earliest and latest possible end were given the wrong way round.",
    "notice_could_come_first": "Whether it renews is not known; should it, the last day for notice could come before the day shown.",
    "last_end_before_end": "The last possible end is before the end now agreed, so it is not used.",
}
_LACKS = {
    "end": "the end date", "renewal": "whether it renews", "options": "the options to extend", "notice": "the notice",
    "route": "how it will be bought again", "criticality": "how critical it is",
}  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@lru_cache(maxsize=16384)
def day(value: date) -> str:
    """`30 September 2026`."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def span(earliest: date | None, latest: date | None) -> str:
    """One day, or the range it may fall in."""
    if earliest is None or latest is None:
        known = earliest or latest
        if known is None:
            return "a day that is not known"
        return f"{day(known)} at the earliest" if earliest is not None else f"{day(known)} at the latest"
    return day(earliest) if earliest == latest else f"between {day(earliest)} and {day(latest)}"


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _until(earliest: date | None, latest: date | None) -> str:
    text = span(earliest, latest)
    return f"until some day {text}" if text.startswith("between") else f"until {text}"


def _list(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


_CAN = {"replace": "replaced in time", "extend": "extended", "stop_renewal": "stopped from going on by itself"}


def choice(kind: str, earliest: date | None, latest: date | None, state: str) -> str:
    """`It can be extended until 30 June 2027.`"""
    until = _until(earliest, latest)
    if state == "closed":
        return f"It could be {_CAN[kind]} {until}."
    if state == "maybe_closed":
        return f"It could be {_CAN[kind]} {until}, which may have passed."
    return f"It can be {_CAN[kind]} {until}."


def _lead(found: Window, facts: Facts) -> str:
    route = f" {ROUTES[facts.next_route]}" if facts.next_route in ROUTES else ""
    if found.lead_shortest == found.lead_longest:
        return (
            f"A replacement bought{route} takes about {count(found.lead_longest, 'month')}"
            if route
            else (f"A replacement takes about {count(found.lead_longest, 'month')}")
        )
    return (
        f"A replacement{' bought' + route if route else ''} takes {found.lead_shortest} to {found.lead_longest} months"
    )


def _ending(found: Window, on: date) -> str:
    earliest, latest = found.ends_earliest_on, found.ends_latest_on
    if earliest is None or latest is None or earliest != latest:
        return (
            f"the contract ends {span(earliest, latest)}"
            if earliest and latest
            else (f"the contract ends on {span(earliest, latest)}")
        )
    if earliest < on:
        return f"the contract ended on {day(earliest)}"
    months = months_between(on, earliest)
    if months < 2:
        return f"the contract ends on {day(earliest)}, in {count((earliest - on).days, 'day')}"
    return f"the contract ends in {months}, on {day(earliest)}"


def why(facts: Facts, found: Window, state: str, on: date) -> tuple[str, ...]:
    """Why the date is what it is, most telling sentence first."""
    if state == "unknown" and not found.lead_longest:
        return ("Neither the end date nor any bound for it is known, so no day can be worked out.",)
    joint = "and" if state in {"open", "ended"} else "but"
    said = [f"{_lead(found, facts)} {joint} {_ending(found, on)}."]
    until = _until(found.decide_by_earliest_on, found.decide_by_latest_on)
    if state == "ended":
        said.append(f"Your council could choose freely {until}.")
    elif state == "late":
        said.append(f"Your council could choose freely {until}; that day has passed.")
    elif state == "maybe_late":
        said.append(f"Your council can choose freely {until}, so it may already be late.")
    else:
        said.append(f"Your council can choose freely {until}.")
    said += _notice(found, state)
    if found.suggested_route:
        said.append("Its value is below the procurement threshold, so quotations are taken as the way to buy it again.")
    if (
        facts.starts_on is not None
        and found.decide_by_earliest_on is not None
        and (found.decide_by_earliest_on < facts.starts_on and found.ends_earliest_on is not None)
    ):
        said.append("The term is shorter than the time it takes to choose freely, so that day lies before the start.")
    said += [_move(move.reason, move.day) for move in found.moves]
    lacking = [_LACKS[name] for name in found.missing]
    if lacking:
        said.append(f"Not known: {_list(lacking)}.")
    return tuple(said)


def _notice(found: Window, state: str) -> list[str]:
    if not found.notice_for or state == "ended":
        return []
    act = "Asking to extend" if found.notice_for == "extend" else "Stopping the renewal"
    by = span(found.notice_by_earliest_on, found.notice_by_latest_on)
    by = f"by {by}" if not by.startswith("between") else f"by some day {by}"
    said = [f"{act} must be done {by}."]
    if "notice" in found.missing and _cannot_matter(found):
        said.append("The notice is not known, but it cannot change the day: replacing closes first either way.")
    return said


def _cannot_matter(found: Window) -> bool:
    pairs = (
        (found.start_by_earliest_on, found.notice_by_earliest_on),
        (found.start_by_latest_on, found.notice_by_latest_on),
    )
    return all(start is None or notice is None or start <= notice for start, notice in pairs)


def _move(reason: str, limit: date) -> str:
    if reason == "vesting":
        return f"The council passes into its successor on {day(limit)}, so the choice must be made before."
    if reason == "shadow":
        return f"From {day(limit)} larger contracts may need consent, so the choice must be made before."
    return "The day is moved to the last meeting at which the council can decide."


def if_nothing_is_done(facts: Facts, found: Window, on: date, *, ended: bool) -> str:
    """What happens when nobody acts, in one sentence."""
    earliest, latest = found.ends_earliest_on, found.ends_latest_on
    if earliest is None and latest is None:
        return "Nobody can tell: the end date is not known."
    end = span(earliest, latest)
    at = end if end.startswith("between") else f"on {end}"
    if ended:
        return _after_the_end(facts, found, at)
    if found.notice_for == "stop_renewal":
        later = steps(facts, earliest) if earliest is not None else ()
        to = f", to {day(later[0])} at first" if later and earliest == latest else ""
        return f"If nothing is done, the contract goes on by itself after {end.removeprefix('between ')}{to}."
    if found.notice_for == "extend":
        closed = found.notice_by_latest_on is not None and found.notice_by_latest_on < on
        tail = "the day to ask for an extension has already passed" if closed else "the option to extend lapses"
        return f"If nothing is done, the contract ends {at}, {tail} and nothing replaces it."
    if "renewal" in found.missing:
        return f"If nothing is done, the contract ends {at}, unless it goes on by itself, which is not known."
    return f"If nothing is done, the contract ends {at} and nothing replaces it."


def _after_the_end(facts: Facts, found: Window, at: str) -> str:
    if found.notice_for == "stop_renewal":
        return f"The term ended {at}; it may have gone on by itself since. The council would know."
    if found.notice_for == "extend" and found.ends_earliest_on is not None:
        later = steps(facts, found.ends_earliest_on)
        until = f", to {day(later[-1])} at most" if later else ""
        return f"The term ended {at}; it may have been extended{until}. The council would know."
    return f"The contract ended {at}; nothing is recorded in its place."


_CONSIDER = (
    "To consider: a shorter route, a modification within the law's limits, a peer's contract, or the supplier's terms."
)


def least_bad(route: LeastBad, found: Window, on: date, *, ended: bool) -> str:
    """What is left, said plainly and with the remedies to consider."""
    begun = f"A replacement begun on {day(on)} would be live by {day(route.live_on)}" if route.live_on else ""
    maybe = "" if route.is_certain else "If it is already too late to replace it: "
    if route.kind == "extend" and route.ends_on is not None and route.ask_by_on is not None:
        each = "1 option" if route.steps == 1 else f"{route.steps} options"
        ask = f"ask by {day(route.ask_by_on)}" if route.ask_by_on >= on else "ask at once, if the notice allows"
        return f"{maybe}{begun}. Taking {each}, to {day(route.ends_on)}, covers that: {ask}."
    if route.kind == "renewal":
        to = (
            f" The renewal to {day(route.ends_on)} covers that."
            if route.ends_on
            else (" The contract goes on by itself meanwhile; for how long is not known.")
        )
        return f"{maybe}{begun}.{to}"
    assert route.gap_from_on is not None
    since = "since" if ended else "from"
    gap = f"There is a gap {since} {day(route.gap_from_on)}: {begun[0].lower()}{begun[1:]}."
    if route.last_option_on is not None:
        gap += f" Taking every option, to {day(route.last_option_on)}, makes it shorter but does not close it."
    elif found.notice_for == "extend" and not ended:
        gap += " The day to ask for an extension has passed."
    text = f"{gap} {_CONSIDER}"
    return f"{maybe}{text[0].lower()}{text[1:]}" if maybe else text
