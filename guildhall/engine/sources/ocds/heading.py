"""What stands over a notice: its publisher, kind, name, process, place in the order of notices, and address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from guildhall.engine.sources.ocds import routes, shapes, values

SOURCES = {
    "h6vhtk": "find_a_tender",
    "b5fd17": "contracts_finder",
    "r6ebe6": "public_contracts_scotland",
    "kuma6s": "sell2wales",
}
"""Publisher's prefix inside an ocid to the source's key."""
OTHER = "other_notices"

_FTS_ID = re.compile(r"(\d{6})-(\d{4})")
_CF_ID = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\d+)")
_NOTICES = frozenset({"awardNotice", "contractNotice", "tenderNotice"})
_TAG_KINDS = {
    "planning": "planning", "planningUpdate": "planning",
    "tender": "tender", "tenderUpdate": "tender_update", "tenderAmendment": "tender_update",
    "tenderCancellation": "tender_cancellation",
    "award": "award", "awardUpdate": "award_update", "awardCancellation": "award_update",
    "contract": "contract", "contractUpdate": "contract_update", "contractAmendment": "contract_update",
    "contractTermination": "contract_update", "implementation": "contract_update",
    "implementationUpdate": "contract_update",
}  # fmt: skip


@lru_cache(maxsize=64)
def _source_of(prefix: str) -> str:
    return next((source for key, source in SOURCES.items() if prefix.startswith(key)), OTHER)


def source_of(ocid: str) -> str:
    """The source's key by the publisher's prefix of an ocid (`ocds-b5fd17raw-…` is Contracts Finder too)."""
    return _source_of(ocid[5:15].partition("-")[0])


def regime(tender: shapes.Tender) -> str:
    scheme = tender.legal_basis.scheme if tender.legal_basis else None
    if scheme == "UKPGA":
        return "act"
    if scheme == "CELEX":
        return "celex"
    details = tender.procurement_method_details
    return "below" if details and routes.below_threshold(details) else "unknown"


def _papers(release: shapes.Release, tender: shapes.Tender) -> Iterator[list[shapes.Paper]]:
    for part in (release.contracts, release.awards):
        for one in part or ():
            if one.documents:
                yield one.documents
    if tender.documents:
        yield tender.documents
    if release.planning is not None and release.planning.documents:
        yield release.planning.documents


def kind_and_address(release: shapes.Release, tender: shapes.Tender) -> tuple[str, str]:
    """The kind of notice, by its own entry among the documents, else by the release's tags."""
    kind = url = ""
    for papers in _papers(release, tender):
        for paper in papers:
            if paper.notice_type and paper.id == release.id:
                return paper.notice_type, paper.url or ""
            if not url and paper.url and paper.document_type in _NOTICES:
                url = paper.url
    for tag in release.tag or ():
        kind = _TAG_KINDS.get(tag or "", kind)
        if kind in {"award", "award_update"}:
            break
    if kind in {"tender", ""} and release.awards:  # 2019: award notices were passed on under the tag of a tender
        kind = "award"
    return kind or "tender", url


def name(release: shapes.Release, tender: shapes.Tender) -> str:
    """The release's id, else that of the notice among its documents, else process and moment."""
    if release.id is not None and release.id != "":
        return str(release.id)
    for paper in tender.documents or ():  # Public Contracts Scotland gives its releases no id
        if paper.document_type in _NOTICES and paper.id:
            return str(paper.id)
    return f"{release.ocid} {release.date or ''}".strip()


def process(release: shapes.Release, source: str, document: str) -> str:
    """The ocid, if it names a process; else the notice is a process of its own."""
    ocid = release.ocid or ""
    if len(ocid) > 12 and not ocid.endswith("-"):
        return ocid
    return f"{ocid or source}:{document}"


def order_and_address(release: shapes.Release, document: str, url: str) -> tuple[str, str]:
    """Find a Tender's numbers count up over the year; elsewhere the moment decides."""
    if match := _FTS_ID.fullmatch(document):
        return f"{match[2]}-{match[1]}", url or f"https://www.find-tender.service.gov.uk/Notice/{document}"
    when = values.sortable(release.date) if release.date else ""
    if match := _CF_ID.fullmatch(document):
        return f"{when} {match[2]:0>9}", url or f"https://www.contractsfinder.service.gov.uk/Notice/{match[1]}"
    return f"{when} {document}", url
