"""The sum itself: from facts and settings to the days on which a council's choices close. No day of today in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from guildhall.engine.decide.arithmetic import add_days, add_months, extend_term
from guildhall.engine.decide.facts import Facts
from guildhall.engine.decide.settings import Settings


class Move(msgspec.Struct, frozen=True):
    """Decide-by moved earlier because of a day that is known: `shadow`, `vesting` or `meeting`."""

    reason: str
    day: date
    from_on: date | None
    to_on: date | None


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Earliest and latest of every day that matters. Equal when nothing is unknown; None when not known at all."""

    ends_earliest_on: date | None = None
    ends_latest_on: date | None = None
    lead_shortest: int = 0
    lead_longest: int = 0
    start_by_earliest_on: date | None = None
    start_by_latest_on: date | None = None
    notice_by_earliest_on: date | None = None
    notice_by_latest_on: date | None = None
    notice_for: str = ""
    """What the notice is for: `extend`, `stop_renewal`, or empty when none applies."""
    decide_by_earliest_on: date | None = None
    decide_by_latest_on: date | None = None
    missing: tuple[str, ...] = ()
    """Unknown facts the sum would use: `end`, `renewal`, `notice`, `route`, `criticality`, `options`."""
    notes: tuple[str, ...] = ()
    """Facts that contradict each other, as short names that `words` puts into sentences."""
    suggested_route: str = ""
    moves: tuple[Move, ...] = ()

    @property
    def start_by_on(self) -> date | None:
        """The day replacing closes; the earliest possible one when it is a range."""
        return self.start_by_earliest_on

    @property
    def notice_by_on(self) -> date | None:
        """The day extending, or stopping a renewal, closes; the earliest possible one when it is a range."""
        return self.notice_by_earliest_on

    @property
    def decide_by_on(self) -> date | None:
        """The one decide-by day, when it is one day and not a range."""
        return self.decide_by_earliest_on if self.decide_by_earliest_on == self.decide_by_latest_on else None


def ends(facts: Facts) -> tuple[date | None, date | None, tuple[str, ...]]:
    """Earliest and latest end, and what contradicts. An end before the start is no end: one of the two is wrong."""
    starts_on, ends_on = facts.starts_on, facts.ends_on
    notes: tuple[str, ...] = ()
    if ends_on is not None:
        if starts_on is None or ends_on >= starts_on:
            return ends_on, ends_on, notes
        notes = ("end_before_start",)
    earliest, latest = facts.ends_earliest_on, facts.ends_latest_on
    if earliest is not None and latest is not None and earliest > latest:
        return latest, earliest, (*notes, "bounds_swapped")
    return earliest, latest, notes


def steps(facts: Facts, ends_on: date) -> tuple[date, ...]:
    """The end after each option not yet taken, in order, as far as lengths are known.

    A published maximum holds steps back to itself, and is a step of its own where the options do not reach it.
    """
    left = [o.months for o in facts.options or () if not o.taken]
    most = facts.last_end_on
    if most is not None and most <= ends_on:
        most = None
    reached: list[date] = []
    months = 0
    for each in left:
        if each is None:
            break
        months += each
        end = extend_term(ends_on, months)
        reached.append(end if most is None else min(end, most))
    if most is not None and (not reached or reached[-1] < most):
        reached.append(most)
    distinct: list[date] = []
    for end in reached:
        if not distinct or end > distinct[-1]:
            distinct.append(end)
    return tuple(distinct)


def has_options_left(facts: Facts) -> bool:
    """Whether the contract can still be made longer, by its options or by its published last possible end."""
    for option in facts.options or ():
        if not option.taken:
            return True
    last = facts.last_end_on
    if last is None:
        return False
    end = facts.ends_on or facts.ends_latest_on
    return end is None or last > end


def take_option(facts: Facts) -> Facts:
    """The facts after the council takes the next option: a later `ends_on`, the same `starts_on`."""
    options = list(facts.options or ())
    at = next((n for n, option in enumerate(options) if not option.taken), None)
    if at is None or facts.ends_on is None:
        return facts
    reached = steps(facts, facts.ends_on)
    options[at] = msgspec.structs.replace(options[at], taken=True)
    return msgspec.structs.replace(facts, options=tuple(options), ends_on=reached[0] if reached else facts.ends_on)


def lead(facts: Facts, settings: Settings) -> tuple[int, int, str, tuple[str, ...]]:
    """Shortest and longest months to replace, the route that the value suggests, and what is not known."""
    missing: tuple[str, ...] = ()
    suggested = ""
    procurement = settings.procurement
    months = procurement.get(facts.next_route)
    if months is not None:
        shortest = longest = months
    else:
        missing = ("route",)
        if facts.value_gross is not None and Decimal(0) < facts.value_gross < settings.quote_below_gross:
            suggested = "quote"
            shortest = longest = procurement["quote"]
        else:
            shortest, longest = procurement[settings.route_shortest], procurement[settings.route_longest]
    if facts.mobilise_months is not None:
        return shortest + facts.mobilise_months, longest + facts.mobilise_months, suggested, missing
    mobilise = settings.mobilise
    if facts.criticality is not None:
        months = mobilise[facts.criticality]
        return shortest + months, longest + months, suggested, missing
    return shortest + min(mobilise.values()), longest + max(mobilise.values()), suggested, (*missing, "criticality")


