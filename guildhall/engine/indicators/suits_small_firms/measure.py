"""E2: whether the buyer thought the purchase, or a lot of it, suitable for small firms or charities."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators.finding import made
from guildhall.engine.records import Contract, Finding

CODE = "E2"
_WORDS = {
    "sme": "The buyer says that it suits small and medium-sized firms.",
    "vcse": "The buyer says that it suits voluntary and community organisations.",
    "sme+vcse": "The buyer says that it suits small firms and voluntary organisations.",
}


def measure(contract: Contract, *, on: date) -> Finding | None:  # noqa: ARG001 - every indicator is asked the same way
    """The buyer's word on any lot. Notices say so only where it is so, and leave it out as well."""
    call = contract.call
    if call is None or call.suits_small not in _WORDS:
        return None
    return made(contract, CODE, "ok", _WORDS[call.suits_small], value=call.suits_small, inputs=("suits_small",))
