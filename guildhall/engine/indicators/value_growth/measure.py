"""M1: how much the value has grown since it was first published."""

from __future__ import annotations

from datetime import date

from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, made, money, share
from guildhall.engine.records import Contract, Finding

CODE = "M1"
FLOOR = "Changes that the law lets pass without a notice are not in it."

PROPOSED = "Proposed:"
"""How the words of a change begin that a notice only proposes; it may yet change value and term."""


def measure(contract: Contract, *, on: date) -> Finding | None:
    """Latest less first value over first, in per cent, both with VAT or both without."""
    changes = contract.changes
    if changes is None:
        return None
    pair = (changes.first_value_net, contract.value_net, "without VAT", "value_net")
    if pair[0] is None or pair[1] is None:
        pair = (changes.first_value_gross, contract.value_gross, "with VAT", "value_gross")
    first, now, vat, field = pair
    if first is None or now is None:
        if (contract.value_net is None and contract.value_gross is None) or changes.text.startswith(PROPOSED):
            return None
        words = f"The published changes leave its value as it was. {FLOOR}"
        return made(contract, CODE, "ok", words, value="0", inputs=("changes",))
    if first <= 0:
        return None
    grown = share(now - first, first)
    if grown < 0:
        words = f"Its value has fallen by {-grown} per cent, from {money(first)} to {money(now)} {vat}."
        return made(contract, CODE, "ok", words, value=str(grown), inputs=("changes", field))
    line = policy.of("value_growth_works" if contract.main_category == "works" else "value_growth", on)
    status: Status = "ok"
    if line.act is not None and grown > line.act:
        status = "act"
    elif line.watch is not None and grown > line.watch:
        status = "watch"
    words = f"Its value has grown by {grown} per cent, from {money(first)} to {money(now)} {vat}"
    if status == "act":
        words += f"; most grounds the law permits end at {line.act}"
    words += f"{line.by()}. {FLOOR}"
    return made(contract, CODE, status, words, value=str(grown), low=str(grown), inputs=("changes", field))
