"""Decide-by dates as a calendar that a desk program can subscribe to."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice

import icalendar
from django.http import HttpRequest, HttpResponse

from guildhall.rooms.contracts.queries.rows import ContractRow
from guildhall.rooms.contracts.views import lines
from guildhall.ui import words

MOST = 1000
"""Entries in one calendar; a desk program slows down on more."""


def of_contracts(request: HttpRequest, listed: Iterable[ContractRow], name: str) -> HttpResponse:
    """One all-day entry for each contract with a decide-by or an end; a range stands on its earliest day and says so."""
    site = lines.site(request)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Guildhall//decide-by//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "P1D")
    dated = (line for line in listed if line.decide_by_earliest_on)
    for line in islice(dated, MOST):
        calendar.add_component(_entry(line, site))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _entry(line: ContractRow, site: str) -> icalendar.Event:
    on = line.decide_by_earliest_on
    assert on is not None
    event = icalendar.Event()
    event.add("uid", f"{line.contract_id}@guildhall")
    # The stamp must not change from one reading to the next, or every desk program announces every entry again.
    event.add("dtstamp", datetime(on.year, on.month, on.day, tzinfo=UTC))
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    before = "Decide by" if line.is_dated else "Decide from"
    event.add("summary", f"{before}: {line.name} ({line.council_short})")
    said = [line.council_name, ", ".join(line.supplier_names)]
    if not line.is_dated:
        latest = line.decide_by_latest_on
        said.append(f"Not known to the day: between {words.day(on)} and {words.day(latest)}.")
    said.append(f"Agreed end: {words.day(line.ends_on)}.")
    event.add("description", "\n".join(part for part in said if part))
    event.add("url", f"{site}/contracts/{line.contract_id}/")
    return event
