"""Days added to a register: the same as building all of it again, at the cost of the day."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guildhall import cli
from guildhall.engine import build
from guildhall.engine.build import adding, archive
from guildhall.engine.quality import check
from guildhall.engine.register import added, open_register
from guildhall.engine.register.swap import RefusedError
from tests.engine.build.test_build import SAMPLE

TABLES = ("contracts", "claims", "notices", "findings")
LINES = (SAMPLE / "find_a_tender" / "releases.jsonl").read_text("utf-8").splitlines()


def folder(place: Path, lines: list[str], *more: str) -> Path:
    """A folder of the sample with some of its notices, and other parts of it."""
    place.mkdir(parents=True)
    shutil.copy(SAMPLE / "sample.json", place)
    for name in more:
        source = SAMPLE / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, place / name)
    if lines:
        (place / "releases.jsonl").write_text("\n".join(lines), "utf-8")
    return place


def rows(home: Path, table: str) -> list[str]:
    """Every row as text. Which mentions are one supplier is settled again by a whole build only."""
    with open_register(home) as register:
        return sorted(str({key: row[key] for key in row if key != "supplier_ids"}) for row in register.rows(table))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of everything at once."""
    room = tmp_path_factory.mktemp("whole")
    build.build([folder(room / "in", LINES, "councils.csv", "registers")], room / "register")
    return room / "register"


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(cut=st.integers(1, len(LINES) - 1), again=st.integers(1, len(LINES) - 1))
def test_days_added_are_as_if_built_together(tmp_path_factory, whole: Path, cut: int, again: int) -> None:
    """Wherever the notices are parted, in three deliveries that may overlap, and in whatever order within a process."""
    room = tmp_path_factory.mktemp("parted")
    first, second = sorted((cut, again))
    build.build([folder(room / "a", LINES[:first], "councils.csv", "registers")], room / "register")
    adding.add([folder(room / "b", LINES[max(0, first - 5) : second + 1])], room / "register")
    adding.add([folder(room / "c", LINES[second:])], room / "register")
    for table in ("contracts", "claims", "notices"):
        assert rows(room / "register", table) == rows(whole, table), table
    assert check.check(room / "register").damage == []


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """A register to which the last forty notices were added."""
    build.build([folder(tmp_path / "a", LINES[:-40], "councils.csv")], tmp_path / "register")
    adding.add([folder(tmp_path / "b", LINES[-40:])], tmp_path / "register")
    return tmp_path / "register"


def test_adding_twice_adds_once(grown: Path, tmp_path: Path) -> None:
    before = {table: rows(grown, table) for table in (*TABLES, "suppliers")}
    done = adding.add([tmp_path / "b"], grown)
    assert (done.rows, done.new) == (40, 0)
    assert {table: rows(grown, table) for table in before} == before


def test_every_way_of_reading_sees_what_was_added(grown: Path) -> None:
    with open_register(grown) as register:
        table = register.table("contracts", ["title", "contract_id"])
        assert table.column_names == ["title", "contract_id"]
        ids = sorted(table["contract_id"].to_pylist())
        assert ids == sorted(set(ids))
        assert ids == sorted(row["contract_id"] for row in register.rows("contracts", ["contract_id"]))
        assert ids == sorted(pa.Table.from_batches(register.batches("contracts", size=7))["contract_id"].to_pylist())
        assert set(ids) != set(register.parquet("contracts").read(["contract_id"])["contract_id"].to_pylist())
        held = {row["supplier_id"] for row in register.rows("suppliers")}
        assert {name for row in register.rows("contracts") for name in row["supplier_ids"]} <= held
        assert register.table("councils").num_rows == len(list(register.rows("councils")))


def test_a_whole_build_takes_everything_in(grown: Path, tmp_path: Path) -> None:
    build.build([tmp_path / "a", tmp_path / "b"], grown)
    assert not (grown / added.ADDED).exists()
    with open_register(grown) as register:
        assert register.overlay is None


def test_rows_that_name_a_process_join_it(tmp_path: Path, whole: Path) -> None:
    """A council's register delivered after the notices it speaks of."""
    home = tmp_path / "register"
    build.build([folder(tmp_path / "a", LINES, "councils.csv")], home)
    adding.add([folder(tmp_path / "b", [], "registers")], home)
    assert rows(home, "contracts") == rows(whole, "contracts")
    adding.add([tmp_path / "b"], home)
    assert rows(home, "contracts") == rows(whole, "contracts")


def test_what_concerns_the_whole_waits_for_a_whole_build(grown: Path, tmp_path: Path) -> None:
    done = adding.add([folder(tmp_path / "c", [], "observed", "products.csv")], grown)
    assert (done.rows, done.processes) == (0, 0)
    with open_register(grown) as register:
        told = [row for row in register.rows("issues") if row["code"] == "whole_build_needed"]
    assert len(told) == 2


@pytest.mark.parametrize("damage", ["gone", "foreign", "broken"])
def test_without_what_the_build_kept_nothing_is_added(grown: Path, tmp_path: Path, damage: str) -> None:
    before = rows(grown, "contracts")
    kept = archive.place(grown)
    if damage == "gone":
        shutil.rmtree(kept)
    elif damage == "broken":
        (kept / "kept").write_bytes(b"\x93")
    else:
        manifest = json.loads((grown / "manifest.json").read_text())
        (grown / "manifest.json").write_text(json.dumps(manifest | {"built_at": "2026-01-01T00:00:00+00:00"}))
    with pytest.raises(RefusedError, match="Build it once as a whole"):
        adding.add([tmp_path / "b"], grown)
    assert rows(grown, "contracts") == before


def test_real_notices_are_not_added_to_the_sample(grown: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "day.jsonl").write_text(LINES[0])
    with pytest.raises(RefusedError, match="never both"):
        adding.add([tmp_path / "real"], grown)


def test_killed_before_it_shows_it_is_as_if_never_added(grown: Path, tmp_path: Path, monkeypatch) -> None:
    before = rows(grown, "contracts")
    extra = folder(tmp_path / "c", [LINES[-1].replace("ocds-", "ocds-new")])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(added, "swap", killed)
    with pytest.raises(KeyboardInterrupt):
        adding.add([extra], grown)
    assert rows(grown, "contracts") == before
    monkeypatch.undo()
    adding.add([extra], grown)
    after = rows(grown, "contracts")
    adding.add([extra], grown)
    assert rows(grown, "contracts") == after


def test_the_command(grown: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["build", "--add", "--from", str(tmp_path / "b"), "--home", str(grown)]) == 0
    assert "40 notices and rows" in capsys.readouterr().err
    assert cli.main(["build", "--add", "--from", str(tmp_path / "b"), "--home", str(tmp_path / "none")]) == 1
    assert "Build it once as a whole" in capsys.readouterr().err
    told = subprocess.run(
        [sys.executable, "-m", "guildhall", "check", "--home", str(grown), "--format", "json"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert json.loads(told.stdout)["damage"] == []
