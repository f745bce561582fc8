"""What search can find of a register: councils, products, suppliers and contracts, and every name they go by."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guildhall.core import search
from guildhall.engine import codes
from guildhall.rooms.contracts.queries.index import Index

WORDS_KEPT = 60_000
TEXT_SEARCHED = 400
"""Characters of a description that search reads: the rest repeats it, and doubled the index."""


def names(councils: pa.Table, named: dict[str, pa.Table], contracts: pa.Table) -> search.Names:
    """Names for spelling help, and the words that occur in at least two titles."""
    known = [
        search.Name("council", row["slug"], row["name"], tuple(row["names"] or ()))
        for row in councils.select(["slug", "name", "names"]).to_pylist()
    ]
    for kind, name in (("product", "products"), ("supplier", "suppliers")):
        table = named[name]
        known += [
            search.Name(kind, slug, title)
            for slug, title in zip(table["slug"].to_pylist(), table["name"].to_pylist(), strict=True)
        ]
    lowered = pc.utf8_lower(pc.fill_null(contracts["title"], ""))
    counted = pc.value_counts(pc.list_flatten(pc.split_pattern_regex(lowered, r"[\W\d_]+")))
    often = counted.filter(pc.greater(counted.field("counts"), 1)).field("values").to_pylist()
    return search.Names(tuple(known), tuple(word for word in often if len(word) > 2)[:WORDS_KEPT])


def documents(
    councils: pa.Table, named: dict[str, pa.Table], contracts: pa.Table, index: Index, *, ids: pa.Array, on: date
) -> Iterator[pa.Table]:
    """Documents of every kind, each kind in the order that matters."""
    yield _councils(councils, on)
    yield _named(named["products"], "product", pc.fill_null(named["products"]["supplier_name"], ""))
    yield _named(named["suppliers"], "supplier", named["suppliers"]["company_number"])
    yield _contracts(contracts, index, ids)


def _numbers(kind: str, count: int) -> pa.Array:
    first = search.KINDS[kind] * search.RANGE
    return pa.array(np.arange(first, first + count))


def _councils(councils: pa.Table, on: date) -> pa.Table:
    rows = sorted(
        councils.select(["slug", "code", "name", "names", "kind", "region", "ends_on"]).to_pylist(),
        key=lambda row: (_closed(row, on), row["name"]),
    )
    notes = [
        f"closed in {row['ends_on'].year}" if _closed(row, on)
        else ", ".join(part for part in (codes.COUNCIL_KINDS.get(row["kind"], ""), row["region"]) if part)
        for row in rows
    ]  # fmt: skip
    return pa.table({
        "id": _numbers("council", len(rows)), "key": [row["slug"] for row in rows], "title": [row["name"] for row in rows],
        "note": notes, "names": [" ".join([row["code"], *(row["names"] or ())]) for row in rows], "body": [""] * len(rows),
    })  # fmt: skip


def _closed(row: dict, on: date) -> bool:
    return row["ends_on"] is not None and row["ends_on"] < on


def _named(table: pa.Table, kind: str, also: pa.Array | pa.ChunkedArray) -> pa.Table:
    order = pc.sort_indices(table, sort_keys=[("contract_count", "descending"), ("name", "ascending")])
    table, also = table.take(order), also.take(order)
    numbers = also.to_pylist() if kind == "supplier" else [None] * table.num_rows
    notes = [
        f"{count:,} contract{'' if count == 1 else 's'}, {where:,} council{'' if where == 1 else 's'}"
        + (f", company {number}" if number else "")
        for count, where, number in zip(
            table["contract_count"].to_pylist(), table["council_count"].to_pylist(), numbers, strict=True
        )
    ]
    more = table["names"] if "names" in table.column_names else pa.array([""] * table.num_rows, pa.string())
    return pa.table({
        "id": _numbers(kind, table.num_rows), "key": table["slug"], "title": table["name"], "note": pa.array(notes, pa.string()),
        "names": pc.binary_join_element_wise(more, also, " "), "body": pa.array([""] * table.num_rows, pa.string()),
    })  # fmt: skip


def _untitled(suppliers: pa.ChunkedArray) -> pa.ChunkedArray:
    """What the pages call a contract that nobody gave a title: `Contract with Ledgerwell Ltd`."""
    first = pc.list_element(
        pc.if_else(pc.greater(pc.list_value_length(suppliers), 0), suppliers, pa.scalar([None], pa.list_(pa.string()))),
        0,
    )
    return pc.coalesce(pc.binary_join_element_wise("Contract with", first, " "), pa.scalar("Contract without a title"))


def _contracts(contracts: pa.Table, index: Index, ids: pa.Array) -> pa.Table:
    place = np.empty(index.size, np.int64)
    place[index.document] = np.arange(index.size)
    row_of = np.argsort(np.asarray(ids), kind="stable")
    rows = row_of[np.searchsorted(np.asarray(ids)[row_of], index.keys[place])]
    columns = [
        "contract_id",
        "title",
        "council_name",
        "buyer_name",
        "supplier_names",
        "product_names",
        "description",
        "category",
    ]
    table = contracts.select(columns).take(pa.array(rows))
    who = pc.coalesce(table["council_name"], table["buyer_name"], pa.scalar(""))
    suppliers, products = (
        pc.fill_null(pc.binary_join(table[name], ", "), "") for name in ("supplier_names", "product_names")
    )
    text = pc.utf8_slice_codeunits(pc.fill_null(table["description"], ""), 0, TEXT_SEARCHED)
    comma = pc.if_else(pc.equal(suppliers, ""), "", ", ")
    return pa.table({
        "id": _numbers("contract", table.num_rows), "key": table["contract_id"],
        "title": pc.coalesce(table["title"], _untitled(table["supplier_names"])),
        "note": pc.binary_join_element_wise(who, comma, suppliers, ""),
        "names": pc.binary_join_element_wise(who, suppliers, products, " "),
        "body": pc.binary_join_element_wise(table["contract_id"], pc.fill_null(table["category"], ""), text, " "),
    })  # fmt: skip
