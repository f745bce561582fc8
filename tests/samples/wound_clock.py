"""A clock that tests wind: waiting costs no time, and it remembers how long it was made to wait."""

from datetime import UTC, datetime, timedelta


class WoundClock:
    def __init__(self, at: datetime = datetime(2026, 11, 23, 12, tzinfo=UTC)) -> None:
        self.at = at
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.waits.append(seconds)
        self.at += timedelta(seconds=seconds)
