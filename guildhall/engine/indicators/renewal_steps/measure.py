"""T4: how often the contract can be made longer, and by how much each time."""

from __future__ import annotations

from datetime import date

from guildhall.engine.clean import renewals
from guildhall.engine.decide.arithmetic import add_days, months_between
from guildhall.engine.indicators import policy
from guildhall.engine.indicators.finding import Status, count, made
from guildhall.engine.records import Contract, Finding

CODE = "T4"
_QUOTE = 240


def _steps(contract: Contract) -> tuple[tuple[int, ...], str]:
    """Months of every option, taken or not, and the field they come from."""
    listed = (*contract.options_taken, *contract.options)
    if listed:
        return listed, "options"
    if not contract.extension_text:
        return (), ""
    end, last = contract.first_ends_on or contract.ends_on, contract.last_end_on
    more = months_between(add_days(end, 1), add_days(last, 1)) if end and last and last > end else None
    return renewals.steps(contract.extension_text, more) or (), "extension_text"


def measure(contract: Contract, *, on: date) -> Finding | None:
    """The number of options, with their lengths; words that cannot be read are quoted."""
    steps, field = _steps(contract)
    if steps:
        line = policy.of("renewal_steps", on)
        many = line.watch is not None and len(steps) > line.watch
        status: Status = "watch" if many else "ok"
        words = f"It can be extended {_times(len(steps))}, by {_lengths(steps)}{line.by() if many else ''}."
        quote = contract.extension_text[:_QUOTE] if field == "extension_text" else ""
        return made(contract, CODE, status, words, value=str(len(steps)), inputs=(field,), quote=quote)
    if contract.extension_text:
        words = "It can be extended, in words that cannot be counted: read them yourself."
        quote = contract.extension_text[:_QUOTE]
        return made(contract, CODE, "unknown", words, inputs=("extension_text",), missing=("options",), quote=quote)
    if contract.extension == "none_declared":
        return made(contract, CODE, "not_applicable", "No option to extend is declared.", inputs=("extension",))
    if contract.extension == "declared" or (
        contract.last_end_on is not None and contract.ends_on is not None and contract.last_end_on > contract.ends_on
    ):
        words = "It can be extended; in how many steps is not known."
        return made(contract, CODE, "unknown", words, inputs=("extension", "last_end_on"), missing=("options",))
    return None


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _lengths(steps: tuple[int, ...]) -> str:
    if len(steps) > 1 and len(set(steps)) == 1:
        return f"{count(steps[0], 'month')} each"
    parts = [str(step) for step in steps]
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{listed} {'month' if steps == (1,) else 'months'}"
