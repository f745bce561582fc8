"""A register into the site's database: in one transaction, so that the old one serves until the new one is whole."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from guildhall.core import bulk, clock, search
from guildhall.rooms.contracts import models
from guildhall.rooms.contracts.actions import changes, found, radar, whole
from guildhall.rooms.contracts.actions.columns import Places, fit, keys, pairs, slugs, with_yearly_value
from guildhall.rooms.contracts.actions.folder import Folder, RegisterRefusedError, open_folder
from guildhall.rooms.contracts.queries import index as index_queries
from guildhall.rooms.councils import actions as councils_actions
from guildhall.rooms.councils.models import Council, Succession

__all__ = ["Loaded", "RegisterRefusedError", "load_register"]

CHILDREN_FIRST = [
    *whole.MODELS, models.Change, models.CoverageRow, models.Issue, models.Finding, models.NoticeContract, models.Notice,
    models.Claim, models.Document, models.Observation, models.ContractProduct, models.ContractSupplier,
    models.Contract, models.Product, models.Supplier, models.Register, Succession, Council,
]  # fmt: skip


@dataclass(frozen=True)
class Loaded:
    """What a load did."""

    is_new: bool
    """False when the site already held this very register."""
    contracts: int
    rows: int
    seconds: float
    orphans: int
    """Claims, findings and links that point at no contract, and were left out."""


def load_register(home: Path, *, by: str, told: Callable[[str], None] = lambda _: None, anew: bool = False) -> Loaded:
    """Load the register in `home`. Refuses a register that is missing or damaged; what was loaded before then stays."""
    begun = time.perf_counter()
    with open_folder(home) as folder:
        held = models.Register.objects.defer("radar").first()
        if held and held.digest == folder.digest and not anew:
            return Loaded(False, held.contract_count, 0, time.perf_counter() - begun, 0)
        load = _Load(folder, told)
        try:
            with _unchecked(), transaction.atomic():
                before = changes.remember(folder, held)
                bulk.clear(CHILDREN_FIRST)
                search.forget()
                with bulk.without_indexes(CHILDREN_FIRST):
                    load.everything(before, by)
                bulk.analyse()
        except (pa.ArrowException, OSError, DatabaseError, KeyError) as error:
            message = f"The register in {home} could not be loaded: {error}. What the site showed before is untouched."
            raise RegisterRefusedError(message) from error
    return Loaded(True, load.contracts, load.rows, time.perf_counter() - begun, load.orphans)


@contextmanager
def _unchecked():
    """SQLite checks each emptied table against all that point at it, for minutes; the loader checks once, itself."""
    off = not bulk.is_postgres() and not connection.in_atomic_block and connection.disable_constraint_checking()
    try:
        yield
    finally:
        if off:
            connection.enable_constraint_checking()


class _Load:
    """One load: what its steps need of each other."""

    def __init__(self, folder: Folder, told: Callable[[str], None]) -> None:
        self.folder = folder
        self.told = told
        self.rows = 0
        self.orphans = 0
        self.contracts = 0

    def everything(self, before: changes.Before, by: str) -> None:
        """Each table in the order in which they point at each other."""
        contracts = with_yearly_value(self.folder.table("contracts"))
        contracts = whole.silenced(contracts, self.folder.table("lineage"), clock.today())
        ids = keys(contracts["contract_id"])
        if len(pc.unique(ids)) != len(ids):
            raise RegisterRefusedError(f"The register in {self.folder.home} holds one contract twice. Build it again.")
        self.contracts = contracts.num_rows
        councils = self._councils(contracts)
        index = radar.make(contracts, ids, councils["code"])
        self.write(models.Contract, self._contract_rows(contracts, ids, councils))
        place = Places(contracts["contract_id"], ids)
        named = self._suppliers_and_products(contracts, ids)
        self.told(f"{self.contracts:,} contracts")
        self._observations(councils, named["products"])
        self._claims(place)
        self._notices(place)
        index = self._findings(place, index)
        self._whole(place, councils, named)
        self.write(models.Issue, bulk.numbered(fit(models.Issue, self.folder.table("issues"))))
        self._coverage()
        changes.record(self.folder, before, contracts)
        search.store_names(found.names(councils, named, contracts), version=self.folder.digest)
        for documents in found.documents(councils, named, contracts, index, ids=ids, on=clock.today()):
            search.store(documents)
        self.told("search")
        models.Register.objects.create(
            id=1, digest=self.folder.digest, built_at=self.folder.built_at, loaded_at=timezone.now(),
            is_sample=_is_sample(contracts, self.folder.manifest), contract_count=self.contracts,
            manifest={**self.folder.manifest, "loaded_by": by}, radar=index_queries.pack(index),
            market=whole.market(self.folder),
        )  # fmt: skip

    def write(self, model: type[Model], rows: pa.Table) -> None:
        """Write and count."""
        self.rows += bulk.write(model, rows)

    def _councils(self, contracts: pa.Table) -> pa.Table:
        councils = self.folder.table("councils")
        # 2026-11: the register of councils has `st.-helens`; a dot in an address begins the name of a twin.
        plain = pc.replace_substring_regex(councils["slug"], r"[^A-Za-z0-9_-]+", "")
        councils = councils.set_column(councils.column_names.index("slug"), "slug", plain)
        live = pc.invert(pc.is_in(pc.fill_null(contracts["status"], ""), value_set=pa.array(radar.CLOSED)))
        digital = pc.and_(live, pc.fill_null(contracts["is_digital"], False))
        count = {
            "contract_count": _counted(contracts["council_code"], councils["code"]),
            "digital_count": _counted(contracts["council_code"].filter(digital), councils["code"]),
        }
        successions = self.folder.table("successions")
        links = {"predecessor_id": successions["predecessor_code"], "successor_id": successions["successor_code"]}
        councils_actions.replace_councils(fit(Council, councils, count), fit(Succession, successions, links))
        return councils

    def _contract_rows(self, contracts: pa.Table, ids: pa.Array, councils: pa.Table) -> pa.Table:
        known = pc.is_in(contracts["council_code"], value_set=councils["code"].combine_chunks())
        lead = pc.if_else(known, contracts["council_code"], None)
        rows = fit(models.Contract, contracts, {"id": ids, "council_id": lead})
        # In key order, so that the database appends to its table instead of writing all over it.
        return rows.take(pc.sort_indices(ids))

    def _suppliers_and_products(self, contracts: pa.Table, ids: pa.Array) -> dict[str, pa.Table]:
        named = {}
        for name, model, link, key, listed in (
            ("suppliers", models.Supplier, models.ContractSupplier, "supplier_id", "supplier_ids"),
            ("products", models.Product, models.ContractProduct, "product_id", "product_names"),
        ):
            rows = self.folder.table(name)
            of = rows[key] if name == "suppliers" else rows["name"]
            row_numbers, places = pairs(contracts[listed], Places(of, pa.array(np.arange(rows.num_rows))))
            council = np.asarray(
                pc.fill_null(contracts["council_code"].dictionary_encode().combine_chunks().indices, -1)
            )
            own = keys(rows[key])
            more = {
                "id": own,
                "slug": pa.array(slugs(rows["name"].to_pylist(), rows[key].to_pylist())),
                "contract_count": pa.array(np.bincount(places, minlength=rows.num_rows)),
                "council_count": pa.array(_distinct(places, council[row_numbers], rows.num_rows)),
            }
            table = fit(model, rows, more)
            self.write(model, table)
            other = f"{name[:-1]}_id"
            self.write(link, bulk.numbered(pa.table({
                "contract_id": pa.array(np.asarray(ids)[row_numbers]), other: pa.array(np.asarray(own)[places]),
            })))  # fmt: skip
            named[name] = table
        return named

    def _observations(self, councils: pa.Table, products: pa.Table) -> None:
        rows = self.folder.table("observations")
        rows = rows.filter(pc.is_in(rows["council_code"], value_set=councils["code"].combine_chunks()))
        product = Places(self.folder.table("products", ["product_id"])["product_id"], products["id"].combine_chunks())
        more = {
            "council_id": rows["council_code"], "product_id": product.of(rows["product_id"]), "product_name": rows["product"],
        }  # fmt: skip
        rows = rows.drop_columns(["product_id"])
        self.write(models.Observation, bulk.numbered(fit(models.Observation, rows, more)))

    def _claims(self, place: Places) -> None:
        documents = _Documents(self)
        first = 1
        for rows in self.folder.batches("claims"):
            contract = place.of(rows["contract_id"])
            known = pc.is_valid(contract)
            self.orphans += rows.num_rows - (pc.sum(known).as_py() or 0)
            kept = rows.filter(known)
            links = {"contract_id": contract.filter(known), "document_id": documents.of(kept)}
            table = fit(models.Claim, kept, links)
            self.write(models.Claim, bulk.numbered(table, first=first))
            first += table.num_rows
        self.told(f"{first - 1:,} claims")

    def _notices(self, place: Places) -> None:
        rows = self.folder.table("notices")
        self.write(models.Notice, bulk.numbered(fit(models.Notice, rows)))
        numbers, places = pairs(rows["contract_ids"], Places(place.names, pa.array(np.arange(len(place.ids)))))
        self.write(models.NoticeContract, bulk.numbered(pa.table({
            "notice_id": pa.array(numbers + 1), "contract_id": pa.array(np.asarray(place.ids)[places]),
        })))  # fmt: skip

    def _findings(self, place: Places, index: index_queries.Index) -> index_queries.Index:
        """Findings into their table, and into the index beside the contracts they speak of."""
        first = 1
        marks = radar.Marks(index)
        for read in self.folder.batches("findings"):
            contract = place.of(read["contract_id"])
            known = pc.is_valid(contract)
            self.orphans += read.num_rows - (pc.sum(known).as_py() or 0)
            rows, contract = read.filter(known), contract.filter(known)
            table = fit(models.Finding, rows, {"contract_id": contract})
            self.write(models.Finding, bulk.numbered(table, first=first))
            marks.add(contract, rows["indicator"], rows["status"])
            first += table.num_rows
        self.told(f"{first - 1:,} findings")
        return marks.index_with_them()

    def _whole(self, place: Places, councils: pa.Table, named: dict[str, pa.Table]) -> None:
        """Tables that follow from the whole, piece by piece; rows that point nowhere are left out and counted."""
        suppliers = Places(self.folder.table("suppliers", ["supplier_id"])["supplier_id"], named["suppliers"]["id"])
        known = whole.Known(contracts=place, suppliers=suppliers, councils=councils["code"].combine_chunks())
        for name, model in whole.TABLES.items():
            first = 1
            for rows in self.folder.batches(name):
                table = whole.rows(name, rows, known)
                self.orphans += rows.num_rows - table.num_rows
                self.write(model, bulk.numbered(fit(model, table), first=first))
                first += table.num_rows
        self.write(models.Spend, bulk.numbered(fit(models.Spend, whole.spend(self.folder.table("spend"), known))))
        self.told("spend and markets")

    def _coverage(self) -> None:
        rows = self.folder.table("coverage")
        known, total = pc.fill_null(rows["known"], 0), pc.fill_null(rows["total"], 0)
        more = {"known": pc.min_element_wise(known, total), "total": total}
        self.write(models.CoverageRow, bulk.numbered(fit(models.CoverageRow, rows, more)))


class _Documents:
    """Documents as they come up in the claims: each written once, named by a number."""

    def __init__(self, load: _Load) -> None:
        self.load = load
        self.numbers: dict[str, int] = {}

    def of(self, claims: pa.Table) -> pa.Array:
        """The document of each claim; new ones are written on the way."""
        parts = [pc.fill_null(claims[name], "") for name in ("source", "document", "url")]
        seen = pc.fill_null(pc.cast(claims["seen_on"], pa.string()), "")
        coded = pc.binary_join_element_wise(*parts, seen, "\x1f").combine_chunks().dictionary_encode()
        names = coded.dictionary.to_pylist()
        new = [name for name in names if name not in self.numbers]
        first = len(self.numbers) + 1
        self.numbers.update(zip(new, range(first, first + len(new)), strict=True))
        if new:
            split = [name.split("\x1f") for name in new]
            days = pa.array([part[3] or None for part in split], pa.string()).cast(pa.date32())
            self.load.write(models.Document, bulk.numbered(pa.table({
                "source": [part[0] for part in split], "name": [part[1] for part in split],
                "url": [part[2] for part in split], "seen_on": days,
            }), first=first))  # fmt: skip
        return pa.array([self.numbers[name] for name in names], pa.int64()).take(coded.indices)


def _counted(values: pa.ChunkedArray, among: pa.ChunkedArray) -> pa.Array:
    places = pc.drop_null(pc.index_in(values, value_set=among.combine_chunks()))
    return pa.array(np.bincount(np.asarray(places), minlength=len(among)))


def _distinct(places: np.ndarray, councils: np.ndarray, size: int) -> np.ndarray:
    known = councils >= 0
    both = np.unique(np.stack([places[known], councils[known].astype(np.int64)]), axis=1)
    return np.bincount(both[0], minlength=size)


def _is_sample(contracts: pa.Table, manifest: dict) -> bool:
    if "is_sample" in manifest:
        return bool(manifest["is_sample"])
    return bool(pc.any(contracts["is_sample"]).as_py())
