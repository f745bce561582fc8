"""Notices and tables with odd values in any place: no crash, a whole register, and the sound ones as if alone."""

import csv
import io
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from guildhall.engine import build
from guildhall.engine.quality import check
from guildhall.engine.register import open_register
from guildhall.engine.sources import explain, ocds
from tests.engine.build.conftest import release
from tests.engine.build.test_build import fingerprint, held

SAMPLE = Path(__file__).resolve().parents[3] / "sample"
ODD = (
    "null", "true", "0", "-1", "1e308", "1e400", "-1e9999", "NaN", "Infinity", "000", "9" * 400, "1" * 5000, "-0", "1E+5",
    "123456789012345678.12", "9999999999999999", "99999999999999.99", "0.123456789", "2147483648", "[]", "{}", "[[]]",
    "[null]", '{"":null}', '""', '" "', '"\\u0000"', '"\\ud800"', '"\\u2028"', '"0001-01-01"', '"9999-12-31"', '"2026-02-30"',
    '"9999-12-31T23:30:00-12:00"', '"0001-01-01T00:00:00+14:00"', '"2026-13-45T99:99:99Z"', '"31/12/99999"', '"1e9999"',
    '"' + "x" * 70_000 + '"', '"a@b.example 07700 900123"', "[" * 3000 + "]" * 3000, '"12 months"',
)  # fmt: skip
CELLS = (
    "", "NaN", "-", "0", "-1", "£1e400", "999999999999999999", "01/01/0001", "31/12/9999", "32/13/2026", "2026-02-30",
    "99999", "x" * 3000, '"', "a\nb", "=cmd()", "TBC", "12 months", "60+24+24+24+24+24", "99999999999 years",
    "1000000 months", "(500)", "£1.005", "12345678901234.567", "١٢", "\0", "Ã¢â‚¬Å“", "01/04/2020 - 31/03/2025",
    "999999999 days", "3+1+1+1+1+1", "5 x 12 months", "1" * 400,
)  # fmt: skip


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])


def odd_notice(number: int, dice: random.Random) -> str:
    """A sound notice with a few of its values exchanged for odd ones."""
    made = json.loads(json.dumps(release(number, dice.choice(["UK7", "UK6", "UK5", "UK4", "UK10"]))))
    marks = {}
    for _ in range(dice.randint(1, 4)):
        holder, key = dice.choice(list(places(made)))
        if not isinstance(holder[key], str) or not holder[key].startswith("<odd"):
            mark = f"<odd {len(marks)}>"
            holder[key], marks[json.dumps(mark)] = mark, dice.choice(ODD)
    text = json.dumps(made)
    for mark, value in marks.items():
        text = text.replace(mark, value)
    return text


def test_odd_values_in_notices(tmp_path: Path) -> None:
    dice = random.Random(20261123)
    root = tmp_path / "in"
    root.mkdir()
    sound = [json.dumps(release(n)) for n in range(1, 21)]
    odd = [odd_notice(n, dice) for n in range(1000, 2500)]
    (root / "mixed.jsonl").write_text("\n".join([*odd[:700], *sound, *odd[700:]]) + "\n")
    (root / "package.json").write_text('{"releases": [' + ",".join(odd[:300]) + "]}")
    build.build([root], tmp_path / "register", workers=1)
    report = check.check(tmp_path / "register")
    assert report.is_whole, report.expectations
    assert not any("notice_not_understood" in name for name in report.issues)
    rows = {row["contract_id"]: row for row in held(tmp_path / "register")}
    (root / "mixed.jsonl").write_text("\n".join(sound) + "\n")
    (root / "package.json").unlink()
    build.build([root], tmp_path / "alone", workers=1)
    alone = held(tmp_path / "alone")
    assert len(alone) == 20
    assert all(rows[row["contract_id"]] == row for row in alone)


def odd_table(data: bytes, dice: random.Random) -> bytes:
    """A table with odd cells, and its columns shuffled, doubled or renamed."""
    rows = [row for row in csv.reader(io.StringIO(data.decode("utf-8", "replace"))) if row]
    for _ in range(dice.randint(1, 40)):
        row = dice.choice(rows[1:])
        row[dice.randrange(len(row))] = dice.choice(CELLS)
    act, width = dice.randrange(7), len(rows[0])
    if act == 0:
        order = dice.sample(range(width), width)
        rows = [[row[at] for at in order] for row in rows]
    elif act == 1:
        rows = [row + row for row in rows]
    elif act == 2:
        rows[0][dice.randrange(width)] = dice.choice(["", rows[0][0], "x" * 500])
    elif act == 3:
        rows = [row[: dice.randint(0, width)] if dice.random() < 0.2 else row for row in rows]
    elif act == 4:
        at, cell = dice.randrange(width), dice.choice(CELLS)
        rows[1:] = [[*row[:at], cell, *row[at + 1 :]] for row in rows[1:]]
    out = io.StringIO()
    csv.writer(out, delimiter=dice.choice(",,;\t|"), lineterminator=dice.choice(["\r\n", "\n", "\r"])).writerows(rows)
    return out.getvalue().encode(
        dice.choice(["utf-8", "utf-8", "utf-16", "utf-16-be", "cp1252", "utf-8-sig"]), "replace"
    )


