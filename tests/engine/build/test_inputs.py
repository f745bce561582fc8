"""What a build is made from."""

import gzip
from pathlib import Path

import msgspec
import pytest

from guildhall.engine.build import inputs
from guildhall.engine.records import Issue
from guildhall.engine.register.swap import RefusedError

RELEASE = b'{"ocid": "ocds-h6vhtk-000001", "id": "000001-2026"}\n'


def planned(root: Path, tmp_path: Path) -> tuple[list[inputs.InputFile], inputs.Plan, list[Issue]]:
    work = tmp_path / "work"
    (work / "issues").mkdir(parents=True)
    files = inputs.find([root])
    plan = inputs.plan(files, work)
    return files, plan, msgspec.msgpack.decode((work / "issues" / "files").read_bytes(), type=list[Issue])


def test_files_are_found_in_the_order_of_their_names_under_names_without_a_machine_in_them(tmp_path: Path) -> None:
    for name in ("b/2.json", "b/10.json", "a.csv", ".hidden/x.csv", "b/.seen", "c/sample.jso"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    found = inputs.find([tmp_path / "in"])
    assert [file.name for file in found] == ["a.csv", "b/10.json", "b/2.json", "c/sample.jso"]
    both = inputs.find([tmp_path / "in", tmp_path / "in" / "a.csv", tmp_path / "in" / "b"])
    assert [file.name for file in both] == ["in/a.csv", "in/b/10.json", "in/b/2.json", "in/c/sample.jso"]
    (single,) = inputs.find([tmp_path / "in" / "a.csv"])
    assert single.name == "a.csv"


def test_files_of_one_name_from_two_folders_are_told_apart(tmp_path: Path) -> None:
    for folder in ("x/in", "y/in"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.csv").write_text(folder)
    found = inputs.find([tmp_path / "x/in", tmp_path / "y/in"])
    assert [file.name for file in found] == ["in/a.csv", "in/a.csv (2)"]


def test_nothing_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="there is nothing at"):
        inputs.find([tmp_path / "nowhere"])
    with pytest.raises(RefusedError, match="there are no files in"):
        inputs.find([tmp_path])


def test_the_sample_is_marked_and_never_mixed_with_real_data(tmp_path: Path) -> None:
    sample = tmp_path / "sample"
    (sample / "deep" / "deeper").mkdir(parents=True)
    (sample / "sample.json").write_text("{}")
    (sample / "deep" / "deeper" / "a.jsonl").write_bytes(RELEASE)
    assert [(f.name, f.is_sample) for f in inputs.find([sample])] == [("deep/deeper/a.jsonl", True)]
    (sample / "b.jsonl").write_bytes(RELEASE)
    assert [f.is_sample for f in inputs.find([sample / "b.jsonl"])] == [True]
    (tmp_path / "real.jsonl").write_bytes(RELEASE)
    for given in ([tmp_path], [sample, tmp_path / "real.jsonl"]):
        with pytest.raises(RefusedError, match="never both"):
            inputs.find(given)


def test_every_file_is_told_by_its_content_and_the_same_content_counts_once(tmp_path: Path) -> None:
    root = tmp_path / "in"
    root.mkdir()
    (root / "a.jsonl").write_bytes(RELEASE)
    (root / "b.csv").write_bytes(RELEASE)
    (root / "c.jsonl.gz").write_bytes(gzip.compress(RELEASE, mtime=0))
    (root / "letter.txt").write_text("Dear council, thank you for your time.\n")
    (root / "spend.csv").write_text(
        "Body Name,Supplier Name,Payment Date,Transaction Number,Amount\nA Council,Acme Ltd,01/02/2026,1,501.50\nA Council,Beta Ltd,02/02/2026,2,600\n"
    )
    files, plan, issues = planned(root, tmp_path)
    assert [(f.name, f.kind, f.is_read, f.same_as) for f in files] == [
        ("a.jsonl", "ocds_jsonl", True, ""), ("b.csv", "ocds_jsonl", True, "a.jsonl"),
        ("c.jsonl.gz", "ocds_jsonl", True, ""), ("letter.txt", "unknown", False, ""),
        ("spend.csv", "council_spend", True, ""),
    ]  # fmt: skip
    assert [(i.file, i.severity, i.code) for i in issues] == [
        ("b.csv", "warning", "file_twice"), ("letter.txt", "refused", "file_unknown"),
    ]  # fmt: skip
    assert plan == inputs.Plan((), ())


def test_only_the_sample_brings_councils_of_its_own_but_anybody_may_bring_successions(tmp_path: Path) -> None:
    root = tmp_path / "in"
    root.mkdir()
    (root / "councils.csv").write_text("code,slug,name,kind\nX-AAA,aaa,Aaa Council,UA\n")
    (root / "next.csv").write_text(
        "predecessor_code,successor_code,successor_name,status,vesting_on\nSRY,,New,proposed,2028-04-01\n"
    )
    files, plan, _ = planned(root, tmp_path)
    assert [f.kind for f in files] == ["unknown", "successions"] or files[1].kind == "successions"
    assert plan.councils == ()
    assert plan.successions == (root / "next.csv",)
    (root / "sample.json").write_text("{}")
    _, plan, _ = planned(root, tmp_path / "again")
    assert plan.councils == (root / "councils.csv",)
