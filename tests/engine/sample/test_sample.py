"""The sample: the same bytes every time, nobody real in it, and shaped like the real record."""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import re
import statistics
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall import cli
from guildhall.engine import sample
from guildhall.engine.sample.days import ANCHOR, Calendar, plus_months, term_end
from guildhall.engine.sample.dice import Dice
from guildhall.engine.sample.files import sample_files
from guildhall.engine.sample.world import TODAY_CODES, World, table

ROOT = Path(__file__).resolve().parents[3]
FILES = sample_files(2014, ANCHOR)
Release = dict[str, Any]


def releases() -> list[Release]:
    """Every release of every file, read without our own readers."""
    found: list[Release] = []
    for name, body in FILES.items():
        text = (
            body.decode("iso-8859-1" if name == "contracts_finder/package.json" else "utf-8")
            if "xlsx" not in name and "cp1252" not in name and not name.startswith(("registers", "spend"))
            else ""
        )
        if name.endswith(".jsonl"):
            found += [json.loads(line) for line in text.splitlines()]
        elif name.endswith(".json") and "package" in name:
            found += json.loads(text)["releases"]
    return found


RELEASES = releases()
ACT = [release for release in RELEASES if release["tender"].get("legalBasis", {}).get("scheme") == "UKPGA"]
OLDER = [release for release in RELEASES if release["tender"].get("legalBasis", {}).get("scheme") == "CELEX"]
FINDER = [release for release in RELEASES if release["ocid"].startswith("ocds-b5fd17-")]


def kind(release: Release) -> str:
    papers = [*release["tender"].get("documents", []), *release.get("planning", {}).get("documents", [])]
    for thing in [*release.get("awards", []), *release.get("contracts", [])]:
        papers += thing.get("documents", [])
    return next(paper["noticeType"] for paper in papers if "noticeType" in paper)


def of_kind(wanted: str) -> list[Release]:
    return [release for release in ACT if kind(release) == wanted]


def rows(name: str, encoding: str = "utf-8", skip: int = 0) -> list[dict[str, str]]:
    lines = FILES[name].decode(encoding).splitlines()[skip:]
    return list(csv.DictReader(lines))


CONTRACTS = [(release, contract) for release in of_kind("UK7") for contract in release["contracts"]]


def share(part: int, whole: int) -> float:
    return part / whole


def test_the_committed_files_are_what_the_generator_makes() -> None:
    committed = {
        str(path.relative_to(ROOT / "sample")): path.read_bytes()
        for path in (ROOT / "sample").rglob("*")
        if path.is_file()
    }
    assert sorted(committed) == sorted(FILES), "run `guildhall sample` and commit what it writes"
    assert [name for name in FILES if committed[name] != FILES[name]] == [], (
        "run `guildhall sample` and commit what it writes"
    )


def test_another_seed_makes_another_sample_of_the_same_shape() -> None:
    other = sample_files(7, ANCHOR)
    assert sorted(other) == sorted(FILES)
    assert other["find_a_tender/releases.jsonl"] != FILES["find_a_tender/releases.jsonl"]
    assert other["councils.csv"] == FILES["councils.csv"]


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "sample" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text("stays")
    assert cli.main(["sample", "--into", str(tmp_path / "sample")]) == 0
    assert "invented, seed 2014, for 2026-11-23" in capsys.readouterr().out
    assert (tmp_path / "sample/README.md").read_bytes() == FILES["README.md"]
    assert mine.read_text() == "stays"
    assert [path.name for path in (tmp_path / "sample").rglob(".*")] == []
    assert sample.run(argparse.Namespace(into=tmp_path / "older", seed=2014)) == 0
    assert (tmp_path / "older/sample.json").read_bytes() == FILES["sample.json"]


def test_it_is_small_and_marked() -> None:
    assert sum(map(len, FILES.values())) < 2_500_000
    assert json.loads(FILES["sample.json"]) == {
        "sample": True, "seed": 2014, "anchor": "2026-11-23", "note": "Everything here is invented",
    }  # fmt: skip


