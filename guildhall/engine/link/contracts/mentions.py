"""Other notices and processes that a notice's words name: a link in so many words, where the forms have none."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from guildhall.engine.link.contracts.columns import Contracts, Ints

# 2024-08: 654dc1bc-…-773412 tells the number of its award notice on the other portal ("2024/S 000-024164"), 076296-2026
# the process that it belongs to ("ocds-h6vhtk-06638d"), 833016 the address of its framework's notice.
_PROCESS = re.compile(r"\bocds-[a-z0-9]{6}-[0-9a-z][0-9a-z-]{4,60}", re.IGNORECASE)
_NUMBER = re.compile(r"\b(20\d\d)/S ?000[- ](\d{6})\b", re.IGNORECASE)
_ADDRESS = re.compile(r"/notice/(\d{6})-(20\d\d)\b", re.IGNORECASE)
MOST = 8


def of(text: str) -> tuple[str, ...]:
    """Processes and notices that a text names, each once: `ocds-h6vhtk-06638d`, `024164-2024`."""
    if "/" not in text and "ocds-" not in text:
        return ()
    found = [match.group().lower().rstrip("-") for match in _PROCESS.finditer(text)]
    found += [f"{match.group(2)}-{match.group(1)}" for match in _NUMBER.finditer(text)]
    found += [f"{match.group(1)}-{match.group(2)}" for match in _ADDRESS.finditer(text)]
    return tuple(dict.fromkeys(found))[:MOST]


def pairs(contracts: Contracts, notices: Iterable[pa.RecordBatch]) -> tuple[Ints, Ints]:
    """Contracts and those that their words name, by process or by notice. Notices are read only if one is named."""
    named = contracts.mentions
    wanted = {name: at for at, name in enumerate(named.names.to_pylist())}
    if not wanted:
        return named.owner[:0], named.owner[:0]
    homes: dict[int, set[int]] = {}
    for row, process in enumerate(contracts.process_names.to_pylist()):
        if process in wanted:
            homes.setdefault(wanted[process], set()).add(row)
    if any(not name.startswith("ocds-") for name in wanted):
        _by_notice(contracts, notices, wanted, homes)
    found = {
        (owner, row)
        for owner, name in zip(named.owner.tolist(), named.values.tolist(), strict=True)
        for row in homes.get(name, ())
        if row != owner
    }
    if not found:
        return named.owner[:0], named.owner[:0]
    first, second = np.array(sorted(found), np.int64).T
    return first, second


def _by_notice(
    contracts: Contracts, notices: Iterable[pa.RecordBatch], wanted: dict[str, int], homes: dict[int, set[int]]
) -> None:
    row_of: dict[str, int] | None = None
    for batch in notices:
        for notice, ids in zip(
            batch.column("notice_id").to_pylist(), batch.column("contract_ids").to_pylist(), strict=True
        ):
            if notice in wanted and ids:
                row_of = row_of or {one: row for row, one in enumerate(contracts.ids.to_pylist())}
                homes.setdefault(wanted[notice], set()).update(row_of[one] for one in ids if one in row_of)
