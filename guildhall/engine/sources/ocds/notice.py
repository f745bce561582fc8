"""One release to one `Document`: the notice, and what it says of each contract."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

import msgspec

from guildhall.engine.clean import text
from guildhall.engine.records import Basis, Claim, Issue, Party, Sighting
from guildhall.engine.sources.ocds import before, heading, shapes, values
from guildhall.engine.sources.ocds import claims as speak
from guildhall.engine.sources.ocds.parties import Parties


class Document(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One notice with the contracts it speaks of; `sightings` is empty for notices without any (UK13 …)."""

    source: str
    """Key of the source's folder."""
    process: str
    """The ocid, which ties the notices of one purchase together."""
    document: str
    """The release's id."""
    notice_kind: str
    """A key of `codes.NOTICE_KINDS`."""
    published_on: date | None
    order: str
    """Sorts the notices of one process in the order in which they count."""
    url: str
    title: str
    regime: str
    """act | celex | below | unknown."""
    buyers: tuple[Party, ...]
    sightings: tuple[Sighting, ...]


_CALLS = frozenset({"UK4", "UK12", "tender", "tender_update", "tender_cancellation"})
"""Notices that speak of a contract to come, one sighting for the whole."""
_MARKETS = frozenset({"UK13", "UK14", "UK15", "UK16"})
"""Dynamic markets are lists of suppliers, not contracts (a UK15 had 34 awards without a value)."""
_SIGNED = frozenset({"UK7", "UK8", "UK9", "UK10", "UK11", "UK12", "contract", "contract_update"})
_STATES_ALL = frozenset({"UK5", "UK6", "UK7"})
"""Act notices that publish the extension flag whenever it is true, so that its absence is a statement."""
_NOTHING = shapes.Tender()
Severity = Literal["refused", "repaired", "warning"]


