"""A local stand-in for the two public services: real answers, and every misbehaviour we know of."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
Release = dict[str, Any]


class NoticeService:
    """Serves releases by London-time windows, a hundred at most, and misbehaves as told.

    `faults` maps the number of a request (from 1) to what goes wrong with it; `always` to what goes wrong every time.
    """

    def __init__(self, releases: list[Release], *, page: int = 100, encoding: str = "utf-8") -> None:
        self.releases = sorted(releases, key=lambda release: (datetime.fromisoformat(release["date"]), release["id"]))
        self.moments = [datetime.fromisoformat(release["date"]) for release in self.releases]
        self.page, self.encoding = page, encoding
        self.faults: dict[int, str] = {}
        self.always = ""
        self.lying_next = False
        self.until_is_outside = False
        self.delay = 0.0
        self.asked: list[dict[str, str]] = []
        self.agents: set[str] = set()
        self.on_request: Callable[[int], None] = lambda number: None
        self.last_body = b""
        self.lock = threading.Lock()
        self.url = ""

    def window(self, query: dict[str, str]) -> list[Release]:
        """What lies between two London times; a trailing Z is ignored, as the services do."""
        names = ("updatedFrom", "updatedTo") if "updatedFrom" in query else ("publishedFrom", "publishedTo")
        since, until = (datetime.fromisoformat(query[name].rstrip("Z")).replace(tzinfo=LONDON) for name in names)
        return [
            release
            for moment, release in zip(self.moments, self.releases, strict=True)
            if since <= moment and (moment < until if self.until_is_outside else moment <= until)
        ]

    def package(self, query: dict[str, str]) -> bytes:
        found = self.window(query)
        limit = min(int(query.get("limit", "100")), self.page)
        at = int(query.get("cursor", "0") or 0)
        package: dict[str, Any] = {
            "version": "1.1",
            "publishedDate": f"{len(self.asked)}",
            "releases": found[at : at + limit],
        }
        if at + limit < len(found) or self.lying_next:
            # The real cursor walk has lost 49 of 152 releases of one day: this one skips some, too.
            onward = at + limit + (7 if at + limit < len(found) - 7 and not self.lying_next else 0)
            package["links"] = {"next": f"{self.url}/next?cursor={onward if not self.lying_next else 0}"}
        return json.dumps(package, ensure_ascii=False).encode(self.encoding, "replace")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    service: NoticeService

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        service = self.service
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        with service.lock:
            service.asked.append(query)
            service.agents.add(self.headers["User-Agent"])
            number = len(service.asked)
            service.on_request(number)
            if service.delay:
                time.sleep(service.delay)
            fault = service.always or service.faults.pop(number, "")
            self._answer(fault, query)

    def _send(self, status: int, body: bytes, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)
        if length is not None:
            self.wfile.flush()
            self.close_connection = True

    def _answer(self, fault: str, query: dict[str, str]) -> None:
        service, (name, _, extra) = self.service, fault.partition(" ")
        body = service.package(query)
        previous, service.last_body = service.last_body, body
        match name:
            case "":
                self._send(200, gzip.compress(body, 1), Content_Encoding="gzip", Content_Type="application/json")
            case "status":
                status, _, after = extra.partition(" ")
                headers = {"Retry-After": after} if after else {}
                self._send(int(status), b"<html><h1>Sorry</h1></html>", **headers)
            case "limit":
                self._send(429, b"Rate limit of 12 exceeded. Please retry after 120 seconds.")
            case "drop":
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
            case "half":
                self._send(200, body[: len(body) // 2], length=len(body))
            case "short":
                self._send(200, body, length=len(body) // 2)
            case "gzip_without":
                self._send(200, body, Content_Encoding="gzip")
            case "gzip_unsaid":
                self._send(200, gzip.compress(body, 1))
            case "gzip_half":
                packed = gzip.compress(body, 1)
                self._send(200, packed[: len(packed) // 2], Content_Encoding="gzip")
            case "gzip_broken":
                self._send(200, b"\x1f\x8b" + b"nonsense" * 20, Content_Encoding="gzip")
            case "html":
                self._send(200, b"<!doctype html><title>Service unavailable</title>", Content_Type="text/html")
            case "empty":
                self._send(200, b"")
            case "other_json":
                self._send(200, b'{"message": "Endpoint request timed out"}')
            case "again":
                service.last_body = previous
                self._send(200, previous or body)
            case "away":
                self._send(302, b"", Location="http://elsewhere.invalid/api")
            case "round":
                self._send(302, b"", Location=self.path)
            case "moved":
                self._send(301, b"", Location=f"/moved{self.path}")
            case "huge":
                self._send(200, b'{"releases": [' + b" " * 3_000_000 + b"]}")
            case "bomb":
                self._send(200, gzip.compress(b" " * 3_000_000), Content_Encoding="gzip")
            case "infinite":
                self._send(200, body.replace(b'"releases"', b'"count": 1e9999, "zeros": 000, "releases"'))
            case "unreadable":
                self._send(200, body[:-1] + b', "worse": {"a" 1}}')
            case _:
                raise AssertionError(fault)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """A caller that was killed is no news."""


@contextmanager
def serving(service: NoticeService) -> Iterator[NoticeService]:
    """The service on a free port of this machine, until the block ends."""
    handler = type("Handler", (_Handler,), {"service": service})
    server = _Server(("127.0.0.1", 0), handler)
    service.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
