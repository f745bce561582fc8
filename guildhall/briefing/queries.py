"""A council's briefing from the site's database, composed by the engine as the command line composes it."""

from datetime import date, datetime
from typing import Any

from guildhall.briefing.context import Bare
from guildhall.core import clock
from guildhall.engine.brief import page
from guildhall.rooms.councils.models import Council

BARE = Bare()


def briefing(council: Council, on: date) -> page.Briefing:
    from guildhall.engine.brief import compose

    raise NotImplementedError


def worked_out(on: date) -> datetime:
    """The moment a page was made, in London; on the fixed day, where a day is fixed."""
    return datetime.combine(on, datetime.now(clock.LONDON).time())


def as_data(made: page.Briefing) -> dict[str, Any]:
    raise NotImplementedError
