"""T10: whether the contract was made longer, and whether the first contract had room for it."""

from __future__ import annotations

from datetime import date

from guildhall.engine.decide.arithmetic import add_days, term_months
from guildhall.engine.indicators.finding import count, day, made, months, whole
from guildhall.engine.records import Contract, Finding

CODE = "T10"


def measure(contract: Contract, *, on: date) -> Finding | None:  # noqa: ARG001 - every indicator is asked the same way
    """The end now against the end as first agreed; beyond the last possible end first agreed, there was no option for it."""
    first, end = contract.first_ends_on, contract.ends_on
    if first is not None and end is not None and end != first:
        return _moved(contract, first, end)
    taken = contract.options_taken
    if taken:
        total = sum(taken)
        words = f"{'An option has' if len(taken) == 1 else f'{len(taken)} options have'} been taken, adding {count(total, 'month')}."
        return made(contract, CODE, "ok", words, value=str(total), inputs=("options_taken",))
    return None


def _moved(contract: Contract, first: date, end: date) -> Finding:
    inputs = ("first_ends_on", "ends_on")
    if end < first:
        words = f"Its end was brought forward, from {day(first)} to {day(end)}."
        return made(contract, CODE, "ok", words, value=whole(-term_months(add_days(end, 1), first)), inputs=inputs)
    added = term_months(add_days(first, 1), end)
    changes = contract.changes
    limit = changes.first_last_end_on if changes is not None else None
    limit = limit or contract.last_end_on
    moved = f"It was made longer by {months(added)}, from {day(first)} to {day(end)}"
    if limit is None or limit == end:
        # the last possible end known now may itself be the moved end, which says nothing of what was first agreed
        room = limit is not None and (bool(contract.options_taken) or contract.extension == "declared")
        if not room:
            words = f"{moved}; whether the first contract had room for that is not known."
            return made(contract, CODE, "watch", words, value=whole(added), inputs=inputs, missing=("last_end_on",))
    elif end > limit:
        words = f"{moved}, beyond the last end first agreed, {day(limit)}."
        return made(contract, CODE, "act", words, value=whole(added), inputs=(*inputs, "last_end_on"))
    words = f"{moved}, an option that the first contract held."
    return made(contract, CODE, "ok", words, value=whole(added), inputs=(*inputs, "last_end_on"))