def test_another_anchor_moves_every_day_by_whole_months() -> None:
    moved = sample_files(2014, date(2027, 11, 30))
    before = [line for line in FILES["successions.csv"].decode().splitlines() if "decided" in line]
    after = [line for line in moved["successions.csv"].decode().splitlines() if "decided" in line]
    assert all("2028-04-01,2027-05-10" in line for line in before)
    assert all("2029-04-01,2028-05-10" in line for line in after)
    ends = re.compile(rb'"endDate":"(\d{4})')
    early, late = (
        Counter(ends.findall(b"".join(body for name, body in files.items() if name.startswith("find_a_tender/"))))
        for files in (FILES, moved)
    )
    assert {str(int(year) + 1).encode(): count for year, count in early.items()} == dict(late)


def test_everything_leads_nowhere_and_names_nobody() -> None:
    text = b"".join(body for name, body in FILES.items() if not name.endswith("xlsx")).decode("iso-8859-1")
    hosts = set(re.findall(r"https?://([^/\"\s,]+)", text))
    assert hosts == {"example.invalid", "www.legislation.gov.uk"}
    assert set(re.findall(r"[\w.]+@([\w.]+)", text)) == {"example.invalid"}
    assert set(re.findall(r'"ocid":"(ocds-\w+-)(?:sample-|")', text)) == {"ocds-h6vhtk-", "ocds-b5fd17-"}
    assert set(re.findall(r'"scheme":"(GB-[A-Z]+)"', text)) == {"GB-SAMPLE", "GB-COH"}
    numbers = re.findall(r'"scheme":"GB-COH","id":"([^"]+)"', text)
    assert numbers
    assert all("ZZ" in number.upper() for number in numbers), "no company number begins with ZZ"


