"""About the data: what the register was made from, what is known of each field, what was wrong with the input."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Min, Q, Sum

from guildhall.core import search
from guildhall.rooms.contracts.models import (
    CoverageRow,
    Issue,
    Lineage,
    Observation,
    Register,
    Spend,
    Supplier,
    SupplierName,
)
from guildhall.rooms.contracts.queries.asked import PER_PAGE


@dataclass(frozen=True)
class Loaded:
    """The register that the site shows."""

    built_at: datetime | None
    loaded_at: datetime
    is_sample: bool
    contracts: int
    manifest: dict[str, Any]


@dataclass(frozen=True)
class Trouble:
    """One kind of thing wrong with the input, how often it occurred, and one example."""

    code: str
    severity: str
    count: int
    example: str


def loaded() -> Loaded | None:
    """The register, if there is one."""
    row = Register.objects.values_list("built_at", "loaded_at", "is_sample", "contract_count", "manifest").first()
    return Loaded(*row) if row else None


def coverage(*scopes: str) -> dict[str, list[CoverageRow]]:
    """X of y for each source, field, check …, by scope."""
    found: dict[str, list[CoverageRow]] = {scope: [] for scope in scopes}
    for row in CoverageRow.objects.filter(scope__in=scopes):
        found[row.scope].append(row)
    return found


@dataclass(frozen=True)
class Linkage:
    """Who is who and what belongs together, counted over the whole record."""

    spellings: int
    """Ways in which suppliers are written."""
    suppliers: int
    numbered: int
    """Suppliers with a company number or another identifier."""
    several: int
    """Suppliers written in more than one way."""
    grouped: int
    """Suppliers known to belong to a group of companies."""
    same: int
    renewals: int
    call_offs: int
    payments: int
    named: int
    """Payments whose supplier is known here."""
    signs: int


@lru_cache(maxsize=2)
def _linkage(version: str) -> Linkage:  # noqa: ARG001 -- names what is cached
    suppliers = Supplier.objects.aggregate(
        all=Count("id"), grouped=Count("id", filter=~Q(group_id="")),
        numbered=Count("id", filter=~Q(company_number="") | ~Q(ids=[])),
    )  # fmt: skip
    spelled = SupplierName.objects.values("supplier_id").annotate(ways=Count("id")).aggregate(
        all=Sum("ways"), several=Count("supplier_id", filter=Q(ways__gt=1))
    )  # fmt: skip
    kinds = dict(Lineage.objects.values_list("kind").annotate(count=Count("id")).order_by())
    spend = Spend.objects.aggregate(
        all=Sum("payments"), named=Sum("payments", filter=Q(supplier__isnull=False)),
    )  # fmt: skip
    return Linkage(
        spellings=spelled["all"] or 0, suppliers=suppliers["all"], numbered=suppliers["numbered"], several=spelled["several"] or 0,
        grouped=suppliers["grouped"], same=kinds.get("same_as", 0), renewals=kinds.get("renewal_of", 0),
        call_offs=kinds.get("call_off_of", 0), payments=spend["all"] or 0, named=spend["named"] or 0,
        signs=Observation.objects.count(),
    )  # fmt: skip


def linkage() -> Linkage:
    """How much of the record could be joined; counted once for each load."""
    return _linkage(search.version())


def troubles() -> tuple[Trouble, ...]:
    """Kinds of issue, most frequent first, each with the first that was found."""
    counted = list(
        Issue.objects.values("code", "severity").annotate(count=Count("id"), first=Min("id")).order_by("-count", "code")
    )
    examples = dict(Issue.objects.filter(id__in=[row["first"] for row in counted]).values_list("id", "reason"))
    return tuple(Trouble(row["code"], row["severity"], row["count"], examples.get(row["first"], "")) for row in counted)


def issues(code: str = "", *, page: int = 1) -> tuple[int, list[Issue]]:
    """Issues of one kind, or all, in the order in which they were found."""
    found = Issue.objects.filter(code=code) if code else Issue.objects.all()
    total = found.count()
    page = max(1, min(page, -(-total // PER_PAGE)))
    return total, list(found[(page - 1) * PER_PAGE : page * PER_PAGE])
