"""Chance that anybody can repeat: each roll is a hash of the seed and its own label, so adding one thing moves no other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """The same seed and label always give the same roll, in any order and on any machine."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def roll(self, *label: object) -> float:
        """A number from 0 up to 1."""
        text = "\x1f".join(map(str, (self.seed, *label)))
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big") / 2**56

    def between(self, low: int, high: int, *label: object) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.roll(*label) * (high - low + 1))

    def pick(self, options: Sequence[T], *label: object) -> T:
        return options[int(self.roll(*label) * len(options))]

    def shuffled(self, things: Iterable[T], *label: object) -> list[T]:
        """In an order of chance. Things must have distinct text."""
        return sorted(things, key=lambda thing: self.roll(*label, thing))

    def share(self, keys: Iterable[str], portion: float, *label: object) -> frozenset[str]:
        """So many of the keys, as exactly as whole numbers allow."""
        order = self.shuffled(keys, *label)
        return frozenset(order[: round(portion * len(order))])

    def weighted(self, weights: dict[str, int], *label: object) -> str:
        """One key, as often as its weight says."""
        tickets = [key for key, weight in weights.items() for _ in range(weight)]
        return self.pick(tickets, *label)