class _Notice:
    """A release on its way to becoming a document."""

    __slots__ = (
        "act",
        "basis",
        "buyers",
        "common",
        "complain",
        "document",
        "kind",
        "lots",
        "order",
        "parties",
        "process",
        "published_on",
        "regime",
        "release",
        "source",
        "tender",
        "url",
    )  # fmt: skip

    def __init__(self, release: shapes.Release, complain: speak.Report) -> None:
        self.release = release
        self.complain = complain
        self.tender = tender = release.tender or _NOTHING
        self.source = heading.source_of(release.ocid or "")
        self.published_on = values.published_on(release.date) if release.date else None
        self.document = heading.name(release, tender)
        self.process = heading.process(release, self.source, self.document)
        if self.process != release.ocid:
            complain("ocid_empty", f"the process id “{release.ocid or ''}” names no process; the notice stands alone")
        self.parties = Parties(release)
        self.buyers = self.parties.buyers(release)

    def passed_over(self) -> Document:
        """A notice of buyers that are not wanted: enough of it to be counted once."""
        return Document(
            self.source, self.process, self.document, "", self.published_on, "", "", "", "unknown", self.buyers[:1], ()
        )

    def whole(self) -> Document:
        """The notice, and what it says of contracts."""
        tender = self.tender
        self.regime = heading.regime(tender)
        self.act = self.regime == "act"
        self.kind, url = heading.kind_and_address(self.release, tender)
        self.order, self.url = heading.order_and_address(self.release, self.document, url)
        self.basis: Basis = "A" if self.kind in _SIGNED else "B"
        self.common: speak.Said | None = None
        self.lots: dict[shapes.Id, int] | None = None
        return Document(
            self.source, self.process, self.document, self.kind, self.published_on, self.order, self.url,
            text.label(tender.title or ""), self.regime, self.buyers, self.sightings(),
        )  # fmt: skip

    # What all contracts of the release share is worked out once, and only if there is one.

    def _shared(self) -> speak.Said:
        if self.common is None:
            self.common = speak.Said(self.complain)
            speak.subject(self.common, self.release, self.tender, self.basis, self.regime)
            lots = self.tender.lots
            if self.kind not in _CALLS and lots and (len(lots) > 1 or lots[0].suitability is not None):
                before.lots(self.common, self.tender)
        return self.common

    def _sighting(
        self, local_id: shapes.Id, award_id: shapes.Id, said: speak.Said, suppliers: tuple[Party, ...],
        removed: tuple[Party, ...] = (),
    ) -> Sighting:  # fmt: skip
        return Sighting(
            self.source, self.process,
            "" if local_id is None else str(local_id), "" if award_id is None else str(award_id),
            self.document, self.kind, self.published_on, self.url, self.buyers, suppliers,
            tuple(said + self._shared()), self.order, removed,
        )  # fmt: skip

    def _lot(self, award: shapes.Award | None) -> tuple[shapes.Lot, str] | None:
        """The one lot an award is for, if there is one."""
        lots = self.tender.lots
        if not lots or award is None:
            return None
        wanted = award.related_lots
        if not wanted:
            return (lots[0], "tender.lots[0]") if len(lots) == 1 else None
        if self.lots is None:
            self.lots = {lot.id: index for index, lot in enumerate(lots)}
        index = self.lots.get(wanted[0]) if len(wanted) == 1 else None
        return None if index is None else (lots[index], f"tender.lots[{index}]")

    def _term_from_before(self, said: speak.Said, award: shapes.Award | None, *, states_all: bool) -> None:
        """No term of its own: what the call for competition said of the lot (C) stands in."""
        span, told = 0, False
        if found := self._lot(award):
            lot, path = found
            if lot.contract_period is not None:
                span = speak.period(said, lot.contract_period, "C", f"{path}.contractPeriod")
                told = True
            if not states_all:
                speak.extension(said, lot, "C", path, span)
        if not told and self.tender.contract_period is not None:
            speak.period(said, self.tender.contract_period, "C", "tender.contractPeriod")

    def _about_award(self, said: speak.Said, award: shapes.Award, path: str, basis: Basis) -> None:
        speak.cpv(said, award, self.tender, basis, path)
        if category := award.main_procurement_category:
            said.append(Claim("main_category", category, basis, f"{path}.mainProcurementCategory"))
        elif category := self.tender.main_procurement_category:
            said.append(Claim("main_category", category, basis, "tender.mainProcurementCategory"))
        speak.day(said, "awarded_on", award.date, basis, f"{path}.date")
        if self.release.bids is not None and self.release.bids.statistics:
            speak.bids(said, self.release.bids.statistics, award.related_lots, basis)

    def award(self, award: shapes.Award, index: int) -> Sighting | None:
        """An award on its own (UK5, UK6, Contracts Finder, older notices)."""
        path, said = f"awards[{index}]", speak.Said(self.complain)
        tender, basis = self.tender, self.basis
        suppliers = self.parties.suppliers(award.suppliers, path)
        status = speak.AWARD_STATUS.get(award.status or "", "")
        if self.kind in _CALLS and not suppliers and status != "cancelled":
            return None
        speak.title(said, basis, (award.title, f"{path}.title"), (tender.title, "tender.title"))
        states_all = self.act and self.kind in _STATES_ALL
        if award.contract_period is not None:
            span = speak.period(said, award.contract_period, basis, f"{path}.contractPeriod")
        else:
            span = 0
            self._term_from_before(said, award, states_all=states_all)
        speak.extension(said, award, basis, path, span)
        if states_all and not award.has_renewal:
            said.append(Claim("extension", "none_declared", "B", path))
        if award.value is not None:
            speak.value(said, award.value, basis, f"{path}.value")
        if status:
            said.append(Claim("status", status, basis, f"{path}.status"))
        if award.above_threshold is not None:
            said.append(Claim("above_threshold", _truth(award.above_threshold), basis, f"{path}.aboveThreshold"))
        if award.description and not tender.description:
            said.append(Claim("description", values.prose(award.description), basis, f"{path}.description"))
        if award.status_details and status == "cancelled":
            said.append(Claim("change_text", values.prose(award.status_details, 2000), basis, f"{path}.statusDetails"))
        self._about_award(said, award, path, basis)
        return self._sighting(award.id, award.id, said, suppliers)

    def contract(self, contract: shapes.Contract, index: int, award: shapes.Award | None, at: int) -> Sighting:
        """A contract, joined to the award it hangs on."""
        path, said = f"contracts[{index}]", speak.Said(self.complain)
        award_path = f"awards[{at}]"
        tender, basis = self.tender, self.basis
        speak.title(
            said, basis, (contract.title, f"{path}.title"),
            (award.title if award else None, f"{award_path}.title"), (tender.title, "tender.title"),
        )  # fmt: skip
        states_all = self.act and self.kind in _STATES_ALL
        change = self.kind == "UK10" or (self.act and self.kind == "contract_update")
        span = 0
        if contract.period is not None:
            if change:
                span = speak.change_of_term(said, contract.period, f"{path}.period")
            else:
                span = speak.period(said, contract.period, basis, f"{path}.period")
        elif award is not None and award.contract_period is not None:
            span = speak.period(said, award.contract_period, "B", f"{award_path}.contractPeriod")
        elif not change:
            self._term_from_before(said, award, states_all=states_all)
        speak.extension(said, contract, basis, path, span)
        if states_all and not contract.has_renewal:
            said.append(Claim("extension", "none_declared", "B", path))
        if contract.value is not None:
            speak.value(said, contract.value, basis, f"{path}.value")
        elif award is not None and award.value is not None:
            speak.value(said, award.value, "B", f"{award_path}.value")
        speak.ending(said, contract, path)
        speak.day(said, "signed_on", contract.date_signed, basis, f"{path}.dateSigned")
        if contract.above_threshold is not None:
            said.append(Claim("above_threshold", _truth(contract.above_threshold), basis, f"{path}.aboveThreshold"))
        if contract.agreed_metrics or contract.no_agreed_metrics_rationale:
            speak.metrics(said, contract, basis, path)
        if contract.amendments or contract.proposed_amendments:
            speak.changes(said, contract, path)
        if contract.description and not tender.description:
            said.append(Claim("description", values.prose(contract.description), basis, f"{path}.description"))
        if award is None:
            return self._sighting(contract.id, contract.award_id, said, ())
        self._about_award(said, award, award_path, basis)
        removed = self.parties.with_role("removedSupplier") if change else ()
        suppliers = self.parties.suppliers(award.suppliers, award_path)
        return self._sighting(contract.id, contract.award_id, said, suppliers, removed)

    def call(self) -> Sighting:
        """A call for competition, or its end without a contract: one sighting for all lots."""
        said = speak.Said(self.complain)
        tender = self.tender
        cancelled = self.kind in {"UK12", "tender_cancellation"} or tender.status in {"cancelled", "withdrawn"}
        self.basis = "A" if cancelled and self.kind == "UK12" else "C"
        speak.title(said, self.basis, (tender.title, "tender.title"))
        said.append(Claim("status", "cancelled" if cancelled else "planned", self.basis, "tender.status"))
        if tender.contract_period is not None:
            speak.period(said, tender.contract_period, "C", "tender.contractPeriod")
        elif tender.lots:
            self._lots_agree(said, tender.lots)
        speak.cpv(said, None, tender, self.basis, "")
        if category := tender.main_procurement_category:
            said.append(Claim("main_category", category, self.basis, "tender.mainProcurementCategory"))
        if tender.above_threshold is not None:
            said.append(Claim("above_threshold", _truth(tender.above_threshold), self.basis, "tender.aboveThreshold"))
        before.tendered(said, self.kind, self.published_on)
        before.lots(said, tender)
        return self._sighting("", "", said, ())

    def early(self) -> Sighting | None:
        """A warning of a purchase to come: when it was given, and until when suppliers could speak up."""
        said = speak.Said(self.complain)
        before.warned(said, self.kind, self.release.planning, self.published_on)
        before.lots(said, self.tender)
        if not said:
            return None
        return Sighting(
            self.source, self.process, "", "", self.document, self.kind, self.published_on, self.url, self.buyers, (),
            tuple(said), self.order,
        )  # fmt: skip

    def _lots_agree(self, said: speak.Said, lots: list[shapes.Lot]) -> None:
        """Only what is true of every lot is said of the whole."""
        agreed: dict[str, Claim] = {}
        for index, lot in enumerate(lots):
            of_lot = speak.Said(self.complain)
            span = 0
            path = f"tender.lots[{index}]"
            if lot.contract_period is not None:
                span = speak.period(of_lot, lot.contract_period, "C", f"{path}.contractPeriod")
            speak.extension(of_lot, lot, "C", path, span)
            fields = {claim.field: claim for claim in of_lot}
            if index == 0:
                agreed = fields
            else:
                agreed = {
                    field: claim
                    for field, claim in agreed.items()
                    if field in fields and fields[field].value == claim.value
                }
            if not agreed:
                return
        said += agreed.values()

    def sightings(self) -> tuple[Sighting, ...]:
        release = self.release
        awards, contracts = release.awards or [], release.contracts or []
        if self.kind in _MARKETS:
            return ()
        if not awards and not contracts:
            if self.kind in before.EARLY:
                early = self.early()
                return () if early is None else (early,)
            return (self.call(),) if self.kind in _CALLS else ()
        if len(awards) == 1 == len(contracts) and contracts[0].award_id == awards[0].id:
            return (self.contract(contracts[0], 0, awards[0], 0),)
        by_id = {award.id: index for index, award in enumerate(awards)}
        found: list[Sighting | None] = []
        for index, contract in enumerate(contracts):
            at = by_id.get(contract.award_id, -1)
            found.append(self.contract(contract, index, awards[at] if at >= 0 else None, at))
        told = {contract.award_id for contract in contracts}
        found += [self.award(award, at) for at, award in enumerate(awards) if award.id not in told or award.id is None]
        kept = tuple(one for one in found if one is not None)
        return kept or ((self.call(),) if self.kind in _CALLS else ())


def _truth(value: bool) -> str:
    return "true" if value else "false"


Wanted = Callable[[tuple[Party, ...]], bool]
"""Whether the notices of some buyers are of use, so that others need not be read to the end."""


def document(
    release: shapes.Release, file: str, row: str, report: Callable[[Issue], None], wanted: Wanted | None = None
) -> Document | None:
    """One decoded release as a document. None, and an issue, when it names neither itself nor its process.

    Where its buyers are named and not `wanted`, what it says of contracts is not read.
    """
    if not release.ocid and (release.id is None or release.id == ""):
        report(Issue(file, row, "refused", "release_nameless", "the release has neither an id nor a process id"))
        return None

    def complain(code: str, reason: str) -> None:
        severity: Severity = "repaired" if code == "ocid_empty" else "warning"
        report(Issue(file, f"{row} {release.id or ''}".strip(), severity, code, reason))

    notice = _Notice(release, complain)
    passed = wanted is not None and bool(notice.buyers) and not wanted(notice.buyers)
    return notice.passed_over() if passed else notice.whole()
