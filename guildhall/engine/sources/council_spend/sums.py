"""Whole columns of sums at once: what Arrow can read it reads, the rest is read cell by cell, each spelling once."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from guildhall.engine.clean import money, text

MONEY = pa.decimal128(18, 2)
_PLAIN = r"^-?[0-9]{1,13}(\.[0-9]{1,2})?$"
_WITH_COMMAS = r"^-?£? ?-?[0-9]{1,3}(,[0-9]{3})*(\.[0-9]{1,2})?$"


def read(cells: pa.Array) -> pa.Array:
    """The sums of a column of tidy text; null where a cell holds none."""
    plain = pc.match_substring_regex(cells, _PLAIN)
    if not pc.all(plain).as_py():
        bare = pc.match_substring_regex(cells, _WITH_COMMAS)
        if pc.any(bare).as_py():
            without = cells
            for mark in (",", "£", " "):
                without = pc.replace_substring(without, mark, "")
            cells = pc.if_else(bare, without, cells)
            plain = pc.and_(pc.or_(plain, bare), pc.invert(pc.starts_with(cells, "--")))
    sums = pc.cast(pc.if_else(plain, cells, pa.scalar(None, pa.string())), MONEY)
    if sums.null_count == 0:
        return sums
    rest = cells.filter(pc.invert(plain)).dictionary_encode()
    spelt = pa.array([_one(cell) for cell in rest.dictionary.to_pylist()], MONEY)
    return pc.replace_with_mask(sums, pc.invert(plain), spelt.take(rest.indices))


def _one(cell: str) -> Decimal | None:
    if not cell:
        return None
    found = money.read(cell).amount
    return found if found is not None else money.read(text.mend(cell).replace("œ", "£")).amount
