"""Bars in parts, measured in percent of the room they have: shares between bounds, sums in two kinds, spreads."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One stretch of a bar: `term` is settled, `window` a second kind, `option` not yet taken, `none` not known; percent from the left."""

    kind: str
    at: float
    share: float


@dataclass(frozen=True)
class Spread:
    """Where the middle lies and how far most of it reaches, in percent from the left."""

    low: float
    middle: float
    high: float


def bounds(low: float, high: float, most: float) -> tuple[Part, ...]:
    """A share known to lie between two bounds, on a scale that ends at `most`: solid to the lower, hatched to the upper."""
    return row([("term", low), ("none", max(high - low, 0))], most)


def row(values: Iterable[tuple[str, float]], most: float) -> tuple[Part, ...]:
    """Parts side by side on a scale that ends at `most`; what is nought, or less, is not drawn."""
    out: list[Part] = []
    at = 0.0
    for kind, value in values:
        share = round(min(100 * value / most, 100 - at), 2) if most > 0 else 0
        if share > 0:
            out.append(Part(kind, round(at, 2), share))
            at += share
    return tuple(out)


def spread(low: float, middle: float, high: float, most: float) -> Spread:
    """A spread on a scale that ends at `most`."""
    return Spread(*(round(100 * value / most, 2) if most > 0 else 0.0 for value in (low, middle, high)))
