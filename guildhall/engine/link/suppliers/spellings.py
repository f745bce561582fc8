"""The spellings to be told apart, each taken into words, with what is known of it beside its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np
import numpy.typing as npt

from guildhall.engine.clean import names
from guildhall.engine.link.suppliers.background import Background

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]")
_ALSO = re.compile(
    r"\b(?:t[/\\.]a\.?|t/as|trading as|trades as|d/b/a|dba|formerly(?: known as)?|previously(?: known as)?|now known as|"
    r"incorporating|part of|a division of|division of|fka|aka)(?=[\s:])[\s:]*",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:formerly|previously|now|fka|f/k/a)\b(?:\s+(?:known|trading|registered)\s+as)?[\s:]+([^()\[\],;]{4,})",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s[-–—|]+\s|\s/\s|;|,\s")
_THROUGH = re.compile(
    r"[\s,(\[–—-]+(?:via|through|c/o|care of|on behalf of)\s+([^()\[\]]{3,})[)\]]?\s*$", re.IGNORECASE
)
_SMALL = frozenset({"and", "of", "the", "for"})


class Parts(msgspec.Struct, frozen=True, gc=False):
    """A name taken apart."""

    core: str
    form: str
    also: tuple[str, ...]
    """Other names of the same supplier that it holds: behind "t/a" or "formerly", in brackets."""
    beside: tuple[str, ...]
    """What stands on either side of a dash or comma: a place, a detail, or another supplier."""
    former: tuple[str, ...]
    """Names it says the supplier had, or now has."""
    lead: str
    """What stands before the first dash or comma: who it is, where the rest is a detail or somebody else."""
    through: str
    """Through whom it was bought: behind "via" or "c/o"."""
    acronym: str
    is_nobody: bool

    @property
    def held(self) -> tuple[str, ...]:
        """All names in it but its core."""
        return self.also + self.beside


@lru_cache(maxsize=262144)
def parts(name: str) -> Parts:
    """Take one spelling apart."""
    through = ""
    if (match := _THROUGH.search(name)) and name[: match.start()].strip():
        through, name = names.normalise(match[1]).key, name[: match.start()]
    plain = names.normalise(name)
    also: dict[str, None] = {plain.trading_key: None} if plain.trading_key else {}
    pieces = _BRACKETS.findall(name)
    if pieces:
        pieces.append(_BRACKETS.sub(" ", name))
    pieces += [part for piece in (name, *pieces) for part in _ALSO.split(piece)]
    also |= dict.fromkeys(names.normalise(piece).key for piece in pieces)
    beside = dict.fromkeys(
        names.normalise(part).key for piece in _ALSO.split(name) for part in _BESIDE.split(piece) if part != piece
    )
    lead = ""
    if len(split := _BESIDE.split(name)) > 1:
        lead = names.normalise(split[0]).key
    former = dict.fromkeys(names.normalise(match).key for match in _FORMER.findall(name))
    kept = tuple(key for key in also if len(key) > 2 and key != plain.key)
    aside = tuple(key for key in beside if len(key) > 2 and key != plain.key and key not in kept)
    words = [word for word in plain.key.split() if word not in _SMALL]
    acronym = "".join(word[0] for word in words) if len(words) > 2 else ""
    return Parts(plain.key, plain.form, kept, aside, tuple(former), lead, through, acronym, plain.placeholder)


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
        whole = [each.core.split() + [w for name in each.held for w in name.split()] for each in self.parts]
        self.whole = Words.of(whole, self.vocabulary)
        self.words_of = list(self.vocabulary)
        frequency = np.bincount(self.whole.ids, minlength=len(self.words_of)).astype(np.float64)
        frequency += np.asarray([known.words.get(word, 0) for word in self.words_of], np.float64)
        self.rarity = np.log((self.count + known.names + 1) / (frequency + 0.5)).astype(np.float32)

    def rarity_of(self, word: str) -> float:
        """How rare a word is; one that is no spelling's own counts as the rarest."""
        at = self.vocabulary.get(word)
        return float(self.rarity[at]) if at is not None else float(np.log((self.count + self.known.names + 1) / 0.5))