def _less_notice(facts: Facts, settings: Settings, end: date | None, *, longest: bool) -> date | None:
    if end is None:
        return None
    by_days = add_days(end, -facts.notice_days) if facts.notice_days is not None else None
    by_months = add_months(end, -facts.notice_months) if facts.notice_months is not None else None
    if by_days is not None and by_months is not None:
        return min(by_days, by_months)
    known = by_days or by_months
    if known is not None:
        return known
    return add_days(end, -(settings.notice_longest if longest else settings.notice_shortest))


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)


def notice_for(facts: Facts) -> str:
    """What a notice would do: make the contract longer, or stop it from going on; empty when neither applies."""
    mode = facts.renewal_mode
    if mode == "tacit":
        return "stop_renewal"
    if mode != "none" and has_options_left(facts):
        return "extend"
    return ""


def window(facts: Facts, settings: Settings) -> Window:
    """Work out the days on which the choices close, as ranges where something is unknown."""
    earliest, latest, notes = ends(facts)
    if earliest is None and latest is None:
        return Window(missing=("end",), notes=notes)
    shortest, longest, suggested, lacking = lead(facts, settings)
    start_earliest = None if earliest is None else add_months(earliest, -longest)
    start_latest = None if latest is None else add_months(latest, -shortest)
    missing: tuple[str, ...] = ()
    if facts.ends_on is None or earliest != latest:
        missing = ("end",)
    purpose = notice_for(facts)
    notice_earliest = notice_latest = None
    if purpose:
        notice_earliest = _less_notice(facts, settings, earliest, longest=True)
        notice_latest = _less_notice(facts, settings, latest, longest=False)
        if facts.notice_days is None and facts.notice_months is None:
            missing += ("notice",)
    elif facts.renewal_mode == "unknown" or (facts.renewal_mode == "express" and facts.options is None):
        missing += ("renewal" if facts.renewal_mode == "unknown" else "options",)
        possible = _less_notice(facts, settings, earliest, longest=True)
        if possible is not None and start_earliest is not None and possible < start_earliest:
            notes = (*notes, "notice_could_come_first")
    missing += lacking
    decide_earliest = _earlier(start_earliest, notice_earliest)
    decide_latest = _earlier(start_latest, notice_latest)
    moves: tuple[Move, ...] = ()
    if facts.shadow_on is not None or facts.vesting_on is not None or facts.meetings_on:
        decide_earliest, decide_latest, moves = _moved(facts, decide_earliest, decide_latest)
    if facts.last_end_on is not None and earliest is not None and facts.last_end_on < earliest:
        notes = (*notes, "last_end_before_end")
    return Window(
        ends_earliest_on=earliest,
        ends_latest_on=latest,
        lead_shortest=shortest,
        lead_longest=longest,
        start_by_earliest_on=start_earliest,
        start_by_latest_on=start_latest,
        notice_by_earliest_on=notice_earliest,
        notice_by_latest_on=notice_latest,
        notice_for=purpose,
        decide_by_earliest_on=decide_earliest,
        decide_by_latest_on=decide_latest,
        missing=missing,
        notes=notes,
        suggested_route=suggested,
        moves=moves,
    )


def _moved(
    facts: Facts, earliest: date | None, latest: date | None
) -> tuple[date | None, date | None, tuple[Move, ...]]:
    """Move decide-by to the last day before the shadow period or vesting, then to the last meeting before that."""
    moves: list[Move] = []

    def before(reason: str, limit: date) -> None:
        nonlocal earliest, latest
        was = latest if latest is not None else earliest
        last = add_days(limit, -1)
        held = (_held(earliest, last), _held(latest, last))
        if held != (earliest, latest):
            earliest, latest = held
            moves.append(Move(reason, limit, was, last))

    if facts.vesting_on is not None:
        before("vesting", facts.vesting_on)
    if facts.shadow_on is not None and (facts.vesting_on is None or facts.shadow_on < facts.vesting_on):
        before("shadow", facts.shadow_on)
    if facts.meetings_on:
        held = (_last_meeting(facts.meetings_on, earliest), _last_meeting(facts.meetings_on, latest))
        if held != (earliest, latest):
            was, to = (latest, held[1]) if held[1] != latest else (earliest, held[0])
            earliest, latest = held
            moves.append(Move("meeting", to or date.min, was, to))
    return earliest, latest, tuple(moves)


def _held(day: date | None, last: date) -> date | None:
    return None if day is None else min(day, last)


def _last_meeting(meetings: tuple[date, ...], day: date | None) -> date | None:
    """The last meeting on or before `day`; `day` itself where the calendar does not reach that far back."""
    if day is None:
        return None
    held = [meeting for meeting in meetings if meeting <= day]
    return max(held) if held else day
