"""Places nobody should name for a register: nobody's files are taken away, nothing is half-written, the reason is said."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from guildhall import cli
from guildhall.engine import build
from guildhall.engine.quality import check
from guildhall.engine.register import TABLES, NoRegisterError, open_register, places, swap
from tests.engine.build.conftest import release
from tests.engine.build.test_build import fingerprint, held

SAMPLE = Path(__file__).resolve().parents[3] / "sample"


@pytest.fixture
def source(notices: Callable[..., Path]) -> Path:
    return notices("a.jsonl", *(release(n) for n in range(1, 6)))


def test_a_register_knows_its_own_files() -> None:
    assert set(TABLES) == set(places.TABLES)


@pytest.mark.parametrize("name", ["notes.txt", "research.parquet", ".hidden", "folder"])
def test_a_folder_with_somebodys_file_in_it_is_left_alone(source: Path, tmp_path: Path, name: str) -> None:
    home = tmp_path / "register"
    build.build([source], home)
    (home / name).mkdir() if name == "folder" else (home / name).write_text("years of work")
    before = fingerprint(home)
    with pytest.raises(swap.RefusedError, match="holds other things than a register"):
        build.build([source], home)
    assert fingerprint(home) == before
    assert (home / name).exists()


def test_a_file_that_comes_while_a_build_runs_is_left_alone(source: Path, tmp_path: Path) -> None:
    home = tmp_path / "register"
    build.build([source], home)

    class Late(build.Progress):
        def finish(self, words: str) -> None:
            (home / "late.txt").write_text(words)

    with pytest.raises(swap.RefusedError, match=r"late\.txt"):
        build.build([source], home, progress=Late(quiet=True))
    assert len(held(home)) == 5


def test_another_programs_manifest_is_no_register(source: Path, tmp_path: Path) -> None:
    home = tmp_path / "app"
    home.mkdir()
    (home / "manifest.json").write_text('{"name": "An app", "icons": []}')
    with pytest.raises(swap.RefusedError, match="holds other things"):
        build.build([source], home)
    (home / "manifest.json").unlink()
    (home / "datapackage.json").write_text("{}")
    with pytest.raises(swap.RefusedError, match="holds other things"):
        build.build([source], home)


def test_a_linked_place_stays_a_link(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    for _ in range(3):
        assert build.build([source], link).home == link
        assert link.is_symlink()
        assert len(held(link)) == 5
    (tmp_path / "later").symlink_to(tmp_path / "not" / "yet")
    build.build([source], tmp_path / "later")
    assert len(held(tmp_path / "not" / "yet")) == 5
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    with pytest.raises(swap.RefusedError, match="circle"):
        build.build([source], tmp_path / "circle")
    monkeypatch.chdir(tmp_path / "real")
    assert build.build([source], Path()).contracts == 5
    monkeypatch.chdir(tmp_path)
    assert build.build([source], Path("link/../real/")).contracts == 5
    before = places.previous(tmp_path / "real")
    (tmp_path / "real").rename(tmp_path / "gone")
    assert before.is_dir()
    with open_register(link) as register:  # as after a kill between the two steps of the slower swap
        assert register.table("contracts").num_rows == 5


def test_places_that_cannot_be_written_are_named(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    for home, words in (
        (tmp_path / "file", "is a file: name a folder"), (tmp_path / "file" / "deep", "cannot be written"),
        (Path("/proc/guildhall"), "cannot be written"), (Path("/"), "holds other things"),
        (Path(os.fsdecode(bytes(tmp_path) + b"/\xff")), "a name that is no text"),
        (Path("x" * 300), "cannot be written: File name too long"),
    ):  # fmt: skip
        assert cli.main(["build", "--quiet", "--from", str(source), "--home", str(home)]) == 1
        said = capsys.readouterr().err
        assert said.startswith("guildhall build: ")
        assert words in said
    assert (tmp_path / "file").read_text() == "mine"


def test_the_register_is_no_input_of_itself(notices: Callable[..., Path]) -> None:
    root = notices("a.jsonl", release(1)).parent
    home = root / "deep" / "register"
    build.build([root], home)
    first = fingerprint(home)
    build.build([root], home)
    assert fingerprint(home) == first
    with open_register(home) as register:
        assert [entry["name"] for entry in register.manifest["inputs"]] == ["a.jsonl"]


def limited(source: Path, home: Path, workers: int, most: int) -> subprocess.CompletedProcess[str]:
    """A build that may write files of so many bytes only, which stands for a full disk."""
    return subprocess.run(
        [sys.executable, "-m", "guildhall", "build", "--quiet", "--workers", str(workers), "--from", source, "--home", home],
        capture_output=True, text=True, check=False, timeout=100,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )  # fmt: skip


@pytest.mark.parametrize(("workers", "most"), [(1, 2_000), (2, 2_000), (1, 60_000)])
def test_a_full_disk_stops_the_build_and_the_last_register_serves(
    tmp_path: Path, notices, workers: int, most: int
) -> None:
    home = tmp_path / "register"
    build.build([notices("old.jsonl", release(1))], home)
    before = fingerprint(home)
    made = limited(SAMPLE, home, workers, most)
    assert made.returncode == 1
    assert made.stderr.startswith("guildhall build: ")
    assert made.stderr.count("\n") == 1
    assert "File too large" in made.stderr
    assert fingerprint(home) == before
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == [
        ".register.archive",
        ".register.lock",
    ]


def test_a_killed_worker_stops_the_build_with_a_reason(tmp_path: Path, notices) -> None:
    home = tmp_path / "register"
    build.build([notices("old.jsonl", release(1))], home)
    many = notices("many.jsonl", *(release(n) for n in range(1, 3000)))

    class Killer(build.Progress):
        def finish(self, words: str) -> None:
            if words.startswith("Read"):
                children = Path(f"/proc/{os.getpid()}/task/{threading.get_native_id()}/children").read_text().split()
                ours = [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
                os.kill(ours[0], signal.SIGKILL)

    with pytest.raises(swap.RefusedError, match="one of the processes of the build was killed"):
        build.build([many], home, workers=2, progress=Killer(quiet=True))
    assert len(held(home)) == 1
    assert not (tmp_path / ".register.work").exists()


DAMAGE = {
    "no json": b"{", "a list": b"[]", "no day": b'{"built_at": "yesterday", "is_sample": false}', "nothing": b"",
    "empty": b"{}", "not utf-8": b'{"built_at": "\xff"}',
}  # fmt: skip


@pytest.mark.parametrize("manifest", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_manifest_is_said_and_built_over(source: Path, tmp_path: Path, capsys, manifest: bytes) -> None:
    home = tmp_path / "register"
    build.build([source], home)
    (home / "manifest.json").write_bytes(manifest)
    for command in (["check"], ["brief", "Surrey"]):
        assert cli.main([*command, "--home", str(home)]) == 1
        assert "holds no whole register: build one" in capsys.readouterr().err
    if manifest == b"{}" or b"built_at" in manifest[:12]:  # an object that is not a register's may be somebody's
        return
    build.build([source], home)
    assert check.check(home).is_whole


def test_a_manifest_that_lists_no_tables_is_damage(source: Path, tmp_path: Path) -> None:
    home = tmp_path / "register"
    build.build([source], home)
    text = (home / "manifest.json").read_text()
    (home / "manifest.json").write_text(text.replace('"tables"', '"chairs"'))
    assert check.check(home).damage == ["the manifest does not list its inputs and its tables"]
    (home / "manifest.json").write_text(text.replace('"contracts"', '"contrasts"'))
    assert check.check(home).damage == ["the manifest does not speak of contracts"]


@pytest.mark.parametrize("table", ["contracts", "councils"])
def test_a_damaged_table_is_said_and_built_over(source: Path, tmp_path: Path, capsys, table: str) -> None:
    home = tmp_path / "register"
    build.build([source], home)
    for data in (b"PAR1 no more", bytes(5000), (home / f"{table}.parquet").read_bytes()[:-200]):
        (home / f"{table}.parquet").write_bytes(data)
        assert cli.main(["check", "--home", str(home)]) == 1
        assert f"DAMAGED: {table}.parquet is not as it was written" in capsys.readouterr().out
        assert cli.main(["brief", "Surrey", "--home", str(home), "--on", "2026-11-23"]) == 1
        assert "is damaged: see `guildhall check`" in capsys.readouterr().err
    build.build([source], home)
    assert check.check(home).is_whole
    with pytest.raises(NoRegisterError, match="there is no register"):
        open_register(tmp_path / "nowhere")


def test_a_left_over_that_is_still_written_to_does_not_spoil_the_next_build(source: Path, tmp_path: Path) -> None:
    """Workers of a killed build may live on for a moment."""
    home = tmp_path / "register"
    stop = threading.Event()

    def haunt() -> None:
        while not stop.is_set():
            for folder in (
                tmp_path / ".register.work" / "0123456789abcdef" / "spool",
                tmp_path / ".register.work" / "spool",
            ):
                folder.mkdir(parents=True, exist_ok=True) if time.monotonic() < until else None
                if folder.is_dir():
                    (folder / "0000.99999").write_bytes(b"half a block")
            time.sleep(0.002)

    until = time.monotonic() + 0.3
    ghost = threading.Thread(target=haunt)
    ghost.start()
    try:
        build.build([source], home)
    finally:
        stop.set()
        ghost.join()
    assert len(held(home)) == 5


def test_a_briefing_of_a_day_out_of_all_time_is_refused(source: Path, tmp_path: Path, capsys) -> None:
    home = tmp_path / "register"
    build.build([source], home)
    for on in ("9999-12-31", "0001-01-01"):
        assert cli.main(["brief", "Surrey", "--home", str(home), "--on", on]) == 1
        assert "is no day of a briefing" in capsys.readouterr().err


@pytest.mark.slow
def test_killed_at_random_moments_the_register_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    home = tmp_path / "register"
    began = time.monotonic()
    command = [sys.executable, "-m", "guildhall", "build", "--quiet", "--from", str(SAMPLE), "--home", str(home)]
    subprocess.run(command, check=True, env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000"})
    whole = time.monotonic() - began
    known = {check.check(home).built_at}
    for number in range(8):
        moment = str(1_700_000_100 + number)
        with subprocess.Popen(
            command, env=os.environ | {"SOURCE_DATE_EPOCH": moment}, start_new_session=True
        ) as builder:
            time.sleep(whole * (0.3 + 0.1 * number))
            builder.kill()
        report = check.check(home)
        assert report.is_whole
        made = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(int(moment)))
        assert report.built_at in {*known, made}
        known = {report.built_at}
    subprocess.run(command, check=True)
    assert check.check(home).is_whole
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        ".register.archive",
        ".register.lock",
        ".register.previous",
        "register",
    ]
