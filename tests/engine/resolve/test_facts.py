"""From claims to facts: who wins, who is set aside and why, and what follows for term, money, suppliers and status."""

from datetime import date
from decimal import Decimal

import pytest

from guildhall.engine.records import FIELDS, Contract, Party
from guildhall.engine.resolve import POLICIES, Resolved, contracts_of, resolve
from tests.engine.resolve.make import COMPANY, claims, codes_of, sighting


def resolved(*sightings) -> Resolved:
    (group,) = contracts_of("ocds-h6vhtk-0abcde", sightings, codes_of)
    return resolve(group, {"AMB": "Ambridge Council"})


def contract(*sightings) -> Contract:
    return resolved(*sightings).contract


def states(found: Resolved, field: str) -> dict[str, tuple[str, str]]:
    return {row[2]: (row[8 + 1], row[10]) for row in found.claims if row[1] == field}


def test_every_field_has_a_policy_in_words() -> None:
    assert POLICIES.keys() == FIELDS.keys()
    assert all(policy.why.endswith(".") for policy in POLICIES.values())


def test_a_contract_notice_beats_an_award_notice_beats_a_tender() -> None:
    tender = sighting("UK4", 1, award="", basis="C", title="Plan", value_estimate="5000", status="planned")
    award = sighting("UK6", 2, basis="B", title="Award", value_net="4000")
    notice = sighting("UK7", 3, title="Contract", value_net="4100")
    found = resolved(tender, award, notice)
    assert found.contract.title == "Contract"
    assert found.contract.value_net == Decimal("4100.00")
    assert found.contract.basis["title"] == "A"
    assert states(found, "title") == {"Plan": ("replaced", ""), "Award": ("replaced", ""), "Contract": ("won", "")}
    assert found.contract.disputed == ()
    assert found.contract.council_name == "Ambridge Council"
    assert found.contract.first_published_on == date(2026, 1, 3)
    assert found.contract.first_seen_on == date(2026, 1, 2)
    assert found.contract.status == "active"


def test_among_equals_the_newest_wins_and_a_later_weaker_word_is_a_dispute() -> None:
    first = sighting("UK7", 1, ends_on="2027-03-31", starts_on="2026-04-01")
    update = sighting("UK7", 2, ends_on="2028-03-31", starts_on="2026-04-01")
    late_award = sighting("UK6", 3, basis="B", ends_on="2029-03-31")
    found = resolved(first, update, late_award)
    assert found.contract.ends_on == date(2028, 3, 31)
    assert found.contract.first_ends_on == date(2027, 3, 31)
    assert found.contract.disputed == ("ends_on",)
    assert states(found, "ends_on") == {
        "2027-03-31": ("replaced", ""), "2028-03-31": ("won", ""), "2029-03-31": ("disagrees", ""),
    }  # fmt: skip
    assert states(found, "starts_on") == {"2026-04-01": ("won", "")} or len(states(found, "starts_on")) == 1


def test_a_change_notice_moves_the_end_but_its_own_day_is_no_term() -> None:
    before = sighting("UK7", 1, starts_on="2025-02-21", ends_on="2026-08-20", extension="none_declared")
    moved = sighting("UK10", 2, ends_on="2027-02-20")
    assert contract(before, moved).ends_on == date(2027, 2, 20)
    assert contract(before, moved).first_ends_on == date(2026, 8, 20)
    trap = sighting("UK10", 2, starts_on="2026-08-21", ends_on="2026-08-21", last_end_on="2026-12-31")
    found = resolved(before, trap)
    assert (found.contract.starts_on, found.contract.ends_on) == (date(2025, 2, 21), date(2026, 8, 20))
    assert found.contract.last_end_on == date(2026, 12, 31)
    state, note = states(found, "ends_on")["2026-08-21"]
    assert state == "disagrees"
    assert note == "a change notice gave the day of the change as the whole period"
    assert "day of the change" in states(found, "starts_on")["2026-08-21"][1]
    assert found.contract.disputed == ()
    alone = contract(sighting("UK10", 2, starts_on="2026-08-21"))
    assert (alone.starts_on, alone.ends_on) == (None, None)


def test_start_and_length_give_an_end_only_when_none_is_published() -> None:
    found = contract(sighting("award", 1, basis="B", starts_on="2026-04-01", duration_months="48"))
    assert found.ends_on == date(2030, 3, 31)
    assert found.basis["ends_on"] == "C"
    assert contract(sighting("award", 1, basis="B", duration_months="48")).ends_on is None
    for length in ("0", "99999", "a while"):
        assert contract(sighting("award", 1, starts_on="2026-04-01", duration_months=length)).ends_on is None
    both = sighting("award", 1, basis="B", starts_on="2026-04-01", ends_on="2027-03-31", duration_months="48")
    assert contract(both).ends_on == date(2027, 3, 31)


