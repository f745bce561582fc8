"""A list of contracts as an Atom feed: what comes into the list, and what moves in it, is news to who follows it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from guildhall.rooms.contracts.queries.rows import ContractRow
from guildhall.rooms.contracts.views import lines
from guildhall.ui import words

MOST = 100
"""Entries in one feed: the soonest decisions."""


def of_contracts(request: HttpRequest, listed: Iterable[ContractRow], name: str, query: str) -> HttpResponse:
    """One entry a contract; a decide-by date that moves makes a new one, so that a reader hears of it."""
    site = lines.site(request)
    page = request.path.removesuffix(".atom") + "/" + (f"?{query}" if query else "")
    feed = Atom1Feed(
        title=f"Guildhall: {name.lower()}", link=f"{site}{page}", feed_url=f"{site}{request.get_full_path()}", language="en-gb",
        description="Contracts as asked for, soonest decision first",
    )  # fmt: skip
    for line in islice(listed, MOST):
        seen = _moment(line.last_seen_on)
        feed.add_item(
            title=f"{line.council_short}: {line.name}", link=f"{site}/contracts/{line.contract_id}/", description=_said(line),
            updateddate=seen, pubdate=seen,
            unique_id=f"tag:guildhall,2026:contract:{line.contract_id}:{line.decide_by_earliest_on}:{line.state}",
        )  # fmt: skip
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _said(line: ContractRow) -> str:
    early, late = line.decide_by_earliest_on, line.decide_by_latest_on
    if line.state == "ended":
        decide = "Ended."
    elif early is None:
        decide = "Decide by: not known."
    else:
        decide = (
            f"Decide by {words.day(early)}."
            if line.is_dated or late is None
            else f"Decide by: {words.day_range(early, late)}."
        )
    end = f"Agreed end: {words.day(line.ends_on)}."
    who = f"With {', '.join(line.supplier_names)}." if line.supplier_names else ""
    return " ".join(part for part in (decide, end, who) if part)


def _moment(on: date | None) -> datetime | None:
    return datetime.combine(on, time(), UTC) if on else None
