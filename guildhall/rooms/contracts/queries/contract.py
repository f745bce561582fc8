"""One contract with everything the record says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec
import numpy as np

from guildhall.engine import codes, decide, indicators, records
from guildhall.engine.brief.page import State
from guildhall.rooms.contracts.models import Claim, Contract, Finding, Notice, Paid
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import lineage, record, rows, spend, status
from guildhall.rooms.contracts.queries.named import Named, keys_of, products_of, suppliers_of
from guildhall.rooms.councils import queries as councils_queries

STALE_AFTER = {"value_year": 2, "value_net": 2, "value_gross": 2}
"""Years after which a fact that nobody confirmed is stale; three where nothing is said."""
NEAREST = 5


@dataclass(frozen=True)
class Said:
    """One document's word on one fact."""

    value: str
    basis: str
    source: str
    document: str
    url: str
    path: str
    seen_on: date | None
    state: str


@dataclass(frozen=True)
class Fact:
    """A field with the claim that won, those that disagree, and how sure we are."""

    field: str
    state: str
    """unverified | challenged | stale | unknown; confirmed comes with people who may confirm."""
    won: Said | None
    others: tuple[Said, ...]


@dataclass(frozen=True)
class Peers:
    """Others with the same product, or else the same supplier, and when theirs end."""

    by: str
    """`product`, `supplier` or empty."""
    thing: Named | None
    count: int
    nearest: tuple[tuple[rows.ContractRow, Contract], ...]
    merging: frozenset[str]
    """Codes of councils among them that are to become one with this council."""


@dataclass(frozen=True)
class OneContract:
    """What the page of a contract is made of."""

    contract: Contract
    line: rows.ContractRow
    state: State
    decision: decide.Decision
    window: decide.Window
    facts: tuple[Fact, ...]
    findings: tuple[records.Finding, ...]
    notices: tuple[Notice, ...]
    suppliers: tuple[Named, ...]
    products: tuple[Named, ...]
    passing: councils_queries.Passing | None
    is_reorganised: bool
    """Whether its council is to become another, decided or proposed."""
    peers: Peers
    extended_in: int | None
    kin: tuple[lineage.Kin, ...]
    paid: tuple[Paid, ...]


def by_id(contract_id: str) -> Contract | None:
    """The contract at an address."""
    return Contract.objects.select_related("council").filter(contract_id=contract_id).first()


def one(contract: Contract, on: date) -> OneContract:
    """Everything about it on a day."""
    known = record.facts(contract)
    claims = _claims(contract)
    suppliers, products = suppliers_of(contract), products_of(contract)
    ways = _ways(contract)
    return OneContract(
        contract=contract, line=rows.row(contract, on), state=status.state(contract, on),
        decision=decide.decide(known, on), window=decide.window(known, decide.load()),
        facts=tuple(_facts(contract, claims, on)),
        findings=_findings(contract, claims, on),
        notices=tuple(Notice.objects.filter(of_contracts__contract=contract).order_by("-published_on", "-notice_id")),
        suppliers=suppliers, products=products, is_reorganised=bool(ways),
        passing=next((way for way in ways if way.status == "decided" and way.vesting_on), None),
        peers=_peers(contract, products, suppliers, on), extended_in=_extended_in(contract, claims),
        kin=lineage.kin(contract), paid=spend.beside(contract.pk),
    )  # fmt: skip


def _claims(contract: Contract) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for claim in Claim.objects.filter(contract=contract).select_related("document").order_by("id"):
        document = claim.document
        found.setdefault(claim.field, []).append(
            Said(claim.value, claim.basis, document.source, document.name, document.url, claim.path,
                 document.seen_on, claim.state)
        )  # fmt: skip
    return found


def _facts(contract: Contract, claims: dict[str, list[Said]], on: date) -> Iterable[Fact]:
    for field, said in claims.items():
        won = next((one for one in said if one.state == "won"), None)
        others = tuple({one.value: one for one in said if one.state == "disagrees"}.values())
        yield Fact(field, _state(contract, field, won, others, on), won, others)


