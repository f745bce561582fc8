"""The same pressures: the place a council serves, and what its record of contracts bears down on it with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guildhall.engine.markets.columns import Floats
from guildhall.engine.similar.senses import Sense
from guildhall.engine.similar.world import World, place_facts
from guildhall.engine.sources.council_places.read import SETTLEMENTS

LEAST_CONTRACTS = 10
"""Running contracts that a council must have before shares of them say anything."""
LEAST_KNOWN = 3
"""Pressures that must be known of both councils."""
ALIKE = 0.85
"""Two councils are said to be alike in a pressure from this likeness on."""
_SETTLEMENTS = ("urban", "mixed", "rural", "sparse")


@dataclass(frozen=True, slots=True)
class Pressure:
    """One pressure: its value on a scale from 0 to 1 for every council, NaN where unknown, and how it is said."""

    name: str
    scale: Floats
    said: list[str]


def pressures(world: World) -> Sense:
    """One less the mean difference over the pressures known of both."""
    held = known(world)
    total, many = np.zeros((world.size, world.size)), np.zeros((world.size, world.size))
    for each in held:
        gap = np.abs(each.scale[:, None] - each.scale[None, :])
        total += np.nan_to_num(gap, nan=0.0)
        many += ~np.isnan(gap)
    with np.errstate(invalid="ignore", divide="ignore"):
        score = np.where(many >= LEAST_KNOWN, 1.0 - total / many, np.nan)
    scales = np.array([each.scale for each in held]).T.tolist()

    def why(one: int, other: int) -> str:
        gaps = [abs(mine - theirs) for mine, theirs in zip(scales[one], scales[other], strict=True)]
        alike = sorted((gap, place) for place, gap in enumerate(gaps) if gap <= 1 - ALIKE)[:3]
        both = "; ".join(_said(held[place], one, other) for _, place in alike)
        return f"{int(many[one, other])} of {len(held)} pressures can be compared. Alike: {both or 'none closely'}."

    return Sense("pressures", score, why)


def _said(each: Pressure, one: int, other: int) -> str:
    mine, theirs = each.said[one], each.said[other]
    return f"{each.name} {mine}" if mine == theirs else f"{each.name} {theirs} to {mine}"


def known(world: World) -> list[Pressure]:
    """The pressures that open data tells of."""
    area, settlement, fifth = place_facts(world.codes)
    density = world.population / area
    grade = np.array([_SETTLEMENTS.index(each) / 3 if each in _SETTLEMENTS else np.nan for each in settlement])
    enough = world.live >= LEAST_CONTRACTS
    shares = [np.where(enough, part / np.maximum(world.live, 1), np.nan) for part in (world.due, world.open_ended)]
    few = np.where(enough, world.concentration, np.nan)
    return [
        Pressure("deprivation", (fifth - 1) / 4, [f"fifth {each:.0f} of 5 (1 the most)" for each in fifth]),
        Pressure("density", ranked(density), [f"{each:,.0f} people a km²" for each in density]),
        Pressure("settlement", grade, [SETTLEMENTS.get(each, "") for each in settlement]),
        *(
            Pressure(name, ranked(share), [f"{each:.0%}" for each in share])
            for name, share in zip(("decisions within a year", "ends not known"), shares, strict=True)
        ),
        Pressure("concentration of suppliers", ranked(few), [f"{each:.2f}" for each in few]),
    ]


def ranked(values: Floats) -> Floats:
    """Each value's place among the known ones, 0 to 1, equals sharing the mean of theirs; NaN stays."""
    found = np.full(len(values), np.nan)
    some = ~np.isnan(values)
    distinct, place, counts = np.unique(values[some], return_inverse=True, return_counts=True)
    del distinct
    before = np.cumsum(counts) - counts
    middle = before + (counts - 1) / 2
    found[some] = middle[place] / max(1, int(some.sum()) - 1)
    return found
