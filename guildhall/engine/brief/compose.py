"""Composing a briefing: from one council's contracts and what surrounds them to at most ten lines. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from guildhall.engine.brief import decisions, lines, questions, reorganisation, select, standing, talk, text
from guildhall.engine.brief.page import Briefing, ContractView, Coverage
from guildhall.engine.records import Council, Observation, Succession


def coverage(views: Sequence[ContractView], on: date) -> Coverage:
    """How many of the contracts not known to be over could be assessed, and what may hide in the rest."""
    live = [view for view in views if standing.is_live(view, on)]
    known = sum(standing.state(view, on) != "cannot_tell" for view in live)
    over = sum(standing.has_ended(view, on) for view in views)
    aside = _aside(views, over)
    if not views:
        return Coverage(
            0, 0, "No contract of this council is on the record yet. Notices show only part of what a council buys."
        )
    if not live and any(view.status in standing.SILENT for view in views):
        return Coverage(0, 0, f"No contract on the record is known to run: {aside}.")
    if not live:
        all_over = (
            f"All {text.number(over)} contracts on the record have ended"
            if over > 1
            else "The one contract on the record has ended"
        )
        return Coverage(0, 0, f"{all_over}. What runs now is not on it.")
    rest = len(live) - known
    if not rest:
        words = "Every one has an end date" if len(live) > 1 else "It has an end date"
    elif not known:
        words = (
            "None has an end date, so any may hide a decision"
            if rest > 1
            else "It has no end date and may hide a decision"
        )
    else:
        words = (
            f"{text.first_upper(text.number(rest))} {'has' if rest == 1 else 'have'} no end date and may hide decisions"
        )
    return Coverage(known, len(live), f"{words}; another {aside}" if aside else words)


def _aside(views: Sequence[ContractView], over: int) -> str:
    """Contracts not counted among those that run, and why: `two have ended and one was replaced by a renewal`."""
    states = Counter(view.status for view in views)
    said = [
        (over, "has ended", "have ended"),
        (states["replaced"], "was replaced by a renewal", "were replaced by renewals"),
        (states["copy"], "is a second record of the same contract", "are second records of the same contracts"),
    ]
    return text.listed([f"{text.number(count)} {one if count == 1 else many}" for count, one, many in said if count])


def sentence(groups: Sequence[tuple[ContractView, ...]], on: date) -> str:
    """The state in one sentence, counted over all `standing.decisions` and not only over those shown."""
    states = Counter(standing.state(group[0], on) for group in groups)
    late, maybe, quarter = states["late"], states["maybe_late"], states["this_quarter"]
    waiting = late + maybe + quarter
    if not waiting:
        return _calm(groups, on)
    if quarter == waiting:
        return f"{text.first_upper(text.count(quarter, 'decision'))} this quarter."
    head = text.first_upper(text.count(waiting, "decision"))
    every = {1: "", 2: "both "}.get(waiting, "all ")
    waits = "waits" if waiting == 1 else "wait"
    if late == waiting:
        return f"{head} {waits}, {every}already late."
    if maybe == waiting:
        return f"{head} {waits}, {every}perhaps already late."
    known = f"{text.number(late)} already late" if late else ""
    perhaps = f"{text.number(maybe)} perhaps late" if maybe else ""
    return f"{head} this quarter, {text.listed([part for part in (known, perhaps) if part])}."


def _calm(groups: Sequence[tuple[ContractView, ...]], on: date) -> str:
    soonest = min((group[0].decide_by_earliest_on for group in groups if group[0].decide_by_earliest_on), default=None)
    if soonest is not None and soonest >= on:
        return f"Nothing must be decided this quarter; the next decision falls on {text.day(soonest)}."
    if groups:
        return "No decision can be dated: the end dates are not known."
    return "No running contract of this council is on the record."


def compose(
    council: Council,
    contracts: Sequence[ContractView],
    *,
    on: date,
    peers: Sequence[ContractView] = (),
    observations: Sequence[Observation] = (),
    successions: Sequence[Succession] = (),
    neighbours: Sequence[str] = (),
    councils: Mapping[str, Council] | None = None,
    register_built_on: date | None = None,
    source_count: int = 0,
    has_register: bool = False,
    look_up: lines.LookUp | None = None,
) -> Briefing:
    """One council's briefing on a day.

    `peers` are contracts of other councils that may matter: neighbours, the same product or category, those that will be
    one with it. `observations` are of this council and of others. `successions` are all rows of its area. `has_register`
    says whether the council's own contract register is among the sources. `look_up` finds the documents of contracts
    that only cite them.
    """
    world = talk.World(
        councils=councils or {council.code: council},
        peers=tuple(view for view in peers if view.council_code not in {"", council.code}),
        observations=tuple(observations),
        neighbours=tuple(neighbours),
    )
    future = reorganisation.future(council, successions, world.councils, on)
    groups = standing.decisions(contracts, on)
    decided, more = decisions.every(groups, council, on)
    agreed = talk.align(council, contracts, world, future, on)
    found = [
        *talk.instead(decided, agreed),
        *agreed,
        *talk.peers(contracts, world, future, on),
        *talk.neighbours(council, world, on),
        *talk.products_next_door(council, world, on),
        *questions.check_in_use(contracts, observations, on),
        *questions.confirm_facts(council, contracts, on),
        *questions.confirm_products(council, observations, on),
        *questions.follow_up(council, contracts, on),
        *([] if has_register else questions.bring_register(council, contracts, on)),
    ]
    items, left_out = select.choose(found, on, more=more)
    if look_up is not None:
        items = lines.look_up(items, look_up)
    return Briefing(
        council=council.name,
        council_code=council.code,
        council_slug=council.slug,
        on=on,
        register_built_on=register_built_on,
        sentence=sentence(groups, on),
        coverage=coverage(contracts, on),
        reorganisation=future.words,
        vesting_on=future.vesting_on if future.vesting_on and future.vesting_on > on else None,
        items=items,
        left_out=left_out,
        is_sample=council.is_sample,
        source_count=source_count,
    )