def _state(contract: Contract, field: str, won: Said | None, others: tuple[Said, ...], on: date) -> str:
    if won is None:
        return "unknown"
    if others or field in contract.disputed:
        return "challenged"
    old = on - timedelta(days=round(365.25 * STALE_AFTER.get(field, 3)))
    return "stale" if won.seen_on is not None and won.seen_on < old else "unverified"


def _findings(contract: Contract, claims: dict[str, list[Said]], on: date) -> tuple[records.Finding, ...]:
    """All findings: as the register holds them, those that depend on the day asked again for this one, and for every
    question that nobody could answer what stands in its place.
    """
    basis = {field: one.basis for field, said in claims.items() for one in said if one.state == "won"}
    today = indicators.measure_all(msgspec.structs.replace(record.record(contract), basis=basis), on)
    daily = {one.code for one in indicators.INDICATORS if one.depends_on_the_day}
    held = Finding.objects.filter(contract=contract).exclude(indicator__in=daily).order_by("id")
    found = [*(_finding(contract, one) for one in held), *(one for one in today if one.indicator in daily)]
    return indicators.complete(contract.contract_id, found, is_digital=contract.is_digital, known=basis.keys())


def _finding(contract: Contract, one: Finding) -> records.Finding:
    return records.Finding(
        contract.contract_id, one.indicator, one.status, one.value, one.low, one.high, one.basis, one.words,
        tuple(one.inputs), tuple(one.missing), one.quote,
    )  # fmt: skip


def _extended_in(contract: Contract, claims: dict[str, list[Said]]) -> int | None:
    if contract.first_ends_on is None or contract.first_ends_on == contract.ends_on:
        return None
    won = next((one for one in claims.get("ends_on", ()) if one.state == "won"), None)
    return won.seen_on.year if won and won.seen_on else None


def _ways(contract: Contract) -> list[councils_queries.Passing]:
    """What may become of the council: a decided merger is drawn with its vesting day, proposals are not."""
    if contract.council_id is None:
        return []
    return [
        way
        for way in councils_queries.passes_into([contract.council_id]).get(contract.council_id, [])
        if way.status != "done"
    ]


def _peers(contract: Contract, products: tuple[Named, ...], suppliers: tuple[Named, ...], on: date) -> Peers:
    thing = products[0] if products else suppliers[0] if suppliers else None
    if thing is None:
        return Peers("", None, 0, (), frozenset())
    index = arrays.current()
    places = np.flatnonzero(index.of_keys(keys_of(thing)))
    ended = status.STATES.index("ended")
    own = contract.council_id or ""
    names = np.array([*index.councils, ""])[index.council[places]]
    places = places[(status.states(index, on)[places] != ended) & (names != own) & (index.keys[places] != contract.pk)]
    merging = frozenset(one.code for one in councils_queries.merging_with(own)[1]) if own else frozenset()
    codes_ = np.array([*index.councils, ""])[index.council[places]]
    apart = np.abs(index.early[places].astype(np.int64) - _day(contract))
    order = np.lexsort((apart, ~np.isin(codes_, list(merging))))
    nearest = index.keys[places[order[:NEAREST]]]
    found = Contract.objects.select_related("council").in_bulk([int(key) for key in nearest])
    return Peers(
        thing.kind, thing, len(set(codes_[codes_ != ""].tolist())),
        tuple((rows.row(found[int(key)], on), found[int(key)]) for key in nearest if int(key) in found), merging,
    )  # fmt: skip


def _day(contract: Contract) -> int:
    early = contract.decide_by_earliest_on
    return arrays.day(early) if early else 0


def notice_words(kind: str) -> str:
    """Contract change notice for `UK10`."""
    return codes.NOTICE_KINDS.get(kind, kind.replace("_", " ").capitalize())
