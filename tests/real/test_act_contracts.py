"""Every Procurement Act contract of a council stands in the register with its true start, end and last possible end.

The truth is read here a second time, slowly and with plain json and csv, by rules of its own; nothing of our reading
of notices is used. A contract is looked for by its process and its three dates, so that no opinion on identifiers helps.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter, defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest

from guildhall.engine.build import build

pytestmark = pytest.mark.real
LONDON = ZoneInfo("Europe/London")


class Term(NamedTuple):
    starts_on: date | None
    ends_on: date | None
    last_end_on: date | None


def day(moment: str | None) -> date | None:
    """The day that is written, for the first and the last second of a day; else the day in London."""
    if not moment:
        return None
    if moment[10:] == "" or moment[11:19] in {"00:00:00", "23:59:59"}:
        return date.fromisoformat(moment[:10])
    return datetime.fromisoformat(moment).astimezone(LONDON).date()


def plain(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in name.lower().replace("&", " and ")).split())


def council_names(folder: Path) -> set[str]:
    with (folder / "councils/mysociety_uk_la/lookup_name_to_registry.csv").open(encoding="utf-8-sig") as opened:
        return {plain(row["la-name"]) for row in csv.DictReader(opened)}


def notice_type(release: dict) -> str:
    for section in ("contracts", "awards"):
        for one in release.get(section) or []:
            for paper in one.get("documents") or []:
                if paper.get("noticeType") and paper.get("id") == release["id"]:
                    return paper["noticeType"]
    return ""


def term(period: dict, flagged: bool) -> Term:
    end = day(period.get("endDate"))
    last = day(period.get("maxExtentDate")) or (None if flagged else end)
    return Term(day(period.get("startDate")), end, last)


def changed(old: Term, period: dict) -> Term:
    """A change notice's period is the day of the change, unless it ends later than it starts."""
    start, end, last = (day(period.get(key)) for key in ("startDate", "endDate", "maxExtentDate"))
    if end and start and end > start:
        return Term(old.starts_on, end, last or end)
    return old._replace(last_end_on=last) if last and start and last > start else old


def is_council(release: dict, names: set[str]) -> bool:
    buyers = [p.get("name") or "" for p in release["parties"] if "buyer" in (p.get("roles") or [])]
    return bool(buyers) and all(plain(name) in names for name in buyers)


@pytest.fixture(scope="module")
def truth(real_data: Path) -> dict[str, dict[str, Term]]:
    """Process to award to term: the newest contract notice counts, an award notice only where there is none."""
    names = council_names(real_data)
    notices: dict[str, list[tuple[str, str, dict]]] = defaultdict(list)
    with gzip.open(real_data / "ocds/releases.jsonl.gz", "rt", encoding="utf-8") as opened:
        for line in opened:
            release = json.loads(line)
            if ((release.get("tender") or {}).get("legalBasis") or {}).get("scheme") != "UKPGA":
                continue
            kind = notice_type(release)
            if kind in {"UK5", "UK6", "UK7", "UK10"} and is_council(release, names):
                number, year = release["id"].split("-")
                notices[release["ocid"]].append((f"{year}-{number}", kind, release))
    found: dict[str, dict[str, Term]] = {}
    for ocid, told in notices.items():
        terms: dict[str, tuple[bool, Term]] = {}
        for _, kind, release in sorted(told, key=lambda one: one[0]):
            if kind == "UK10":
                for contract in release["contracts"]:
                    if old := terms.get(contract["awardID"]):
                        terms[contract["awardID"]] = old[0], changed(old[1], contract.get("period") or {})
                continue
            if kind == "UK7":
                for contract in release["contracts"]:
                    terms[contract["awardID"]] = (
                        True,
                        term(contract.get("period") or {}, bool(contract.get("hasRenewal"))),
                    )
                continue
            for award in release["awards"]:
                if not terms.get(award["id"], (False,))[0]:
                    terms[award["id"]] = False, term(award.get("contractPeriod") or {}, bool(award.get("hasRenewal")))
        found[ocid] = {award: of for award, (_, of) in terms.items()}
    return found


@pytest.fixture(scope="module")
def built(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict]]:
    home = tmp_path_factory.mktemp("real") / "register"
    build([real_data / "ocds/releases.jsonl.gz"], home, workers=1)
    rows: dict[str, list[dict]] = defaultdict(list)
    for row in pq.read_table(home / "contracts.parquet").to_pylist():
        for ocid in row["ocids"]:
            rows[ocid].append(row)
    return rows


def test_the_truth_is_not_empty(truth: dict[str, dict[str, Term]]) -> None:
    assert len(truth) > 150
    terms = [of for awards in truth.values() for of in awards.values()]
    assert len(terms) > 200
    assert sum(of.starts_on is not None and of.ends_on is not None for of in terms) / len(terms) > 0.95


def test_every_council_contract_is_there_with_its_dates(
    truth: dict[str, dict[str, Term]], built: dict[str, list[dict]]
) -> None:
    missing = {}
    for ocid, awards in truth.items():
        rows = [Term(row["starts_on"], row["ends_on"], row["last_end_on"]) for row in built[ocid]]
        # A flag without a date: the last end is then whatever the words say, or unknown.
        dated = Counter(of if of.last_end_on else of._replace(last_end_on=None) for of in awards.values())
        undated = {of[:2] for of in dated if of.last_end_on is None}
        seen = Counter(of._replace(last_end_on=None) if of[:2] in undated else of for of in rows)
        if absent := dated - seen:
            missing[ocid] = (dict(absent), rows)
    assert missing == {}


def test_no_council_contract_is_counted_twice(truth: dict[str, dict[str, Term]], built: dict[str, list[dict]]) -> None:
    """An award notice and its contract notice are one contract."""
    counted = {ocid: (len(awards), len(built[ocid])) for ocid, awards in truth.items()}
    assert {ocid: both for ocid, both in counted.items() if both[0] != both[1]} == {}


def test_all_of_them_belong_to_a_council(truth: dict[str, dict[str, Term]], built: dict[str, list[dict]]) -> None:
    assert [row["contract_id"] for ocid in truth for row in built[ocid] if not row["council_codes"]] == []
