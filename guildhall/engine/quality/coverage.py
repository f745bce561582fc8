"""What a register knows and does not know: x of y, for every field, council and source, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

FIELDS: dict[str, str] = {
    "title": "a title", "supplier_names": "a named supplier", "starts_on": "a start", "ends_on": "an agreed end",
    "last_end_on": "a last possible end", "review_on": "a review date", "notice_days": "a notice period",
    "renewal_mode": "a known way of renewal", "value": "a value", "value_net": "a value without tax",
    "value_gross": "a value with tax", "route": "a known way it was bought", "bids": "a number of bids",
    "cpv": "a subject code", "is_digital": "an answer to whether it is digital",
    "decide_by": "a decide-by date or range", "extension": "a word on extensions", "signed_on": "a signing date",
}  # fmt: skip
"""What can be known of a contract, and how the sentence says it. `value` is net or gross."""

OF_COUNCIL = ("ends_on", "last_end_on", "value", "supplier_names", "decide_by", "is_digital")
"""What is said of each council by itself."""


class Row(NamedTuple):
    """One row of the register's `coverage`."""

    scope: str
    key: str
    measure: str
    known: int
    total: int
    words: str


def columns_needed() -> list[str]:
    """Columns of `contracts` that the figures are worked out from."""
    made = {"value", "decide_by"}
    return [
        "council_code", "last_seen_on", "is_digital", "category", "disputed", "decide_by_earliest_on", "decide_by_latest_on",
        *(f for f in FIELDS if f not in made and f != "is_digital"),
    ]  # fmt: skip


def flags(contracts: pa.Table) -> pa.Table:
    """One true-or-false column for each field: is it known?"""
    made = {
        "value": pc.or_(pc.is_valid(contracts["value_net"]), pc.is_valid(contracts["value_gross"])),
        "decide_by": pc.or_(
            pc.is_valid(contracts["decide_by_earliest_on"]), pc.is_valid(contracts["decide_by_latest_on"])
        ),
        "extension": pc.not_equal(contracts["extension"], "unknown"),
    }
    columns: dict[str, Any] = {"council_code": contracts["council_code"]}
    for field in FIELDS:
        if field in made:
            columns[field] = made[field]
        elif field in contracts.column_names:
            column = contracts[field]
            is_list = pa.types.is_list(column.type)
            columns[field] = pc.greater(pc.list_value_length(column), 0) if is_list else pc.is_valid(column)
    return pa.table(columns)


def of_fields(known: pa.Table) -> Iterable[Row]:
    """How many contracts have each field."""
    total = known.num_rows
    for field in known.column_names:
        if field != "council_code":
            count = _count(known[field])
            yield Row("field", field, "known", count, total, f"{count:,} of {total:,} contracts have {FIELDS[field]}.")


def of_councils(known: pa.Table, names: Mapping[str, str]) -> Iterable[Row]:
    """The same for each council with any contract, as far as a reader of its page needs it."""
    numbers = known.append_column("contracts", pa.array([1] * known.num_rows, pa.int32()))
    for field in OF_COUNCIL:
        column = numbers.schema.get_field_index(field)
        numbers = numbers.set_column(column, field, numbers[field].cast(pa.int32()))
    sums = numbers.group_by("council_code").aggregate([("contracts", "sum"), *((f, "sum") for f in OF_COUNCIL)])
    for row in sums.sort_by("council_code").to_pylist():
        code, total = row["council_code"], row["contracts_sum"]
        for field in OF_COUNCIL:
            count = row[f"{field}_sum"] or 0
            words = f"{count:,} of {total:,} contracts of {names.get(code, code)} have {FIELDS[field]}."
            yield Row("council", code, field, count, total, words)


def of_register(contracts: pa.Table, current_councils: int) -> Iterable[Row]:
    """The whole in a few sentences: how many councils, what stays unclassified, where documents disagree."""
    total = contracts.num_rows
    councils = pc.count_distinct(contracts["council_code"], mode="only_valid").as_py()
    yield Row(
        "register", "councils", "with_contracts", min(councils, current_councils), current_councils,
        f"{councils:,} councils have at least one contract here; {current_councils:,} councils exist now.",
    )  # fmt: skip
    digital = pc.equal(contracts["is_digital"], True)  # the value asked for
    named = _count(pc.and_(digital, pc.is_valid(contracts["category"])))
    count = _count(digital)
    yield Row(
        "register", "category", "of_digital", named, count,
        f"{named:,} of {count:,} digital contracts are in a category; {count - named:,} stay unclassified.",
    )  # fmt: skip
    disputed = _count(pc.greater(pc.list_value_length(contracts["disputed"]), 0))
    yield Row(
        "register", "disputed", "contracts", disputed, total,
        f"On {disputed:,} of {total:,} contracts the documents disagree about a date or a sum.",
    )  # fmt: skip


def of_sources(
    documents: Mapping[str, int], left_out: Mapping[str, int], rows: Mapping[str, tuple[int, int]]
) -> Iterable[Row]:
    """What each source gave: notices that touch a council, and rows that could be used."""
    for source in sorted(documents):
        total = documents[source]
        known = total - left_out.get(f"notices:{source}", 0)
        out = total - known
        words = f"{known:,} of {total:,} notices of {source} concern a council; {out:,} of other bodies are left out."
        yield Row("source", source, "notices", known, total, words)
    for source, (total, refused) in sorted(rows.items()):
        used = max(0, total - refused)
        yield Row("source", source, "rows", used, total, f"{used:,} of {total:,} rows of {source} could be read.")


def _count(column: pa.ChunkedArray) -> int:
    return pc.sum(column).as_py() or 0
