"""Which councils a market is looked at in: all, a region, a kind, or any area and kind that no table was made for.

The register holds the markets of the country, its regions and the kinds of council. For any other cut the load keeps
the contracts as the engine sees them, packed in the `Register` row, and the engine works the same figures out again.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Min, Model, QuerySet

from guildhall.engine import codes
from guildhall.engine.markets import shares as engine
from guildhall.engine.markets.columns import Lists
from guildhall.engine.markets.frame import Councils, Frame, Suppliers
from guildhall.engine.register import TABLES
from guildhall.rooms.contracts.models import Market, MarketShare, Register, Supplier
from guildhall.rooms.councils import queries as councils_queries

ARRAYS = ("council", "category", "start", "longest", "won", "value", "family", "is_framework", "is_live")
WHOLE = "all"
"""All categories as one."""
OTHER = "councils"
"""What a cut of our own is called, beside the engine's national, region and kind."""


@dataclass(frozen=True)
class Scope:
    """Everywhere, an area, a kind of council, or a kind within an area."""

    area: councils_queries.Area | None = None
    kind: str = ""
    left_out: tuple[str, ...] = field(default=())
    """One sentence for each part of the address that was not understood."""

    @property
    def name(self) -> str:
        """What the register's tables call it; `OTHER` when they do not know it."""
        if self.area is None:
            return "kind" if self.kind else "national"
        return "region" if self.area.key.startswith("region:") and not self.kind else OTHER

    @property
    def key(self) -> str:
        """Its key in those tables."""
        return {"kind": self.kind, "region": self.area.key.partition(":")[2] if self.area else ""}.get(self.name, "")

    @property
    def label(self) -> str:
        """`Districts in North West`, or `All councils`."""
        kind = (
            f"Councils of the kind {codes.COUNCIL_KINDS.get(self.kind, self.kind).lower()}" if self.kind else "Councils"
        )
        return f"{kind} in {self.area.label}" if self.area else kind if self.kind else "All councils"

    @property
    def query(self) -> str:
        """Its part of an address."""
        parts = [("area", self.area.key if self.area else ""), ("kind", self.kind)]
        return urlencode([(name, value) for name, value in parts if value])

    def councils(self) -> frozenset[str] | None:
        """Codes of its councils; None for all."""
        if self.area is None and not self.kind:
            return None
        inside = set(self.area.codes) if self.area else None
        everyone = councils_queries.everyone()
        return frozenset(
            one.code for one in everyone
            if (inside is None or one.code in inside) and (not self.kind or one.kind == self.kind)
        )  # fmt: skip


def read(area: str, kind: str, on: date) -> Scope:
    """The scope an address asks for; what it does not know is left out, and said."""
    left_out = []
    known = councils_queries.area(area, on) if area else None
    if area and known is None:
        left_out.append(f"“{area[:60]}” is not an area we know, so it was left out.")
    if kind and kind not in codes.COUNCIL_KINDS:
        left_out.append(f"“{kind[:60]}” is not a kind of council we know, so it was left out.")
        kind = ""
    return Scope(known, kind, tuple(left_out))


def markets(scope: Scope) -> list[Market]:
    """Every market of the scope that has a contract, most contracts first."""
    if scope.name == OTHER:
        found = list(_worked_out(scope)[0].values())
    else:
        found = list(Market.objects.filter(scope=scope.name, scope_key=scope.key))
    return sorted((one for one in found if one.contracts), key=lambda one: (-one.contracts, one.category))


def market(category: str, scope: Scope) -> Market | None:
    """One market; None where nothing was found in the scope."""
    if scope.name == OTHER:
        return _worked_out(scope)[0].get(category)
    return Market.objects.filter(category=category, scope=scope.name, scope_key=scope.key).first()


def market_shares(category: str, scope: Scope, *, most: int | None = None) -> list[MarketShare]:
    """Suppliers of one market, the largest share first, each with the supplier it names; all of them unless told."""
    if scope.name == OTHER:
        return _with_suppliers(_worked_out(scope)[1].rows(category, most))
    return list(_held(category, scope).order_by("id")[:most])


