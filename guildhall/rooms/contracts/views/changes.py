"""What is new on the record: a page, JSON and an Atom feed."""

from datetime import UTC, datetime, time

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.rooms.contracts.models import Change
from guildhall.rooms.contracts.queries import national
from guildhall.rooms.contracts.views import lines
from guildhall.ui import parts, words

SHOWN = 100


@public
def changes(request: HttpRequest, form: str = "html") -> HttpResponseBase:
    """What is new on the record, newest first; also as a feed."""
    found = national.newest_changes(clock.today(), SHOWN)
    if form == "atom":
        return _feed(request, found)
    if form == "json":
        return formats.as_json({"changes": [
            {"on": one.on, "kind": one.kind, "council": one.council_id, "contract_id": one.contract_id, "words": one.words, "url": one.url}
            for one in found
        ]})  # fmt: skip
    return render(request, "contracts/changes.html.jinja", {"changes": [change_line(one) for one in found]})


def change_line(one: Change) -> parts.Change:
    """A change as a dated line: the council leads to its page, the note names the document."""
    who, _, what = one.words.partition(": ")
    council = one.council
    subject = parts.Link(council.name if council else who, f"/councils/{council.slug}/" if council else "")
    return parts.Change(words.day(one.on) if one.on else "", subject, what or one.words, one.source)


def _feed(request: HttpRequest, found: tuple[Change, ...]) -> HttpResponse:
    site = lines.site(request)
    feed = Atom1Feed(
        title="Guildhall: newest changes", link=f"{site}/changes/", feed_url=f"{site}/changes.atom", language="en-gb",
        description="Contracts, ends and notices that are new on the public record",
    )  # fmt: skip
    for one in found:
        moment = datetime.combine(one.on, time(), UTC) if one.on else None
        path = f"/contracts/{one.contract_id}/" if one.contract_id else "/changes/"
        feed.add_item(
            title=one.words, link=f"{site}{path}", description=one.source or one.words, updateddate=moment, pubdate=moment,
            unique_id=f"tag:guildhall,2026:{one.kind}:{one.contract_id}:{one.on}:{one.pk}",
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
