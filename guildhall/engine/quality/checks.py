"""What is odd about the contracts of a register: checks of dates, sums, order and repetition.

The checks and their limits are those of Pelican, the data quality tool of the Open Contracting Partnership. A check says
what it looked at; what it could not look at is not counted as sound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guildhall.engine.decide.words import day
from guildhall.engine.quality import frame as frames
from guildhall.engine.quality.coverage import Row
from guildhall.engine.quality.frame import DAYS, NO_DAY, Flags, Frame, as_date, number
from guildhall.engine.records import Issue

FIRST, LAST = date(1990, 1, 1), date(2049, 12, 31)
MOST = 5_000_000_000
"""Pounds beyond which a sum is hard to believe."""
LOW, HIGH = 0.5, 1.5
"""Two sums that speak of the same money lie within these shares of each other."""
EXAMPLES = 10
"""Contracts of each council that a check lists by name."""
ODD = "odd_"
"""How codes of issues found by checks begin."""
Found = tuple[Flags, Flags]
"""Which contracts could be looked at, and which of them are odd."""


def _dates_in_range(frame: Frame, on: date) -> Found:
    del on
    seen, odd = np.zeros(frame.size, np.bool_), np.zeros(frame.size, np.bool_)
    for days in frame.days.values():
        known = days != NO_DAY
        seen |= known
        odd |= known & ((days < number(FIRST)) | (days > number(LAST)))
    return seen, odd


def _past_is_past(frame: Frame, on: date) -> Found:
    seen, odd = np.zeros(frame.size, np.bool_), np.zeros(frame.size, np.bool_)
    for name in ("signed_on", "awarded_on", "first_published_on"):
        known = frame.known(name)
        seen |= known
        odd |= known & (frame.days[name] > number(on) + 1)
    return seen, odd


def _ends_after_start(frame: Frame, on: date) -> Found:
    del on
    return _in_order(frame, ("starts_on", "ends_on"), ("starts_on", "last_end_on"), ("ends_on", "last_end_on"))


def _award_then_signature(frame: Frame, on: date) -> Found:
    del on
    return _in_order(frame, ("awarded_on", "signed_on"), ("signed_on", "last_seen_on"), ("awarded_on", "last_seen_on"))


def _in_order(frame: Frame, *pairs: tuple[str, str]) -> Found:
    seen, odd = np.zeros(frame.size, np.bool_), np.zeros(frame.size, np.bool_)
    for first, second in pairs:
        known = frame.known(first) & frame.known(second)
        seen |= known
        odd |= known & (frame.days[first] > frame.days[second])
    return seen, odd


def _tax_fits(frame: Frame, on: date) -> Found:
    del on
    net, gross = frame.sums["value_net"], frame.sums["value_gross"]
    known = ~np.isnan(net) & ~np.isnan(gross) & (net > 0)
    return known, known & ~_close(gross, net)


def _year_fits(frame: Frame, on: date) -> Found:
    """Over the agreed term or the longest one: the whole in a register may hold every extension."""
    del on
    start, value, yearly = frame.days["starts_on"].astype(np.int64), frame.value(), frame.sums["value_year"]
    known = frame.known("starts_on") & frame.known("ends_on") & ~np.isnan(value) & (yearly > 0)
    known &= frame.days["ends_on"] >= frame.days["starts_on"]
    fits = np.zeros(frame.size, np.bool_)
    for name in ("ends_on", "last_end_on"):
        years = np.maximum((frame.days[name] - start + 1) / 365.25, 1.0)
        fits |= frame.known(name) & _close(value, yearly * years)
    return known, known & ~fits


def _close(one: frames.Sums, other: frames.Sums) -> Flags:
    with np.errstate(divide="ignore", invalid="ignore"):
        share = one / other
    return np.asarray((share >= LOW) & (share <= HIGH))


def _value_is_believable(frame: Frame, on: date) -> Found:
    del on
    value = frame.value()
    known = ~np.isnan(value)
    return known, known & (np.abs(value) > MOST)


def _id_is_its_own(frame: Frame, on: date) -> Found:
    del on
    everyone = np.ones(frame.size, np.bool_)
    if pc.count_distinct(frame.text("contract_id")).as_py() == frame.size:
        return everyone, ~everyone
    return everyone, frames.repeated(frames.groups(frame.text("contract_id")))


CHECKS: dict[str, tuple[str, str, Callable[[Frame, date], Found]]] = {
    "dates_in_range": ("have dates between 1990 and 2049 only", "a date lies outside 1990 to 2049", _dates_in_range),
    "past_is_past": ("were awarded, signed and published on days that have been", "it was awarded, signed or published on a day to come", _past_is_past),
    "ends_after_start": ("end after they start", "it ends before it starts", _ends_after_start),
    "award_then_signature": ("were awarded, then signed, then told of", "its award, signature and notice are out of order", _award_then_signature),
    "tax_fits": ("have a sum with tax that fits the sum without", "the sums with and without tax lie far apart", _tax_fits),
    "year_fits": ("have a yearly sum that fits the whole", "the yearly sum times its years lies far from the whole", _year_fits),
    "value_is_believable": ("are worth less than £5bn", "it is said to be worth more than £5bn", _value_is_believable),
    "id_is_its_own": ("are held once", "it is held twice", _id_is_its_own),
}  # fmt: skip
"""By key: what sound contracts do, what an odd one does, and the look."""


def of_contracts(frame: Frame, on: date) -> Iterator[Row | Issue]:
    """Each check with how many contracts pass it, and those that do not: the first of each council."""
    for key, (sound, odd_words, look) in CHECKS.items():
        seen, odd = look(frame, on)
        total, wrong = int(seen.sum()), int(odd.sum())
        words = f"{total - wrong:,} of {total:,} contracts that could be looked at {sound}."
        yield Row("check", key, "sound", total - wrong, total, words, _state(total, wrong == 0))
        reason = f"{odd_words[:1].upper()}{odd_words[1:]}"
        places = _first_of_each(frame, odd)
        names = frame.text("contract_id").take(pa.array(places, pa.int64())).to_pylist()
        for place, name in zip(places, names, strict=True):
            code = frame.councils[frame.council[place]] if frame.council[place] >= 0 else ""
            yield Issue(
                contracts_of(code or ""), name, "warning", f"{ODD}{key}", f"{reason}{_figures(frame, key, place)}."
            )


def contracts_of(code: str) -> str:
    """What issues call the contracts of a council, where others name a file."""
    return f"contracts of {code}".rstrip()


FIGURES: dict[str, tuple[str, ...]] = {
    "dates_in_range": DAYS, "past_is_past": ("awarded_on", "signed_on", "first_published_on"),
    "ends_after_start": ("starts_on", "ends_on", "last_end_on"), "award_then_signature": ("awarded_on", "signed_on", "last_seen_on"),
    "tax_fits": ("value_net", "value_gross"), "year_fits": ("value_year", "starts_on", "ends_on", "last_end_on", "value_net", "value_gross"),
    "value_is_believable": ("value_net", "value_gross"), "id_is_its_own": (),
}  # fmt: skip
"""What each check compared, shown with what it found."""
_SAID = {
    "starts_on": "start", "ends_on": "end", "last_end_on": "last end", "awarded_on": "awarded", "signed_on": "signed",
    "last_seen_on": "newest document", "first_seen_on": "first document", "first_published_on": "first published",
    "value_net": "without tax", "value_gross": "with tax", "value_year": "a year",
}  # fmt: skip


def _figures(frame: Frame, key: str, place: int) -> str:
    """`: start 1 May 2026, end 1 April 2026`."""
    said = []
    for name in FIGURES[key]:
        if name in frame.days:
            if frame.days[name][place] != NO_DAY:
                said.append(f"{_SAID[name]} {day(as_date(frame.days[name][place]))}")
        elif not np.isnan(frame.sums[name][place]):
            said.append(f"£{frame.sums[name][place]:,.0f} {_SAID[name]}")
    return f": {', '.join(said)}" if said else ""


def _first_of_each(frame: Frame, odd: Flags) -> list[int]:
    """The places of odd contracts, of each council the first few in the order of the register."""
    places = np.flatnonzero(odd)
    order = np.argsort(frame.council[places], kind="stable")
    council = frame.council[places[order]]
    begins = np.flatnonzero(np.diff(council, prepend=-2))
    rank = np.arange(len(council)) - np.repeat(begins, np.diff(begins, append=len(council)))
    kept: list[int] = np.sort(places[order[rank < EXAMPLES]]).tolist()
    return kept


def of_whole(frame: Frame) -> Iterator[Row]:
    """Repetition over the register as a whole: one buyer, one sum."""
    known = frame.council[frame.council >= 0]
    largest = int(np.bincount(known).max()) if len(known) else 0
    share = largest / len(known) if len(known) else 0.0
    words = f"The council with most contracts has {largest:,} of {len(known):,}; between 1 and 50 per cent is usual."
    yield Row(
        "check", "buyer_repetition", "largest", largest, len(known), words, _state(len(known), 0.01 <= share <= 0.5)
    )
    value = frame.value()
    value = value[~np.isnan(value)]
    top = int(np.sort(np.unique(value, return_counts=True)[1])[-3:].sum()) if len(value) else 0
    words = f"The three commonest sums stand on {top:,} of {len(value):,} contracts; less than 10 per cent is usual."
    yield Row(
        "check", "value_repetition", "top_three", top, len(value), words, _state(len(value), top < 0.1 * len(value))
    )


def _state(total: int, sound: bool) -> str:
    if not total:
        return "unknown"
    return "kept" if sound else "odd"
