"""Markets, areas and councils side by side: what they say, between which bounds, and what they do not know."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from guildhall.rooms.contracts import actions
from guildhall.rooms.contracts.queries import area as areas
from guildhall.rooms.contracts.queries import scope
from tests.factories import register
from tests.rooms.contracts.test_pages import csv_rows, text

pytestmark = pytest.mark.django_db
Loader = Callable[..., actions.Loaded]
ON = register.ON
SUPPLIERS = [
    {"supplier_id": "GB-COH:01", "name": "Ledgerwell Ltd", "names": ["Ledgerwell"], "company_number": "00000001", "size": "large"},
    {"supplier_id": "GB-COH:02", "name": "Quillstone Ltd", "names": ["Quillstone"], "company_number": "00000002", "size": "sme"},
]  # fmt: skip
COUNCILS = [
    register.council("X-NMR", "Northmoor District Council", region="Northshire"), register.council("X-FEN", "Fenwick District Council", region="Northshire"),
    register.council("X-SAL", "Saltby Council", kind="UTA", region="Southshire"),
]  # fmt: skip
SUCCESSIONS = [
    {"predecessor_code": code, "successor_name": "North Westmarch", "area": "Westmarch", "scenario": "A", "status": "proposed", "vesting_on": date(2028, 4, 1)}
    for code in ("X-NMR", "X-SAL")
]  # fmt: skip


def at(number: int, code: str, supplier: str = "GB-COH:01", **facts: object) -> dict[str, object]:
    """A contract of a council with a supplier, or with nobody known; each a purchase of its own."""
    names = {one["supplier_id"]: one["name"] for one in SUPPLIERS}
    held = (
        {"supplier_ids": [supplier], "supplier_names": [names[supplier]]}
        if supplier
        else {"supplier_ids": [], "supplier_names": []}
    )
    return register.contract(number, council_code=code, council_codes=[code], council_name=code, **held, **facts)


@pytest.fixture
def seven(load: Loader) -> actions.Loaded:
    """Seven contracts in three councils: four of one supplier, two of another, one of nobody known."""
    return load(
        councils=COUNCILS, suppliers=SUPPLIERS, successions=SUCCESSIONS,
        contracts=[
            *(at(number, "X-NMR") for number in range(3)), at(3, "X-SAL"), at(4, "X-NMR", "GB-COH:02"), at(5, "X-SAL", "GB-COH:02"), at(6, "X-NMR", ""),
        ],
        markets=[register.market(), register.market("gis", top_low=None, top_high=None, hhi_low=None, hhi_high=None, sme_low=None, contracts=2)],
        market_shares=[
            register.share("GB-COH:01", "Ledgerwell Ltd"), register.share("GB-COH:02", "Quillstone Ltd", contracts=1, low=0.125, high=0.375, last_won_on=date(2026, 6, 1)),
        ],
        switches=[register.switch(), register.switch(council_code="X-SAL", from_supplier_id="GB-COH:02", to_supplier_id="GB-COH:01")],
    )  # fmt: skip


def test_markets_are_listed_with_their_largest_supplier(client: Client, seven: actions.Loaded) -> None:
    page = text(client, "/markets/")
    assert "Ledgerwell Ltd" in page
    assert "50% to 75%" in page
    assert "too few to say" in page
    assert [row["category"] for row in csv_rows(client, "/markets.csv")] == ["planning", "gis"]
    assert json.loads(client.get("/markets.json").content)["markets"][0]["top_low"] == 0.5


def test_a_market_states_shares_between_bounds(client: Client, seven: actions.Loaded) -> None:
    page = text(client, "/markets/planning/")
    for said in (
        "The largest, Ledgerwell Ltd, has 50% to 75% of the purchases", "0.31 to 0.62", "half are no longer", "Who left whom", "2 moves",
        "Quillstone Ltd", "25% to 50%", "the supplier of 2 contracts",
    ):  # fmt: skip
        assert said in page, said
    data = json.loads(client.get("/markets/planning.json").content)
    assert data["challengers"] == ["Quillstone Ltd"]
    assert [switch["to_supplier"] for switch in data["switches"]] == ["", "Ledgerwell Ltd"]
    assert len(csv_rows(client, "/markets/planning.csv")) == 2
    assert client.get("/markets/planning.ics").content.count(b"BEGIN:VEVENT") == 7
    assert b"<feed" in client.get("/markets/planning.atom").content


def test_too_few_to_say_is_said(client: Client, seven: actions.Loaded) -> None:
    page = text(client, "/markets/gis/")
    assert "Too few to say" in page
    assert "fewer than 5 purchases" in page
    assert '<span class="part-bar__words">0%' not in page


def test_an_area_that_no_table_was_made_for_is_worked_out(client: Client, seven: actions.Loaded) -> None:
    chosen = scope.read("merging:Westmarch", "", ON)
    market = scope.market("planning", chosen)
    assert (chosen.name, market.contracts, market.assessable, market.councils) == (scope.OTHER, 7, 6, 2)
    shares = scope.market_shares("planning", chosen)
    assert [(share.supplier.name, share.contracts, share.low, share.high) for share in shares] == [
        ("Ledgerwell Ltd", 4, 0.5714, 0.7143), ("Quillstone Ltd", 2, 0.2857, 0.4286),
    ]  # fmt: skip
    page = text(client, "/markets/planning/?area=merging:Westmarch")
    assert "57% to 71% of the purchases" in page
    assert "Westmarch (to be reorganised)" in page


def test_a_kind_within_a_region(client: Client, seven: actions.Loaded) -> None:
    chosen = scope.read("region:Northshire", "NMD", ON)
    assert chosen.label == "Councils of the kind district in Northshire"
    assert [one.contracts for one in scope.markets(chosen)] == [5]
    assert scope.leaders(chosen, ["planning"])["planning"].supplier.slug == "ledgerwell-ltd"
    assert "planning" in text(client, "/markets/?area=region:Northshire&kind=NMD")


def test_a_scope_nobody_knows_is_left_out_and_said(client: Client, seven: actions.Loaded) -> None:
    page = text(client, "/markets/?area=region:Nowhere&kind=XXX")
    assert "“region:Nowhere” is not an area we know" in page
    assert "“XXX” is not a kind of council we know" in page


@pytest.mark.parametrize("path", ["/markets/", "/markets/planning/", "/areas/", "/compare/"])
def test_without_a_register_each_page_says_what_would_be_there(client: Client, db: None, path: str) -> None:
    page = text(client, path)
    assert 'class="empty"' in page


def test_wrong_addresses_say_what_was_meant(client: Client, seven: actions.Loaded) -> None:
    assert "/markets/planning/" in text(client, "/markets/planning-software/", 404)
    assert "/areas/northshire/" in text(client, "/areas/northshire-county/", 404)
    assert "Nothing with a name like it" in text(client, "/areas/zzz/", 404)


def test_an_area_and_its_councils(client: Client, seven: actions.Loaded) -> None:
    assert {row["slug"] for row in csv_rows(client, "/areas.csv")} == {
        "northshire",
        "southshire",
        "westmarch-to-be-reorganised",
    }
    page = text(client, "/areas/westmarch-to-be-reorganised/")
    for said in (
        "2 councils have 7 digital contracts to decide",
        "Ledgerwell Ltd",
        "57% to 71%",
        "Compare them side by side",
        "Northmoor District Council",
    ):
        assert said in page, said
    data = json.loads(client.get("/areas/westmarch-to-be-reorganised.json").content)
    assert [(one["council_code"], one["contracts"]) for one in data["councils"]] == [("X-NMR", 5), ("X-SAL", 2)]
    assert len(csv_rows(client, "/areas/westmarch-to-be-reorganised.csv")) == 7
    assert client.get("/areas/westmarch-to-be-reorganised.ics").content.count(b"BEGIN:VEVENT") == 7
    assert b"<feed" in client.get("/areas/westmarch-to-be-reorganised.atom").content


def test_an_area_with_nothing_on_record(client: Client, load: Loader) -> None:
    load(councils=COUNCILS)
    page = text(client, "/areas/southshire/")
    assert "No digital contract of theirs that still runs" in page
    assert page.count('class="empty"') == 3


def test_areas_count_what_is_late(seven: actions.Loaded) -> None:
    assert [(place.slug, place.contracts, place.late) for place in areas.listing(date(2027, 5, 1))] == [
        ("westmarch-to-be-reorganised", 7, 7), ("northshire", 5, 5), ("southshire", 2, 2),
    ]  # fmt: skip


def test_councils_side_by_side(client: Client, seven: actions.Loaded) -> None:
    page = text(client, "/compare/?council=northmoor&council=saltby-council")
    for said in (
        "2 councils with 1 product and 2 suppliers in common",
        "Ledgerwell Ltd",
        "60% to 80%",
        "list of spending not read",
        "1 supplier, of 5 contracts",
    ):
        assert said in page, said
    rows = {row["about"]: row for row in csv_rows(client, "/compare.csv?council=northmoor&council=saltby-council")}
    assert (rows["digital_contracts"]["X-NMR"], rows["digital_contracts"]["X-SAL"], rows["later"]["X-NMR"]) == (
        "5",
        "2",
        "5",
    )
    assert rows["supplier: Ledgerwell Ltd"]["X-SAL"] == "2027-03-31"
    data = json.loads(client.get("/compare.json?council=northmoor&council=saltby-council").content)
    assert [one["contracts"] for one in data["councils"]] == [5, 2]


def test_a_council_without_contracts_stands_beside_another(client: Client, seven: actions.Loaded) -> None:
    page = text(client, "/compare/?council=northmoor&council=fenwick")
    assert "no product and no supplier in common" in page
    assert "what Fenwick runs. Its register of contracts would show it." in page


def test_the_picker_needs_no_script(client: Client, seven: actions.Loaded) -> None:
    answer = client.get("/compare/?council=northmoor&add=fenwick")
    assert (answer.status_code, answer["Location"]) == (302, "/compare/?council=northmoor&council=fenwick")
    assert "No council has a name like “zzzz”" in text(client, "/compare/?add=zzzz")
    assert "“nowhere” is not a council we know" in text(client, "/compare/?council=nowhere&council=northmoor")
    assert "Choose two to five councils" in text(client, "/compare/?council=northmoor")


def test_a_name_that_could_be_several_asks_which(client: Client, load: Loader) -> None:
    load(
        councils=[
            register.council("X-A", "Fenwick East District Council"),
            register.council("X-B", "Fenwick West District Council"),
        ]
    )
    page = text(client, "/compare/?add=fenwick")
    assert "“fenwick” may mean one of these." in page
    assert "?council=fenwick-east" in page


def test_five_at_most(client: Client, load: Loader) -> None:
    load(councils=[register.council(f"X-{number}", f"Council {number}") for number in range(7)])
    asked = "&".join(f"council=council-{number}" for number in range(6))
    page = text(client, f"/compare/?{asked}")
    assert "Five councils fit side by side; Council 5 left out." in page
    assert "Add a council" not in page
    assert "take one away first" in text(client, f"/compare/?{asked}&add=council 6")


COSTS = {
    "/markets/": 5, "/markets/planning/": 11, "/markets/planning/?area=merging:Westmarch": 18, "/areas/": 3,
    "/areas/northshire/": 9, "/compare/?council=northmoor&council=saltby-council": 7,
}  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("path", "cost"), COSTS.items())
def test_a_page_costs_the_same_however_long(
    client: Client, load: Loader, django_assert_num_queries: Callable, *, path: str, cost: int, number: int
) -> None:
    load(
        councils=COUNCILS, suppliers=SUPPLIERS, successions=SUCCESSIONS,
        contracts=[at(each * 3 + place, code) for each in range(number) for place, code in enumerate(("X-NMR", "X-SAL"))],
        markets=[register.market(), *(register.market(f"other_{each}") for each in range(number))],
        market_shares=[register.share("GB-COH:01", f"Ledgerwell {each}") for each in range(number)],
        switches=[register.switch() for _ in range(number)], spend=[register.spend(2020 + each) for each in range(number)],
    )  # fmt: skip
    client.get(path)
    with django_assert_num_queries(cost):
        assert client.get(path).status_code == 200
