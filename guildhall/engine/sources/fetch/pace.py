"""Being polite: a clock that tests can wind, and no more requests than a service allows."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What tells the time and can wait."""

    def now(self) -> datetime:
        """The moment, in UTC."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class WallClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class Pacer:
    """At most so many requests in any stretch of so many seconds, also across an interruption."""

    def __init__(self, clock: Clock, requests: int, per_seconds: int, earlier: Iterable[datetime] = ()) -> None:
        self.clock, self.requests, self.per_seconds = clock, requests, per_seconds
        self.sent = deque(sorted(earlier), maxlen=requests)

    def wait(self) -> None:
        """Return when the next request may go, and count it."""
        if len(self.sent) == self.requests:
            # One second more than the rule: the service counts when a request arrives, not when it leaves.
            free = self.per_seconds + 1 - (self.clock.now() - self.sent[0]).total_seconds()
            if free > 0:
                self.clock.sleep(min(free, self.per_seconds + 1))
        self.sent.append(self.clock.now())

    def seconds_for(self, requests: int) -> float:
        """About how long so many further requests take."""
        return max(0, requests - (self.requests - len(self.sent))) * self.per_seconds / self.requests
