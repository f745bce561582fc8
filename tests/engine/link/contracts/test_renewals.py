"""A need let again, and what only looks like it."""

from datetime import date

import pytest

from tests.engine.link.contracts.make import contract, links, shape

NEXT = {"starts_on": date(2024, 4, 1), "ends_on": date(2026, 3, 31)}
LAST = {"starts_on": date(2026, 4, 1), "ends_on": date(2028, 3, 31)}
ZENITH = {"supplier_ids": ["zenith"], "supplier_names": ["Zenith plc"]}


def test_the_next_contract_for_the_need_is_its_child() -> None:
    [link] = links(contract("a", "Payroll system 2022-24"), contract("b", "Provision of a payroll system", **NEXT))
    assert (link.child_id, link.kind, link.parent_id) == ("b", "renewal_of", "a")
    assert link.why == (
        "The same council; the same supplier; the same words in the title; began on 1 April 2024, when the other ended."
    )


def test_another_supplier_may_follow() -> None:
    """After Salford's natural gas: one supplier until 30 June 2022, another from the day after."""
    assert shape(contract("a", "Supply of gas"), contract("b", "Supply of gas", **NEXT, **ZENITH)) == [
        ("b", "renewal_of", "a")
    ]


def test_a_chain_goes_step_by_step() -> None:
    rows = [contract("a"), contract("b", **NEXT), contract("c", **LAST)]
    assert shape(*rows) == [("b", "renewal_of", "a"), ("c", "renewal_of", "b")]


def test_without_ends_the_nearest_before_is_the_parent() -> None:
    """After Chorley's flower show: marquees hired each year, awards without any end."""
    rows = [
        contract(f"y{year}", f"Marquees for the flower show, {day} July {year}", starts_on=None, ends_on=None, awarded_on=date(year, 2, 1))
        for year, day in ((2018, 28), (2019, 27), (2020, 25), (2023, 28))
    ]  # fmt: skip
    assert shape(*rows) == [
        ("y2019", "renewal_of", "y2018"), ("y2020", "renewal_of", "y2019"), ("y2023", "renewal_of", "y2020")
    ]  # fmt: skip


def test_the_words_say_how_far_apart_they_lie() -> None:
    def when(**given: date) -> str:
        [link] = links(contract("a", "Payroll", **given), contract("b", "Payroll", **NEXT))
        return link.why.rpartition("; ")[2]

    assert when(ends_on=date(2024, 1, 31)) == "began on 1 April 2024, 2 months after the other's end."
    assert when(ends_on=date(2024, 3, 21)) == "began on 1 April 2024, 11 days after the other's end."
    assert when(ends_on=date(2024, 6, 1)) == "began on 1 April 2024, 2 months before the other's end."
    assert (
        when(ends_on=date(2023, 3, 31), last_end_on=date(2024, 3, 31)) == "began on 1 April 2024, when the other ended."
    )
    assert when(ends_on=date(2023, 3, 31), last_end_on=date(2024, 2, 1)).endswith(
        "after the other's end as first agreed."
    )
    assert when(ends_on=None) == "began on 1 April 2024, 24 months after the other, whose end is not known."


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Payroll system", {"title": "Library system"}),
        ("Refurbishment of Oat Street", {"title": "Refurbishment of Oat Street"}),
        ("4 x refuse lorries (20765)", {"title": "4 x refuse lorries (25722)"}),
        ("Payroll system", {"title": "Payroll system", "starts_on": date(2022, 9, 1), "ends_on": date(2024, 8, 31)}),
        ("Payroll system", {"title": "Payroll system", "starts_on": date(2023, 4, 1), "ends_on": date(2024, 3, 31)}),
        ("Payroll system", {"title": "Payroll system", "ocids": ["ocds-b5fd17-a"]}),
        ("Payroll system", {"title": "Payroll system", "status": "cancelled"}),
        ("Payroll system", {"title": "Payroll system", "council_codes": ["X-SB"]}),
        ("Payroll system", {"title": "Payroll system", "starts_on": None, "ends_on": None, "value_net": 7_000}),
        ("Library stock", {"title": "Library stock and shelving for schools", **ZENITH, "cpv": ["39150000"]}),
    ],
    ids=[
        "need",
        "works",
        "lorries",
        "beside it",
        "within it",
        "one process",
        "cancelled",
        "council",
        "no day",
        "wider",
    ],
)
def test_what_only_looks_like_a_renewal(title: str, other: dict) -> None:
    cpv = ["22113000"] if title.startswith("Library") else []
    assert shape(contract("a", title, cpv=cpv), contract("b", **(NEXT | other))) == []


