"""What a contract is for, as far as contracts can be compared: its category, else its division of goods and services."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import yaml

from guildhall.engine import classify
from guildhall.engine.markets.columns import Ints
from guildhall.engine.markets.frame import Frame

HERE = Path(__file__).with_name("divisions.yaml")


@dataclass(frozen=True, slots=True)
class Needs:
    """Every contract's need, -1 where unknown; `keys` are `category:hosting` or `division:45`, `names` say them."""

    of_contract: Ints
    keys: list[str]
    names: list[str]


@lru_cache(maxsize=1)
def divisions() -> dict[str, str]:
    """Names of the divisions by their two figures."""
    found: dict[str, str] = yaml.safe_load(HERE.read_text("utf-8"))
    return found


def category_name(key: str) -> str:
    """The category as said within a sentence."""
    known = classify.categories().get(key)
    name = known.name if known else key
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def needs(frame: Frame) -> Needs:
    known = divisions()
    numbers = np.full(100, -1, dtype=np.int64)
    for place, key in enumerate(known):
        numbers[int(key)] = len(frame.categories) + place
    by_division = np.where(frame.division >= 0, numbers[frame.division], -1)
    return Needs(
        np.where(frame.category >= 0, frame.category, by_division),
        [*(f"category:{key}" for key in frame.categories), *(f"division:{key}" for key in known)],
        [*(category_name(key) for key in frame.categories), *known.values()],
    )
