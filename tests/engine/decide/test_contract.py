"""From a register's contract to the facts of the sum."""

from datetime import date
from decimal import Decimal

from guildhall.engine.decide import decide, from_contract
from guildhall.engine.decide.facts import Option
from tests.factories.contract import contract

END = "2027-12-31"


def test_no_extension_declared_is_no_option() -> None:
    found = from_contract(contract(ends_on=END, extension="none_declared"), criticality=3, mobilise_months=18)
    assert (found.options, found.renewal_mode) == ((), "none")
    assert (found.criticality, found.mobilise_months) == (3, 18)
    assert found.next_route == ""


def test_a_recorded_mode_stands_beside_no_extension_declared() -> None:
    assert from_contract(contract(ends_on=END, extension="none_declared", renewal_mode="tacit")).renewal_mode == "tacit"


def test_an_extension_nobody_spoke_of_stays_unknown() -> None:
    found = from_contract(contract(ends_on=END))
    assert (found.options, found.renewal_mode) == (None, "unknown")


def test_declared_with_steps() -> None:
    found = from_contract(
        contract(ends_on=END, extension="declared", options=(12,), options_taken=(24,), last_end_on="2028-12-31")
    )
    assert found.options == (Option(24, taken=True), Option(12))
    assert found.last_end_on == date(2028, 12, 31)


def test_declared_with_a_last_end_only_is_one_step() -> None:
    found = from_contract(contract(ends_on=END, extension="declared", last_end_on="2028-12-31"))
    assert found.options == ()
    assert found.last_end_on == date(2028, 12, 31)


def test_declared_without_either_is_a_step_of_unknown_length() -> None:
    assert from_contract(contract(ends_on=END, extension="declared")).options == (Option(None),)


def test_declared_and_already_at_its_last_end() -> None:
    assert from_contract(contract(ends_on=END, extension="declared", last_end_on=END)).options == ()


def test_a_contract_that_was_ended_early_ended_then() -> None:
    found = from_contract(contract(ends_on=END, ended_on="2026-10-01", extension="declared", options=(12,)))
    assert (found.ends_on, found.options, found.renewal_mode) == (date(2026, 10, 1), (), "none")


def test_value_with_tax_suggests_the_route_but_not_for_frameworks() -> None:
    assert from_contract(contract(value_net="100.00")).value_gross == Decimal(120)
    assert from_contract(contract(value_net="100.00", value_gross="110.00")).value_gross == Decimal(110)
    assert from_contract(contract(value_gross="110.00", is_framework=True)).value_gross is None
    assert from_contract(contract(value_gross="110.00", currency="EUR")).value_gross is None
    assert from_contract(contract()).value_gross is None


def test_notice_in_months_is_taken_off_by_the_calendar_and_the_plan_settles_the_route() -> None:
    """Case A of the worked examples, from a contract as the register holds it."""
    given = contract(
        ends_on=END, extension="declared", options=(12, 12), renewal_mode="express", notice_days=180, notice_months=6,
        next_route="open",
    )  # fmt: skip
    facts = from_contract(given, criticality=3)
    assert (facts.notice_days, facts.notice_months, facts.next_route) == (None, 6, "open")
    found = decide(facts, date(2026, 11, 23))
    assert (found.decide_by_earliest_on, found.decide_by_latest_on) == (date(2026, 9, 30), date(2026, 9, 30))
    assert found.notice_by_on == date(2027, 6, 30)
    days = from_contract(contract(ends_on="2027-10-31", extension="declared", options=(12,), notice_days=90))
    assert (days.notice_days, days.notice_months) == (90, None)
