"""When a contract ran, and how that cuts the time of a council and a supplier into spans."""

from __future__ import annotations

from datetime import date

import ibis
from ibis import _
from ibis.expr.types import DateValue, Table

BEGINNING, FOREVER = date(1900, 1, 1), date(2999, 12, 31)
"""Stand for a start and an end that are not known."""
PAIR = ("council_code", "supplier_id")
NO_CONTRACT = ("planned", "cancelled")
"""States of what was never agreed, or not yet."""


def later(day: DateValue, **step: int) -> DateValue:
    """A day so many days or months on. DuckDB makes a moment of such a sum; it is made a day again."""
    return (day + ibis.interval(**step)).cast("timestamp").date()


def originals(contracts: Table, lineage: Table | None) -> Table:
    """What was agreed, each under the id of the contract it is a copy of: the same one told by several places."""
    known = contracts.filter(~_.status.fill_null("").isin(NO_CONTRACT))
    if lineage is None:
        return known.mutate(original=_.contract_id)
    copies = lineage.filter(_.kind == "same_as").group_by("child_id").agg(parent_id=_.parent_id.min())
    parents = copies.view().select(middle_id="child_id", first_id="parent_id")
    first = copies.left_join(parents, copies.parent_id == parents.middle_id).select(
        "child_id", original=ibis.coalesce(_.first_id, _.parent_id)
    )
    return known.left_join(first, known.contract_id == first.child_id).mutate(
        original=ibis.coalesce(_.original, _.contract_id)
    )


def windows(contracts: Table, lineage: Table | None, coverage: Table, grace_months: int) -> Table:
    """One row for each contract, council that bought and supplier, where the council's payments are known.

    It may have run from `since` to `until`, and surely did from `sure_since` to `sure_until`; null where that cannot be
    said. Copies of one contract share the dates of all of them.
    """
    last = ibis.coalesce(
        _.ended_on, ibis.ifelse(_.last_end_on < _.ends_on, _.ends_on, _.last_end_on), _.last_end_on, _.ends_on
    )
    dated = originals(contracts, lineage).select(
        "contract_id",
        "original",
        "council_codes",
        "supplier_ids",
        first_day=ibis.coalesce(_.starts_on, _.signed_on, _.awarded_on),
        last_day=last,
        latest_day=ibis.coalesce(last, _.ends_latest_on),
        sure_since=_.starts_on,
        sure_until=ibis.coalesce(last, _.ends_earliest_on),
    )
    apart = _told_together(dated) if lineage is not None else dated
    apart = apart.mutate(council_code=_.council_codes.unnest()).drop("council_codes")
    apart = apart.mutate(supplier_id=_.supplier_ids.unnest()).drop("supplier_ids")
    apart = apart.filter(_.council_code.notnull(), _.supplier_id.notnull()).distinct()
    return apart.join(coverage, "council_code").mutate(
        since=_.first_day.fill_null(BEGINNING),
        until=_.latest_day.fill_null(FOREVER),
        grace_until=later(_.last_day, months=grace_months),
    )


def _told_together(dated: Table) -> Table:
    """Copies of one contract under the dates of all of them: its first start, its last end."""
    same = ibis.window(group_by="original")
    first, last = ("first_day", "sure_since"), ("last_day", "latest_day", "sure_until")
    return dated.mutate(
        **{name: _[name].min().over(same) for name in first}, **{name: _[name].max().over(same) for name in last}
    )


def _cut(rows: Table, day: DateValue, sure: int = 0, perhaps: int = 0) -> Table:
    """Days on which something begins or ends, and what it does to the number of running contracts."""
    found = rows.select(*PAIR, day=day, sure=ibis.literal(sure, "int64"), perhaps=ibis.literal(perhaps, "int64"))
    return found.filter(_.day.notnull())


def spans(windows: Table) -> Table:
    """The time of each council and supplier, cut at every day on which something begins or ends.

    Within a span nothing changes: so many contracts of the two surely run (`sure`), so many may (`perhaps`, the sure ones
    included); copies count once. Spans of a pair never overlap, so a payment falls into one at most.
    """
    agreed = windows.select(*PAIR, "original", "since", "until", "sure_since", "sure_until").distinct()
    may = agreed.filter(_.since <= _.until)
    does = agreed.filter(_.sure_since <= _.sure_until)
    edges = windows.select(*PAIR, "last_day", "grace_until", "since", "rate_from_on", "covered_until_on").distinct()
    days = ibis.union(
        _cut(may, may.since, perhaps=1),
        _cut(may, later(may.until, days=1), perhaps=-1),
        _cut(does, does.sure_since, sure=1),
        _cut(does, later(does.sure_until, days=1), sure=-1),
        _cut(edges, edges.since),
        _cut(edges, later(edges.last_day, days=1)),
        _cut(edges, later(edges.grace_until, days=1)),
        _cut(edges, edges.rate_from_on),
        _cut(edges, later(edges.covered_until_on, days=1)),
    )
    summed = days.group_by(*PAIR, "day").agg(sure=_.sure.sum(), perhaps=_.perhaps.sum())
    order = {"group_by": list(PAIR), "order_by": "day"}
    running = ibis.window(**order, preceding=None, following=0)
    return summed.select(
        *PAIR,
        span_from=_.day,
        span_until=later(_.day.lead().over(ibis.window(**order)), days=-1).fill_null(FOREVER),
        sure=_.sure.sum().over(running),
        perhaps=_.perhaps.sum().over(running),
    )
