"""What pages say: values in words, what becomes of a council, charts that would be flattened, long councils."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from guildhall.core import clock, search
from guildhall.engine import records
from guildhall.rooms.contracts import actions
from guildhall.rooms.contracts.models import (
    Change,
    Claim,
    Contract,
    Document,
    Finding,
    Notice,
    Product,
    Register,
    Supplier,
)
from guildhall.rooms.contracts.queries import contract as contract_queries
from guildhall.rooms.contracts.queries import index, radar
from guildhall.rooms.contracts.queries.asked import Asked
from guildhall.rooms.contracts.views import contract as contract_view
from guildhall.rooms.contracts.views import facts
from guildhall.rooms.contracts.views import radar as radar_view
from tests.factories import register

Loader = Callable[..., actions.Loaded]
ON = register.ON


@pytest.mark.parametrize(("field", "text", "words"), [
    ("ends_on", "2027-12-31", "31 December 2027"), ("ends_on", "end of term", "end of term"), ("value_net", "500000.00", "£500,000"),
    ("value_net", "lots", "lots"), ("above_threshold", "true", "Yes"), ("above_threshold", "false", "No"), ("notice_days", "1", "1 day"),
    ("notice_days", "180", "180 days"), ("options", "12,12", "12, 12"), ("route", "call_off", "Call-off from a framework"),
    ("extension", "none_declared", "No extension declared"), ("title", "x" * 200, "x" * 157 + "…"), ("currency", "GBP", "GBP"),
])  # fmt: skip
def test_a_claim_in_words(field: str, text: str, words: str) -> None:
    assert facts.shown(field, text) == words


@pytest.mark.parametrize(("known", "words"), [
    ({"options": [12]}, "12 months"), ({"options": [12, 12]}, "2 of 12 months each"), ({"options": [12, 24]}, "12 and 24 months"),
    ({"extension": "none_declared"}, "None declared"), ({"extension": "declared"}, "Declared, length not said"), ({}, ""),
    ({"ends_on": date(2027, 1, 1), "last_end_on": date(2028, 1, 1)}, "To 1 January 2028 at the latest"),
])  # fmt: skip
def test_options_in_words(known: dict[str, object], words: str) -> None:
    assert facts.options(Contract(**{"options": []} | known)) == words


@pytest.mark.django_db
def test_a_fact_ages(load: Loader) -> None:
    load(contracts=[register.contract(1)], claims=[
        register.claim("c-1", "value_net", "500000", seen_on=date(2024, 10, 1)), register.claim("c-1", "route", "open", seen_on=date(2024, 10, 1)),
        register.claim("c-1", "title", "Old", seen_on=date(2022, 10, 1)), register.claim("c-1", "status", "active", state="replaced"),
        register.claim("c-1", "supplier", "Ledgerwell Ltd", seen_on=None),
    ])  # fmt: skip
    found = contract_queries.one(contract_queries.by_id("c-1"), ON)
    assert {fact.field: fact.state for fact in found.facts} == {
        "value_net": "stale", "route": "unverified", "title": "stale", "status": "unknown", "supplier": "unverified",
    }  # fmt: skip
    page = contract_view.page(found, ON)
    assert next(fact for fact in page.head if fact.label == "Cost a year").note == "stale, October 2024"
    assert "Status" not in {row.name for row in page.facts}


@pytest.mark.django_db
def test_a_contract_whose_end_was_moved_says_when(load: Loader) -> None:
    load(
        contracts=[register.contract(1, first_ends_on=date(2024, 3, 31))],
        claims=[register.claim("c-1", "ends_on", "2027-12-31", seen_on=date(2023, 11, 14))],
    )
    story = contract_view.page(contract_queries.one(contract_queries.by_id("c-1"), ON), ON).story
    assert (story.first_ends_on, story.extended_in) == (date(2024, 3, 31), 2023)


@pytest.mark.django_db
def test_a_contract_with_nobody_and_nothing_has_no_peers(load: Loader) -> None:
    load(
        contracts=[
            register.contract(
                1,
                council_code=None,
                council_codes=[],
                council_name=None,
                buyer_name=None,
                supplier_ids=[],
                supplier_names=[],
                product_names=[],
                title=None,
                notice_days=30,
                extension="declared",
                renewal_mode="express",
                options=[12],
            )
        ]
    )
    page = contract_view.page(contract_queries.one(contract_queries.by_id("c-1"), ON), ON)
    assert (page.title, page.lead, page.council.label, page.council.url) == (
        "Contract without a title",
        "The record names no supplier",
        "Buyer not named",
        "",
    )
    assert (page.peers_title, page.peers) == ("Who else", ())
    assert page.story.notice_words == "An option must be asked for in time"


@pytest.mark.django_db
def test_partners_stand_before_other_peers(load: Loader) -> None:
    way = {"area": "Westmarch", "status": "decided", "vesting_on": date(2028, 4, 1), "whole": True}
    load(
        councils=[register.council(code, name) for code, name in (("X-NMR", "Northmoor District Council"), ("X-FEN", "Fenwick District Council"), ("X-SAL", "Saltby District Council"))],
        successions=[way | {"predecessor_code": code} for code in ("X-NMR", "X-SAL")],
        contracts=[register.contract(1), *(register.contract(number, council_code=code, council_codes=[code], council_name=code) for number, code in ((2, "X-FEN"), (3, "X-SAL")))],
    )  # fmt: skip
    page = contract_view.page(contract_queries.one(contract_queries.by_id("c-1"), ON), ON)
    assert [("same council" in str(row[0]), "same three months" in str(row[0])) for row in page.peers] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.django_db
def test_what_becomes_of_a_council(client: Client, load: Loader) -> None:
    way = {
        "predecessor_code": "X-NMR",
        "successor_code": "X-FEN",
        "area": "Westmarch",
        "vesting_on": date(2028, 4, 1),
        "whole": True,
    }
    load(contracts=[register.contract(1)], successions=[way | {"status": "proposed", "scenario": "Two councils"}])
    page = client.get("/councils/northmoor/").content.decode()
    assert (
        'Proposed (Two councils): joins <a href="/councils/fenwick/">Fenwick District Council</a> on 1 April 2028.'
        in page
    )
    load(
        contracts=[register.contract(1)],
        successions=[way | {"status": "proposed", "scenario": "Two councils"}, way | {"status": "decided"}],
    )
    page = client.get("/councils/northmoor/").content.decode()
    assert 'Joins <a href="/councils/fenwick/">Fenwick District Council</a> on 1 April 2028.' in page
    assert "Proposed" not in page
    assert "Takes over on 1 April 2028 from <a" in client.get("/councils/fenwick/").content.decode()


@pytest.mark.django_db
def test_a_closed_council_says_so(client: Client, load: Loader) -> None:
    load(contracts=[], councils=[register.council("X-NMR", "Northmoor District Council", ends_on=date(2023, 3, 31))])
    assert "Closed on 31 March 2023." in client.get("/councils/northmoor/").content.decode()


@pytest.mark.django_db
def test_a_long_list_of_a_council_folds_by_category(client: Client, load: Loader) -> None:
    load(contracts=[register.contract(number, category=["planning", "revs_bens"][number % 2]) for number in range(44)])
    page = client.get("/councils/northmoor/").content.decode()
    assert "Revenues and benefits, 22 contracts" in page
    load(contracts=[register.contract(number) for number in range(40)])
    page = client.get("/councils/northmoor/").content.decode()
    assert "40 contracts</span></summary>" in page
    assert page.count('scope="row"') == 25 + 1  # the rest of the category by a link; and one supplier
    assert "All 40</a>" in page
    load(contracts=[register.contract(number) for number in range(30)])
    assert '</summary><div class="fold__body"><table' not in client.get("/councils/northmoor/").content.decode()


@pytest.mark.django_db
def test_the_rest_is_said_where_its_chart_would_flatten_the_others(load: Loader) -> None:
    keys = ["planning", "revs_bens", "housing_mgmt", "asc", "csc", "elections"]
    load(contracts=[
        *(register.contract(number, category=key) for number, key in enumerate(keys)),
        *(register.contract(number, category=None) for number in range(10, 20)),
    ])  # fmt: skip
    listing = radar.listing(Asked(), ON)
    drawn, left = radar_view._drawn(listing)
    assert ([one.total for one in drawn], left) == ([1] * 6, 10)
    assert "10 contracts for other things are not drawn." in radar_view._months_note(listing)


@pytest.mark.django_db
def test_more_of_a_kind_leads_to_its_list(client: Client, load: Loader) -> None:
    load(contracts=[register.contract(number, title="Ledger") for number in range(12)])
    page = client.get("/search/?q=ledger").content.decode()
    assert "/contracts/?q=ledger" in page


@pytest.mark.django_db
def test_the_radar_may_be_sorted_by_its_heads(client: Client, three: actions.Loaded) -> None:
    page = client.get("/radar/?sort=-value").content.decode()
    assert 'aria-sort="descending"' in page
    assert "sort=value" in page
    assert 'aria-sort="ascending"' in client.get("/radar/").content.decode()


def test_days_come_back_from_the_index() -> None:
    assert index.as_date(index.day(ON)) == ON
    assert index.as_date(int(index.NEVER)) is None


def test_things_name_themselves() -> None:
    named = {
        str(Contract(contract_id="c-1")): "c-1", str(Contract(title="Ledger")): "Ledger", str(Supplier(name="A")): "A",
        str(Product(name="B")): "B", str(Claim(field="title", value="x")): "title: x", str(Document(name="n-1")): "n-1",
        str(Notice(notice_id="n-2")): "n-2", str(Finding(indicator="T1", status="ok")): "T1: ok", str(Change(words="new")): "new",
        str(Register()): "Register",
    }  # fmt: skip
    assert list(named) == list(named.values())


def test_today_is_londons_day_or_the_fixed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("GUILDHALL_TODAY", "2026-11-23")
    assert clock.today() == date(2026, 11, 23)
    monkeypatch.delenv("GUILDHALL_TODAY")
    assert abs((clock.today() - date.today()).days) <= 1


@pytest.mark.django_db
def test_the_best_title_stands_first_whatever_its_length(load: Loader) -> None:
    load(
        contracts=[
            register.contract(1, title="Ledger software and more"),
            register.contract(2, title="Software for the ledger"),
            register.contract(3, title="x", description="ledger software"),
        ]
    )
    assert [hit.key for hit in search.find("ledger software").hits["contract"]] == ["c-1", "c-2", "c-3"]


def test_every_field_has_its_words() -> None:
    from guildhall.rooms.contracts.queries import words  # noqa: PLC0415 -- beside its one use

    assert [name for name in records.FIELDS if words.field(name) == name] == []
