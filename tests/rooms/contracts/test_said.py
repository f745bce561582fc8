"""What pages of contracts and councils say of what is long, over, closed, untitled or only known between two days."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from guildhall.engine import decide
from guildhall.rooms.contracts import actions
from guildhall.rooms.contracts.models import Change
from guildhall.rooms.contracts.queries import contract as contract_queries
from guildhall.rooms.contracts.queries import rows as row_queries
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.views import contract as contract_view
from guildhall.rooms.contracts.views import facts, lines
from guildhall.ui import words
from tests.factories import register

ON = register.ON
Loader = Callable[..., actions.Loaded]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("075669-2026", "Find a Tender, 075669-2026"),
        ("9875964c-e1ea-416f-a310-6f9e87ba68af", "Find a Tender"),
        ("contracts_2022-07.csv#Contracts", "Find a Tender"),
        ("", "Find a Tender"),
    ],
)
def test_a_document_is_named_only_by_what_is_printed_on_it(document: str, words: str) -> None:
    said = contract_queries.Said("x", "A", "find_a_tender", document, "", "", None, "won")
    assert facts.source(said) == words


@pytest.mark.django_db
def test_only_a_council_to_be_reorganised_asks_whether_a_contract_may_pass(load: Loader) -> None:
    way = {
        "predecessor_code": "X-NMR",
        "successor_code": "X-FEN",
        "area": "Westmarch",
        "status": "proposed",
        "whole": True,
    }
    load(contracts=[register.contract(1)], successions=[way])
    found = contract_queries.one(contract_queries.by_id("c-1"), ON)
    assert "May pass to a new council" in [row.name for row in facts.rows(found)]


@pytest.mark.django_db
def test_what_is_not_digital_is_not_asked_for_its_product(load: Loader) -> None:
    load(
        contracts=[
            register.contract(1, is_digital=False, product_names=[], product_ids=[]),
            register.contract(2, is_digital=None, product_names=[], product_ids=[]),
        ]
    )
    for number, asked in ((1, False), (2, True)):
        found = contract_queries.one(contract_queries.by_id(f"c-{number}"), ON)
        assert ("Product" in [row.name for row in facts.rows(found)]) is asked


def test_a_sign_of_use_is_said_in_words() -> None:
    assert names.sign("scraper class ModGovCouncillorScraper / cms_type ModernGov") == "Public committee pages"
    assert names.sign("the footer of a page") == "the footer of a page"


@pytest.mark.django_db
def test_lists_cut_long_titles_and_name_what_has_none(load: Loader) -> None:
    load(contracts=[
        register.contract(1, title="Supply of " + "very " * 40 + "long things", product_names=["TaxPath"]),
        register.contract(2, title=None, supplier_names=["Ledgerwell Ltd", "B", "C"]), register.contract(3, status="ended", ends_on=None),
    ])  # fmt: skip
    one, two, three = (row_queries.row(contract_queries.by_id(f"c-{number}"), ON) for number in (1, 2, 3))
    shown = lines.titled(one)
    assert "very…</a>" in shown
    assert '<span class="table__sub">TaxPath</span>' in shown
    assert "Contract with Ledgerwell Ltd</a>" in lines.titled(two)
    assert lines.suppliers(two) == "Ledgerwell Ltd and 2 others"
    assert two.title == ""  # files that leave the site say nothing that nobody published
    assert lines.decide_by(three) == '<span class="quiet">ended</span>'


def test_planning_figures_are_said_in_words() -> None:
    figures = decide.load().all
    assert [facts.setting(figures[key])[:2] for key in ("procurement_months.call_off", "mobilise_months.1", "notice_unknown_days.longest")] == [
        ("Time to buy: call-off from a framework", "5 months"), ("Time to go live: a minor service", "1 month"),
        ("Notice, where it is not known: longest", "180 days"),
    ]  # fmt: skip
    assert facts.setting(figures["route_unknown.longest"])[1] == "Competitive flexible procedure"
    assert facts.setting(figures["quote_below_gross"])[:2] == (
        "Value with VAT below which quotations will do",
        "£207,720",
    )


def test_a_process_is_not_called_by_its_key() -> None:
    assert facts.shown("framework", "ocds-h6vhtk-05484c") == "Another process on Find a Tender"
    assert facts.shown("framework", "ocds-zzzzzz-1") == "Another process"
    assert facts.shown("framework", "G-Cloud 14") == "G-Cloud 14"


@pytest.mark.django_db
def test_what_is_over_is_not_asked_for_a_decision(load: Loader) -> None:
    load(contracts=[register.contract(1, ends_on=date(2026, 1, 31), ends_latest_on=date(2026, 1, 31))])
    page = contract_view.page(contract_queries.one(contract_queries.by_id("c-1"), ON), ON)
    assert (page.state, page.why, page.least_bad, page.choices, page.settings) == ("ended", (), "", (), ())
    assert page.story.decide_by_on is None


@pytest.mark.django_db
def test_a_notice_of_tomorrow_waits_for_its_day(load: Loader, client: Client) -> None:
    load(contracts=[register.contract(1)])
    Change.objects.create(on=date(2026, 12, 11), kind="new_notice", words="Northmoor District Council: From the future")
    Change.objects.create(on=date(2026, 11, 20), kind="new_notice", words="Northmoor District Council: Of last week")
    page = client.get("/changes/").content.decode()
    assert "Of last week" in page
    assert "From the future" not in page


@pytest.mark.django_db
def test_search_calls_untitled_contracts_as_pages_do_and_tells_suppliers_apart(load: Loader, client: Client) -> None:
    load(
        contracts=[
            register.contract(1, title=None),
            register.contract(2, title=None, supplier_ids=[], supplier_names=[]),
        ],
        suppliers=[{"supplier_id": "GB-COH:01", "name": "Ledgerwell Ltd", "company_number": "01234567"}],
    )
    page = client.get("/search/", {"q": "ledgerwell"}).content.decode()
    assert "Contract with Ledgerwell Ltd</a>" in page
    assert "1 contract, 1 council, company 01234567" in page
    assert "Contract without a title</a>" in client.get("/search/", {"q": "northmoor"}).content.decode()


@pytest.mark.django_db
def test_an_empty_filter_is_not_asked(load: Loader, client: Client) -> None:
    load(contracts=[register.contract(1)])
    page = client.get("/radar/", {"q": "zzzz"}).content.decode()
    assert "Show all contracts</a>" in page
    assert "Kind of council" not in page
    assert "What it is for" not in page


@pytest.mark.django_db
def test_a_closed_council_leads_to_the_briefing_of_its_heir(load: Loader, client: Client) -> None:
    way = {
        "predecessor_code": "X-NMR",
        "successor_code": "X-FEN",
        "area": "",
        "status": "done",
        "vesting_on": date(2023, 4, 1),
        "whole": True,
    }
    load(
        contracts=[], successions=[way],
        councils=[register.council("X-NMR", "Northmoor District Council", ends_on=date(2023, 3, 31)), register.council("X-FEN", "Fenwick District Council")],
    )  # fmt: skip
    page = client.get("/councils/northmoor/").content.decode()
    assert 'href="/councils/fenwick/briefing/"' in page
    assert "Open the briefing of Fenwick District Council" in page
    assert "what this council runs" not in page


@pytest.mark.django_db
def test_head_facts_are_honest_about_a_range(load: Loader) -> None:
    early, late = date(2026, 5, 29), date(2026, 10, 29)
    load(contracts=[
        register.contract(1, decide_by_on=None, decide_by_earliest_on=early, decide_by_latest_on=late, title=None, product_names=[], product_ids=[]),
        register.contract(2, decide_by_on=None, decide_by_earliest_on=early, decide_by_latest_on=date(2027, 2, 28), starts_on=None),
        register.contract(3, decide_by_on=None, ends_on=None, decide_by_earliest_on=date(2027, 5, 1), decide_by_latest_on=None),
    ])  # fmt: skip
    pages = [
        contract_view.page(contract_queries.one(contract_queries.by_id(f"c-{number}"), ON), ON) for number in (1, 2, 3)
    ]
    assert [(page.head[0].value, page.head[0].note) for page in pages] == [
        ("29 May to 29 Oct 2026", "at least 25 days late"), ("29 May 2026 to 28 Feb 2027", "may be 6 months late"),
        ("Not known", "could be May 2027"),
    ]  # fmt: skip
    assert pages[0].lead == "Published without a title"
    assert (pages[1].head[3].label, pages[1].head[3].note) == ("Value in all", "cost a year not known")


def test_a_range_of_days_names_a_year_once() -> None:
    assert words.day_range(date(2026, 5, 29), date(2026, 10, 29)) == "29 May to 29 Oct 2026"
    assert words.day_range(date(2026, 5, 29), date(2026, 5, 29)) == "29 May 2026"
