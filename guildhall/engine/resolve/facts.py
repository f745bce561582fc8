"""From all claims about one contract to the contract as it stands, with every claim's state beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from guildhall.engine.records import Basis, Contract, Issue, Sighting
from guildhall.engine.resolve.before import resolve_call
from guildhall.engine.resolve.changes import resolve_changes
from guildhall.engine.resolve.identity import NO_CONTRACT_KINDS, Group
from guildhall.engine.resolve.joining import REGISTER_KINDS, in_order
from guildhall.engine.resolve.notice import NOTICE_FIELDS, resolve_notice
from guildhall.engine.resolve.supply import Mention, resolve_suppliers
from guildhall.engine.resolve.term import as_day, resolve_term
from guildhall.engine.resolve.weigh import Balance, Entry, amount, judge, weigh, winner

_AWARDS = frozenset({"UK5", "UK6", "award", "award_update", "register"})
CLAIM_LENGTH = 500
"""Longer texts stand whole in the contract; their claim shows the beginning."""

ClaimRow = tuple[str, str, str, str, str, str, str, str, "date | None", str, str]
"""A row of the register's `claims`: contract, field, value, basis, source, document, url, path, seen, state, note."""


class Resolved(msgspec.Struct, gc=False):
    contract: Contract
    balance: Balance
    """Every claim in the balance, by field, with its state."""
    mentions: list[Mention]
    sightings: list[Sighting]
    """All that was heard, oldest first: an entry's age is its place here."""
    issues: list[Issue]
    proclass: str = ""
    """ProClass code of the purchase, a hint to what it is for."""
    also_called: tuple[str, ...] = ()
    """What other documents about the contract itself call it."""

    @property
    def claims(self) -> list[ClaimRow]:
        """Every claim as a row of the register's `claims`. A build writes the same rows column by column."""
        return _rows(self.contract.contract_id, self.balance, self.mentions)


def resolve(group: Group, council_names: Mapping[str, str]) -> Resolved:
    """One contract, from all that is said of it. The order in which its documents were read cannot matter."""
    sightings = in_order([*group.context, *group.sightings]) if group.context else group.sightings
    balance = weigh(sightings)
    won: dict[str, Entry | None] = {}
    term = resolve_term(balance, won)
    disputes = _decide(balance, won)
    asked = resolve_notice(balance, won)
    if asked.field:
        disputes = disputes - NOTICE_FIELDS | ({asked.field} if asked.is_disputed else set())
    disputed = tuple(sorted(disputes)) if disputes else ()
    suppliers, mentions = resolve_suppliers(group.sightings)
    read = _Reader(won)
    basis = read.basis
    basis.update(term.basis)
    shown = [s.published_on for s in sightings if s.published_on is not None]
    notices = [s for s in group.sightings if s.notice_kind not in REGISTER_KINDS] or group.sightings
    own_shown = [s.published_on for s in notices if s.published_on is not None]
    lead = group.council_codes[0] if group.council_codes else ""
    contract = Contract(
        contract_id=group.contract_id, council_codes=group.council_codes, council_name=council_names.get(lead, ""),
        buyer_name=group.buyers[0].name if group.buyers else "", title=read.text("title"),
        description=read.text("description"), category="", category_why="", is_digital=None, suppliers=suppliers,
        product_names=tuple(p for p in (read.text("product"),) if p), starts_on=term.starts_on,
        first_ends_on=term.first_ends_on, ends_on=term.ends_on, ends_earliest_on=None, ends_latest_on=None,
        last_end_on=term.last_end_on, review_on=read.day("review_on"), signed_on=read.day("signed_on"),
        awarded_on=read.day("awarded_on"), ended_on=read.day("ended_on"), extension=term.extension,
        extension_text=read.text("extension_text"), options=term.options, options_taken=term.options_taken,
        notice_days=asked.days, renewal_mode=read.text("renewal_mode"), value_net=read.money("value_net"),
        value_gross=read.money("value_gross"), value_year=read.money("value_year"), currency=read.text("currency"),
        route=read.text("route"), rationale=read.listed("rationale"), rationale_text=read.text("rationale_text"),
        regime=read.text("regime") or "unknown",
        status=_status(group, notices[-1], read.text("status"), won.get("ended_on")),
        is_framework=read.text("is_framework") == "true", special_regime=read.listed("special_regime"),
        main_category=read.text("main_category"), cpv=read.listed("cpv"), bids=read.whole("bids"),
        ocids=(group.process,) if group.process.startswith("ocds-") else (),
        sources=tuple(sorted({s.source for s in group.sightings})), first_seen_on=min(shown, default=None),
        last_seen_on=max(shown, default=None), first_published_on=min(own_shown, default=None), basis=basis,
        disputed=disputed, notice_months=asked.months, next_route=read.text("next_route"),
        above_threshold=read.truth("above_threshold"), value_estimate=read.money("value_estimate"),
        value_final=read.money("value_final"), framework=read.text("framework"), metrics=read.whole("metrics"),
        metrics_missed=read.whole("metrics_missed"), metrics_why=read.text("metrics_why"),
        bids_least=read.whole("bids_least"), changes=resolve_changes(group.sightings, balance),
        call=resolve_call(balance),
    )  # fmt: skip
    last = group.sightings[-1]
    issues = [Issue(last.source, last.document, "warning", code, reason) for code, reason in term.problems]
    issues += group.issues
    also_called = _also_called(balance.get("title", ()), contract.title)
    return Resolved(contract, balance, mentions, sightings, issues, read.text("proclass"), also_called)


