"""The same merger: councils that will be one, may be one, or stand in one area that is to be reorganised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from guildhall.engine.decide.words import count, day
from guildhall.engine.markets.columns import Floats
from guildhall.engine.similar.senses import Sense
from guildhall.engine.similar.world import World

_SCORES = {"decided": 1.0, "proposed": 0.75, "area": 0.25}


def merger(world: World) -> Sense:
    """Decided counts 1, proposed up to 3/4 by the share of proposals that join them, an area not settled 1/4."""
    at = {code: place for place, code in enumerate(world.codes)}
    rows = [row for row in world.successions if row["predecessor_code"] in at and not _is_past(row, world)]
    scenarios: dict[str, set[str]] = defaultdict(set)
    into: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    areas: dict[str, set[int]] = defaultdict(set)
    when: dict[str, str] = {}
    for row in rows:
        area, name = row["area"] or "", row["successor_code"] or row["successor_name"] or ""
        scenarios[area].add(row["scenario"] or "")
        areas[area].add(at[row["predecessor_code"]])
        if row["vesting_on"]:
            when.setdefault(area, day(row["vesting_on"]))
        if name:
            called = row["successor_name"] or world.names[at[name]] if name in at or row["successor_name"] else name
            into[(area, row["scenario"] or "", row["status"], called)].append(at[row["predecessor_code"]])
    best = _Best(np.full((world.size, world.size), np.nan))
    for area, members in sorted(areas.items()):
        said = (
            f"Both stand in the area of {area}, which is to be reorganised; no plan that joins them is recorded here."
        )
        for pair in _pairs(members):
            best.keep(pair, _SCORES["area"], said)
    joined: dict[tuple[str, tuple[int, int]], set[str]] = defaultdict(set)
    for (area, scenario, status, name), partners in sorted(into.items()):
        on = f" on {when[area]}" if area in when else ""
        for pair in _pairs(set(partners)):
            if status == "decided":
                best.keep(pair, _SCORES["decided"], f"Both pass into {name}{on}; this is decided.")
            else:
                joined[(area, pair)].add(scenario)
    for (area, pair), held in sorted(joined.items()):
        total = len(scenarios[area])
        said = f"{len(held)} of {count(total, 'recorded proposal')} for {area} would join them; nothing is decided."
        best.keep(pair, _SCORES["proposed"] * len(held) / total, said)
    return Sense("merger", best.score, lambda one, other: best.words[(min(one, other), max(one, other))])


def _is_past(row: dict[str, Any], world: World) -> bool:
    """Done, or decided and vested: those councils are one by now."""
    return row["status"] == "done" or (row["vesting_on"] is not None and row["vesting_on"] <= world.on)


def _pairs(members: Iterable[int]) -> list[tuple[int, int]]:
    """Every two of some councils, the first in order before the second."""
    return list(combinations(sorted(members), 2))


@dataclass(frozen=True, slots=True)
class _Best:
    """The best ground that joins each two councils."""

    score: Floats
    words: dict[tuple[int, int], str] = field(default_factory=dict)

    def keep(self, pair: tuple[int, int], value: float, why: str) -> None:
        one, other = pair
        if not self.score[one, other] >= value:
            self.score[one, other] = self.score[other, one] = value
            self.words[pair] = why
