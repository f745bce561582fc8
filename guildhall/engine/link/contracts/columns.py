"""The contracts of a register as columns of numbers: what lineage compares."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from guildhall.engine.link.contracts import words
from guildhall.engine.register.tables import TABLES

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
NO_DAY = -(1 << 40)
"""Where a day is unknown."""
WORKS = 45
"""CPV division of building works."""
BESIDE = 183
"""Days within which contracts of one title began side by side."""
_OWN = r"^register-[a-z+-]+-(?P<base>[a-z0-9]*[0-9][a-z0-9]*)(?P<part>-[0-9]{1,3})?(?:-[0-9a-f]{8})?(?:-[0-9]+)?(?:-x[0-9a-f]{8})?$"
"""Ids of contracts that a council's register names by a reference, with what tells apart those of one reference."""
READ = [
    "contract_id", "council_codes", "title", "category", "supplier_ids", "supplier_names", "product_names", "starts_on", "ends_on",
    "last_end_on", "signed_on", "awarded_on", "first_published_on", "first_seen_on", "value_net", "value_gross",
    "status", "route", "is_framework", "main_category", "cpv", "ocids", "sources", "framework_id", "mentions",
]  # fmt: skip


class Lists(msgspec.Struct, frozen=True):
    """Some numbers for each contract: all values, whose each is, and what the numbers stand for."""

    values: Ints
    owner: Ints
    names: pa.Array


class Contracts(msgspec.Struct, frozen=True):
    """Every contract of a register, a row each, in the order of the register. -1 is unknown, NO_DAY for days."""

    ids: pa.Array
    place: Ints
    """Of each among all ids in order: breaks ties, so that the order of rows cannot matter."""
    rows: int
    councils: Lists
    lead: Ints
    """The first of its councils."""
    suppliers: Lists
    called: pa.Array
    """The suppliers' names as given."""
    products: Lists
    process_names: pa.Array
    process: Ints
    mentions: Lists
    """Processes and notices that its notices name in their words."""
    framework: Ints
    """The process that it names as its framework."""
    source: Ints
    category: Ints
    cpv: Ints
    """First five digits of the main CPV code."""
    starts: Ints
    ends: Ints
    lasts: Ints
    awarded: Ints
    since: Ints
    """The best day known for its beginning: start, award, signing or first notice."""
    told: Ints
    """The day of the first document that speaks of it."""
    net: Floats
    gross: Floats
    is_framework: Flags
    is_call_off: Flags
    is_once: Flags
    """Bought or built once: works, vehicles, a number of things."""
    is_void: Flags
    reference: Ints
    """What a council's register calls it, without the number of a part."""
    is_part: Flags
    """Its reference is another's with a number behind it."""
    crowd: Ints
    """How many of its council have the same words in the title and began within half a year."""
    titles: words.Titles


def read(folder: Path) -> Contracts:
    """The columns of the register in a folder."""
    file = pq.ParquetFile(folder / "contracts.parquet")
    held = set(file.schema_arrow.names)
    table = file.read(columns=[name for name in READ if name in held])
    for name in READ:
        if name not in held:  # a register of an earlier version
            table = table.append_column(name, pa.nulls(table.num_rows, TABLES["contracts"].field(name).type))
    return of(table)


NOBODY = (
    "^(?:various|multiple|many|several|see-|please-see|redacted|withheld|confidential|private-and-conf|n-a$|na$|tbc$|tba$|none$|nil$|"
    "not-|no-supplier|no-award|unknown|individual|supplier|sundry|miscellaneous|refer-to|as-per|framework-supplier)"
)
"""Ids of suppliers made of words that name nobody."""


def of(table: pa.Table) -> Contracts:
    """The columns of a table of contracts."""
    column = {name: _one(table[name]) for name in table.column_names}
    councils = _lists(column["council_codes"])
    lead = np.full(table.num_rows, -1, np.int64)
    lead[councils.owner[::-1]] = councils.values[::-1]
    process, framework = _together(_first(column["ocids"]), column["framework_id"])
    starts, awarded, *others = (
        _days(column[name]) for name in ("starts_on", "awarded_on", "signed_on", "first_published_on", "first_seen_on")
    )
    source = _first(column["sources"])
    dated = ~_truth(pc.equal(source, "council_registers"))  # a list's day says nothing of its rows
    since = np.where(starts == NO_DAY, awarded, starts)
    for other in others:
        since = np.where((since == NO_DAY) & dated, other, since)
    cpv = _digits(_first(column["cpv"]))
    titles = words.of(column["title"], lead, len(councils.names))
    once = titles.says_once | _truth(pc.equal(column["main_category"], "works"))
    once |= cpv // 1000 == WORKS
    once &= ~titles.says_lasting
    base, is_part = _own_reference(column["contract_id"])
    return Contracts(
        ids=column["contract_id"],
        place=_place(column["contract_id"]),
        rows=table.num_rows,
        councils=councils,
        lead=lead,
        suppliers=_named(_lists(column["supplier_ids"])),
        called=column["supplier_names"],
        products=_lists(column["product_names"]),
        process_names=_first(column["ocids"]),
        process=process,
        mentions=_lists(column["mentions"]),
        framework=framework,
        source=_codes(source),
        category=_codes(column["category"]),
        cpv=cpv,
        starts=starts,
        ends=_days(column["ends_on"]),
        lasts=_days(column["last_end_on"]),
        awarded=awarded,
        since=since,
        told=_days(column["first_seen_on"]),
        net=_money(column["value_net"]),
        gross=_money(column["value_gross"]),
        is_framework=_truth(column["is_framework"]),
        is_call_off=_truth(pc.equal(column["route"], "call_off")),
        is_once=once,
        is_void=_truth(pc.equal(column["status"], "cancelled")),
        reference=_codes(base),
        is_part=is_part,
        crowd=_crowd(titles.same, lead, since),
        titles=titles,
    )


