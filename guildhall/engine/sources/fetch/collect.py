"""The round: window by window, halving what comes back full, until nothing can be missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from guildhall.engine.sources.fetch import page as pages
from guildhall.engine.sources.fetch.door import Answer, Broken, Door, Refused
from guildhall.engine.sources.fetch.pace import Clock, Pacer
from guildhall.engine.sources.fetch.page import Page
from guildhall.engine.sources.fetch.service import Service
from guildhall.engine.sources.fetch.shelf import Entry, Outcome, Shelf, moment_now, open_shelf
from guildhall.engine.sources.fetch.windows import Window, gaps, midnight, steps

ATTEMPTS = 6
BACKOFF = (5, 15, 45, 120, 300)
"""Seconds before the second, third … attempt."""
LONGEST_WAIT = 900
"""A service that asks for more than this is left in peace; the next run goes on from here."""
SETTLE = timedelta(minutes=2)
"""What was published this recently may still be on its way into the service's index."""
CURSOR_PAGES = 50
_SECONDS_ASKED = re.compile(rb"retry after (\d{1,5}) second", re.IGNORECASE)


class Stopped(Exception):  # noqa: N818 -- says what happened
    """We stop here, for a reason a person can act on. What was collected stays."""


@dataclass
class Tally:
    """What this run did."""

    requests: int = 0
    releases: int = 0
    new: int = 0
    windows: int = 0
    notes: list[str] = field(default_factory=list)


