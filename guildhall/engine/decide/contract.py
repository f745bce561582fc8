"""From a resolved contract of the register to the facts of the sum."""

from __future__ import annotations

from decimal import Decimal

from guildhall.engine.decide.facts import Facts, Mode, Option
from guildhall.engine.records import Contract

_MODES: dict[str, Mode] = {"none": "none", "express": "express", "tacit": "tacit"}
_VAT = Decimal("1.2")


def from_contract(contract: Contract, *, criticality: int | None = None, mobilise_months: int | None = None) -> Facts:
    """The facts of one contract; `criticality` and `mobilise_months` come from its category.

    "No extension declared" is no option; a declared extension without readable steps is one step to the published last
    end, or a step of unknown length; an extension nobody spoke of stays unknown. How it was bought is no guide to how
    it will be bought again: the council's own plan counts, else only the value may suggest a route. A notice told in
    months is taken off by the calendar.
    """
    ends_on = contract.ends_on
    if contract.ended_on is not None:
        return Facts(
            starts_on=contract.starts_on, ends_on=contract.ended_on, options=(), renewal_mode="none",
            next_route=contract.next_route, criticality=criticality, mobilise_months=mobilise_months, value_gross=_gross(contract),
        )  # fmt: skip
    mode = _MODES.get(contract.renewal_mode, "unknown")
    last_end_on = contract.last_end_on
    taken = tuple(Option(months, taken=True) for months in contract.options_taken)
    options: tuple[Option, ...] | None = (*taken, *(Option(months) for months in contract.options))
    goes_further = ends_on is not None and last_end_on is not None and last_end_on > ends_on
    if not contract.options and not goes_further:
        if contract.extension == "none_declared":
            mode = "none" if mode == "unknown" else mode
        elif contract.extension == "declared" and not (ends_on is not None and last_end_on == ends_on):
            options = (*taken, Option(None))
        elif contract.extension != "declared":
            options = None
    return Facts(
        starts_on=contract.starts_on,
        ends_on=ends_on,
        ends_earliest_on=contract.ends_earliest_on,
        ends_latest_on=contract.ends_latest_on,
        last_end_on=last_end_on,
        options=options,
        renewal_mode=mode,
        notice_days=None if contract.notice_months is not None else contract.notice_days,
        notice_months=contract.notice_months,
        next_route=contract.next_route,
        criticality=criticality,
        mobilise_months=mobilise_months,
        value_gross=_gross(contract),
    )


def _gross(contract: Contract) -> Decimal | None:
    """The value with tax; a framework's ceiling says nothing of what one council would buy again."""
    if contract.is_framework or contract.currency not in {"GBP", ""}:
        return None
    if contract.value_gross is not None:
        return contract.value_gross
    return None if contract.value_net is None else contract.value_net * _VAT
