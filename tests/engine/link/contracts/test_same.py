"""One contract told of twice, and what only looks like it."""

from datetime import date

import pytest

from tests.engine.link.contracts.make import contract, links, shape


def test_two_portals_with_nothing_in_common_but_who_what_when_and_how_much() -> None:
    first = contract("a", "Grounds maintenance")
    again = contract("b", "Grounds Maintenance 2022", sources=["find_a_tender"], ends_on=None, starts_on=None)
    [link] = links(first, again)
    assert (link.child_id, link.kind, link.parent_id) == ("b", "same_as", "a"), "the fuller record keeps the name"
    assert link.why == "The same council; the same supplier; the same words in the title; the same value."
    assert link.score >= 0.9
    assert link.basis == "D"


def test_a_record_without_a_title_is_known_by_the_rest() -> None:
    bare = contract("a", None, awarded_on=date(2022, 3, 1))
    assert shape(bare, contract("b", awarded_on=date(2022, 3, 1))) == [("a", "same_as", "b")]


def test_two_records_without_titles_may_be_two_lots() -> None:
    assert shape(contract("a", None), contract("b", None)) == []


def test_several_records_of_one_contract_hang_on_the_fullest() -> None:
    rows = [
        contract("a", sources=["find_a_tender"], ends_on=None), contract("b", last_end_on=date(2026, 3, 31)),
        contract("c", sources=["council_registers"], supplier_names=[], supplier_ids=[]),
    ]  # fmt: skip
    assert shape(*rows) == [("a", "same_as", "b"), ("c", "same_as", "b")]


def test_a_later_end_on_another_portal_told_later_is_a_change_and_not_another_contract() -> None:
    """After the invented award of 2019 on Contracts Finder whose change Find a Tender told in 2023."""
    award = contract("a", first_seen_on=date(2022, 3, 1))
    change = contract(
        "b", sources=["find_a_tender"], first_seen_on=date(2024, 1, 9), ends_on=date(2026, 3, 31), value_net=180_000
    )
    [link] = links(award, change)
    assert link.kind == "same_as"
    assert "a later end, told later" in link.why
    earlier = change | {"first_seen_on": date(2022, 1, 9)}
    assert shape(award, earlier) == []


@pytest.mark.parametrize(
    "other",
    [
        {"value_net": 120_000},
        {"supplier_ids": ["zenith"], "supplier_names": ["Zenith Ltd"]},
        {"title": "Case management software for housing, lot 7"},
        {"starts_on": date(2022, 6, 1), "ends_on": date(2024, 5, 31)},
        {"ocids": ["ocds-b5fd17-a"]},
        {"council_codes": ["X-SB"]},
        {"value_net": 99_000, "ends_on": date(2024, 6, 30)},
    ],
    ids=["value", "supplier", "lot", "term", "award of one process", "council", "value and end"],
)
def test_what_only_looks_the_same_on_one_portal(other: dict) -> None:
    assert [one for one in shape(contract("a"), contract("b", **other)) if one[1] == "same_as"] == []


def test_figures_in_titles_tell_apart_what_is_otherwise_alike() -> None:
    """After PB2023-01200 and PB2023-01199 (Darlington), placements of one supplier on one day."""
    assert shape(contract("a", "PB2023-01200 - Supported care"), contract("b", "PB2023-01199 - Supported care")) == []
    assert shape(contract("a", "PB2023-01200 - Supported care"), contract("b", "PB2023-01200 - Supported care")) != []


def test_routes_let_in_one_exercise_are_told_apart_by_nothing_and_stay_apart() -> None:
    """After Surrey's transport exercise of August 2026: one title, one supplier, one price for several routes."""
    rows = [
        contract(f"r{number}", "Client transport - SEND", sources=["find_a_tender"], value_net=163_400)
        for number in range(12)
    ]
    assert shape(*rows) == []


def test_gross_beside_net_is_the_same_value() -> None:
    gross = contract("b", sources=["find_a_tender"], value_net=None, value_gross=120_000, ends_on=None, starts_on=None)
    assert "the same value" in links(contract("a"), gross)[0].why


def test_suppliers_that_name_nobody_are_no_evidence() -> None:
    nobody = {"supplier_ids": ["see-attached"], "supplier_names": ["See attached"], "value_net": None}
    assert (
        shape(
            contract("a", **nobody, starts_on=None, ends_on=None), contract("b", **nobody, starts_on=None, ends_on=None)
        )
        == []
    )
