"""Home, the map's figures, a council's briefing, and addresses nobody knows."""

import csv
import io
from datetime import date

import pytest
from django.test import Client

from guildhall.briefing import national, queries, views
from guildhall.core import access
from guildhall.rooms.councils.models import Council
from tests.factories import register

ON = register.ON


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.mark.django_db
def test_home_on_an_empty_site_asks_and_says_what_is_missing(client: Client) -> None:
    body = client.get("/").content.decode()
    assert "Which council are you?" in body
    assert "No council of this register has a place on the map." in body
    assert "Nothing has changed yet." in body
    assert "Sample data" not in body


@pytest.mark.usefixtures("three")
def test_home_counts_with_coverage(client: Client) -> None:
    body = client.get("/").content.decode()
    assert "contracts to decide by 30 June 2027" in body or "contract to decide by 30 June 2027" in body
    assert "of contracts have an end date" in body
    assert body.count("data-url=") == 2
    assert 'action="/councils/find/"' in body


@pytest.mark.usefixtures("three")
def test_the_map_has_a_table_and_twins_with_the_same_figures(client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(b"".join(client.get("/map.csv").streaming_content).decode())))
    body = client.get("/map.json").json()
    assert {row["council_code"] for row in rows} == {"X-NMR", "X-FEN"}
    assert [row["council"] for row in rows] == [one["council"] for one in body["councils"]]
    page = client.get("/map/").content.decode()
    assert all(row["council"] in page for row in rows)
    assert client.get("/map/?page=99").status_code == 200
    assert client.get("/map/?page=x").status_code == 200


@pytest.mark.usefixtures("three")
def test_a_briefing_and_its_json_say_the_same(client: Client) -> None:
    body = client.get("/councils/northmoor/briefing.json").json()
    page = client.get("/councils/northmoor/briefing/").content.decode()
    assert {"council", "on", "register_built_on", "coverage", "items"} <= set(body)
    assert body["council"] == "Northmoor District Council"
    assert body["on"] == "2026-11-23"
    assert 1 <= len(body["items"]) <= 10
    assert page.count("data-briefing-item") == len(body["items"])
    for item in body["items"]:
        assert {"kind", "headline", "decide_by", "why", "unknown", "action", "sources"} <= set(item)
        assert item["sources"]
        assert set(item["action"]) == {"label", "url"}
    assert "Worked out on 23 November 2026 at" in page
    assert f"{body['coverage']['known']} of {body['coverage']['total']}" in page


@pytest.mark.usefixtures("three")
def test_a_council_by_its_code_and_one_nobody_knows(client: Client) -> None:
    assert client.get("/councils/X-NMR/briefing/").status_code == 200
    assert client.get("/councils/nowhere/briefing/").status_code == 404
    assert client.get("/councils/nowhere/briefing.json").status_code == 404


@pytest.mark.usefixtures("three")
def test_a_council_without_contracts_still_has_a_briefing(client: Client) -> None:
    Council.objects.create(code="X-NEW", slug="newton", name="Newton District Council", kind="NMD")
    page = client.get("/councils/newton/briefing/").content.decode()
    assert "Newton District Council" in page
    assert "Nothing to assess yet" in page


@pytest.mark.usefixtures("three")
def test_a_wrong_address_says_what_it_may_have_meant(client: Client) -> None:
    answer = client.get("/councils/northmor/")
    assert answer.status_code == 404
    assert "Northmoor District Council" in answer.content.decode()
    assert client.get("/no/such/page/").status_code == 404


def test_what_is_broken_is_said_without_the_database(rf) -> None:
    answer = views.broken(rf.get("/"))
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()


@pytest.mark.usefixtures("three")
def test_a_briefing_is_made_once_for_each_load_and_few_queries_make_it(django_assert_max_num_queries) -> None:
    council = Council.objects.get(code="X-NMR")
    with django_assert_max_num_queries(22):
        first = queries.briefing(council, ON)
    with django_assert_max_num_queries(1):
        assert queries.briefing(council, ON) is first


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/style-guide/", "/accessibility/"])
def test_pages_about_the_house(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


def test_every_view_of_ours_is_public() -> None:
    assert {access.rules_of(view) for view in (views.home, views.briefing, views.council_map, views.broken)} == {
        ("public",)
    }


@pytest.mark.parametrize(("part", "whole", "said"), [
    (1, 7, "1 in 7"), (6, 10, "6 in 10"), (10, 10, "10 in 10"), (0, 10, "None"), (0, 0, "None"), (1, 1500, "1 in 1,500"),
])  # fmt: skip
def test_shares_in_words(part: int, whole: int, said: str) -> None:
    assert national.one_in(part, whole) == said


@pytest.mark.parametrize(("day", "said"), [
    (ON, "Today"), (date(2026, 11, 22), "Yesterday"), (date(2026, 11, 20), "20 November"), (date(2025, 5, 3), "3 May 2025"),
    (None, "Not dated"),
])  # fmt: skip
def test_days_of_changes(day: date | None, said: str) -> None:
    assert national.when(day, ON) == said
