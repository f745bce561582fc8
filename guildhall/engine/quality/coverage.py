"""What a register knows and does not know: x of y, for every field, council and source, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from guildhall.engine.records import Council

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


def _is_told(lists: pa.Array) -> pa.Array:
    return pc.greater(pc.list_value_length(lists), 0)


def _is_known(batch: pa.RecordBatch, field: str) -> pa.Array:
    """Which contracts have what `FIELDS` speaks of."""
    if field in {"supplier_names", "cpv"}:
        return _is_told(batch.column(field))
    if field == "extension":
        return pc.not_equal(batch.column(field), "unknown")
    if field == "value":
        return pc.or_(batch.column("value_net").is_valid(), batch.column("value_gross").is_valid())
    if field == "decide_by":
        ends = (batch.column(f"decide_by_{end}_on").is_valid() for end in ("earliest", "latest"))
        return pc.or_(*ends)
    return batch.column(field).is_valid()


def _mask(values: pa.Array) -> npt.NDArray[Any]:
    mask: npt.NDArray[Any] = pc.fill_null(values, fill_value=False).to_numpy(zero_copy_only=False)
    return mask


class Row(NamedTuple):
    """One row of the register's `coverage`."""

    scope: str
    key: str
    measure: str
    known: int
    total: int
    words: str
    state: str | None = None
    """`kept`, `odd` or `unknown`, where something was expected of it."""
    first_on: date | None = None
    last_on: date | None = None


class Tally(msgspec.Struct, gc=False):
    """Counts what is known part by part, so that contracts need not be held."""

    contracts: int = 0
    known: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    digital: int = 0
    in_category: int = 0
    disputed: int = 0
    newest: date | None = None
    of_council: dict[str, list[int]] = {}
    """Number of contracts, then how many of them have each of `OF_COUNCIL`."""

    def add(self, batch: pa.RecordBatch) -> None:
        """Some rows of `contracts`."""
        known = {field: _mask(_is_known(batch, field)) for field in FIELDS}
        for field, mask in known.items():
            self.known[field] += int(mask.sum())
        self.contracts += batch.num_rows
        self.disputed += int(_mask(_is_told(batch.column("disputed"))).sum())
        digital = _mask(pc.fill_null(batch.column("is_digital"), fill_value=False))
        self.digital += int(digital.sum())
        self.in_category += int((digital & _mask(batch.column("category").is_valid())).sum())
        newest = pc.max(batch.column("last_seen_on")).as_py()
        if newest is not None and (self.newest is None or newest > self.newest):
            self.newest = newest
        councils = pc.dictionary_encode(batch.column("council_code"))
        at, codes = councils.indices.to_numpy(), councils.dictionary.to_pylist()
        counts = [np.bincount(at, minlength=len(codes))]
        counts += [np.bincount(at[known[field]], minlength=len(codes)) for field in OF_COUNCIL]
        for code, *more in zip(codes, *(count.tolist() for count in counts), strict=True):
            mine = self.of_council.setdefault(code, [0] * len(more))
            for place, count in enumerate(more):
                mine[place] += count

    def merge(self, other: Tally) -> None:
        """Add what another part of the build counted."""
        for field, count in other.known.items():
            self.known[field] += count
        self.contracts += other.contracts
        self.digital += other.digital
        self.in_category += other.in_category
        self.disputed += other.disputed
        if other.newest is not None and (self.newest is None or other.newest > self.newest):
            self.newest = other.newest
        for code, more in other.of_council.items():
            mine = self.of_council.setdefault(code, [0] * len(more))
            for place, count in enumerate(more):
                mine[place] += count

    def of_fields(self) -> Iterable[Row]:
        """How many contracts have each field."""
        total = self.contracts
        for field, words in FIELDS.items():
            count = self.known[field]
            yield Row("field", field, "known", count, total, f"{count:,} of {total:,} contracts have {words}.")

    def of_councils(self, names: Mapping[str, str]) -> Iterable[Row]:
        """The same for each council with any contract, as far as a reader of its page needs it."""
        for code, (total, *counts) in sorted(self.of_council.items()):
            for field, count in zip(OF_COUNCIL, counts, strict=True):
                words = f"{count:,} of {total:,} contracts of {names.get(code, code)} have {FIELDS[field]}."
                yield Row("council", code, field, count, total, words)

    def of_register(self, councils: Iterable[Council]) -> Iterable[Row]:
        """The whole in a few sentences: how many councils, what stays unclassified, where documents disagree."""
        on = self.newest
        now = [c.code for c in councils if on is None or ((c.starts_on or on) <= on < (c.ends_on or date.max))]
        here = sum(code in self.of_council for code in now)
        yield Row(
            "register", "councils", "with_contracts", here, len(now),
            f"{here:,} of {len(now):,} councils of today have at least one contract here.",
        )  # fmt: skip
        yield Row(
            "register", "category", "of_digital", self.in_category, self.digital,
            f"{self.in_category:,} of {self.digital:,} digital contracts are in a category; "
            f"{self.digital - self.in_category:,} stay unclassified.",
        )  # fmt: skip
        yield Row(
            "register", "disputed", "contracts", self.disputed, self.contracts,
            f"On {self.disputed:,} of {self.contracts:,} contracts the documents disagree about a date or a sum.",
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
