"""Says how far a build is: on a terminal one line that renews itself, else a plain line now and then."""

from __future__ import annotations

import sys
import time
from typing import TextIO

PLAIN_SECONDS = 5.0
TERMINAL_SECONDS = 0.1


class Progress:
    """One build's progress. `quiet` says nothing at all."""

    def __init__(self, *, quiet: bool = False, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.quiet = quiet
        self.renews = self.stream.isatty()
        self.began = time.monotonic()
        self.said = 0.0
        self.stage = ""
        self.total = 0.0
        self.done = 0.0
        self.unit = ""

    def start(self, stage: str, total: float, unit: str) -> None:
        """A new stage: `total` units of work lie ahead."""
        self._end_line()
        self.stage, self.total, self.done, self.unit = stage, total, 0.0, unit
        self.began = time.monotonic()
        self.said = self.began if not self.renews else 0.0

    def add(self, amount: float) -> None:
        self.done += amount
        now = time.monotonic()
        if now - self.said >= (TERMINAL_SECONDS if self.renews else PLAIN_SECONDS):
            self.said = now
            self._say(self.line(now - self.began))

    def line(self, seconds: float) -> str:
        """Stage, share done, rate and time left."""
        share = self.done / self.total if self.total else 1.0
        rate = self.done / seconds if seconds > 0 else 0.0
        left = f", about {(self.total - self.done) / rate:.0f} s left" if rate and share < 1 else ""
        return f"{self.stage}: {share:.0%}, {_figure(rate)} {self.unit} a second{left}"

    def finish(self, words: str) -> None:
        """A stage is done: one line that stays."""
        self._end_line()
        if not self.quiet:
            print(words, file=self.stream, flush=True)

    def _say(self, words: str) -> None:
        if self.quiet:
            return
        if self.renews:
            self.stream.write(f"\r\x1b[K{words}")
        else:
            self.stream.write(words + "\n")
        self.stream.flush()

    def _end_line(self) -> None:
        if self.renews and self.said and not self.quiet:
            self.stream.write("\r\x1b[K")
            self.stream.flush()


def _figure(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}"