@pytest.mark.real
def test_no_name_is_a_real_ones(real_data: Path) -> None:
    def plain(name: str) -> str:
        return re.sub(r"[^a-z0-9 ]", "", name.lower()).strip()

    with (real_data / "councils/mysociety_uk_la/lookup_name_to_registry.csv").open(encoding="utf-8") as file:
        councils = {plain(row["la-name"]) for row in csv.DictReader(file)}
    assert [
        name for place in World().places.values() for name in (place.name, *place.names) if plain(name) in councils
    ] == []
    with gzip.open(real_data / "suppliers/supplier_mentions.csv.gz", "rt", encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        column = next(name for name in reader.fieldnames or () if "name" in name)
        first_words = {plain(row[column]).split(" ")[0] for row in reader}
    assert [firm.name for firm in World().firms.values() if plain(firm.name).split(" ")[0] in first_words] == []
    systems = (real_data / "suppliers/council_systems.csv").read_text(encoding="utf-8").lower()
    assert [ware.product for ware in World().products if f",{ware.product.lower()}," in systems] == []


def test_every_category_of_council_software_is_there() -> None:
    assert len({ware.key for ware in World().products}) == 46


def test_councils_hold_together() -> None:
    councils = {row["code"]: row for row in rows("councils.csv")}
    assert all(code.startswith("X-") for code in councils)
    assert set(TODAY_CODES) < set(councils)
    for code, row in councils.items():
        assert all(code in councils[other]["neighbours"].split("|") for other in row["neighbours"].split("|") if other)
        assert row["county_code"] in {"", "X-WMC"}
    places = [(row["hex_q"], row["hex_r"]) for row in councils.values() if row["hex_q"]]
    assert len(set(places)) == len(places) == 12
    for row in rows("successions.csv"):
        assert row["predecessor_code"] in councils
        assert row["successor_code"] in {*councils, ""}
    decided = [row for row in rows("successions.csv") if row["status"] == "decided"]
    assert {row["predecessor_code"] for row in decided} == set(TODAY_CODES) - {"X-EAS"}
    assert Counter(row["predecessor_code"] for row in decided)["X-WMC"] == 2


def test_every_release_is_whole() -> None:
    ids = [(release["ocid"], release["id"]) for release in RELEASES]
    assert len(set(ids)) == len(ids)
    for release in RELEASES:
        parties = {party["id"] for party in release["parties"]}
        named = [supplier["id"] for award in release.get("awards", []) for supplier in award.get("suppliers", [])]
        buyer = [release["buyer"]["id"]] if "buyer" in release else []
        assert {*named, *buyer} <= parties
        assert date.fromisoformat(release["date"][:10]) <= ANCHOR
        for period in [
            *(contract.get("period", {}) for contract in release.get("contracts", [])),
            *(award.get("contractPeriod", {}) for award in release.get("awards", [])),
        ]:
            if "endDate" in period:
                assert (
                    period["startDate"][:10]
                    <= period["endDate"][:10]
                    <= period.get("maxExtentDate", period["endDate"])[:10]
                )


# Shares as measured in real notices of July and August 2026 (Find a Tender) and of 2017 to 2025 (Contracts Finder).


def test_kinds_of_notice_come_as_often_as_they_do() -> None:
    counts = Counter(kind(release) for release in ACT)
    real = {"UK4": 245, "UK6": 185, "UK2": 122, "UK5": 62, "UK1": 31, "UK12": 20, "UK3": 18}
    for name, count in real.items():
        assert counts[name] / counts["UK7"] == pytest.approx(count / 696, rel=0.4, abs=0.015), name
    assert {"UK9", "UK10", "UK11", "UK13", "UK15"} < set(counts)
    assert max(counts[name] for name in ("UK9", "UK10", "UK11", "UK13", "UK15")) <= 6


def test_extensions_are_published_as_often_and_only_when_true() -> None:
    with_flag = [contract for _, contract in CONTRACTS if contract.get("hasRenewal")]
    assert share(len(with_flag), len(CONTRACTS)) == pytest.approx(161 / 738, abs=0.03)
    assert all(contract["hasRenewal"] is True for _, contract in CONTRACTS if "hasRenewal" in contract)
    assert all(("maxExtentDate" in contract["period"]) == ("hasRenewal" in contract) for _, contract in CONTRACTS)
    assert all({"startDate", "endDate"} <= set(contract["period"]) for _, contract in CONTRACTS)


def test_money_is_as_odd_as_it_is() -> None:
    values = [contract["value"] for _, contract in CONTRACTS]
    both = [value for value in values if "amount" in value]
    assert share(len(values) - len(both), len(values)) == pytest.approx(69 / 738, abs=0.03)
    assert share(sum(value["amount"] == value["amountGross"] for value in both), len(both)) == pytest.approx(
        159 / 669, abs=0.05
    )
    assert share(sum(value.get("amount", 1) < 1 for value in values), len(values)) == pytest.approx(42 / 365, abs=0.05)


def test_notices_are_as_late_as_they_are() -> None:
    late = [contract for release, contract in CONTRACTS if release["date"][:10] > contract["period"]["startDate"][:10]]
    assert share(len(late), len(CONTRACTS)) == pytest.approx(178 / 365, abs=0.05)


def test_terms_are_longer_than_in_life_because_more_is_digital() -> None:
    months = [
        (
            date.fromisoformat(contract["period"]["endDate"][:10])
            - date.fromisoformat(contract["period"]["startDate"][:10])
        ).days
        / 30.44
        for _, contract in CONTRACTS
    ]
    assert 12 <= statistics.median(months) <= 30
    assert 36 <= sorted(months)[len(months) * 9 // 10] <= 60


def test_ways_of_buying_are_as_common_as_they_are() -> None:
    ways = Counter(release["tender"]["procurementMethodDetails"] for release, _ in CONTRACTS)
    assert len(ways) == 9
    assert share(ways["Below threshold - limited competition"], len(CONTRACTS)) == pytest.approx(0.28, abs=0.08)
    assert share(ways["Open procedure"], len(CONTRACTS)) == pytest.approx(0.27, abs=0.08)


def test_suppliers_numbers_are_missing_as_often() -> None:
    found = Counter(
        party["identifier"].get("scheme", "none")
        for release in of_kind("UK7")
        for party in release["parties"]
        if "supplier" in party["roles"]
    )
    assert share(found["none"], found.total()) == pytest.approx(124 / 545, abs=0.06)
    assert share(found["GB-COH"], found.total()) == pytest.approx(90 / 992, abs=0.06)
    finder = [party for release in FINDER for party in release["parties"] if "supplier" in party["roles"]]
    assert share(sum("scheme" not in party["identifier"] for party in finder), len(finder)) == pytest.approx(
        1190 / 1544, abs=0.06
    )


def test_contracts_finder_says_as_little_as_it_does() -> None:
    text = json.dumps(FINDER)
    assert "maxExtentDate" not in text
    assert "hasRenewal" not in text
    same = [release for release in FINDER if release["awards"][0]["value"] == release["tender"]["value"]]
    assert share(len(same), len(FINDER)) == pytest.approx(0.62, abs=0.04)
    march = [release for release in FINDER if release["awards"][0]["contractPeriod"]["endDate"][5:10] == "03-31"]
    assert share(len(march), len(FINDER)) == pytest.approx(189 / 817, abs=0.1)
    assert share(sum(not release["awards"][0]["value"]["amount"] for release in FINDER), len(FINDER)) == pytest.approx(
        33 / 817, abs=0.03
    )
    nobody = [
        release
        for release in FINDER
        if re.search(r"(?i)n/a|confidential|see pdf|various", release["awards"][0]["suppliers"][0]["name"])
    ]
    assert 1 <= len(nobody) <= 8
    assert [release["ocid"] for release in FINDER].count("ocds-b5fd17-") == 1
    ids = defaultdict(set)
    for release in FINDER:
        ids[release["buyer"]["id"].rpartition("-")[0]].add(release["buyer"]["id"])
    assert max(map(len, ids.values())) >= 3


def test_older_notices_almost_never_have_an_end() -> None:
    with_end = [release for release in OLDER if "endDate" in release["contracts"][0].get("period", {})]
    assert [release["ocid"] for release in with_end] == ["ocds-h6vhtk-sample-taxpath-nmr"]
    days = [
        lot["contractPeriod"]["durationInDays"]
        for release in OLDER
        for lot in release["tender"]["lots"]
        if "contractPeriod" in lot
    ]
    assert len(days) > 10
    assert all(count % 30 == 0 for count in days)


def test_the_story_of_the_pictures_is_told() -> None:
    last = max(
        (release for release in OLDER if release["ocid"].endswith("taxpath-nmr")), key=lambda release: release["date"]
    )
    assert last["contracts"][0]["period"]["endDate"].startswith("2027-12-31")
    assert "six months" in last["contracts"][0]["renewal"]["description"]
    by_ocid = {release["ocid"]: contract for release, contract in CONTRACTS}
    assert by_ocid["ocds-h6vhtk-sample-deskline-nmr"]["period"]["endDate"].startswith("2027-08-16")
    plotwise = [by_ocid[f"ocds-h6vhtk-sample-plotwise-{who}"]["period"] for who in ("nmr", "sal", "fen")]
    assert [period.get("maxExtentDate", period["endDate"])[:10] for period in plotwise] == [
        "2028-09-30",
        "2029-03-31",
        "2028-09-30",
    ]
    register = {row["ContractTitle"]: row for row in rows("registers/northmoor_contracts_register.csv", "cp1252", 2)}
    assert register["Bin round planning and in-cab software (RoundWise)"]["EndDate"] == ""
    assert register["Revenues and benefits system (TaxPath 7)"]["Notice period"] == "3 months"


def test_a_change_is_told_in_each_misleading_shape() -> None:
    changes = of_kind("UK10")
    moved = [release for release in changes if release["ocid"].endswith("hearth-ald")]
    assert moved[0]["contracts"][0]["period"]["endDate"].startswith("2029-03-31")
    periods = [release["contracts"][0]["period"] for release in changes if "period" in release["contracts"][0]]
    assert any(period.get("endDate", "")[:10] == period["startDate"][:10] for period in periods)
    assert any("endDate" not in period for period in periods)
    assert any("proposedAmendments" in release["contracts"][0] for release in changes)
    assert any("awards" in release for release in changes)
    assert [release for release in of_kind("UK12") if "buyer" not in release]


def test_direct_awards_give_grounds_and_false_friends() -> None:
    grounds = Counter(
        ground["id"]
        for release in of_kind("UK5")
        for ground in release["tender"]["procurementMethodRationaleClassifications"]
    )
    assert grounds["singleSuppliersTechnicalReasons"] >= 2
    assert grounds["singleSuppliersIntellectualPropertyExclusiveRights"] >= 1
    assert {"urgency", "switchingDirectAward"} & set(grounds)


def test_registers_deviate_as_real_ones_do() -> None:
    lines = FILES["registers/northmoor_contracts_register.csv"].decode("cp1252").splitlines()
    assert "contracts register" in lines[0]
    assert lines[2].endswith(",,,")
    found = rows("registers/northmoor_contracts_register.csv", "cp1252", 2)
    ends = Counter(row["EndDate"] for row in found if not re.fullmatch(r"\d\d/\d\d/\d{4}", row["EndDate"]))
    assert ends == {"": 2, "TBC": 1, "22/0": 1, "Ongoing": 1}
    assert all(row["ReviewDate"] == "" for row in found)
    assert all(row["ContractValue"].startswith("£") for row in found)
    book = openpyxl.load_workbook(io.BytesIO(FILES["registers/marlowe_bay_contracts.xlsx"]))
    header, *body = [[cell.value for cell in row] for row in book.active.iter_rows()]
    ours = [dict(zip(header, row, strict=True)) for row in body]
    assert len(header) == 25
    assert {"22/0", "TBC"} < {row["End Date"] for row in ours}
    committee = next(row for row in ours if "Minutebook" in row["Contract Title"])
    assert (committee["Extension 1 Taken?"], committee["Current Expiry Date"].date()) == ("Yes", date(2021, 12, 31))
    taxes = next(row for row in ours if "TaxPath" in row["Contract Title"])
    assert (taxes["Option to extend (months)"], taxes["How many extensions"], taxes["Extension 1 Taken?"]) == (
        12,
        2,
        None,
    )


def test_a_product_is_seen_in_use_after_its_recorded_expiry() -> None:
    seen = [
        row
        for row in rows("observed/council_systems.csv")
        if row["local_authority_code"] == "X-MAR" and row["product"] == "Minutebook"
    ]
    assert [row["as_of"] for row in seen] == ["2026-05-30"]


def test_payments_go_on_where_no_notice_gives_an_end() -> None:
    found = rows("spend/northmoor_2026-07_2026-09.csv", "cp1252")
    larkrise = [row for row in found if row["Expense Type"].startswith("Bin round")]
    assert [row["Amount"] for row in larkrise] == ["15,250.00"]
    assert all(re.fullmatch(r"\d\d\.\d\d\.2026", row["Date"]) for row in found)


def test_products_are_known_by_supplier_and_category() -> None:
    found = {row["product"]: row for row in rows("products.csv")}
    assert found["TaxPath 7"] == {"product": "TaxPath 7", "supplier": "Ledgerwell Ltd", "category": "revs_bens"}
    assert len(found) > 50


def test_the_page_lists_traps_with_their_counts() -> None:
    text = FILES["README.md"].decode()
    traps = dict(re.findall(r"^\| (.+?) \| (\d+) \|$", text.partition("## Traps")[2], re.MULTILINE))
    assert len(traps) >= 30
    assert min(map(int, traps.values())) >= 1
    assert f"| UK7 | {len(of_kind('UK7'))} |" in text


def test_northmoor_has_the_contracts_of_its_briefing() -> None:
    """Forty-six, twelve of them without an end: five older notices, two flat ones, five rows of its register.

    The award of 2019 on the older portal has ended, and is one more.
    """
    assert "| Northmoor District Council | 46 |" in FILES["README.md"].decode()
    older = {release["ocid"] for release in OLDER if release["buyer"]["id"].startswith("GB-SAMPLE-NMR")}
    timed = [release for release in OLDER if release["ocid"] in older and "durationInDays" in json.dumps(release)]
    flat = [row for row in rows("contracts_finder/notices.csv") if row["council"] == "northmoor"]
    assert (len(older) - 1, len(timed), len(flat)) == (5, 0, 2)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(-60, 120))
def test_months_on_keep_the_end_of_the_month(day: date, months: int) -> None:
    later = plus_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    if (day + timedelta(days=1)).day == 1:
        assert (later + timedelta(days=1)).day == 1
    if months > 0:
        assert day < term_end(day, months) + timedelta(days=1) <= later


def test_a_moved_calendar_keeps_london_time() -> None:
    assert Calendar(date(2027, 5, 1)).moment(date(2026, 12, 31)) == "2027-06-30T00:00:00+01:00"
    assert Calendar().british(None) == ""


def test_chance_can_be_repeated() -> None:
    dice = Dice(1)
    assert [dice.roll("a"), dice.roll("b")] == [Dice(1).roll("a"), Dice(1).roll("b")]
    assert len(dice.share(map(str, range(50)), 0.3, "x")) == 15
    counts = Counter(dice.weighted({"a": 1, "b": 3}, number) for number in range(400))
    assert counts["a"] == pytest.approx(100, abs=30)


def test_the_tables_name_only_what_there_is() -> None:
    firms, wares = World().firms, {ware.key for ware in World().products}
    assert all(
        row["supplier"] in firms for name in ("catalogue.csv", "needs.csv", "stories.csv") for row in table(name)
    )
    assert all(row["what"] in wares for row in table("stories.csv"))
