"""The statutory grounds that speak of a single possible supplier, and the words beside them that tell why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

GROUNDS: dict[str, str] = {
    "singleSuppliersTechnicalReasons": "no competition for technical reasons",
    "singleSuppliersIntellectualPropertyExclusiveRights": "intellectual property or exclusive rights",
    "additionalRepeatExtensionPartialReplacement": "more of the same, to avoid what would not fit together",
    "singleSuppliersUniqueWorkArtPerformance": "a unique work of art or performance",
    "D_TECHNICAL": "no competition for technical reasons",
    "D_PROTECT_RIGHTS": "exclusive rights",
    "D_ADD_DELIVERIES_ORDERED": "further deliveries by the first supplier",
}
"""Code of the ground (Procurement Act 2023 schedule 5; older notices `D_`) to what it says in plain words."""

_CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("the supplier already in place", re.compile(r"(?i)\bincumbent|\bexisting (?:supplier|provider|contractor)|\bcurrent(?:ly)? (?:supplier|provider)")),
    ("what is already configured", re.compile(r"(?i)already (?:been )?(?:configured|installed|in use|integrated|embedded)|\bbespoke|\bcustomi[sz]ed")),
    ("the cost of change", re.compile(r"(?i)cost (?:and time )?(?:of|to) (?:change|changing|switch|transfer|migrat)|\bmigrat|\bdisproportionate|\bre-?procur|\bre-?implement|\btransition(?:ing)? (?:to|cost)")),
    ("compatibility with what is there", re.compile(r"(?i)\bcompatib|\binteroperab|\bintegrat(?:e|es|ed|ion)|\bexisting (?:system|software|infrastructure|equipment|platform|solution)")),
    ("licences", re.compile(r"(?i)\blicen[cs]e|\bproprietary|\bpropriatory|source code|\bintellectual property")),
    ("continuity", re.compile(r"(?i)\bcontinuity|\bcontinuation|\buninterrupted|\bcontinued use")),
)  # fmt: skip
_PIECES: tuple[tuple[str, ...], ...] = (
    ("incumbent", "supplier", "provider", "contractor"),
    ("already", "bespoke", "customi"),
    ("cost", "migrat", "disproportionate", "procur", "implement", "transition"),
    ("compatib", "interoperab", "integrat", "existing"),
    ("licen", "propri", "source code", "intellectual"),
    ("continu", "uninterrupted"),
)
"""Lower-case pieces of which a text must hold one before the cue of the same place is looked for."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\s*\n\s*\n\s*|\s*\n\s*(?=[•*o–-] )")
_LONGEST = 320


@lru_cache(maxsize=4096)
def cues(text: str) -> tuple[str, ...]:
    """What the buyer's reasons speak of, in plain words."""
    return tuple(_CUES[number][0] for number in _found(text))


def _found(text: str) -> Iterator[int]:
    """The places of the cues in a text."""
    lower = text.lower()
    for number, pieces in enumerate(_PIECES):
        if any(piece in lower for piece in pieces) and _CUES[number][1].search(text):
            yield number


@lru_cache(maxsize=4096)
def quote(text: str) -> str:
    """The buyer's own words, at most two sentences, the most telling first; whole words only."""
    sentences = [" ".join(part.split()) for part in _SENTENCE.split(text) if part.strip()]
    if not sentences:
        return ""
    telling = list(islice((part for part in sentences if next(_found(part), None) is not None), 2))
    chosen = " … ".join(telling or sentences[:2])
    if len(chosen) <= _LONGEST:
        return chosen
    return f"{chosen[:_LONGEST].rsplit(' ', 1)[0]} …"
