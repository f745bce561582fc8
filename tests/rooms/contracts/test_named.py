"""Suppliers, products and what stands beside a contract: names and why, payments, moves, one need over time."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from guildhall.rooms.contracts import actions
from guildhall.rooms.contracts.models import Contract
from guildhall.rooms.contracts.queries import contract as contract_queries
from guildhall.rooms.contracts.queries import lineage, spend
from guildhall.rooms.contracts.views import beside
from tests.factories import register
from tests.rooms.contracts.test_pages import csv_rows, text

pytestmark = pytest.mark.django_db
Loader = Callable[..., actions.Loaded]
ON = register.ON
NAMES = [
    {"supplier_id": "GB-COH:01", "name": "Ledgerwell Ltd", "company_number": "00000001", "mentions": 9, "sources": ["find_a_tender"], "score": 1.0, "why": "The same company number."},
    {"supplier_id": "GB-COH:01", "name": "LEDGER WELL", "mentions": 2, "sources": ["council_spend"], "score": 0.88, "why": "The same rare words."},
]  # fmt: skip


@pytest.fixture
def known(load: Loader) -> actions.Loaded:
    """A supplier in a group with two spellings, payments over two years, a market and a move; and its sister."""
    firm = {
        "company_number": "00000001",
        "size": "large",
        "group_id": "g-1",
        "group_name": "Ledger Group",
        "group_why": "One parent in the register of companies.",
    }
    return load(
        contracts=[register.contract(1), register.contract(2, status="ended", ends_on=date(2025, 1, 31))],
        suppliers=[
            {"supplier_id": "GB-COH:01", "name": "Ledgerwell Ltd", "names": ["Ledgerwell Ltd", "LEDGER WELL"]} | firm,
            {"supplier_id": "GB-COH:02", "name": "Sister Ltd", "names": ["Sister Ltd"]} | firm,
        ],
        supplier_names=NAMES, spend=[register.spend(), register.spend(2026), register.spend(council_code="X-FEN", paid=Decimal(-5), explained=None)],
        paid=[register.paid()], market_shares=[register.share("GB-COH:01", "Ledgerwell Ltd")], switches=[register.switch()],
    )  # fmt: skip


def test_a_supplier_under_all_its_names(client: Client, known: actions.Loaded) -> None:
    page = text(client, "/suppliers/ledgerwell-ltd/")
    for said in (
        "1 contract now with 1 council. Also written LEDGER WELL.", "Supplier, of Ledger Group", "Settled (1.00). The same company number.",
        "Likely (0.88). The same rare words.", "guildhall judge suppliers", 'href="/suppliers/sister-ltd/"', "One parent in the register of companies.",
    ):  # fmt: skip
        assert said in page, said
    data = json.loads(client.get("/suppliers/ledgerwell-ltd.json").content)
    assert [one["score"] for one in data["spellings"]] == [1.0, 0.88]
    assert data["group"]["name"] == "Ledger Group"
    assert data["markets"][0]["category"] == "planning"
    assert client.get("/suppliers/ledgerwell-ltd.ics").content.count(b"BEGIN:VEVENT") == 1


def test_payments_by_year_say_how_far_they_reach(client: Client, known: actions.Loaded) -> None:
    page = text(client, "/suppliers/ledgerwell-ltd/")
    for said in (
        "2025-26",
        "2026-27",
        "so far, to 30 Mar 2027",
        "Lists of spending were read for 1 of the 1 council with a contract",
        "75% was paid while",
    ):
        assert said in page, said
    data = json.loads(client.get("/suppliers/ledgerwell-ltd.json").content)
    assert [(year["year"], year["councils"]) for year in data["spend"]] == [(2025, 2), (2026, 1)]
    assert spend.lists() == {"X-NMR", "X-FEN"}


def test_who_only_paid_stands_among_the_councils(client: Client, known: actions.Loaded) -> None:
    page = text(client, "/suppliers/ledgerwell-ltd/")
    assert "no contract now" in page
    held = json.loads(client.get("/suppliers/ledgerwell-ltd.json").content)["councils"]
    assert [(one["council_code"], one["contracts"], one["paid"]) for one in held] == [
        ("X-NMR", 1, "240000.00"),
        ("X-FEN", 0, "-5.00"),
    ]


def test_a_supplier_of_whom_little_is_known(client: Client, load: Loader) -> None:
    load(contracts=[register.contract(1)])
    page = text(client, "/suppliers/ledgerwell-ltd/")
    assert page.count('class="empty"') == 3
    assert "No payment to this supplier was found. No list of spending was read." in page
    assert "not recorded" in page


def test_a_product_its_terms_and_how_it_is_known(client: Client, load: Loader) -> None:
    load(
        contracts=[
            register.contract(1, extension="declared", options=[12, 12], last_end_on=date(2029, 12, 31)),
            register.contract(2, council_code="X-FEN", council_codes=["X-FEN"], status="ended", ends_on=date(2025, 1, 31), extension=None),
        ],
        observations=[{"council_code": "X-FEN", "product_id": "taxpath", "product": "TaxPath", "evidence": "a page", "url": "https://fenwick.example/", "seen_on": date(2026, 5, 1), "source": "observed_systems"}],
        paid=[register.paid(paid_after_end=Decimal(12_400)), register.paid(paid_after_end=Decimal(600))], switches=[register.switch()],
    )  # fmt: skip
    page = text(client, "/products/taxpath/")
    for said in (
        "Ledgerwell Ltd. 2 councils found to run it or to have run it. 1 council left it.", "1 Jan 2023", "2 of 12 months each",
        "payments to its supplier until 30 Sep 2026", "£13,000 paid after the last possible end", "public sign of use", "in use after recorded expiry",
        'href="/markets/revs_bens/"', "PlotWise",
    ):  # fmt: skip
        assert said in page, said
    rows = {row["contract_id"]: row for row in csv_rows(client, "/products/taxpath.csv")}
    assert (rows["c-1"]["options"], rows["c-1"]["paid_after_end"], rows["c-2"]["in_use_after_recorded_expiry"]) == (
        "12|12",
        "13000.00",
        "True",
    )
    assert client.get("/products/taxpath.ics").content.count(b"BEGIN:VEVENT") == 1
    assert len(json.loads(client.get("/products/taxpath.json").content)["switches"]) == 1


def test_what_is_not_known_of_a_product(client: Client, load: Loader) -> None:
    load(
        contracts=[register.contract(1, ends_on=None, extension=None, decide_by_earliest_on=None, decide_by_latest_on=None)],
        observations=[{"council_code": "X-FEN", "product_id": "taxpath", "product": "TaxPath", "evidence": "a page", "source": "observed_systems"}],
    )  # fmt: skip
    page = text(client, "/products/taxpath/")
    for said in (
        "the end of 1 contract.",
        "whether 1 contract can be extended.",
        "the contract of 1 council where the product is only seen in use",
    ):
        assert said in page, said


def linked(load: Loader, **tables: list[dict[str, object]]) -> None:
    """A framework, a call-off of it, its renewal, the renewal's copy and the renewal after that."""
    load(
        contracts=[register.contract(number, starts_on=date(2016 + 2 * number, 1, 1), ends_on=date(2017 + 2 * number, 12, 31)) for number in range(1, 7)],
        lineage=[
            {"child_id": "c-2", "parent_id": "c-1", "kind": "call_off_of", "score": 0.9, "basis": "A", "why": "The notice names the framework."},
            {"child_id": "c-3", "parent_id": "c-2", "kind": "renewal_of", "score": 0.91, "basis": "D", "why": "The same rare words."},
            {"child_id": "c-4", "parent_id": "c-3", "kind": "same_as", "score": 0.97, "basis": "D", "why": "The same value and days."},
            {"child_id": "c-5", "parent_id": "c-3", "kind": "renewal_of", "score": 0.8, "basis": "D", "why": "It begins when the other ends."},
            {"child_id": "c-6", "parent_id": "c-1", "kind": "call_off_of", "score": 0.9, "basis": "A", "why": "The notice names the framework."},
        ], **tables,
    )  # fmt: skip


