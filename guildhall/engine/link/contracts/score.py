"""Points of a pair for each kind of link, by the policy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from guildhall.engine.link.contracts.columns import NO_DAY, Contracts, Flags, Floats, Ints
from guildhall.engine.link.contracts.evidence import EQUAL, Evidence
from guildhall.engine.link.contracts.policy import CallOffOf, RenewalOf, SameAs

NEVER = -99.0
SAME_TITLE, LIKE_TITLE, OTHER_TITLE, HELD = 0.8, 0.5, 0.3, 0.6
LEAST = 0.45
"""What the titles of one need share at least."""
MONTH = 31
EARLY, LATE, LONG = -100, 400, 550
"""Days from the parent's end within which a renewal begins: a little before, most of a year after, long after."""
SHORTEST, LONGEST = 270, 8 * 366
"""Days between two beginnings of one need whose first end is unknown."""
AT_LEAST = 45
"""Days: what begins sooner after the other is no renewal of it."""
NEAR, FAR = 1.5, 10.0
"""Values are near each other, or far from it, by how many times the one is the other."""
SPOT = 120
"""Days: a shorter term is no term but a purchase."""
CLOSE_SUM = 1.05
IN_PART = 0.5
"""How much it counts that one title holds the other, beside what they share of both."""
CROWD, THRONG = 2, 8
"""More contracts of one title side by side are purchases of one kind, told apart by supplier, or by nothing at all."""


def _points(column: npt.NDArray[np.int8], good: float, bad: float) -> Floats:
    return np.where(column > 0, good, np.where(column < 0, bad, 0.0))


def same_as(found: Evidence, contracts: Contracts, policy: SameAs) -> Floats:
    """Points for being told of twice: who, what, how much and when agree."""
    like = (found.title >= LIKE_TITLE) | (found.cover >= SAME_TITLE)
    # One portal gives the same contract the same title; another has it in other words.
    elsewhere = np.where(like, policy.title_same / 2, np.where(found.title < OTHER_TITLE, policy.title_other, 0.0))
    title = np.where(
        np.isnan(found.title), 0.0,
        np.where(
            found.title >= SAME_TITLE, policy.title_same, np.where(found.same_source, policy.title_other, elsewhere)
        ),
    )  # fmt: skip
    elsewhere = np.where(found.ratio > CLOSE_SUM, policy.value_other, 0.0)
    other = np.where(found.same_source & (found.ratio > 1 + EQUAL), policy.value_other_here, elsewhere)
    value = np.where(found.ratio < 1 + EQUAL, policy.value_same, np.where(found.moved, 0.0, other))
    points = title + value + _points(found.supplier, policy.supplier_same, policy.supplier_other)
    for days, good, bad, late in (
        (found.starts_apart, policy.start_same, policy.start_other, MONTH),
        (found.ends_apart, policy.end_same, policy.end_other, MONTH),
        (found.awards_apart, policy.award_same, policy.award_other, 3 * MONTH),
    ):
        far = np.abs(days)
        points += np.where(far <= 1, good, np.where((far > late) & ~found.moved, bad, 0.0))
    points += np.where(found.same_source, 0.0, policy.other_portal)
    points += np.where(found.other_numbers & ~found.pairs.by_name, policy.other_numbers, 0.0)
    points += np.where(found.pairs.by_name, policy.named, 0.0)
    points += np.where(found.same_source & (found.crowd > THRONG), policy.crowd, 0.0)
    nothing_said = np.isnan(found.title) & found.same_source & _untitled(found, contracts)
    return np.where(nothing_said | (found.same_process & found.same_source), NEVER, points)


def _untitled(found: Evidence, contracts: Contracts) -> Flags:
    """Neither has a title: equal days and sums alone do not tell two lots from one contract."""
    total = contracts.titles.total
    return np.asarray((total[found.pairs.early] == 0) & (total[found.pairs.late] == 0))


