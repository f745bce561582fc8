"""Call-offs whose notice names the process of their framework: no pair needs to be judged."""

from __future__ import annotations

import numpy as np

from guildhall.engine.link.contracts.columns import Contracts, Ints


def frameworks(contracts: Contracts) -> tuple[Ints, Ints]:
    """Children and the framework each hangs on: of a framework's several contracts the one with the same supplier."""
    children = np.flatnonzero(contracts.framework >= 0)
    if not len(children):
        return children, children
    homes: dict[int, list[int]] = {}
    wanted = np.unique(contracts.framework[children])
    for row in np.flatnonzero(np.isin(contracts.process, wanted)).tolist():
        homes.setdefault(int(contracts.process[row]), []).append(row)
    involved = sorted({row for rows in homes.values() for row in rows} | set(children.tolist()))
    suppliers = _held(contracts, involved)
    found: list[tuple[int, int]] = []
    for child in children.tolist():
        rows = [row for row in homes.get(int(contracts.framework[child]), ()) if row != child]
        mine = suppliers.get(child, set())
        rows.sort(key=lambda row: (not mine & suppliers.get(row, set()), contracts.place[row]))
        if rows and contracts.process[child] != contracts.framework[child]:
            found.append((child, rows[0]))
    if not found:
        return children[:0], children[:0]
    first, second = np.array(found, np.int64).T
    return first, second


def _held(contracts: Contracts, rows: list[int]) -> dict[int, set[int]]:
    """The suppliers of some contracts."""
    wanted = np.isin(contracts.suppliers.owner, np.array(rows, np.int64))
    held: dict[int, set[int]] = {}
    for owner, value in zip(
        contracts.suppliers.owner[wanted].tolist(), contracts.suppliers.values[wanted].tolist(), strict=True
    ):
        held.setdefault(owner, set()).add(value)
    return held