class Round:
    """One run over one service."""

    def __init__(self, service: Service, door: Door, shelf: Shelf, clock: Clock, tell: Callable[[str], None]) -> None:
        self.service, self.door, self.shelf, self.clock, self.tell = service, door, shelf, clock, tell
        self.pacer = Pacer(clock, service.requests, service.per_seconds, shelf.recent(service.requests))
        self.tally = Tally()
        self.last: frozenset[str] = frozenset()
        self.left = 0

    def collect(self, since: date, until: date) -> Tally:
        """Every window between two days, both included, that has not been collected yet."""
        service = self.service
        if since < service.first_on:
            self._note(f"{service.title} has nothing before {service.first_on}; beginning there.")
            since = service.first_on
        end = min(midnight(until + timedelta(days=1)), moment_now(self.clock.now() - SETTLE))
        whole = Window(midnight(since), max(midnight(since), end))
        todo = [part for gap in gaps(whole, self.shelf.done) for part in steps(gap, service.step)]
        self.left = len(todo)
        for window in todo:
            self._window(window)
            self.left -= 1
            self._progress(window)
        for entry in self.shelf.lost():
            self._look_again(entry)
        return self.tally

    def _window(self, window: Window) -> None:
        """Collect a window, in halves if the answer is full."""
        body, page = self._ask(window)
        full = len(page.keys) >= self.service.page
        if not full and page.next_cursor:
            full = self._has_more(window, page)
        halves = window.halves() if full else None
        if not halves:
            self._put(window, body, page)
            if full:
                self._follow(window, page)
            return
        self.shelf.note(self._entry(window, page, "full"))
        self.left += 1
        for half in halves:
            self._window(half)
        self.left -= 1
        if not self.shelf.held.issuperset(page.keys):
            self._note(f"{window}: the narrower windows left releases out; the full answer is kept too.")
            self._put(window, body, page, "held releases that narrower windows left out")

    def _put(self, window: Window, body: bytes, page: Page, note: str = "") -> None:
        """Into the shelf and the journal, unless all of it is there already."""
        fresh = len(set(page.keys) - self.shelf.held)
        entry = self._entry(window, page, "empty" if not page.keys else "known", note)
        if not page.is_readable:
            self._note(f"{window}: the answer cannot be read as JSON; it is kept as it came.")
            entry.note = "unreadable as JSON, kept as it came"
        if fresh or not page.is_readable:
            entry.new = fresh
            self.shelf.keep(window, body, entry)
        else:
            self.shelf.note(entry)
        self.tally.windows += 1
        self.tally.releases += len(page.keys)
        self.tally.new += fresh

    def _entry(self, window: Window, page: Page, outcome: Outcome, note: str = "") -> Entry:
        return Entry(
            at=moment_now(self.clock.now()),
            window=(window.start, window.end),
            outcome=outcome,
            releases=len(page.keys),
            keys=page.keys,
            encoding=page.encoding,
            note=note,
        )

    def _ask(self, window: Window, cursor: str = "") -> tuple[bytes, Page]:
        """One answer that is whole, and not the last one over again."""
        query = {
            self.service.since_name: window.since,
            self.service.until_name: window.until,
            "limit": str(self.service.page),
        }
        if cursor:
            query["cursor"] = cursor
        why, body = "", b""
        for attempt in range(ATTEMPTS):
            try:
                answer = self._get(query)
                if (wait := self._wait_for(answer)) is not None:
                    why = f"the service answered {answer.status}"
                    self._rest(wait or BACKOFF[min(attempt, len(BACKOFF) - 1)], why)
                    continue
                body = answer.body
                page = pages.read(body)
                if not cursor and attempt < 2:
                    self._refuse_repeat(page)
            except Broken as error:
                why = str(error)
                self.door.reopen()
                if attempt + 1 < ATTEMPTS:
                    self._rest(BACKOFF[attempt], why)
                continue
            except Refused as error:
                raise Stopped(f"{self.service.title}: {error}.") from error
            if not cursor:
                self.last = frozenset(page.keys)
            return body, page
        return self._salvaged(window, body, why)

    def _salvaged(self, window: Window, body: bytes, why: str) -> tuple[bytes, Page]:
        try:
            return body, pages.salvage(body)
        except Broken as error:
            raise Stopped(
                f"{self.service.title} did not give {window} in {ATTEMPTS} attempts: {why}. "
                "What was collected is safe; run the same command again to go on from here."
            ) from error

    def _get(self, query: dict[str, str]) -> Answer:
        self.pacer.wait()
        self.tally.requests += 1
        return self.door.get(self.service.path, query)

    def _wait_for(self, answer: Answer) -> int | None:
        """Seconds to wait before asking again; 0 for as long as seems right; nothing when the answer is good."""
        status, service = answer.status, self.service
        if status == 200:
            return None
        if status in (429, service.block_status) or (status == 503 and "retry-after" in answer.headers):
            asked = self._asked_wait(answer)
            wait = asked if asked is not None else service.block_seconds
            if wait > LONGEST_WAIT:
                raise Stopped(
                    f"{service.title} asks us to wait {wait // 60} minutes. Run the same command again after that."
                )
            return max(1, wait)
        if status >= 500 or status == 408:
            return 0
        words = " ".join(re.sub(rb"<[^>]*>", b" ", answer.body[:400]).decode("utf-8", "replace").split())[:160]
        raise Stopped(f"{service.title} refuses the question with status {status}: {words or 'no reason given'}.")

    def _asked_wait(self, answer: Answer) -> int | None:
        """What the service asks for, in a header (seconds or a date) or in its sentence."""
        text = answer.headers.get("retry-after", "").strip()
        if text.isdigit():
            return int(text)
        if text:
            try:
                moment = parsedate_to_datetime(text)
                return max(1, int((moment - self.clock.now()).total_seconds()) + 1)
            except (ValueError, TypeError):
                pass
        found = _SECONDS_ASKED.search(answer.body[:2000])
        return int(found[1]) if found else None

    def _rest(self, seconds: int, why: str) -> None:
        self.tell(f"{self.service.key}: {why}; waiting {seconds} s")
        self.clock.sleep(seconds)

    def _refuse_repeat(self, page: Page) -> None:
        """The very same releases as for the window before are a cache's mistake: windows hardly overlap."""
        was_full = bool(self.shelf.entries) and self.shelf.entries[-1].outcome == "full"
        if len(page.keys) > 1 and frozenset(page.keys) == self.last and not was_full:
            raise Broken("the service gave its last answer over again")

    def _has_more(self, window: Window, page: Page) -> bool:
        """An answer that is not full yet names a next one: is there anything in it?"""
        if not self.door.is_ours(page.next_url):
            self._note("The service's links to a next page lead to another host; they are not followed.")
            return False
        _, following = self._ask(window, page.next_cursor)
        return bool(set(following.keys) - set(page.keys))

    def _follow(self, window: Window, page: Page) -> None:
        """More releases than fit an answer in one second: the service's own links are all there is."""
        seen, cursors = set(page.keys), set[str]()
        while page.next_cursor and page.next_cursor not in cursors and self.door.is_ours(page.next_url):
            cursors.add(page.next_cursor)
            body, page = self._ask(window, page.next_cursor)
            if not set(page.keys) - seen or len(cursors) > CURSOR_PAGES:
                break
            seen.update(page.keys)
            self._put(window, body, page, "by the service's own link")
        if len(seen) % self.service.page == 0:
            self._note(f"{window}: more releases in one second than one answer holds; some may be missing.")

    def _look_again(self, entry: Entry) -> None:
        """After an interruption: a full answer held releases that the narrower windows did not give."""
        window = Window(*entry.window)
        body, page = self._ask(window)
        self._put(window, body, page, "asked for again: narrower windows had left releases out")

    def _note(self, words: str) -> None:
        if words in self.tally.notes:
            return
        self.tally.notes.append(words)
        self.tell(f"{self.service.key}: {words}")

    def _progress(self, window: Window) -> None:
        tally = self.tally
        minutes = round(self.pacer.seconds_for(self.left) / 60)
        left = f"about {minutes} min left" if minutes else "nearly done" if self.left else "done"
        self.tell(f"{self.service.key}: {window}; {tally.requests} requests, {tally.new:,} new releases, {left}")


def collect(
    service: Service,
    since: date,
    until: date,
    into: Path,
    *,
    clock: Clock,
    base_url: str = "",
    tell: Callable[[str], None] = lambda _: None,
) -> Tally:
    """Collect one service's notices of some days into a folder, going on where the last run stopped."""
    try:
        door = Door(base_url or service.base_url)
    except Refused as error:
        raise Stopped(f"{error}.") from error
    with door, open_shelf(into, service.key) as shelf:
        return Round(service, door, shelf, clock, tell).collect(since, until)
