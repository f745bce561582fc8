"""The whole build, from files to a register swapped in."""

import argparse
import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from guildhall.engine import build
from guildhall.engine.build import reading, stages
from guildhall.engine.quality import check
from guildhall.engine.register import open_register, places, swap
from tests.engine.build.conftest import release

SAMPLE = Path(__file__).resolve().parents[3] / "sample"


def held(home: Path, table: str = "contracts") -> list[dict]:
    with open_register(home) as register:
        return list(register.rows(table))


def fingerprint(home: Path) -> dict[str, str]:
    """Every file of a register by its hash; the manifest without the moment of the build."""
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(home.glob("*.parquet"))}
    found["datapackage.json"] = hashlib.sha256((home / "datapackage.json").read_bytes()).hexdigest()
    manifest = json.loads((home / "manifest.json").read_text())
    del manifest["built_at"]
    return found | {"manifest.json": json.dumps(manifest)}


def test_a_notice_becomes_a_contract_with_all_that_follows(notices, tmp_path: Path) -> None:
    file = notices("a.jsonl", release(1), release(2, buyer="British Council"), release(3, "UK4"), release(4, "UK2"))
    built = build.build([file], tmp_path / "register")
    (contract,) = held(built.home)
    assert contract["contract_id"] == "h6vhtk-000001-1"
    assert (contract["council_code"], contract["buyer_name"]) == ("SRY", "Surrey County Council")
    assert contract["supplier_ids"] == ["gb-coh-13572468"]
    assert contract["is_digital"] is True
    assert contract["decide_by_earliest_on"] <= contract["decide_by_latest_on"]
    assert {row["field"] for row in held(built.home, "claims")} >= {"title", "ends_on", "value_net", "supplier"}
    assert {row["indicator"] for row in held(built.home, "findings")} >= {"T1", "T6"}
    assert "C1" not in {row["indicator"] for row in held(built.home, "findings")}, "what cannot be told is not stored"
    notice_rows = {row["notice_id"]: row for row in held(built.home, "notices")}
    assert {key: row["kind"] for key, row in notice_rows.items()} == {
        "000001-2026": "UK7", "000003-2026": "UK4", "000004-2026": "UK2",
    }  # fmt: skip
    assert notice_rows["000001-2026"]["contract_ids"] == ["h6vhtk-000001-1"]
    (supplier,) = held(built.home, "suppliers")
    assert (supplier["name"], supplier["contracts"], supplier["councils"]) == ("Acme Software Ltd", 1, 1)
    assert "1 contracts of 1 councils from 4 notices and rows in 1 files" in built.words()
    coverage = {(row["scope"], row["key"]): row for row in held(built.home, "coverage")}
    source = coverage["source", "find_a_tender"]
    assert (source["known"], source["total"]) == (3, 4)
    assert check.check(built.home).is_whole


def test_the_bytes_of_a_register_follow_from_its_input_alone(notices, tmp_path: Path, monkeypatch) -> None:
    releases = [release(n, ocid=f"ocds-h6vhtk-{n // 2:06x}") for n in range(1, 60)]
    file = notices("a.jsonl", *releases)
    monkeypatch.setattr(stages, "PART_BYTES", 1 << 14)
    monkeypatch.setattr(reading, "RANGE", 1 << 13)
    build.build([file], tmp_path / "one", workers=1)
    build.build([file], tmp_path / "two", workers=2)
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "two")
    manifest = json.loads((tmp_path / "one" / "manifest.json").read_text())
    assert manifest["inputs"][0]["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert manifest["inputs"][0]["rows"] == 59
    build.build([notices("a.jsonl", *reversed(releases))], tmp_path / "three", workers=1)
    assert fingerprint(tmp_path / "three")["contracts.parquet"] == fingerprint(tmp_path / "one")["contracts.parquet"]


def test_packed_lines_are_shared_among_workers_and_nothing_is_read_twice(notices, tmp_path: Path, monkeypatch) -> None:
    plain = notices("plain.jsonl", *(release(n) for n in range(1, 80)), {"id": ""})
    packed = tmp_path / "packed" / "plain.jsonl.gz"
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(plain.read_bytes(), mtime=0))
    monkeypatch.setattr(reading, "STRIDES_FROM", 1)
    build.build([plain], tmp_path / "one", workers=1)
    built = build.build([packed], tmp_path / "two", workers=2)
    assert (built.rows, built.refused) == (80, 1)
    assert fingerprint(tmp_path / "one")["contracts.parquet"] == fingerprint(tmp_path / "two")["contracts.parquet"]