def _one(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    return joined if isinstance(joined, pa.Array) else pa.concat_arrays(joined.chunks)


def _plain(values: pa.Array) -> npt.NDArray[Any]:
    return np.asarray(values.to_numpy(zero_copy_only=False))


def _lists(column: pa.Array) -> Lists:
    found = pc.list_flatten(column).dictionary_encode()
    return Lists(
        _plain(pc.fill_null(found.indices, -1)).astype(np.int64),
        _plain(pc.list_parent_indices(column)).astype(np.int64),
        found.dictionary,
    )


def _own_reference(ids: pa.Array) -> tuple[pa.Array, Flags]:
    """What a register's row is called there, and whether that ends in the number of a part."""
    rows = pc.starts_with(ids, "register-")
    found = pc.extract_regex(ids.filter(rows), _OWN)
    base = pa.nulls(len(ids), pa.string())
    part = np.zeros(len(ids), bool)
    part[_truth(rows)] = _truth(pc.not_equal(pc.struct_field(found, "part"), ""))
    return pc.replace_with_mask(base, rows, pc.struct_field(found, "base")), part


def _crowd(same: Ints, council: Ints, since: Ints) -> Ints:
    """How many others of the same title and council began within half a year of each."""
    order = np.lexsort((since, same, council))
    group = np.cumsum(np.append(False, (np.diff(same[order]) != 0) | (np.diff(council[order]) != 0)))[: len(order)]
    days = since[order] - since.min(initial=0)
    span = np.int64(1) << 42
    at = group * span + np.minimum(days, span // 2)
    near = np.searchsorted(at, at + BESIDE, side="right") - np.searchsorted(at, at - BESIDE)
    found = np.empty(len(order), np.int64)
    found[order] = near - 1
    return np.where(same == 0, 0, found)


def _named(found: Lists) -> Lists:
    """Without those that name nobody."""
    nobody = _plain(pc.match_substring_regex(found.names, NOBODY)).astype(bool)
    kept = ~np.append(nobody, True)[found.values]
    return Lists(found.values[kept], found.owner[kept], found.names)


def _first(column: pa.Array) -> pa.Array:
    """The first of each list, null where there is none."""
    has_any = pc.greater(pc.fill_null(pc.list_value_length(column), 0), 0)
    return pc.list_element(pc.if_else(has_any, column, pa.scalar([None], column.type)), 0)


def _codes(values: pa.Array) -> Ints:
    return _plain(pc.fill_null(values.dictionary_encode().indices, -1)).astype(np.int64)


def _place(ids: pa.Array) -> Ints:
    found = np.empty(len(ids), np.int64)
    found[_plain(pc.sort_indices(ids))] = np.arange(len(ids))
    return found


def _together(*columns: pa.Array) -> Sequence[Ints]:
    """Codes of several columns that speak of the same things."""
    codes = _codes(pa.concat_arrays([column.cast(pa.string()) for column in columns]))
    return np.split(codes, np.cumsum([len(column) for column in columns])[:-1])


def _days(column: pa.Array) -> Ints:
    return _plain(pc.fill_null(column.cast(pa.int32()).cast(pa.int64()), NO_DAY))


def _money(column: pa.Array) -> Floats:
    """Sums in pounds; a nought or a penny is no sum."""
    found = _plain(pc.fill_null(column.cast(pa.float64()), np.nan)).astype(np.float64)
    return np.where(found > 1, found, np.nan)


def _truth(column: pa.Array) -> Flags:
    return _plain(pc.fill_null(column, False)).astype(bool)


def _digits(codes: pa.Array) -> Ints:
    whole = pc.match_substring_regex(codes, "^[0-9]{8}")
    return _plain(pc.fill_null(pc.if_else(whole, pc.utf8_slice_codeunits(codes, 0, 5), None).cast(pa.int64()), -1))
