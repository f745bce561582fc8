"""Dates, sums and suppliers of every contract that rests on one notice, against a plain reading of that notice.

The register is asked which notice a contract rests on; what stands in that notice is then read with json and csv alone.
"""

import csv
import gzip
import json
import re
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from guildhall.engine import build
from guildhall.engine.register import open_register

pytestmark = pytest.mark.real
LONDON = ZoneInfo("Europe/London")
LINES = ("releases.jsonl.gz", "contracts_finder_2022_reassembled.releases.jsonl.gz")
TABLE = "contracts_finder_lancashire_2015-2026.csv"
NOBODY = {
    "na",
    "none",
    "notapplicable",
    "tbc",
    "various",
    "varioussuppliers",
    "privateconfidential",
    "seeattachment",
    "seepdfforbreakdown",
    "",
}


@pytest.fixture(scope="module")
def single(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict, str]]:
    """Contracts of the register with the one document they rest on."""
    home = tmp_path_factory.mktemp("plain") / "register"
    build.build([real_data / "ocds"], home, workers=1)
    documents: dict[str, set[str]] = defaultdict(set)
    with open_register(home) as register:
        rows = list(register.rows("contracts"))
        for claim in register.rows("claims", ["contract_id", "document"]):
            documents[claim["contract_id"]].add(claim["document"])
    return [(row, min(documents[row["contract_id"]])) for row in rows if len(documents[row["contract_id"]]) == 1]


def day(moment: str | None) -> date | None:
    if not moment:
        return None
    if moment[10:] == "" or moment[11:19] == "23:59:59":
        return date.fromisoformat(moment[:10])
    at = datetime.fromisoformat(moment)
    return (at.astimezone(LONDON) if at.tzinfo else at).date()


def money(amount: object) -> Decimal | None:
    """Nothing, a penny or a pound is no value."""
    sum_ = Decimal(str(amount or 0)).quantize(Decimal("0.01"))
    return sum_ if sum_ > 1 else None


def key(name: str) -> str:
    words = re.sub(r"\blimited\b", "ltd", unescape(unescape(name)).lower())
    return "".join(letter for letter in words if letter.isalnum())


def entry(release: dict, local: str) -> tuple[dict, dict]:
    """The contract and the award of a release that a contract of ours is named after."""
    awards, contracts = release.get("awards") or [], release.get("contracts") or []
    for contract in contracts:
        if str(contract.get("id")).lower() == local or len(contracts) == 1:
            return contract, next((a for a in awards if a.get("id") == contract.get("awardID")), {})
    if len(awards) == 1:
        return {}, awards[0]
    whole = release["ocid"].rsplit("ocds-b5fd17-", 1)[-1]
    for award in awards:
        named = str(award.get("id")).lower()
        if named == local or named.endswith(f"-{whole}-{local}") or (local == "1" and named == whole):
            return {}, award
    return {}, {}


def test_every_contract_of_one_notice_says_what_the_notice_says(real_data: Path, single) -> None:
    notices: dict[tuple[str, str], dict] = {}
    for name in LINES:
        with gzip.open(real_data / "ocds" / name, "rt", encoding="utf-8") as lines:
            for release in map(json.loads, lines):
                notices.setdefault((release.get("ocid"), str(release.get("id"))), release)
    compared, wrong = 0, []
    for row, document in single:
        release = notices.get((row["ocids"][0], document)) if row["ocids"] else None
        if release is None:
            continue
        local = row["contract_id"].removeprefix(release["ocid"].removeprefix("ocds-")).removeprefix("-")
        contract, award = entry(release, local)
        period = contract.get("period") or award.get("contractPeriod") or {}
        value = contract.get("value") or award.get("value") or {}
        names = {p.get("id"): p.get("name") for p in release.get("parties") or []}
        suppliers = {key(s.get("name") or names.get(s.get("id")) or "") for s in award.get("suppliers") or []} - NOBODY
        want = (
            day(period.get("startDate")),
            day(period.get("endDate")),
            money(value.get("amount")),
            money(value.get("amountGross")),
        )
        got = row["starts_on"], row["ends_on"], row["value_net"], row["value_gross"]
        compared += 1
        if got != want or {key(name) for name in row["supplier_names"]} != suppliers:
            wrong.append((row["contract_id"], got, want, row["supplier_names"], suppliers))
    assert compared > 3000
    assert wrong == []


def test_every_row_of_contracts_finder_says_what_its_cells_say(real_data: Path, single) -> None:
    with (real_data / "ocds" / TABLE).open(encoding="utf-8-sig", newline="") as lines:
        cells = {row["id"]: row for row in csv.DictReader(lines)}
    compared, wrong = 0, []
    for row, document in single:
        said = cells.get(document)
        if said is None or row["sources"] != ["contracts_finder"] or f"b5fd17-{document}-1" != row["contract_id"]:
            continue
        compared += 1
        named = key(said["awarded_supplier"])
        if (
            row["value_net"] != money(said["awarded_value"])
            or row["value_gross"] is not None
            or (row["awarded_on"].isoformat() if row["awarded_on"] else "") != said["awarded_date"]
            or (row["starts_on"], row["ends_on"]) != (None, None)
            or bool(row["supplier_names"]) == (named in NOBODY)
            or not all(key(name) in named for name in row["supplier_names"])
        ):
            wrong.append((row["contract_id"], row["value_net"], row["awarded_on"], row["supplier_names"], said))
    assert compared > 700
    assert wrong == []
