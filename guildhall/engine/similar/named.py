"""The senses by name: what a page calls each, and what it means."""

from __future__ import annotations

import msgspec


class Named(msgspec.Struct, frozen=True):
    """A sense in words."""

    key: str
    title: str
    means: str
    is_symmetric: bool = True
    """Whether the score of two councils is the same both ways; all are, though ranks need not be."""


SENSES: tuple[Named, ...] = (
    Named(
        "kind_size", "Same kind and size",
        "The same kind of council; the score is the smaller population as a part of the larger (estimates of 2020).",
    ),
    Named(
        "products", "Same products",
        "Both run a product, by a running contract that names it or a public sign; what few councils run counts for more.",
    ),
    Named(
        "window", "Same decision window",
        "Their next decisions about contracts of one category lie within half a year of each other.",
    ),
    Named(
        "neighbours", "Neighbours",
        "They share a border, or one lies in the other; nearer middles score higher (one half at 100 km).",
    ),
    Named(
        "merger", "Same merger",
        "They will be one council (1), may be by some of the proposals recorded (up to 0.75), or stand in one area that is "
        "to be reorganised (0.25).",
    ),
    Named(
        "pressures", "Same pressures",
        "One less the mean difference in deprivation, density, kind of settlement, and, where a council has ten running "
        "contracts, the shares to decide about within a year and without a known end, and how few suppliers hold them.",
    ),
)  # fmt: skip


def named(key: str) -> Named:
    """One sense by its key; KeyError if there is none."""
    return {sense.key: sense for sense in SENSES}[key]
