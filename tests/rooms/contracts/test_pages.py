"""Pages of contracts, suppliers, products, councils and the data: what they say, what they cost, what they do when lost."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from guildhall.rooms.contracts import actions
from guildhall.rooms.contracts import queries as contracts
from guildhall.rooms.contracts.models import Contract, Lineage
from guildhall.rooms.contracts.queries import contract as contract_queries
from guildhall.rooms.contracts.queries import record
from guildhall.rooms.contracts.views import contract as contract_view
from tests.factories import register

pytestmark = pytest.mark.django_db
Loader = Callable[..., actions.Loaded]
ON = register.ON


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def csv_rows(client: Client, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(client.get(path).streaming_content).decode())))


COSTS = {
    "/suppliers/": 3, "/products/": 3, "/councils/": 2, "/suppliers/ledgerwell-ltd/": 15, "/products/taxpath/": 9,
    "/councils/northmoor/": 12, "/contracts/c-0/": 14, "/data/": 6, "/data/issues/": 3, "/changes/": 2,
}  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("path", "cost"), COSTS.items())
def test_a_page_costs_the_same_however_long(
    client: Client, load: Loader, django_assert_num_queries: Callable, *, path: str, cost: int, number: int
) -> None:
    several = range(number)
    load(
        contracts=[register.contract(each, supplier_names=["Ledgerwell Ltd"]) for each in several],
        councils=[register.council("X-NMR", "Northmoor District Council"), *(register.council(f"X-{each}", f"Council {each}") for each in several)],
        claims=[register.claim(f"c-{each}", "title", "x") for each in several],
        notices=[{"notice_id": f"n-{each}", "source": "find_a_tender", "kind": "UK6", "title": "x", "published_on": date(2026, 1, 1), "council_codes": ["X-NMR"], "contract_ids": [f"c-{each}"]} for each in several],
        issues=[{"file": "a", "row": str(each), "severity": "warning", "code": f"code_{each}", "reason": "odd"} for each in several],
        observations=[{"council_code": f"X-{each}", "product_id": "taxpath", "product": "TaxPath", "evidence": "a page", "source": "observed_systems"} for each in several],
    )  # fmt: skip
    client.get(path)
    with django_assert_num_queries(cost):
        assert client.get(path).status_code == 200


def test_a_contract_shows_facts_with_source_and_state(client: Client, three: actions.Loaded) -> None:
    page = text(client, "/contracts/c-1/")
    for words in (
        "Revenues and benefits",
        "54 days late",
        "31 December 2027",
        "TaxPath",
        "Challenged",
        "Not known",
        "Contract details notice",
    ):
        assert words in page, words
    assert 'href="https://notices.example/n-1"' in page


def page_of(contract_id: str) -> contract_view.ContractPage:
    return contract_view.page(contract_queries.one(contract_queries.by_id(contract_id), ON), ON)


def test_a_disputed_fact_shows_both_values(three: actions.Loaded) -> None:
    notice = next(row for row in page_of("c-1").facts if row.name == "Notice")
    assert (notice.value, notice.other, notice.state, notice.source) == (
        "180 days",
        "90 days",
        "challenged",
        "Find a Tender",
    )


def test_unknown_facts_say_what_would_settle_them(three: actions.Loaded) -> None:
    rows = {row.name: row for row in page_of("c-3").facts}
    assert [(rows[name].state, rows[name].value) for name in ("Agreed end", "Supplier", "May be ended early")] == [
        ("unknown", "Not known")
    ] * 3
    assert rows["Agreed end"].source == "The signed contract would settle it"
    assert "May pass to a new council" not in rows  # nobody plans one


def test_findings_never_count_unknown_as_good(three: actions.Loaded) -> None:
    rows = {row.about: row for row in page_of("c-1").findings}
    assert rows["Time"].status == "watch"
    assert rows["Time"].why.startswith("The first term is 60 months. It runs another 13 months")
    assert (rows["Terms"].status, rows["Terms"].known) == ("unknown", 0)
    assert (rows["Openness"].status, rows["Openness"].known) == ("unknown", 0)


def test_head_facts_of_known_unknown_and_ended(load: Loader) -> None:
    load(contracts=[
        register.contract(1), register.contract(2, status="ended", ends_on=date(2026, 1, 31)),
        register.contract(3, ends_on=None, decide_by_on=None, decide_by_earliest_on=None, decide_by_latest_on=None, value_net=None, ends_earliest_on=None, ends_latest_on=None),
        register.contract(4, decide_by_on=None, decide_by_latest_on=date(2027, 9, 30), extension="declared", options=[12, 12], last_end_on=date(2029, 12, 31)),
    ])  # fmt: skip
    heads = {
        number: {fact.label: (fact.value, fact.note) for fact in page_of(f"c-{number}").head} for number in (1, 2, 3, 4)
    }
    assert heads[1]["Decide by"] == ("31 March 2027", "in 4 months")
    assert heads[1]["Last possible end"] == ("31 December 2027", "no extension declared")
    assert heads[2]["Decide by"] == ("Ended", "10 months ago")
    assert heads[3]["Decide by"] == ("Not known", "cannot tell")
    assert heads[3]["Agreed end"] == ("Not known", "nobody has published it")
    assert heads[3]["Cost a year"] == ("Not known", "no value published")
    assert heads[4]["Decide by"] == ("31 Mar to 30 Sep 2027", "in 4 months at the earliest")
    assert heads[4]["Last possible end"] == ("31 December 2029", "if every option is taken")
    options = next(row for row in page_of("c-4").facts if row.name == "Options to extend")
    assert options.value == "2 of 12 months each"


def test_peers_are_other_councils_nearest_first(load: Loader) -> None:
    elsewhere = {"council_code": "X-FEN", "council_codes": ["X-FEN"], "council_name": "Fenwick District Council"}
    far = {
        "decide_by_on": date(2027, 9, 1),
        "decide_by_earliest_on": date(2027, 9, 1),
        "decide_by_latest_on": date(2027, 9, 1),
    }
    load(contracts=[
        register.contract(1), register.contract(2), register.contract(3, **elsewhere, **far), register.contract(4, **elsewhere),
        register.contract(5, **elsewhere, status="ended"), register.contract(6, **elsewhere, product_names=[]),
    ])  # fmt: skip
    peers = contract_queries.one(contract_queries.by_id("c-1"), ON).peers
    assert (peers.by, peers.count, [line.contract_id for line, _ in peers.nearest]) == ("product", 1, ["c-4", "c-3"])


def test_vesting_day_is_drawn_when_it_is_decided_and_not_when_proposed(load: Loader) -> None:
    way = {
        "predecessor_code": "X-NMR",
        "successor_code": "X-FEN",
        "area": "Westmarch",
        "vesting_on": date(2028, 4, 1),
        "whole": True,
    }
    load(contracts=[register.contract(1)], successions=[way | {"status": "proposed", "scenario": "one"}])
    assert page_of("c-1").story.vesting_on is None
    load(contracts=[register.contract(1)], successions=[way | {"status": "decided"}])
    assert page_of("c-1").story.vesting_on == date(2028, 4, 1)


def test_a_contracts_twins(client: Client, three: actions.Loaded) -> None:
    data = json.loads(client.get("/contracts/c-1.json").content)
    assert (data["contract_id"], data["state"], data["ends_on"], data["council_code"]) == (
        "c-1",
        "late",
        "2027-12-31",
        "X-NMR",
    )
    assert data["decision"]["decide_by_earliest_on"]
    assert [fact["field"] for fact in data["facts"]] == ["ends_on", "notice_days"]
    assert csv_rows(client, "/contracts/c-1.csv")[0]["sources"] == "find_a_tender"
    assert client.get("/contracts/c-1.ics").content.count(b"BEGIN:VEVENT") == 1


@pytest.mark.parametrize(("path", "meant"), [
    ("/councils/northmor/", "/councils/northmoor/"), ("/suppliers/ledgerwel/", "/suppliers/ledgerwell-ltd/"),
    ("/products/taxpth/", "/products/taxpath/"),
])  # fmt: skip
def test_a_wrong_name_is_not_found_and_says_what_was_meant(
    client: Client, three: actions.Loaded, path: str, meant: str
) -> None:
    assert f'href="{meant}"' in text(client, path, 404)
    answer = client.get(path.rstrip("/") + ".json")
    assert (answer.status_code, json.loads(answer.content)["meant"][0]["url"]) == (404, meant)


def test_a_contract_nobody_knows_is_not_found(client: Client, three: actions.Loaded) -> None:
    assert "There is no such contract" in text(client, "/contracts/nothing-like-it/", 404)


def test_a_council_from_the_record_alone(client: Client, three: actions.Loaded) -> None:
    page = text(client, "/councils/northmoor/")
    for words in (
        "Northmoor District Council",
        "Two decisions this quarter, one already late.",
        "Revenues and benefits",
        "Ledgerwell Ltd",
        "/councils/northmoor/briefing/",
    ):
        assert words in page, words


def test_a_council_with_nothing_says_what_would_show_it(client: Client, load: Loader) -> None:
    load(contracts=[])
    page = text(client, "/councils/northmoor/")
    assert "No digital contract of this council is on the public record." in page
    assert "Its register of contracts would show it" in page


def test_in_use_after_recorded_expiry_is_said_neutrally(client: Client, load: Loader) -> None:
    sign = {
        "council_code": "X-NMR",
        "product_id": "taxpath",
        "product": "TaxPath",
        "evidence": "a page",
        "seen_on": date(2026, 5, 1),
        "source": "observed_systems",
    }
    load(
        contracts=[
            register.contract(
                1, ends_on=date(2021, 12, 31), ends_earliest_on=date(2021, 12, 31), ends_latest_on=date(2021, 12, 31)
            )
        ],
        observations=[sign],
    )
    for path in ("/councils/northmoor/", "/products/taxpath/"):
        page = text(client, path)
        assert "after recorded expiry" in page
        assert "may exist" in page


def test_shares_bound_what_is_not_known(client: Client, load: Loader) -> None:
    load(
        suppliers=[{"supplier_id": "a", "name": "Ledgerwell Ltd"}, {"supplier_id": "b", "name": "Brayside"}],
        contracts=[
            register.contract(1, supplier_ids=["a"]), register.contract(2, supplier_ids=["a"], value_net=None),
            register.contract(3, supplier_ids=["a", "b"]), register.contract(4, supplier_ids=[]),
        ],
    )  # fmt: skip
    page = text(client, "/councils/northmoor/")
    assert "at least £100,014" in page
    assert "at least £100,014, known for 1 of 3" in page
    assert "75% to 100%" in page  # the one that names nobody could be theirs too
    assert "not named" in page


def test_a_councils_rows_leave_with_their_sources(client: Client, three: actions.Loaded) -> None:
    rows = csv_rows(client, "/councils/northmoor.csv")
    assert {row["contract_id"] for row in rows} == {"c-1", "c-2"}
    assert {"title", "decide_by_earliest_on", "ends_on", "sources"} <= set(rows[0])
    data = json.loads(b"".join(client.get("/councils/northmoor.json").streaming_content))
    assert (data["council_code"], data["count"]) == ("X-NMR", 2)
    assert client.get("/councils/northmoor.ics").content.count(b"BEGIN:VEVENT") == 2


def test_who_runs_a_product_and_how_we_know(client: Client, three: actions.Loaded) -> None:
    page = text(client, "/products/taxpath/")
    assert "2 councils found to run it" in page
    rows = csv_rows(client, "/products/taxpath.csv")
    assert {(row["council_code"], bool(row["contract_id"]), bool(row["evidence"])) for row in rows} == {
        ("X-NMR", True, False), ("X-FEN", False, True),
    }  # fmt: skip


def test_a_supplier_and_its_names(client: Client, three: actions.Loaded) -> None:
    page = text(client, "/suppliers/ledgerwell-ltd/")
    assert "Also written Ledgerwell." in page
    assert json.loads(client.get("/suppliers/ledgerwell-ltd.json").content)["contracts"][0]["contract_id"] == "c-1"
    assert len(csv_rows(client, "/suppliers/ledgerwell-ltd.csv")) == 2


@pytest.mark.parametrize("path", ["/suppliers/", "/products/"])
def test_lists_of_names_forgive_and_page(client: Client, three: actions.Loaded, path: str) -> None:
    assert "1 supplier" in text(client, "/suppliers/?q=ledgrwell") or path == "/products/"
    assert "has a name like" in text(client, f"{path}?q=zzzzqqq")
    assert "There is no such page" in text(client, f"{path}?page=40")
    assert text(client, f"{path}?page=seven")
    assert len(csv_rows(client, f"{path.rstrip('/')}.csv")) == 1
    assert json.loads(client.get(f"{path.rstrip('/')}.json").content)["count"] == 1


def test_about_the_data(client: Client, three: actions.Loaded) -> None:
    page = text(client, "/data/")
    for words in (
        "Open Government Licence",
        "CC-BY-4.0",
        "A register of 3 contracts, built on 23 November 2026",
        "Agreed end",
        "Json invalid",
        "Line 3 is not JSON.",
    ):
        assert words in page, words
    data = json.loads(client.get("/data.json").content)
    assert data["register"]["contracts"] == 3
    assert {source["key"] for source in data["sources"]} >= {"find_a_tender", "council_names"}


def test_issues_can_be_narrowed_and_taken_along(client: Client, three: actions.Loaded) -> None:
    assert "Line 3 is not JSON." in text(client, "/data/issues/?code=json_invalid")
    assert "No such issue" in text(client, "/data/issues/?code=nothing")
    assert csv_rows(client, "/data/issues.csv")[0]["code"] == "json_invalid"


def test_councils_alike_are_named_with_sense_and_reason(client: Client, load: Loader) -> None:
    alike = {"council_code": "X-NMR", "other_code": "X-FEN", "rank": 1, "score": 0.9}
    load(likenesses=[
        alike | {"sense": "neighbours", "why": "They share a border."}, alike | {"sense": "kind_size", "why": "Both are districts."},
        alike | {"sense": "products", "rank": 9, "why": "Too far down."},
    ])  # fmt: skip
    page = text(client, "/councils/northmoor/")
    assert page.index("Both are districts.") < page.index("They share a border.")
    assert "Too far down" not in page
    assert 'href="/compare/?council=northmoor&amp;council=fenwick"' in page
    assert "Nothing is known yet in what this council is like another" in text(client, "/councils/fenwick/")


def test_about_the_data_says_what_was_expected_and_what_does_not_fit(client: Client, load: Loader) -> None:
    row = {"known": 3, "total": 4, "words": "3 of 4 fit."}
    load(
        contracts=[register.contract(1)],
        coverage=[
            row | {"scope": "brought", "key": "find_a_tender", "measure": "contracts", "words": "1 of 1.", "first_on": date(2026, 1, 1), "last_on": date(2026, 11, 17)},
            row | {"scope": "expected", "key": "find_a_tender", "measure": "01 begins", "words": "x Here 3 of 4 do.", "state": "odd"},
            row | {"scope": "expected", "key": "find_a_tender", "measure": "05 days_old", "words": "x", "state": "odd"},
            row | {"scope": "expected", "key": "find_a_tender", "measure": "99 gone", "words": "Of an older version.", "state": "odd"},
            row | {"scope": "check", "key": "tax_fits", "measure": "sound", "state": "odd"},
            row | {"scope": "trap", "key": "long", "measure": "contracts", "words": "3 of 4 are long."},
        ],
        supplier_names=[{"supplier_id": "GB-COH:01", "name": name, "score": 1.0} for name in ("Ledgerwell", "LEDGERWELL LTD")],
    )  # fmt: skip
    page = text(client, "/data/")
    for words in ("Here 3 of 4 do.", "Not so", "3 of 4 are long.", 'href="/data/issues/?code=odd_tax_fits"', "Suppliers written in more than one way", "17 Nov 2026"):  # fmt: skip
        assert words in page, words
    assert "It is of 17 November 2026." in page  # six days old, whatever it was at the build
    assert page.count("As expected") == 1
    assert "Of an older version" not in page
    data = json.loads(client.get("/data.json").content)
    assert (data["linkage"]["spellings"], data["linkage"]["several"]) == (2, 1)
    assert {one["scope"] for one in data["coverage"]} == {"brought", "expected", "check", "trap"}


def test_changes_as_page_json_and_feed(client: Client, three: actions.Loaded) -> None:
    assert "Revenues and benefits" in text(client, "/changes/")
    assert json.loads(client.get("/changes.json").content)["changes"][0]["contract_id"] == "c-1"
    feed = client.get("/changes.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert b'<link href="http://testserver/contracts/c-1/"' in feed.content


@pytest.mark.parametrize(
    "path",
    ["/suppliers/", "/products/", "/councils/", "/data/", "/changes/", "/contracts/", "/search/", "/data/issues/"],
)
def test_without_a_register_every_page_offers_a_next_act(client: Client, path: str) -> None:
    page = text(client, path).split("<main")[1]
    assert "<a href=" in page


def test_the_national_picture(three: actions.Loaded) -> None:
    picture = contracts.national_picture(ON)
    assert (picture.until, picture.to_decide, picture.late, picture.dated, picture.contracts) == (
        date(2027, 6, 30),
        1,
        1,
        2,
        3,
    )
    assert (picture.ends_known, picture.value_known, picture.councils, picture.councils_counted) == (2, 2, 2, 1)
    assert [(one.council.code, one.to_decide, one.step) for one in picture.on_map] == [
        ("X-FEN", 0, "none"),
        ("X-NMR", 1, "2"),
    ]
    assert [count for _, _, count in picture.by_step] == [0, 1, 0, 0, 0, 1]
    assert (picture.built_on, picture.is_sample, len(picture.changes)) == (date(2026, 11, 23), True, 1)


def test_without_a_register_there_is_an_empty_picture(db: None) -> None:
    picture = contracts.national_picture(ON)
    assert (picture.to_decide, picture.contracts, picture.on_map, picture.built_on) == (0, 0, (), None)


def test_views_for_the_briefing(three: actions.Loaded) -> None:
    views = contracts.views_for_brief("X-NMR")
    assert [view.contract_id for view in views] == ["c-1", "c-2"]
    assert views[0].category_name == "Revenues and benefits"
    assert [cited.contract_id for view in views for cited in view.sources] == ["c-1", "c-2"]
    told = record.look_up(["c-1", "c-2", "c-none"])
    assert next((line.label, line.seen_on) for line in told["c-1"]) == ("Contract details notice", date(2026, 10, 1))
    assert next((line.label, line.url) for line in told["c-2"]) == ("Find a Tender", "")
    assert told.keys() == {"c-1", "c-2"}
    assert contracts.views_for_brief("X-NOT") == []


def test_a_briefing_knows_what_a_contract_renewed(three: actions.Loaded) -> None:
    before, after = Contract.objects.get(contract_id="c-2"), Contract.objects.get(contract_id="c-1")
    Lineage.objects.all().delete()
    Lineage.objects.create(child=after, parent=before, kind="renewal_of", score=0.9)
    said = {view.contract_id: view.renews for view in contracts.views_for_brief("X-NMR")}
    assert said["c-1"].startswith(("the contract", "an earlier contract"))
    assert said["c-2"] == ""


def test_moments_are_kept_with_their_zone(three: actions.Loaded) -> None:
    from guildhall.rooms.contracts.models import Register  # noqa: PLC0415 -- beside its one use

    assert Register.objects.get().built_at == datetime(2026, 11, 23, 6, tzinfo=UTC)
    assert Contract.objects.count() == 3
