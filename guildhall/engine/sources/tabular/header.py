"""Which row names the columns: not always the first, sometimes two, sometimes none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

import msgspec

from guildhall.engine.clean import text

LOOK_AHEAD = 60
"""Rows looked at before deciding; title lines before a header have never been seen to be more than a dozen."""
_KEEP = re.compile(r"[^a-z0-9#%]+")
_NUMBER = re.compile(r"[-+(£$€ ]*\d[\d,. ]*[)%-]?")
_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?:[ T].*)?|\d{1,2}[- ][A-Za-z]{3,9}[- ]\d{2,4}")
_WORDY = re.compile(r"[A-Za-z]")


class Header(msgspec.Struct, frozen=True):
    index: int
    """Place among the sampled rows; -1 when no row names the columns."""
    rows: int
    """1, or 2 where a second row says what the first leaves open."""
    names: tuple[str, ...]


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """What spellings of one column name have in common: "End Date:", "EndDate" and "END_DATE" are one."""
    return _KEEP.sub("", text.mend(name).lower())


@lru_cache(maxsize=65536)
def _is_value(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell) or _DATE.fullmatch(cell)) or len(cell) > 140 or not _WORDY.search(cell)


def _score(row: Sequence[str], width: int, known: Collection[str]) -> float:
    filled = [cell for cell in row if cell]
    if not filled or (len(filled) < 2 and width > 1):
        return 0.0
    hits = len({key(cell) for cell in filled} & set(known)) if known else 0
    values = sum(_is_value(cell) for cell in filled)
    if values > len(filled) * 0.25 and hits < len(filled) * 0.5:
        return 0.0
    distinct = len({cell.lower() for cell in filled}) / len(filled)
    return hits * 2 + min(len(filled) / max(width, 1), 1.0) * 2 + distinct - values * 0.5


def _second_row(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...] | None:
    """Both rows together where the second only speaks under blanks of the first ("Amount,,," over "Gross,VAT,Net")."""
    filled = [i for i, cell in enumerate(second) if cell]
    if not filled or any(_is_value(second[i]) for i in filled):
        return None
    blanks = [i for i in filled if i >= len(first) or not first[i]]
    gaps = sum(1 for cell in first if not cell)
    if not blanks or len(blanks) < len(filled) - 1 or len(filled) > gaps + 1:
        return None
    size = max(len(first), len(second))
    top = [*first, *[""] * (size - len(first))]
    under = [*second, *[""] * (size - len(second))]
    return tuple(f"{a} {b}".strip() for a, b in zip(top, under, strict=True))


def _unlike_below(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Does some column hold numbers or dates below this row's word, or this row's cells never come again?"""
    for column, name in enumerate(row):
        cells = [each[column] for each in below if column < len(each) and each[column]]
        if name and cells and sum(map(_is_value, cells)) > len(cells) * 0.6:
            return True
    seen = Counter(cell.lower() for each in below for cell in each if cell)
    again = sum(1 for cell in row if cell and seen[cell.lower()])
    return again <= sum(1 for cell in row if cell) * 0.2


def _tidy(names: Sequence[str]) -> tuple[str, ...]:
    """Clean names; blank ones stay blank; a name that comes again gets a number."""
    tidy: list[str] = []
    for name in names:
        label = text.clean(name).strip(" :*'\"")[:120]
        count = 2
        unique = label
        while unique and unique in tidy:
            unique = f"{label} ({count})"
            count += 1
        tidy.append(unique)
    return tuple(tidy)


def find(sample: Sequence[Sequence[str]], known: Collection[str] = ()) -> Header:
    """The header among the first rows; `known` are the keys of column names that some reader understands."""
    sizes = Counter(sum(1 for cell in row if cell) for row in sample)
    sizes.pop(0, None)
    wide = [size for size, count in sizes.items() if count >= max(1, len(sample) // 10)]
    width = max(wide, default=1)
    best, best_score = -1, 0.0
    for index, row in enumerate(sample):
        score = _score(row, width, known)
        if score > best_score + 1e-9:
            best, best_score = index, score
    widest = max((len(row) for row in sample), default=0)
    if best >= 0:
        row = sample[best]
        hits = len({key(cell) for cell in row if cell} & set(known))
        filled = sum(1 for cell in row if cell)
        below = sample[best + 1 : best + 40]
        unlike = hits >= max(1, filled // 3) or not below or _unlike_below(row, below)
        if not unlike or (hits < 2 and filled < width * 0.4):
            best = -1
    if best < 0:
        return Header(-1, 0, tuple(f"column {n}" for n in range(1, widest + 1)))
    two = _second_row(sample[best], sample[best + 1]) if best + 1 < len(sample) else None
    return Header(best, 2 if two else 1, _tidy(two or sample[best]))
