"""Payments and contracts of a whole country, invented in columns: skewed as real ones are, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from guildhall.engine.register.tables import TABLES

COUNCILS = 400
NATIONAL, LOCAL = 6_000, 2_500
"""Suppliers who sell to all, and suppliers of one council alone."""
FIRST, DAYS = date(2016, 4, 1), 3_850
MONTHS = 127
CHUNK = 1_000_000
EPOCH = date(1970, 1, 1)
_MONEY = pa.decimal128(18, 2)


def _councils(draw: np.random.Generator, count: int) -> np.ndarray:
    """A few councils pay a large part of all payments."""
    weight = np.random.default_rng(7).lognormal(0, 1.0, COUNCILS)
    return draw.choice(COUNCILS, count, p=weight / weight.sum())


def _suppliers(draw: np.random.Generator, council: np.ndarray) -> np.ndarray:
    """A third of payments go to suppliers known everywhere; in each pool a few get most of them."""
    count = len(council)
    national = draw.random(count) < 0.35
    place = np.minimum(draw.pareto(0.7, count), 1e9).astype(np.int64)
    here = NATIONAL + council.astype(np.int64) * LOCAL + (place * 7 + draw.integers(0, 40, count)) % LOCAL
    return np.where(national, (place * 13 + draw.integers(0, 200, count) + council % 17) % NATIONAL, here)


def _named(numbers: np.ndarray, names: pa.Array, unknown: np.ndarray | None = None) -> pa.Array:
    codes = pa.array(numbers.astype(np.int32), mask=unknown)
    return pa.DictionaryArray.from_arrays(codes, names).cast(pa.string())


def _council_names() -> pa.Array:
    return pa.array([f"C{number:03d}" for number in range(COUNCILS)])


def _supplier_names() -> pa.Array:
    return pa.array([f"GB-COH-{number:08d}" for number in range(NATIONAL + COUNCILS * LOCAL)])


def _pounds(draw: np.random.Generator, count: int) -> np.ndarray:
    """Pence: most payments are small, a few are enormous, three in a hundred come back."""
    pence = (draw.lognormal(7.2, 1.6, count) * 100).astype(np.int64) + 1
    return np.where(draw.random(count) < 0.03, -pence, pence)


def money(pence: np.ndarray, unknown: np.ndarray | None = None) -> pa.Array:
    """Pence as pounds with two places, without a loop: the integers are the decimals' own digits."""
    wide = np.empty((len(pence), 2), dtype=np.int64)
    wide[:, 0], wide[:, 1] = pence, pence >> 63
    valid = None
    if unknown is not None:
        valid = pa.py_buffer(np.packbits(~unknown, bitorder="little").tobytes())
    return pa.Array.from_buffers(_MONEY, len(pence), [valid, pa.py_buffer(wide.tobytes())])


def _day(numbers: np.ndarray, unknown: np.ndarray | None = None) -> pa.Array:
    return pa.array(numbers.astype(np.int32), pa.int32(), mask=unknown).cast(pa.date32())


def chunks(count: int, seed: int = 2014) -> Iterator[pa.Table]:
    """Payments, a million at a time: with the columns the sums read."""
    councils, suppliers = _council_names(), _supplier_names()
    kinds = pa.array(["net", "gross", "unknown"])
    documents = pa.array([f"C{council:03d}/{month}.csv" for council in range(COUNCILS) for month in range(MONTHS)])
    start = (FIRST - EPOCH).days
    for number, begin in enumerate(range(0, count, CHUNK)):
        draw = np.random.default_rng([seed, number])
        size = min(CHUNK, count - begin)
        council = _councils(draw, size)
        supplier = _suppliers(draw, council)
        redacted = draw.random(size) < 0.06
        day = draw.integers(0, DAYS, size)
        yield pa.table(
            {
                "council_code": _named(council, councils),
                "supplier_id": _named(supplier, suppliers, redacted),
                "paid_on": _day(start + day, draw.random(size) < 0.0005),
                "amount": money(_pounds(draw, size)),
                "amount_kind": _named(council % 3, kinds),
                "document": _named(council * MONTHS + day * MONTHS // DAYS, documents),
            }
        )


def contracts(count: int, seed: int = 2014) -> pa.Table:
    """Contracts of the same councils, half of them with suppliers who are paid; one in eight without an end."""
    draw = np.random.default_rng([seed, 1 << 20])
    council = _councils(draw, count)
    supplier = np.where(
        draw.random(count) < 0.5, _suppliers(draw, council), draw.integers(0, NATIONAL + COUNCILS * LOCAL, count)
    )
    start = (FIRST - EPOCH).days - 1000 + draw.integers(0, DAYS + 1000, count)
    first = start + draw.integers(180, 1800, count)
    extended = first + draw.integers(0, 4, count) * 365
    lists = np.arange(count + 1, dtype=np.int32)
    codes = _named(council, _council_names())
    held = {
        "contract_id": pa.array([f"contract-{number:07d}" for number in range(count)]),
        "council_code": codes,
        "council_codes": pa.ListArray.from_arrays(lists, codes),
        "supplier_ids": pa.ListArray.from_arrays(lists, _named(supplier, _supplier_names())),
        "category": _named(draw.integers(0, 46, count), pa.array([f"category_{n}" for n in range(46)])),
        "starts_on": _day(start, draw.random(count) < 0.05),
        "ends_on": _day(first, draw.random(count) < 0.12),
        "last_end_on": _day(extended, draw.random(count) < 0.75),
        "value_net": money(_pounds(draw, count) * 40, draw.random(count) < 0.3),
        "extension": _named(draw.integers(0, 3, count), pa.array(["declared", "none_declared", "unknown"])),
        "status": _named(draw.integers(0, 20, count) // 19, pa.array(["active", "planned"])),
        "is_framework": pa.array(draw.random(count) < 0.1),
    }
    return pa.table(
        [held[field.name] if field.name in held else pa.nulls(count, field.type) for field in TABLES["contracts"]],
        schema=TABLES["contracts"],
    )


def write(folder: Path, count: int, of_contracts: int) -> tuple[Path, Path]:
    """Both tables as Parquet; written once and used again."""
    folder.mkdir(parents=True, exist_ok=True)
    payments, agreed = folder / f"payments-{count}.parquet", folder / f"contracts-{of_contracts}.parquet"
    if not agreed.exists():
        pq.write_table(contracts(of_contracts), agreed)
    if not payments.exists():
        part = payments.with_suffix(".part")
        made = chunks(count)
        first = next(made)
        with pq.ParquetWriter(part, first.schema, compression="zstd", compression_level=1) as writer:
            writer.write_table(first)
            for chunk in made:
                writer.write_table(chunk)
        part.rename(payments)
    return payments, agreed
