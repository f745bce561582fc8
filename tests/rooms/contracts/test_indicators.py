"""The catalogue of questions and the page of one: what was found here, how it is answered, and its twins."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from django.test import Client

from guildhall.engine import indicators
from guildhall.engine.indicators import worked
from guildhall.rooms.contracts import actions
from guildhall.rooms.contracts.queries import findings, radar
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries.asked import Asked
from tests.factories import register

pytestmark = pytest.mark.django_db
Loader = Callable[..., actions.Loaded]
ON = register.ON


def finding(number: int, code: str, status: str, **facts: object) -> dict[str, object]:
    return {"contract_id": f"c-{number}", "indicator": code, "status": status, "words": f"{code} says {status}.", "inputs": [], "missing": []} | facts  # fmt: skip


@pytest.fixture
def several(load: Loader) -> actions.Loaded:
    """Four contracts, the last one ended; L1 found on two, T1 on one."""
    return load(
        contracts=[*(register.contract(number) for number in (1, 2, 3)), register.contract(4, status="ended")],
        findings=[
            finding(1, "L1", "act", quote="only this firm"), finding(2, "L1", "ok"), finding(4, "L1", "act"),
            finding(3, "T1", "watch"), finding(9, "T1", "act"),
        ],
    )  # fmt: skip


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_what_nobody_answered_cannot_be_told(several: actions.Loaded) -> None:
    found = findings.tally(indicators.by_code("L1"), ON)
    assert found.counts == {"act": 2, "watch": 0, "ok": 1, "unknown": 1, "not_applicable": 0}
    assert found.live == {"act": 1, "watch": 0, "ok": 1, "unknown": 1, "not_applicable": 0}
    assert (found.known, found.asked) == (3, 4)
    assert findings.tally(indicators.by_code("C1"), ON).counts["unknown"] == 4


def test_the_index_holds_only_questions_that_occur(several: actions.Loaded) -> None:
    index = arrays.current()
    assert index.indicators == ("L1", "T1")
    assert index.findings.shape == (2, 4)
    assert index.findings.dtype == "uint8"


def test_the_page_of_a_question(client: Client, several: actions.Loaded) -> None:
    page = text(client, "/indicators/L1/")
    for words in (
        "Has the buyer itself stated that only one supplier is possible?", "3 of 4", "How it is worked out",
        'href="/contracts/?finding=L1:act"', "/contracts/c-1/", "Worked examples",
    ):  # fmt: skip
        assert words in page, words
    assert "/contracts/c-2/" not in page
    assert "<script" not in page.split("<main")[1]


def test_its_examples_and_thresholds_are_tables(client: Client, several: actions.Loaded) -> None:
    known = indicators.by_code("T1")
    page = text(client, "/indicators/t1/")
    for example in worked.examples(known):
        assert example.name in page
        assert example.sentence in page
    assert [line.key for line in worked.lines(known, ON)] == ["initial_term_digital", "initial_term_other"]
    assert "36 months" in page
    assert page.count("<h2") == page.count("</h2>") > 4


def test_every_question_has_its_page(client: Client, several: actions.Loaded) -> None:
    for one in indicators.INDICATORS:
        page = text(client, f"/indicators/{one.code}/")
        assert page.count("<h1") == 1
        assert worked.examples(one), one.code


def test_twins_of_a_question(client: Client, several: actions.Loaded) -> None:
    data = json.loads(client.get("/indicators/L1.json").content)
    assert (data["found"]["act"], data["answered"], data["asked"]) == (2, 3, 4)
    assert data["examples"][0]["sentence"]
    rows = list(csv.DictReader(io.StringIO(b"".join(client.get("/indicators/L1.csv").streaming_content).decode())))
    assert [(row["contract_id"], row["status"], row["quote"]) for row in rows] == [
        ("c-1", "act", "only this firm"), ("c-4", "act", ""),
    ]  # fmt: skip


def test_the_catalogue_by_its_dimensions(client: Client, several: actions.Loaded) -> None:
    page = text(client, "/indicators/")
    for one in indicators.INDICATORS:
        assert f'href="/indicators/{one.code}/"' in page
    data = json.loads(client.get("/indicators.json").content)["indicators"]
    assert [one["code"] for one in data] == [one.code for one in indicators.INDICATORS]
    rows = list(csv.DictReader(io.StringIO(b"".join(client.get("/indicators.csv").streaming_content).decode())))
    assert next(row for row in rows if row["code"] == "L1") == {
        "code": "L1", "name": "Lock-in the buyer declared", "dimension": "Dependency", "subject": "contract",
        "act": "2", "watch": "0", "ok": "1", "unknown": "1", "not_applicable": "0",
    }  # fmt: skip


def test_a_question_asked_of_councils_is_counted_by_councils(client: Client, load: Loader) -> None:
    one = next(one for one in indicators.INDICATORS if "contract" not in one.asked_of)
    subject = one.asked_of[0]
    row = {"subject": subject, "scope": "", "indicator": one.code, "words": "x", "inputs": [], "missing": []}
    load(contracts=[register.contract(1)], portfolio_findings=[
        row | {"subject_id": "a", "status": "act"}, row | {"subject_id": "b", "status": "unknown"},
    ])  # fmt: skip
    found = findings.tally(one, ON)
    assert (found.subject, found.counts["act"], found.counts["unknown"], found.live, found.asked) == (
        subject,
        1,
        1,
        {},
        2,
    )
    page = text(client, f"/indicators/{one.code}/")
    assert f"/contracts/?finding={one.code}" not in page
    assert "1 of 2" in page


def test_a_question_asked_of_several_counts_each_apart(client: Client, load: Loader) -> None:
    one = next(one for one in indicators.INDICATORS if "contract" in one.asked_of and len(one.asked_of) > 1)
    subject = one.asked_of[1]
    load(contracts=[register.contract(1)], findings=[finding(1, one.code, "watch")], portfolio_findings=[
        {"subject": subject, "subject_id": "a", "indicator": one.code, "status": "act", "words": "x", "inputs": [], "missing": []},
    ])  # fmt: skip
    found = findings.tally(one, ON)
    assert (found.subject, found.counts["watch"], found.counts["act"]) == ("contract", 1, 0)
    assert [(each, counts["act"]) for each, counts in found.also] == [(subject, 1)]
    assert f"Asked of {'categories' if subject == 'category' else subject + 's'}" in text(
        client, f"/indicators/{one.code}/"
    )


def test_old_addresses_and_wrong_ones(client: Client, several: actions.Loaded) -> None:
    assert client.get("/data/indicators/T1/").headers["Location"] == "/indicators/T1/"
    assert "There is no such indicator" in text(client, "/indicators/Z9/", 404)
    assert json.loads(client.get("/indicators/Z9.json").content)["error"] == "There is no indicator at this address."


def test_without_a_register_there_is_still_a_catalogue(client: Client, db: None) -> None:
    assert "Nothing has been asked this question yet" in text(client, "/indicators/T1/")
    assert "/indicators/T1/" in text(client, "/indicators/")


@pytest.mark.parametrize("path", ["/indicators/", "/indicators/L1/"])
def test_a_page_costs_few_queries(
    client: Client, several: actions.Loaded, django_assert_max_num_queries: Callable, path: str
) -> None:
    client.get(path)
    with django_assert_max_num_queries(6):
        client.get(path)


def test_marks_of_a_contract_lead_to_their_questions(client: Client, several: actions.Loaded) -> None:
    page = text(client, "/contracts/c-1/")
    assert 'href="/indicators/L1/" title="Lock-in the buyer declared"' in page
    assert 'aria-label="Lock-in the buyer declared: Act"' in page


def listed(**wish: object) -> list[str]:
    return sorted(row.contract_id for row in radar.listing(Asked(**wish), ON, to_decide=False).rows)


@pytest.mark.parametrize(("wish", "ids"), [
    (("L1:act",), ["c-1", "c-4"]), (("L1:act", "L1:ok"), ["c-1", "c-2", "c-4"]), (("L1:unknown",), ["c-3"]),
    (("L1:unknown", "T1:watch"), ["c-3"]), (("L1:act", "T1:watch"), []), (("C1:unknown",), ["c-1", "c-2", "c-3", "c-4"]),
    (("C1:act",), []),
])  # fmt: skip
def test_contracts_by_what_was_found(several: actions.Loaded, wish: tuple[str, ...], ids: list[str]) -> None:
    assert listed(findings=wish, digital="all", window="any") == ids


def test_findings_are_counted_without_their_own_choice(several: actions.Loaded) -> None:
    plain = {one.key: one.count for one in radar.listing(Asked(), ON).by_finding}
    assert plain == {"L1:act": 1, "T1:watch": 1}
    chosen = {one.key: one.count for one in radar.listing(Asked(findings=("L1:ok",)), ON).by_finding}
    assert chosen == {"L1:act": 1, "L1:ok": 1}
    nothing = {one.key: one.count for one in radar.listing(Asked(findings=("C1:act",)), ON).by_finding}
    assert nothing == {"C1:act": 0}


def test_twins_and_pages_keep_the_finding(client: Client, several: actions.Loaded) -> None:
    page = text(client, "/radar/?finding=L1:act&finding=Z9:act")
    assert "“Z9:act” is not a finding we know" in page
    assert 'href="/radar.csv?finding=L1:act"' in page
    assert 'value="L1:act" checked' in page
    rows = list(
        csv.DictReader(io.StringIO(b"".join(client.get("/radar.csv?finding=L1:act").streaming_content).decode()))
    )
    assert [row["contract_id"] for row in rows] == ["c-1"]
    data = json.loads(b"".join(client.get("/contracts.json?finding=L1:act").streaming_content))
    assert [one["contract_id"] for one in data["contracts"]] == ["c-1", "c-4"]
    assert b"c-2@guildhall" not in client.get("/radar.ics?finding=L1:act").content


def test_a_list_can_be_followed(client: Client, several: actions.Loaded) -> None:
    answer = client.get("/radar.atom?finding=L1:act")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = answer.content.decode()
    assert feed.count("<entry>") == 1
    assert "Northmoor: Contract number 1" in feed
    assert 'href="http://testserver/radar/?finding=L1:act"' in feed
    assert "tag:guildhall,2026:contract:c-1:2027-03-31:later" in feed
    assert "Ended." in client.get("/contracts.atom?finding=L1:act").content.decode()
