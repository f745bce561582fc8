"""What arrived: from each source, and from each source for each council, with the first and the last day it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from guildhall.engine.quality.coverage import Row
from guildhall.engine.quality.frame import NO_DAY, Frame, as_date

LATEST = np.int32(2**31 - 1)


def of_sources(frame: Frame) -> Iterator[Row]:
    """Contracts of each source and the days on which its documents were published."""
    for source, mask in frame.from_source.items():
        count = int(mask.sum())
        first, last = _bounds(frame.days["first_seen_on"][mask]), _bounds(frame.days["last_seen_on"][mask])
        words = f"{count:,} of {frame.size:,} contracts are told of by {source}."
        yield Row("brought", source, "contracts", count, frame.size, words, None, first[0], last[1])


def _bounds(days: npt.NDArray[np.int32]) -> tuple[date | None, date | None]:
    known = days[days != NO_DAY]
    return (as_date(known.min()), as_date(known.max())) if len(known) else (None, None)


def of_councils(frame: Frame, names: Mapping[str, str]) -> Iterator[Row]:
    """For each council with any contract: how many come from which source, first and last seen when."""
    size = len(frame.councils)
    everyone = frame.council >= 0
    totals = np.bincount(frame.council[everyone], minlength=size)
    rows = []
    for source, mask in frame.from_source.items():
        own = mask & everyone
        counts = np.bincount(frame.council[own], minlength=size)
        first = _per_council(frame, own, "first_seen_on", size, earliest=True)
        last = _per_council(frame, own, "last_seen_on", size, earliest=False)
        for place in np.flatnonzero(counts):
            code = frame.councils[place] or ""
            words = (
                f"{counts[place]:,} of {totals[place]:,} contracts of {names.get(code, code)} are told of by {source}."
            )
            rows.append(
                Row(
                    "arrived", code, source, int(counts[place]), int(totals[place]), words, None,
                    None if first[place] == LATEST else as_date(first[place]),
                    None if last[place] == NO_DAY else as_date(last[place]),
                )
            )  # fmt: skip
    yield from sorted(rows, key=lambda row: (row.key, row.measure))


def _per_council(
    frame: Frame, mask: npt.NDArray[np.bool_], name: str, size: int, *, earliest: bool
) -> npt.NDArray[np.int32]:
    days, council = frame.days[name][mask], frame.council[mask]
    known = days != NO_DAY
    out = np.full(size, LATEST if earliest else NO_DAY, np.int32)
    (np.minimum if earliest else np.maximum).at(out, council[known], days[known])
    return out


def of_spend(spend: pa.Table, names: Mapping[str, str]) -> Iterator[Row]:
    """Payments of each council: how many could be given to a supplier, and the days they cover."""
    if not spend.num_rows:
        return
    named = pc.if_else(pc.is_valid(spend["supplier_id"]), spend["payments"], 0)
    columns = {name: spend[name] for name in ("council_code", "payments", "first_paid_on", "last_paid_on")}
    added = pa.table(columns | {"named": named}).group_by("council_code").aggregate([
        ("payments", "sum"), ("named", "sum"), ("first_paid_on", "min"), ("last_paid_on", "max"),
    ])  # fmt: skip
    for row in added.filter(pc.is_valid(added["council_code"])).sort_by("council_code").to_pylist():
        code, total, known = row["council_code"], row["payments_sum"] or 0, row["named_sum"] or 0
        words = f"{known:,} of {total:,} payments of {names.get(code, code)} name a supplier."
        yield Row(
            "arrived",
            code,
            "council_spend",
            known,
            total,
            words,
            None,
            row["first_paid_on_min"],
            row["last_paid_on_max"],
        )