def test_spot_purchases_with_one_title_are_no_line() -> None:
    """After Plymouth, "Emergency accommodation" nineteen times in two years, no supplier named."""
    rows = [
        contract(
            f"p{number}", "Emergency accommodation", supplier_ids=[], supplier_names=[], value_net=50_000,
            starts_on=date(2021 + number // 9, 1 + number % 9, 5), ends_on=date(2021 + number // 9, 3 + number % 9, 4),
        )
        for number in range(19)
    ]  # fmt: skip
    assert shape(*rows) == []


def test_several_contracts_side_by_side_leave_no_parent_more_likely_than_another() -> None:
    twins = [contract("a", "Supported living"), contract("b", "Supported living", value_net=140_000)]
    assert shape(*twins, contract("c", "Supported living", **NEXT)) == []


def test_lots_of_one_renewal_have_one_parent_but_not_too_many() -> None:
    lots = [
        contract(f"l{number}", f"Supported living {name}", **NEXT, ocids=["ocds-b5fd17-next"])
        for number, name in enumerate(("north", "south", "coast", "moor", "dale", "town", "fell", "wood"))
    ]
    assert len(shape(contract("a", "Supported living"), *lots[:2])) == 2
    assert shape(contract("a", "Supported living"), *lots) == []


def test_a_register_s_reference_makes_a_family() -> None:
    """After Salford's S1004 and S1034: the same reference for one service let again; S1144 with a number: works of a framework."""
    ids = ("register-slf-s1004-0e1c20de-x3af3e352", "register-slf-s1004-ba468f36-x79959b49")
    register = {"sources": ["council_registers"], "ocids": []}
    before = contract(ids[0], "Merchant acquiring services", **register)
    after = contract(ids[1], "Merchant acquiring (enables card payments)", **NEXT, **ZENITH, **register)
    [link] = links(before, after)
    assert (link.kind, link.basis) == ("renewal_of", "C")
    assert "the same reference in the council's register" in link.why
    parts = [
        contract(f"register-slf-s1144-{number}", "Gym", **register, **given) for number, given in ((49, {}), (51, NEXT))
    ]
    assert shape(*parts) == []


def test_a_register_s_day_says_nothing_of_when_a_row_began() -> None:
    row = contract(
        "b",
        "Payroll",
        starts_on=None,
        ends_on=None,
        first_seen_on=date(2024, 4, 9),
        sources=["council_registers"],
        **ZENITH,
    )
    assert shape(contract("a", "Payroll"), row) == []


def test_a_successor_s_contract_follows_its_predecessor_s() -> None:
    old, new = contract("a"), contract("b", **NEXT, council_codes=["X-NW"])
    assert shape(old, new) == []
    [link] = links(old, new, heirs={"X-NM": ["X-NW"]})
    assert link.kind == "renewal_of"
    assert link.why.startswith("A council in common, or the one that followed it; the same supplier")


def test_suppliers_of_nearly_one_name_speak_for_it() -> None:
    """After Lancashire's auditor: cut off in one file, whole in another, so that linkage keeps them apart."""
    one = contract(
        "a",
        "Audit and tax advice",
        supplier_ids=["beever"],
        supplier_names=["Beever and Struthers, Chartered Accountants & Business Advis"],
    )
    other = contract(
        "b",
        "Audit and tax advice to the county",
        **NEXT,
        supplier_ids=["beever-2"],
        supplier_names=["Beever and Struthers Chartered Accountants and Business Advisors"],
    )
    [link] = links(one, other)
    assert "suppliers of nearly one name" in link.why
    apart = links(one, other | ZENITH)
    assert not apart or "another supplier" in apart[0].why


def test_a_renewal_of_a_copy_is_a_renewal_of_the_contract() -> None:
    copy = contract("b", sources=["find_a_tender"], ends_on=None)
    assert shape(contract("a"), copy, contract("c", **NEXT)) == [("b", "same_as", "a"), ("c", "renewal_of", "a")]


def test_product_speaks_where_titles_do_not() -> None:
    one = contract("a", "Revenues system", product_names=["TaxPath"])
    other = contract("b", "TaxPath support", product_names=["TaxPath"], **NEXT)
    [link] = links(one, other)
    assert "the same product" in link.why
    assert shape(one, other | {"product_names": ["ClearBill"], "title": "Council tax software"}) == []


def test_a_reference_in_both_titles_is_said() -> None:
    """After Salford's A5063 Trafford Road works and their extension."""
    road = contract("a", "A5063 signals upkeep", ends_on=date(2023, 8, 6))
    after = contract("b", "A5063 signals upkeep - extension", **NEXT)
    [link] = links(road, after, heirs={"X-NM": ["X-GONE"]})
    assert "the same reference in the title" in link.why
    assert link.basis == "C"
