"""X8: whether the contract goes on by itself unless the council stops it."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import made
from guildhall.engine.records import Contract, Finding

CODE = "X8"
_BY_ITSELF = re.compile(
    r"(?i)automatic(?:ally)? (?:be )?(?:renew|exten|roll)|auto[- ]?renew|roll(?:s|ing)? (?:over|on|contract|annual|year|month)"
    r"|(?:will|shall) (?:then )?(?:be )?(?:renewed?|continue)\b|expected renewal|unless (?:either party |it is )?(?:terminated|notice)|evergreen"
)
_PIECES = ("auto", "roll", "will", "shall", "expected renewal", "unless", "evergreen")
"""Lower-case pieces of which words must hold one before the pattern is looked for."""
_QUOTE = 240


@lru_cache(maxsize=1024)
def _by_itself(text: str) -> str:
    """The words that hint at going on by itself, with what stands around them; empty if there are none."""
    lower = text.lower()
    if not any(piece in lower for piece in _PIECES):
        return ""
    found = _BY_ITSELF.search(text)
    if found is None:
        return ""
    start = max(0, found.start() - 60)
    return text[start : start + _QUOTE].strip()


def measure(contract: Contract, *, on: date) -> Finding | None:
    """The renewal mode; where nobody recorded it, words of the notice that hint at going on by itself."""
    mode = contract.renewal_mode
    if mode == "tacit":
        words = "It goes on by itself unless the council stops it in time."
        return made(contract, CODE, "act", words, value="tacit", inputs=("renewal_mode",))
    if mode == "express":
        words = "It is only extended when the council asks."
        return made(contract, CODE, "ok", words, value="express", inputs=("renewal_mode",))
    if mode == "none":
        return made(contract, CODE, "ok", "It ends by itself.", value="none", inputs=("renewal_mode",))
    text = contract.extension_text
    quote = _by_itself(text) if text else ""
    if quote:
        line = policy.of("automatic_extension_hint", on)
        words = f"The buyer's words suggest that it goes on by itself; the signed contract would settle it{line.by()}."
        return made(
            contract,
            CODE,
            "act" if line.act else "watch",
            words,
            inputs=("extension_text",),
            missing=("renewal_mode",),
            quote=quote,
        )
    if contract.extension == "none_declared":
        words = "No extension is declared, so it should end by itself."
        return made(contract, CODE, "ok", words, value="none", inputs=("extension",), missing=("renewal_mode",))
    return None
