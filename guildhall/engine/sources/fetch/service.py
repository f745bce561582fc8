"""The two public services: their addresses, their limits, and what each says when it has had enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Service:
    """A public service of procurement notices. Limits are the service's own or were measured on the day given."""

    key: str
    title: str
    base_url: str
    path: str
    since_name: str
    until_name: str
    first_on: date
    """Nothing was published before this day."""
    block_status: int | None
    """The status by which it says "too many requests" beside 429."""
    block_seconds: int
    page: int = 100
    """Releases in a full answer; both services refuse to give more."""
    step: timedelta = timedelta(hours=6)
    """2025-11: longer windows left releases out (kingfisher-collect, united_kingdom_fts)."""
    requests: int = 12
    per_seconds: int = 120
    """2026-09: 429 "Rate limit of 12 exceeded. Please retry after 120 seconds" from either service."""


SERVICES = {
    service.key: service
    for service in (
        Service(
            key="find_a_tender",
            title="Find a Tender",
            base_url="https://www.find-tender.service.gov.uk",
            path="/api/1.0/ocdsReleasePackages",
            since_name="updatedFrom",
            until_name="updatedTo",
            first_on=date(2021, 1, 1),
            block_status=None,
            block_seconds=120,
        ),
        Service(
            key="contracts_finder",
            title="Contracts Finder",
            base_url="https://www.contractsfinder.service.gov.uk",
            path="/Published/Notices/OCDS/Search",
            since_name="publishedFrom",
            until_name="publishedTo",
            first_on=date(2015, 1, 1),
            block_status=403,
            block_seconds=300,
        ),
    )
}
"""2026-09: `stages=` hides nine notices in ten of the Procurement Act at Find a Tender, so it is never sent."""
