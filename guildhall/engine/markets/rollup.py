"""Findings on contracts rolled up: of each council, category and larger supplier, by question and by dimension.

"x of y could be assessed" and the worst of it, per dimension. There is never one score over dimensions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from guildhall.engine import indicators
from guildhall.engine.decide.words import count
from guildhall.engine.markets import columns
from guildhall.engine.markets.columns import Ints
from guildhall.engine.markets.found import ACT, OK, STATUSES, UNKNOWN, WATCH
from guildhall.engine.markets.frame import Frame
from guildhall.engine.markets.portfolio import Row, number, row

LEAST = 5
"""Running contracts that a supplier must have before its findings are rolled up."""

PART = 1 << 18
"""Findings counted at a time."""


@dataclass(frozen=True, slots=True)
class Held:
    """Findings on running contracts, in small numbers: there are millions of them."""

    contract: NDArray[np.int32]
    indicator: NDArray[np.int16]
    status: NDArray[np.int8]
    codes: list[str]

    def parts(self) -> Iterator[tuple[Ints, Ints]]:
        """Contract, and indicator and status in one number, some at a time."""
        for start in range(0, len(self.contract), PART):
            part = slice(start, start + PART)
            code = self.indicator[part].astype(np.int64) * len(STATUSES) + self.status[part]
            yield self.contract[part].astype(np.int64), code


def held(frame: Frame, folder: Path) -> Held:
    """The findings of the register that is being built; those on contracts that do not run are left out."""
    names = ["contract_id", "indicator", "status"]
    file = pq.ParquetFile(folder / "findings.parquet", memory_map=True, read_dictionary=names)
    ids: list[pa.Array] = []
    contracts, codes, statuses = (
        [np.zeros(0, dtype=np.int32)],
        [np.zeros(0, dtype=np.int16)],
        [np.zeros(0, dtype=np.int8)],
    )
    place: dict[str, int] = {}
    so_far = 0
    for group in range(file.num_row_groups):
        table = file.read_row_group(group, columns=names)
        held_ids = table["contract_id"].unify_dictionaries().combine_chunks()
        contracts.append(held_ids.indices.to_numpy() + np.int32(so_far))
        ids.append(held_ids.dictionary)
        so_far += len(held_ids.dictionary)
        code, known = columns.texts(table["indicator"])
        codes.append(np.array([place.setdefault(each, len(place)) for each in known], dtype=np.int16)[code])
        status, known = columns.texts(table["status"])
        statuses.append(np.array([STATUSES.index(each) for each in known], dtype=np.int8)[status])
    every = pa.concat_arrays(ids) if ids else pa.array([], pa.string())
    found = pc.fill_null(pc.index_in(every, frame.contract_id), -1).to_numpy()
    contract = found[np.concatenate(contracts)] if so_far else contracts[0]
    live = (contract >= 0) & frame.is_live[contract]
    return Held(contract[live], np.concatenate(codes)[live], np.concatenate(statuses)[live], list(place))


@dataclass(frozen=True, slots=True)
class Subjects:
    """Who or what is rolled up: every contract's subject (rows and their place in `ids`)."""

    kind: str
    ids: list[str]
    contract: Ints
    subject: Ints


def subjects(frame: Frame) -> tuple[Subjects, ...]:
    live = np.flatnonzero(frame.is_live)
    of_council, of_category = live[frame.council[live] >= 0], live[frame.category[live] >= 0]
    rows = frame.suppliers.rows
    kept = frame.is_live[rows]
    many = np.bincount(frame.suppliers.codes[kept], minlength=len(frame.suppliers.names)) >= LEAST
    place = np.cumsum(many) - 1
    kept &= many[frame.suppliers.codes] if len(many) else kept
    larger = [frame.suppliers.names[at] for at in np.flatnonzero(many).tolist()]
    supplier = place[frame.suppliers.codes[kept]]
    return (
        Subjects("council", frame.councils.codes, of_council, frame.council[of_council]),
        Subjects("category", frame.categories, of_category, frame.category[of_category]),
        Subjects("supplier", larger, rows[kept], supplier),
    )


def all_rows(frame: Frame, findings: Held, software: Ints) -> Iterator[Row]:
    """`software` says of each contract whether it is for software: 1, 0, or -1 where that is not known."""
    for each in subjects(frame):
        yield from _of_subjects(each, findings, software)


def _counts(each: Subjects, findings: Held, rows: int) -> Ints:
    """Subject by indicator by status: how many running contracts."""
    width = max(1, len(findings.codes)) * len(STATUSES)
    found = np.zeros(len(each.ids) * width, dtype=np.int64)
    many = np.bincount(each.contract, minlength=rows)
    first = np.cumsum(many) - many
    subject = each.subject[np.argsort(each.contract, kind="stable")]
    for contract, code in findings.parts():
        counts = many[contract]
        of = np.repeat(np.arange(len(contract)), counts)
        inside = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
        who = subject[first[contract[of]] + inside]
        found += np.bincount(who * width + code[of], minlength=len(found))
    return found.reshape(len(each.ids), width // len(STATUSES), len(STATUSES))


def _of_subjects(each: Subjects, findings: Held, software: Ints) -> Iterator[Row]:
    counts = _counts(each, findings, len(software))
    running = np.bincount(each.subject, minlength=len(each.ids))
    other = np.bincount(each.subject[software[each.contract] == 0], minlength=len(each.ids))
    asked = {code: _dimension(code) for code in findings.codes}
    order = [(code, at, _is_for_software(code)) for at, code in enumerate(findings.codes) if asked[code]]
    order.sort()
    for at in np.flatnonzero(running).tolist():
        cards: dict[str, list[int]] = {}
        tallies: list[list[int]] = counts[at].tolist()
        for code, place, is_for_software in order:
            ok, watch, act, unknown, not_asked = tallies[place]
            least = running[at] - (other[at] if is_for_software else not_asked)
            sums = [ok, watch, act, max(int(least), ok + watch + act + unknown)]
            card = cards.setdefault(asked[code], [0, 0, 0, 0])
            cards[asked[code]] = [one + more for one, more in zip(card, sums, strict=True)]
            if each.kind != "supplier" and sums[3]:
                yield _rolled(each, at, code, "", sums)
        for name, whole in sorted(cards.items()):
            if whole[3]:
                yield _rolled(each, at, name, "dimension", whole)


def _dimension(code: str) -> str:
    """The card a question stands on; empty when nobody registered it."""
    try:
        return str(indicators.by_code(code).dimension)
    except KeyError:
        return ""


def _is_for_software(code: str) -> bool:
    return bool(getattr(indicators.by_code(code), "is_for_software", False))


def _rolled(each: Subjects, at: int, code: str, scope: str, sums: Sequence[int]) -> Row:
    ok, watch, act, total = sums
    known = ok + watch + act
    status = ACT if act else WATCH if watch else OK if known == total else UNKNOWN
    what = "answers" if scope else "running contracts"
    words = f"{known} of {total} {what} could be assessed: {act} worth acting on, {watch} worth watching."
    if not known:
        words = f"None of {total} {what} could be assessed." if total > 1 else f"The one {count(1, what[:-1])[2:]} could not be assessed."  # fmt: skip
    bounds: Row = {"low": number((act + watch) / total), "high": number((act + watch + total - known) / total)}
    return row(each.kind, each.ids[at], scope, code, status, words, value=str(act + watch), known=known, total=total, **bounds)  # fmt: skip
