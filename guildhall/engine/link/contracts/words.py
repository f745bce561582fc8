"""The titles of contracts as words with weights: rare ones count, years, numbers and words of procurement do not."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import yaml

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SETTINGS: dict[str, str] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
SILENT = frozenset(SETTINGS["silent"].split())
"""Words that say how a thing is bought, when, or by whom, and not what it is; each without its last `s`."""


class Titles(msgspec.Struct, frozen=True):
    """Words of every title, and what else a title says."""

    words: Ints
    """Numbers of the words, each title's together in ascending order."""
    weights: Floats
    """How much each of them says among the titles of its council."""
    starts: Ints
    """Where the words of each title begin; one more than titles."""
    total: Floats
    """Sum of the weights of each title."""
    same: Ints
    """A number that titles of the same words share; 0 where nothing is left of a title."""
    beside: Ints
    """In how many titles of its council each of `words` stands."""
    numbers: Ints
    """A number that titles with the same figures in them share; 0 where there are none."""
    references: Ints
    of_reference: Ints
    """Whose title holds each of `references`."""
    says_call_off: Flags
    says_framework: Flags
    says_once: Flags
    says_lasting: Flags
    """It speaks of upkeep, hire or service: what goes on."""


def of(titles: pa.Array, council: Ints, councils: int) -> Titles:
    """Every title taken apart, those of one council seen together."""
    count = len(titles)
    lower = pc.utf8_lower(pc.fill_null(titles, ""))
    plain = pc.replace_substring_regex(lower, "[^a-z0-9]+", " ")
    plain = pc.replace_substring_regex(pc.ascii_trim_whitespace(plain), r"([a-z]{2}[a-rt-z])s\b", r"\1")
    split = pc.split_pattern(plain, " ")
    found = pc.list_flatten(split).dictionary_encode()
    owner = pc.list_parent_indices(split).to_numpy(zero_copy_only=False).astype(np.int64)
    token = found.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    known = found.dictionary
    is_word = _matches(known, SETTINGS["word"]) & ~_bools(pc.is_in(known, pa.array(sorted(SILENT))))
    is_reference = _matches(known, SETTINGS["reference"]) & ~_matches(known, SETTINGS["dated"])
    size = len(known) + 1
    pairs = np.unique((owner * size + token)[is_word[token]])
    owner_of, word = pairs // size, pairs % size
    starts = np.searchsorted(owner_of, np.arange(count + 1))
    weights, beside = _weights(owner_of, word, council, councils, size)
    total = _sums(owner_of, weights, count)
    figured = np.unique((owner * size + token)[_matches(known, "[0-9]")[token]])
    said = np.unique((owner * size + token)[is_reference[token]])
    return Titles(
        word, weights, starts, total, _same(owner_of, word, count), beside,
        _same(figured // size, figured % size, count), said % size, said // size,
        _matches(lower, SETTINGS["call_off"]), _matches(lower, SETTINGS["framework"]),
        _matches(lower, SETTINGS["once"]), _matches(lower, SETTINGS["lasting"]),
    )  # fmt: skip


def _matches(texts: pa.Array, pattern: str) -> Flags:
    return _bools(pc.match_substring_regex(texts, pattern))


def _bools(column: pa.Array) -> Flags:
    return np.asarray(column.to_numpy(zero_copy_only=False), bool)


def _weights(owner: Ints, word: Ints, council: Ints, councils: int, size: int) -> tuple[Floats, Ints]:
    """A word weighs by how few titles hold it, in the country and in its council; the second are counted too."""
    nation = np.bincount(word, minlength=size)
    place = (council[owner] + 1) * size + word
    _, back, here = np.unique(place, return_inverse=True, return_counts=True)
    held = np.bincount(council + 1, minlength=councils + 1)
    in_council = here[back]
    rare = np.log1p(max(len(council), 1) / np.maximum(nation[word], 1))
    near = np.log1p(held[council[owner] + 1] / in_council)
    return (rare + near) / 2, in_council.astype(np.int64)


def _same(owner: Ints, word: Ints, count: int) -> Ints:
    """Sums of well-mixed numbers of the words: the same for the same set of words."""
    mixed = (word.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    sums = np.zeros(count, np.uint64)
    np.add.at(sums, owner, mixed)
    return sums.view(np.int64)


def alike(titles: Titles, one: Ints, other: Ints) -> tuple[Floats, Floats]:
    """For pairs of titles: how much they share of what both say, and of what the shorter says. 0 without words."""
    size = np.int64(titles.words.max(initial=0) + 1)
    owner = np.repeat(np.arange(len(titles.total)), np.diff(titles.starts))
    keys = owner * size + titles.words
    lengths = np.diff(titles.starts)[one]
    pair = np.repeat(np.arange(len(one)), lengths)
    at = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths) + titles.starts[one][pair]
    wanted = other[pair] * size + titles.words[at]
    place = np.searchsorted(keys, wanted)
    hit = np.zeros(len(wanted), bool)
    inside = place < len(keys)
    hit[inside] = keys[place[inside]] == wanted[inside]
    shared = _sums(pair[hit], titles.weights[at[hit]], len(one))
    first, second = titles.total[one], titles.total[other]
    both, least = first + second - shared, np.minimum(first, second)
    return _share(shared, both), _share(shared, least)


def _sums(owner: Ints, weights: Floats, count: int) -> Floats:
    return np.bincount(owner, weights, count).astype(np.float64)


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
