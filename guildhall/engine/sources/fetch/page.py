"""What an answer holds, read just far enough to know that it is whole and which releases are in it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import msgspec
from msgspec import Struct

from guildhall.engine.sources.fetch.door import Broken

_ID = str | int | float | None


class _Release(Struct):
    ocid: _ID = None
    id: _ID = None


class _Links(Struct):
    next: str | None = None


class _Package(Struct):
    releases: list[_Release]
    links: _Links | list[object] | None = None


_DECODER = msgspec.json.Decoder(_Package)
# 2024: the service has published 1e9999 and numbers such as 000 (kingfisher-process issue 323).
_NOT_NUMBERS = re.compile(rb"(?<=[:,\[\s])(?:-?\d+[eE]\+?\d{3,}|0\d+|-?Infinity|NaN)(?=[,}\]\s])")
_NAMED = re.compile(rb'"ocid"\s*:\s*"([^"]*)"')


@dataclass(frozen=True)
class Page:
    """The releases of one answer, by short fingerprints of process and release id."""

    keys: tuple[str, ...]
    next_cursor: str
    """The service's own way on, if it names one."""
    next_url: str
    encoding: str
    is_readable: bool = True
    """False when it is whole but no JSON can be made of it."""


def fingerprint(ocid: object, release: object) -> str:
    return hashlib.blake2b(f"{ocid}\n{release}".encode(), digest_size=8).hexdigest()


def _text(body: bytes) -> tuple[bytes, str]:
    try:
        body.decode()
    except UnicodeDecodeError:
        # Contracts Finder answers in ISO-8859-1; every byte means something there.
        return body.decode("iso-8859-1").encode(), "iso-8859-1"
    return body, "utf-8"


def read(body: bytes) -> Page:
    """Read an answer. Raises Broken when it is not a whole release package."""
    if not body.strip():
        raise Broken("the answer is empty")
    text, encoding = _text(body)
    if not text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise Broken("the answer is a page for people, not data")
    text = text.removeprefix(b"\xef\xbb\xbf")
    for attempt in (text, _NOT_NUMBERS.sub(b"0", text)):
        try:
            package = _DECODER.decode(attempt)
        except msgspec.ValidationError as error:
            raise Broken("the answer is not a release package") from error
        except (msgspec.DecodeError, RecursionError):
            continue
        url = package.links.next or "" if isinstance(package.links, _Links) else ""
        cursor = parse_qs(urlsplit(url).query).get("cursor", [""])[0]
        return Page(tuple(fingerprint(one.ocid, one.id) for one in package.releases), cursor, url, encoding)
    raise Broken("the answer stops in the middle or is not JSON")


def salvage(body: bytes) -> Page:
    """What can be said of an answer that stays unreadable however often it is asked for: how many releases it names."""
    text, encoding = _text(body)
    names = _NAMED.findall(text)
    if b'"releases"' not in text or not text.rstrip().endswith(b"}"):
        raise Broken("the answer stays unreadable")
    keys = tuple(fingerprint(name.decode(), number) for number, name in enumerate(names))
    return Page(keys, "", "", encoding, is_readable=False)
