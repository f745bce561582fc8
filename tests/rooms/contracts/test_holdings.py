"""What is held of each council, and the letter about what is missing, in all their forms."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from guildhall.rooms.contracts import actions
from tests.factories import register

pytestmark = pytest.mark.django_db
Loader = Callable[..., actions.Loaded]


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def arrived(source: str, known: int, total: int, first: date, last: date) -> dict[str, object]:
    return {"scope": "arrived", "key": "X-NMR", "measure": source, "known": known, "total": total, "words": "x", "first_on": first, "last_on": last}  # fmt: skip


def filled(load: Loader, number: int) -> actions.Loaded:
    """One council with so many contracts without an end, one sound one, and one that the register alone knows."""
    lacking = [
        register.contract(each, ends_on=None, value_net=None, last_seen_on=date(2026, 1, each % 28 + 1)) for each in range(number)
    ]  # fmt: skip
    return load(
        contracts=[
            *lacking, register.contract(100), register.contract(101, sources=["council_registers"]),
            register.contract(102, ends_on=None, last_seen_on=date(2015, 1, 1)),
        ],
        claims=[register.claim("c-101", "title", "x", source="council_registers"), register.claim("c-101", "value_year", "5", source="council_registers")],
        notices=[{"notice_id": "2-2026", "source": "find_a_tender", "kind": "UK7", "published_on": date(2026, 1, 2), "contract_ids": ["c-0"], "council_codes": ["X-NMR"]}],
        issues=[
            {"file": "contracts of X-NMR", "row": "c-100", "severity": "warning", "code": "odd_tax_fits", "reason": "The sums with and without tax lie far apart."},
            {"file": "contracts of X-FEN", "row": "c-7", "severity": "warning", "code": "odd_tax_fits", "reason": "Another council's."},
        ],
        coverage=[
            arrived("find_a_tender", number + 2, number + 3, date(2022, 12, 1), date(2026, 10, 1)),
            arrived("council_registers", 1, number + 3, date(2026, 9, 30), date(2026, 9, 30)),
            arrived("council_spend", 70, 90, date(2025, 4, 1), date(2026, 3, 31)),
            {"scope": "council", "key": "X-NMR", "measure": "ends_on", "known": 2, "total": number + 3, "words": "x"},
        ],
    )  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("path", "cost"),
    [("/data/councils/", 2), ("/data/councils/northmoor/", 10), ("/data/councils/northmoor/letter/", 10)],
)
def test_a_page_costs_the_same_however_long(
    client: Client, load: Loader, django_assert_max_num_queries: Callable, *, path: str, cost: int, number: int
) -> None:
    filled(load, number)
    client.get(path)
    with django_assert_max_num_queries(cost):
        assert client.get(path).status_code == 200


def test_what_is_held_of_every_council(client: Client, load: Loader) -> None:
    filled(load, 1)
    page = text(client, "/data/councils/")
    assert "Something is held of 1 council: the register of contracts of 1, payments of 1." in page
    assert "Northmoor District Council" in page
    assert "Fenwick" not in page.split("<main")[1]
    assert "Nothing is held of a council with a name like “zz”" in text(client, "/data/councils/?q=zz")
    data = json.loads(client.get("/data/councils.json").content)["councils"]
    assert [(one["code"], one["contracts"], one["with_end"], len(one["arrived"])) for one in data] == [
        ("X-NMR", 4, 2, 3)
    ]
    rows = list(csv.DictReader(io.StringIO(b"".join(client.get("/data/councils.csv").streaming_content).decode())))
    assert rows[0]["newest_document"] == "2026-10-01"
    assert rows[0]["sources"] == "council_registers|council_spend|find_a_tender"


def test_what_is_held_of_one_council(client: Client, load: Loader) -> None:
    filled(load, 1)
    page = text(client, "/data/councils/northmoor/")
    for words in (
        "4 contracts from 2 sources", "2 of 4", "90 payments", "Review date", "The sums with and without tax lie far apart.",
        "/data/councils/northmoor/letter/", "31 Mar 2026",
    ):  # fmt: skip
        assert words in page, words
    assert "Another council" not in page
    known = {
        one["field"]: (one["known"], one["total"])
        for one in json.loads(client.get("/data/councils/northmoor.json").content)["known"]
    }
    assert (known["ends_on"], known["title"], known["value"], known["review_on"]) == ((2, 4), (4, 4), (3, 4), (0, 4))
    rows = list(
        csv.DictReader(io.StringIO(b"".join(client.get("/data/councils/northmoor.csv").streaming_content).decode()))
    )
    assert rows[0] == {"field": "title", "known": "4", "contracts": "4"}


def test_the_letter_names_each_row(client: Client, load: Loader) -> None:
    filled(load, 2)
    made = json.loads(client.get("/data/councils/northmoor/letter.json").content)
    sections = {one["heading"]: one for one in made["sections"]}
    assert [row["contract_id"] for row in sections["End dates"]["rows"]] == ["c-1", "c-0"]
    assert (
        "1 older contract that lack one" in sections["End dates"]["words"][1]
        or "older" in sections["End dates"]["words"][1]
    )
    assert sections["End dates"]["rows"][1]["document"] == "Find a Tender 2-2026"
    assert [row["odd"] for row in sections["Dates and sums that do not fit"]["rows"]] == [
        "The sums with and without tax lie far apart."
    ]
    assert {row["contract_id"] for row in sections["Register of contracts"]["rows"]} == {"c-0", "c-1", "c-100"}
    assert "We found nothing in it on: department responsible" in " ".join(sections["Register of contracts"]["words"])
    assert "end on 31 March 2026" in sections["Payments"]["words"][0]
    assert "Ledgerwell" not in json.dumps(made)


def test_the_letter_as_page_and_as_text(client: Client, load: Loader) -> None:
    filled(load, 45)
    page = text(client, "/data/councils/northmoor/letter/")
    assert "And 5 more contracts" in page
    assert page.count("<h1") == 1
    assert "What we could not check" in page
    answer = client.get("/data/councils/northmoor/letter.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content.decode().count("; c-") > 45


def test_a_council_of_which_nothing_is_held(client: Client, load: Loader) -> None:
    filled(load, 1)
    page = text(client, "/data/councils/fenwick/")
    assert "No document that tells of a contract of this council is held." in page
    assert "We hold no document that tells of a contract of your council." in text(
        client, "/data/councils/fenwick/letter.txt"
    )


def test_unknown_councils_and_no_register(client: Client, db: None) -> None:
    assert "There is no such council" in text(client, "/data/councils/nowhere/", 404)
    assert client.get("/data/councils/nowhere/letter.txt").status_code == 404
    assert "Nothing is held of any council yet" in text(client, "/data/councils/")
