"""What we hold of each council: what arrived and when, what is known field by field, what is odd, what is missing."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from guildhall.core import search
from guildhall.engine.quality import coverage as fields
from guildhall.engine.quality import letter
from guildhall.engine.quality.checks import CHECKS, ODD, contracts_of
from guildhall.rooms.contracts.models import Claim, Contract, CoverageRow, Issue, NoticeContract
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import status, words
from guildhall.rooms.councils import queries as councils_queries
from guildhall.rooms.councils.models import Council

REGISTERS, SPEND = "council_registers", "council_spend"
ASKED = {
    "value": ("value_net", "value_gross"), "decide_by": ("decide_by_earliest_on",), "renewal_mode": ("renewal_mode",),
}  # fmt: skip
"""Fields of coverage that are not columns of their own."""
REGISTER_CLAIMS = {
    "title": ("title",), "department": ("department",), "description": ("description",), "supplier": ("supplier",),
    "value": ("value_net", "value_gross", "value_year"), "starts_on": ("starts_on",), "ends_on": ("ends_on",),
    "review_on": ("review_on",), "route": ("route", "route_text"),
}  # fmt: skip
"""Which claims of a register's row answer what the Transparency Code asks for."""
SAID = {REGISTERS: "your register of contracts"}
Row = dict[str, Any]
"""A contract's columns as the database gives them."""
_TOLD = ("title", "supplier_names", "starts_on", "ends_on", "value")
_COLUMNS = tuple(dict.fromkeys(
    ["id", "contract_id", "last_seen_on", "sources", "title"] + [column for field in fields.FIELDS for column in ASKED.get(field, (field,))]
))  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """What came from one source for one council."""

    source: str
    count: int
    total: int
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True)
class Known:
    """How many contracts have a field."""

    field: str
    known: int
    total: int


@dataclass(frozen=True)
class Odd:
    """A contract of which two published figures do not fit."""

    contract_id: str
    title: str
    reason: str


@dataclass(frozen=True)
class Line:
    """One council in the list of all."""

    council: councils_queries.Brief
    contracts: int
    dated: int
    arrived: tuple[Arrival, ...]

    @property
    def newest_on(self) -> date | None:
        """The day of the newest document."""
        return max((one.last_on for one in self.arrived if one.last_on), default=None)


@dataclass(frozen=True)
class Holding:
    """What we hold of one council."""

    council: Council
    on: date
    contracts: int
    live: int
    arrived: tuple[Arrival, ...]
    known: tuple[Known, ...]
    odd: tuple[Odd, ...]
    facts: letter.Facts

    def share(self, field: str) -> Known:
        """One field's count."""
        return next(one for one in self.known if one.field == field)


def everyone() -> tuple[Line, ...]:
    """Every council of which anything is held, by name."""
    return _everyone(search.version())


@lru_cache(maxsize=2)
def _everyone(version: str) -> tuple[Line, ...]:  # noqa: ARG001 -- names what is cached
    arrived: dict[str, list[Arrival]] = {}
    counted: dict[str, tuple[int, int]] = {}
    for row in CoverageRow.objects.filter(scope="arrived").order_by("key", "measure"):
        arrived.setdefault(row.key, []).append(_arrival(row))
    for key, known, total in CoverageRow.objects.filter(scope="council", measure="ends_on").values_list(
        "key", "known", "total"
    ):
        counted[key] = (known, total)
    return tuple(
        Line(one, counted.get(one.code, (0, 0))[1], counted.get(one.code, (0, 0))[0], tuple(arrived.get(one.code, ())))
        for one in sorted(councils_queries.everyone(), key=lambda one: one.name)
        if one.code in arrived or one.code in counted
    )


def _arrival(row: CoverageRow) -> Arrival:
    return Arrival(row.measure, row.known if row.measure != SPEND else row.total, row.total, row.first_on, row.last_on)


def one(council: Council, on: date) -> Holding:
    """Everything held of one council on a day."""
    rows = CoverageRow.objects.filter(scope="arrived", key=council.code).order_by("measure")
    arrived = tuple(_arrival(row) for row in rows)
    held = list(Contract.objects.filter(council=council).values(*_COLUMNS))
    index = arrays.current()
    own = np.flatnonzero(index.of_councils({council.code}))
    alive = own[status.states(index, on)[own] != status.STATES.index("ended")]
    live = set(index.keys[alive].tolist())
    known = tuple(
        Known(field, sum(_has(row, field) for row in held), len(held)) for field in fields.FIELDS
    )  # fmt: skip
    odd = _odd(council)
    now = [row for row in held if row["id"] in live]
    return Holding(
        council=council, on=on, contracts=len(held), live=len(now), arrived=arrived, known=known, odd=odd,
        facts=_facts(council, on, held, now, (arrived, odd)),
    )  # fmt: skip


