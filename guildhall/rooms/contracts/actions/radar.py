"""Making the radar's index from the register's contracts and findings."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guildhall.rooms.contracts.actions.columns import Places, pairs
from guildhall.rooms.contracts.queries.index import DIGITAL, FINDINGS, NEVER, Index

CLOSED = ["planned", "cancelled", "terminated", "ended", "copy", "replaced"]
COLUMNS = [
    "decide_by_earliest_on", "decide_by_latest_on", "ends_on", "ends_earliest_on", "ends_latest_on", "ended_on",
    "is_digital", "category", "council_code", "council_codes", "value_net", "value_gross", "value_year", "status",
]  # fmt: skip


def make(contracts: pa.Table, ids: pa.Array, councils: pa.ChunkedArray) -> Index:
    """The index, ordered by the earliest possible decide-by and then by key."""
    early = _days(contracts["decide_by_earliest_on"])
    keys = np.asarray(ids)
    order = np.lexsort((keys, early))
    categories = sorted(value for value in pc.unique(contracts["category"]).to_pylist() if value)
    place = Places(councils, pa.array(np.arange(len(councils))))
    council = _numbers(place.places(contracts["council_code"]), -1, np.int16)
    rows, others = pairs(contracts["council_codes"], place)
    joint = others != council[rows]
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    ended = _days(contracts["ended_on"])
    latest = _days(pc.coalesce(contracts["ends_on"], contracts["ends_latest_on"]))
    digital = _numbers(pc.cast(contracts["is_digital"], pa.int8()), DIGITAL["unknown"], np.int8)
    live = ~np.asarray(pc.is_in(pc.fill_null(contracts["status"], ""), value_set=pa.array(CLOSED)))
    index = Index(
        keys=keys, early=early, late=_days(contracts["decide_by_latest_on"]),
        end=_days(pc.coalesce(contracts["ends_on"], contracts["ends_earliest_on"])),
        end_latest=np.minimum(latest, ended),
        has_end=np.asarray(pc.is_valid(contracts["ends_on"])),
        has_value=np.asarray(pc.or_(pc.is_valid(contracts["value_net"]), pc.is_valid(contracts["value_gross"]))),
        live=live, digital=digital,
        category=_numbers(pc.index_in(contracts["category"], value_set=pa.array(categories, pa.string())), -1, np.int16),
        council=council,
        value=_numbers(pc.cast(pc.round(contracts["value_year"]), pa.int64(), safe=False), -1, np.int64),
        document=np.zeros(len(keys), np.int32), joint_place=rows, joint_council=others[joint].astype(np.int16),
        findings=np.zeros((0, len(keys)), np.uint8), councils=tuple(councils.to_pylist()), categories=tuple(categories), indicators=(),
    )  # fmt: skip
    per_contract = [name for name in Index.__dataclass_fields__ if name not in _ASIDE]
    parts = {name: getattr(index, name)[order] for name in per_contract}
    parts |= {name: getattr(index, name) for name in _ASIDE}
    parts["joint_place"] = back[rows[joint]]
    parts["document"] = _document_order(parts)
    return Index(**parts)


_ASIDE = ("joint_place", "joint_council", "findings", "councils", "categories", "indicators")


_ABSENT = 255


class Marks:
    """Findings put into the index as they are read: a byte for each contract under each indicator that occurs."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.order, self.keys = index.by_key
        self.rows: dict[str, np.ndarray] = {}

    def add(self, contracts: pa.Array, indicators: pa.Array, statuses: pa.Array) -> None:
        """Findings by the keys of their contracts, all of which the index holds."""
        place = self.order[np.searchsorted(self.keys, np.asarray(contracts))]
        status = _numbers(pc.index_in(statuses, value_set=pa.array(FINDINGS)), 0, np.uint8)
        coded = pc.dictionary_encode(indicators)
        coded = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
        number = np.asarray(pc.fill_null(coded.indices, -1))
        for at, code in enumerate(coded.dictionary.to_pylist()):
            row = self.rows.setdefault(code, np.full(self.index.size, _ABSENT, np.uint8))
            of = number == at
            row[place[of]] = status[of]

    def index_with_them(self) -> Index:
        """The index with all that was added; where the register holds nothing, what the catalogue says stands."""
        codes = sorted(self.rows)
        held = np.stack([self.rows[code] for code in codes]) if codes else self.index.findings
        index = replace(self.index, findings=held, indicators=tuple(codes))
        for row, code in zip(held, codes, strict=True):
            row[(row == _ABSENT) & index.is_not_asked(code)] = FINDINGS.index("not_applicable")
        held[held == _ABSENT] = FINDINGS.index("unknown")
        return index


def _document_order(parts: dict[str, np.ndarray]) -> np.ndarray:
    """Search stores live digital contracts first, the latest end before earlier ones."""
    end = np.where(parts["end_latest"] == NEVER, 0, parts["end_latest"])
    best = np.lexsort((parts["keys"], -end, parts["digital"] != DIGITAL["yes"], ~parts["live"]))
    document = np.empty(len(best), np.int32)
    document[best] = np.arange(len(best), dtype=np.int32)
    return document


def _days(column: pa.ChunkedArray) -> np.ndarray:
    return _numbers(pc.cast(column, pa.int32()), int(NEVER), np.int32)


def _numbers(column: pa.Array | pa.ChunkedArray, unknown: int, kind: type) -> np.ndarray:
    filled = pc.fill_null(column, pa.scalar(unknown, column.type))
    flat = filled.combine_chunks() if isinstance(filled, pa.ChunkedArray) else filled
    return np.asarray(flat).astype(kind)
