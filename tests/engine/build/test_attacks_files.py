"""Files nobody should give: each is refused in one clear line and the rest is used; no crash, no hang, no flood of memory."""

import gzip
import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from guildhall.engine import build
from guildhall.engine.quality import check
from guildhall.engine.sources import explain, ocds
from guildhall.engine.sources.tabular import opening
from tests.engine.build.conftest import release
from tests.engine.build.test_build import held

HEADER = b"Organisation,Contract Reference,Contract Title,Supplier Name,Start Date,End Date\n"
ROW = b"Surrey County Council,R1,Case management software,Beta Ltd,01/04/2025,31/03/2027\n"


def line(number: int, **more) -> bytes:
    return json.dumps(release(number, **more)).encode() + b"\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "in"
    root.mkdir()
    (root / "good.jsonl").write_bytes(line(1) + line(2))
    return root


def issues(home: Path) -> dict[str, dict]:
    """By file; the tests give each file one thing to complain of."""
    return {row["file"]: row for row in held(home, "issues")}


def built(root: Path, tmp_path: Path, **more) -> dict[str, dict]:
    home = build.build([root], tmp_path / "register", **more).home
    assert check.check(home).is_whole
    assert {"h6vhtk-000001-1", "h6vhtk-000002-1"} <= {row["contract_id"] for row in held(home)}
    return issues(home)


