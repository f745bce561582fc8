"""Words of a notice that answer a question about terms or openness, with the quote; silence answers nothing.

Reading prose can err, so it is never better founded than C, and what the same words mean elsewhere (the export of goods,
an emergency exit, an index of names) is kept apart by name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from guildhall.engine.indicators.finding import Status, made
from guildhall.engine.records import Contract, Finding

FIELDS = ("description", "extension_text", "rationale_text")
_QUOTE, _BEFORE = 240, 80


class Sign(NamedTuple):
    """Words that answer a question."""

    status: Status
    value: str
    words: str
    """The finding's sentence."""
    pattern: re.Pattern[str]
    friend: re.Pattern[str] | None = None
    """The same words where they mean something else: looked for around the place."""


class Signs(NamedTuple):
    """All signs of one question."""

    code: str
    stems: tuple[str, ...]
    """Lower-case pieces of which a text must hold one: cheaper to look for than patterns."""
    signs: tuple[Sign, ...]
    """In the order in which they count: the first that is found answers."""
    missing: str
    """The fact that would settle it beyond the notice's words."""
    is_for_software: bool = False


class Hit(NamedTuple):
    """An answer found in a text."""

    code: str
    status: Status
    value: str
    words: str
    quote: str
    missing: str


class Questions:
    """Several questions asked of a text at once: each stem is looked for once, patterns only where their stem is."""

    def __init__(self, asked: tuple[Signs, ...]) -> None:
        self.by_stem: dict[bool, tuple[tuple[str, tuple[Signs, ...]], ...]] = {}
        for is_software in (False, True):
            known = [signs for signs in asked if is_software or not signs.is_for_software]
            stems = dict.fromkeys(stem for signs in known for stem in signs.stems)
            self.by_stem[is_software] = tuple((stem, tuple(s for s in known if stem in s.stems)) for stem in stems)
        self.hits = lru_cache(maxsize=1024)(self._hits)

    def _hits(self, text: str, is_software: bool) -> tuple[Hit, ...]:
        """Every question that a text answers."""
        lower = text.lower()
        there = [signs for stem, signs in self.by_stem[is_software] if stem in lower]
        if not there:
            return ()
        asked = dict.fromkeys(one for signs in there for one in signs)
        return tuple([hit for signs in asked if (hit := _hit(text, signs)) is not None])


def _hit(text: str, signs: Signs) -> Hit | None:
    for sign in signs.signs:
        for match in sign.pattern.finditer(text):
            around = text[max(0, match.start() - _BEFORE) : match.end() + _BEFORE]
            if sign.friend is None or not sign.friend.search(around):
                return Hit(signs.code, sign.status, sign.value, sign.words, quote(text, match.start()), signs.missing)
    return None


def quote(text: str, at: int) -> str:
    """The words around a place: from the start of its sentence, whole words only."""
    sentence = text.rfind(". ", 0, at)
    start = max(sentence + 2 if sentence >= 0 else 0, text.rfind("\n", 0, at) + 1)
    if at - start > _BEFORE:
        start = text.find(" ", at - _BEFORE) + 1
    said = " ".join(text[start : start + _QUOTE + 40].split())
    end = said.find(". ", at - start)
    if 0 < end < _QUOTE:
        return said[: end + 1]
    return said if len(said) <= _QUOTE else f"{said[:_QUOTE].rsplit(' ', 1)[0]} …"


def of_contract(contract: Contract, questions: Questions) -> list[Finding]:
    """What the published words of a contract answer, each question once."""
    found: dict[str, Finding] = {}
    is_software = contract.is_digital is not False
    for field in FIELDS:
        text = getattr(contract, field)
        if text:
            for hit in questions.hits(text, is_software):
                if hit.code not in found:
                    found[hit.code] = made(
                        contract, hit.code, hit.status, hit.words, value=hit.value, inputs=(field,),
                        missing=(hit.missing,), quote=hit.quote, at_best="C",
                    )  # fmt: skip
    return list(found.values())
