"""A decision on a day: the state, the choices still open, the least bad route, and why, in sentences."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import msgspec

from guildhall.engine.decide import words
from guildhall.engine.decide.arithmetic import add_months
from guildhall.engine.decide.facts import Facts
from guildhall.engine.decide.settings import Setting, Settings, load
from guildhall.engine.decide.window import Move, Window, steps, window

State = Literal["ended", "late", "maybe_late", "open", "unknown"]
REMEDIES = (
    "a shorter route to buy it again",
    "a modification within the law's limits",
    "a peer's contract",
    "the supplier's terms for staying longer",
)


class Choice(msgspec.Struct, frozen=True):
    """One thing the council can do, and the day it closes; a range when something is unknown."""

    choice: Literal["replace", "extend", "stop_renewal"]
    closes_on: date | None
    """The earliest day on which it may close."""
    closes_latest_on: date | None
    state: Literal["open", "maybe_closed", "closed"]
    words: str


class LeastBad(msgspec.Struct, frozen=True, kw_only=True):
    """What is left when a replacement cannot be live in time. Never a recommendation on its own: see `remedies`."""

    kind: Literal["extend", "renewal", "gap"]
    """`extend`: option steps that cover the time; `renewal`: it goes on by itself; `gap`: nothing covers it."""
    steps: int = 0
    ends_on: date | None = None
    """The end after those steps."""
    ask_by_on: date | None = None
    gap_from_on: date | None = None
    gap_to_on: date | None = None
    live_on: date | None = None
    """Today and the lead: when a replacement begun today would be live."""
    last_option_on: date | None = None
    """The end after every option, where options shorten the gap without closing it."""
    is_certain: bool = True
    """False when an unknown fact leaves a chance that replacing is still possible in time."""
    remedies: tuple[str, ...] = ()
    words: str = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one contract on one day, with everything it rests on."""

    on: date
    state: State
    decide_by_earliest_on: date | None
    decide_by_latest_on: date | None
    start_by_on: date | None
    start_by_latest_on: date | None
    notice_by_on: date | None
    notice_by_latest_on: date | None
    choices: tuple[Choice, ...]
    """The choices that are still open, or may be."""
    closed_choices: tuple[Choice, ...]
    least_bad: LeastBad | None
    missing: tuple[str, ...]
    why: tuple[str, ...]
    if_nothing_is_done: str
    would_settle: tuple[str, ...]
    moves: tuple[Move, ...]
    notes: tuple[str, ...]
    facts_used: dict[str, Any]
    settings_used: tuple[Setting, ...]


def state_on(found: Window, on: date) -> State:
    """`ended` once the latest end is past, `late` once the latest decide-by is, `maybe_late` once the earliest is."""
    if found.ends_latest_on is not None and found.ends_latest_on < on:
        return "ended"
    return state_of_range(found.decide_by_earliest_on, found.decide_by_latest_on, on)


def state_of_range(earliest: date | None, latest: date | None, on: date) -> State:
    """The state of a decide-by range that is known without its end, as a register's row is."""
    if latest is not None and latest < on:
        return "late"
    if earliest is None:
        return "unknown"
    return "maybe_late" if earliest < on else "open"


def _choice(
    kind: Literal["replace", "extend", "stop_renewal"], earliest: date | None, latest: date | None, on: date
) -> Choice:
    state: Literal["open", "maybe_closed", "closed"] = "open"
    if latest is not None and latest < on:
        state = "closed"
    elif earliest is None or earliest < on:
        state = "maybe_closed"
    return Choice(kind, earliest, latest, state, words.choice(kind, earliest, latest, state))


def _choices(found: Window, on: date, *, ended: bool) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    if found.ends_earliest_on is None and found.ends_latest_on is None:
        return (), ()
    every = [_choice("replace", found.start_by_earliest_on, found.start_by_latest_on, on)]
    if found.notice_for == "extend":
        every.append(_choice("extend", found.notice_by_earliest_on, found.notice_by_latest_on, on))
    elif found.notice_for == "stop_renewal":
        every.append(_choice("stop_renewal", found.notice_by_earliest_on, found.notice_by_latest_on, on))
    if ended:
        return (), tuple(every)
    return tuple(c for c in every if c.state != "closed"), tuple(c for c in every if c.state == "closed")


