"""C7: whether the supplier is a small firm or a voluntary organisation, by its own word; shares are of portfolios."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators.finding import made
from guildhall.engine.records import Contract, Finding

CODE = "C7"
_WORDS = {
    "vcse": "The supplier says that it is a voluntary, community or social enterprise.",
    "sme": "The supplier says that it is a small or medium-sized firm.",
    "large": "The supplier says that it is a large firm.",
    "mixed": "Some of its suppliers say that they are small or voluntary, others that they are large.",
}


def measure(contract: Contract, *, on: date) -> Finding | None:  # noqa: ARG001 - every indicator is asked the same way
    """Told, never judged: a large supplier is no fault. It counts where shares are made of many contracts."""
    suppliers = contract.suppliers
    if len(suppliers) == 1:
        kind = "vcse" if suppliers[0].vcse else suppliers[0].size
        return _told(contract, kind) if kind else None
    kinds = {"vcse" if party.vcse else party.size for party in suppliers}
    kinds.discard("")
    if not kinds:
        return None
    kind = kinds.pop() if len(kinds) == 1 else "mixed" if "large" in kinds else "sme"
    return _told(contract, kind)


def _told(contract: Contract, kind: str) -> Finding:
    return made(contract, CODE, "ok", _WORDS[kind], value=kind, inputs=("supplier",))
