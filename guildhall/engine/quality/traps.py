"""The traps of British notices and registers, each counted: how often it matters in this register, and what is done about it.

What each is and where it was first met stands in the golden cases of the suite; here is only how common it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow.compute as pc

from guildhall.engine.quality import frame as frames
from guildhall.engine.quality.checks import Found
from guildhall.engine.quality.coverage import Row
from guildhall.engine.quality.frame import Flags, Frame, Notices

LONG_YEARS = 10
BULK = 10
"""Contracts of one process beyond which it is an exercise and not a purchase."""
TOLD_BY = "council_registers"


def _net_is_gross(frame: Frame) -> Found:
    net, gross = frame.sums["value_net"], frame.sums["value_gross"]
    known = ~np.isnan(net) & ~np.isnan(gross)
    return known, known & (net == gross)


def _gross_alone(frame: Frame) -> Found:
    known = frame.known("value")
    return known, known & np.isnan(frame.sums["value_net"])


def _no_value(frame: Frame) -> Found:
    return np.ones(frame.size, np.bool_), ~frame.known("value")


def _ends_31_march(frame: Frame) -> Found:
    known = frame.known("ends_on")
    days = np.where(known, frame.days["ends_on"], 0).astype("datetime64[D]")
    year = days.astype("datetime64[Y]")
    leap = (year + 1).astype("datetime64[D]") - year.astype("datetime64[D]") == np.timedelta64(366, "D")
    of_year = (days - year.astype("datetime64[D]")).astype(np.int64)
    return known, known & (of_year == np.where(leap, 90, 89))


def _long(frame: Frame) -> Found:
    known = frame.known("starts_on") & frame.known("ends_on")
    days = frame.days["ends_on"].astype(np.int64) - frame.days["starts_on"].astype(np.int64)
    return known, known & (days > LONG_YEARS * 365.25)


def _after_start(frame: Frame) -> Found:
    return _told_after(frame, "starts_on")


def _after_end(frame: Frame) -> Found:
    return _told_after(frame, "ends_on")


def _told_after(frame: Frame, name: str) -> Found:
    known = frame.known(name) & frame.known("first_published_on")
    return known, known & (frame.days["first_published_on"] > frame.days[name])


def _old_without_end(frame: Frame) -> Found:
    old = _is(frame, "regime", "celex")
    return old, old & ~frame.known("ends_on")


def _frameworks(frame: Frame) -> Found:
    column = frame.text("is_framework")
    return np.asarray(pc.is_valid(column)), np.asarray(pc.fill_null(column, False))


def _in_bulk(frame: Frame) -> Found:
    process = frame.process
    known = process >= 0
    counts = np.bincount(process + 1, minlength=1)
    counts[0] = 0
    return known, known & (counts[process + 1] > BULK)


def _shared_process(frame: Frame) -> Found:
    process = frame.process
    return process >= 0, frames.repeated(process)


def _same_need(frame: Frame) -> Found:
    title = frames.groups(pc.utf8_lower(frame.text("title")))
    known = (title >= 0) & (frame.council >= 0)
    both = np.where(known, title * (frame.council.max(initial=0) + 1) + frame.council, -1)
    _, numbers = np.unique(both, return_inverse=True)
    numbers = np.where(known, numbers, -1)
    return known, known & frames.repeated(numbers)


def _other_name(frame: Frame) -> Found:
    """Contracts whose buyer is written otherwise than on most of its council's contracts."""
    name = frames.groups(frame.text("buyer_name"))
    known = (name >= 0) & (frame.council >= 0)
    width = name.max(initial=0) + 1
    both = np.where(known, frame.council * width + name, -1)
    values, numbers, counts = np.unique(both, return_inverse=True, return_counts=True)
    most = np.zeros(frame.council.max(initial=0) + 1, np.int64)
    real = values >= 0
    np.maximum.at(most, values[real] // width, counts[real])
    usual = counts[numbers] == most[np.maximum(frame.council, 0)]
    return known, known & ~usual


def _unnamed(frame: Frame) -> Found:
    return np.ones(frame.size, np.bool_), ~frame.known("supplier_names")


def _never_in_register(frame: Frame) -> Found:
    named = frame.from_source.get(TOLD_BY, np.zeros(frame.size, np.bool_))
    has = np.zeros(frame.council.max(initial=0) + 2, np.bool_)
    has[frame.council[named]] = True
    known = (frame.council >= 0) & has[frame.council]
    return known, known & ~named


def _is(frame: Frame, name: str, value: str) -> Flags:
    return np.asarray(pc.fill_null(pc.equal(frame.text(name), value), False))


TRAPS: dict[str, tuple[str, Callable[[Frame], Found]]] = {
    "net_is_gross": ("{known:,} of {total:,} contracts with both sums give the same with and without tax, so that tax is not known.", _net_is_gross),
    "gross_alone": ("{known:,} of {total:,} contracts with a value give it with tax alone.", _gross_alone),
    "no_value": ("{known:,} of {total:,} contracts have no value; nothing, a penny or a pound counts as none.", _no_value),
    "ends_31_march": ("{known:,} of {total:,} agreed ends are a 31 March, more than any other day.", _ends_31_march),
    "long": ("{known:,} of {total:,} terms are longer than ten years.", _long),
    "after_start": ("{known:,} of {total:,} contracts were first published after they began.", _after_start),
    "after_end": ("{known:,} of {total:,} contracts were first published after they ended.", _after_end),
    "old_without_end": ("{known:,} of {total:,} contracts from before the Procurement Act have no end.", _old_without_end),
    "frameworks": ("{known:,} of {total:,} are frameworks, whose ceiling is never added to what is bought from them.", _frameworks),
    "shared_process": ("{known:,} of {total:,} contracts share their process with another one.", _shared_process),
    "in_bulk": ("{known:,} of {total:,} contracts come of a process with more than ten, which bends shares of suppliers.", _in_bulk),
    "same_need": ("{known:,} of {total:,} contracts have the title of another one of their council.", _same_need),
    "other_name": ("{known:,} of {total:,} contracts write their council otherwise than most.", _other_name),
    "unnamed": ("{known:,} of {total:,} contracts name no supplier; placeholders count as none.", _unnamed),
    "never_in_register": ("{known:,} of {total:,} contracts of councils whose register is held are in a notice and not in that register.", _never_in_register),
}  # fmt: skip
"""By key: the sentence, and the count."""


def of_contracts(frame: Frame) -> Iterator[Row]:
    """Every trap of contracts."""
    for key, (words, look) in TRAPS.items():
        seen, hit = look(frame)
        known, total = int(hit.sum()), int(seen.sum())
        yield Row("trap", key, "contracts", known, total, words.format(known=known, total=total))


def of_notices(notices: Notices) -> Iterator[Row]:
    """Awards told of twice, changes that are no terms, and notices of what is no contract."""
    size = notices.frame.size
    awards = notices.contracts("find_a_tender", "UK6")
    details = notices.contracts("find_a_tender", "UK7")
    known, total = int((awards & details).sum()), int((awards | details).sum())
    words = (
        f"{known:,} of {total:,} contracts with an award or details notice are told of by both; each is counted once."
    )
    yield Row("trap", "told_twice", "contracts", known, total, words)
    changed = int(notices.contracts("find_a_tender", "UK10").sum())
    words = f"{changed:,} of {size:,} contracts have a change notice, whose dates are those of the change and not of the term."
    yield Row("trap", "changed", "contracts", changed, size, words)


def of_suppliers(numbered: int, several: int, total: int) -> Iterator[Row]:
    """What suppliers are known by."""
    words = f"{total - numbered:,} of {total:,} suppliers have no company number or other identifier."
    yield Row("trap", "without_number", "suppliers", total - numbered, total, words)
    words = f"{several:,} of {numbered:,} suppliers with an identifier are written in more than one way."
    yield Row("trap", "several_names", "suppliers", several, numbered, words)
