"""Is a register whole, and does it hold what it must?"""

import argparse
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from guildhall.engine.quality import check
from guildhall.engine.register import TABLES, describe, write

GOOD = {
    "contract_id": "c1", "council_code": "AMB", "council_codes": ["AMB"], "supplier_ids": ["acme"], "is_sample": False,
    "starts_on": date(2026, 4, 1), "ends_on": date(2027, 3, 31), "last_end_on": date(2028, 3, 31),
    "value_net": Decimal(100),
}  # fmt: skip
TABLES_OF_GOOD = {
    "contracts": [GOOD],
    "claims": [{"contract_id": "c1", "field": "title"}],
    "councils": [{"code": "AMB", "name": "Ambridge"}],
    "suppliers": [{"supplier_id": "acme"}],
    "coverage": [
        {
            "scope": "field",
            "key": "ends_on",
            "measure": "known",
            "known": 1,
            "total": 1,
            "words": "1 of 1 have an end.",
        },
        {"scope": "council", "key": "AMB", "measure": "value", "known": 1, "total": 1, "words": "All."},
    ],
}
ISSUE = {"file": "a.csv", "row": "3", "severity": "refused", "code": "x", "reason": "Because."}


def register(folder: Path, inputs=(), *, is_sample: bool = False, **changes) -> Path:
    """A small register by hand, sound unless a test changes a table."""
    folder.mkdir()
    rows = TABLES_OF_GOOD | changes
    tables = {t: write.write_table(t, [write.table_of(t, rows.get(t, []))], folder) for t in TABLES}
    describe.write_datapackage(folder, tables, is_sample=is_sample)
    describe.write_manifest(folder, is_sample=is_sample, inputs=inputs, tables=tables, settings={})
    return folder


def said(home: Path) -> dict[str, list[str]]:
    """What is broken, by its sentence."""
    return {e["words"]: e["examples"] for e in check.check(home).expectations if e["broken"]}


def test_a_sound_register_is_whole(tmp_path: Path) -> None:
    report = check.check(register(tmp_path / "r"))
    assert report.is_whole
    assert said(tmp_path / "r") == {}
    assert report.tables["contracts"] == 1
    assert report.councils_with_contracts == 1


@pytest.mark.parametrize(("changes", "example"), [
    ({"contracts": [GOOD, GOOD]}, "c1"),
    ({"claims": [{"contract_id": "c1"}, {"contract_id": "c9"}]}, "claims speak of c9"),
    ({"findings": [{"contract_id": "c9"}]}, "findings speak of c9"),
    ({"contracts": [GOOD | {"council_codes": ["XXX"]}]}, "c1 names XXX"),
    ({"contracts": [GOOD | {"supplier_ids": ["nobody"]}]}, "c1 names nobody"),
    ({"contracts": [GOOD | {"starts_on": date(2030, 1, 1)}]}, "c1: starts_on 2030-01-01 is after ends_on 2027-03-31"),
    ({"contracts": [GOOD | {"value_net": Decimal(1)}]}, "c1 is valued at a pound or less"),
    ({"contracts": [GOOD | {"is_sample": True}]}, "c1"),
    ({"claims": []}, "c1"),
])  # fmt: skip
def test_what_must_hold(tmp_path: Path, changes: dict, example: str) -> None:
    home = register(tmp_path / "r", **changes)
    assert not check.check(home).is_whole
    assert [example] in said(home).values()


def test_what_should_hold_is_only_remarked_on(tmp_path: Path) -> None:
    few = {
        "scope": "field",
        "key": "ends_on",
        "measure": "known",
        "known": 1,
        "total": 9,
        "words": "1 of 9 have an end.",
    }
    entry = {"name": "a.csv", "rows": 10, "refused": 5}
    home = register(tmp_path / "r", [entry, {"name": "b.csv", "rows": 0, "refused": 0}], coverage=[few])
    assert check.check(home).is_whole
    assert said(home) == {
        "Seven contracts in ten have an agreed end.": ["1 of 9 have an end."],
        "No file has more than a tenth of its rows refused.": ["a.csv: 5 of 10 rows refused"],
    }


def test_only_the_first_examples_are_shown(tmp_path: Path) -> None:
    home = register(tmp_path / "r", findings=[{"contract_id": f"x{n}"} for n in range(9)])
    assert [len(examples) for examples in said(home).values()] == [3]


def test_damage_is_named(tmp_path: Path, monkeypatch) -> None:
    home = register(tmp_path / "r")
    (home / "issues.parquet").write_bytes((home / "claims.parquet").read_bytes())
    manifest = json.loads((home / "manifest.json").read_text())
    manifest["tables"]["claims"]["rows"] = 7
    del manifest["tables"]["coverage"]
    (home / "manifest.json").write_text(json.dumps(manifest))
    monkeypatch.setitem(check.TABLES, "notices", TABLES["issues"])
    report = check.check(home)
    assert not report.is_whole
    assert report.damage == [
        "claims has 1 rows, the manifest says 7",
        "notices has other columns than this version of Guildhall writes",
        "issues.parquet is not as it was written: its hash differs from the manifest's",
        "the manifest does not speak of coverage",
    ]
    assert "DAMAGED: claims has 1 rows" in check.in_words(report)


@pytest.mark.parametrize(
    ("known", "total", "words"), [(0, 0, "–"), (0, 9, "0 %"), (1, 1000, "1 %"), (999, 1000, "99 %"), (9, 9, "100 %")]
)
def test_shares_are_never_rounded_to_all_or_nothing(known: int, total: int, words: str) -> None:
    assert check.share({"known": known, "total": total}) == words


def test_the_command(tmp_path: Path, capsys) -> None:
    home = register(
        tmp_path / "r",
        issues=[ISSUE, ISSUE],
        findings=[{"contract_id": "c9"}],
        is_sample=True,
        contracts=[GOOD | {"is_sample": True}],
    )
    assert check.run(argparse.Namespace(home=home, format="text")) == 1
    words = capsys.readouterr().out
    assert "from the invented sample" in words
    assert "NO  Claims and findings speak of contracts that are held. (1)" in words
    assert "  100 %  1 of 1 have an end." in words
    assert "      2  refused: x" in words
    sound = register(tmp_path / "s")
    assert check.run(argparse.Namespace(home=sound, format="json")) == 0
    assert json.loads(capsys.readouterr().out)["is_whole"] is True
    assert check.run(argparse.Namespace(home=tmp_path / "none", format="text")) == 1
    assert "guildhall check: there is no register" in capsys.readouterr().err
