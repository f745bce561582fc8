"""What a pair of spellings has in common and what not, in figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import cast

import msgspec
import numpy as np
import numpy.typing as npt
from rapidfuzz import distance, fuzz, process

from guildhall.engine.link.suppliers.grams import Floats, Grams, Ints, _spread
from guildhall.engine.link.suppliers.spellings import Parts, Table, Words

PIECE = 32_768
Scorer = Callable[..., float]
Texts = npt.NDArray[np.object_]
NAMES = (
    "ratio", "sorted", "in_part", "begins", "squashed", "grams", "shared_rarity", "covered_least", "covered_most",
    "rarest_shared", "rarest_left_least", "rarest_left_most", "words_least", "words_most", "words_shared",
    "same_first", "first_rarity", "left_alike", "droppable_least", "droppable_most", "other_name_same", "other_name_like",
    "acronym", "postcode", "district", "form", "ids", "place", "digits", "bearers", "mentions_least", "core_same", "left_chars", "first_two",
    "alias_rarity", "whole_least", "whole_most", "whole_left", "left_begins", "rival_least", "rival_most", "left_in_whole",
)  # fmt: skip


class Measurer:
    """Measures pairs of one table."""

    def __init__(self, table: Table, grams: Grams) -> None:
        self.table = table
        self.grams = grams
        self.core_words, self.whole_words = _Words(table, table.core), _Words(table, table.whole)
        self.droppable = _droppable(table)
        parts = table.parts
        self.cores = np.asarray(table.cores, object)
        self.squashed = np.asarray([core.replace(" ", "") for core in table.cores], object)
        self.forms = _codes([each.form for each in parts])
        self.digits = _codes([" ".join(w for w in core.split() if w.isdigit()) for core in table.cores])
        first = [core.split()[0] if core else "" for core in table.cores]
        self.first = _codes(first)
        self.first_two = _codes([" ".join(core.split()[:2]) for core in table.cores])
        self.first_rarity = np.asarray([table.rarity[table.vocabulary[w]] if w else 0.0 for w in first], np.float32)
        self.core = _codes(table.cores)
        self.bearers = np.bincount(self.core, minlength=1)
        self.mentions = np.log1p(np.asarray([each.mentions for each in table.spellings], np.float32))
        self.several = np.asarray([bool(each.held) for each in parts], bool)
        self.acronyms = _codes([each.acronym for each in parts])
        spellings = table.spellings
        self.postcodes = _Sets([each.postcodes for each in spellings])
        self.districts = _Sets([frozenset(code[:-3].strip() for code in each.postcodes) for each in spellings])
        self.ids = _Sets([each.ids for each in spellings])
        self.places = _Sets([each.places for each in spellings])

    def measure(self, one: Ints, other: Ints) -> Floats:
        """A row of figures for each pair, in the order of `NAMES`."""
        found = [figures for _, figures in self.in_pieces(one, other)]
        return np.concatenate(found) if found else np.zeros((0, len(NAMES)), np.float32)

    def in_pieces(self, one: Ints, other: Ints) -> Iterator[tuple[slice, Floats]]:
        """The same, some pairs at a time, so that never all figures are held."""
        like = self.grams.cosine(one, other)
        gaps = self._rivals(like, one, other)
        for start in range(0, len(one), PIECE):
            part = slice(start, start + PIECE)
            out = np.zeros((len(one[part]), len(NAMES)), np.float32)
            self._fill(out, one[part], other[part])
            out[:, NAMES.index("grams")] = like[part]
            out[:, NAMES.index("rival_least")] = np.minimum(gaps[0][part], gaps[1][part])
            out[:, NAMES.index("rival_most")] = np.maximum(gaps[0][part], gaps[1][part])
            yield part, out

    def _rivals(self, like: Floats, one: Ints, other: Ints) -> tuple[Floats, Floats]:
        """How much liker a third name is to either of the two than they are to each other."""
        best = np.zeros(self.table.count, np.float32)
        second = np.zeros(self.table.count, np.float32)
        rows, values = np.concatenate([one, other]), np.concatenate([like, like])
        order = np.lexsort((-values, rows))
        rank = np.arange(len(rows)) - np.searchsorted(rows[order], rows[order])
        best[rows[order][rank == 0]] = values[order][rank == 0]
        second[rows[order][rank == 1]] = values[order][rank == 1]
        mine, theirs = (np.where(like >= best[x], second[x], best[x]) - like for x in (one, other))
        return mine, theirs

    def _fill(self, out: Floats, one: Ints, other: Ints) -> None:
        at = {name: place for place, name in enumerate(NAMES)}
        a, b = self.cores[one], self.cores[other]

        def put(name: str, values: Floats | Ints) -> None:
            out[:, at[name]] = values

        put("ratio", _alike(a, b, fuzz.ratio))
        put("sorted", _alike(a, b, fuzz.token_sort_ratio))
        put("in_part", _alike(a, b, fuzz.partial_ratio))
        put("begins", _alike(a, b, distance.JaroWinkler.normalized_similarity) * 100)
        put("squashed", _alike(self.squashed[one], self.squashed[other], fuzz.ratio))
        for name, values in self._words(one, other).items():
            put(name, values)
        put("same_first", self.first[one] == self.first[other])
        put("first_two", self.first_two[one] == self.first_two[other])
        put("first_rarity", np.minimum(self.first_rarity[one], self.first_rarity[other]))
        same, like, rarity = self._other_names(one, other)
        put("other_name_same", same)
        put("other_name_like", like)
        put("alias_rarity", rarity)
        put("acronym", self._acronym(one, other))
        put("postcode", self.postcodes.compare(one, other))
        put("district", self.districts.compare(one, other))
        first, second = self.forms[one], self.forms[other]
        put("form", np.where(first == second, np.where(first > 0, 2, 1), np.where((first > 0) & (second > 0), -1, 0)))
        put("ids", self.ids.compare(one, other))
        put("place", self.places.compare(one, other))
        put("digits", np.where(self.digits[one] == self.digits[other], self.digits[one] > 0, -1))
        put("bearers", np.log1p(self.bearers[self.core[one]] + self.bearers[self.core[other]]))
        put("mentions_least", np.minimum(self.mentions[one], self.mentions[other]))
        put("core_same", self.core[one] == self.core[other])

    def _words(self, one: Ints, other: Ints) -> dict[str, Floats]:
        core, whole = self.core_words, self.whole_words
        first, second = core.side(one, other, core, self.droppable), core.side(other, one, core, self.droppable)
        a, b = whole.side(one, other, whole), whole.side(other, one, whole)
        x, y = core.side(one, other, whole), core.side(other, one, whole)
        sums, sums_b = core.sums[one], core.sums[other]
        texts, texts_b = np.asarray(first.texts, object), np.asarray(second.texts, object)
        return {
            "shared_rarity": first.shared,
            "covered_least": _share(first.shared, np.maximum(sums, sums_b)),
            "covered_most": _share(first.shared, np.minimum(sums, sums_b)),
            "rarest_shared": first.rarest,
            "rarest_left_least": np.minimum(first.most, second.most),
            "rarest_left_most": np.maximum(first.most, second.most),
            "words_least": np.minimum(core.lengths[one], core.lengths[other]),
            "words_most": np.maximum(core.lengths[one], core.lengths[other]),
            "words_shared": first.count,
            "left_alike": _alike(texts, texts_b, fuzz.ratio),
            "left_begins": _alike(texts, texts_b, distance.JaroWinkler.normalized_similarity),
            "left_chars": np.abs(_lengths(first.texts) - _lengths(second.texts)),
            "droppable_least": np.minimum(first.droppable, second.droppable),
            "droppable_most": np.maximum(first.droppable, second.droppable),
            "whole_least": _share(a.shared, np.maximum(whole.sums[one], whole.sums[other])),
            "whole_most": _share(a.shared, np.minimum(whole.sums[one], whole.sums[other])),
            "whole_left": np.minimum(a.most, b.most),
            "left_in_whole": np.minimum(x.most, y.most),
        }

    def _other_names(self, one: Ints, other: Ints) -> tuple[Floats, Floats, Floats]:
        """The best likeness among the names that either spelling holds; only where one holds several."""
        same, like, rarity = (np.zeros(len(one), np.float32) for _ in range(3))
        parts, table = self.table.parts, self.table
        for at in np.flatnonzero(self.several[one] | self.several[other]):
            first, second = parts[one[at]], parts[other[at]]
            for x in (first.core, *first.held):
                for y in (second.core, *second.held):
                    if x is first.core and y is second.core:
                        continue
                    if x == y:
                        same[at] = max(same[at], _trust(first, x) * _trust(second, y))
                        rarity[at] = max(rarity[at], sum(table.rarity_of(word) for word in x.split()))
                    like[at] = max(like[at], fuzz.ratio(x, y))
        return same, like, rarity

    def _acronym(self, one: Ints, other: Ints) -> Floats:
        out = np.zeros(len(one), np.float32)
        parts = self.table.parts
        for x, y in ((one, other), (other, one)):
            for at in np.flatnonzero(self.acronyms[x] > 0):
                letters, second = parts[x[at]].acronym, parts[y[at]]
                if letters == second.core.replace(" ", ""):
                    out[at] = max(out[at], len(letters))
                elif letters in second.core.split() or letters in second.held:
                    out[at] = max(out[at], len(letters) - 0.5)
        return out


class _Left(msgspec.Struct):
    """What one side of each pair shares with the other, and what is left over of it."""

    shared: Floats
    rarest: Floats
    count: Floats
    most: Floats
    droppable: Floats
    texts: list[str]


class _Words:
    """The words of the pairs: shared, left over, and how rare they are."""

    def __init__(self, table: Table, words: Words) -> None:
        self.table = table
        self.words = words
        self.kinds = max(1, len(table.words_of))
        self.keys = np.sort(words.rows * self.kinds + words.ids)
        self.sums = np.bincount(words.rows, table.rarity[words.ids], minlength=table.count).astype(np.float32)
        self.lengths = (words.starts[1:] - words.starts[:-1]).astype(np.float32)

    def side(self, one: Ints, other: Ints, among: _Words, droppable: Floats | None = None) -> _Left:
        """The words of `one` looked up among those that `among` holds of `other`."""
        n, words = len(one), self.words
        lengths = words.starts[one + 1] - words.starts[one]
        pair = np.repeat(np.arange(n), lengths)
        ids = words.ids[_spread(words.starts[one], lengths)]
        hit = among.has(other[pair], ids)
        rarity = self.table.rarity[ids]
        rarest, most, least = (np.zeros(n, np.float32) for _ in range(3))
        np.maximum.at(rarest, pair[hit], rarity[hit])
        np.maximum.at(most, pair[~hit], rarity[~hit])
        texts: list[str] = []
        if droppable is not None:
            least[:] = 1
            np.minimum.at(least, pair[~hit], droppable[ids[~hit]])
            texts = [""] * n
            named = self.table.words_of
            for at, word in zip(pair[~hit].tolist(), ids[~hit].tolist(), strict=True):
                texts[at] = f"{texts[at]} {named[word]}" if texts[at] else named[word]
        shared = np.bincount(pair[hit], rarity[hit], minlength=n).astype(np.float32)
        count = np.bincount(pair[hit], minlength=n).astype(np.float32)
        return _Left(shared, rarest, count, most, least, texts)

    def has(self, rows: Ints, ids: Ints) -> npt.NDArray[np.bool_]:
        if not len(self.keys):
            return np.zeros(len(rows), bool)
        wanted = rows * self.kinds + ids
        return np.asarray(self.keys[np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)] == wanted)


def _droppable(table: Table) -> Floats:
    """For each word, in what share of the names that end with it the name without it is one, too."""
    known = set(table.cores)
    ends = np.zeros(max(1, len(table.words_of)), np.float32)
    whole = np.zeros_like(ends)
    for core in known:
        rest, _, last = core.rpartition(" ")
        if rest:
            word = table.vocabulary[last]
            ends[word] += 1
            whole[word] += rest in known
    for last, (ended, bare) in table.known.ends.items():
        if last in table.vocabulary:
            ends[table.vocabulary[last]] += ended
            whole[table.vocabulary[last]] += bare
    return np.asarray((whole + 0.05) / (ends + 1), np.float32)


class _Sets:
    """Postcodes and other ids: 1 if two spellings share one, -1 if both have some and share none, else 0."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        self.sets = sets
        self.has = np.asarray([bool(each) for each in sets], bool)

    def compare(self, one: Ints, other: Ints) -> Floats:
        out = np.zeros(len(one), np.float32)
        for at in np.flatnonzero(self.has[one] & self.has[other]):
            shares = not self.sets[one[at]].isdisjoint(self.sets[other[at]])
            out[at] = 1 if shares else -1
        return out


def _share(part: Floats, whole: Floats) -> Floats:
    return np.asarray(part / np.maximum(whole, np.float32(1e-6)), np.float32)


def _trust(held: Parts, name: str) -> float:
    """How surely a name that a spelling holds is the supplier's own."""
    if name == held.core:
        return 1.0
    return 0.8 if name in held.also else 0.5


def _lengths(texts: Sequence[str]) -> Floats:
    return np.fromiter(map(len, texts), np.float32, len(texts))


def _codes(values: Sequence[str]) -> Ints:
    numbers: dict[str, int] = {"": 0}
    return np.asarray([numbers.setdefault(value, len(numbers)) for value in values], np.int64)


def _alike(one: Texts, other: Texts, scorer: Scorer) -> Floats:
    return np.asarray(process.cpdist(cast("list[str]", one), cast("list[str]", other), scorer=scorer, dtype=np.float32))