def least_bad(facts: Facts, found: Window, on: date, *, ended: bool) -> LeastBad | None:
    """The fewest option steps that reach today and the lead, if asking is still possible; else a gap, in plain words."""
    start = found.start_by_earliest_on
    end = found.ends_earliest_on
    if start is None or end is None or start >= on:
        return None
    certain = found.start_by_latest_on is not None and found.start_by_latest_on < on
    live_on = add_months(on, found.lead_longest)
    longer = steps(facts, end) if found.notice_for else ()
    may_ask = found.notice_for == "stop_renewal" or (
        found.notice_for == "extend" and (found.notice_by_latest_on is None or found.notice_by_latest_on >= on)
    )
    reachable = longer if may_ask and not ended else ()
    if found.notice_for == "stop_renewal" and not ended and not (reachable and reachable[-1] < live_on):
        count = next((n for n, step in enumerate(reachable, 1) if step >= live_on), 0)
        route = LeastBad(
            kind="renewal", steps=count, ends_on=reachable[count - 1] if count else None, live_on=live_on,
            is_certain=certain, remedies=REMEDIES,
        )  # fmt: skip
    else:
        count = next((n for n, step in enumerate(reachable, 1) if step >= live_on), 0)
        if count:
            route = LeastBad(
                kind="extend", steps=count, ends_on=reachable[count - 1], ask_by_on=found.notice_by_earliest_on,
                live_on=live_on, is_certain=certain, remedies=REMEDIES,
            )  # fmt: skip
        else:
            route = LeastBad(
                kind="gap", gap_from_on=end, gap_to_on=live_on, live_on=live_on, is_certain=certain,
                steps=len(reachable), last_option_on=reachable[-1] if reachable else None, remedies=REMEDIES,
            )  # fmt: skip
    return msgspec.structs.replace(route, words=words.least_bad(route, found, on, ended=ended))


def _settings_used(facts: Facts, found: Window, settings: Settings) -> tuple[Setting, ...]:
    if not found.lead_longest and found.start_by_earliest_on is None and found.start_by_latest_on is None:
        return ()
    keys: list[str] = []
    if facts.next_route in settings.procurement:
        keys.append(f"procurement_months.{facts.next_route}")
    elif found.suggested_route:
        keys += ["quote_below_gross", f"procurement_months.{found.suggested_route}"]
    else:
        keys += ["route_unknown.shortest", f"procurement_months.{settings.route_shortest}"]
        keys += ["route_unknown.longest", f"procurement_months.{settings.route_longest}"]
    if facts.mobilise_months is None:
        levels = (1, 3) if facts.criticality is None else (facts.criticality,)
        keys += [f"mobilise_months.{level}" for level in levels]
    if found.notice_for and "notice" in found.missing:
        keys += ["notice_unknown_days.shortest", "notice_unknown_days.longest"]
    return tuple(settings.all[key] for key in keys)


def _facts_used(facts: Facts) -> dict[str, Any]:
    return {
        name: value
        for name, value in ((field, getattr(facts, field)) for field in facts.__struct_fields__)
        if value not in (None, "", ()) or (name == "options" and value == ())
    }


def decide(facts: Facts, on: date, settings: Settings | None = None) -> Decision:
    """What a council can still choose about one contract on the day `on`, and why."""
    settings = settings or load()
    found = window(facts, settings)
    state = state_on(found, on)
    ended = state == "ended"
    still_open, closed = _choices(found, on, ended=ended)
    route = least_bad(facts, found, on, ended=ended)
    return Decision(
        on=on,
        state=state,
        decide_by_earliest_on=found.decide_by_earliest_on,
        decide_by_latest_on=found.decide_by_latest_on,
        start_by_on=found.start_by_earliest_on,
        start_by_latest_on=found.start_by_latest_on,
        notice_by_on=found.notice_by_earliest_on,
        notice_by_latest_on=found.notice_by_latest_on,
        choices=still_open,
        closed_choices=closed,
        least_bad=route,
        missing=found.missing,
        why=words.why(facts, found, state, on),
        if_nothing_is_done=words.if_nothing_is_done(facts, found, on, ended=ended),
        would_settle=tuple(words.SETTLES[name] for name in found.missing),
        moves=found.moves,
        notes=tuple(words.NOTES[name] for name in found.notes),
        facts_used=_facts_used(facts),
        settings_used=_settings_used(facts, found, settings),
    )
