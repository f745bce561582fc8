"""The only place that opens a socket: one request, one answer, nothing taken on trust."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx  # noqa: TID251 -- this file is the one door to the network

AGENT = "guildhall/0.1 (open-source register of council contracts; collects under the Open Government Licence)"
BODY_CAP = 64 * 1024 * 1024
"""Bytes, unpacked. A full answer of a hundred releases is about 1.5 MB; more than this is no answer."""
REDIRECTS = 3


class Broken(Exception):  # noqa: N818 -- says what happened
    """The answer did not arrive whole; asking again may help."""


class Refused(Exception):  # noqa: N818 -- says what happened
    """The answer is one we must not or cannot use; asking again does not help."""


@dataclass(frozen=True)
class Answer:
    """A whole answer: bytes as the service meant them, untouched but for the packing of the transport."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Door:
    """Asks one service, and no other host."""

    def __init__(self, base_url: str, *, cap: int = BODY_CAP, timeout: float = 60) -> None:
        self.base = urlsplit(base_url)
        if self.base.scheme not in ("http", "https") or not self.base.netloc:
            raise Refused(f"{base_url!r} is not an address of a service: it must begin with https://")
        self.root, self.cap = base_url.rstrip("/"), cap
        self.timeout = httpx.Timeout(timeout, connect=20)
        self.client = self._client()

    def _client(self) -> httpx.Client:
        headers = {"User-Agent": AGENT, "Accept": "application/json", "Accept-Encoding": "gzip"}
        return httpx.Client(headers=headers, timeout=self.timeout, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()

    def reopen(self) -> None:
        """Begin on a new connection: the old one may still hold the rest of an answer that broke."""
        self.client.close()
        self.client = self._client()

    def is_ours(self, url: str) -> bool:
        """Is this address one of the service's own?"""
        parts = urlsplit(url)
        return (parts.scheme, parts.netloc) == (self.base.scheme, self.base.netloc)

    def get(self, path: str, query: dict[str, str]) -> Answer:
        """One answer. Redirects are followed only within the service."""
        url = str(httpx.URL(self.root + path, params=query))
        for _ in range(REDIRECTS + 1):
            answer = self._once(url)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            url = str(httpx.URL(url).join(answer.headers.get("location", "")))
            if not self.is_ours(url):
                raise Refused(
                    f"the service sends us on to another host ({urlsplit(url).netloc or 'none'}); we do not follow"
                )
        raise Refused("the service sends us round in a circle")

    def _once(self, url: str) -> Answer:
        try:
            with self.client.stream("GET", url) as response:
                raw = bytearray()
                for piece in response.iter_raw():
                    raw += piece
                    if len(raw) > self.cap:
                        raise Refused(f"the answer is larger than {self.cap // 1024 // 1024} MB; it was not taken")
                headers = {name.lower(): value for name, value in response.headers.items()}
                return Answer(response.status_code, headers, unpack(bytes(raw), self.cap))
        except httpx.TransportError as error:
            raise Broken(f"the connection failed ({type(error).__name__})") from error


def unpack(raw: bytes, cap: int) -> bytes:
    """The body without gzip, whatever the headers claim: some say gzip and send none, some the other way round."""
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    machine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        body = machine.decompress(raw, cap + 1)
    except zlib.error as error:
        raise Broken("the packed answer cannot be unpacked") from error
    if len(body) > cap:
        raise Refused(f"the answer unpacks to more than {cap // 1024 // 1024} MB; it was not taken")
    if not machine.eof:
        raise Broken("the packed answer stops in the middle")
    return body
