"""The sample's days: written down for one anchor, moved by whole months for another, told in London time."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ANCHOR = date(2026, 11, 23)
"""The day the sample's story is told on."""
LONDON = ZoneInfo("Europe/London")


def plus_months(day: date, months: int) -> date:
    """The same day so many months on; the last day of a month stays a last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))


def term_end(start: date, months: int) -> date:
    """Last day of a term of so many months."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])) - timedelta(days=1)


class Calendar:
    """Moves every day of the story by the whole months between its anchor and the wanted one."""

    def __init__(self, anchor: date = ANCHOR) -> None:
        self.months = (anchor.year - ANCHOR.year) * 12 + anchor.month - ANCHOR.month

    def day(self, day: date) -> date:
        return plus_months(day, self.months)

    def iso(self, day: date) -> str:
        return self.day(day).isoformat()

    def moment(self, day: date, hour: int = 0, minute: int = 0, second: int = 0) -> str:
        """As Find a Tender writes moments: London time with its offset."""
        return datetime.combine(self.day(day), time(hour, minute, second), LONDON).isoformat()

    def close(self, day: date) -> str:
        """The last second of a day, as notices end their periods."""
        return self.moment(day, 23, 59, 59)

    def british(self, day: date | None) -> str:
        """As registers write days."""
        return f"{self.day(day):%d/%m/%Y}" if day else ""
