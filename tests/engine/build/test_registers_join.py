"""A council's register beside the notices: rows that name their process, in several quarters and any order of files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from guildhall.engine import build
from guildhall.engine.register import open_register
from tests.engine.build.conftest import release

HEADER = "Organisation Name,Contract Reference,OpenContractingID,Contract Title,Start Date,End Date,Supplier,Notice Period,Planned Route"
EXTENDED = {
    "hasRenewal": True,
    "renewal": {"description": "One option of 12 months, to be asked for six months before the end"},
}


def quarter(tmp_path: Path, name: str, *rows: str) -> Path:
    path = tmp_path / "in" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([HEADER, *(f"Surrey County Council,{row}" for row in rows)]) + "\n")
    return path


def with_option(number: int) -> dict:
    made = release(number)
    made["contracts"][0] |= EXTENDED | {
        "period": {
            "startDate": "2026-04-01T00:00:00+01:00",
            "endDate": "2028-03-31T23:59:59+01:00",
            "maxExtentDate": "2029-03-31T23:59:59+01:00",
        }
    }
    return made


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("first", ["a", "z"])
def test_all_quarters_words_on_a_row_join_the_contract_of_its_process(
    tmp_path: Path, notices: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, first: str, workers: int
) -> None:
    monkeypatch.setattr(
        "guildhall.engine.build.stages.PART_BYTES", 200
    )  # the process and the register in parts of their own
    notices(f"{first}.jsonl", with_option(1), release(2))
    quarter(
        tmp_path, "register 2026-06-30.csv", "S/1,ocds-h6vhtk-000001,Casework,01/04/2026,31/03/2028,Acme Software Ltd,3 months,Open procedure",
        "S/2,,Bins,01/04/2026,31/03/2030,Bins Ltd,,", "S/3,ocds-h6vhtk-ffffff,Skips,01/04/2026,31/03/2029,Skips Ltd,,",
    )  # fmt: skip
    quarter(
        tmp_path, "register 2026-03-31.csv", "S/1,,Casework (old),01/04/2026,31/03/2028,Acme Software Ltd,3 months,"
    )
    built = build.build([tmp_path / "in"], tmp_path / "register", workers=workers)
    with open_register(built.home) as register:
        contracts = {row["contract_id"]: row for row in register.rows("contracts")}
        claims = [row for row in register.rows("claims") if row["field"] == "notice_months"]
    assert sorted(key.partition("-x")[0] for key in contracts) == [
        "h6vhtk-000001-1", "h6vhtk-000002-1", "register-sry-s-2", "register-sry-s-3",
    ]  # fmt: skip
    joined = contracts["h6vhtk-000001-1"]
    assert joined["sources"] == ["council_registers", "find_a_tender"]
    assert (joined["notice_months"], joined["notice_days"], joined["next_route"]) == (6, 180, "open")
    assert "notice_months" in joined["disputed"]
    assert sorted((row["value"], row["state"], row["source"]) for row in claims) == [
        ("3", "disagrees", "council_registers"), ("3", "replaced", "council_registers"), ("6", "won", "find_a_tender"),
    ]  # fmt: skip
    assert contracts["h6vhtk-000002-1"]["sources"] == ["find_a_tender"]