TABLES = (
    "registers/northmoor_contracts_register.csv", "contracts_finder/notices.csv", "observed/council_systems.csv", "councils.csv",
    "products.csv", "successions.csv", "spend/northmoor_2026-04_2026-06.csv",
)  # fmt: skip


def test_odd_cells_in_tables(tmp_path: Path) -> None:
    dice = random.Random(1863)
    root = tmp_path / "in"
    root.mkdir()
    (root / "sample.json").write_text("{}")
    for name in TABLES:
        for number in range(9):
            (root / f"{number}_{Path(name).name}").write_bytes(odd_table((SAMPLE / name).read_bytes(), dice))
    build.build([root], tmp_path / "register", workers=1)
    report = check.check(tmp_path / "register")
    assert report.is_whole, report.expectations
    assert len(held(tmp_path / "register")) > 30


def broken(data: bytes, dice: random.Random) -> bytes:
    """The bytes cut, spoilt, doubled or in another encoding."""
    act = dice.randrange(7)
    if act == 0:
        return data[: dice.randrange(len(data))]
    if act == 1:
        return data[dice.randrange(len(data)) :]
    if act == 2:
        spoilt = bytearray(data)
        for _ in range(100):
            spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
        return bytes(spoilt)
    if act == 3:
        code = dice.choice(["utf-16", "utf-16-le", "utf-32", "cp037", "utf-7", "cp1252"])
        return data.decode("utf-8", "replace").encode(code, "replace")
    if act == 4:
        return data.replace(b"\n", b"\r")
    at = dice.randrange(len(data))
    return data[:at] + dice.choice([b'"', bytes(999), b"[[[", b"}}}", b"\n" * 5000, b'"\\"' * 500]) + data[at:]


def test_broken_files_of_every_kind(tmp_path: Path) -> None:
    dice = random.Random(1907)
    root = tmp_path / "in"
    root.mkdir()
    (root / "sample.json").write_text("{}")
    files = [path for path in sorted(SAMPLE.rglob("*.*")) if path.name != "sample.json"]
    for number in range(3):
        for path in files:
            data = path.read_bytes()[: 60_000 if path.suffix == ".jsonl" else None]
            (root / f"{number}_{path.name}").write_bytes(broken(data, dice))
    build.build([root], tmp_path / "register", workers=1)
    report = check.check(tmp_path / "register")
    assert report.is_whole, report.expectations
    assert not any("notice_not_understood" in name for name in report.issues)
    said = {row["file"] for row in held(tmp_path / "register", "issues")}
    assert {entry["name"] for entry in report.inputs if entry["kind"] == "unknown" and "same_as" not in entry} <= said
    for path in root.iterdir():
        assert json.loads(explain.as_json(explain.explain(path)))["file"] == path.name


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:58-12:00", "0001-01-01T00:00:00+14:00", "x", "", "2026-02-30"])
def test_a_moment_at_the_end_of_time(moment: str) -> None:
    said: list = []
    (found,) = ocds.read(json.dumps(release(1, date=moment)).encode(), "a.json", said.append)
    assert found.document == "000001-2026"
    assert "notice_not_understood" not in [issue.code for issue in said]


def test_a_notice_that_we_fail_to_understand_is_refused_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    real = ocds.streams.notice.document

    def failing(release, *rest):
        if release.id == "000002-2026":
            raise OverflowError("date value out of range")
        return real(release, *rest)

    monkeypatch.setattr(ocds.streams.notice, "document", failing)
    data = b"\n".join(json.dumps(release(n)).encode() for n in (1, 2, 3))
    said: list = []
    assert [d.document for d in ocds.read(data, "a.jsonl", said.append)] == ["000001-2026", "000003-2026"]
    assert [(i.row, i.severity, i.code) for i in said] == [("line 2", "refused", "notice_not_understood")]


