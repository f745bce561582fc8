"""The spellings to be told apart, each taken into words, with what is known of it beside its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec
import numpy as np
import numpy.typing as npt

from guildhall.engine.clean import names
from guildhall.engine.link.suppliers.background import Background

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]")
_JOINTS = re.compile(
    r"\b(?:t[/\\.]a\.?|t/as|trading as|trades as|d/b/a|dba|formerly(?: known as)?|previously(?: known as)?|incorporating|inc\.|now known as|"
    r"part of|a division of|division of|on behalf of|c/o|via|through|fka|aka)\b[\s:]*|\s[-–—|]+\s|\s/\s|;|,\s",
    re.IGNORECASE,
)


class Parts(msgspec.Struct, frozen=True, gc=False):
    """A name taken apart. `also` are the other names in it: behind "t/a", in brackets, on either side of a dash."""

    core: str
    form: str
    also: tuple[str, ...]
    acronym: str
    is_nobody: bool


@lru_cache(maxsize=262144)
def parts(name: str) -> Parts:
    """Take one spelling apart."""
    plain = names.normalise(name)
    also: dict[str, None] = {}
    if plain.trading_key:
        also[plain.trading_key] = None
    for piece in _pieces(name):
        key = names.normalise(piece).key
        if len(key) > 2 and key != plain.key:
            also[key] = None
    words = [word for word in plain.key.split() if word not in {"and", "of", "the", "for"}]
    acronym = "".join(word[0] for word in words) if len(words) > 2 else ""
    return Parts(plain.key, plain.form, tuple(also), acronym, plain.placeholder)


def _pieces(name: str) -> Iterable[str]:
    inside = _BRACKETS.findall(name)
    if inside:
        yield from inside
        yield _BRACKETS.sub(" ", name)
    pieces = [piece for piece in _JOINTS.split(name) if piece.strip()]
    if len(pieces) > 1:
        yield from (piece for piece in pieces if len(piece.strip()) > 3)


class Spelling(msgspec.Struct, frozen=True, gc=False):
    """One spelling, or one spelling under one number: what is compared with others."""

    name: str
    number: str = ""
    postcodes: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    """Where it was seen: contracting processes, files."""
    mentions: int = 1


class Words(msgspec.Struct, frozen=True):
    """The words of each row, each once, as numbers in a vocabulary."""

    rows: Ints
    ids: Ints
    starts: Ints

    @classmethod
    def of(cls, lists: Sequence[Sequence[str]], vocabulary: dict[str, int]) -> Words:
        rows: list[int] = []
        ids: list[int] = []
        for row, words in enumerate(lists):
            for word in dict.fromkeys(words):
                rows.append(row)
                ids.append(vocabulary.setdefault(word, len(vocabulary)))
        starts = np.zeros(len(lists) + 1, np.int64)
        np.cumsum(np.bincount(np.asarray(rows, np.int64), minlength=len(lists)), out=starts[1:])
        return cls(np.asarray(rows, np.int64), np.asarray(ids, np.int64), starts)


class Table:
    """Many spellings in columns: words as numbers, their rarity, and the places of each spelling's words."""

    def __init__(self, spellings: Sequence[Spelling], known: Background) -> None:
        self.spellings = spellings
        self.known = known
        self.parts = [parts(each.name) for each in spellings]
        self.cores = [each.core for each in self.parts]
        self.count = len(spellings)
        self.vocabulary: dict[str, int] = {}
        self.core = Words.of([core.split() for core in self.cores], self.vocabulary)
        whole = [each.core.split() + [w for name in each.also for w in name.split()] for each in self.parts]
        self.whole = Words.of(whole, self.vocabulary)
        self.words_of = list(self.vocabulary)
        frequency = np.bincount(self.whole.ids, minlength=len(self.words_of)).astype(np.float64)
        frequency += np.asarray([known.words.get(word, 0) for word in self.words_of], np.float64)
        self.rarity = np.log((self.count + known.names + 1) / (frequency + 0.5)).astype(np.float32)

    def rarity_of(self, word: str) -> float:
        """How rare a word is; one that is no spelling's own counts as the rarest."""
        at = self.vocabulary.get(word)
        return float(self.rarity[at]) if at is not None else float(np.log((self.count + self.known.names + 1) / 0.5))
