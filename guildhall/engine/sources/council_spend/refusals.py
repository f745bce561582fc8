"""Rows of a list of payments that are none, with their reasons: each of the first, then many to an issue."""

from __future__ import annotations

from typing import Literal

from guildhall.engine.records import Issue
from guildhall.engine.sources.tabular import Report

Why = Literal["total", "amount_alone", "heading", "amount_missing", "amount_unreadable", "cells_moved"]
SINGLY = 200
"""Rows of one reason that get an issue each."""
TOGETHER = 500
"""Rows that share an issue beyond that."""
_WORDS: dict[Why, tuple[str, str]] = {
    "total": ("row_is_total", "the row adds up others; it is no payment"),
    "amount_alone": ("row_is_total", "the row holds a sum and nothing else; it adds up others and is no payment"),
    "heading": ("row_is_heading", "the row holds one cell of words and no sum; it is no payment"),
    "amount_missing": ("amount_missing", "the row has no sum; it is no payment"),
    "amount_unreadable": ("amount_unreadable", "the sum cannot be read"),
    "cells_moved": ("cells_moved", "the row has more cells than the header, so they stand under wrong names"),
}


class Refusals:
    """Listens to which rows are refused and says so without a flood."""

    def __init__(self, file: str, report: Report) -> None:
        self._file, self._report = file, report
        self._count: dict[Why, int] = {}
        self._held: dict[Why, list[int]] = {}
        self.longer: set[int] = set()
        """Rows of the batch at hand with filled cells beyond the header's last."""

    def add(self, why: Why, number: int, said: str = "") -> None:
        self._count[why] = count = self._count.get(why, 0) + 1
        if count <= SINGLY:
            code, words = _WORDS[why]
            quoted = f": {said[:60]!r}" if said else ""
            self._report(Issue(self._file, str(number), "refused", code, words + quoted))
            return
        held = self._held.setdefault(why, [])
        held.append(number)
        if len(held) >= TOGETHER:
            self._flush(why)

    def close(self) -> None:
        """Say what is still held."""
        for why in self._held:
            self._flush(why)

    def _flush(self, why: Why) -> None:
        held = self._held[why]
        if held:
            code, words = _WORDS[why]
            self._report(Issue(self._file, runs(held), "refused", code, f"{words} ({len(held):,} rows)"))
            self._held[why] = []


def runs(numbers: list[int]) -> str:
    """Row numbers in few words: 4-9, 12, 15-16."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)
