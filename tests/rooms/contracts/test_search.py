"""Search: by any name, forgiving of spelling, the same on both databases."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from guildhall.core import search
from guildhall.rooms.contracts import actions
from tests.factories import register

pytestmark = pytest.mark.django_db
Loader = Callable[..., actions.Loaded]


def titles(text: str, **more: object) -> dict[str, list[str]]:
    return {kind: [hit.title for hit in hits] for kind, hits in search.find(text, **more).hits.items()}


def test_each_kind_is_found_by_its_words(three: actions.Loaded) -> None:
    found = titles("northmoor")
    assert found["council"] == ["Northmoor District Council"]
    assert sorted(found["contract"]) == ["Planning register", "Revenues and benefits"]
    assert titles("taxpath")["product"] == ["TaxPath"]
    assert titles("ledgerwell")["supplier"] == ["Ledgerwell Ltd"]
    assert titles("housing repairs") == {"contract": ["Housing repairs"]}


def test_the_beginning_of_a_word_is_enough(three: actions.Loaded) -> None:
    assert titles("northm")["council"] == ["Northmoor District Council"]
    assert titles("housing rep") == {"contract": ["Housing repairs"]}


@pytest.mark.parametrize(("typed", "used", "kind"), [
    ("taxpth", "taxpath", "product"), ("ledgrwell", "ledgerwell", "supplier"), ("nothmoor", "northmoor", "council"),
    ("huosing repairs", "housing repairs", "contract"),
])  # fmt: skip
def test_a_slip_of_the_pen_is_forgiven_and_said(load: Loader, typed: str, used: str, kind: str) -> None:
    load(contracts=[register.contract(1, title="Housing repairs"), register.contract(2, title="Housing repairs")])
    answer = search.find(typed)
    assert answer.used == used
    assert answer.is_corrected
    assert kind in answer.hits


def test_words_of_the_trade_stand_for_each_other(load: Loader) -> None:
    load(contracts=[register.contract(1, title="Revenues and benefits")])
    assert titles("revs and bens") == {"contract": ["Revenues and benefits"]} or "contract" in titles("revs bens")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        '"',
        "*",
        "AND",
        "NEAR(a b)",
        "a:b",
        "((",
        "title:x OR",
        "'; drop table",
        "\x00",
        "é" * 300,
        "-",
        "NOT",
        "^a",
    ],
)
def test_any_text_is_only_words(three: actions.Loaded, text: str) -> None:
    assert isinstance(search.find(text).count, int)
    assert isinstance(search.numbers(text, "contract"), list)
    assert isinstance(search.suggest(text, "council"), list)


def test_more_than_is_shown_is_said(load: Loader) -> None:
    load(contracts=[register.contract(number, title="Ledger") for number in range(9)])
    answer = search.find("ledger", limit=5)
    assert (len(answer.hits["contract"]), answer.more) == (5, frozenset({"contract"}))
    assert len(search.numbers("ledger", "contract")) == 9


def test_only_the_kinds_asked_for(three: actions.Loaded) -> None:
    assert set(search.find("ledgerwell", kinds=("supplier",)).hits) == {"supplier"}
    assert set(search.find("ledgerwell", kinds=("contract",)).hits) == {"contract"}


def test_live_contracts_come_before_those_that_ended(load: Loader) -> None:
    load(contracts=[register.contract(1, title="Ledger", status="ended"), register.contract(2, title="Ledger")])
    assert [hit.key for hit in search.find("ledger").hits["contract"]] == ["c-2", "c-1"]


def test_an_exact_name_stands_first(load: Loader) -> None:
    load(contracts=[], products=[{"product_id": "a", "name": "Mosaic Care"}, {"product_id": "b", "name": "Mosaic"}])
    assert titles("mosaic")["product"] == ["Mosaic", "Mosaic Care"]


def test_a_new_load_forgets_the_old_words(load: Loader) -> None:
    load(contracts=[register.contract(1, title="Zeppelin hangar")])
    assert search.find("zeppelin").count == 1
    load(contracts=[register.contract(1, title="Library")])
    assert search.find("zeppelin").count == 0
    assert search.find("library").count == 1


def test_the_page_and_its_twin(client: Client, three: actions.Loaded, django_assert_max_num_queries: Callable) -> None:
    client.get("/search/?q=ledgerwell")
    with django_assert_max_num_queries(4):
        page = client.get("/search/?q=ledgerwell").content.decode()
    assert "/suppliers/ledgerwell-ltd/" in page
    assert "These match “taxpath”" in client.get("/search/?q=taxpth").content.decode()
    assert "Nothing was found for “zzzz”" in client.get("/search/?q=zzzz").content.decode()
    hits = json.loads(client.get("/search.json?q=taxpath").content)["hits"]
    assert {
        "kind": "product",
        "title": "TaxPath",
        "note": "2 contracts, 1 council",
        "url": "/products/taxpath/",
    } in hits


def test_without_a_register_nothing_is_found(client: Client, db: None) -> None:
    assert search.find("anything").count == 0
    assert client.get("/search/?q=anything").status_code == 200
