from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine import decide
from guildhall.engine.brief import standing
from tests.engine.brief.made import ON, view

LATE, SOON, FAR = date(2026, 9, 30), date(2026, 12, 16), date(2027, 3, 31)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"decide_by_earliest_on": LATE, "decide_by_latest_on": LATE}, "late"),
        ({"decide_by_earliest_on": LATE, "decide_by_latest_on": SOON}, "maybe_late"),
        ({"decide_by_earliest_on": SOON, "decide_by_latest_on": FAR}, "this_quarter"),
        ({"decide_by_earliest_on": date(2026, 12, 31)}, "this_quarter"),
        ({"decide_by_earliest_on": date(2027, 1, 1)}, "later"),
        ({"ends_on": None, "decide_by_earliest_on": None, "decide_by_latest_on": None}, "cannot_tell"),
        (
            {"ends_on": None, "ends_earliest_on": FAR, "ends_latest_on": FAR, "decide_by_earliest_on": SOON},
            "cannot_tell",
        ),
        ({"ends_on": date(2026, 11, 22)}, "ended"),
        ({"ended_on": date(2026, 11, 1)}, "ended"),
        ({"status": "terminated"}, "ended"),
        ({"ends_on": ON}, "later"),
    ],
)
def test_the_state_on_a_day(given, state):
    assert standing.state(view(**given), ON) == state


def test_quarters_end_with_their_last_month():
    assert standing.quarter_ends(ON) == date(2026, 12, 31)
    assert standing.quarter_ends(date(2027, 1, 1)) == date(2027, 3, 31)


def test_what_a_view_does_not_carry_is_unknown_to_the_sum():
    facts = standing.facts(view())
    assert (facts.notice_months, facts.meetings_on, facts.renewal_mode, facts.options) == (None, (), "none", ())


def test_a_view_says_to_the_sum_what_its_contract_says():
    facts = standing.facts(view(extension="declared", options=(12, 12), notice_days=90, renewal_mode="express"))
    assert decide.decide(facts, ON).notice_by_on == date(2027, 10, 2)


@pytest.mark.parametrize(
    ("given", "real"),
    [
        ({}, True),
        ({"main_category": "works"}, False),
        ({"ends_on": date(2020, 1, 1)}, False),
        ({"supplier_names": ("ABANDONED", "N/A")}, False),
        ({"supplier_names": ()}, True),
        ({"is_digital": False, "value_net": Decimal(4000)}, False),
        ({"is_digital": True, "value_net": Decimal(4000)}, True),
        ({"is_digital": None, "starts_on": date(2026, 10, 1), "ends_on": date(2027, 1, 31)}, False),
        ({"is_digital": None, "starts_on": date(2026, 10, 1), "ends_on": date(2027, 1, 31), "options": (12,)}, True),
        ({"is_digital": None, "starts_on": None}, True),
        ({"is_digital": None, "value_net": None}, True),
    ],
)
def test_what_is_a_decision_at_all(given, real):
    assert standing.is_decision(view(**given), ON) is real


def test_a_frameworks_ceiling_or_foreign_money_is_no_value():
    assert standing.value(view()) == 142000
    assert standing.value(view(value_net=None, value_gross=Decimal(12))) == 12
    assert standing.value(view(value_net=Decimal(0))) is None
    assert standing.value(view(is_framework=True)) is None
    assert standing.value(view(currency="EUR")) is None


def test_urgency_falls_with_distance_and_for_terms_shorter_than_a_replacement():
    at = {
        name: standing.urgency(view(decide_by_earliest_on=day, decide_by_latest_on=day), ON)
        for name, day in {"late": LATE, "soon": SOON, "far": FAR}.items()
    }
    assert at["soon"] > at["late"] > at["far"] > standing.urgency(view(decide_by_earliest_on=date(2028, 11, 1)), ON)
    short = view(starts_on=date(2026, 10, 1), decide_by_earliest_on=LATE, decide_by_latest_on=LATE)
    assert standing.urgency(short, ON) == at["late"] - 25
    assert standing.urgency(view(status="planned"), ON) == 0


@given(st.decimals(1, 10**9, places=2), st.sampled_from([True, False, None]), st.sampled_from([None, 1, 2, 3]))
def test_weight_stays_within_its_bounds(value, digital, criticality):
    assert 0 <= standing.weight(view(value_net=value, is_digital=digital, criticality=criticality)) <= 60


def test_a_larger_sum_never_weighs_less():
    weights = [standing.weight(view(value_net=Decimal(10) ** power)) for power in range(9)]
    assert weights == sorted(weights)
    assert standing.weight(view(value_net=None)) == 40


def test_the_same_need_let_many_times_is_one_group():
    lots = [
        view(f"c{n}", title=f"Client Transport 2026 - 2034 (Lot {n}): route {n}", supplier_names=(f"Taxi {n}",))
        for n in range(3)
    ]
    other = view("c9", title="Parking enforcement")
    groups = standing.alike([*lots, other])
    assert [[each.contract_id for each in group] for group in groups] == [["c0", "c1", "c2"], ["c9"]]


def test_contracts_without_a_title_are_grouped_by_supplier_and_end():
    one, two = view("c1", title=""), view("c2", title="", decide_by_earliest_on=date(2027, 1, 1))
    other = view("c3", title="", ends_on=date(2029, 1, 1))
    nobody = [view(f"n{n}", title="", supplier_names=()) for n in range(2)]
    groups = standing.alike([one, two, other, *nobody])
    assert [[each.contract_id for each in group] for group in groups] == [["c2", "c1"], ["c3"], ["n0"], ["n1"]]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Larkrise Systems Ltd", "Larkrise Systems"),
        ("CACI Limited", "CACI"),
        ("CAME UK LIMITED", "Came UK"),
        ("Champion Cleaning Services Ltd t/a Associated Cleaning", "Champion Cleaning Services"),
        ("ENGIE Regeneration Limited l/a EQUANS", "ENGIE Regeneration"),
        ("plain name", "plain name"),
    ],
)
def test_suppliers_are_named_as_people_say_them(name, said):
    assert standing.short(name) == said


def test_what_a_contract_is_for():
    assert standing.thing(view(product_names=("TaxPath",))) == "TaxPath, for revenues and benefits"
    assert standing.thing(view(product_names=("TaxPath",), category_name="")) == "TaxPath"
    assert standing.thing(view()) == "TaxPath support"
    assert standing.thing(view(title="")) == "the contract with Larkrise Systems"
    assert standing.thing(view(title=""), [view(), view()]) == "the two contracts with Larkrise Systems"
    assert standing.thing(view(title="", supplier_names=("n/a",))) == "a contract without a title"