def roles(contract_id: str) -> dict[str, str]:
    return {one.contract.contract_id: one.role for one in lineage.kin(Contract.objects.get(contract_id=contract_id))}


def test_one_need_over_time(client: Client, load: Loader) -> None:
    linked(load)
    assert roles("c-3") == {"c-2": "before", "c-4": "same", "c-5": "after", "c-1": "framework"}
    assert roles("c-5") == {"c-3": "before", "c-2": "before", "c-4": "before", "c-1": "framework"}
    assert roles("c-1") == {"c-2": "called_off", "c-6": "called_off"}
    page = text(client, "/contracts/c-3/")
    for said in (
        "5 contracts for one need, oldest first",
        "Framework it was called off from (0.90).",
        "The same contract, told twice (0.97).",
        "It begins when the other ends.",
    ):
        assert said in page, said
    data = json.loads(client.get("/contracts/c-3.json").content)
    assert {one["contract_id"] for one in data["lineage"]} == {"c-1", "c-2", "c-4", "c-5"}


def test_contracts_that_another_speaks_for_say_so(client: Client, load: Loader) -> None:
    linked(load)
    assert "by a later contract" in text(client, "/contracts/c-3/")
    assert "a second record of one contract" in text(client, "/contracts/c-4/")


def section(contract_id: str) -> beside.Beside:
    contract = contract_queries.by_id(contract_id)
    assert contract
    return beside.make(contract, lineage.kin(contract), spend.beside(contract.pk))


