"""What each source is expected to bring, counted at every build: the assertions of its `source.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow.compute as pc

from guildhall.engine.quality.coverage import Row
from guildhall.engine.quality.frame import NO_DAY, Notices, number
from guildhall.engine.sources import Assertion, Source

Counted = tuple[int, int, str]
"""x, y, and the state: kept, odd or unknown."""


def of_sources(
    sources: Sequence[Source], notices: Notices, rows: Mapping[str, tuple[int, int]], on: date
) -> Iterator[Row]:
    """Each assertion of each source that brought anything: how much of it holds. `rows` are those read and refused."""
    for source in sources:
        told = source.key in notices.sources or source.key in notices.frame.from_source
        if not told and source.key not in rows:
            continue
        for place, one in enumerate(source.assertions, start=1):
            if one.measure == "days_old":
                known, total, state = _days_old(one, source.key, notices, on)
            else:
                known, total, state = _count(one, source.key, notices, rows.get(source.key, (0, 0)))
            words = f"{one.words} {_words(one, known, total, state)}"
            yield Row("expected", source.key, f"{place:02d} {one.measure}", known, total, words, state)


def _count(one: Assertion, key: str, notices: Notices, read: tuple[int, int]) -> Counted:
    frame = notices.frame
    if one.measure in ("begins", "among"):
        return _of_notices(one, key, notices)
    rows, refused = read
    if one.measure == "refused":
        return (refused, rows, _within(one, refused / rows)) if rows else (0, 0, "unknown")
    if one.measure == "rows":
        return rows, rows, _within(one, rows)
    mask = frame.from_source.get(key, np.zeros(frame.size, np.bool_))
    if one.kind:
        mask = mask & notices.contracts(key, one.kind)
    total = int(mask.sum())
    for field in one.fields:
        mask = mask & frame.known(field)
    known = int(mask.sum())
    return known, total, _within(one, known / total) if total else "unknown"


def _of_notices(one: Assertion, key: str, notices: Notices) -> Counted:
    own = notices.of(key)
    total = int(own.sum())
    if not total:
        return 0, 0, "unknown"
    if one.measure == "begins":
        good = np.asarray(pc.fill_null(pc.starts_with(notices.ocid, pattern=one.begins), False))
    else:
        good = np.isin(notices.kind, [notices.kinds[kind] for kind in one.among if kind in notices.kinds])
    known = int((good & own).sum())
    return known, total, _within(one, known / total)


def _days_old(one: Assertion, key: str, notices: Notices, on: date) -> Counted:
    """Days between the newest document of the source and the newest of all; the page about the data counts to today."""
    frame = notices.frame
    newest = notices.published[notices.of(key)].max(initial=NO_DAY)
    if key in frame.from_source:
        newest = max(newest, frame.days["last_seen_on"][frame.from_source[key]].max(initial=NO_DAY))
    if newest == NO_DAY:
        return 0, 0, "unknown"
    days = max(0, number(on) - int(newest))
    return days, days, _within(one, days)


def _within(one: Assertion, value: float) -> str:
    low = one.at_least is None or value >= one.at_least
    high = one.at_most is None or value <= one.at_most
    return "kept" if low and high else "odd"


def _words(one: Assertion, known: int, total: int, state: str) -> str:
    if state == "unknown":
        return "Nothing here to count it on."
    if one.measure == "days_old":
        return f"It is {known:,} days older than the newest document of all."
    if one.measure == "rows":
        return f"Here {known:,}."
    what = "are" if one.measure == "refused" else "do"
    return f"Here {known:,} of {total:,} {what}."