def _has(row: Row, field: str) -> bool:
    if field == "extension":
        return row["extension"] not in ("", "unknown")
    return any(row[column] not in (None, "", []) for column in ASKED.get(field, (field,)))


def _odd(council: Council) -> tuple[Odd, ...]:
    """What the build found odd about its contracts; the first of each kind."""
    codes = [f"{ODD}{key}" for key in CHECKS]
    found = Issue.objects.filter(code__in=codes, file=contracts_of(council.code)).order_by("row", "code")
    listed = list(found.values_list("row", "reason"))
    titles = dict(
        Contract.objects.filter(contract_id__in={row for row, _ in listed}).values_list("contract_id", "title")
    )
    return tuple(Odd(row, titles.get(row, ""), reason) for row, reason in listed)


def _facts(
    council: Council, on: date, held: list[Row], live: list[Row], found: tuple[tuple[Arrival, ...], tuple[Odd, ...]]
) -> letter.Facts:
    arrived, odd = found
    named = {
        one.source: letter.Held(SAID.get(one.source) or words.source(one.source), one.count, one.first_on, one.last_on)
        for one in arrived
    }
    register = named.get(REGISTERS)
    lacking = [row for row in live if _lacks(row)]
    lacking.sort(key=lambda row: (row["last_seen_on"] or date.min, row["contract_id"]), reverse=True)
    recent = [row for row in lacking if _is_recent(row, on)]
    absent = [row for row in live if register and REGISTERS not in row["sources"] and _is_recent(row, on)]
    by_id = {row["contract_id"]: row for row in held}
    misfits = [(by_id[one.contract_id], one.reason) for one in odd if one.contract_id in by_id]
    documents = _documents(council, {row["id"] for row in [*recent, *absent, *(row for row, _ in misfits)]})
    return letter.Facts(
        name=council.name, nation=council.nation, on=on, live=len(live), is_sample=council.is_sample,
        held=tuple(one for source, one in named.items() if source != SPEND),
        lacking=tuple(_told(row, documents, lacks=tuple(_lacks(row))) for row in recent),
        older=sum("ends_on" in _lacks(row) for row in lacking if not _is_recent(row, on)),
        odd=tuple(_told(row, documents, odd=reason) for row, reason in misfits),
        register=register, register_fields=_register_fields(council) if register else {},
        absent=tuple(_told(row, documents) for row in absent), spend=named.get(SPEND),
    )  # fmt: skip


def _lacks(row: Row) -> list[str]:
    return [field for field in _TOLD if not _has(row, field)]


def _is_recent(row: Row, on: date) -> bool:
    seen = row["last_seen_on"]
    return seen is not None and (on - seen).days <= letter.OLD_YEARS * 365.25


def _told(row: Row, documents: dict[int, str], *, lacks: tuple[str, ...] = (), odd: str = "") -> letter.Contract:
    document = documents.get(row["id"]) or ", ".join(words.source(source) for source in row["sources"])
    return letter.Contract(row["contract_id"], row["title"], document, row["last_seen_on"], lacks, odd)


def _documents(council: Council, wanted: set[int]) -> dict[int, str]:
    """The newest notice of each contract, as its service calls it."""
    if not wanted:
        return {}
    links = NoticeContract.objects.filter(contract__council=council).order_by("notice__published_on", "notice_id")
    return {
        key: f"{words.source(source)} {number}"
        for key, source, number in links.values_list("contract_id", "notice__source", "notice__notice_id")
        if key in wanted
    }


def _register_fields(council: Council) -> dict[str, int]:
    """How many rows of the council's register say each thing the Code asks for."""
    claims = Claim.objects.filter(
        contract__council=council, document__source=REGISTERS, field__in=[each for several in REGISTER_CLAIMS.values() for each in several]
    )  # fmt: skip
    said: dict[str, set[int]] = {}
    for field, key in claims.values_list("field", "contract_id"):
        said.setdefault(field, set()).add(key)
    return {
        asked: len(set().union(*(said.get(field, set()) for field in several)))
        for asked, several in REGISTER_CLAIMS.items()
    }