def test_payments_beside_a_contract(client: Client, load: Loader) -> None:
    load(contracts=[register.contract(1, value_year=Decimal(100_000), starts_on=date(2021, 1, 1))], paid=[
        register.paid(paid_after_end=Decimal(12_400), paid_after_end_least=Decimal(4_000), contracts_sharing=2, last_end_on=date(2025, 12, 31)),
    ])  # fmt: skip
    found = section("c-1")
    assert [(row.name, row.value, row.other, row.state) for row in found.paid] == [
        ("Paid since the start", "£210,000", "", "challenged"),
        ("Paid a year now", "£70,000 a year", "£100,000 a year by the contract", "challenged"),
        ("Paid after the last end", "£12,400", "£4,000, if other contracts took their part", "challenged"),
    ]  # fmt: skip
    assert found.paid_note == "lists of 1 Apr 2022 to 30 Sep 2026; earlier payments are not known"
    page = text(client, "/contracts/c-1/")
    assert "2 other contracts of the two may share them" in page
    assert "In use after recorded expiry: £12,400 was paid" in page
    assert json.loads(client.get("/contracts/c-1.json").content)["paid"][0]["run_rate_year"] == "70000.00"


def test_nothing_paid_says_whether_anybody_looked(load: Loader) -> None:
    load(
        contracts=[register.contract(1), register.contract(2, council_code="X-FEN", council_codes=["X-FEN"])],
        spend=[register.spend()],
    )
    assert "that were read" in section("c-1").no_payment
    assert section("c-2").no_payment.endswith("of Fenwick would show them; none was read.")
    assert (section("c-1").paid, section("c-1").outlived, section("c-1").need) == ((), "", ())


def test_a_need_with_unknown_days(load: Loader) -> None:
    load(
        contracts=[register.contract(1, ends_on=None, title=None), register.contract(2, starts_on=None, ends_on=None, last_end_on=None, supplier_names=[])],
        lineage=[{"child_id": "c-2", "parent_id": "c-1", "kind": "renewal_of", "score": None, "basis": "D", "why": "The same words."}],
    )  # fmt: skip
    rows = section("c-1").need
    assert "Contract without a title" in str(rows[0][0])
    assert "Jan 2023 to not known" in str(rows[0][2])
    assert "After it." in str(rows[1][3])


def test_what_questions_find_on_a_supplier_and_a_market(client: Client, load: Loader) -> None:
    whole = {
        "subject": "supplier",
        "subject_id": "GB-COH:01",
        "value": "1",
        "low": "0",
        "high": "1",
        "basis": "C",
        "inputs": [],
        "missing": [],
        "known": 1,
        "total": 3,
    }
    load(contracts=[register.contract(1)], portfolio_findings=[
        whole | {"scope": "dimension", "indicator": "Competition", "status": "watch", "words": "1 of 3 answers could be assessed."},
        whole | {"scope": None, "indicator": "T1", "status": "unknown", "words": "Nobody can tell."},
        whole | {"scope": None, "indicator": "C1", "status": "not_applicable", "words": "Not asked."},
        whole | {"subject": "category", "subject_id": "planning", "scope": None, "indicator": "C1", "status": "act", "words": "Awarded directly."},
        whole | {"subject": "category", "subject_id": "planning", "scope": None, "indicator": "ZZ", "status": "ok", "words": "Of another version."},
    ])  # fmt: skip
    page = text(client, "/suppliers/ledgerwell-ltd/")
    for said in (
        "What questions find",
        "Competition",
        "1 of 3 answers could be assessed.",
        "Cannot tell",
        'href="/indicators/T1/"',
    ):
        assert said in page, said
    assert "Not asked." not in page
    market = text(client, "/markets/planning/")
    assert market.index("Awarded directly.") < market.index("Of another version.")
    assert [one["status"] for one in json.loads(client.get("/suppliers/ledgerwell-ltd.json").content)["findings"]] == [
        "watch",
        "unknown",
    ]
    assert len(json.loads(client.get("/markets/planning.json").content)["findings"]) == 2