def _decide(balance: Balance, won: dict[str, Entry | None]) -> set[str]:
    """Who wins each field that is not decided yet, and the state of every claim. The fields in dispute come back."""
    disputes: set[str] = set()
    for field, entries in balance.items():
        if len(entries) == 1:  # most fields are spoken of once
            entry = entries[0]
            if field not in won:
                won[field] = None if entry.note else entry
            entry.state = "won" if won[field] is entry else "disagrees"
            continue
        if field not in won:
            won[field] = winner(entries)
        if judge(entries, won[field]):
            disputes.add(field)
    return disputes


def _also_called(titles: Sequence[Entry], title: str) -> tuple[str, ...]:
    """Other titles given by documents about the contract itself, each once."""
    if len(titles) < 2:
        return ()
    said = (entry.claim.value for entry in titles if entry.sighting.notice_kind not in NO_CONTRACT_KINDS)
    return tuple(other for other in dict.fromkeys(said) if other != title)


class _Reader:
    """The winning claims as values, and how good the ground of each is."""

    def __init__(self, won: Mapping[str, Entry | None]) -> None:
        self.values: dict[str, str] = {}
        self.basis: dict[str, Basis] = {}
        for field, entry in won.items():
            if entry is not None:
                self.values[field] = entry.claim.value
                self.basis[field] = entry.basis

    def text(self, field: str) -> str:
        return self.values.get(field, "")

    def day(self, field: str) -> date | None:
        text = self.values.get(field)
        return None if text is None else as_day(text)

    def whole(self, field: str) -> int | None:
        text = self.text(field)
        return int(text) if text.isdigit() and len(text) < 9 else None

    def truth(self, field: str) -> bool | None:
        text = self.values.get(field)
        return None if text is None else text == "true"

    def money(self, field: str) -> Decimal | None:
        text = self.values.get(field)
        return amount(text) if text else None

    def listed(self, field: str) -> tuple[str, ...]:
        text = self.values.get(field)
        return tuple([part for part in text.split(",") if part]) if text else ()


def _status(group: Group, last: Sighting, said: str, ended: Entry | None) -> str:
    """As published: whether a contract has simply run out depends on the day, and is worked out when it is read."""
    if ended is not None or said in {"ended", "terminated"}:
        return said if said in {"ended", "terminated"} else "ended"
    if said == "planned" and any(_calls_off(s, last) for s in group.context):
        return "cancelled"
    return said or "active"


def _calls_off(notice: Sighting, last: Sighting) -> bool:
    """A later notice that ends the procurement, for this award or for all."""
    return (
        notice.order > last.order
        and notice.award_id in {"", last.award_id}
        and any(claim.field == "status" and claim.value == "cancelled" for claim in notice.claims)
    )


def _rows(contract_id: str, balance: Balance, mentions: list[Mention]) -> list[ClaimRow]:
    rows: list[ClaimRow] = []
    for field, entries in balance.items():
        for entry in entries:
            claim, sighting = entry.claim, entry.sighting
            rows.append((
                contract_id, field, shown(claim.value), entry.basis, sighting.source, sighting.document, sighting.url, claim.path,
                sighting.published_on, entry.state, entry.note,
            ))  # fmt: skip
    for mention in mentions:
        sighting = mention.sighting
        rows.append((
            contract_id, "supplier", mention.party.name, basis_of(sighting), sighting.source, sighting.document, sighting.url,
            mention.party.path, sighting.published_on, mention.state, mention.note,
        ))  # fmt: skip
    return rows


def shown(value: str) -> str:
    """A claim's value as the register keeps it."""
    return value if len(value) <= CLAIM_LENGTH else value[:CLAIM_LENGTH] + "…"


def basis_of(sighting: Sighting) -> Basis:
    """How good a document's word on the supplier is."""
    return "B" if sighting.notice_kind in _AWARDS else "A"
