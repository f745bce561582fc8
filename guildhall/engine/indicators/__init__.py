"""Questions asked of every contract: is it becoming tomorrow's legacy? One folder per question."""

from __future__ import annotations

from datetime import date

from guildhall.engine import classify, decide
from guildhall.engine.indicators.automatic_extension import measure as automatic_extension
from guildhall.engine.indicators.catalogue import (
    CONTRACTS,
    DIMENSIONS,
    INDICATORS,
    Indicator,
    by_code,
    complete,
    standing,
)
from guildhall.engine.indicators.decide_by_date import measure as decide_by_date
from guildhall.engine.indicators.extension_share import measure as extension_share
from guildhall.engine.indicators.initial_term import measure as initial_term
from guildhall.engine.indicators.late_visibility import measure as late_visibility
from guildhall.engine.indicators.remaining_term import measure as remaining_term
from guildhall.engine.indicators.renewal_steps import measure as renewal_steps
from guildhall.engine.indicators.route_openness import measure as route_openness
from guildhall.engine.indicators.self_declared_lock_in import measure as self_declared_lock_in
from guildhall.engine.indicators.start_by import measure as start_by
from guildhall.engine.indicators.total_term import measure as total_term
from guildhall.engine.records import Contract, Finding

__all__ = [
    "CONTRACTS", "DIMENSIONS", "INDICATORS", "Indicator", "by_code", "complete", "measure_all", "standing", "window_of",
]  # fmt: skip


def window_of(contract: Contract) -> decide.Window:
    """The decide-by sum of one contract, with what its category says of criticality and mobilisation."""
    category = classify.categories().get(contract.category)
    facts = decide.from_contract(
        contract,
        criticality=category.criticality if category else None,
        mobilise_months=category.mobilise_months if category else None,
    )
    return decide.window(facts, decide.load())


def measure_all(contract: Contract, on: date, window: decide.Window | None = None) -> list[Finding]:
    """What was found of one contract on one day, in the order of the catalogue.

    A question that nothing answers has no finding here: `complete` fills in what stands for it. Questions are asked only
    where the contract holds what they need.
    """
    found = [
        initial_term.measure(contract, on=on),
        total_term.measure(contract, on=on),
        extension_share.measure(contract, on=on),
        renewal_steps.measure(contract, on=on),
    ]
    left = remaining_term.measure(contract, on=on)
    found.append(left)
    if left is not None and left.status != "not_applicable":
        window = window or window_of(contract)
        found.append(decide_by_date.measure(contract, on=on, window=window))
        found.append(start_by.measure(contract, on=on, window=window))
    found.append(late_visibility.measure(contract, on=on))
    found.append(route_openness.measure(contract, on=on))
    found.append(self_declared_lock_in.measure(contract, on=on))
    found.append(automatic_extension.measure(contract, on=on))
    return [finding for finding in found if finding is not None]
