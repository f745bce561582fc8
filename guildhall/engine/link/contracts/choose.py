"""From points to links: one contract under one name, each renewal with one parent, each call-off with one framework."""

from __future__ import annotations

import msgspec
import numpy as np

from guildhall.engine.link.contracts import evidence, score
from guildhall.engine.link.contracts.blocks import Pairs
from guildhall.engine.link.contracts.columns import NO_DAY, Contracts, Flags, Floats, Ints
from guildhall.engine.link.contracts.evidence import Evidence
from guildhall.engine.link.contracts.policy import Policy

CLOSE, NEARER = 0.75, 2.5
"""Points: two parents that differ by less are equally likely; a later one is the nearer step, though it had so many less."""
SIDE_BY_SIDE = 200
"""Days: parents that began within so many of each other ran side by side."""
MOST_LOTS = 6
"""A contract let again in more parts at once is no one need."""


class Links(msgspec.Struct, frozen=True):
    """Links of one kind, a row each, with the evidence of the pair behind each."""

    child: Ints
    parent: Ints
    points: Floats
    found: Evidence


PORTION = 1 << 15
"""Pairs weighed at a time: what is known of each takes some two hundred bytes, and hardly any comes to a link."""


def weigh(contracts: Contracts, pairs: Pairs, policy: Policy) -> Evidence:
    """The evidence on the pairs that have points enough for a link of any kind."""
    parts = []
    for start in range(0, max(1, len(pairs.early)), PORTION):
        portion = slice(start, start + PORTION)
        found = evidence.of(contracts, Pairs(*(getattr(pairs, name)[portion] for name in Pairs.__struct_fields__)))
        enough = score.same_as(found, contracts, policy.same_as) >= policy.same_as.enough
        enough |= score.call_off_of(found, contracts, policy.call_off_of) >= policy.call_off_of.enough
        enough |= score.renewal_of(found, contracts, policy.renewal_of) >= policy.renewal_of.enough
        parts.append(evidence.chosen(found, enough))
    return evidence.joined(parts)


def choose(contracts: Contracts, found: Evidence, policy: Policy) -> dict[str, Links]:
    """The links that have points enough, by kind."""
    points = score.same_as(found, contracts, policy.same_as)
    same = points >= policy.same_as.enough
    top = _clusters(contracts, found.pairs.early[same], found.pairs.late[same])
    links = {"same_as": _same(top, evidence.chosen(found, same), points[same])}
    points = score.call_off_of(found, contracts, policy.call_off_of)
    held = points >= policy.call_off_of.enough
    links["call_off_of"] = _one_parent(contracts, top, evidence.chosen(found, held), points[held])
    points = score.renewal_of(found, contracts, policy.renewal_of)
    held = points >= policy.renewal_of.enough
    links["renewal_of"] = _not_many(contracts, _one_parent(contracts, top, evidence.chosen(found, held), points[held]))
    return links


def _clusters(contracts: Contracts, one: Ints, other: Ints) -> Ints:
    """For each contract the fullest of those that are the same as it."""
    top = np.arange(contracts.rows)
    fullness = _fullness(contracts)
    for first, second in zip(one.tolist(), other.tolist(), strict=True):
        tops = sorted({_root(top, first), _root(top, second)}, key=lambda row: (-fullness[row], contracts.place[row]))
        top[tops[-1]] = tops[0]
    return np.array([_root(top, row) if above != row else row for row, above in enumerate(top.tolist())], np.int64)


def _root(top: Ints, row: int) -> int:
    while top[row] != row:
        top[row] = top[top[row]]
        row = int(top[row])
    return row


def _fullness(contracts: Contracts) -> Floats:
    known = (contracts.titles.total > 0) * 4.0 + (contracts.ends >= 0) * 3.0 + (contracts.starts >= 0) * 1.0
    known += ~(np.isnan(contracts.net) & np.isnan(contracts.gross)) * 1.0 + (contracts.lasts >= 0) * 1.0
    known += (contracts.process >= 0) * 0.5
    return np.asarray(known + (np.bincount(contracts.suppliers.owner, minlength=contracts.rows) > 0))


def _same(top: Ints, found: Evidence, points: Floats) -> Links:
    """Each contract that is told of twice beside the fullest word on it; the pair behind it is its best one."""
    one, other = found.pairs.early, found.pairs.late
    size = len(points)
    who = np.concatenate([one, other])
    behind = np.concatenate([np.arange(size), np.arange(size)])
    direct = np.concatenate([top[one] == other, top[other] == one])
    order = np.lexsort((behind, -points[behind], ~direct, who))
    _, first = np.unique(who[order], return_index=True)
    child, pair = who[order][first], behind[order][first]
    kept = top[child] != child
    child, pair = child[kept], pair[kept]
    return Links(child, top[child], points[pair], evidence.chosen(found, pair))


def _one_parent(contracts: Contracts, top: Ints, found: Evidence, points: Floats) -> Links:
    """The best parent of each child: of those about as good the latest; none where two ran side by side."""
    child, parent = top[found.pairs.late], top[found.pairs.early]
    begins = _beginnings(contracts, top)
    other = np.flatnonzero((child != parent) & (begins[parent] <= begins[child]))
    child, parent, behind, points = child[other], parent[other], other, points[other]
    best = np.full(contracts.rows, score.NEVER)
    np.maximum.at(best, child, points)
    near = points > best[child] - np.where(found.title[behind] >= score.SAME_TITLE, NEARER, CLOSE)
    child, parent, behind, points = child[near], parent[near], behind[near], points[near]
    since = begins[parent]
    order = np.lexsort((contracts.place[parent], points, since, child))  # the last of each child wins
    child, parent, behind, points, since = (
        child[order], parent[order], behind[order], points[order], since[order],
    )  # fmt: skip
    last = np.append(child[1:] != child[:-1], True) if len(child) else np.zeros(0, bool)
    number = np.cumsum(np.append(False, last[:-1])) if len(child) else np.zeros(0, int)
    winner = np.flatnonzero(last)[number] if len(child) else np.zeros(0, int)
    rival = (parent != parent[winner]) & (since[winner] - since < SIDE_BY_SIDE) & (points > points[winner] - CLOSE)
    unsure = np.bincount(number[rival], minlength=int(last.sum())) > 0
    kept = np.flatnonzero(last)[~unsure]
    return Links(child[kept], parent[kept], points[kept], evidence.chosen(found, behind[kept]))


def _beginnings(contracts: Contracts, top: Ints) -> Ints:
    """The first day that any record of a contract knows for its beginning, at the place of the fullest."""
    never = np.int64(1) << 40
    found = np.full(contracts.rows, never)
    np.minimum.at(found, top, np.where(contracts.since == NO_DAY, never, contracts.since))
    return found


def _not_many(contracts: Contracts, links: Links) -> Links:
    """Without parents that would have more children at once than lots."""
    order = np.lexsort((contracts.since[links.child], links.parent))
    parent, since = links.parent[order], contracts.since[links.child][order]
    many = np.zeros(len(order), bool)
    if len(order) > MOST_LOTS:
        together = (parent[MOST_LOTS:] == parent[:-MOST_LOTS]) & (since[MOST_LOTS:] - since[:-MOST_LOTS] < SIDE_BY_SIDE)
        for step in range(MOST_LOTS + 1):
            many[step : len(order) - MOST_LOTS + step] |= together
    kept: Flags = np.ones(len(order), bool)
    kept[order[many]] = False
    return Links(links.child[kept], links.parent[kept], links.points[kept], evidence.chosen(links.found, kept))
