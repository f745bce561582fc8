"""What lists of spending say: sums by year and council, and how far the lists reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.db.models import F

from guildhall.core import search
from guildhall.rooms.contracts.models import Paid, Spend, Supplier


@dataclass(frozen=True)
class Year:
    """A year that begins on 1 April: what was paid in it, and how much while a contract known here was running."""

    year: int
    paid: Decimal
    explained: Decimal
    perhaps: Decimal
    """Paid when a contract whose start or end is not known may have been running."""
    payments: int
    councils: int
    last_paid_on: date | None

    @property
    def label(self) -> str:
        """`2025-26`."""
        return f"{self.year}-{(self.year + 1) % 100:02}"


@dataclass(frozen=True)
class ByCouncil:
    """All that one council paid a supplier."""

    code: str
    paid: Decimal
    explained: Decimal
    last_paid_on: date | None


@dataclass(frozen=True)
class Spending:
    """A supplier's payments, added up both ways, and how many councils' lists were read at all."""

    years: tuple[Year, ...]
    councils: tuple[ByCouncil, ...]
    lists: frozenset[str]
    """Codes of councils whose lists of spending were read, whomever they paid."""

    @property
    def paid(self) -> Decimal:
        """Pounds in all."""
        return sum((year.paid for year in self.years), Decimal(0))

    @property
    def explained(self) -> Decimal:
        """Pounds paid while a contract known here was running."""
        return sum((year.explained for year in self.years), Decimal(0))


def of_supplier(supplier: Supplier) -> Spending:
    """One query: a supplier of all councils has some thousand sums."""
    rows = list(
        Spend.objects.filter(supplier=supplier)
        .order_by("year", "council_id")
        .values_list("council_id", "year", "payments", "paid", "explained", "last_paid_on", "perhaps_explained")
    )
    years: dict[int, list[tuple]] = {}
    councils: dict[str, list[tuple]] = {}
    for row in rows:
        years.setdefault(row[1], []).append(row)
        councils.setdefault(row[0] or "", []).append(row)
    return Spending(
        tuple(Year(year, _sum(each, 3), _sum(each, 4), _sum(each, 6), sum(row[2] for row in each), len(each), _last(each))
              for year, each in years.items()),
        tuple(sorted(
            (ByCouncil(code, _sum(each, 3), _sum(each, 4), _last(each)) for code, each in councils.items()),
            key=lambda one: (-one.paid, one.code),
        )),
        lists(),
    )  # fmt: skip


def _sum(rows: Iterable[tuple], place: int) -> Decimal:
    return sum((row[place] for row in rows if row[place] is not None), Decimal(0))


def _last(rows: Iterable[tuple]) -> date | None:
    return max((row[5] for row in rows if row[5]), default=None)


def lists() -> frozenset[str]:
    """Codes of councils whose lists of spending were read; kept until the next load."""
    return _lists(search.version())


@lru_cache(maxsize=1)
def _lists(version: str) -> frozenset[str]:  # noqa: ARG001 -- names what is cached
    codes = Spend.objects.exclude(council=None).order_by().values_list("council_id", flat=True).distinct()
    return frozenset(codes)


def beside(contract_key: int) -> tuple[Paid, ...]:
    """Payments beside a contract, supplier by supplier."""
    return tuple(
        Paid.objects.filter(contract_id=contract_key)
        .select_related("supplier")
        .order_by(F("paid").desc(nulls_last=True), "id")
    )
