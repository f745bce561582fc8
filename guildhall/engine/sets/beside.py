"""Each contract beside what its councils paid its suppliers and what was seen in use, and what the indicators find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from guildhall.engine.indicators.overrun import measure as overrun
from guildhall.engine.indicators.spend_against_contract import measure as spend_against_contract
from guildhall.engine.records import Finding

OF_CONTRACT = (
    "contract_id", "council_codes", "supplier_names", "starts_on", "ends_on", "last_end_on", "ended_on", "extension",
    "value_net", "value_gross", "currency", "is_framework",
)  # fmt: skip
_SUMS = [
    ("council_code", "count_distinct"), ("payments", "sum"), ("paid_in_term", "sum"), ("paid_in_term_least", "sum"),
    ("paid_after_end", "sum"), ("paid_after_end_least", "sum"), ("amount_kind", "min"), ("amount_kind", "max"),
    ("last_paid_on", "max"), ("contracts_sharing", "max"), ("last_end_on", "max"), ("covered_from_on", "min"),
    ("covered_until_on", "max"), ("covered_days", "min"), ("covered_days", "max"), ("covered_days_after_end", "min"),
]  # fmt: skip


class Sign(NamedTuple):
    """A product of a contract, seen in use by its council after the contract's last recorded end."""

    product: str
    seen_on: date
    evidence: str


class Sums(NamedTuple):
    """Sums over the councils and suppliers of one contract, in the order of `_SUMS`."""

    councils: int
    payments: int
    in_term: Any
    in_term_least: Any
    after_end: Any
    after_end_least: Any
    kind_first: str | None
    kind_last: str | None
    last_paid_on: date | None
    sharing: int
    last_end_on: date | None
    since: date
    until: date
    days: int | None
    days_most: int | None
    days_after_end: int | None

    @property
    def kind(self) -> str | None:
        return self.kind_first if self.kind_first == self.kind_last else "unknown"


def findings(folder: Path, paid: pa.Table, signs: Mapping[str, Sign], on: date) -> Iterator[Finding]:
    """T8 and M4 of contracts whose councils' lists are here, T8 of those seen in use, in the register's order."""
    summed = paid.group_by("contract_id", use_threads=False).aggregate(_SUMS)
    columns = [summed[f"{column}_{how}"].to_pylist() for column, how in _SUMS]
    rows = (Sums._make(row) for row in zip(*columns, strict=True))
    sums = dict(zip(summed["contract_id"].to_pylist(), rows, strict=True))
    wanted = pa.array(sorted({*sums, *signs}), pa.string())
    file = pq.ParquetFile(folder / "contracts.parquet")
    for group in range(file.num_row_groups):
        table = file.read_row_group(group, columns=list(OF_CONTRACT))
        table = table.filter(pc.is_in(table["contract_id"], wanted))
        for row in table.to_pylist():
            found, sign = sums.get(row["contract_id"]), signs.get(row["contract_id"])
            yield _overrun(row, found, sign, on)
            if found is not None:
                yield _against(row, found, on)


def to_whom(names: list[str] | None) -> str:
    """The suppliers in a sentence."""
    if names and len(names) == 1:
        return names[0]
    return f"its {len(names)} suppliers" if names else "the supplier"


def _overrun(row: dict[str, Any], found: Sums | None, sign: Sign | None, on: date) -> Finding:
    given: dict[str, Any] = {name: row[name] for name in ("ends_on", "last_end_on", "ended_on", "extension")}
    if found is not None:
        last = found.last_end_on  # copies from elsewhere may tell a later end
        if (
            last is not None
            and row["ended_on"] is None
            and last > max(row["ends_on"] or last, row["last_end_on"] or last)
        ):
            given["last_end_on"] = last
        given |= {
            "councils_covered": found.councils, "payments": found.payments, "paid_after_end": found.after_end,
            "paid_after_end_least": found.after_end_least, "last_paid_on": found.last_paid_on,
            "covered_from_on": found.since, "covered_until_on": found.until,
            "covered_days_after_end": found.days_after_end or 0,
        }  # fmt: skip
    if sign is not None:
        given |= sign._asdict()
    return overrun.measure(
        row["contract_id"], on=on, to_whom=to_whom(row["supplier_names"]), councils=len(row["council_codes"]), **given
    )


def _against(row: dict[str, Any], found: Sums, on: date) -> Finding:
    return spend_against_contract.measure(
        row["contract_id"],
        on=on,
        paid=found.in_term,
        paid_least=found.in_term_least,
        value_net=row["value_net"],
        value_gross=row["value_gross"],
        currency=row["currency"],
        amount_kind=found.kind,
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        last_end_on=row["last_end_on"],
        covered_days=found.days or 0,
        covered_days_most=found.days_most or 0,
        councils=len(row["council_codes"]),
        councils_covered=found.councils,
        contracts_sharing=found.sharing,
        is_framework=bool(row["is_framework"]),
        to_whom=to_whom(row["supplier_names"]),
    )
