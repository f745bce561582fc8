"""What speaks for and against a pair of contracts, each as a column: 1 for, -1 against, 0 unknown, or a measure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from guildhall.engine.link.contracts import bidders, words
from guildhall.engine.link.contracts.blocks import Pairs
from guildhall.engine.link.contracts.columns import NO_DAY, Contracts, Flags, Floats, Ints

Signs = npt.NDArray[np.int8]
UNKNOWN = np.nan
VAT = 1.2
"""With tax beside without."""
ASKED, MONTHS, FAR = 0.6, 100, 8 * 366
"""Names of suppliers are compared where titles share so much and one may follow the other, so many days later at most."""
EQUAL = 0.005
"""Sums are the same that differ by less than this share."""


class Evidence(msgspec.Struct, frozen=True):
    """Evidence on each pair, the earlier contract first."""

    pairs: Pairs
    supplier: Signs
    supplier_alike: Flags
    """Suppliers that linkage keeps apart bear nearly one name; looked at where the titles are alike."""
    product: Signs
    category: Signs
    cpv: Signs
    reference: Flags
    title: Floats
    """Share of the two titles that is common to both; nan where either has no words."""
    cover: Floats
    """Share of the shorter title that the other holds."""
    same_title: Flags
    other_numbers: Flags
    """Both titles hold figures, and not the same."""
    own: Flags
    """A council's register calls both by one reference."""
    crowd: Ints
    """How many contracts of the same words stand beside either."""
    starts_apart: Floats
    """Days between the starts; nan where unknown."""
    ends_apart: Floats
    awards_apart: Floats
    moved: Flags
    """Another portal, told later, gives a later end to what began on the same day: a change, not another contract."""
    apart: Floats
    """Days from the beginning of the one to that of the other, by the best day known of each."""
    gap: Floats
    """Days from the agreed end of the one to the beginning of the other; nan where the end is unknown."""
    gap_last: Floats
    """The same from its last possible end."""
    ratio: Floats
    """The greater value as a multiple of the smaller; nan where either is unknown."""
    same_process: Flags
    same_source: Flags


def of(found: Contracts, pairs: Pairs) -> Evidence:
    """The evidence on every pair."""
    one, other = pairs.early, pairs.late
    share, cover = words.alike(found.titles, one, other)
    titled = (found.titles.total[one] > 0) & (found.titles.total[other] > 0)
    apart = _apart(found.since, one, other)
    begins = _days(found.since)[other]
    ends, lasts = _days(found.ends)[one], _days(found.lasts)[one]
    figures = found.titles.numbers
    supplier = _sign(pairs.by_supplier, _has(found.rows, found.suppliers.owner), one, other)
    alike = np.zeros(len(one), bool)
    after = np.isnan(ends) | (begins - ends >= -MONTHS)
    asked = np.flatnonzero((supplier < 0) & (share >= ASKED) & (apart >= MONTHS) & (apart <= FAR) & after)
    alike[asked] = bidders.alike(found, one[asked], other[asked])
    return Evidence(
        pairs,
        supplier=supplier,
        supplier_alike=alike,
        product=_sign(pairs.by_product, _has(found.rows, found.products.owner), one, other),
        category=_agree(found.category, one, other),
        cpv=_cpv(found.cpv, one, other),
        reference=pairs.by_reference,
        title=np.where(titled, share, UNKNOWN),
        cover=np.where(titled, cover, UNKNOWN),
        same_title=titled & (found.titles.same[one] == found.titles.same[other]),
        other_numbers=(figures[one] != 0) & (figures[other] != 0) & (figures[one] != figures[other]),
        own=(found.reference[one] >= 0) & (found.reference[one] == found.reference[other]),
        crowd=np.maximum(found.crowd[one], found.crowd[other]),
        starts_apart=_apart(found.starts, one, other),
        ends_apart=_apart(found.ends, one, other),
        awards_apart=_apart(found.awarded, one, other),
        moved=_moved(found, one, other),
        apart=apart,
        gap=begins - ends,
        gap_last=begins - np.fmax(ends, lasts),
        ratio=_ratio(found, one, other),
        same_process=(found.process[one] >= 0) & (found.process[one] == found.process[other]),
        same_source=found.source[one] == found.source[other],
    )


def joined(parts: Sequence[Evidence]) -> Evidence:
    """Evidence weighed in parts, as one."""
    first = parts[0]
    pairs = {name: np.concatenate([getattr(part.pairs, name) for part in parts]) for name in Pairs.__struct_fields__}
    names = (name for name in first.__struct_fields__ if name != "pairs")
    return Evidence(Pairs(**pairs), **{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def chosen(all_of: Evidence, which: Flags | Ints) -> Evidence:
    """Some of the evidence."""
    pairs = {name: getattr(all_of.pairs, name)[which] for name in Pairs.__struct_fields__}
    rest = {name: getattr(all_of, name)[which] for name in Evidence.__struct_fields__ if name != "pairs"}
    return Evidence(Pairs(**pairs), **rest)


def _moved(found: Contracts, one: Ints, other: Ints) -> Flags:
    ends, told = _apart(found.ends, one, other), found.told[other] - found.told[one]
    later = ((ends > 0) & (told >= 0)) | ((ends < 0) & (told <= 0))
    return np.asarray(later & (_apart(found.starts, one, other) == 0) & (found.source[one] != found.source[other]))


def _has(rows: int, owner: Ints) -> Flags:
    return np.bincount(owner, minlength=rows) > 0


def _sign(shared: Flags, has: Flags, one: Ints, other: Ints) -> Signs:
    return np.where(shared, 1, np.where(has[one] & has[other], -1, 0)).astype(np.int8)


def _agree(codes: Ints, one: Ints, other: Ints) -> Signs:
    known = (codes[one] >= 0) & (codes[other] >= 0)
    return np.where(known, np.where(codes[one] == codes[other], 1, -1), 0).astype(np.int8)


def _cpv(codes: Ints, one: Ints, other: Ints) -> Signs:
    """The same class is for, another division against."""
    first, second = codes[one], codes[other]
    known = (first >= 0) & (second >= 0)
    other_division = first // 1000 != second // 1000
    return np.where(known & (first // 10 == second // 10), 1, np.where(known & other_division, -1, 0)).astype(np.int8)


def _days(days: Ints) -> Floats:
    return np.where(days == NO_DAY, UNKNOWN, days).astype(float)


def _apart(days: Ints, one: Ints, other: Ints) -> Floats:
    known = _days(days)
    return known[other] - known[one]


def _ratio(found: Contracts, one: Ints, other: Ints) -> Floats:
    """By the sums without tax where both are known, else by those with it, else by one of each, tax taken off."""
    net = np.where(np.isnan(found.net), found.gross / VAT, found.net)
    gross = np.where(np.isnan(found.gross), UNKNOWN, found.gross)
    first = np.fmin(_times(net, one, other), _times(gross, one, other))
    return np.fmin(first, _times(found.net, one, other))


def _times(sums: Floats, one: Ints, other: Ints) -> Floats:
    return np.fmax(sums[one], sums[other]) / np.where(
        np.isnan(sums[one]) | np.isnan(sums[other]), UNKNOWN, np.fmin(sums[one], sums[other])
    )
