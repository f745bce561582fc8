"""Contracts of notices as flat rows."""

import csv
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall import cli
from guildhall.engine.sources.ocds import contract_rows

RELEASE = {
    "ocid": "ocds-h6vhtk-0a0a0a", "id": "000001-2026", "date": "2026-08-10T21:49:54+01:00", "buyer": {"name": "Ambridge Council"},
    "tender": {"title": "Case system"},
    "awards": [
        {"id": "1", "suppliers": [{"name": "Larkrise"}, {"name": "Tarnbrook"}], "value": {"amount": 5.5}, "status": "active"},
        {"id": "2", "title": "Second lot", "contractPeriod": {"startDate": "2026-09-01T00:00:00Z"}, "suppliers": [{"name": "Hob"}]},
    ],
    "contracts": [
        {
            "id": "c", "awardID": "1", "status": "active", "value": {"amount": 1e3, "amountGross": "1200.50", "currency": "GBP"},
            "period": {"startDate": "2026-08-10", "endDate": "2027-08-09", "maxExtentDate": "2029-08-09"},
        }
    ],
}  # fmt: skip


def rows(*lines: object) -> tuple[list[dict[str, object]], list[str]]:
    issues: list[str] = []
    data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines) + b"\n"
    found = contract_rows.rows(data, "day.jsonl", lambda issue: issues.append(f"{issue.row} {issue.code}"))
    return [dict(zip(contract_rows.COLUMNS, row, strict=True)) for row in found], issues


def test_a_row_for_each_contract_and_each_award_without_one() -> None:
    (one, other), issues = rows(RELEASE)
    assert issues == []
    assert one == {
        "ocid": "ocds-h6vhtk-0a0a0a", "notice_id": "000001-2026", "published_at": "2026-08-10T21:49:54+01:00",
        "buyer_name": "Ambridge Council", "award_id": "1", "contract_id": "c", "title": "Case system",
        "supplier_names": "Larkrise|Tarnbrook", "starts_on": "2026-08-10", "ends_on": "2027-08-09",
        "last_end_on": "2029-08-09", "value_net": "1000", "value_gross": "1200.5", "currency": "GBP", "status": "active",
    }  # fmt: skip
    assert (other["award_id"], other["contract_id"], other["title"]) == ("2", None, "Second lot")
    assert (other["supplier_names"], other["starts_on"], other["value_net"]) == ("Hob", "2026-09-01T00:00:00Z", "")


def test_a_contract_takes_from_its_award_what_it_does_not_say() -> None:
    release = {
        "ocid": "o", "id": 7, "awards": [{"id": 1, "title": "Award", "contractPeriod": {"endDate": "2030-01-01"}, "value": {"amount": None}}],
        "contracts": [{"id": 1, "awardID": 1}],
    }  # fmt: skip
    ((one,), _) = rows(release)
    assert (one["title"], one["ends_on"], one["value_net"], one["supplier_names"]) == ("Award", "2030-01-01", "", "")
    stray = release | {"contracts": [{"id": 1, "awardID": "gone"}, {"id": 2}]}
    assert [row["award_id"] for row in rows(stray)[0]] == ["gone", None, 1]


def test_what_is_broken_is_mended_or_refused_and_the_rest_is_used() -> None:
    endless = json.dumps(RELEASE).replace("1000.0", "1e9999").encode()
    noughts = json.dumps(RELEASE).replace("1000.0", " 000").encode()
    assert [row["value_net"] for row in rows(endless)[0]] == ["", ""]
    found, issues = rows(noughts, b"{broken", b"   ", {"ocid": "o", "id": "1"}, RELEASE)
    assert [row["ocid"] for row in found] == ["ocds-h6vhtk-0a0a0a"] * 4
    assert issues == ["line 1 json_mended", "line 2 json_invalid"]


@given(st.binary(max_size=200))
def test_no_bytes_break_it(data: bytes) -> None:
    rows(data, RELEASE)


def test_the_command_writes_a_table(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    (tmp_path / "day.jsonl.gz").write_bytes(gzip.compress(json.dumps(RELEASE).encode() + b"\n{oh\n"))
    out = tmp_path / "rows.csv"
    assert cli.main(["read", str(tmp_path / "day.jsonl.gz"), "--contracts", str(out)]) == 0
    with out.open(newline="") as opened:
        assert [row["contract_id"] for row in csv.DictReader(opened)] == ["c", ""]
    said = capsys.readouterr().err
    assert "2 contracts of day.jsonl.gz" in said
    assert "1 refused" in said
    assert cli.main(["read", str(tmp_path / "day.jsonl.gz"), "--contracts", str(tmp_path)]) == 1
    assert "guildhall read" in capsys.readouterr().err


@pytest.mark.real
def test_every_contract_of_the_real_notices_has_its_row(real_data: Path) -> None:
    """Counted again with json alone."""
    path = real_data / "ocds" / "releases.jsonl.gz"
    told = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            try:
                release = json.loads(line)
            except ValueError:
                continue
            contracts, awards = release.get("contracts") or [], release.get("awards") or []
            hung = {contract.get("awardID") for contract in contracts}
            told += [(release.get("ocid"), contract.get("id")) for contract in contracts]
            told += [(release.get("ocid"), None) for award in awards if award.get("id") not in hung]
    found = [(row[0], row[5]) for row in contract_rows.rows(path, path.name, lambda _: None)]
    assert sorted(map(str, found)) == sorted(map(str, told))