def test_an_award_of_which_nothing_is_said_makes_no_contract(tmp_path: Path) -> None:
    said = {
        "ocid": "ocds-b5fd17-164b04aa-7ce4-4fe5-ab54-c1717bcbb68d", "id": "164b04aa-7ce4-4fe5-ab54-c1717bcbb68d", "tag": ["award"],
        "date": "2022-04-08T19:43:11", "buyer": {"name": "Surrey County Council"}, "awards": [{"x": []}],
    }  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(said))
    build.build([tmp_path / "a.json"], tmp_path / "register")
    assert held(tmp_path / "register") == []
    assert [row["code"] for row in held(tmp_path / "register", "issues")] == ["contract_empty"]
    assert check.check(tmp_path / "register").is_whole


def test_an_award_to_nobody_is_no_contract(tmp_path: Path) -> None:
    """After 49c99f3d-38ae-47ae-aa61-b53ddc86fa16, an award notice whose supplier is "NOT AWARDED TO SUPPLIER"."""
    award = {"id": "1", "status": "active", "suppliers": [{"name": "Tender abandoned"}], "value": {"amount": 9000}}
    said = {
        "ocid": "ocds-b5fd17-164b04aa-7ce4-4fe5-ab54-c1717bcbb68d", "id": "n-1", "tag": ["award"], "date": "2022-04-08T19:43:11",
        "buyer": {"name": "Surrey County Council"}, "awards": [award],
    }  # fmt: skip
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").write_text(json.dumps(said))
    (tmp_path / "in" / "b.csv").write_text(
        "id,title,description,organisation,status,notice_type,published_date,awarded_date,awarded_value,awarded_supplier,cpv_codes,url\n"
        "aa3cbb34-ce2c-487c-a94a-dba7cc088ac4,Case system,Words,Surrey County Council,awarded,Contract,2026-02-26,2026-02-25,0,"
        "NOT AWARDED TO SUPPLIER,48000000,\n"
    )
    built = build.build([tmp_path / "in"], tmp_path / "register")
    assert (built.rows, built.contracts) == (2, 0)


def test_the_order_of_input_and_the_number_of_workers_do_not_matter(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(build.stages, "PART_BYTES", 1 << 18)
    parts = sorted(path for path in SAMPLE.iterdir() if path.is_dir())
    build.build([SAMPLE], tmp_path / "one", workers=1)
    build.build([SAMPLE], tmp_path / "three", workers=3)
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "three")
    both = [*parts, SAMPLE / "councils.csv", SAMPLE / "products.csv", SAMPLE / "successions.csv"]
    build.build(both, tmp_path / "in order", workers=2)
    build.build(both[::-1], tmp_path / "reversed", workers=1)
    assert fingerprint(tmp_path / "in order") == fingerprint(tmp_path / "reversed")
    tables = {name: digest for name, digest in fingerprint(tmp_path / "one").items() if name != "manifest.json"}
    other = fingerprint(tmp_path / "in order")
    assert {name for name in tables if tables[name] != other[name]} <= {
        "issues.parquet",
        "datapackage.json",
    }  # which name files, and their hash


def test_a_part_of_the_sample_is_still_the_sample(notices: Callable[..., Path], tmp_path: Path) -> None:
    """Invented contracts never stand beside real ones."""
    real = notices("a.jsonl", release(1))
    for part in (SAMPLE / "find_a_tender", SAMPLE / "find_a_tender" / "releases.jsonl", SAMPLE / "councils.csv"):
        with pytest.raises(build.RefusedError, match="either the sample or real data, never both"):
            build.build([part, real], tmp_path / "register")
    build.build([SAMPLE / "find_a_tender"], tmp_path / "register")
    with open_register(tmp_path / "register") as register:
        assert register.is_sample
    (real.parent / "sample.json").write_text(json.dumps({"releases": [release(2)]}))  # somebody's sample of notices
    build.build([real.parent], tmp_path / "real")
    assert len(held(tmp_path / "real")) == 2


def test_a_file_under_another_name_changes_names_alone(tmp_path: Path) -> None:
    data = (SAMPLE / "contracts_finder" / "awards.jsonl").read_bytes()
    for name in ("a/awards.jsonl", "b/zz renamed.data"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(data)
        (tmp_path / name).with_name("councils.csv").write_bytes((SAMPLE / "councils.csv").read_bytes())
        (tmp_path / name).with_name("sample.json").write_text("{}")
    build.build([tmp_path / "a"], tmp_path / "one")
    build.build([tmp_path / "b"], tmp_path / "two")
    one, two = fingerprint(tmp_path / "one"), fingerprint(tmp_path / "two")
    assert len(held(tmp_path / "one")) > 20
    assert {name for name in one if one[name] != two[name]} <= {"manifest.json", "issues.parquet", "datapackage.json"}
