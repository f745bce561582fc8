"""All ways in which a council may be named, as an index: the place, and the words about it that tell twins apart."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from guildhall.engine.link import council_words
from guildhall.engine.records import Council
from guildhall.engine.sources.council_names import read

BIG = frozenset({"COMB", "SRA"})
"""Kinds whose short name is a region's name, so that the short name alone is never theirs."""
SHORTEST_SLIP, SHORTEST_TWO_SLIPS = 6, 10
"""Letters a place must have for one slip of the pen, and for two."""
SHORTEST_PLAIN_SLIP, SHORTEST_TWO_PLAIN_SLIPS = 8, 14
"""The same when nothing but `council` stands beside the place: `X Council` may be anybody's council."""

SHORTEST_CUT = 20
"""Letters of a name cut short that are enough to know it by."""

Words = tuple[str, ...]


class Phrase(NamedTuple):
    """What some words name: which councils, whether the words say that they are councils, and how it was understood."""

    codes: tuple[str, ...]
    strong: bool
    how: str


def split(words: Words) -> tuple[str, frozenset[str]]:
    """Place and designation: `london borough of enfield council` is enfield, and london, borough, council."""
    said: set[str] = set()
    for prefix in council_words.PREFIXES:
        if len(words) > len(prefix) and words[: len(prefix)] == prefix:
            said.update(prefix)
            words = words[len(prefix) :]
            break
    for suffix in council_words.SUFFIXES:
        if len(words) > len(suffix) and words[-len(suffix) :] == suffix:
            said.update(suffix)
            words = words[: -len(suffix)]
            break
    for word in tuple(said):
        said.update(council_words.SHORT.get(word, ()))
    return " ".join(words), frozenset(said) & council_words.MEANT


def says_council(said: frozenset[str]) -> bool:
    """Do the words leave no doubt? `Derby County` and `City of London` do, `Derby Council` does not."""
    return (
        "council" in said
        or {"city", "county"} <= said
        or ("borough" in said and bool(said & {"london", "royal", "metropolitan"}))
    )


def fits(council: Council, own: frozenset[str], said: frozenset[str]) -> bool:
    """May a council of this kind, with this designation of its own, be called so?"""
    city, county, kind = "city" in said, "county" in said, council.kind
    if kind == "CC":
        return bool(said & {"city", "corporation"})
    if kind == "CTY":
        return not said & {"city", "borough", "district", "metropolitan", "london", "royal"}
    if kind == "LBO":
        return not said & {"county", "district", "metropolitan"} and (not city or "city" in own)
    if "london" in said:
        return False
    if kind == "NMD":
        # A district called `City Council` that is no city: rather the parish council of its town (Lichfield).
        return not county and "metropolitan" not in said and (not city or "city" in own)
    if kind == "MD":
        return not county
    if kind == "UA":
        return (
            "metropolitan" not in said and not (county and own & {"city", "borough"}) and not (city and "county" in own)
        )
    return True


class Index:
    """Councils by place and by spelling."""

    def __init__(self, book: read.Book) -> None:
        self.councils = book.councils
        self.own: dict[str, frozenset[str]] = {}
        exact: dict[str, set[str]] = defaultdict(set)
        places: dict[str, set[str]] = defaultdict(set)
        for code, council in book.councils.items():
            self.own[code] = split(tuple(council_words.key(council.name).split()))[1]
            known = (council.name, council.short_name.partition("(")[0], *book.names.get(code, ()))
            for spelt in {council_words.key(name) for name in known} - {""}:
                big = council.kind in BIG
                if not big:
                    places[split(tuple(spelt.split()))[0]].add(code)
                if not big or "authority" in spelt or len(spelt) <= len("gmca"):
                    exact[spelt].add(code)
        self.exact = {spelt: tuple(sorted(codes)) for spelt, codes in exact.items()}
        self.places = {place: tuple(sorted(codes)) for place, codes in places.items()}
        self.joint = {council_words.key(name): codes for name, codes in book.joint.items()}
        self._spelt = sorted(self.exact)
        self._long = [place for place in self.places if len(place) >= SHORTEST_SLIP - 1]
        self.near = lru_cache(maxsize=8192)(self._near)

    def _near(self, place: str, plain: bool) -> str:
        """The one place whose name is a slip or two from this, or an empty string."""
        one, two = (SHORTEST_PLAIN_SLIP, SHORTEST_TWO_PLAIN_SLIPS) if plain else (SHORTEST_SLIP, SHORTEST_TWO_SLIPS)
        if len(place) < one:
            return ""
        slips = 2 if len(place) >= two else 1
        found = process.extract(place, self._long, scorer=OSA.distance, score_cutoff=slips, limit=2)
        if not found or (len(found) > 1 and found[0][1] == found[1][1]):
            return ""
        return str(found[0][0])

    def cut(self, spelt: str) -> tuple[str, ...]:
        """The council of the one known spelling of which this is the beginning: some ledgers cut names at 30 or 35."""
        at = bisect_left(self._spelt, spelt)
        found = {self.exact[one] for one in takewhile(lambda one: one.startswith(spelt), self._spelt[at : at + 9])}
        return found.pop() if len(found) == 1 and len(spelt) >= SHORTEST_CUT else ()

    def choose(self, codes: tuple[str, ...], said: frozenset[str], ids: tuple[str, ...]) -> tuple[str, ...]:
        """The one council of several of this place that is meant, or none."""
        fitting = [code for code in codes if fits(self.councils[code], self.own[code], said)]
        for better in (
            [code for code in fitting if f"GB-LAE:{code}" in ids],
            [code for code in fitting if self.own[code] == said],
            [code for code in fitting if self.councils[code].ends_on is None],
        ):
            if len(fitting) > 1 and len(better) == 1:
                fitting = better
        return tuple(fitting) if len(fitting) == 1 else ()

    def phrase(self, words: Words, ids: tuple[str, ...] = ()) -> Phrase | None:
        """The council these words name when nothing is left over, or nothing."""
        spelt = " ".join(word for word in words if word not in {council_words.COMMA, council_words.SLASH, "the"})
        if spelt in self.joint:
            return Phrase(self.joint[spelt], strong=True, how="a name under which several councils act together")
        place, said = split(tuple(spelt.split()))
        if spelt in self.exact:
            codes = self.exact[spelt]
            codes = codes if len(codes) == 1 else self.choose(codes, said, ids)
            strong = says_council(said) or spelt in council_words.ACRONYMS or spelt.endswith("authority")
            return Phrase(codes, strong, "a known spelling") if codes else None
        if not said:
            return None
        if place not in self.places and self.cut(spelt):
            return Phrase(self.cut(spelt), says_council(said), "a known spelling, cut short")
        how = "its place and kind"
        if place not in self.places:
            near = self.near(place, said == {"council"}) if says_council(said) else ""
            if not near:
                return None
            how, place = f"a slip of the pen for {near.title()}", near
        codes = self.choose(self.places[place], said, ids)
        return Phrase(codes, says_council(said), how) if codes else None
