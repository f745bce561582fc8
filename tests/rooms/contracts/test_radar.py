"""The radar and the register: filters, counts, order, pages, charts, twins; and what happens to input nobody meant."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from guildhall.rooms.contracts import actions
from guildhall.rooms.contracts.queries import radar
from guildhall.rooms.contracts.queries.asked import Asked
from tests.factories import register

pytestmark = pytest.mark.django_db
Loader = Callable[..., actions.Loaded]
ON = register.ON


def found(**wish: object) -> list[str]:
    """Ids in the order of the list."""
    return [row.contract_id for row in radar.listing(Asked(**wish), ON).rows]


def counts(several: tuple[radar.Count, ...]) -> dict[str, int]:
    return {one.key: one.count for one in several}


def test_soonest_first_and_the_undated_where_they_could_be_earliest(three: actions.Loaded) -> None:
    assert found() == ["c-1", "c-2", "c-3"]
    listing = radar.listing(Asked(), ON)
    assert (listing.total, listing.late, listing.undated, listing.council_count) == (3, 1, 1, 2)
    assert [row.state for row in listing.rows] == ["late", "this_quarter", "cannot_tell"]


def test_an_undated_contract_stands_between_dated_ones(load: Loader) -> None:
    later = {
        "decide_by_on": date(2027, 8, 1),
        "decide_by_earliest_on": date(2027, 8, 1),
        "decide_by_latest_on": date(2027, 8, 1),
    }
    undated = {
        "ends_on": None,
        "decide_by_on": None,
        "decide_by_earliest_on": date(2027, 5, 1),
        "decide_by_latest_on": date(2029, 5, 1),
        "ends_latest_on": date(2030, 1, 1),
    }
    never = undated | {
        "decide_by_earliest_on": None,
        "decide_by_latest_on": None,
        "ends_earliest_on": None,
        "ends_latest_on": None,
    }
    load(
        contracts=[
            register.contract(1),
            register.contract(2, **later),
            register.contract(3, **undated),
            register.contract(4, **never),
        ]
    )
    assert found() == ["c-1", "c-3", "c-2", "c-4"]


@pytest.mark.parametrize(("wish", "ids"), [
    ({"states": ("late",)}, ["c-1"]), ({"states": ("late", "cannot_tell")}, ["c-1", "c-3"]),
    ({"categories": ("planning",)}, ["c-2"]), ({"council": "fenwick"}, ["c-3"]), ({"council": "X-FEN"}, ["c-3"]),
    ({"supplier": "ledgerwell-ltd"}, ["c-1", "c-2"]), ({"product": "taxpath"}, ["c-1", "c-2"]),
    ({"text": "housing"}, ["c-3"]), ({"text": "ledgerwell"}, ["c-1", "c-2"]), ({"kinds": ("NMD",)}, ["c-1", "c-2", "c-3"]),
    ({"kinds": ("UA",)}, []), ({"value_from": 1}, ["c-1", "c-2"]), ({"value_to": 1}, []), ({"window": "6"}, ["c-1", "c-2", "c-3"]),
    ({"area": "region:Westshire"}, ["c-1", "c-2", "c-3"]), ({"sort": "-decide"}, ["c-3", "c-2", "c-1"]),
    ({"sort": "council"}, ["c-3", "c-1", "c-2"]), ({"sort": "-value", "states": ("late", "cannot_tell")}, ["c-1", "c-3"]),
    ({"sort": "value", "states": ("late", "cannot_tell")}, ["c-1", "c-3"]),
])  # fmt: skip
def test_filters_and_order(three: actions.Loaded, wish: dict[str, object], ids: list[str]) -> None:
    assert found(**wish) == ids


def test_a_window_keeps_what_is_late_and_what_has_no_date(load: Loader) -> None:
    far = {
        "decide_by_on": date(2029, 1, 1),
        "decide_by_earliest_on": date(2029, 1, 1),
        "decide_by_latest_on": date(2029, 1, 1),
        "ends_on": date(2030, 1, 1),
    }
    never = {
        "ends_on": None,
        "decide_by_on": None,
        "decide_by_earliest_on": None,
        "decide_by_latest_on": None,
        "ends_earliest_on": None,
        "ends_latest_on": None,
    }
    load(contracts=[register.contract(1), register.contract(2, **far), register.contract(3, **never)])
    assert found() == ["c-1", "c-3"]
    assert found(window="36") == ["c-1", "c-2", "c-3"]
    assert found(window="6") == ["c-1", "c-3"]


def test_what_cannot_be_told_to_be_digital_stays_visible(load: Loader) -> None:
    load(
        contracts=[register.contract(1), register.contract(2, is_digital=None), register.contract(3, is_digital=False)]
    )
    assert counts(radar.listing(Asked(), ON).by_digital) == {"yes": 1, "maybe": 2, "all": 3}
    assert (found(), set(found(digital="maybe")), len(found(digital="all"))) == (["c-1"], {"c-1", "c-2"}, 3)


def test_a_filter_counts_as_if_it_were_not_set(three: actions.Loaded) -> None:
    listing = radar.listing(Asked(states=("late",), categories=("planning",)), ON)
    assert listing.total == 0
    assert counts(listing.by_state) == {"late": 0, "maybe_late": 0, "this_quarter": 1, "later": 0, "cannot_tell": 0}
    assert counts(listing.by_category) == {"revs_bens": 1, "planning": 0}
    assert counts(listing.by_kind) == {}


def test_a_joint_purchase_belongs_to_each_council(load: Loader) -> None:
    load(contracts=[register.contract(1, council_codes=["X-NMR", "X-FEN"]), register.contract(2)])
    assert (found(council="fenwick"), set(found(council="northmoor"))) == (["c-1"], {"c-1", "c-2"})


def test_councils_that_merge_are_an_area(load: Loader) -> None:
    merging = [
        {
            "predecessor_code": code,
            "successor_code": None,
            "successor_name": "West",
            "area": "Westmarch",
            "scenario": "",
            "status": "decided",
            "vesting_on": date(2028, 4, 1),
            "whole": True,
            "source": "an order",
        }
        for code in ("X-NMR", "X-FEN")
    ]
    load(
        contracts=[register.contract(1), register.contract(2, council_code=None, council_codes=[])], successions=merging
    )
    listing = radar.listing(Asked(area="merging:Westmarch"), ON)
    assert ([row.contract_id for row in listing.rows], listing.area_label) == (["c-1"], "Westmarch (to be reorganised)")


def test_months_stand_on_the_decide_by_with_late_and_undated_apart(three: actions.Loaded) -> None:
    by_key = {one.key: one for one in radar.listing(Asked(), ON).months}
    assert (by_key["revs_bens"].late, sum(by_key["revs_bens"].by_month)) == (1, 0)
    assert by_key["planning"].by_month == (0, 1, *([0] * 16))
    assert (by_key["housing_mgmt"].undated, sum(by_key["housing_mgmt"].by_month)) == (1, 0)


def test_categories_beyond_the_charts_are_counted_as_one(load: Loader) -> None:
    keys = ["planning", "revs_bens", "housing_mgmt", "asc", "csc", "elections", "library", "waste"]
    load(contracts=[register.contract(number, category=key) for number, key in enumerate(keys)])
    months = radar.listing(Asked(), ON).months
    assert [one.total for one in months] == [1, 1, 1, 1, 1, 1, 2]
    assert months[-1].title == "Everything else"
    assert radar.together(list(months[-2:])).total == 3


def test_twenty_five_to_a_page(load: Loader) -> None:
    load(contracts=[register.contract(number) for number in range(60)])
    listing = radar.listing(Asked(page=3), ON)
    assert (len(listing.rows), listing.page, listing.total) == (10, 3, 60)
    beyond = radar.listing(Asked(page=9), ON)
    assert (len(beyond.rows), beyond.page) == (10, 3)
    assert beyond.notes == ("There is no page 9; this is the last one, page 3.",)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("path", ["/radar/", "/contracts/"])
def test_a_list_costs_the_same_however_long(
    client: Client, load: Loader, django_assert_num_queries: Callable, number: int, path: str
) -> None:
    load(contracts=[register.contract(each) for each in range(number)])
    client.get(path)
    with django_assert_num_queries(6):
        page = client.get(path)
    assert page.status_code == 200
    assert page.content.decode().count('href="/contracts/c-') == number


def test_the_page_says_what_is_late_and_what_cannot_be_told(client: Client, three: actions.Loaded) -> None:
    text = client.get("/radar/").content.decode()
    assert "3 contracts in 2 councils. 1 is late, 1 cannot be dated." in text
    assert "54 days late" in text
    assert "from Jan 2027" in text


@pytest.mark.parametrize(("query", "words"), [
    ("page=seven", "“seven” is not a page number"), ("page=0", "“0” is not a page number"), ("page=99", "There is no page 99"),
    ("status=green", "“green” is not a status we know"), ("category=spaceships", "“spaceships” is not a category we know"),
    ("kind=KINGDOM", "“KINGDOM” is not a kind of council we know"), ("window=7", "“7” is not a window of time we know"),
    ("sort=luck", "“luck” is not a way to sort we know"), ("digital=perhaps", "“perhaps” is not a choice of contracts we know"),
    ("value_from=lots", "“lots” is not a sum in pounds"), ("council=atlantis", "“atlantis” is not a council we know"),
    ("area=region:Oz", "“region:Oz” is not an area we know"), ("supplier=nobody", "“nobody” is not a supplier we know"),
    ("product=nothing", "“nothing” is not a product we know"),
])  # fmt: skip
def test_what_is_not_understood_is_said_and_left_out(
    client: Client, three: actions.Loaded, query: str, words: str
) -> None:
    page = client.get(f"/radar/?{query}")
    assert page.status_code == 200
    assert words in page.content.decode()
    assert page.content.decode().count('href="/contracts/c-') == 3


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%27%22%29%28*", "q=NEAR(", "page=%F0%9F%92%A9", "value_from=9999999999999999999", "q=" + "a" * 5000],
)
def test_nasty_input_is_only_input(client: Client, three: actions.Loaded, query: str) -> None:
    assert client.get(f"/radar/?{query}").status_code == 200


def test_nothing_found_offers_a_way_on(client: Client, three: actions.Loaded) -> None:
    text = client.get("/radar/?q=zeppelin").content.decode()
    assert "No contract matches all of these filters." in text


def test_without_a_register_the_page_says_so(client: Client, db: None) -> None:
    text = client.get("/radar/").content.decode()
    assert "No register is loaded yet." in text


def test_csv_json_and_calendar_hold_the_same_rows(client: Client, three: actions.Loaded) -> None:
    answer = client.get("/radar.csv?sort=decide")
    lines = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [line["contract_id"] for line in lines] == ["c-1", "c-2", "c-3"]
    assert {line["url"] for line in lines} == {f"http://testserver/contracts/c-{number}/" for number in (1, 2, 3)}
    assert lines[0]["category"] == "revs_bens"
    data = json.loads(b"".join(client.get("/radar.json").streaming_content))
    assert (data["count"], [row["contract_id"] for row in data["contracts"]]) == (3, ["c-1", "c-2", "c-3"])
    assert data["contracts"][2]["ends_on"] is None
    calendar = client.get("/radar.ics").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 3
    assert "Decide by: Revenues and benefits (Northmoor)" in calendar
    assert "Decide from: Housing repairs (Fenwick)" in calendar
    assert "UID:c-1@guildhall" in calendar


def test_twins_obey_the_filters(client: Client, three: actions.Loaded) -> None:
    data = json.loads(b"".join(client.get("/radar.json?status=late&status=green").streaming_content))
    assert [row["contract_id"] for row in data["contracts"]] == ["c-1"]
    assert "“green”" in data["left_out"][0]


def test_the_whole_register_shows_what_has_ended(client: Client, load: Loader) -> None:
    load(contracts=[register.contract(1), register.contract(2, status="ended"), register.contract(3, is_digital=False)])
    assert client.get("/contracts/").content.decode().count('href="/contracts/c-') == 3
    assert client.get("/contracts/?status=ended").content.decode().count('href="/contracts/c-') == 1
    assert client.get("/radar/").content.decode().count('href="/contracts/c-') == 1


def test_an_address_keeps_its_wish() -> None:
    asked = Asked(states=("late", "later"), value_from=Decimal(5), text="a b", page=3)
    assert asked.query() == "status=late&status=later&q=a+b&value_from=5"
    assert asked.query(states=()) == "q=a+b&value_from=5"
    assert asked.query(without=("text", "states")) == "value_from=5"
    assert asked.is_narrowed
    assert not Asked(page=4).is_narrowed


def test_a_range_stands_in_the_calendar_on_its_first_day(client: Client, load: Loader) -> None:
    spread = {
        "decide_by_on": None,
        "decide_by_earliest_on": date(2027, 3, 1),
        "decide_by_latest_on": date(2027, 3, 1) + timedelta(days=90),
    }
    load(contracts=[register.contract(1, **spread)])
    calendar = client.get("/radar.ics").content.decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20270301" in calendar
    assert "between 1 March 2027 and 30 May 2027" in calendar