def test_what_is_no_file_is_listed_and_never_waited_for(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(folder / "pipe.jsonl")
    (folder / "nowhere.csv").symlink_to(tmp_path / "not there")
    (folder / "circle").symlink_to(folder / "circle")
    (folder / "up").symlink_to(folder)
    (folder / "null.csv").symlink_to("/dev/null")
    (folder / "deep" / "deeper").mkdir(parents=True)
    here = Path.cwd()
    os.chdir(folder)  # the name of a socket must be short
    try:
        listening = socket.socket(socket.AF_UNIX)
        listening.bind("socket.csv")
    finally:
        os.chdir(here)
    found = built(folder, tmp_path)
    listening.close()
    assert {name: row["reason"].removeprefix("The file was not read: ") for name, row in found.items()} == {
        "pipe.jsonl": "it is no file but a pipe.",
        "nowhere.csv": "it is a link that leads nowhere.",
        "circle": "it is a link that leads nowhere.",
        "up": "it is a link to a folder, which is not followed; name that folder itself.",
        "null.csv": "it is no file but a device.",
        "socket.csv": "it is no file but a socket.",
    }
    assert {row["code"] for row in found.values()} == {"file_unreadable"}
    with pytest.raises(build.RefusedError, match=r"nothing given can be read; pipe\.jsonl: it is no file but a pipe"):
        build.build([folder / "pipe.jsonl"], tmp_path / "other")


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may open everything, so the test is somebody else meanwhile."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_what_may_not_be_opened_is_listed(folder: Path, tmp_path: Path) -> None:
    build.build([folder], tmp_path / "register")  # all that is loaded late is loaded before there is less to see
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        for name in ("in/closed.jsonl", "in/closed/a.jsonl", "in/twin.jsonl"):
            (root / name).parent.mkdir(exist_ok=True, parents=True)
            (root / name).write_bytes(line(3))
        root.chmod(0o777)
        for name in ("in/closed.jsonl", "in/closed"):
            (root / name).chmod(0)
        with as_nobody():
            build.build([root / "in"], root / "register", workers=1)
        found = issues(root / "register")
    assert "Permission denied" in found["closed.jsonl"]["reason"]
    assert found["closed"]["reason"] == "The file was not read: the folder cannot be opened (Permission denied)."
    assert "twin.jsonl" not in found
    assert not any(str(tmp_path) in json.dumps(row) for row in found.values())


def test_names_that_are_no_text(folder: Path, tmp_path: Path) -> None:
    raw = os.fsencode(folder)
    for name, data in (
        (b"/\xff.jsonl", line(3)),
        (b"/\xff.csv", HEADER + ROW),
        (b"/\xff.bin", b"\0junk"),
        (b"/a\nb\x1b[1m.csv", HEADER),
    ):
        Path(os.fsdecode(raw + name)).write_bytes(data)
    found = built(folder, tmp_path)
    assert found["\ufffd.bin"]["code"] == "file_unknown"
    assert all(name.isprintable() for name in found)
    documents = {row["document"] for row in held(tmp_path / "register", "claims")}
    assert "\ufffd.csv" in documents
    assert explain.explain(Path(os.fsdecode(raw + b"/\xff.csv"))).file == "\ufffd.csv"


def test_binary_files_and_files_inside_files(folder: Path, tmp_path: Path) -> None:
    for name, data in {
        "a.png": b"\x89PNG\r\n\x1a\n" + bytes(300), "b.pdf": b"%PDF-1.4\n", "c.sqlite": b"SQLite format 3\0" + bytes(99),
        "d.parquet": b"PAR1" + bytes(50), "e.xz": b"\xfd7zXZ\0", "f.ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "g.empty": b"", "h.nul": bytes(5000), "i.json": b"[" * 100_000, "j.gz.gz": gzip.compress(gzip.compress(line(3))),
        "k.gz": gzip.compress(line(3))[:40], "l.random": os.urandom(5000), "m.json": b'{"releases":"x',
    }.items():  # fmt: skip
        (folder / name).write_bytes(data)
    with zipfile.ZipFile(folder / "n.zip", "w") as packed:
        packed.writestr("../../../evil.csv", HEADER + ROW)
    with zipfile.ZipFile(folder / "o.zip", "w") as packed:
        packed.writestr("a.csv", "a,b\n1,2\n")
        packed.writestr("b.csv", "a,b\n1,2\n")
    found = built(folder, tmp_path)
    assert set(found) == {path.name for path in folder.iterdir()} - {"good.jsonl", "n.zip"}
    assert "a compressed file inside another" in found["j.gz.gz"]["reason"]
    assert "unpack it and give the folder" in found["o.zip"]["reason"]
    assert not list(tmp_path.parent.rglob("evil.csv"))


def bomb(path: Path, begin: bytes, filler: bytes = b" ", megabytes: int = 80) -> None:
    with gzip.open(path, "wb") as packed:
        packed.write(begin)
        for _ in range(megabytes):
            packed.write(filler * (1 << 20))


def test_bombs_are_refused_in_little_memory_and_time(folder: Path, tmp_path: Path) -> None:
    bomb(folder / "lines.jsonl.gz", line(3))
    bomb(folder / "package.json.gz", b'{"releases":[')
    bomb(folder / "table.csv.gz", HEADER + ROW, b"\n", 2)
    with (
        zipfile.ZipFile(folder / "table.zip", "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("a.csv", "w") as inside,
    ):
        inside.write(HEADER + b"\n")
        for _ in range(70):
            inside.write(b"Surrey County Council" + b" " * (1 << 20) + b"\n")
    code = (
        "import sys; from pathlib import Path; from guildhall.engine import build\n"
        "build.build([Path(sys.argv[1])], Path(sys.argv[2]), workers=1)"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    subprocess.run([sys.executable, "-c", code, folder, tmp_path / "register"], check=True, timeout=100)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < max(before, 500_000)  # KiB
    codes = {(row["file"], row["code"]) for row in held(tmp_path / "register", "issues")}
    assert {("lines.jsonl.gz", "gzip_bomb"), ("package.json.gz", "gzip_bomb"), ("table.csv.gz", "rows_blank")} <= codes
    assert "it may be a zip bomb" in "".join(
        row["reason"] for row in held(tmp_path / "register", "issues") if row["file"] == "table.zip"
    )
    assert "h6vhtk-000003-1" in {row["contract_id"] for row in held(tmp_path / "register")}


def test_what_is_packed_a_hundred_times_smaller_only_while_it_is_small_is_no_bomb() -> None:
    assert not opening.is_bomb(1000, 1_000_000)
    assert not opening.is_bomb(2_000_000, 200_000_000)
    assert opening.is_bomb(100_000, 100_000_000)


def test_a_value_too_large_to_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocds.streams, "LARGEST_VALUE", 1000)
    for data in (b'{"releases": [' + line(3) * 9 + b"]}", b"\xff\xfe" + line(3).decode().encode("utf-16-le") * 9):
        said: list = []
        assert list(ocds.read(gzip.compress(data), "a.json", said.append)) == []
        assert [issue.code for issue in said] == ["json_too_large"]


def test_broken_json_of_megabytes_is_read_at_once(folder: Path, tmp_path: Path) -> None:
    start = b'{"releases": [' + line(3).strip()
    quotes = b'\\"' * (1 << 20)
    (folder / "quotes.json").write_bytes(start + b', {"ocid": "x", "title": "' + quotes)
    (folder / "control.json").write_bytes(start + b', {"ocid": "x", "title": "' + b"y" * (9 << 20) + b'\x01"}]}')
    (folder / "deep.json").write_bytes(start + b', {"tender": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}]}")
    (folder / "package.json").write_bytes(b'{"releases":[{"releases":[' * 50_000)
    (folder / "long.jsonl").write_bytes(line(4) + line(5, title="z" * (20 << 20)) + line(6))
    built(folder, tmp_path)
    codes = {(row["file"], row["code"]) for row in held(tmp_path / "register", "issues")}
    assert codes >= {
        ("quotes.json", "json_invalid"), ("control.json", "json_invalid"), ("deep.json", "json_too_deep"),
        ("package.json", "json_invalid"),
    }  # fmt: skip
    ids = {row["contract_id"] for row in held(tmp_path / "register")}
    assert ids == {f"h6vhtk-00000{n}-1" for n in range(1, 7)}


def test_a_line_too_long_is_passed_over_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocds.streams, "LONGEST_LINE", 4000)
    data = line(1) + b'{"ocid": "' + b"x" * 9000 + b'"}\n' + line(2) + b"{broken\n"
    said: list = []

    def pieces(chunk_size: int = 700):
        return [data[at : at + chunk_size] for at in range(0, len(data), chunk_size)]

    monkeypatch.setattr(ocds.streams, "_blocks", lambda *_: iter(pieces()))
    found = [document.document for document in ocds.read(data, "a.jsonl", said.append)]
    assert found == ["000001-2026", "000002-2026"]
    assert [(issue.row, issue.code) for issue in said] == [("line 2", "line_too_long"), ("line 4", "json_invalid")]


def test_tables_with_cells_columns_and_lines_out_of_all_proportion(folder: Path, tmp_path: Path) -> None:
    (folder / "cell.csv").write_bytes(HEADER + b"Surrey County Council,R9," + b"x" * (3 << 20) + b",,,\n" + ROW)
    (folder / "one.csv").write_bytes(b"x" * (3 << 20))
    (folder / "wide.csv").write_bytes(HEADER.strip() + b"," * 900_000 + b"\n" + ROW.replace(b"R1", b"R2"))
    (folder / "quote.csv").write_bytes(HEADER + b'"' * 1_999_999 + b"\n" + ROW.replace(b"R1", b"R3"))
    found = built(folder, tmp_path)
    assert (found["cell.csv"]["row"], found["cell.csv"]["code"]) == ("2", "line_too_long")
    assert found["one.csv"]["code"] == "file_unknown"
    ids = {row["contract_id"] for row in held(tmp_path / "register")}
    assert ids >= {"register-sry-r1", "register-sry-r2", "register-sry-r3"}


def test_issues_without_end_are_counted_and_not_all_listed(folder: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(build.reading, "_MOST_ISSUES", 10)
    (folder / "bad.jsonl").write_bytes(line(3) + b"{bad\n" * 500)
    done = build.build([folder], tmp_path / "register", workers=1)
    rows = [row for row in held(done.home, "issues") if row["file"] == "bad.jsonl"]
    assert done.refused == 500
    assert len(rows) == 11
    assert rows[-1]["reason"] == "490 more issues of this file are counted but not listed"


def test_a_file_that_breaks_off_while_it_is_read_costs_itself_alone(folder: Path, tmp_path: Path, monkeypatch) -> None:
    (folder / "gone.jsonl").write_bytes(line(3))
    find = build.stages.inputs.plan

    def plan_then_lose(files, work):
        made = find(files, work)
        (folder / "gone.jsonl").unlink()
        return made

    monkeypatch.setattr(build.stages.inputs, "plan", plan_then_lose)
    found = built(folder, tmp_path, workers=1)
    assert found["gone.jsonl"]["code"] == "file_unreadable"
    assert "No such file" in found["gone.jsonl"]["reason"]
