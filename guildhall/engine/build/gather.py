"""Stage three: the rows of all parts into one Parquet file per table, and the tables that follow from the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from guildhall.engine.build import archive
from guildhall.engine.build import whole as stage
from guildhall.engine.build.assemble import Part, spooled
from guildhall.engine.build.context import Context
from guildhall.engine.build.outcome import Gathered, Lost
from guildhall.engine.link import products, suppliers
from guildhall.engine.payments import overlaps
from guildhall.engine.payments import step as payments
from guildhall.engine.quality import coverage, look
from guildhall.engine.records import Issue, Observation, Succession
from guildhall.engine.register import write
from guildhall.engine.register.read import NoRegisterError, open_register
from guildhall.engine.sets import step as sets
from guildhall.engine.sources.council_spend import drafts
from guildhall.engine.sources.reorganisation import read as reorganisation

BULK = ("claims", "notices")
"""Tables that are only put together; the others follow from `contracts`."""


def bulk(context: Context, folder: Path) -> Gathered:
    """The long tables: claims and notices."""
    return Gathered({table: write.write_table(table, _batches(context, table), folder) for table in BULK})


def derived(
    context: Context, folder: Path, home: Path, rows_of_sources: Mapping[str, tuple[int, int]], on: date
) -> Gathered:
    """Contracts with their suppliers linked, and the tables that follow from them."""
    whole = _Whole(context)
    tables = {"contracts": write.write_table("contracts", whole.contracts(), folder)}
    small = {
        "suppliers": whole.supplier_rows(),
        "supplier_names": whole.supplier_name_rows(),
        "observations": whole.observation_rows(),  # before products, which count them
        "products": whole.product_rows(),
        "councils": council_rows(context),
        "successions": [_row(s) for s in successions(context)],
    }
    for table, rows in small.items():
        tables[table] = write.write_table(table, [write.table_of(table, rows)], folder)
    seen = look.at(folder, _batches(context, "notices"), on=on, rows=rows_of_sources, names=context.names)
    issues = [_row(issue) for issue in chain(whole.issues(), seen.issues)]
    tables["issues"] = write.write_table("issues", [write.table_of("issues", issues)], folder)
    tables |= stage.tables(context, folder, on, _batches(context, "findings"))
    shown = [*whole.coverage_rows(rows_of_sources), *seen.rows, *look.at_spend(folder, context.names)]
    shown += sets.coverage(folder, context.setup.work)
    tables["coverage"] = write.write_table(
        "coverage", [write.table_of("coverage", [r._asdict() for r in shown])], folder
    )
    return Gathered(tables, whole.lost(home), len(whole.known.of_council))


class _Whole:
    """What is known only when all parts are there."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.parts: list[Part] = []
        self.seen: suppliers.Sightings = {}
        self.documents: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.known = coverage.Tally()
        decode = msgspec.msgpack.Decoder(Part).decode
        for path in sorted((context.setup.work / "parts").iterdir()):
            part = decode(path.read_bytes())
            suppliers.merge(self.seen, part.seen)
            self.documents.update(part.documents)
            self.known.merge(part.known)
            self.left_out.update(part.left_out)
            part.seen = {}
            self.parts.append(part)
        paid: set[str] = set()
        for seen in drafts.seen(context.setup.work / "payments"):
            paid.update(seen)
            suppliers.merge(self.seen, seen)
        self.linked = suppliers.identified(self.seen, context.judgements)
        self.supplier_of, self.suppliers = self.linked.of, self.linked.suppliers
        archive.keep_suppliers(context.setup.work, self.supplier_of)
        self.paid = payments.linked(context.setup.work, paid, self.supplier_of)
        self.name_of = {supplier.supplier_id: supplier.name for supplier in self.suppliers}
        self.contracts_of: Counter[str] = Counter()
        self.councils_of: dict[str, set[str]] = {}
        self.tallies: products.Tallies = {}
        self.ids: set[str] = set()

    def contracts(self) -> Iterator[pa.RecordBatch]:
        """The contracts, each supplier under its id. What is counted on the way goes into other tables."""
        for batch in _batches(self.context, "contracts"):
            keys: list[list[str]] = batch.column("supplier_ids").to_pylist()
            linked = [list(dict.fromkeys([self.supplier_of[key] for key in row])) for row in keys]
            councils: list[str] = batch.column("council_code").to_pylist()
            for ids, council in zip(linked, councils, strict=True):
                for supplier_id in ids:
                    self.contracts_of[supplier_id] += 1
                    self.councils_of.setdefault(supplier_id, set()).add(council)
            self._products(batch, linked, councils)
            self.ids.update(batch.column("contract_id").to_pylist())
            at = batch.schema.get_field_index("supplier_ids")
            yield batch.set_column(at, batch.schema.field(at), pa.array(linked, batch.schema.field(at).type))

    def _products(self, batch: pa.RecordBatch, linked: list[list[str]], councils: list[str]) -> None:
        categories: list[str | None] = batch.column("category").to_pylist()
        for names, ids, council, category in zip(
            batch.column("product_names").to_pylist(), linked, councils, categories, strict=True
        ):
            for name in names:
                known = self.context.products.named(name)
                if known is not None:
                    supplier, kind = known.supplier, known.category
                else:
                    supplier, kind = self.name_of[ids[0]] if len(ids) == 1 else "", category or ""
                products.note(self.tallies, name, council=council, supplier=supplier, category=kind, contracts=1)

    def supplier_rows(self) -> list[dict[str, Any]]:
        return [
            _row(supplier)
            | {
                "contracts": self.contracts_of[supplier.supplier_id],
                "councils": len(self.councils_of.get(supplier.supplier_id, ())),
            }
            for supplier in self.suppliers
            if self._is_shown(supplier.supplier_id)
        ]

    def _is_shown(self, supplier_id: str) -> bool:
        return bool(self.contracts_of[supplier_id]) or supplier_id in self.paid

    def supplier_name_rows(self) -> list[dict[str, Any]]:
        return [_row(each) for each in self.linked.names if self._is_shown(each.supplier_id)]

    def observation_rows(self) -> list[dict[str, Any]]:
        decode = msgspec.msgpack.Decoder(list[Observation]).decode
        seen: dict[tuple[Any, ...], dict[str, Any]] = {}
        for path in sorted((self.context.setup.work / "observations").iterdir()):
            for each in decode(path.read_bytes()):
                known = self.context.products.named(each.product)
                name = known.name if known is not None else each.product
                supplier = known.supplier if known is not None else each.supplier_name
                code = self._council(each)
                key = (code, each.service_area, name, each.url, each.seen_on)
                if key in seen or not code:
                    continue
                number = products.note(
                    self.tallies, name, council=code, supplier=supplier,
                    category=known.category if known is not None else "",
                )  # fmt: skip
                own = {"council_code": code, "product_id": number, "product": name, "source": "observed_systems"}
                seen[key] = _row(each) | own
        return sorted(
            seen.values(), key=lambda r: (r["council_code"], r["product_id"], str(r["seen_on"]), str(r["url"]))
        )

    def _council(self, seen: Observation) -> str:
        """The council of a sign: by its code, else by its name; empty for a joint service or another body."""
        if seen.council_code in self.context.book.councils:
            return seen.council_code
        codes = self.context.finder.find(seen.council_name).codes if seen.council_name else ()
        return codes[0] if len(codes) == 1 else ""

    def product_rows(self) -> list[dict[str, Any]]:
        return [_row(product) for product in products.link(self.tallies)]

    def issues(self) -> Iterator[Issue]:
        """All that was wrong with the input, in the order of the files and their rows."""
        decode = msgspec.msgpack.Decoder(list[Issue]).decode
        for path in sorted((self.context.setup.work / "issues").iterdir()):
            yield from decode(path.read_bytes())
        yield from self.context.book.issues
        for path in self.context.setup.successions:
            yield from reorganisation.read_extra(path, self.context.book.councils.keys()).issues
        yield from self.context.issues
        yield from self.linked.issues()
        yield from overlaps.find(self.context.setup.work / "payments")
        for part in self.parts:
            yield from part.issues

    def coverage_rows(self, rows_of_sources: Mapping[str, tuple[int, int]]) -> Iterator[coverage.Row]:
        book, is_sample = self.context.book, self.context.setup.is_sample
        yield from self.known.of_register(c for c in book.councils.values() if c.is_sample == is_sample)
        yield from coverage.of_sources(self.documents, self.left_out, rows_of_sources)
        yield from self.known.of_fields()
        yield from self.known.of_councils(self.context.names)

    def lost(self, home: Path) -> Lost | None:
        """What the last register held and this one does not."""
        held = 0
        gone: Counter[str] = Counter()
        try:
            with open_register(home) as last:
                is_sample = last.is_sample
                for row in last.rows("contracts", ["contract_id", "sources"]):
                    held += 1
                    if row["contract_id"] not in self.ids:
                        gone[", ".join(row["sources"])] += 1
        except (NoRegisterError, pa.ArrowException, OSError, LookupError):  # none, or too damaged to compare with
            return None
        return Lost(held, gone.total(), is_sample, dict(sorted(gone.items())))


def council_rows(context: Context) -> list[dict[str, Any]]:
    """The councils of the register's world: the real ones, or the sample's own."""
    book = context.book
    return [
        _row(council) | {"names": book.names.get(code, ()), "neighbours": book.neighbours.get(code, ())}
        for code, council in sorted(book.councils.items())
        if council.is_sample == context.setup.is_sample
    ]


def successions(context: Context) -> Iterator[Succession]:
    """Who passes into whom: the real ones unless this is the sample, and those of the files given."""
    if not context.setup.is_sample:
        yield from reorganisation.successions()
    for path in context.setup.successions:
        yield from reorganisation.read_extra(path, context.book.councils.keys()).successions


def _batches(context: Context, table: str) -> Iterable[pa.RecordBatch]:
    paths = (spooled(context.setup.work, table, number) for number in range(context.setup.parts))
    return write.unspool(path for path in paths if path.exists())


def _row(struct: msgspec.Struct) -> dict[str, Any]:
    """A struct as a row; empty text is unknown."""
    return {name: value if value != "" else None for name, value in msgspec.structs.asdict(struct).items()}
