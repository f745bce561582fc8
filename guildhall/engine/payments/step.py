"""The table `payments`: drafts of all lists with their suppliers, what two lists both say told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from guildhall.engine.register.tables import TABLES
from guildhall.engine.sources.council_spend import drafts

if TYPE_CHECKING:
    from guildhall.engine.build.context import Context

SCHEMA = TABLES["payments"]
_WORDS = {"contract_ref": "contract_reference", "procurement_class": "proclass"}
_LINKED = "suppliers.linked"


def linked(work: Path, keys: Iterable[str], supplier_of: Mapping[str, str]) -> set[str]:
    """Keeps which supplier each mention in the lists turned out to be, for the step that comes later; all of them."""
    found = {key: supplier_of[key] for key in sorted(keys)}
    if found:
        (work / "payments" / _LINKED).write_bytes(msgspec.msgpack.encode(found))
    return set(found.values())


def make(folder: Path, on: date, context: Context) -> Mapping[str, Iterable[pa.RecordBatch]]:  # noqa: ARG001  # every step is asked alike
    """The payments of all lists, in the order of the files and their rows."""
    work = context.setup.work / "payments"
    if not any(work.glob("*.said")):
        return {}
    kept = work / _LINKED
    supplier_of: dict[str, str] = msgspec.msgpack.decode(kept.read_bytes()) if kept.exists() else {}
    return {"payments": _payments(work, supplier_of, context.names)}


def _payments(work: Path, supplier_of: Mapping[str, str], council_names: Mapping[str, str]) -> Iterator[pa.RecordBatch]:
    for path, said in drafts.said(work):
        meanings = _meanings(said, supplier_of, council_names)
        for batch in drafts.told(path):
            yield _batch(batch, said, meanings)


def _meanings(
    said: drafts.Said, supplier_of: Mapping[str, str], council_names: Mapping[str, str]
) -> dict[str, dict[str, pa.Array]]:
    """What a draft's numbers mean: for each kind of number, columns to take from."""
    days = said.days
    parties = said.parties
    bodies = said.bodies
    return {
        "day": {
            "paid_on": pa.array([each[0] if each else None for each in days], pa.date32()),
            "paid_latest_on": pa.array([each[1] if each else None for each in days], pa.date32()),
        },
        "party": {
            "supplier_id": _text(supplier_of.get(each.key, "") for each in parties),
            "supplier_name": _text(each.name for each in parties),
            "company_number": _text(each.company_number for each in parties),
            "is_redacted": pa.array([each.is_redacted for each in parties], pa.bool_()),
            "is_person": pa.array([each.is_person for each in parties], pa.bool_()),
        },
        "body": {
            "council_code": _text(each.code for each in bodies),
            "body_name": _text(each.name or council_names.get(each.code, "") for each in bodies),
        },
    }


def _text(values: Iterable[str]) -> pa.Array:
    return pa.array([value or None for value in values], pa.string())


def _batch(batch: pa.RecordBatch, said: drafts.Said, meanings: Mapping[str, Mapping[str, pa.Array]]) -> pa.RecordBatch:
    size = batch.num_rows
    columns: dict[str, pa.Array] = {
        name: values.take(batch.column(kind)) for kind, held in meanings.items() for name, values in held.items()
    }
    columns["amount_net"] = _net(batch, said.amount_kind)
    columns["amount_kind"] = pa.repeat(pa.scalar(said.amount_kind), size)
    columns["is_card"] = pa.repeat(pa.scalar(said.is_card), size)
    columns["document"] = pa.repeat(pa.scalar(said.document), size)
    for name in SCHEMA.names:
        if name not in columns:
            columns[name] = batch.column(_WORDS.get(name, name))
    return pa.RecordBatch.from_arrays([columns[name] for name in SCHEMA.names], schema=SCHEMA)


def _net(batch: pa.RecordBatch, kind: str) -> pa.Array:
    """The sum without VAT, where it is known."""
    if kind == "net":
        return batch.column("amount")
    if kind == "gross":
        return pc.subtract(batch.column("amount"), batch.column("vat")).cast(drafts.MONEY)
    return pa.nulls(batch.num_rows, drafts.MONEY)