def winners(category: str, scope: Scope, *, since: date, until: date, below: float, most: int) -> list[MarketShare]:
    """Suppliers of one market that won in some days and hold fewer contracts than told, the newest award first."""
    if scope.name == OTHER:
        rows = [
            row for row in _worked_out(scope)[1].rows(category)
            if row["last_won_on"] and since <= row["last_won_on"] <= until and row["contracts"] < below
        ]  # fmt: skip
        rows.sort(key=lambda row: (-row["last_won_on"].toordinal(), row["supplier_name"]))
        return _with_suppliers(rows[:most])
    found = _held(category, scope).filter(last_won_on__gte=since, last_won_on__lte=until, contracts__lt=below)
    return list(found.order_by("-last_won_on", "supplier_name", "id")[:most])


def _held(category: str, scope: Scope) -> QuerySet[MarketShare]:
    """Rows of the register's own table, which stand in the order of their shares."""
    found = MarketShare.objects.filter(category=category, scope=scope.name, scope_key=scope.key)
    return found.select_related("supplier")


def leaders(scope: Scope, categories: list[str]) -> dict[str, MarketShare]:
    """The supplier with the largest share in each market of a scope."""
    if scope.name == OTHER:
        worked_out = _worked_out(scope)[1]
        listed = [row for category in categories for row in worked_out.rows(category, 1)]
        return {share.category: share for share in _with_suppliers(listed)}
    every = MarketShare.objects.filter(scope=scope.name, scope_key=scope.key, category__in=categories)
    first = every.order_by().values("category").annotate(first=Min("id")).values_list("first", flat=True)
    return {
        share.category: share for share in MarketShare.objects.filter(pk__in=list(first)).select_related("supplier")
    }


def suppliers(scope: Scope, *, most: int | None = None) -> tuple[Market | None, list[MarketShare]]:
    """All markets of a scope taken as one, and every supplier's share of it."""
    digest = Register.objects.values_list("digest", flat=True).first() or ""
    found, shares = _figures(digest, scope.councils(), as_one=True)
    return found.get(WHOLE), _with_suppliers(shares.rows(WHOLE, most))


def _with_suppliers(rows: Sequence[dict[str, Any]]) -> list[MarketShare]:
    known = {
        one.supplier_id: one for one in Supplier.objects.filter(supplier_id__in=[row["supplier_id"] for row in rows])
    }
    out = []
    for row in rows:
        share = MarketShare(**{name: value for name, value in row.items() if name != "supplier_id"})
        share.supplier = known.get(row["supplier_id"])
        out.append(share)
    return out


@dataclass(frozen=True)
class Shares:
    """Suppliers' shares as the engine gives them, market by market in the order of their shares; read as they are asked for."""

    batch: pa.RecordBatch
    places: dict[str, tuple[int, int]]
    """Where each market begins, and how many suppliers it has."""

    def rows(self, category: str, most: int | None = None) -> list[dict[str, Any]]:
        """The first suppliers of one market."""
        first, count = self.places.get(category, (0, 0))
        return [
            _plain(row, MarketShare)
            for row in self.batch.slice(first, min(count, count if most is None else most)).to_pylist()
        ]


Worked = tuple[dict[str, Market], Shares]


def _worked_out(scope: Scope) -> Worked:
    digest = Register.objects.values_list("digest", flat=True).first() or ""
    return _figures(digest, scope.councils())


