"""Questions asked of every contract: is it becoming tomorrow's legacy? One folder per question."""

from __future__ import annotations

from datetime import date

from guildhall.engine import classify, decide
from guildhall.engine.indicators import evidence
from guildhall.engine.indicators.automatic_extension import measure as automatic_extension
from guildhall.engine.indicators.catalogue import CONTRACTS, DIMENSIONS, INDICATORS, Indicator, by_code, complete
from guildhall.engine.indicators.changes import measure as changes
from guildhall.engine.indicators.data_export import measure as data_export
from guildhall.engine.indicators.data_ownership import measure as data_ownership
from guildhall.engine.indicators.decide_by_date import measure as decide_by_date
from guildhall.engine.indicators.early_end import measure as early_end
from guildhall.engine.indicators.early_notice import measure as early_notice
from guildhall.engine.indicators.exit_help import measure as exit_help
from guildhall.engine.indicators.exit_plan import measure as exit_plan
from guildhall.engine.indicators.export_fees import measure as export_fees
from guildhall.engine.indicators.extension_share import measure as extension_share
from guildhall.engine.indicators.extension_taken import measure as extension_taken
from guildhall.engine.indicators.fees_to_leave import measure as fees_to_leave
from guildhall.engine.indicators.final_value import measure as final_value
from guildhall.engine.indicators.initial_term import measure as initial_term
from guildhall.engine.indicators.late_visibility import measure as late_visibility
from guildhall.engine.indicators.lot_size import measure as lot_size
from guildhall.engine.indicators.market_engaged import measure as market_engaged
from guildhall.engine.indicators.open_api import measure as open_api
from guildhall.engine.indicators.open_standards import measure as open_standards
from guildhall.engine.indicators.outcome_wording import measure as outcome_wording
from guildhall.engine.indicators.performance_measures import measure as performance_measures
from guildhall.engine.indicators.remaining_term import measure as remaining_term
from guildhall.engine.indicators.renewal_steps import measure as renewal_steps
from guildhall.engine.indicators.route_openness import measure as route_openness
from guildhall.engine.indicators.run_rate import measure as run_rate
from guildhall.engine.indicators.security_schedule import measure as security_schedule
from guildhall.engine.indicators.self_declared_lock_in import measure as self_declared_lock_in
from guildhall.engine.indicators.single_bid import measure as single_bid
from guildhall.engine.indicators.small_firms import measure as small_firms
from guildhall.engine.indicators.start_by import measure as start_by
from guildhall.engine.indicators.suits_small_firms import measure as suits_small_firms
from guildhall.engine.indicators.term_growth import measure as term_growth
from guildhall.engine.indicators.time_to_answer import measure as time_to_answer
from guildhall.engine.indicators.total_term import measure as total_term
from guildhall.engine.indicators.transfer import measure as transfer
from guildhall.engine.indicators.value_growth import measure as value_growth
from guildhall.engine.records import Contract, Finding

__all__ = ["CONTRACTS", "DIMENSIONS", "INDICATORS", "Indicator", "by_code", "complete", "measure_all", "window_of"]

_IN_WORDS = evidence.Questions(tuple(
    folder.SIGNS
    for folder in (
        fees_to_leave, data_ownership, data_export, export_fees, open_api, exit_plan, early_end, exit_help, transfer,
        open_standards, security_schedule,
    )
))  # fmt: skip
"""Questions that the words of a notice may answer."""
_ORDER = {indicator.code: number for number, indicator in enumerate(INDICATORS)}


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
    found: list[Finding | None] = []
    if contract.starts_on is not None:
        found += (
            initial_term.measure(contract, on=on),
            total_term.measure(contract, on=on),
            extension_share.measure(contract, on=on),
        )
    if (
        contract.extension_text
        or contract.extension != "unknown"
        or contract.options
        or contract.last_end_on is not None
    ):
        found.append(renewal_steps.measure(contract, on=on))
    left = remaining_term.measure(contract, on=on)
    if left is not None:
        found.append(left)
        if left.status != "not_applicable":
            window = window or window_of(contract)
            found.append(decide_by_date.measure(contract, on=on, window=window))
            found.append(start_by.measure(contract, on=on, window=window))
    found.append(late_visibility.measure(contract, on=on))
    if contract.first_ends_on is not None or contract.options_taken:
        found.append(extension_taken.measure(contract, on=on))
    _money(contract, on, found, is_over=left is not None and left.status == "not_applicable")
    _competition(contract, on, found)
    _dependency_and_terms(contract, on, found)
    kept = [finding for finding in found if finding is not None]
    if contract.description or contract.extension_text or contract.rationale_text:
        in_words = evidence.of_contract(contract, _IN_WORDS)
        if in_words:
            kept = sorted([*kept, *in_words], key=_place)
    return kept


Found = list[Finding | None]


def _place(finding: Finding) -> int:
    return _ORDER[finding.indicator]


def _money(contract: Contract, on: date, found: Found, *, is_over: bool) -> None:
    changed = contract.changes is not None
    if changed:
        found.append(value_growth.measure(contract, on=on))
    if changed or contract.first_ends_on is not None:
        found.append(term_growth.measure(contract, on=on))
    if changed:
        found.append(changes.measure(contract, on=on))
    if not is_over:
        found.append(run_rate.measure(contract, on=on))
    if contract.value_final is not None:
        found.append(final_value.measure(contract, on=on))


def _competition(contract: Contract, on: date, found: Found) -> None:
    if contract.route:
        found.append(route_openness.measure(contract, on=on))
    if contract.bids is not None:
        found.append(single_bid.measure(contract, on=on))
    if contract.suppliers:
        found.append(small_firms.measure(contract, on=on))
    call = contract.call
    if call is not None:
        found.append(early_notice.measure(contract, on=on))
    if call is not None or contract.is_digital:
        found.append(lot_size.measure(contract, on=on))


def _dependency_and_terms(contract: Contract, on: date, found: Found) -> None:
    if contract.route or contract.rationale:
        found.append(self_declared_lock_in.measure(contract, on=on))
    if contract.renewal_mode or contract.extension_text or contract.extension != "unknown":
        found.append(automatic_extension.measure(contract, on=on))
    if contract.metrics is not None or contract.metrics_why:
        found.append(performance_measures.measure(contract, on=on))
    if contract.description:
        found.append(outcome_wording.measure(contract, on=on))
    if contract.call is not None:
        found += (
            market_engaged.measure(contract, on=on),
            suits_small_firms.measure(contract, on=on),
            time_to_answer.measure(contract, on=on),
        )
