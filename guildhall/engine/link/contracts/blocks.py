"""Pairs of contracts worth comparing: those of one council that share something rare. Never all pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from guildhall.engine.link.contracts.columns import NO_DAY, Contracts, Ints

Flags = npt.NDArray[np.bool_]
WINDOW = 16
"""In a large block each contract is compared with as many of those that begin next."""
MIX, MIX_TOO = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
RARE = 12
"""A word is rare that stands in no more titles of its council."""
BOUGHT_BY_FEW = 8
"""Purchases of more councils than this are compared within the first ones."""


KIND_BITS = 3
SUPPLIER, PRODUCT, REFERENCE, OWN, _WORD, _TITLE, SUM, NAMED = (1 << number for number in range(8))
ALWAYS = PRODUCT | REFERENCE | OWN | SUM | NAMED
"""Blocks whose pairs need no word in common."""


class Pairs(msgspec.Struct, frozen=True):
    """Pairs of contracts, the earlier one first, and by what they were found."""

    early: Ints
    late: Ints
    by_supplier: Flags
    by_product: Flags
    by_reference: Flags
    by_name: Flags
    """The words of one name the notice or the process of the other."""


def of(found: Contracts, successors: Mapping[str, Sequence[str]], named: tuple[Ints, Ints] | None = None) -> Pairs:
    """All pairs worth comparing. A council's contracts stand among those of the councils that followed it, too;
    contracts that name others in their words stand beside those, whosever they are.
    """
    order = np.lexsort((found.place, found.since))
    rank = np.empty(found.rows, np.int64)
    rank[order] = np.arange(found.rows)
    among = _present(found, successors)
    own = np.flatnonzero(found.reference >= 0)
    titled = np.flatnonzero(found.titles.same)
    blocks: tuple[tuple[Ints, Ints], ...] = (
        (found.suppliers.values, found.suppliers.owner),
        (found.products.values, found.products.owner),
        (found.titles.references, found.titles.of_reference),
        (found.reference[own], own),
        _rare(found),
        (found.titles.same[titled], titled),
        _sums(found),
    )
    # Pairs of a kind become one number each before the next kind is looked at: there are millions.
    kinds = [_numbers(_block(among, rank, *block), found.rows, kind) for kind, block in enumerate(blocks)]
    called = (np.minimum(*_ranks(rank, named)), np.maximum(*_ranks(rank, named)))
    kinds.append(_numbers(called, found.rows, len(blocks)))
    keys, by = _merged(kinds)
    early, late = order[keys // found.rows], order[keys % found.rows]
    del keys
    called_off = (by & SUPPLIER > 0) & found.titles.says_call_off[late]
    kept = (by & ALWAYS > 0) | called_off | ((found.titles.marks[early] & found.titles.marks[late]) > 0)
    early, late, by = early[kept], late[kept], by[kept]
    return Pairs(early, late, by & SUPPLIER > 0, by & PRODUCT > 0, by & REFERENCE > 0, by & NAMED > 0)


def _ranks(rank: Ints, named: tuple[Ints, Ints] | None) -> tuple[Ints, Ints]:
    return (rank[:0], rank[:0]) if named is None else (rank[named[0]], rank[named[1]])


def _numbers(pairs: tuple[Ints, Ints], rows: int, kind: int) -> Ints:
    """Pairs as one number each, the kind of block in its last bits."""
    number = pairs[0] * rows
    number += pairs[1]
    number <<= KIND_BITS
    number += kind
    return number


def _merged(kinds: list[Ints]) -> tuple[Ints, npt.NDArray[np.uint8]]:
    """Each pair once, as one number, and the sum of the marks of the blocks that it was found in."""
    found = np.concatenate(kinds)
    kinds.clear()
    found.sort()
    marks = np.uint8(1) << (found & ((1 << KIND_BITS) - 1)).astype(np.uint8)
    found >>= KIND_BITS
    if not len(found):
        return found, marks.astype(np.uint8)
    edge = np.flatnonzero(np.append(True, found[1:] != found[:-1]))
    return found[edge], np.bitwise_or.reduceat(marks, edge)


def _present(found: Contracts, successors: Mapping[str, Sequence[str]]) -> tuple[Ints, Ints]:
    """Councils and the contracts that stand among theirs."""
    names: list[str] = found.councils.names.to_pylist()
    number = {name: at for at, name in enumerate(names)}
    first = np.searchsorted(found.councils.owner, found.councils.owner)
    near = np.arange(len(found.councils.owner)) - first < BOUGHT_BY_FEW
    council, who = [found.councils.values[near]], [found.councils.owner[near]]
    for name in names:
        for heir in successors.get(name, ()):
            if heir in number:
                held = found.councils.owner[near & (found.councils.values == number[name])]
                council.append(np.full(len(held), number[heir], np.int64))
                who.append(held)
    return np.concatenate(council), np.concatenate(who)


def _block(among: tuple[Ints, Ints], rank: Ints, values: Ints, owner: Ints) -> tuple[Ints, Ints]:
    """Ranks of pairs with the same value at the same council, the earlier first."""
    council, who = among
    if not len(values):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    # Every value of a contract beside every council among whose contracts it stands.
    by = np.argsort(owner, kind="stable")
    values, owner = values[by], owner[by]
    start = np.searchsorted(owner, who)
    count = np.searchsorted(owner, who, side="right") - start
    place = np.repeat(council, count)
    at = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(start, count)
    value, when = values[at], rank[owner[at]]
    # One number for value and council: two of them meeting by chance make a pair too many, and no harm.
    at_one = (value.astype(np.uint64) * MIX ^ place.astype(np.uint64) * MIX_TOO).view(np.int64)
    by_time = np.argsort(when, kind="stable")
    sorted_by = by_time[np.argsort(at_one[by_time], kind="stable")]
    value, when = at_one[sorted_by], when[sorted_by]
    early, late = [], []
    for step in range(1, WINDOW + 1):
        same = np.flatnonzero(value[step:] == value[:-step])
        if not len(same):
            break
        early.append(when[same])
        late.append(when[same + step])
    if not early:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    first, second = np.concatenate(early), np.concatenate(late)
    different = first != second
    return first[different], second[different]


def _rare(found: Contracts) -> tuple[Ints, Ints]:
    """Words that stand in few titles of their council but not in one alone."""
    titles = found.titles
    owner = np.repeat(np.arange(found.rows), np.diff(titles.starts))
    kept = (titles.beside > 1) & (titles.beside <= RARE)
    return titles.words[kept], owner[kept]


def _sums(found: Contracts) -> tuple[Ints, Ints]:
    """A value and a day in one number, for each contract that has both: by start and by award."""
    pence = np.nan_to_num(np.where(np.isnan(found.net), found.gross, found.net)).round().astype(np.int64)
    values, owner = [], []
    for days in (found.starts, found.awarded):
        has = (pence > 0) & (days != NO_DAY)
        values.append(pence[has] * 100_003 + days[has])
        owner.append(np.flatnonzero(has))
    return np.concatenate(values), np.concatenate(owner)
