"""Points of a pair for each kind of link, by the policy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from guildhall.engine.link.contracts.columns import Contracts, Flags, Floats
from guildhall.engine.link.contracts.evidence import EQUAL, Evidence
from guildhall.engine.link.contracts.policy import CallOffOf, RenewalOf, SameAs

NEVER = -99.0
SAME_TITLE, LIKE_TITLE, OTHER_TITLE = 0.8, 0.5, 0.3
MONTH = 31
EARLY, LATE, LONG = -100, 300, 760
"""Days from the parent's end within which a renewal begins: a little before, most of a year after, long after."""
SHORTEST, LONGEST = 270, 8 * 366
"""Days between two beginnings of one need whose first end is unknown."""
AT_LEAST = 45
"""Days: what begins sooner after the other is no renewal of it."""
FAR = 10.0


def _points(column: npt.NDArray[np.int8], good: float, bad: float) -> Floats:
    return np.where(column > 0, good, np.where(column < 0, bad, 0.0))


def same_as(found: Evidence, contracts: Contracts, policy: SameAs) -> Floats:
    """Points for being told of twice: who, what, how much and when agree."""
    title = np.where(
        np.isnan(found.title), 0.0,
        np.where(
            found.title >= SAME_TITLE, policy.title_same,
            np.where(
                (found.title >= LIKE_TITLE) | (found.cover >= SAME_TITLE), policy.title_same / 2,
                np.where(found.title < OTHER_TITLE, policy.title_other, 0.0),
            ),
        ),
    )  # fmt: skip
    value = np.where(found.ratio < 1 + EQUAL, policy.value_same, np.where(found.ratio > 1.05, policy.value_other, 0.0))
    points = title + value + _points(found.supplier, policy.supplier_same, policy.supplier_other)
    for days, good, bad, late in (
        (found.starts_apart, policy.start_same, policy.start_other, MONTH),
        (found.ends_apart, policy.end_same, policy.end_other, MONTH),
        (found.awards_apart, policy.award_same, policy.award_other, 3 * MONTH),
    ):
        far = np.abs(days)
        points += np.where(far <= 1, good, np.where(far > late, bad, 0.0))
    points += np.where(found.same_source, 0.0, policy.other_portal)
    points += np.where(found.same_process, policy.same_process, 0.0)
    nothing_said = np.isnan(found.title) & found.same_source & _untitled(found, contracts)
    return np.where(nothing_said, NEVER, points)


def _untitled(found: Evidence, contracts: Contracts) -> Flags:
    """Neither has a title: equal days and sums alone do not tell two lots from one contract."""
    total = contracts.titles.total
    return np.asarray((total[found.pairs.early] == 0) & (total[found.pairs.late] == 0))


def renewal_of(found: Evidence, contracts: Contracts, policy: RenewalOf) -> Floats:
    """Points for following the earlier contract: the same need, and a beginning near the other's end."""
    early, late = found.pairs.early, found.pairs.late
    title = np.nan_to_num(found.title)
    points = policy.title * title + _points(found.supplier, policy.supplier_same, policy.supplier_other)
    points += _points(found.product, policy.product_same, policy.product_other)
    points += _points(found.category, policy.category_same, policy.category_other)
    points += _points(found.cpv, policy.cpv_same, policy.cpv_other)
    points += when(found, policy)
    points += np.where(found.ratio > FAR, policy.value_far, 0.0)
    built = contracts.is_works
    points += np.where(built[early] | built[late], policy.built_once, 0.0)
    said = (title > 0) | (found.product > 0)
    never = (found.apart < AT_LEAST) | np.isnan(found.apart) | found.same_process | ~said
    never |= contracts.is_void[early] | contracts.is_void[late]
    return np.where(never, NEVER, points)


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
    points = np.where(found.reference, policy.reference, 0.0) + policy.title * np.nan_to_num(found.cover)
    points += _points(found.supplier, policy.supplier_same, policy.supplier_other)
    points += np.where(called, policy.says_call_off, 0.0) + np.where(frame[early], policy.says_framework, 0.0)
    last = np.fmax(found.gap, found.gap_last)
    points += np.where(last <= 0, policy.inside_term, 0.0)
    never = ~frame[early] | ~called | contracts.is_framework[late] | (found.apart < 0) | found.same_process
    return np.where(never, NEVER, points)
