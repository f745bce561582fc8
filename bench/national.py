"""A register of national size, invented: 400 councils, 200,000 contracts, their claims, findings and notices.

Written straight into Parquet tables in the shape of `engine.register.TABLES`, so that loading and pages are measured
at the scale of the country without building it from notices first. Names are made of syllables; nobody real is in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench import beside
from guildhall.engine import codes
from guildhall.engine.register import TABLES

EPOCH = date(1970, 1, 1)
TODAY = (date(2026, 11, 23) - EPOCH).days
HEADS = [
    "Ash",
    "Bar",
    "Cal",
    "Dun",
    "East",
    "Fen",
    "Green",
    "Har",
    "Ing",
    "Kel",
    "Lang",
    "Mar",
    "North",
    "Oak",
    "Pen",
    "Quar",
    "Red",
    "Salt",
    "Thorn",
    "West",
]
TAILS = [
    "bourne",
    "bridge",
    "bury",
    "combe",
    "dale",
    "den",
    "field",
    "ford",
    "ham",
    "hurst",
    "ley",
    "mere",
    "moor",
    "port",
    "stead",
    "stock",
    "ton",
    "wick",
    "wood",
    "worth",
]
WORDS = [
    "revenues",
    "benefits",
    "planning",
    "housing",
    "repairs",
    "finance",
    "ledger",
    "payroll",
    "library",
    "contact",
    "centre",
    "elections",
    "licensing",
    "waste",
    "collection",
    "highways",
    "maintenance",
    "social",
    "care",
    "records",
    "education",
    "transport",
    "parking",
    "enforcement",
    "network",
    "telephony",
    "hosting",
    "support",
    "licences",
    "cloud",
    "security",
    "backup",
    "consultancy",
    "cleaning",
    "catering",
    "grounds",
    "legal",
    "insurance",
]
CATEGORIES = [
    "revs_bens", "housing_mgmt", "asc", "csc", "planning", "finance", "hr_payroll", "crm", "edrms", "gis", "library",
    "elections", "waste", "parking", "highways_asset", "education", "telephony", "network", "hosting", "website",
]  # fmt: skip
FIELDS = [
    "title", "starts_on", "ends_on", "last_end_on", "value_net", "currency", "route", "route_text", "regime", "status",
    "cpv", "supplier", "extension", "signed_on",
]  # fmt: skip
INDICATORS = ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T9", "C1", "L1", "X8"]


class Maker:
    """Columns of random values from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)

    def pick(self, values: list[str], size: int, weights: list[float] | None = None) -> pa.Array:
        """Values drawn from a list."""
        chance = None if weights is None else np.array(weights) / sum(weights)
        return pa.array(values).take(pa.array(self.random.choice(len(values), size, p=chance)))

    def names(self, count: int, parts: list[list[str]], ends: list[str]) -> list[str]:
        """Distinct names from syllables; a number breaks a tie."""
        seen: dict[str, int] = {}
        out = []
        for _ in range(count):
            name = "".join(part[self.random.integers(len(part))] for part in parts)
            name += ends[self.random.integers(len(ends))]
            seen[name] = seen.get(name, 0) + 1
            out.append(name if seen[name] == 1 else f"{name} {seen[name]}")
        return out

    def days(self, values: np.ndarray, unknown: float) -> pa.Array:
        """Days as dates, a share of them unknown."""
        return pa.array(values.astype("int32"), mask=self.random.random(len(values)) < unknown).cast(pa.date32())


def empty(name: str, rows: int, columns: dict[str, pa.Array]) -> pa.Table:
    """A table in the register's shape; columns not given are null."""
    return pa.table(
        [
            pc.cast(columns[field.name], field.type) if field.name in columns else pa.nulls(rows, field.type)
            for field in TABLES[name]
        ],
        schema=TABLES[name],
    )


def lists(values: pa.Array, lengths: np.ndarray | None = None) -> pa.ListArray:
    """Lists of the given lengths, one each unless told."""
    lengths = np.ones(len(values), dtype="int32") if lengths is None else lengths
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype("int32")
    return pa.ListArray.from_arrays(pa.array(offsets), values)


