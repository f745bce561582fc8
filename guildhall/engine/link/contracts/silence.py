"""Which contracts fall silent: second records of another, and those that a renewal let or begun has replaced."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

COPY, REPLACED = "copy", "replaced"
"""States that a contract has beside those its documents tell of."""
NEEDS = ("contract_id", "starts_on", "awarded_on", "signed_on")
"""Columns of contracts that tell whether a renewal is let or begun."""
TAKEN = ("product_names", "category", "category_why", "is_digital", "criticality", "mobilise_months")
"""What a contract takes over from its silent copies."""


def statuses(contracts: pa.Table, lineage: pa.Table, on: date) -> pa.Array:
    """`copy` or `replaced` for each contract that falls silent on a day, null for the others."""
    ids = _one(contracts["contract_id"])
    begun = [pc.fill_null(pc.less_equal(contracts[name], pa.scalar(on)), False) for name in NEEDS[1:]]
    let_or_begun = ids.filter(_one(pc.or_(begun[0], pc.or_(begun[1], begun[2]))))
    renewals = lineage.filter(pc.equal(lineage["kind"], "renewal_of"))
    replaced = renewals.filter(pc.is_in(renewals["child_id"], value_set=let_or_begun))["parent_id"]
    copies = lineage.filter(pc.equal(lineage["kind"], "same_as"))
    # A copy falls silent where the record it repeats is there to speak.
    second = copies.filter(pc.is_in(copies["parent_id"], value_set=ids))["child_id"]
    is_replaced = pc.is_in(ids, value_set=_one(replaced))
    return pc.if_else(
        pc.is_in(ids, value_set=_one(second)), COPY, pc.if_else(is_replaced, REPLACED, pa.scalar(None, pa.string()))
    )


def taken_over(contracts: pa.Table, lineage: pa.Table) -> pa.Table:
    """Contracts that also say what their silent copies knew: products named, and what it is for where that was unsure."""
    copies = lineage.filter(pc.equal(lineage["kind"], "same_as")).select(["child_id", "parent_id"]).to_pylist()
    if not copies:
        return contracts
    among = {name for copy in copies for name in copy.values()}
    ids = contracts["contract_id"].to_pylist()
    places = {name: place for place, name in enumerate(ids) if name in among}
    for column in (name for name in TAKEN if name in contracts.column_names):
        values = contracts[column].to_pylist()
        for copy in sorted(copies, key=lambda copy: (copy["parent_id"], copy["child_id"])):
            here, there = places.get(copy["parent_id"]), places.get(copy["child_id"])
            if here is None or there is None:
                continue
            if column == "product_names":
                values[here] = list(dict.fromkeys([*(values[here] or ()), *(values[there] or ())]))
            elif values[here] is None:
                values[here] = values[there]
        at = contracts.column_names.index(column)
        contracts = contracts.set_column(at, column, pa.chunked_array([pa.array(values, contracts[column].type)]))
    return contracts


def _one(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    return joined if isinstance(joined, pa.Array) else pa.concat_arrays(joined.chunks)
