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
KINDS: dict[str, list[list[str]]] = yaml.safe_load(Path(__file__).with_name("kinds.yaml").read_text(encoding="utf-8"))
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
    marks: npt.NDArray[np.uint64]
    """Titles without a mark in common have no word in common."""
    says_call_off: Flags
    says_framework: Flags
    says_once: Flags
    says_lasting: Flags
    """It speaks of upkeep, hire or service: what goes on."""


def of(titles: pa.Array, council: Ints, councils: int) -> Titles:
    """Every title taken apart, those of one council seen together."""
    count = len(titles)
    plain = pc.replace_substring_regex(pc.utf8_lower(pc.fill_null(titles, "")), "[^a-z0-9]+", " ")
    split = pc.split_pattern(pc.ascii_trim_whitespace(plain), " ")
    found = pc.list_flatten(split).dictionary_encode()
    owner = pc.list_parent_indices(split).to_numpy(zero_copy_only=False).astype(np.int64)
    # One form of a word for its plural; each form is worked on once, and not each time it stands in a title.
    forms = pc.replace_substring_regex(found.dictionary, r"^([a-z]+[a-rt-z])s$", r"\1").dictionary_encode()
    known = forms.dictionary
    token = _whole(forms.indices)[_whole(found.indices)]
    is_word = _matches(known, SETTINGS["word"]) & ~_bools(pc.is_in(known, pa.array(sorted(SILENT))))
    is_reference = _matches(known, SETTINGS["reference"]) & ~_matches(known, SETTINGS["dated"])
    size = len(known) + 1
    every = owner * size + token
    pairs = distinct(every[is_word[token]])
    owner_of, word = pairs // size, pairs % size
    starts = np.searchsorted(owner_of, np.arange(count + 1))
    weights, beside = _weights(owner_of, word, council, councils, size)
    figured = distinct(every[_matches(known, "[0-9]")[token]])
    said = distinct(every[is_reference[token]])
    spelt = np.flatnonzero(~_matches(known, "^[0-9]+$"))  # numbers alone say nothing of this, and are many
    speaks = {kind: _speaks(known.take(spelt), spelt, (token, owner), count, groups) for kind, groups in KINDS.items()}
    return Titles(
        word, weights, starts, _sums(owner_of, weights, count), _same(owner_of, word, count), beside,
        _same(figured // size, figured % size, count), said % size, said // size, _marks(owner_of, word, count),
        speaks["call_off"], speaks["framework"], speaks["once"], speaks["lasting"],
    )  # fmt: skip


def distinct(values: Ints) -> Ints:
    """Each value once, in order."""
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def _speaks(known: pa.Array, numbers: Ints, stands: tuple[Ints, Ints], count: int, groups: list[list[str]]) -> Flags:
    """Which titles hold a word of each pattern of some group."""
    token, owner = stands
    found = np.zeros(count, bool)
    for group in groups:
        held = np.ones(count, bool)
        for pattern in group:
            wanted = numbers[_matches(known, f"^(?:{pattern})$")]
            here = np.zeros(count, bool)
            here[owner[np.isin(token, wanted)]] = True
            held &= here
        found |= held
    return found


def _marks(owner: Ints, word: Ints, count: int) -> npt.NDArray[np.uint64]:
    """One of 64 marks for each word of a title: titles without a mark in common have no word in common."""
    found = np.zeros(count, np.uint64)
    np.bitwise_or.at(found, owner, np.uint64(1) << (word % 64).astype(np.uint64))
    return found


def _whole(indices: pa.Array) -> Ints:
    return np.asarray(indices.to_numpy(zero_copy_only=False)).astype(np.int64)


def _matches(texts: pa.Array, pattern: str) -> Flags:
    return _bools(pc.match_substring_regex(texts, pattern))


def _bools(column: pa.Array) -> Flags:
    return np.asarray(column.to_numpy(zero_copy_only=False), bool)


def _weights(owner: Ints, word: Ints, council: Ints, councils: int, size: int) -> tuple[Floats, Ints]:
    """A word weighs by how few titles hold it, in the country and in its council; the second are counted too."""
    nation = np.bincount(word, minlength=size)
    place = (council[owner] + 1) * size + word
    order = np.argsort(place, kind="stable")
    edge = np.flatnonzero(np.append(True, place[order][1:] != place[order][:-1])) if len(order) else order
    in_council = np.empty(len(order), np.int64)
    in_council[order] = np.repeat(np.diff(np.append(edge, len(order))), np.diff(np.append(edge, len(order))))
    held = np.bincount(council + 1, minlength=councils + 1)
    rare = np.log1p(max(len(council), 1) / np.maximum(nation[word], 1))
    near = np.log1p(held[council[owner] + 1] / in_council)
    return (rare + near) / 2, in_council


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