def councils(make: Maker, count: int) -> pa.Table:
    """Councils of all kinds on a hexagon layout, in nine regions, with neighbours."""
    short = make.names(count, [HEADS, TAILS], [""])
    kinds = [kind for kind in codes.COUNCIL_KINDS if kind not in {"COMB", "SRA"}]
    regions = [
        "North East",
        "North West",
        "Yorkshire and The Humber",
        "East Midlands",
        "West Midlands",
        "East of England",
        "London",
        "South East",
        "South West",
    ]
    code = [f"X-{number:03}" for number in range(count)]
    beside = [[code[(number + step) % count] for step in (1, 2, 3)] for number in range(count)]
    width = 20
    return empty("councils", count, {
        "code": pa.array(code), "slug": pa.array([name.lower().replace(" ", "-") for name in short]),
        "name": pa.array([f"{name} Council" for name in short]), "short_name": pa.array(short),
        "names": pa.array([[name, f"{name} Borough Council"] for name in short]),
        "kind": make.pick(kinds, count), "nation": pa.array(["England"] * count), "region": make.pick(regions, count),
        "county_code": make.pick(code[:30], count), "population": pa.array(make.random.integers(40_000, 900_000, count)),
        "hex_q": pa.array([number % width for number in range(count)]),
        "hex_r": pa.array([number // width for number in range(count)]),
        "is_sample": pa.array([True] * count), "neighbours": pa.array(beside),
    })  # fmt: skip


def suppliers(make: Maker, count: int) -> pa.Table:
    """Suppliers; how many contracts each has is filled in by the loader."""
    names = make.names(count, [HEADS, TAILS, [" "], [word.title() for word in WORDS]], [" Ltd", " plc", " LLP", ""])
    return empty("suppliers", count, {
        "supplier_id": pa.array([f"GB-COH:{number:08}" for number in range(count)]), "name": pa.array(names),
        "names": lists(pa.array(names)), "company_number": pa.array([f"{number:08}" for number in range(count)]),
        "size": make.pick(["sme", "large"], count), "contracts": pa.array(np.zeros(count)), "councils": pa.array(np.zeros(count)),
    })  # fmt: skip


def products(make: Maker, count: int) -> pa.Table:
    """Products, each for one category."""
    names = make.names(
        count, [[word.title() for word in WORDS]], ["Path", "Desk", "Wise", "Book", "Trace", "Line", "Hub"]
    )
    return empty("products", count, {
        "product_id": pa.array([f"p-{number}" for number in range(count)]), "name": pa.array(names),
        "category": make.pick(CATEGORIES, count),
    })  # fmt: skip


def contracts(make: Maker, count: int, who: dict[str, pa.Table]) -> pa.Table:
    """Contracts with the gaps real ones have: a third without an end, a fifth without a value."""
    random = make.random
    starts = random.integers(TODAY - 5 * 365, TODAY + 200, count)
    ends = starts + random.choice([364, 729, 1095, 1460, 1825], count)
    known_end = random.random(count) < 0.66
    bounded = random.random(count) < 0.5
    early = ends - random.choice([150, 240, 365, 540], count)
    late = early + random.choice([0, 0, 120, 300], count)
    dated = known_end | bounded
    council = who["councils"].take(pa.array(random.integers(0, who["councils"].num_rows, count)))
    rank = np.minimum((random.pareto(0.7, count) * 20).astype(int), who["suppliers"].num_rows - 1)
    supplier = who["suppliers"].take(pa.array(rank))
    digital = random.choice([0, 1, 2], count, p=[0.62, 0.28, 0.10])
    with_product = ((digital == 1) & (random.random(count) < 0.5)).astype("int32")
    product = make.pick(who["products"]["name"].to_pylist(), int(with_product.sum()))
    title = pc.binary_join_element_wise(
        make.pick(WORDS, count), make.pick(WORDS, count), pa.array([f"{number:06}" for number in range(count)]), " "
    )
    value = np.round(10 ** random.uniform(4, 6.5, count))
    money = pa.array(value, mask=random.random(count) < 0.2).cast(pa.decimal128(18, 2))
    vocabulary = [f"{head}{tail}".lower() for head in HEADS for tail in TAILS] * 8 + WORDS
    text = pc.binary_join_element_wise(*(make.pick(vocabulary, count) for _ in range(30)), " ")
    return empty("contracts", count, {
        "contract_id": pa.array([f"ocds-b5fd17-{number:06}-1" for number in range(count)]),
        "council_code": council["code"].combine_chunks(), "council_codes": lists(council["code"].combine_chunks()),
        "council_name": council["name"].combine_chunks(), "buyer_name": council["name"].combine_chunks(),
        "title": title, "description": text,
        "category": pc.if_else(pa.array(digital == 1), make.pick(CATEGORIES, count), None),
        "is_digital": pa.array(digital == 1, mask=digital == 2),
        "supplier_names": lists(supplier["name"].combine_chunks()), "supplier_ids": lists(supplier["supplier_id"].combine_chunks()),
        "product_names": lists(product, with_product),
        "starts_on": make.days(starts, 0.05), "ends_on": pa.array(ends.astype("int32"), mask=~known_end).cast(pa.date32()),
        "ends_earliest_on": pa.array(ends.astype("int32"), mask=~dated).cast(pa.date32()),
        "ends_latest_on": pa.array((ends + np.where(known_end, 0, 500)).astype("int32"), mask=~dated).cast(pa.date32()),
        "last_end_on": make.days(ends + 730, 0.6), "extension": make.pick(["declared", "none_declared", "unknown"], count),
        "options": lists(pa.array(np.full(count, 12, dtype="int32"))), "renewal_mode": make.pick(["express", "none", "unknown"], count),
        "start_by_on": pa.array(early.astype("int32"), mask=~dated).cast(pa.date32()),
        "decide_by_on": pa.array(early.astype("int32"), mask=~dated | (early != late)).cast(pa.date32()),
        "decide_by_earliest_on": pa.array(early.astype("int32"), mask=~dated).cast(pa.date32()),
        "decide_by_latest_on": pa.array(late.astype("int32"), mask=~dated).cast(pa.date32()),
        "decide_missing": lists(make.pick(["notice", "route", "end"], count)),
        "value_net": money, "value_year": pc.if_else(pc.is_valid(money), pa.array(np.round(value / 3)).cast(pa.decimal128(18, 2)), None),
        "currency": pa.array(["GBP"] * count), "route": make.pick(list(codes.ROUTES), count), "regime": make.pick(["act", "celex", "below"], count),
        "status": make.pick(["active", "ended", "planned"], count, [0.93, 0.05, 0.02]), "is_framework": pa.array(np.zeros(count, bool)),
        "ocids": lists(pa.array([f"ocds-b5fd17-{number:06}" for number in range(count)])),
        "sources": lists(make.pick(["find_a_tender", "contracts_finder"], count)),
        "first_seen_on": make.days(starts - 30, 0), "last_seen_on": make.days(starts, 0), "first_published_on": make.days(starts - 20, 0.1),
        "is_sample": pa.array(np.ones(count, bool)),
    })  # fmt: skip


def claims(make: Maker, ids: pa.Array, each: int) -> pa.Table:
    """Claims of a slice of contracts, some fourteen each, from two documents."""
    count = len(ids) * each
    contract = ids.take(pa.array(np.repeat(np.arange(len(ids)), each)))
    second = pa.array(make.random.random(count) < 0.3)
    document = pc.binary_join_element_wise(contract, pc.if_else(second, "-b", "-a"), "")
    return empty("claims", count, {
        "contract_id": contract, "field": pa.array(FIELDS[:each] * len(ids)), "value": make.pick(WORDS, count),
        "basis": make.pick(["A", "B", "C"], count), "source": pa.array(["find_a_tender"] * count), "document": document,
        "url": pc.binary_join_element_wise("https://notices.example/", document, ""),
        "path": make.pick(["awards[0].contractPeriod.endDate", "contracts[0].value.amount", "tender.title"], count),
        "seen_on": make.days(np.full(count, TODAY - 90), 0), "state": make.pick(["won", "agrees", "disagrees", "replaced"], count, [0.7, 0.2, 0.05, 0.05]),
    })  # fmt: skip


def findings(make: Maker, ids: pa.Array) -> pa.Table:
    """One finding an indicator and contract."""
    each = len(INDICATORS)
    count = len(ids) * each
    return empty("findings", count, {
        "contract_id": ids.take(pa.array(np.repeat(np.arange(len(ids)), each))), "indicator": pa.array(INDICATORS * len(ids)),
        "status": make.pick(["ok", "watch", "act", "unknown", "not_applicable"], count), "value": make.pick(["12", "36", "60"], count),
        "basis": make.pick(["A", "B", "C"], count), "words": make.pick(["The first term is 36 months.", "Nobody has recorded an end date."], count),
        "inputs": lists(make.pick(["starts_on", "ends_on"], count)), "missing": pa.nulls(count, pa.list_(pa.string())),
    })  # fmt: skip


def notices(make: Maker, table: pa.Table) -> pa.Table:
    """One notice a contract."""
    count = table.num_rows
    ids = table["contract_id"].combine_chunks()
    return empty("notices", count, {
        "notice_id": pc.binary_join_element_wise(ids, "n", "-"), "ocid": ids, "source": pa.array(["find_a_tender"] * count),
        "kind": make.pick(["UK6", "UK7", "award"], count), "published_on": table["first_seen_on"].combine_chunks(),
        "title": table["title"].combine_chunks(), "url": pc.binary_join_element_wise("https://notices.example/", ids, ""),
        "buyer_name": table["council_name"].combine_chunks(), "council_codes": table["council_codes"].combine_chunks(), "contract_ids": lists(ids),
    })  # fmt: skip


def in_slices(home: Path, name: str, ids: pa.Array, make: Callable[[pa.Array], pa.Table]) -> None:
    """Write a long table a slice of contracts at a time."""
    with pq.ParquetWriter(home / f"{name}.parquet", TABLES[name]) as writer:
        for start in range(0, len(ids), 20_000):
            writer.write_table(make(ids.slice(start, 20_000)))


def write(home: Path, *, contract_count: int = 200_000, council_count: int = 400, seed: int = 2014) -> Path:
    """Write the register and say where."""
    make = Maker(seed)
    home.mkdir(parents=True, exist_ok=True)
    who = {
        "councils": councils(make, council_count),
        "suppliers": suppliers(make, max(3, contract_count // 5)),
        "products": products(make, max(3, contract_count // 150)),
    }
    table = contracts(make, contract_count, who)
    ids = table["contract_id"].combine_chunks()
    tables = who | {
        "contracts": table,
        "notices": notices(make, table),
        "coverage": pa.Table.from_pylist(
            [{"scope": "register", "key": "", "measure": "ends_on", "known": 66, "total": 100, "words": "have an end"}],
            schema=TABLES["coverage"],
        ),
    }
    for name, rows in tables.items():
        pq.write_table(rows, home / f"{name}.parquet")
    in_slices(home, "claims", ids, lambda part: claims(make, part, 13))
    in_slices(home, "findings", ids, lambda part: findings(make, part))
    for name in ("successions", "observations", "issues"):
        pq.write_table(TABLES[name].empty_table(), home / f"{name}.parquet")
    beside.write(home, make, table, who)
    facts = {"built_at": "2026-11-23T06:00:00+00:00", "is_sample": True, "seed": seed, "contracts": contract_count}
    (home / "datapackage.json").write_text("{}", encoding="utf-8")
    (home / "manifest.json").write_text(json.dumps(facts), encoding="utf-8")
    return home
