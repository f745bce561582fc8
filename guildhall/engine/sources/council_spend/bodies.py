"""Whose payments they are: what the rows say, else the names of the file and its folders, else the index beside it.

An officer who has a council's files puts them into a folder named after the council or its code; that is all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from guildhall.engine.sources.council_names import read as council_names
from guildhall.engine.sources.tabular import header

INDEX = "index.json"
_LARGEST_INDEX = 4 << 20
_HOST = re.compile(r"https?://(?:[^/@\s]+@)?([^/:\s]+)", re.IGNORECASE)
_PACKING = re.compile(r"\.(?:gz|zip|csv|tsv|txt|xlsx?|ods)$", re.IGNORECASE)
_DATES = re.compile(
    r"(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|\d+|\b(?:q[1-4]|csv|xlsx?|spend(?:ing)?|payments?|over|"
    r"to|suppliers?|expenditure|transparency|data|open|report|invoices?|cards?|procurement|purchase|council spend|raw|clean|final|v)\b",
    re.IGNORECASE,
)  # fmt: skip
_BLANKS = re.compile(r"[\s_.,&()£+-]+")
_KINDS = re.compile(
    r"^(?:the)?(?:city|royalborough|londonborough|borough|district|county)of|"
    r"(?:metropolitan|london|royal)?(?:borough|district|city|county)?council$"
)
_GSS = re.compile(r"[EWSN]\d{8}")
"""Codes of the Office for National Statistics. Others in a row mean nothing to us: the Cabinet Office writes CAB."""
_AMBIGUOUS = frozenset({"london", "greaterlondon"})
"""A folder called London may hold the City's payments, the Greater London Authority's or a borough's."""
Find = Callable[[str], tuple[str, ...]]


class Index(msgspec.Struct, frozen=True):
    """What an index of a council's files says of whose they are."""

    folder: str
    hosts: tuple[str, ...]


class Places(msgspec.Struct, frozen=True):
    """Councils by the ways in which a folder or an index may mean them."""

    by_key: Mapping[str, str]
    by_host: Mapping[str, str]
    by_code: Mapping[str, str]


@lru_cache(maxsize=4)
def places(*extras: Path) -> Places:
    """Of all councils; what two of them share means neither, unless only one is still there."""
    book = council_names.library(*extras)
    keys: dict[str, set[str]] = {}
    hosts: dict[str, set[str]] = {}
    codes: dict[str, str] = {}
    for code, council in book.councils.items():
        codes[code] = code
        if council.gss:
            codes[council.gss] = code
        for name in (council.name, council.short_name, council.slug, *book.names.get(code, ())):
            key = _KINDS.sub("", header.key(name))
            if len(key) > 3 and key not in _AMBIGUOUS:
                keys.setdefault(key, set()).add(code)
        if council.homepage and (match := _HOST.match(council.homepage)):
            hosts.setdefault(_domain(match[1]), set()).add(code)
    going = {code for code, council in book.councils.items() if council.ends_on is None}

    def sole(found: Mapping[str, set[str]]) -> dict[str, str]:
        kept = {}
        for key, meant in found.items():
            left = meant if len(meant) == 1 else meant & going
            if len(left) == 1:
                kept[key] = next(iter(left))
        return kept

    return Places(sole(keys), sole(hosts), codes)


def _domain(host: str) -> str:
    """`datahub.bradford.gov.uk` and `www.bradford.gov.uk` are both `bradford.gov.uk`."""
    return ".".join(host.lower().split(".")[-3:])


class Bodies:
    """Finds the councils whose payments a file lists."""

    def __init__(self, find: Find, known: Places) -> None:
        self._find, self._known = find, known

    def of_name(self, name: str) -> str:
        """The one council that an organisation's name or address means, else empty."""
        if not name:
            return ""
        if name[:4].lower() == "http":
            return self._of_uri(name)
        codes = self._find(name)
        if len(codes) == 1:
            return codes[0]
        return self._known.by_code.get(name, "") if _GSS.fullmatch(name) else ""

    def _of_uri(self, uri: str) -> str:
        last = uri.rstrip("/").rsplit("/", 1)[-1]
        return self._known.by_code.get(last.upper(), "") or self._known.by_key.get(header.key(last), "")

    def of_place(self, name: str) -> str:
        """The council that a file's name or one of its folders means, the nearest first; `name` is the file's in the manifest."""
        for part in reversed(name.replace("#", "/").split("/")):
            found = self._of_part(part)
            if found:
                return found
        return ""

    def _of_part(self, part: str) -> str:
        while (bare := _PACKING.sub("", part)) != part:
            part = bare
        if part in self._known.by_code:
            return self._known.by_code[part]
        plain = " ".join(_BLANKS.sub(" ", part).split())
        if header.key(plain) in _AMBIGUOUS:
            return ""
        found = self._known.by_key.get(_KINDS.sub("", header.key(plain)), "") or self.of_name(plain)
        if found:
            return found
        words = " ".join(_DATES.sub(" ", plain).split())
        if words and words != plain:
            found = self._known.by_key.get(_KINDS.sub("", header.key(words)), "") or self.of_name(words)
        return found

    def of_index(self, path: Path) -> str:
        """The council that the index beside a file, or one folder up, was made for: by the addresses it was fetched from."""
        for folder in (path.parent, path.parent.parent):
            index = read_index(folder / INDEX)
            if index is None:
                continue
            for host in index.hosts:
                found = self._known.by_host.get(_domain(host), "")
                if found:
                    return found
            if index.folder.upper() in self._known.by_code:
                return self._known.by_code[index.folder.upper()]
        return ""


@lru_cache(maxsize=256)
def read_index(path: Path) -> Index | None:
    """An index of a council's files, as `index.json` beside them; None if there is none."""
    try:
        if path.stat().st_size > _LARGEST_INDEX:
            return None
        raw: Any = msgspec.json.decode(path.read_bytes().lstrip(b"\xef\xbb\xbf"))
    except (OSError, msgspec.DecodeError, ValueError, RecursionError):
        return None
    if not isinstance(raw, dict) or not isinstance(raw.get("src"), dict) or not isinstance(raw.get("columns"), dict):
        return None
    urls = raw["src"].get("urls")
    listed = [url for url in urls if isinstance(url, str)] if isinstance(urls, list) else []
    return Index(str(raw.get("dir", "")), tuple(m[1] for url in listed if (m := _HOST.match(url))))
