"""Contracts of notices as flat rows, as each notice states them: for whoever wants a table of notices and no register.

One row for each contract of a notice, or for each award that no contract of it hangs on. Nothing is weighed against other
notices: that is what a build is for. Only what a row needs is decoded, which is most of the speed.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Raw, Struct, field

from guildhall.engine.records import Issue
from guildhall.engine.sources.ocds import mend, shapes, streams, values
from guildhall.engine.sources.ocds.streams import Report

COLUMNS = (
    "ocid", "notice_id", "published_at", "buyer_name", "award_id", "contract_id", "title", "supplier_names", "starts_on",
    "ends_on", "last_end_on", "value_net", "value_gross", "currency", "status",
)  # fmt: skip
"""Names of the columns. Days and moments stand as published; several suppliers are parted by `|`."""
Id = str | int | float | None
Row = tuple[object, ...]


class _Named(Struct, gc=False):
    name: str | None = None


class _Period(Struct, rename="camel", gc=False):
    start_date: str | None = None
    end_date: str | None = None
    max_extent_date: str | None = None


class _Value(Struct, rename="camel", gc=False):
    amount: Raw = Raw()
    amount_gross: Raw = Raw()
    currency: str | None = None


class _Award(Struct, rename="camel", gc=False):
    id: Id = None
    title: str | None = None
    status: str | None = None
    suppliers: list[_Named] | None = None
    contract_period: _Period | None = None
    value: _Value | None = None


class _Contract(Struct, rename="camel", gc=False):
    id: Id = None
    award_id: Id = field(default=None, name="awardID")
    title: str | None = None
    status: str | None = None
    period: _Period | None = None
    value: _Value | None = None


class _Titled(Struct, gc=False):
    title: str | None = None


class _Release(Struct, gc=False):
    ocid: str | None = None
    id: Id = None
    date: str | None = None
    buyer: _Named | None = None
    tender: _Titled | None = None
    awards: list[_Award] | None = None
    contracts: list[_Contract] | None = None


DECODE = msgspec.json.Decoder(_Release).decode
_NO_PERIOD, _NO_VALUE, _NO_AWARD = _Period(), _Value(), _Award()


def rows(source: bytes | Path, file: str, report: Report) -> Iterator[Row]:
    """The contracts of all notices of a file, in the order of the file. What cannot be read is reported."""
    for chunk in streams.chunks(source, file, report):
        number = chunk.first - 1
        for data in chunk.releases:
            number += 1
            if b'"contracts"' not in data and b'"awards"' not in data and data[-1:] == b"}":
                continue  # half of all notices tell of neither
            try:
                release = DECODE(data)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                if not data.strip():
                    continue
                mended = _mended(data, file, f"{chunk.row} {number}", report)
                if mended is None:
                    continue
                release = mended
            if release.contracts or release.awards:
                yield from _of(release)


def _mended(data: bytes, file: str, row: str, report: Report) -> _Release | None:
    found, notes = mend.release(data)
    for code, reason in notes:
        report(Issue(file, row, "refused" if found is None else "repaired", code, reason))
    return None if found is None else _narrow(found)


def _narrow(release: shapes.Release) -> _Release:
    """What the mended release says, in the fewer words of a row."""
    return msgspec.convert(release, _Release, from_attributes=True)


def _of(release: _Release) -> Iterator[Row]:
    awards, contracts = release.awards or (), release.contracts or ()
    buyer = release.buyer.name if release.buyer is not None else None
    about = release.tender.title if release.tender is not None else None
    head = (release.ocid, release.id, release.date, buyer)
    if len(awards) == 1 == len(contracts) and contracts[0].award_id == awards[0].id:  # as most are
        yield _row(head, about, awards[0], contracts[0])
        return
    by_id = {award.id: award for award in awards}
    for contract in contracts:
        yield _row(head, about, by_id.get(contract.award_id, _NO_AWARD), contract)
    told = {contract.award_id for contract in contracts}
    for award in awards:
        if award.id not in told:
            yield _row(head, about, award, None)


def _row(head: Row, about: str | None, award: _Award, contract: _Contract | None) -> Row:
    suppliers = award.suppliers
    names = (
        ""
        if not suppliers
        else suppliers[0].name
        if len(suppliers) == 1
        else "|".join([s.name or "" for s in suppliers])
    )
    if contract is None:
        period, value = award.contract_period or _NO_PERIOD, award.value or _NO_VALUE
        contract_id, title, status = None, award.title or about, award.status
    else:
        period = contract.period or award.contract_period or _NO_PERIOD
        value = contract.value or award.value or _NO_VALUE
        contract_id, title, status = contract.id, contract.title or award.title or about, contract.status
    return (
        *head, award.id if contract is None else contract.award_id, contract_id, title, names,
        period.start_date, period.end_date, period.max_extent_date,
        values.amount(value.amount), values.amount(value.amount_gross), value.currency, status,
    )  # fmt: skip


def write(source: Path, out: Path, report: Report) -> int:
    """A CSV file of the rows; their number comes back."""
    count = 0
    with out.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(COLUMNS)
        for row in rows(source, source.name, report):
            writer.writerow(row)
            count += 1
    return count


def command(source: Path, out: Path) -> int:
    """`guildhall read FILE --contracts OUT.csv`. What could not be read is counted by kind."""
    told: Counter[str] = Counter()
    try:
        count = write(source, out, lambda issue: told.update([f"{issue.severity}: {issue.reason}"]))
    except OSError as error:
        print(f"guildhall read: {error.filename or out}: {error.strerror or error}", file=sys.stderr)
        return 1
    print(f"{count:,} contracts of {source.name} in {out}", file=sys.stderr)
    for reason, times in told.most_common():
        print(f"{times:,} {reason}", file=sys.stderr)
    return 0
