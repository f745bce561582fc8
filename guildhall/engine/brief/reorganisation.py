"""What reorganisation does to a council, in words, and with whom it will be one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from guildhall.engine.brief import text
from guildhall.engine.brief.page import SourceLine
from guildhall.engine.records import Council, Succession

RECENT_DAYS = 5 * 366
"""A council made within this time still inherits; later it is simply itself."""


class Future(msgspec.Struct, frozen=True):
    """Where a council is going. `partners` will be the same council, or may be; the nearest certain case counts."""

    words: str = ""
    vesting_on: date | None = None
    is_decided: bool = False
    successors: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    area: str = ""
    source: SourceLine | None = None


def name_of(row: Succession, councils: Mapping[str, Council]) -> str:
    found = councils.get(row.successor_code)
    return found.short_name if found else row.successor_name


def _partners(council: Council, own: Sequence[Succession], rows: Iterable[Succession]) -> tuple[str, ...]:
    """Councils that go whole into the same successor under the same scenario."""
    meant = {(row.area, row.scenario, row.successor_code or row.successor_name) for row in own}
    return tuple(dict.fromkeys(
        row.predecessor_code for row in rows
        if (row.area, row.scenario, row.successor_code or row.successor_name) in meant
        and row.predecessor_code != council.code
    ))  # fmt: skip


def _known(source: str) -> SourceLine:
    return SourceLine(source, "", None)


def future(council: Council, rows: Sequence[Succession], councils: Mapping[str, Council], on: date) -> Future:
    """The most certain thing that can be said: done, decided, proposed, or nothing."""
    own = [row for row in rows if row.predecessor_code == council.code]
    done = [row for row in own if row.status == "done" or (row.status == "decided" and (row.vesting_on or on) <= on)]
    if done and (council.ends_on is None or council.ends_on < on):
        names = tuple(dict.fromkeys(name_of(row, councils) for row in done))
        when = f" on {text.day(done[0].vesting_on)}" if done[0].vesting_on else ""
        return Future(
            f"Passed into {text.listed(names)}{when}", done[0].vesting_on, is_decided=True, successors=names,
            area=done[0].area, source=_known(done[0].source),
        )  # fmt: skip
    decided = [row for row in own if row.status == "decided"]
    if decided:
        return _decided(council, decided, rows, councils)
    proposed = [row for row in own if row.status == "proposed"]
    if proposed:
        return _proposed(council, proposed, rows)
    return _made(council, rows, councils, on)


def _decided(council: Council, own: Sequence[Succession], rows: Sequence[Succession],
             councils: Mapping[str, Council]) -> Future:  # fmt: skip
    names = tuple(dict.fromkeys(name_of(row, councils) for row in own))
    when = f" on {text.day(own[0].vesting_on)}" if own[0].vesting_on else ""
    words = f"Joins {names[0]}{when}" if len(names) == 1 else f"Is divided between {text.listed(names)}{when}"
    partners = _partners(council, own, [row for row in rows if row.status == "decided"])
    return Future(words, own[0].vesting_on, True, names, partners, own[0].area, _known(own[0].source))


def _proposed(council: Council, own: Sequence[Succession], rows: Sequence[Succession]) -> Future:
    scenarios = list(
        dict.fromkeys(row.scenario for row in rows if row.area == own[0].area and row.status == "proposed")
    )
    when = f", planned for {text.day(own[0].vesting_on)}" if own[0].vesting_on else ""
    said = f"{text.first_upper(text.count(len(scenarios), 'proposal'))} for {own[0].area}"
    if own[0].successor_name == "" and own[0].successor_code == "":
        said = f"{own[0].area} is to be reorganised"
        mates = [
            row.predecessor_code for row in rows if row.area == own[0].area and row.predecessor_code != council.code
        ]
        partners = tuple(dict.fromkeys(mates))
    else:
        partners = _partners(council, own, [row for row in rows if row.status == "proposed"])
    words = f"{said}{when}; no decision is recorded here"
    return Future(words, own[0].vesting_on, False, (), partners, own[0].area, _known(own[0].source))


def _made(council: Council, rows: Sequence[Succession], councils: Mapping[str, Council], on: date) -> Future:
    """A council made lately out of others."""
    into = [row for row in rows if row.successor_code == council.code and row.status == "done"]
    made = [row for row in into if row.vesting_on and 0 <= (on - row.vesting_on).days < RECENT_DAYS]
    if not made or made[0].vesting_on is None:
        return Future()
    names = [councils[row.predecessor_code].short_name for row in made if row.predecessor_code in councils]
    words = f"Made on {text.day(made[0].vesting_on)} out of {text.listed(names, most=4)}"
    return Future(words, None, area=made[0].area, source=_known(made[0].source))