def renewal_of(found: Evidence, contracts: Contracts, policy: RenewalOf) -> Floats:
    """Points for following the earlier contract: the same need, and a beginning near the other's end."""
    early, late = found.pairs.early, found.pairs.late
    title, cover = np.nan_to_num(found.title), np.nan_to_num(found.cover)
    known = (found.supplier > 0) | (title >= HELD)
    like = title + np.where(known, (cover - title) * IN_PART, 0.0)
    points = policy.title * like + _points(found.supplier, policy.supplier_same, policy.supplier_other)
    points += np.where(found.supplier_alike, policy.supplier_alike, 0.0)
    points += _points(found.product, policy.product_same, policy.product_other)
    points += _points(found.category, policy.category_same, policy.category_other)
    points += _points(found.cpv, policy.cpv_same, policy.cpv_other)
    points += when(found, policy)
    points += np.where(found.ratio > FAR, policy.value_far, np.where(found.ratio < NEAR, policy.value_near, 0.0))
    once = contracts.is_once
    points += np.where(once[early] | once[late], policy.once, 0.0)
    points += np.where(_is_spot(contracts, early) | _is_spot(contracts, late), policy.spot, 0.0)
    part = contracts.is_part[early] | contracts.is_part[late]
    points += np.where(part, policy.part, np.where(found.own, policy.own, 0.0))
    points += np.where(found.crowd > np.where(found.supplier > 0, THRONG, CROWD), policy.crowd, 0.0)
    points += np.where(found.pairs.by_name, policy.named, 0.0)
    said = (like >= LEAST) | found.pairs.by_name | (found.product > 0) | found.own
    never = (found.apart < AT_LEAST) | np.isnan(found.apart) | found.same_process | ~said
    never |= (found.ends_apart <= 0) | (found.gap < -LONG)
    never |= contracts.is_void[early] | contracts.is_void[late]
    return np.where(never, NEVER, points)


def _is_spot(contracts: Contracts, rows: Ints) -> Flags:
    """A term of weeks: bought as the need arose."""
    term = contracts.ends[rows] - contracts.starts[rows]
    return np.asarray((contracts.ends[rows] != NO_DAY) & (contracts.starts[rows] != NO_DAY) & (term < SPOT))


def when(found: Evidence, policy: RenewalOf) -> Floats:
    """Points for how the beginning lies to the other's end, which may have moved to its last possible day."""
    follows = (found.gap >= EARLY) & (found.gap_last <= LATE)
    overlaps = found.gap < EARLY
    long_after = found.gap_last > LONG
    unknown = np.isnan(found.gap)
    loosely = np.where(
        unknown, (found.apart >= SHORTEST) & (found.apart <= LONGEST), ~follows & ~overlaps & ~long_after
    )
    too_soon = unknown & (found.apart < SHORTEST)
    points = np.where(follows, policy.follows, np.where(overlaps | too_soon, policy.overlaps, 0.0))
    points += np.where(long_after & ~unknown, policy.long_after, 0.0)
    return points + np.where(loosely, policy.follows_loosely, 0.0)


def call_off_of(found: Evidence, contracts: Contracts, policy: CallOffOf) -> Floats:
    """Points for hanging on the earlier contract, a framework. Those that a notice names are found without pairs."""
    early, late = found.pairs.early, found.pairs.late
    says = contracts.titles.says_call_off
    frame = contracts.is_framework | (contracts.titles.says_framework & ~says)
    called = says[late] | contracts.is_call_off[late]
    part = found.own & contracts.is_part[late] & ~contracts.is_part[early]
    cover = np.where(found.cover >= HELD, found.cover, 0.0)
    points = np.where(found.reference, policy.reference, 0.0) + policy.title * cover + np.where(part, policy.part, 0.0)
    points += _points(found.supplier, policy.supplier_same, policy.supplier_other)
    points += np.where(found.pairs.by_name, policy.named, 0.0)
    points += np.where(says[late], policy.says_call_off, np.where(called, policy.by_call_off, 0.0))
    points += np.where(frame[early], policy.says_framework, 0.0)
    last = np.fmax(found.gap, found.gap_last)
    inside = (last <= 0) | (np.isnan(last) & (found.apart <= LONGEST / 2))
    points += np.where(inside, policy.inside_term, 0.0)
    never = (
        ~frame[early]
        | ~(called | part | found.pairs.by_name)
        | contracts.is_framework[late]
        | (found.apart < 0)
        | found.same_process
    )
    return np.where(never, NEVER, points)
