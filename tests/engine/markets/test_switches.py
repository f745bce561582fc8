"""Who left whom: by lineage, by one contract after another, by signs."""

from datetime import date
from pathlib import Path

import pytest

from guildhall.engine.markets import frame, switches
from tests.engine.markets.registers import ON, contract, council, written


def found(folder: Path, contracts: list[dict], **more) -> list[dict]:
    place = written(folder, contracts=contracts, **more)
    return switches.table(frame.load(place, ON), place).to_pylist()


def pair(**later) -> list[dict]:
    """Ash's contract to March 2024, Birch's from April 2024."""
    return [
        contract(1, supplier_ids=["ash"], starts_on=date(2020, 4, 1), ends_on=date(2024, 3, 31)),
        contract(2, **({"supplier_ids": ["birch"], "starts_on": date(2024, 4, 1)} | later)),
    ]


def test_one_contract_after_another(tmp_path: Path) -> None:
    (row,) = found(tmp_path, pair(product_names=["Ocella"]))
    assert row == {
        "category": "planning", "council_code": "AAA", "from_supplier_id": "ash", "to_supplier_id": "birch",
        "from_product": None, "to_product": "Ocella", "from_contract_id": "c001", "to_contract_id": "c002",
        "on": date(2024, 4, 1), "basis": "C",
        "why": "The council's only known contracts for planning and building control back office about then: one until "
        "31 March 2024, one of another supplier from 1 April 2024. If they are for different things, this is no switch.",
    }  # fmt: skip


@pytest.mark.parametrize(
    "later",
    [
        {"supplier_ids": ["ash"]}, {"supplier_ids": ["ash", "birch"]}, {"supplier_ids": []}, {"council_code": "BBB"},
        {"category": "elections"}, {"category": None}, {"council_code": None}, {"starts_on": None}, {"is_framework": True},
        {"starts_on": date(2025, 4, 2)}, {"starts_on": date(2023, 9, 1)}, {"supplier_ids": ["ash-group"]},
    ],
)  # fmt: skip
def test_what_is_no_switch(tmp_path: Path, later: dict) -> None:
    assert found(tmp_path, pair(**later)) == []


@pytest.mark.parametrize("starts_on", [date(2023, 10, 1), date(2025, 4, 1)])
def test_how_near_the_end_the_later_must_begin(tmp_path: Path, starts_on: date) -> None:
    assert len(found(tmp_path, pair(starts_on=starts_on))) == 1


def test_a_third_contract_beside_them_leaves_it_open(tmp_path: Path) -> None:
    beside = contract(3, supplier_ids=["cedar"], starts_on=date(2021, 4, 1), ends_on=None)
    assert found(tmp_path / "a", [*pair(), beside]) == []
    long_over = contract(3, supplier_ids=["cedar"], starts_on=date(2011, 4, 1), ends_on=date(2013, 3, 31))
    assert len(found(tmp_path / "b", [*pair(), long_over])) == 1


def test_a_supplier_that_stays_has_not_been_left(tmp_path: Path) -> None:
    again = contract(3, supplier_ids=["ash"], starts_on=date(2024, 6, 1), ends_on=date(2024, 6, 2))
    assert found(tmp_path, [*pair(), again]) == []


def test_broad_categories_say_nothing_by_order(tmp_path: Path) -> None:
    assert found(tmp_path, [row | {"category": "hosting"} for row in pair()]) == []


def test_lineage_goes_before_order(tmp_path: Path) -> None:
    lineage = [
        {"child_id": "c003", "parent_id": "c001", "kind": "renewal_of"},
        {"child_id": "c002", "parent_id": "c001", "kind": "call_off_of"},
        {"child_id": "c004", "parent_id": "c002", "kind": "renewal_of"},
        {"child_id": "gone", "parent_id": "c002", "kind": "renewal_of"},
        {"child_id": "c005", "parent_id": "c001", "kind": "renewal_of"},
    ]
    more = [
        contract(3, supplier_ids=["cedar"], starts_on=None, category=None, awarded_on=date(2024, 2, 1)),
        contract(4, supplier_ids=["birch"], category=None), contract(5, supplier_ids=[], category=None),
    ]  # fmt: skip
    (row,) = found(tmp_path, [*pair(), *more], lineage=lineage)
    assert (row["from_contract_id"], row["to_contract_id"], row["basis"]) == ("c001", "c003", "B")
    assert (row["category"], row["on"]) == ("planning", date(2024, 2, 1))
    assert row["why"] == "The later contract renews the earlier one, with another supplier."


