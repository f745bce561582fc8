"""A contract of the site's tables as the engine knows it: for the decide-by sum and for composing a briefing."""

from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from guildhall.core.models import ListField
from guildhall.engine import codes, decide, records
from guildhall.engine.brief import differ, page, standing
from guildhall.rooms.contracts.models import Claim, Contract, Lineage, NoticeContract
from guildhall.rooms.contracts.queries import words


def record(contract: Contract) -> records.Contract:
    """The same contract as a frozen record of the engine."""
    return records.Contract(
        contract_id=contract.contract_id, council_codes=tuple(contract.council_codes), council_name=contract.council_name,
        buyer_name=contract.buyer_name, title=contract.title, description=contract.description, category=contract.category,
        category_why=contract.category_why, is_digital=contract.is_digital,
        suppliers=tuple(records.Party(name) for name in contract.supplier_names),
        product_names=tuple(contract.product_names), starts_on=contract.starts_on, first_ends_on=contract.first_ends_on,
        ends_on=contract.ends_on, ends_earliest_on=contract.ends_earliest_on, ends_latest_on=contract.ends_latest_on,
        last_end_on=contract.last_end_on, review_on=contract.review_on, signed_on=contract.signed_on,
        awarded_on=contract.awarded_on, ended_on=contract.ended_on, extension=contract.extension,
        extension_text=contract.extension_text, options=tuple(contract.options), options_taken=tuple(contract.options_taken),
        notice_days=contract.notice_days, renewal_mode=contract.renewal_mode, value_net=contract.value_net,
        value_gross=contract.value_gross, value_year=contract.value_year, currency=contract.currency, route=contract.route,
        rationale=tuple(contract.rationale), rationale_text=contract.rationale_text, regime=contract.regime,
        status=contract.status, is_framework=bool(contract.is_framework), special_regime=tuple(contract.special_regime),
        main_category=contract.main_category, cpv=tuple(contract.cpv), bids=contract.bids, ocids=tuple(contract.ocids),
        sources=tuple(contract.sources), first_seen_on=contract.first_seen_on, last_seen_on=contract.last_seen_on,
        first_published_on=contract.first_published_on, basis={}, disputed=tuple(contract.disputed),
        notice_months=contract.notice_months, next_route=contract.next_route,
    )  # fmt: skip


def facts(contract: Contract) -> decide.Facts:
    """What the decide-by sum is told of it."""
    return decide.from_contract(
        record(contract), criticality=contract.criticality, mobilise_months=contract.mobilise_months
    )


NEEDED = (
    "contract_id", "council_id", "council_name", "title", "category", "is_digital", "supplier_names", "supplier_ids",
    "product_names", "starts_on", "ends_on", "ends_earliest_on", "ends_latest_on", "last_end_on", "extension", "options",
    "options_taken", "notice_days", "notice_months", "renewal_mode", "next_route", "start_by_on", "notice_by_on", "decide_by_earliest_on",
    "decide_by_latest_on", "decide_missing", "value_net", "value_gross", "value_year", "value_year_is_worked_out", "route",
    "status", "criticality", "mobilise_months", "disputed", "ended_on", "currency", "is_framework", "main_category",
    "last_seen_on",
)  # fmt: skip
"""Columns of a contract that composing a briefing reads: asking for no others halves the time."""


def views(contracts: Iterable[Contract]) -> list[page.ContractView]:
    """What composing a briefing needs to know of each; their documents are looked up by `look_up`."""
    return _views([{name: getattr(contract, name) for name in ("pk", *NEEDED)} for contract in contracts])


def views_of(keys: list[int]) -> list[page.ContractView]:
    """The same by key, in the order of the contracts' ids, without making a model of each row."""
    found = Contract.objects.filter(pk__in=keys).values("pk", *NEEDED)
    return _views(sorted(found, key=itemgetter("contract_id")))


def _views(rows: list[dict[str, Any]]) -> list[page.ContractView]:
    said = _disputed({row["pk"] for row in rows if differ.FIELDS & set(row["disputed"])})
    renewed = _renewed({row["pk"]: row["supplier_ids"] for row in rows})
    return [_view(row, said.get(row["pk"], ()), renewed.get(row["pk"], "")) for row in rows]


