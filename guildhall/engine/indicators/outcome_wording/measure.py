"""X12: whether the published words ask for outcomes or for a certain product. A reading aid, no judgement."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from guildhall.engine.indicators.finding import Status, made
from guildhall.engine.records import Contract, Finding

CODE = "X12"
_STEMS = ("so that", "outcome", "compatible", "must use", "match ", "no equivalent", "no substitut")
_OUTCOMES = re.compile(
    r"(?i)\bso that (?:residents?|users?|people|families|customers?|citizens?|communities|children|patients|learners)\b"
    r"|\b(?:improv\w+|better) outcomes? for\b|\boutcomes?[- ](?:based|focus\w*|led)\b|\bachiev\w+ (?:the )?(?:following )?outcomes?\b"
)
_PRODUCT = re.compile(
    r"(?i)\bcompatible with (?:the |our |its |their )?(?:council'?s? )?(?:existing|current|incumbent)\b|\bmust use\b"
    r"|\bmatch (?:the )?existing\b|\bno (?:equivalent|substitut\w+)\b"
)
_FRIEND = re.compile(
    r"(?i)\bmust use (?:the )?(?:e-?tender|portal|form|template|link|web|electronic|this)|\boutcome of (?:the|this) (?:tender|procurement|evaluation)"
)
_LONGEST = 80


class Wording(NamedTuple):
    """What a text asks for, in its own phrases."""

    outcomes: tuple[str, ...]
    product: tuple[str, ...]


@lru_cache(maxsize=512)
def wording(text: str) -> Wording:
    """The phrases of a text that speak of outcomes, and those that speak of a certain product."""
    lower = text.lower()
    if not any(stem in lower for stem in _STEMS):
        return Wording((), ())
    return Wording(_phrases(_OUTCOMES, text), _phrases(_PRODUCT, text))


def _phrases(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    found = []
    for match in pattern.finditer(text):
        said = " ".join(text[match.start() : match.start() + _LONGEST].split())
        if not _FRIEND.match(said):
            found.append(said.rsplit(" ", 1)[0] if len(said) > _LONGEST - 2 else said)
    return tuple(dict.fromkeys(found))


def measure(contract: Contract, *, on: date) -> Finding | None:  # noqa: ARG001 - every indicator is asked the same way
    """Phrases for outcomes beside phrases for a product, quoted; more of the latter is worth a look, never more."""
    found = wording(contract.description) if contract.description else None
    if found is None or not (found.outcomes or found.product):
        return None
    outcomes, product = len(found.outcomes), len(found.product)
    status: Status = "watch" if product > outcomes else "ok"
    if product and outcomes:
        words = (
            f"A reading aid: {outcomes} phrases speak of outcomes, {product} of a certain product or of what is there."
        )
    else:
        words = (
            f"A reading aid: its words speak of {'outcomes' if outcomes else 'a certain product or of what is there'}."
        )
    said = " … ".join((*found.outcomes, *found.product)[:3])
    return made(
        contract, CODE, status, words, value=f"{outcomes}:{product}", inputs=("description",), quote=said, at_best="C"
    )