def test_an_end_before_the_start_is_not_believed() -> None:
    found = resolved(sighting(starts_on="2026-04-01", ends_on="2025-03-31", duration_months="12"))
    assert (found.contract.starts_on, found.contract.ends_on) == (None, None)
    assert [issue.code for issue in found.issues] == ["end_before_start"]
    weaker_end = resolved(
        sighting("UK7", 2, starts_on="2026-04-01"), sighting("UK6", 1, basis="B", ends_on="2025-03-31")
    )
    assert (weaker_end.contract.starts_on, weaker_end.contract.ends_on) == (date(2026, 4, 1), None)
    weaker_start = resolved(
        sighting("UK6", 1, basis="B", starts_on="2026-04-01"), sighting("UK7", 2, ends_on="2025-03-31")
    )
    assert (weaker_start.contract.starts_on, weaker_start.contract.ends_on) == (None, date(2025, 3, 31))
    other = resolved(
        sighting("UK7", 1, starts_on="2026-04-01", ends_on="2027-03-31"), sighting("UK7", 2, ends_on="2025-03-31")
    )
    assert other.contract.ends_on is None or other.contract.ends_on == date(2027, 3, 31)


@pytest.mark.parametrize("day", ["1066-10-14", "2222-04-22"])
def test_days_nobody_can_mean_are_set_aside(day: str) -> None:
    found = resolved(sighting(ends_on=day))
    assert found.contract.ends_on is None
    assert states(found, "ends_on")[day] == ("disagrees", "the date is too far off to be meant")


def test_the_last_possible_end_is_published_or_follows_or_is_unknown() -> None:
    end = {"starts_on": "2026-04-01", "ends_on": "2027-03-31"}
    assert contract(sighting(**end, last_end_on="2029-03-31", extension="declared")).last_end_on == date(2029, 3, 31)
    none = contract(sighting(**end, extension="none_declared"))
    assert (none.last_end_on, none.basis["last_end_on"]) == (date(2027, 3, 31), "B")
    unknown = contract(sighting("award", basis="B", **end))
    assert (unknown.last_end_on, unknown.extension) == (None, "unknown")
    steps = contract(sighting(**end, extension="declared", options="12,6"))
    assert (steps.last_end_on, steps.options, steps.basis["last_end_on"]) == (date(2028, 9, 30), (12, 6), "C")
    assert contract(sighting(**end, extension="declared")).last_end_on is None


def test_a_last_end_before_the_end_is_not_believed() -> None:
    found = resolved(sighting(starts_on="2026-04-01", ends_on="2027-03-31", last_end_on="2027-02-28"))
    assert found.contract.last_end_on is None
    assert [issue.code for issue in found.issues] == ["last_end_before_end"]
    moved = resolved(
        sighting("UK7", 1, starts_on="2026-04-01", ends_on="2027-03-31", last_end_on="2028-03-31"),
        sighting("UK10", 2, ends_on="2029-03-31"),
    )
    assert (moved.contract.last_end_on, moved.issues) == (None, [])
    assert states(moved, "last_end_on")["2028-03-31"][1] == "the agreed end has since been moved beyond it"


def test_options_are_used_up_by_the_move_from_first_to_present_end_or_as_claimed() -> None:
    first = sighting("UK7", 1, starts_on="2024-04-01", ends_on="2026-03-31", options="12,12", extension="declared")
    later = sighting("UK7", 2, ends_on="2027-03-31")
    found = contract(first, later)
    assert (found.options_taken, found.options, found.last_end_on) == ((12,), (12,), date(2028, 3, 31))
    all_taken = contract(first, sighting("UK7", 2, ends_on="2028-03-31"))
    assert (all_taken.options_taken, all_taken.options) == ((12, 12), ())
    claimed = contract(sighting(ends_on="2026-03-31", options="12,12", options_taken="2"))
    assert (claimed.options_taken, claimed.options) == ((12, 12), ())
    named = contract(sighting(first_ends_on="2025-03-31", ends_on="2026-03-31", options="12,x"))
    assert (named.first_ends_on, named.options_taken) == (date(2025, 3, 31), (12,))


def test_a_penny_is_no_value_and_net_and_gross_are_kept_apart() -> None:
    found = resolved(sighting(value_net="0.01", value_gross="120.004"))
    assert (found.contract.value_net, found.contract.value_gross) == (None, Decimal("120.00"))
    assert states(found, "value_net")["0.01"] == (
        "disagrees",
        "nothing, a penny or a pound stands for a value not stated",
    )
    assert found.contract.disputed == ()
    assert contract(sighting(value_net="9" * 20)).value_net is None
    assert contract(sighting(value_net="lots")).value_net is None


def test_an_award_that_repeats_the_estimate_is_an_estimate() -> None:
    repeated = sighting("award", source="contracts_finder", basis="B", value_net="200000", value_estimate="200000")
    assert contract(repeated).basis["value_net"] == "C"
    assert contract(repeated).value_net == Decimal(200000)
    own = sighting("award", source="contracts_finder", basis="B", value_net="190000", value_estimate="200000")
    assert contract(own).basis["value_net"] == "B"


