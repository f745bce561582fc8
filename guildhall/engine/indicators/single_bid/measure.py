"""C2: whether only one bid came in where several could have."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, count, made
from guildhall.engine.records import Contract, Finding

CODE = "C2"
COMPETED = frozenset({"open", "competitive_flexible", "limited", "quote", "call_off"})
"""Ways to buy in which more than one bid was possible."""


def measure(contract: Contract, *, on: date) -> Finding | None:
    """Bids on the lot that drew the fewest. A direct award has one bid by its nature and is not asked."""
    if contract.route == "direct":
        return None
    bids = contract.bids_least if contract.bids_least is not None else contract.bids
    if bids is None or bids < 1:
        return None
    field = "bids" if contract.bids_least is None else "bids_least"
    line = policy.of("bids", on)
    status: Status = "ok"
    if line.act is not None and bids <= line.act:
        status = "act"
    elif line.watch is not None and bids <= line.watch:
        status = "watch"
    came = "Only one bid came in" if bids == 1 else f"{count(bids, 'bid')} came in"
    where = " for the lot that drew the fewest" if field == "bids_least" else ""
    if contract.route not in COMPETED:
        words = f"{came}{where}; whether others could bid is not known."
        known: Status = "unknown" if status != "ok" else status
        return made(contract, CODE, known, words, value=str(bids), inputs=(field,), missing=("route",))
    return made(contract, CODE, status, f"{came}{where}.", value=str(bids), inputs=(field, "route"))