def test_the_same_notice_in_several_files_counts_once(notices, tmp_path: Path) -> None:
    first = notices("a.jsonl", release(1), release(2))
    notices("b.jsonl", release(2), release(3))
    notices("copy.jsonl", release(1), release(2))
    built = build.build([first.parent], tmp_path / "register")
    assert len(held(built.home)) == 3
    assert len(held(built.home, "notices")) == 3
    with open_register(built.home) as register:
        inputs = {entry["name"]: entry for entry in register.manifest["inputs"]}
    assert (inputs["copy.jsonl"]["same_as"], inputs["copy.jsonl"]["rows"]) == ("a.jsonl", 0)


def test_what_cannot_be_read_is_listed_and_the_rest_is_used(notices, tmp_path: Path) -> None:
    file = notices("a.jsonl", release(1))
    with file.open("a") as more:
        more.write('{"ocid": broken\n')
        more.write(json.dumps(release(2)) + "\n")
    (file.parent / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    built = build.build([file.parent], tmp_path / "register")
    assert len(held(built.home)) == 2
    issues = {(row["file"], row["code"]): row for row in held(built.home, "issues")}
    assert issues["photo.png", "file_unknown"]["severity"] == "refused"
    (broken,) = [row for key, row in issues.items() if key[0] == "a.jsonl"]
    assert broken["row"].startswith("line 2")
    assert (built.unread, built.refused) == (1, 1)
    assert "1 files not read and 1 rows refused" in built.words()


def test_a_build_that_would_lose_much_stops_and_says_so(notices, tmp_path: Path) -> None:
    home = tmp_path / "register"
    build.build([notices("a.jsonl", *(release(n) for n in range(1, 11)))], home)
    fewer = notices("a.jsonl", *(release(n) for n in range(1, 8)))
    with pytest.raises(
        swap.RefusedError, match=r"3 of the 10 contracts in .* \(3 from find_a_tender\), more than the 20%"
    ) as said:
        build.build([fewer], home)
    assert "--may-lose 0.30" in str(said.value)
    assert len(held(home)) == 10
    built = build.build([fewer], home, may_lose=0.3)
    assert built.replaced is not None
    assert (built.replaced.held, built.replaced.lost) == (10, 3)
    assert len(held(home)) == 7


def test_real_data_may_take_the_samples_place_but_not_the_other_way(notices, tmp_path: Path) -> None:
    home = tmp_path / "register"
    marked = notices("sample/a.jsonl", release(1), release(2))
    (marked.parent / "sample.json").write_text('{"sample": true}')
    build.build([marked.parent], home)
    assert all(row["is_sample"] for row in held(home)) or held(home) == []
    real = notices("real/b.jsonl", release(8), release(9))
    build.build([real], home)
    assert [row["is_sample"] for row in held(home)] == [False, False]
    with pytest.raises(swap.RefusedError, match="would be lost"):
        build.build([marked.parent], home)


def test_the_sample_builds_and_says_that_it_is_one(tmp_path: Path) -> None:
    built = build.build([SAMPLE], tmp_path / "register")
    assert built.contracts > 200
    with open_register(built.home) as register:
        assert register.is_sample
        codes = {row["code"] for row in register.rows("councils", ["code"])}
        assert all(code.startswith("X-") for code in codes)
        contracts = list(register.rows("contracts", ["council_codes", "is_sample"]))
        assert all(row["is_sample"] and set(row["council_codes"]) <= codes for row in contracts)
        assert register.table("observations").num_rows > 10
        assert {row["predecessor_code"] for row in register.rows("successions")} <= codes
    report = check.check(built.home)
    assert report.is_whole
    assert built.seconds < 30


def test_a_table_of_notices_and_a_register(tmp_path: Path) -> None:
    root = tmp_path / "in"
    root.mkdir()
    (root / "cf.csv").write_text(
        "id,title,description,organisation,status,notice_type,published_date,awarded_date,awarded_value,awarded_supplier,cpv_codes,url\n"
        "aa3cbb34-ce2c-487c-a94a-dba7cc088ac4,Case system,Words,Surrey County Council,awarded,Contract,2026-02-26,2026-02-25,8000,Acme Ltd,48000000,\n"
        "bb3cbb34-ce2c-487c-a94a-dba7cc088ac4,Case system,Words,British Council,awarded,Contract,2026-02-26,2026-02-25,8000,Acme Ltd,48000000,\n"
    )
    (root / "register.csv").write_text(
        "Organisation,Contract Reference,Contract Title,Supplier Name,Start Date,End Date,Contract Value\n"
        "Surrey County Council,R1,ModernGov committee software,Beta Ltd,01/04/2025,31/03/2027,50000\n"
        "Surrey County Council,R2,Lighting,Beta Ltd,01/04/2025,31/03/2027,60000\n"
    )
    (root / "seen.csv").write_text(
        "local_authority_code,council,service_area,product,vendor,evidence,url,source,as_of\n"
        "SRY,Surrey County Council,Committee,ModernGov,Civica,address,https://example.org/a,scraper,2026-05-01\n"
        "SRY,Surrey County Council,Committee,ModernGov,Civica,address,https://example.org/a,other,2026-05-01\n"
        ",Surrey County Council,Planning,Bespoke Planner,,address,https://example.org/b,scraper,2026-05-01\n"
        ",,Planning,Bespoke Planner,,address,https://example.org/c,scraper,2026-05-01\n"
    )
    built = build.build([root], tmp_path / "register")
    rows = {row["contract_id"]: row for row in held(built.home)}
    assert sorted(rows) == ["b5fd17-aa3cbb34-ce2c-487c-a94a-dba7cc088ac4-1", "register-sry-r1", "register-sry-r2"]
    assert str(rows["register-sry-r1"]["ends_on"]) == "2027-03-31"
    (notice,) = held(built.home, "notices")
    assert (notice["title"], notice["source"]) == ("Case system", "contracts_finder")
    products = {row["name"]: row for row in held(built.home, "products")}
    assert products["Bespoke Planner"]["councils"] == 1
    assert products["ModernGov"]["contracts"] == 1
    assert [row["council_code"] for row in held(built.home, "observations")] == ["SRY", "SRY"]
    named = {name for row in rows.values() for name in row["product_names"]}
    assert named <= products.keys()


def test_successions_of_ones_own_are_taken_up(notices, tmp_path: Path) -> None:
    file = notices("a.jsonl", release(1))
    (file.parent / "next.csv").write_text(
        "predecessor_code,successor_code,successor_name,area,status,vesting_on\nSRY,,Surrey Council,Surrey,proposed,2029-04-01\n"
    )
    built = build.build([file.parent], tmp_path / "register")
    assert "2029-04-01" in {str(row["vesting_on"]) for row in held(built.home, "successions")}


def arguments(source: Path, home: Path, **more) -> argparse.Namespace:
    return argparse.Namespace(
        **{"inputs": [source], "home": home, "workers": None, "may_lose": 0.2, "policy": None, "quiet": False} | more
    )


def test_the_command_says_what_it_did_or_why_it_stopped(notices, tmp_path: Path, capsys) -> None:
    file = notices("a.jsonl", release(1))
    assert build.run(arguments(file, tmp_path / "register")) == 0
    said = capsys.readouterr().err
    assert "Read 1 notices and rows of 1 files" in said
    assert "1 contracts of 1 councils" in said
    assert build.run(arguments(file, tmp_path / "register", quiet=True)) == 0
    assert capsys.readouterr().err == ""
    assert build.run(arguments(tmp_path / "nowhere", tmp_path / "register")) == 1
    assert capsys.readouterr().err.startswith("guildhall build: there is nothing at")


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_ended_at_any_moment_the_last_register_still_serves(notices, tmp_path: Path, sign: int) -> None:
    home = tmp_path / "register"
    build.build([notices("a.jsonl", release(1))], home)
    before = fingerprint(home)
    many = notices("many.jsonl", *(release(n) for n in range(1, 4000)))
    command = [sys.executable, "-m", "guildhall", "build", "--from", str(many), "--home", str(home), "--workers", "2"]
    for wait in (0.4, 1.2, 2.0):
        with subprocess.Popen(command, stderr=subprocess.PIPE) as builder:
            time.sleep(wait)
            children = _children(builder.pid)
            os.kill(builder.pid, sign)
            builder.communicate()
        now = fingerprint(home)
        assert now == before or len(held(home)) == 3999
        before = now
        deadline = time.monotonic() + 10
        while any(_lives(pid) for pid in children):
            assert time.monotonic() < deadline, "workers outlive the build"
            time.sleep(0.05)
    build.build([many], home)
    assert len(held(home)) == 3999
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == [
        ".register.archive",
        ".register.lock",
        ".register.previous",
    ]
    assert places.previous(home).is_dir()


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _lives(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
