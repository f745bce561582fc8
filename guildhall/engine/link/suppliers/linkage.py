"""All spellings into clusters: numbers first, then what a person said, then names as the trained judge sees them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from guildhall.engine.link.suppliers import background, candidates, cluster, features, reasons, trees
from guildhall.engine.link.suppliers.cluster import Pairs, Rows
from guildhall.engine.link.suppliers.grams import Floats, Grams
from guildhall.engine.link.suppliers.spellings import Parts, Spelling, Table

STRONG = ("GB-COH", "GB-CHC", "GB-SC", "GB-NIC", "GB-PPON")
"""Registers that give one body one number: different numbers are different bodies."""
SHARED = ("GB-VAT:",)
"""Registers in which a group of companies may have one number: it makes them no one company."""
SAME_NAME = 0.8
"""The least likelihood of two spellings that differ in nothing but case, signs and a legal form that one leaves out."""

OWN_WORD, UNLIKE, CLOSE = 0.5, 0.85, 90
FORMER_NAME = 0.85
"""The least likelihood where the one spelling says that it was formerly, or now is, called the other."""


class Bonds(msgspec.Struct, frozen=True):
    """What a person said of pairs of rows."""

    together: tuple[tuple[int, int], ...] = ()
    apart: frozenset[tuple[int, int]] = frozenset()


class Linked(msgspec.Struct, frozen=True):
    """For each spelling the least row of its cluster, how sure that is (1 by number or word), and why in plain words."""

    cluster: list[int]
    score: list[float]
    why: list[str]


def compare(spellings: Sequence[Spelling], model: trees.Model) -> tuple[Table, Pairs]:
    """The pairs worth comparing and how likely each is one company."""
    known = background.load()
    table = Table(spellings, known)
    grams = Grams(table.cores, known)
    one, other = candidates.pairs(table, grams)
    likely = np.zeros(len(one), np.float32)
    same_core, form = features.NAMES.index("core_same"), features.NAMES.index("form")
    for part, figures in features.Measurer(table, grams).in_pieces(one, other):
        same = (figures[:, same_core] > 0) & (figures[:, form] >= 0)
        judged = np.where(_differs(figures), np.float32(0), model.likelihood(figures))
        likely[part] = np.maximum(judged, np.where(same, np.float32(SAME_NAME), np.float32(0)))
    _corrected(table, Pairs(one, other, likely))
    nobody = np.asarray([each.is_nobody for each in table.parts], bool)
    keep = ~(nobody[one] | nobody[other]) if len(one) else np.zeros(0, bool)
    return table, Pairs(one[keep], other[keep], likely[keep])


def _differs(figures: Floats) -> npt.NDArray[np.bool_]:
    """Each has a word of its own, rarer than any they share and unlike the other's: St Bede's and St Joseph's schools."""
    at = {name: figures[:, place] for place, name in enumerate(features.NAMES)}
    own = (at["rarest_left_least"] > at["rarest_shared"] + OWN_WORD) & (at["left_in_whole"] > 0)
    unlike = (at["left_begins"] < UNLIKE) & (at["squashed"] < CLOSE)
    return np.asarray(own & unlike & (at["other_name_same"] == 0) & (at["acronym"] == 0))


def _corrected(table: Table, pairs: Pairs) -> None:
    """What a name says outright: a former name is the supplier's own; what stands behind a dash is not who it is."""
    says = np.asarray([bool(each.lead or each.former) for each in table.parts], bool)
    for x, z in ((pairs.one, pairs.other), (pairs.other, pairs.one)):
        for at in np.flatnonzero(says[x]).tolist():
            mine, theirs = table.parts[x[at]], table.parts[z[at]]
            if theirs.core in mine.former and " " in theirs.core:
                pairs.likely[at] = max(pairs.likely[at], FORMER_NAME)
            elif mine.lead and pairs.likely[at] > 0 and set(mine.lead.split()).isdisjoint(_words(theirs)):
                pairs.likely[at] = 0


def _words(of: Parts) -> set[str]:
    return set(" ".join((of.core, *of.held)).split())


def link(spellings: Sequence[Spelling], bonds: Bonds | None = None, model: trees.Model | None = None) -> Linked:
    """Cluster spellings, which are in an order of their own: the same whatever order the input had."""
    model = model or trees.load()
    bonds = bonds or Bonds()
    table, pairs = compare(spellings, model)
    marks = [_marks(each) for each in spellings]
    rows = Rows(marks, [each.mentions for each in spellings], bonds.together, _alike(spellings), bonds.apart)
    found = cluster.cluster(rows, pairs, model.least, model.least_mean)
    score, why = reasons.explain(table, pairs, found, model.least)
    return Linked(found, score, why)


def _marks(spelling: Spelling) -> dict[str, frozenset[str]]:
    marks: dict[str, set[str]] = {"GB-COH": {spelling.number}} if spelling.number else {}
    for one in spelling.ids:
        scheme, _, number = one.partition(":")
        if scheme in STRONG and not (scheme == "GB-COH" and spelling.number):
            marks.setdefault(scheme, set()).add(number)
    return {scheme: frozenset(ids) for scheme, ids in marks.items()}


def _alike(spellings: Sequence[Spelling]) -> list[tuple[int, int]]:
    """Rows that bear one number: those of companies before those of other registers."""
    joins: list[tuple[int, int]] = []
    first: dict[str, int] = {}
    for row, each in enumerate(spellings):
        if each.number:
            joins.append((first.setdefault(each.number, row), row))
    for row, each in enumerate(spellings):
        joins += [(first.setdefault(one, row), row) for one in sorted(each.ids) if not one.startswith(SHARED)]
    return [(one, other) for one, other in joins if one != other]
