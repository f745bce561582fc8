"""The senses in which councils can be alike. Each gives a score for every pair, 0 to 1 or NaN for not alike, and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from guildhall.engine import classify, codes
from guildhall.engine.decide.words import count, day
from guildhall.engine.markets.columns import EPOCH, Floats
from guildhall.engine.similar.world import World

WINDOW_DAYS = 183
"""Decisions this near to each other can be taken together; as in the briefing."""
THIN = 2.0
"""Added to what two councils have between them, so that one thing in common of one is not perfect likeness."""

Why = Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class Sense:
    """A sense by its key, with its scores: `score[a, b]` is how like a council b is to a."""

    key: str
    score: Floats
    why: Why


def kind_and_size(world: World) -> Sense:
    kind = np.array(world.kinds, dtype=object)
    same = (kind[:, None] == kind[None, :]) & (kind[:, None] != "")
    people = world.population
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.minimum(people[:, None], people[None, :]) / np.maximum(people[:, None], people[None, :])
    label = [codes.COUNCIL_KINDS.get(each, each) for each in world.kinds]
    said = [f"{int(each):,}" if not np.isnan(each) else "" for each in people]

    def why(one: int, other: int) -> str:
        return f"The same kind of council ({label[one].lower()}), with {said[other]} people to {said[one]}."

    return Sense("kind_size", np.where(same, ratio, np.nan), why)


def distance_km(world: World) -> Floats:
    """Kilometres between the middles of two councils, on a sphere; NaN where a place is unknown."""
    lat, long = np.radians(world.lat), np.radians(world.long)
    half = (
        np.sin((lat[:, None] - lat[None, :]) / 2) ** 2
        + np.cos(lat)[:, None] * np.cos(lat)[None, :] * np.sin((long[:, None] - long[None, :]) / 2) ** 2
    )
    return np.asarray(12742.0 * np.arcsin(np.sqrt(np.clip(half, 0, 1))), dtype=np.float64)


def neighbours(world: World) -> Sense:
    apart = distance_km(world)
    borders = np.zeros((world.size, world.size), dtype=bool)
    for one, other in world.borders:
        borders[one, other] = borders[other, one] = True
    at = {code: place for place, code in enumerate(world.codes)}
    inside = np.zeros_like(borders)
    for place, county in enumerate(world.counties):
        if county in at and at[county] != place:
            inside[place, at[county]] = True
    beside = borders | inside | inside.T
    score = np.where(beside, 1.0 / (1.0 + np.nan_to_num(apart, nan=100.0) / 100.0), np.nan)

    def why(one: int, other: int) -> str:
        if inside[one, other]:
            return f"It lies in {world.names[other]}."
        if inside[other, one]:
            return f"{world.names[other]} lies in it."
        km = apart[one, other]
        return "They share a border." if np.isnan(km) else f"They share a border; their middles lie {km:.0f} km apart."

    return Sense("neighbours", score, why)


def products(world: World) -> Sense:
    runs = world.runs.astype(np.float64)
    known = max(1, int((runs.sum(axis=1) > 0).sum()))
    with np.errstate(divide="ignore"):
        rarity = np.log((1 + known) / np.maximum(runs.sum(axis=0), 1.0))
    weighted = runs * rarity
    shared = weighted @ runs.T
    own = weighted.sum(axis=1)
    score = np.where(shared > 0, shared / (own[:, None] + own[None, :] - shared + THIN), np.nan)
    rarest = np.argsort(-rarity, kind="stable")
    ordered = world.runs[:, rarest]
    names = [world.products[place] for place in rarest]

    def why(one: int, other: int) -> str:
        both = np.flatnonzero(ordered[one] & ordered[other]).tolist()
        more = f" and {count(len(both) - 3, 'product')} more" if len(both) > 3 else ""
        said = [names[place] for place in both[:3]]
        listed = ", ".join(said) + more if more or len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
        return f"Both run {listed}, by a contract or a public sign."

    return Sense("products", score, why)


def window(world: World) -> Sense:
    soonest = world.next_decision
    has = ~np.isnan(soonest)
    near = np.zeros((world.size, world.size))
    best = np.full((world.size, world.size), np.inf)
    which = np.full((world.size, world.size), -1)
    for place in range(soonest.shape[1] if world.categories else 0):
        gap = np.abs(soonest[:, place][:, None] - soonest[:, place][None, :])
        within = gap <= WINDOW_DAYS
        near += within
        closer = within & (gap < best)
        best[closer], which[closer] = gap[closer], place
    either = has.sum(axis=1)[:, None] + has.sum(axis=1)[None, :] - has.astype(np.float64) @ has.astype(np.float64).T
    score = np.where(near > 0, near / (either + THIN), np.nan)
    known = classify.categories()
    names = [known[key].name if key in known else key for key in world.categories]
    said = {number: day(date.fromordinal(int(number) + EPOCH.toordinal())) for number in np.unique(soonest[has])}

    def why(one: int, other: int) -> str:
        place = int(which[one, other])
        rest = int(near[one, other]) - 1
        also = f", and so it is for {rest} more {'category' if rest == 1 else 'categories'}" if rest else ""
        own, theirs = said[soonest[one, place]], said[soonest[other, place]]
        return f"{names[place]}: this council decides by {own}, {world.names[other]} by {theirs}{also}."

    return Sense("window", score, why)
