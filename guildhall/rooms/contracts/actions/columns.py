"""Register columns as database columns: one rule by the model's field, so that no table needs a list of its own."""

from collections.abc import Mapping
from hashlib import blake2b

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import models
from django.utils.text import slugify

from guildhall.core import bulk


def fit(model: type[models.Model], rows: pa.Table, more: Mapping[str, pa.Array] | None = None) -> pa.Table:
    """The rows' columns that the model has, and `more`, as its table wants them: lists as JSON, no null in text."""
    given = {name: rows[name] for name in rows.column_names} | dict(more or {})
    columns = {}
    for field in model._meta.concrete_fields:
        if field.column in given:
            columns[field.column] = _as_field(field, given[field.column])
    return pa.table(columns)


def _as_field(field: models.Field, column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    if isinstance(field, models.JSONField):
        return bulk.json_lists(column) if pa.types.is_list(column.type) else column
    if pa.types.is_null(column.type):
        column = pc.cast(column, pa.string())
    if isinstance(field, models.CharField | models.TextField) and not field.null:
        text = pc.fill_null(column, "")
        return pc.utf8_slice_codeunits(text, 0, field.max_length) if field.max_length else text
    if isinstance(field, models.BooleanField) and not field.null:
        return pc.fill_null(column, False)
    return column


def keys(texts: pa.Array | pa.ChunkedArray) -> pa.Array:
    """A whole number for each text, the same at every load: 63 bits of a hash."""
    return pa.array(
        [int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1 for text in texts.to_pylist()],
        pa.int64(),
    )


class Places:
    """Where each name stands in a list: the join between the register's names and the database's keys."""

    def __init__(self, names: pa.Array | pa.ChunkedArray, ids: pa.Array) -> None:
        self.names = names.combine_chunks() if isinstance(names, pa.ChunkedArray) else names
        self.ids = ids

    def of(self, wanted: pa.Array | pa.ChunkedArray) -> pa.Array:
        """The key of each name, null where there is none."""
        found = self.places(wanted)
        return self.ids.take(found)

    def places(self, wanted: pa.Array | pa.ChunkedArray) -> pa.Array:
        """The place of each name, null where there is none."""
        flat = wanted.combine_chunks() if isinstance(wanted, pa.ChunkedArray) else wanted
        return pc.index_in(flat, value_set=self.names)


def pairs(lists: pa.ChunkedArray, places: Places) -> tuple[np.ndarray, np.ndarray]:
    """Each row number with the place of each thing its list names; what is not known is left out, twice counts once."""
    whole = lists.combine_chunks()
    whole = pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole
    rows = np.asarray(pc.list_parent_indices(whole), dtype=np.int64)
    found = places.places(pc.list_flatten(whole))
    known = np.asarray(pc.is_valid(found))
    both = np.stack([rows[known], np.asarray(pc.drop_null(found), dtype=np.int64)])
    both = np.unique(both, axis=1)
    return both[0], both[1]


def slugs(names: list[str], tails: list[str]) -> list[str]:
    """A short address for each name; where two would be the same, the tail (a company number) tells them apart."""
    plain = [slugify(name)[:80].strip("-") or "unnamed" for name in names]
    count: dict[str, int] = {}
    for slug in plain:
        count[slug] = count.get(slug, 0) + 1
    out: list[str] = []
    seen: set[str] = set()
    for slug, tail in zip(plain, tails, strict=True):
        address = slug if count[slug] == 1 else f"{slug}-{slugify(tail)[-40:]}"
        while address in seen:
            address += "-x"
        seen.add(address)
        out.append(address)
    return out


def with_yearly_value(contracts: pa.Table) -> pa.Table:
    """Yearly value where none is stated: the value over the agreed term, never over less than a year.

    A framework's ceiling is no price, and a sum in another currency is not compared; both stay unknown.
    """
    whole = pc.coalesce(contracts["value_net"], contracts["value_gross"])
    days = pc.add(
        pc.subtract(pc.cast(contracts["ends_on"], pa.int32()), pc.cast(contracts["starts_on"], pa.int32())), 1
    )
    years = pc.max_element_wise(pc.divide(pc.cast(days, pa.float64()), 365.25), 1.0, skip_nulls=False)
    yearly = pc.round(pc.divide(pc.cast(whole, pa.float64()), years), 2)
    fair = pc.and_(
        pc.invert(pc.fill_null(contracts["is_framework"], False)),
        pc.and_(pc.equal(pc.fill_null(contracts["currency"], "GBP"), "GBP"), pc.greater(days, 0)),
    )
    worked_out = pc.and_(pc.is_null(contracts["value_year"]), pc.and_(pc.fill_null(fair, False), pc.is_valid(yearly)))
    type_ = contracts.schema.field("value_year").type
    value = pc.if_else(worked_out, pc.cast(yearly, type_, safe=False), contracts["value_year"])
    place = contracts.column_names.index("value_year")
    return contracts.set_column(place, "value_year", value).append_column("value_year_is_worked_out", worked_out)