@lru_cache(maxsize=32)
def _figures(digest: str, members: frozenset[str] | None, *, as_one: bool = False) -> Worked:
    frame = _frame(digest)
    if frame is None:
        return {}, Shares(pa.RecordBatch.from_pylist([], TABLES["market_shares"]), {})
    if as_one:
        frame = replace(frame, category=np.where(frame.category >= 0, 0, -1), categories=[WHOLE])
    of_council = np.array(
        [0 if members is None or code in members else -1 for code in frame.councils.codes], dtype=np.int64
    )
    place = np.where(frame.council >= 0, of_council[frame.council], -1) if len(of_council) else frame.council
    of_market, of_supplier = engine.cut(frame, engine.Scope(OTHER, [""], place))
    rows = [_plain(row, Market) for row in of_market.to_pylist()]
    runs = pc.run_end_encode(of_supplier["category"])
    ends = runs.run_ends.to_pylist()
    places = {
        category: (first, last - first)
        for category, first, last in zip(runs.values.to_pylist(), [0, *ends], ends, strict=False)
    }
    return {row["category"]: Market(**row) for row in rows}, Shares(of_supplier, places)


def _plain(row: dict[str, Any], of: type[Model]) -> dict[str, Any]:
    """A row of the engine as the site's table has it: what the table has no column for is left out."""
    known = {each.name for each in of._meta.concrete_fields} | {"supplier_id"}
    return {name: value for name, value in row.items() if name in known} | {"scope_key": row["scope_key"] or ""}


def pack(frame: Frame) -> bytes:
    """What markets are made from, as bytes for the `Register` row."""
    sink = BytesIO()
    names = {
        "councils": frame.councils.codes, "categories": frame.categories, "suppliers": frame.firms.ids, "firms": frame.firms.names,
    }  # fmt: skip
    np.savez(
        sink, allow_pickle=False, **{name: _small(getattr(frame, name)) for name in ARRAYS},
        starts=frame.suppliers.starts, codes=_small(frame.suppliers.codes), is_small=frame.firms.is_small.astype(np.int8),
        is_vcse=frame.firms.is_vcse.astype(np.int8), on=np.array(frame.on),
        names=np.frombuffer(json.dumps(names).encode(), np.uint8),
    )  # fmt: skip
    return sink.getvalue()


def _small(values: np.ndarray) -> np.ndarray:
    """The same numbers in half the room, where they fit."""
    limits = np.iinfo(np.int32)
    if values.dtype != np.int64 or (len(values) and (values.max() > limits.max or values.min() < limits.min)):
        return values
    return values.astype(np.int32)


@lru_cache(maxsize=1)
def _frame(digest: str) -> Frame | None:  # noqa: ARG001 -- names what is cached
    packed = Register.objects.values_list("market", flat=True).first()
    return unpack(bytes(packed)) if packed else None


def unpack(packed: bytes) -> Frame:
    """The contracts again; of what markets do not need, nothing."""
    with np.load(BytesIO(packed), allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    names = json.loads(arrays["names"].tobytes())
    count = len(arrays["council"])
    wide = {name: arrays[name] if arrays[name].dtype == bool else arrays[name].astype(np.int64) for name in ARRAYS}
    blank = [""] * len(names["councils"])
    firms = Suppliers(
        names["suppliers"], names["firms"], arrays["is_small"].astype(np.int64), arrays["is_vcse"].astype(np.int64),
        np.full(len(names["suppliers"]), -1, np.int64), [],
    )  # fmt: skip
    held: dict[str, Any] = wide | {
        "on": int(arrays["on"]), "firms": firms, "councils": Councils(names["councils"], blank, blank, blank),
        "suppliers": Lists(arrays["starts"].astype(np.int64), arrays["codes"].astype(np.int64), names["suppliers"]),
        "categories": names["categories"],
    }  # fmt: skip
    return Frame(
        **{
            each.name: held[each.name] if each.name in held else _nothing(str(each.type), count)
            for each in fields(Frame)
        }
    )


def _nothing(kind: str, count: int) -> object:
    """A column of a frame that markets do not read."""
    if kind == "Ints":
        return np.full(count, -1, np.int64)
    if kind == "Flags":
        return np.zeros(count, bool)
    return Lists(np.zeros(count + 1, np.int64), np.zeros(0, np.int64), []) if kind == "Lists" else []
