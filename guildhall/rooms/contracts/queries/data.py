"""About the data: what the register was made from, what is known of each field, what was wrong with the input."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from guildhall.rooms.contracts.models import CoverageRow, Issue, Register
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


def coverage(scope: str) -> tuple[CoverageRow, ...]:
    """X of y for each source, field or the whole register."""
    return tuple(CoverageRow.objects.filter(scope=scope))


def troubles() -> tuple[Trouble, ...]:
    """Kinds of issue, most frequent first."""
    counted = Issue.objects.values("code", "severity").annotate(count=Count("id")).order_by("-count", "code")
    examples: dict[str, str] = {}
    for code, reason in Issue.objects.filter(code__in=[row["code"] for row in counted]).values_list("code", "reason")[
        :2000
    ]:
        examples.setdefault(code, reason)
    return tuple(Trouble(row["code"], row["severity"], row["count"], examples.get(row["code"], "")) for row in counted)


def issues(code: str = "", *, page: int = 1) -> tuple[int, list[Issue]]:
    """Issues of one kind, or all, in the order in which they were found."""
    found = Issue.objects.filter(code=code) if code else Issue.objects.all()
    total = found.count()
    page = max(1, min(page, -(-total // PER_PAGE)))
    return total, list(found[(page - 1) * PER_PAGE : page * PER_PAGE])
