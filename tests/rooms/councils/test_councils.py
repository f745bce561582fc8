"""Councils: the list, finding one by any name it has or had, and what becomes of it."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from guildhall.rooms.contracts import actions
from guildhall.rooms.councils import queries
from guildhall.rooms.councils.models import Council, Succession
from tests.factories import register

pytestmark = pytest.mark.django_db
ON = register.ON
COUNCILS = [
    register.council("X-NMR", "Northmoor District Council", ends_on=date(2028, 3, 31)),
    register.council("X-NMA", "Northmarsh District Council", ends_on=date(2023, 3, 31)),
    register.council(
        "X-EAS", "Eastreach Council", kind="UA", names=["Eastreach", "Northmarsh and Easton"], region="Eastshire"
    ),
    register.council("X-WMC", "Westmarch County Council", kind="CTY"),
    register.council("X-NWM", "North Westmarch Council", kind="UA", starts_on=date(2028, 4, 1)),
]
SUCCESSIONS = [
    {"predecessor_code": "X-NMA", "successor_code": "X-EAS", "status": "done", "vesting_on": date(2023, 4, 1), "whole": True},
    {"predecessor_code": "X-NMR", "successor_code": "X-NWM", "area": "Westmarch", "status": "decided", "vesting_on": date(2028, 4, 1), "whole": True},
    {"predecessor_code": "X-WMC", "successor_code": "X-GONE", "successor_name": "A council without a code", "area": "Westmarch", "status": "proposed", "whole": False},
    {"predecessor_code": "X-NOT", "successor_code": "X-EAS", "status": "done", "whole": True},
]  # fmt: skip


@pytest.fixture
def world(load: Callable[..., actions.Loaded]) -> None:
    load(councils=COUNCILS, successions=SUCCESSIONS, contracts=[register.contract(1)])


def test_successions_point_at_councils_we_know(world: None) -> None:
    found = set(Succession.objects.values_list("predecessor", "successor", "successor_name"))
    assert found == {("X-NMA", "X-EAS", ""), ("X-NMR", "X-NWM", ""), ("X-WMC", None, "A council without a code")}


def test_counts_of_contracts_come_with_the_load(world: None) -> None:
    assert Council.objects.values_list("contract_count", "digital_count").get(code="X-NMR") == (1, 1)


@pytest.mark.parametrize(("typed", "first", "note"), [
    ("northmo", "X-NMR", "District, joins North Westmarch Council in 2028"), ("Northmarsh", "X-NMA", "closed in 2023, see Eastreach Council"),
    ("eastrech", "X-EAS", "Unitary, Eastshire"), ("westmarch county", "X-WMC", "County, Westshire"),
])  # fmt: skip
def test_suggestions_know_old_names_and_slips(world: None, typed: str, first: str, note: str) -> None:
    found = queries.suggest(typed, on=ON)
    assert (found[0].code, found[0].note) == (first, note)


def test_a_closed_council_leads_to_its_successor(world: None) -> None:
    assert queries.suggest("northmarsh district", on=ON)[0].goes_to == "eastreach-council"
    assert queries.suggest("northmoor", on=ON)[0].goes_to == "northmoor"


@pytest.mark.parametrize(("typed", "code"), [
    ("Northmoor District Council", "X-NMR"), ("northmoor", "X-NMR"), ("x-wmc", "X-WMC"), ("X-WMC", "X-WMC"), ("northmoo", "X-NMR"),
    ("north", None), ("", None), ("nothmoor", None), ("atlantis", None),
])  # fmt: skip
def test_only_a_sure_name_is_taken(world: None, typed: str, code: str | None) -> None:
    meant = queries.meant(typed, ON)
    assert (meant.code if meant else None) == code


def test_finding_goes_to_the_briefing_or_asks(client: Client, world: None) -> None:
    assert client.get("/councils/find/?q=northmoor")["Location"] == "/councils/northmoor/briefing/"
    assert (
        client.get("/councils/find/?q=Northmarsh+District+Council")["Location"]
        == "/councils/eastreach-council/briefing/"
    )
    page = client.get("/councils/find/?q=nothmoor").content.decode()
    assert "Northmoor District Council" in page
    assert "No council has a name like" in client.get("/councils/find/?q=zzzzz").content.decode()
    assert client.get("/councils/find/").status_code == 200


@pytest.mark.parametrize("path", ["/councils/find.json", "/councils/suggest"])
def test_suggestions_for_a_script(client: Client, world: None, path: str) -> None:
    found = json.loads(client.get(f"{path}?q=northmoor").content)
    assert found == {
        "councils": [
            {
                "name": "Northmoor District Council",
                "note": "District, joins North Westmarch Council in 2028",
                "url": "/councils/northmoor/briefing/",
            }
        ]
    }


def test_the_list_narrows_and_hides_what_has_closed(client: Client, world: None) -> None:
    page = client.get("/councils/").content.decode()
    assert "4 councils" in page
    assert "Northmarsh District" not in page
    assert "North Westmarch Council</a> (from 1 April 2028)" in page
    assert "(closed in 2023)" in client.get("/councils/?closed=yes").content.decode()
    assert "1 council" in client.get("/councils/?kind=CTY").content.decode()
    assert "1 council" in client.get("/councils/?region=Eastshire").content.decode()


def test_an_unknown_kind_or_region_is_said(client: Client, world: None) -> None:
    assert "“KINGDOM” is not a kind of council we know" in client.get("/councils/?kind=KINGDOM").content.decode()
    assert "“Oz” is not a region we know" in client.get("/councils/?region=Oz").content.decode()


def test_the_lists_twins(client: Client, world: None) -> None:
    data = json.loads(client.get("/councils.json").content)
    assert (data["count"], {row["code"] for row in data["councils"]}) == (4, {"X-NMR", "X-EAS", "X-WMC", "X-NWM"})
    assert b"".join(client.get("/councils.csv").streaming_content).count(b"\r\n") == 5


def test_areas_are_regions_counties_and_what_is_to_be_reorganised(load: Callable[..., actions.Loaded]) -> None:
    load(
        councils=[*COUNCILS, register.council("X-SAL", "Saltby District Council", county_code="X-WMC")],
        successions=SUCCESSIONS,
    )
    found = {area.key: set(area.codes) for area in queries.areas(ON)}
    assert found["region:Eastshire"] == {"X-EAS"}
    assert found["county:X-WMC"] == {"X-SAL", "X-WMC"}
    assert found["merging:Westmarch"] == {"X-NMR", "X-WMC"}
    assert "X-NMA" not in found["region:Westshire"]


def test_merging_neighbours(world: None) -> None:
    area, others = queries.merging_with("X-NMR")
    assert (area, [one.code for one in others]) == ("Westmarch", ["X-WMC"])
    assert queries.merging_with("X-EAS") == ("", ())
    assert [way.other_name for way in queries.takes_over_from("X-EAS")] == ["Northmarsh District Council"]


def test_a_council_is_found_by_its_code_too(world: None) -> None:
    assert queries.by_slug("x-nmr") == Council.objects.get(code="X-NMR")
    assert queries.by_slug("nowhere") is None
