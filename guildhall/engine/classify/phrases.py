"""Finding many known phrases in a short text at once, by the words that begin them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from typing import Generic, TypeVar

Payload = TypeVar("Payload")

_TOKEN = re.compile(r"[a-z0-9]+")
# Names that end in s without being plurals.
_KEPT = frozenset(
    ["sims", "cmis", "bacas", "sms", "ems", "lcs", "las", "aws", "eyes", "apas", "eros", "gis", "cams", "bops"]
)


@lru_cache(maxsize=1 << 17)
def stem(token: str) -> str:
    """A word without its plural s; names that only look like plurals stay whole."""
    plural = len(token) > 3 and token.endswith("s") and not token.endswith("ss") and token not in _KEPT
    return token[:-1] if plural else token


def plain(text: str) -> str:
    """The words of a text in small letters and without plurals, each with a space on both sides."""
    if "&" in text:
        text = unescape(unescape(text)).replace("&", " and ")
    text = text.lower()
    if "'" in text or "’" in text:
        text = text.replace("'", "").replace("’", "")
    return f" {' '.join([stem(token) for token in _TOKEN.findall(text)])} "


class Phrases(Generic[Payload]):
    """Phrases with a payload each, found in a plain text in one pass over its words."""

    def __init__(self, entries: Iterable[tuple[str, Payload]]) -> None:
        self.by_first: dict[str, list[tuple[str, Payload]]] = {}
        self.written: dict[str, str] = {}
        """How a phrase is written in the data file, for reasons in words."""
        for phrase, payload in entries:
            said = plain(phrase)
            if said.isspace():  # nothing but signs, or another script
                continue
            first = said.split(None, 1)[0]
            self.written[said] = phrase
            self.by_first.setdefault(first, []).append((said, payload))

    def find(self, said: str) -> list[tuple[str, Payload]]:
        """Every known phrase in a plain text, with its payload; longest first."""
        by_first = self.by_first
        begun = by_first.keys() & said.split()
        if not begun:
            return []
        found = [entry for token in begun for entry in by_first[token] if entry[0] in said]
        if len(found) > 1:
            found.sort(key=_length)
        return found


def _length(entry: tuple[str, object]) -> tuple[int, str]:
    return -entry[0].count(" "), entry[0]
