"""C1: how open the way was by which the contract was bought."""

from __future__ import annotations

from datetime import date

from guildhall.engine.codes import ROUTES
from guildhall.engine.indicators.finding import Status, made
from guildhall.engine.records import Contract, Finding

CODE = "C1"
_SAID: dict[str, tuple[Status, str]] = {
    "open": ("ok", "It was bought in open competition."),
    "competitive_flexible": ("ok", "It was bought by a competitive flexible procedure, open to all at its start."),
    "quote": ("ok", "It was bought by quotations."),
    "limited": ("watch", "It was bought in a competition limited to invited suppliers."),
    "call_off": ("watch", "It was called off from a framework; only suppliers on the framework could take part."),
    "direct": ("act", "It was awarded directly, without competition."),
}


def measure(contract: Contract, *, on: date) -> Finding | None:  # noqa: ARG001 - every indicator is asked the same way
    """The route from the notice's closed list of procedures."""
    said = _SAID.get(contract.route)
    if said is None:
        if contract.route not in ROUTES:
            return None
        words = "It was bought in a way of its own; how open that was cannot be told."
        return made(contract, CODE, "unknown", words, missing=("route",))
    status, words = said
    return made(contract, CODE, status, words, value=contract.route, inputs=("route",))