def _renewed(suppliers: dict[int, list[str]]) -> dict[int, str]:
    """The contract that each renewed, in words, where one is known; suppliers are those of now, by contract."""
    links = Lineage.objects.filter(child_id__in=list(suppliers), kind="renewal_of").order_by("score", "parent_id")
    of = ("child_id", "parent__supplier_names", "parent__supplier_ids", "parent__ends_on")
    return {
        key: standing.renewed(names, ids, ends_on, suppliers[key])
        for key, names, ids, ends_on in links.values_list(*of)
    }


def look_up(contract_ids: Sequence[str]) -> dict[str, tuple[page.SourceLine, ...]]:
    """The newest documents that speak of some contracts, by the contract's id: a briefing shows those of ten lines."""
    rows = Contract.objects.filter(contract_id__in=contract_ids).values_list(
        "pk", "contract_id", "sources", "last_seen_on"
    )
    found = {key: (name, sources, seen_on) for key, name, sources, seen_on in rows}
    lines = source_lines({key: (sources, seen_on) for key, (_, sources, seen_on) in found.items()})
    return {found[key][0]: told for key, told in lines.items()}


def _disputed(keys: set[int]) -> dict[int, list[tuple[str, str, str]]]:
    """Field, value and state of the claims about what is disputed and matters to a decision."""
    found: dict[int, list[tuple[str, str, str]]] = {}
    claims = Claim.objects.filter(contract_id__in=keys, field__in=differ.FIELDS, state__in=differ.STATES)
    for key, *claim in claims.values_list("contract_id", "field", "value", "state") if keys else ():
        found.setdefault(key, []).append((claim[0], claim[1], claim[2]))
    return found


def source_lines(contracts: dict[int, tuple[list[str], date | None]]) -> dict[int, tuple[page.SourceLine, ...]]:
    """The newest documents that speak of each contract, at most three each; else its first source and when it was seen."""
    found: dict[int, list[page.SourceLine]] = {}
    links = (
        NoticeContract.objects.filter(contract_id__in=list(contracts))
        .order_by("-notice__published_on", "notice_id")
        .values_list("contract_id", "notice__kind", "notice__url", "notice__published_on")
    )
    for key, kind, url, published_on in links:
        lines = found.setdefault(key, [])
        if len(lines) < 3:
            lines.append(page.SourceLine(codes.NOTICE_KINDS.get(kind, kind), url, published_on))
    for key, (sources, seen_on) in contracts.items():
        if key not in found and sources:
            found[key] = [page.SourceLine(words.source(sources[0]), "", seen_on)]
        elif "council_registers" in sources:
            shown = found[key][:2]
            is_newest = seen_on is not None and all(line.seen_on is None or line.seen_on < seen_on for line in shown)
            shown.append(page.SourceLine(words.source("council_registers"), "", seen_on if is_newest else None))
            found[key] = shown
    return {key: tuple(lines) for key, lines in found.items()}


def _view(row: dict[str, Any], said: Iterable[tuple[str, str, str]], renews: str) -> page.ContractView:
    same = dict(zip(_SAME, _same(row), strict=True)) | {name: tuple(row[name]) for name in _LISTS}
    return page.ContractView(
        **same, council_code=row["council_id"] or "", category_name=words.category(row["category"]),
        sources=(page.Cited(row["contract_id"]),),
        value_year=None if row["value_year_is_worked_out"] else row["value_year"],
        currency=row["currency"] or "GBP", is_framework=bool(row["is_framework"]),
        differ=differ.words(row["disputed"], said), renews=renews,
    )  # fmt: skip


_SAME = tuple(
    name for name in NEEDED if name in page.ContractView.__struct_fields__
    and name not in {"sources", "value_year", "currency", "is_framework"}
)  # fmt: skip
_LISTS = tuple(name for name in _SAME if isinstance(Contract._meta.get_field(name), ListField))
_same = itemgetter(*_SAME)
