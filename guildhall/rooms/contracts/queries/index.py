"""The radar's index: what must be known of every contract to filter, count, sort and draw 200,000 of them at once.

Why not SQL: on 200,000 contracts the radar's facets and month charts are some ten group-bys over the same rows, each
40 to 90 ms on SQLite (2026-11); as arrays the whole page takes under 10. The arrays are made by the load, lie packed in
the `Register` row, and are read once per process; a page still reads its 25 rows from the tables.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from io import BytesIO

import numpy as np

from guildhall.engine import indicators
from guildhall.rooms.contracts.models import Register

EPOCH = date(1970, 1, 1).toordinal()
NEVER = np.int32(2**31 - 1)
"""Stands for a day that is not known; it sorts after every day."""
DIGITAL = {"no": 0, "yes": 1, "unknown": 2}
FINDINGS = ("unknown", "ok", "watch", "act", "not_applicable")
"""Statuses of a finding as the index numbers them. What nobody could answer is nought: cannot tell."""
ENDS = "T5"
"""The question that does not apply to a contract which is over."""


@dataclass(frozen=True)
class Index:
    """Arrays side by side, one place a contract, ordered by the earliest possible decide-by."""

    keys: np.ndarray
    """`Contract.id`."""
    early: np.ndarray
    late: np.ndarray
    end: np.ndarray
    """Agreed end, else the earliest possible one."""
    end_latest: np.ndarray
    has_end: np.ndarray
    has_value: np.ndarray
    live: np.ndarray
    """Not planned, cancelled, terminated or marked as ended."""
    digital: np.ndarray
    category: np.ndarray
    council: np.ndarray
    value: np.ndarray
    """Pounds a year, rounded; -1 when not known."""
    document: np.ndarray
    """Place in the order in which search stores contracts."""
    joint_place: np.ndarray
    joint_council: np.ndarray
    """Further councils of a joint purchase."""
    findings: np.ndarray
    """A row for each indicator, in it a place for each contract: the status by its place in `FINDINGS`."""
    councils: tuple[str, ...]
    categories: tuple[str, ...]
    indicators: tuple[str, ...]
    """Codes of the rows of `findings`: those with any finding in the register."""

    @property
    def size(self) -> int:
        """How many contracts."""
        return len(self.keys)

    def of_councils(self, codes: set[str]) -> np.ndarray:
        """Which contracts are of these councils, joint purchases included."""
        chosen = np.array([code in codes for code in self.councils] + [False])
        mask = chosen[self.council]
        if len(self.joint_place):
            mask[self.joint_place[chosen[self.joint_council]]] = True
        return mask

    def of_keys(self, keys: np.ndarray) -> np.ndarray:
        """Which contracts have these keys."""
        mask = np.zeros(self.size, bool)
        if self.size:
            order, ordered = self.by_key
            near = np.minimum(np.searchsorted(ordered, keys), self.size - 1)
            mask[order[near[ordered[near] == keys]]] = True
        return mask

    @cached_property
    def by_key(self) -> tuple[np.ndarray, np.ndarray]:
        """Places in the order of their keys, and the keys in that order: sorted once, not for every page."""
        order = np.argsort(self.keys)
        return order, self.keys[order]

    def has_finding(self, code: str, status: str) -> np.ndarray:
        """Which contracts an indicator says this of."""
        return self.statuses(code) == FINDINGS.index(status)

    def findings_of(self, code: str, mask: np.ndarray | None = None) -> dict[str, int]:
        """How many contracts have each status for an indicator; they add up to all of them, or to those of the mask."""
        row = self.statuses(code)
        found = np.bincount(row if mask is None else row[mask], minlength=len(FINDINGS))
        return {status: int(number) for status, number in zip(FINDINGS, found, strict=True)}

    def statuses(self, code: str) -> np.ndarray:
        """What an indicator says of each contract, by its place in `FINDINGS`."""
        if code in self.indicators:
            return self.findings[self.indicators.index(code)]
        return np.where(self.is_not_asked(code), np.uint8(FINDINGS.index("not_applicable")), np.uint8(0))

    def is_not_asked(self, code: str) -> np.ndarray:
        """Of which contracts a question is not asked where the register holds no answer to it: it is the catalogue's rule."""
        out = np.zeros(self.size, bool)
        try:
            known = indicators.by_code(code)
        except KeyError:
            return out
        if known.is_for_software:
            out |= self.digital == DIGITAL["no"]
        rules = [*known.unless, *([f"{ENDS}:not_applicable"] if known.over else [])]
        for rule in rules:
            other, _, status = rule.partition(":")
            if other in self.indicators:
                out |= self.findings[self.indicators.index(other)] == FINDINGS.index(status)
        return out

    def places_of_documents(self, numbers: list[int]) -> np.ndarray:
        """Which contracts search found, by their place in its order."""
        found = np.zeros(self.size, bool)
        chosen = np.zeros(self.size, bool)
        wanted = np.array([number for number in numbers if number < self.size], dtype=np.int64)
        chosen[wanted] = True
        found[:] = chosen[self.document]
        return found


def day(on: date) -> int:
    """A date as the index counts days."""
    return on.toordinal() - EPOCH


def as_date(number: int) -> date | None:
    """And back; None for a day that is not known."""
    return None if number == NEVER else date.fromordinal(int(number) + EPOCH)


def pack(index: Index) -> bytes:
    """The arrays as bytes, for the `Register` row."""
    sink = BytesIO()
    arrays = {name: np.asarray(getattr(index, name)) for name in Index.__dataclass_fields__}
    np.savez(sink, allow_pickle=False, **arrays)
    return sink.getvalue()


def unpack(packed: bytes) -> Index:
    """The arrays again."""
    with np.load(BytesIO(packed), allow_pickle=False) as arrays:
        parts = {name: arrays[name] for name in Index.__dataclass_fields__ if name in arrays}
    parts.setdefault("findings", np.zeros((0, len(parts["keys"])), np.uint8))  # 2026-11: packed before there were any
    parts.setdefault("indicators", np.zeros(0, "U1"))
    for name in ("councils", "categories", "indicators"):
        parts[name] = tuple(str(value) for value in parts[name])
    return Index(**parts)


def empty() -> Index:
    """The index of a site without a register."""
    ints, flags = np.zeros(0, np.int32), np.zeros(0, bool)
    longs, shorts = np.zeros(0, np.int64), np.zeros(0, np.int16)
    return Index(
        keys=longs, early=ints, late=ints, end=ints, end_latest=ints, has_end=flags, has_value=flags, live=flags,
        digital=shorts, category=shorts, council=shorts, value=longs, document=ints, joint_place=ints,
        joint_council=shorts, findings=np.zeros((0, 0), np.uint8), councils=(), categories=(), indicators=(),
    )  # fmt: skip


def current() -> Index:
    """The index of the register that is loaded now."""
    digest = Register.objects.values_list("digest", flat=True).first()
    return _read(digest) if digest else empty()


@lru_cache(maxsize=1)
def _read(digest: str) -> Index:  # noqa: ARG001 -- names what is cached; a load between the two reads gives the newer one
    packed = Register.objects.values_list("radar", flat=True).first()
    return unpack(bytes(packed)) if packed else empty()