def test_firms_of_one_group_are_one(tmp_path: Path) -> None:
    suppliers = [{"supplier_id": name, "name": name, "group_id": "g"} for name in ("ash", "birch")]
    assert found(tmp_path, pair(), suppliers=suppliers) == []


@pytest.mark.parametrize(
    ("one", "other", "are_kin"),
    [
        ("Together Housing", "Together Housing Group", True), ("AMTOLL LTD part of Pattersons Holdings", "Pattersons (Bristol)", True),
        ("The Oak Trust", "Oak Trust", True), ("Neales Waste Management", "SUEZ Recycling and Recovery", False), ("", "…", False),
    ],
)  # fmt: skip
def test_names_of_one_house(one: str, other: str, are_kin: bool) -> None:
    assert switches.are_kin(one, other) is are_kin
    assert switches.are_kin(other, one) is are_kin


PRODUCTS = [{"product_id": name.lower(), "name": name, "category": "planning"} for name in ("Ocella", "Acolaid")]


def sign(product: str, seen_on: date | None, area: str = "Planning") -> dict:
    return {
        "council_code": "AAA",
        "product_id": product.lower(),
        "product": product,
        "service_area": area,
        "seen_on": seen_on,
    }


def test_a_sign_of_another_product_than_the_contract_s(tmp_path: Path) -> None:
    contracts = [contract(1, product_names=["Acolaid"], starts_on=date(2018, 4, 1), ends_on=date(2021, 12, 31))]
    signs = [sign("Ocella", date(2026, 5, 1)), sign("Ocella", None), sign("Xpress", date(2026, 5, 1), "Elections")]
    (row,) = found(tmp_path, contracts, observations=signs, products=PRODUCTS)
    assert (row["from_product"], row["to_product"], row["basis"]) == ("Acolaid", "Ocella", "D")
    assert (row["from_supplier_id"], row["from_contract_id"], row["to_contract_id"]) == ("s1", "c001", None)
    assert row["why"] == (
        "A contract for Acolaid, recorded until 31 December 2021, and Ocella seen in use on 1 May 2026: when it changed "
        "is not known."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "signs"),
    [
        ({"product_names": ["Ocella"]}, [sign("Ocella", ON)]),
        ({"product_names": ["Acolaid"]}, [sign("Ocella", ON), sign("Acolaid", ON)]),
        ({"product_names": ["Acolaid"], "starts_on": ON}, [sign("Ocella", ON)]),
        ({"product_names": ["Acolaid"], "council_code": "BBB"}, [sign("Ocella", ON)]),
        ({"product_names": ["Acolaid"], "starts_on": None}, [sign("Ocella", ON)]),
        ({"product_names": ["Nobody's"]}, [sign("Ocella", ON)]),
    ],
)
def test_signs_that_contradict_nothing(tmp_path: Path, facts: dict, signs: list[dict]) -> None:
    assert found(tmp_path, [contract(1, **facts)], observations=signs, products=PRODUCTS) == []


def test_the_newest_contract_is_held_against_the_sign(tmp_path: Path) -> None:
    contracts = [
        contract(1, product_names=["Acolaid"], supplier_ids=[], ends_on=None, starts_on=date(2024, 1, 1)),
        contract(2, product_names=["Acolaid"], starts_on=date(2015, 1, 1)),
        contract(3, product_names=["Acolaid"], starts_on=date(2014, 1, 1)),
    ]
    (row,) = found(tmp_path, contracts, observations=[sign("Ocella", ON)], products=PRODUCTS)
    assert (row["from_contract_id"], row["from_supplier_id"]) == ("c001", None)
    assert "of no recorded end" in row["why"]


def test_signs_of_two_products_one_after_the_other(tmp_path: Path) -> None:
    signs = [sign("Ocella", date(2026, 5, 1)), sign("Acolaid", date(2021, 7, 12)), sign("Ocella", date(2026, 6, 1))]
    (row,) = found(tmp_path, [], observations=signs, products=PRODUCTS, councils=[council("AAA")])
    assert (row["from_product"], row["to_product"], row["on"]) == ("Acolaid", "Ocella", date(2026, 5, 1))
    assert row["why"] == "Acolaid was seen on 12 July 2021, Ocella on 1 May 2026; the change lies between."
