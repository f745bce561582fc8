"""Writing, describing and reading tables."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from guildhall.engine import register
from guildhall.engine.register import TABLES, NoRegisterError, describe, open_register, places, write

ISSUE = {"file": "a.csv", "row": "3", "severity": "refused", "code": "x", "reason": "Because."}


def whole(folder: Path, *, is_sample: bool = False, issues: int = 2) -> Path:
    """A register with nothing in it but a few issues."""
    folder.mkdir(parents=True)
    tables = {
        table: write.write_table(table, [write.table_of(table, [ISSUE] * issues)] if table == "issues" else [], folder)
        for table in TABLES
    }
    describe.write_datapackage(folder, tables, is_sample=is_sample)
    describe.write_manifest(
        folder, is_sample=is_sample, inputs=[{"name": "a.csv"}], tables=tables, settings={"decide": {}}
    )
    return folder


def test_a_table_holds_what_was_written_however_it_was_cut(tmp_path: Path, monkeypatch) -> None:
    rows = [
        {"contract_id": f"c{n}", "value_net": Decimal(n), "council_codes": ["AMB"], "ends_on": date(2027, 3, 31)}
        for n in range(50)
    ]
    batches = [write.table_of("contracts", rows[:20]), write.table_of("contracts", rows[20:])]
    for group_rows in (1, 10_000):
        monkeypatch.setattr(write, "GROUP_ROWS", group_rows)
        written = write.write_table("contracts", batches, tmp_path)
        assert written.rows == 50
        assert written.bytes == (tmp_path / "contracts.parquet").stat().st_size
        assert written.sha256 == write.digest(tmp_path / "contracts.parquet")


def test_batches_are_spooled_and_come_back_in_order(tmp_path: Path) -> None:
    held = write.Rows("issues")
    for place, reason in enumerate(("first", "second")):
        held.append(tuple((ISSUE | {"reason": reason}).values()))
        assert len(held) == 1
        write.spool(held.batch(), tmp_path / str(place))
    held.extend([tuple(ISSUE.values()), tuple(ISSUE.values())])
    assert len(held) == 2
    back = pa.Table.from_batches(write.unspool([tmp_path / "0", tmp_path / "1"]))
    assert back["reason"].to_pylist() == ["first", "second"]


def test_rows_of_the_wrong_length_are_our_mistake() -> None:
    held = write.Rows("issues")
    held.append(("too", "short"))
    with pytest.raises(ValueError, match="zip"):
        held.batch()


def test_reading_a_register(tmp_path: Path) -> None:
    home = whole(tmp_path / "register")
    with open_register(home) as held:
        assert not held.is_sample
        assert held.table("issues", ["reason"]).to_pydict() == {"reason": ["Because.", "Because."]}
        assert held.table("contracts").num_rows == 0
        assert list(held.rows("issues")) == [ISSUE, ISSUE]
        assert json.loads(held.raw("manifest.json").read())["inputs"] == [{"name": "a.csv"}]


def test_a_register_opened_before_a_swap_stays_what_it_was(tmp_path: Path) -> None:
    home = whole(tmp_path / "register", issues=1)
    with open_register(home) as held:
        home.rename(tmp_path / "old")
        whole(home, issues=5)
        assert held.table("issues").num_rows == 1
    with open_register(home) as held:
        assert held.table("issues").num_rows == 5


def test_no_register_is_said_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(NoRegisterError, match="there is no register in"):
        open_register(tmp_path / "nowhere")
    half = whole(tmp_path / "half")
    (half / "claims.parquet").unlink()
    with pytest.raises(NoRegisterError, match="holds no whole register"):
        open_register(half)
    broken = whole(tmp_path / "broken")
    (broken / "manifest.json").write_text("{")
    with pytest.raises(NoRegisterError):
        open_register(broken)
    gone = tmp_path / "gone"
    whole(places.previous(gone), issues=3)
    with open_register(gone) as held:
        assert held.table("issues").num_rows == 3


def test_the_data_package_speaks_of_every_column_in_a_type_frictionless_knows(tmp_path: Path) -> None:
    package = json.loads((whole(tmp_path / "register") / "datapackage.json").read_text())
    assert [r["path"] for r in package["resources"]] == [f"{table}.parquet" for table in TABLES]
    known = {"string", "integer", "number", "boolean", "date", "array"}
    for resource, (_, schema) in zip(package["resources"], TABLES.items(), strict=True):
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == schema.names
        assert {field["type"] for field in fields} <= known
        assert all(field["description"] for field in fields)
        assert resource["hash"].startswith("sha256:")
    assert {licence["name"] for licence in package["licenses"]} == {"OGL-UK-3.0", "CC-BY-4.0"}
    assert package["sources"]
    sample = json.loads((whole(tmp_path / "sample", is_sample=True) / "datapackage.json").read_text())
    assert sample["sources"] == []
    assert "invented" in sample["title"]


def test_the_moment_of_a_build_can_be_settled(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795440000")
    assert describe.built_at() == "2026-11-23T12:00:00+00:00" or describe.built_at().startswith("2026-11-2")
    first, second = whole(tmp_path / "a"), whole(tmp_path / "b")
    assert (first / "manifest.json").read_bytes() == (second / "manifest.json").read_bytes()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert describe.built_at()[:2] == "20"


def test_the_package_offers_only_what_it_names() -> None:
    with pytest.raises(AttributeError):
        register.nothing  # noqa: B018  # the access is what is tested
