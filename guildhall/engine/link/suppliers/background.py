"""How common words and runs of letters are among suppliers' names, so that a short list is judged like a long one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec

FILE = Path(__file__).with_name("background.json")
LEAST = 10
"""Words and runs that fewer names have are left out: what names somebody is no background."""


class Background(msgspec.Struct, frozen=True):
    """Counts over many suppliers' names."""

    names: int = 0
    words: dict[str, int] = {}
    """In how many names a word stands."""
    ends: dict[str, tuple[int, int]] = {}
    """How many names end with a word, and how many of these are names without it, too."""
    runs: dict[str, int] = {}
    """In how many names a run of three letters stands."""


@lru_cache(maxsize=1)
def load() -> Background:
    """The counts that are part of the product."""
    return msgspec.json.decode(FILE.read_bytes(), type=Background)


def count(cores: Iterable[str], whole: Iterable[Iterable[str]]) -> Background:
    """Counts over distinct spellings: `cores` are their names without form, `whole` all words in them."""
    listed = list(cores)
    known = set(listed)
    words: Counter[str] = Counter()
    for each in whole:
        words.update(set(each))
    ends: dict[str, list[int]] = {}
    for core in known:
        rest, _, last = core.rpartition(" ")
        if rest:
            entry = ends.setdefault(last, [0, 0])
            entry[0] += 1
            entry[1] += rest in known
    runs: Counter[str] = Counter()
    for core in listed:
        text = f" {core} ".encode("ascii", "replace").decode()
        runs.update({text[at : at + 3] for at in range(len(text) - 2)})
    return Background(
        len(listed),
        {word: n for word, n in sorted(words.items()) if n >= LEAST and not word.isdigit()},
        {word: (n[0], n[1]) for word, n in sorted(ends.items()) if words[word] >= LEAST and n[0] >= 3},
        {run: n for run, n in sorted(runs.items()) if n >= LEAST * 3},
    )


def save(background: Background, path: Path | None = None) -> None:
    (path or FILE).write_bytes(msgspec.json.encode(background) + b"\n")
