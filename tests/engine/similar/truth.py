"""An outside truth for likeness: hide what a council runs in one area of service and predict it from the councils like it.

Each council with one known product in an area is hidden in turn. A sense predicts the product that most of its fifteen
nearest run, of those known; it abstains where it knows none. Beside it stand what most councils of the same region run,
and what most run anywhere, both without the hidden one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from guildhall.engine.link.products import product_id
from guildhall.engine.similar import rank
from guildhall.engine.similar.world import World

Near = Callable[[int], list[int]]


@dataclass(frozen=True)
class Score:
    """How many of the hidden products a way of guessing knew, got right, and got right of the rarer ones."""

    way: str
    hidden: int
    answered: int
    right: int
    rare: int
    rare_right: int
    balanced: float
    """Mean share of right answers over the products, each product counting the same; no answer is no right answer."""
    alike: float
    """Of the councils held near whose product is known, the share that run the very same one, mean over the hidden."""


def known(observations: list[dict], world: World, area: str) -> dict[int, str]:
    """The one product each council was seen to run in an area; councils with several are left out."""
    at = {code: place for place, code in enumerate(world.codes)}
    seen: dict[int, set[str]] = defaultdict(set)
    for row in observations:
        if row["service_area"] == area and row["council_code"] in at:
            seen[at[row["council_code"]]].add(row["product"])
    return {place: next(iter(found)) for place, found in sorted(seen.items()) if len(found) == 1}


def most(names: list[str]) -> str:
    """The commonest, the first of the alphabet among equals; empty for none."""
    return min(Counter(names).items(), key=lambda item: (-item[1], item[0]))[0] if names else ""


def ways(world: World, truth: dict[int, str], regions: list[str]) -> dict[str, Near]:
    """Whom each way holds near a council; none of them knows what any council runs in the hidden area."""
    hidden = {product_id(name) for name in truth.values()}
    kept = [place for place, name in enumerate(world.products) if product_id(name) not in hidden]
    blind = replace(world, products=[world.products[place] for place in kept], runs=world.runs[:, kept])
    found: dict[str, Near] = {
        "most common": lambda own: [place for place in truth if place != own],
        "same region": lambda own: [place for place in truth if place != own and regions[place] == regions[own]],
    }
    senses = rank.all_senses(blind)
    tie = 1.0 - np.nan_to_num(senses[0].score, nan=-1.0)
    for sense in senses:
        council, other, _ = rank.nearest(sense.score, tie)
        near: dict[int, list[int]] = defaultdict(list)
        for one, two in zip(council.tolist(), other.tolist(), strict=True):
            near[one].append(two)
        found[sense.key] = lambda own, near=near: [each for each in near[own] if each in truth]  # type: ignore[misc] - bound in the loop
    return found


def scores(world: World, truth: dict[int, str], regions: list[str]) -> list[Score]:
    commonest = most(list(truth.values()))
    products = Counter(truth.values())
    found = []
    for way, near in ways(world, truth, regions).items():
        held = {place: [truth[each] for each in near(place)] for place in truth}
        said = {place: most(names) for place, names in held.items()}
        right = Counter(name for place, name in truth.items() if said[place] == name)
        shares = [names.count(truth[place]) / len(names) for place, names in held.items() if names]
        found.append(Score(
            way, len(truth), len(shares), right.total(), len(truth) - products[commonest],
            right.total() - right[commonest], sum(right[name] / products[name] for name in products) / len(products),
            sum(shares) / max(1, len(shares)),
        ))  # fmt: skip
    return found


def table(area: str, found: list[Score]) -> str:
    """The scores of an area as a table for people."""
    lines = [f"{area}: {found[0].hidden} hidden, {found[0].rare} of them not the commonest product"]
    lines.append(f"{'way':12} {'answered':>8} {'right':>6} {'of all':>7} {'of answered':>11} {'rarer right':>11} {'balanced':>8} {'alike':>6}")  # fmt: skip
    lines += [
        f"{each.way:12} {each.answered:8} {each.right:6} {each.right / each.hidden:7.3f} "
        f"{each.right / max(1, each.answered):11.3f} {each.rare_right:11} {each.balanced:8.3f} {each.alike:6.3f}"
        for each in found
    ]
    return "\n".join(lines)
