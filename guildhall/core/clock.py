"""What day it is for the site. Every page asks here once and passes the day on; nothing else reads the clock."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today() -> date:
    """The day in London. `GUILDHALL_TODAY` fixes it, for the bench and the journeys."""
    fixed = os.environ.get("GUILDHALL_TODAY", "")
    return date.fromisoformat(fixed) if fixed else datetime.now(LONDON).date()