def test_status_is_what_notices_say_and_never_depends_on_the_day() -> None:
    long_ago = sighting("UK7", 1, starts_on="2001-04-01", ends_on="2002-03-31")
    assert contract(long_ago).status == "active"
    ended = sighting("UK11", 2, suppliers=(), buyers=(), status="ended", ended_on="2002-01-31")
    assert (contract(long_ago, ended).status, contract(long_ago, ended).ended_on) == ("ended", date(2002, 1, 31))
    assert contract(long_ago, sighting("UK11", 2, status="terminated")).status == "terminated"
    assert contract(long_ago, sighting("UK11", 2, ended_on="2002-01-31")).status == "ended"
    intended = sighting("UK5", 1, basis="B", status="planned")
    assert contract(intended).status == "planned"
    called_off = sighting("UK12", 2, award="", status="cancelled")
    assert contract(intended, called_off).status == "cancelled"
    assert contract(intended, sighting("UK12", 2, award="7", local="7", status="cancelled")).status == "planned"
    assert contract(long_ago, called_off).status == "active"
    earlier = sighting("UK12", 1, award="", status="cancelled")
    assert contract(sighting("UK5", 2, basis="B", status="planned"), earlier).status == "planned"


def test_suppliers_follow_the_best_notice_then_what_changes_say() -> None:
    second, third = Party("Beta Ltd"), Party("Gamma Ltd")
    award = sighting("UK6", 1, basis="B", suppliers=(COMPANY, second))
    signed = sighting("UK7", 2, suppliers=(COMPANY,))
    found = resolved(award, signed)
    assert found.contract.suppliers == (COMPANY,)
    assert states(found, "supplier") == {"Acme Software Ltd": ("won", ""), "Beta Ltd": ("replaced", "")}
    swapped = sighting("UK10", 3, suppliers=(third,), removed=(COMPANY,))
    assert [p.name for p in contract(award, signed, swapped).suppliers] == ["Gamma Ltd"]
    passed_on = sighting("UK10", 3, suppliers=(third,), change_ground="transferCorporateRestructuring")
    assert [p.name for p in contract(award, signed, passed_on).suppliers] == ["Gamma Ltd"]
    same = sighting("UK10", 3, suppliers=(Party("ACME SOFTWARE LIMITED"),), change_ground="providedContract")
    assert contract(award, signed, same).suppliers == (COMPANY,)
    assert contract(signed, sighting("UK10", 3, suppliers=(), change_ground="transferX")).suppliers == (COMPANY,)
    later_award = resolved(signed, sighting("UK6", 3, basis="B", suppliers=(second,)))
    assert states(later_award, "supplier")["Beta Ltd"] == ("disagrees", "")
    assert contract(sighting("UK10", 3, suppliers=(Party("n/a"),))).suppliers == ()


@pytest.mark.parametrize("name", ["n/a", "Private & Confidential", "see PDF for breakdown"])
def test_a_placeholder_names_no_supplier(name: str) -> None:
    found = resolved(sighting(suppliers=(Party(name),)))
    assert found.contract.suppliers == ()
    assert states(found, "supplier") == {name: ("disagrees", "the name stands for no supplier")}


def test_lists_numbers_and_long_texts() -> None:
    found = resolved(sighting(
        cpv="48000000,72000000", bids="3", notice_days="many", description="x" * 900, is_framework="true",
        currency="GBP", route="open", product="Pyramid", proclass="270000", rationale="a,,b",
    ))  # fmt: skip
    assert found.contract.cpv == ("48000000", "72000000")
    assert (found.contract.bids, found.contract.notice_days, found.contract.is_framework) == (3, None, True)
    assert found.contract.rationale == ("a", "b")
    assert found.contract.product_names == ("Pyramid",)
    assert found.proclass == "270000"
    assert len(found.contract.description) == 900
    (value,) = states(found, "description")
    assert value == "x" * 500 + "…"


def test_a_tender_speaks_of_the_procurement_not_of_the_contract() -> None:
    tender = sighting("UK4", 1, award="", basis="C", status="planned")
    found = resolved(tender, sighting("UK7", 2))
    assert found.contract.status == "active"
    assert states(found, "status")["planned"][1] == "it speaks of the procurement, not of the contract"


def test_a_word_from_another_source_is_a_dispute_only_if_as_well_founded() -> None:
    here = sighting("UK7", 1, said=claims("A", value_net="100"))
    there = sighting("award", 2, source="contracts_finder", basis="B", value_net="300")
    assert contract(here, there).disputed == ("value_net",)
    same = sighting("UK7", 2, source="elsewhere", local="1", value_net="300")
    weaker = sighting("UK7", 3, source="contracts_finder", basis="B", value_net="300")
    assert contract(here, same).disputed == ()
    assert contract(here, weaker).disputed == ("value_net",)
    hope = sighting("tender", 3, source="contracts_finder", award="", basis="C", value_net="300")
    assert contract(here, hope).disputed == ()
    twice = sighting("UK7", 1, said=claims("A", value_net="100") + claims("A", value_net="300"))
    assert contract(twice).disputed == ("value_net",)
