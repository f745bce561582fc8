"""Everything in the public data builds, and its Procurement Act contracts come out with their true dates.

The truth is worked out here by another, slower reading: plain JSON, plain loops, nothing of the engine but the finding
of councils in buyers' names.
"""

import gzip
import json
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from guildhall.engine import build
from guildhall.engine.link import councils
from guildhall.engine.register import Register, open_register

pytestmark = pytest.mark.real
LONDON = ZoneInfo("Europe/London")


@pytest.fixture(scope="module")
def register(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Register:
    home = tmp_path_factory.mktemp("real") / "register"
    build.build([real_data / "ocds", real_data / "registers", real_data / "suppliers"], home)
    with open_register(home) as held:
        yield held


def day(published: str) -> str:
    """The London day; the last second of a day means that day, whatever its zone says."""
    if "T23:59:59" in published:
        return published[:10]
    moment = datetime.fromisoformat(published)
    return (moment.astimezone(LONDON) if moment.tzinfo else moment).date().isoformat()


def kind_of(release: dict) -> str:
    for part in ("contracts", "awards"):
        for each in release.get(part) or []:
            for paper in each.get("documents") or []:
                if paper.get("id") == release["id"] and paper.get("noticeType"):
                    return paper["noticeType"]
    return ""


def act_contracts(path: Path) -> dict[tuple[str, str], dict[str, str | None]]:
    """(ocid, contract id) to start, end and last possible end, from the newest contract details notice (UK7)."""
    notices = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            release = json.loads(line)
            basis = (release.get("tender") or {}).get("legalBasis") or {}
            if basis.get("scheme") == "UKPGA" and kind_of(release) == "UK7":
                notices[release["ocid"]].append(release)
    found = {}
    for ocid, releases in notices.items():
        for release in sorted(releases, key=lambda r: r["id"][7:] + r["id"][:6]):
            if not councils.find(release["buyer"]["name"]).codes:
                continue
            for contract in release.get("contracts") or []:
                period = contract.get("period") or {}
                found[ocid, contract["id"]] = {
                    "starts_on": day(period["startDate"]) if period.get("startDate") else None,
                    "ends_on": day(period["endDate"]) if period.get("endDate") else None,
                    "last_end_on": day(period["maxExtentDate"]) if period.get("maxExtentDate") else None,
                    "renewal": contract.get("hasRenewal"),
                }
    return found


def test_every_act_contract_of_a_council_appears_with_its_true_dates(real_data: Path, register: Register) -> None:
    rows = {row["contract_id"]: row for row in register.rows("contracts")}
    truth = act_contracts(real_data / "ocds" / "releases.jsonl.gz")
    assert len(truth) > 150
    wrong = []
    for (ocid, number), true in truth.items():
        row = rows.get(f"{ocid.removeprefix('ocds-')}-{number.lower()}")
        if row is None:
            wrong.append((ocid, number, "missing"))
            continue
        got = {name: row[name].isoformat() if row[name] else None for name in ("starts_on", "ends_on", "last_end_on")}
        last = true["last_end_on"]
        if last is None and not true["renewal"]:
            last = true["ends_on"]  # no extension declared: it ends when it ends
        want = {"starts_on": true["starts_on"], "ends_on": true["ends_on"], "last_end_on": last}
        if got != want:
            wrong.append((ocid, number, want, got))
    assert wrong == []


def test_a_register_that_lies_in_two_files_is_counted_once(real_data: Path, tmp_path: Path, register: Register) -> None:
    spend = real_data / "spend" / "odileeds_layouts" / "salford" / "clean"
    held = {row["contract_id"] for row in register.rows("contracts", ["contract_id"]) if "-slf-" in row["contract_id"]}
    build.build([real_data / "registers", spend], tmp_path / "register")
    with open_register(tmp_path / "register") as both:
        again = {row["contract_id"] for row in both.rows("contracts", ["contract_id"])}
        read = {entry["name"]: entry["kind"] for entry in both.manifest["inputs"]}
    assert read["clean/2022-07.csv.gz"] == "council_register"
    assert len(again) == 360
    assert again == held


def test_no_address_person_or_machine_path_gets_in(real_data: Path, register: Register) -> None:
    assert not any(
        str(real_data) in text
        for text in (json.dumps(register.manifest), register.raw("datapackage.json").read().decode())
    )
    assert "contactPoint" not in json.dumps(register.manifest)


def test_most_contracts_have_an_end_and_each_says_where_from(register: Register) -> None:
    contracts = {row["contract_id"]: row for row in register.rows("contracts", ["contract_id", "ends_on"])}
    won = {
        row["contract_id"]: row["value"]
        for row in register.rows("claims", ["contract_id", "field", "value", "state"])
        if row["field"] == "ends_on" and row["state"] == "won"
    }
    ended = {key: row["ends_on"].isoformat() for key, row in contracts.items() if row["ends_on"]}
    assert len(ended) > 0.7 * len(contracts)
    by_length = {key for key in ended if key not in won}
    assert len(by_length) < 0.05 * len(ended)
    assert all(ended[key] == value for key, value in won.items())
