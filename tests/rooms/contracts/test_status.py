"""The status of a decision is the same for one contract as in the arrays, and agrees with the engine."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from guildhall.engine import decide
from guildhall.rooms.contracts import actions
from guildhall.rooms.contracts.models import Contract
from guildhall.rooms.contracts.queries import index, status
from tests.factories import register

ON = register.ON


@pytest.mark.parametrize(("on", "quarter", "half"), [
    (date(2026, 11, 23), date(2026, 12, 31), date(2027, 6, 30)), (date(2026, 1, 1), date(2026, 3, 31), date(2026, 12, 31)),
    (date(2026, 12, 31), date(2026, 12, 31), date(2027, 6, 30)), (date(2026, 6, 30), date(2026, 6, 30), date(2026, 12, 31)),
    (date(2026, 7, 1), date(2026, 9, 30), date(2027, 6, 30)),
])  # fmt: skip
def test_quarters_and_half_years(on: date, quarter: date, half: date) -> None:
    assert (status.quarter_ends(on), status.half_year_ends(on)) == (quarter, half)


FACTS = {
    "late": {"decide_by_earliest_on": date(2026, 9, 1), "decide_by_latest_on": date(2026, 11, 22)},
    "maybe_late": {"decide_by_earliest_on": date(2026, 9, 1), "decide_by_latest_on": date(2026, 11, 23)},
    "this_quarter": {"decide_by_earliest_on": date(2026, 12, 31), "decide_by_latest_on": date(2027, 2, 1)},
    "later": {"decide_by_earliest_on": date(2027, 1, 1), "decide_by_latest_on": date(2027, 1, 1)},
    "cannot_tell": {"ends_on": None, "decide_by_earliest_on": date(2026, 12, 1), "decide_by_latest_on": date(2029, 1, 1)},
    "ended": {"ends_on": date(2026, 11, 22), "ends_earliest_on": date(2026, 11, 22), "ends_latest_on": date(2026, 11, 22)},
}  # fmt: skip


@pytest.mark.django_db
def test_each_status_in_one_and_in_all(load: Callable[..., actions.Loaded]) -> None:
    extra = {
        "cannot_tell": {"ends_on": None, "ends_earliest_on": None, "ends_latest_on": None, "decide_by_earliest_on": None, "decide_by_latest_on": None},
        "ended": {"status": "terminated"}, "later": {"ends_on": date(2028, 1, 1), "ended_on": date(2027, 12, 1)},
    }  # fmt: skip
    wanted = list(FACTS) + list(extra)
    facts = [*FACTS.values(), *extra.values()]
    load(contracts=[register.contract(number, **each) for number, each in enumerate(facts)])
    one_by_one = [status.state(Contract.objects.get(contract_id=f"c-{number}"), ON) for number in range(len(facts))]
    assert one_by_one == wanted
    held = index.current()
    found = dict(zip(held.keys.tolist(), (status.STATES[number] for number in status.states(held, ON)), strict=True))
    assert [found[Contract.objects.get(contract_id=f"c-{number}").pk] for number in range(len(facts))] == wanted


DAYS = some.none() | some.integers(-900, 900).map(lambda days: ON + timedelta(days=days))


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(early=DAYS, spread=some.integers(0, 400), ends=DAYS)
def test_late_and_maybe_late_agree_with_the_engine(early: date | None, spread: int, ends: date | None) -> None:
    late = early + timedelta(days=spread) if early else None
    contract = Contract(
        decide_by_earliest_on=early, decide_by_latest_on=late, ends_on=ends, ends_latest_on=ends, status="active"
    )
    ours = status.state(contract, ON)
    theirs = decide.state_of_range(early, late, ON)
    if ends is not None and ends < ON:
        assert ours == "ended"
    elif theirs == "late":
        assert ours == "late"
    elif ends is None or theirs == "unknown":
        assert ours == "cannot_tell"
    else:
        assert ours in {"maybe_late": {"maybe_late"}, "open": {"this_quarter", "later"}}[theirs]
