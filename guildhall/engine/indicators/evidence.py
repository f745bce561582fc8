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


def hits(text: str, is_digital: bool | None, known: tuple[Signs, ...]) -> tuple[Hit, ...]:
    """Every question that a text answers."""
    lower = text.lower()
    found = []
    for signs in known:
        if is_digital is False and signs.is_for_software:
            continue
        for stem in signs.stems:
            if stem in lower:
                if (hit := _hit(text, signs)) is not None:
                    found.append(hit)
                break
    return tuple(found)


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


def of_contract(contract: Contract, known: tuple[Signs, ...]) -> list[Finding]:
    """What the published words of a contract answer, each question once."""
    found: dict[str, Finding] = {}
    for field in FIELDS:
        text = getattr(contract, field)
        if text:
            for hit in _cached(text, contract.is_digital, known):
                if hit.code not in found:
                    found[hit.code] = made(
                        contract, hit.code, hit.status, hit.words, value=hit.value, inputs=(field,),
                        missing=(hit.missing,), quote=hit.quote, at_best="C",
                    )  # fmt: skip
    return list(found.values())


_cached = lru_cache(maxsize=512)(hits)
