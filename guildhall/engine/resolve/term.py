"""When a contract runs: start, agreed end, last possible end, the options between them, and bounds for what is unknown.

The three ends that look alike are kept apart (design/decide-by.md). No date here is guessed: an end is published, or
follows from a published start and length, or is unknown.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import msgspec

from guildhall.engine.clean import dates
from guildhall.engine.records import Basis
from guildhall.engine.resolve.weigh import Balance, Entry, winner

as_day = lru_cache(maxsize=65536)(date.fromisoformat)
LONGEST_MONTHS = 1200


class Term(msgspec.Struct, gc=False):
    """The resolved dates. `basis` speaks of those that no single claim won; `problems` of what contradicts."""

    starts_on: date | None = None
    first_ends_on: date | None = None
    ends_on: date | None = None
    last_end_on: date | None = None
    extension: str = "unknown"
    options: tuple[int, ...] = ()
    options_taken: tuple[int, ...] = ()
    basis: dict[str, Basis] = {}
    problems: tuple[tuple[str, str], ...] = ()
    """Code and sentence for the list of issues."""


def day_of(entry: Entry | None) -> date | None:
    return None if entry is None else as_day(entry.claim.value)


def resolve_term(balance: Balance, won: dict[str, Entry | None]) -> Term:
    """Start and ends from the claims; `won` is filled in for every date field decided here."""
    term = Term(basis={})
    problems: list[tuple[str, str]] = []
    start = winner(balance.get("starts_on", ()))
    end = winner(balance.get("ends_on", ()))
    start, end = _in_order(start, end, balance, problems)
    won["starts_on"], won["ends_on"] = start, end
    term.starts_on, term.ends_on = day_of(start), day_of(end)
    if term.ends_on is None and term.starts_on is not None and not problems:
        _by_length(term, balance)
    _first_end(term, balance, end)
    _extension(term, balance)
    _options(term, balance)
    won["last_end_on"] = _last_end(term, balance, end, problems)
    term.problems = tuple(problems)
    return term


def _in_order(
    start: Entry | None, end: Entry | None, balance: Balance, problems: list[tuple[str, str]]
) -> tuple[Entry | None, Entry | None]:
    """An end before the start: the worse-founded claim gives way; if both are as good, neither can be believed."""
    while start is not None and end is not None and end.claim.value < start.claim.value:
        problems.append((
            "end_before_start",
            (f"The end {end.claim.value} ({end.sighting.document}) lies before the start {start.claim.value} "
            f"({start.sighting.document}); what could not be believed is shown as unknown."),
        ))  # fmt: skip
        said = "the end lies before the start"
        if end.basis >= start.basis:
            end.note = said
        if start.basis >= end.basis:
            start.note = said
        start, end = winner(balance["starts_on"]), winner(balance["ends_on"])
    return start, end


def _by_length(term: Term, balance: Balance) -> None:
    """No end published: start and published length give it."""
    length = winner(balance.get("duration_months", ()))
    if length is None or term.starts_on is None:
        return
    months = _whole(length.claim.value)
    if months is not None and 0 < months <= LONGEST_MONTHS and term.starts_on.year + months // 12 < 9990:
        term.ends_on = dates.add_months(term.starts_on, months)
        term.ends_on = date.fromordinal(term.ends_on.toordinal() - 1)
        term.basis["ends_on"] = "C"


def _first_end(term: Term, balance: Balance, end: Entry | None) -> None:
    """The end as first agreed, where a later document of the same standing moved it."""
    named = winner(balance.get("first_ends_on", ()))
    if named is not None:
        term.first_ends_on = day_of(named)
    elif end is not None:
        first = next((e for e in balance["ends_on"] if not e.note and e.basis == end.basis and e.age < end.age), None)
        if first is not None and first.claim.value != end.claim.value and first.sighting.notice_kind != "UK6":
            term.first_ends_on = day_of(first)


def _extension(term: Term, balance: Balance) -> None:
    said = winner(balance.get("extension", ()))
    term.extension = said.claim.value if said is not None else "unknown"


def _options(term: Term, balance: Balance) -> None:
    """Which ways to extend are used up: as claimed, else those that the move from first to present end accounts for."""
    listed = winner(balance.get("options", ()))
    if listed is None:
        return
    months = tuple(m for m in map(_whole, listed.claim.value.split(",")) if m is not None and m > 0)
    claimed = winner(balance.get("options_taken", ()))
    taken = _whole(claimed.claim.value) if claimed is not None else None
    if taken is None:
        taken = 0
        if term.first_ends_on is not None and term.ends_on is not None:
            reached = term.first_ends_on
            for step in months:
                reached = dates.extend(reached, step)
                if reached > term.ends_on:
                    break
                taken += 1
    term.options_taken, term.options = months[:taken], months[taken:]


def _last_end(term: Term, balance: Balance, end: Entry | None, problems: list[tuple[str, str]]) -> Entry | None:
    """The last possible end: published; else the end plus the options left; else, none declared, the end itself."""
    entries = balance.get("last_end_on", [])
    published = winner(entries)
    while published is not None and term.ends_on is not None and as_day(published.claim.value) < term.ends_on:
        moved = end is not None and published.age < end.age
        published.note = "the agreed end has since been moved beyond it" if moved else "it lies before the agreed end"
        if not moved:
            problems.append((
                "last_end_before_end",
                (f"The last possible end {published.claim.value} ({published.sighting.document}) lies before the "
                f"agreed end {term.ends_on.isoformat()}; it is shown as unknown."),
            ))  # fmt: skip
        published = winner(entries)
    if published is not None:
        term.last_end_on = as_day(published.claim.value)
    elif term.ends_on is not None and term.options:
        reached = term.ends_on
        for step in term.options:
            reached = dates.extend(reached, step)
        term.last_end_on = reached
        term.basis["last_end_on"] = "C"
    elif term.ends_on is not None and term.extension == "none_declared":
        term.last_end_on = term.ends_on
        term.basis["last_end_on"] = "B"
    return published


def _whole(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None
