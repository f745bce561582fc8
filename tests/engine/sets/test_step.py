"""The step of the build, and the command: tables, findings and coverage of a small world told by hand."""

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from guildhall import cli
from guildhall.engine.classify.known import catalogue
from guildhall.engine.register.tables import TABLES
from guildhall.engine.sets import engines, in_use, settings, step
from tests.engine.sets import worlds
from tests.engine.sets.test_cases import months
from tests.engine.sets.worlds import ON, contract, payment

MODERNGOV = {"council_code": "SLF", "product": "ModernGov", "seen_on": date(2026, 5, 30), "evidence": "scraper class"}


def context(work: Path) -> Any:
    return SimpleNamespace(setup=SimpleNamespace(work=work), products=catalogue())


def observed(folder: Path, *rows: dict[str, Any]) -> None:
    pq.write_table(pa.Table.from_pylist(list(rows), TABLES["observations"]), folder / "observations.parquet")


def made(folder: Path, on: date = ON) -> dict[str, list[dict[str, Any]]]:
    """What the step yields, as rows."""
    found = step.make(folder, on, context(folder))
    return {name: pa.Table.from_batches(list(batches), TABLES[name]).to_pylist() for name, batches in found.items()}


def full(**known: Any) -> dict[str, Any]:
    return contract(
        **({"supplier_names": ["Example Ltd"], "product_names": [], "extension": "none_declared", "ocids": []} | known)
    )


def test_a_register_without_payments_loads_nothing(tmp_path: Path) -> None:
    worlds.write(tmp_path, [], [full()])
    observed(tmp_path)
    code = (
        "import sys; from datetime import date; from pathlib import Path; from guildhall.engine.sets import step\n"
        f"found = step.make(Path({str(tmp_path)!r}), date(2026, 11, 23), None)\n"
        "assert found == {}, found\n"
        "assert not {'ibis', 'duckdb', 'pandas'} & set(sys.modules), sorted(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert step.make(tmp_path / "nothing", ON, context(tmp_path)) == {}
    assert step.coverage(tmp_path, tmp_path) == []


def test_tables_findings_and_coverage_of_payments(tmp_path: Path) -> None:
    payments = [
        *months(date(2022, 1, 1), 36, amount=Decimal("1000.00")),
        *months(date(2022, 1, 1), 30, supplier_id="s1", amount=Decimal("30000.00")),
        payment(council_code=None),
    ]
    contracts = [
        full(
            contract_id="late", starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31), value_net=Decimal("360000.00"),
        ),
        full(contract_id="bare", supplier_ids=["other"]),  # of it the catalogue says as much as there is to say
        full(contract_id="elsewhere", council_codes=["MAN"], starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31)),
    ]  # fmt: skip
    worlds.write(tmp_path, payments, contracts)
    found = made(tmp_path)
    assert set(found) == {"spend", "paid", "findings"}
    assert [(row["supplier_id"], row["year"]) for row in found["spend"]] == [
        ("other", 2021), ("other", 2022), ("other", 2023), ("other", 2024),
        ("s1", 2021), ("s1", 2022), ("s1", 2023), ("s1", 2024),
    ]  # fmt: skip
    (_, paid) = found["paid"]
    assert (paid["contract_id"], paid["paid"], paid["paid_after_end"]) == (
        "late", Decimal("900000.00"), Decimal("450000.00"),
    )  # fmt: skip
    assert paid["run_rate_year"] == Decimal("180000.00")
    late, against = found["findings"]
    assert (late["contract_id"], late["indicator"], late["status"], late["low"]) == ("late", "T8", "act", "450000.00")
    assert late["words"].startswith("Paid after the last end date: £450,000 was paid to Example Ltd")
    assert settings.COVERAGE in late["words"]
    assert (against["indicator"], against["status"], against["value"]) == ("M4", "ok", "100")

    pq.write_table(pa.Table.from_pylist(found["spend"], TABLES["spend"]), tmp_path / "spend.parquet")
    rows = {(row.scope, row.key, row.measure): row for row in step.coverage(tmp_path, tmp_path)}
    assert rows["register", "payments", "council_code"].words == "66 of 67 payments were made by a council known here."
    explained = rows["register", "payments", "explained"]
    assert (explained.known, explained.total) == (2, 4)
    assert explained.words.startswith("2 of 4 times that a council paid a supplier more than £25,000 in a year")
    lists = rows["council", "SLF", "spending"]
    assert (lists.known, lists.total) == (36, 36)
    assert lists.words == (
        "Lists of spending from 10 January 2022 to 10 December 2024, 36 of 36 months; of £936,000 paid, £360,000 while a "
        "contract known here between the two was running."
    )


def test_a_product_seen_in_use_after_recorded_expiry(tmp_path: Path) -> None:
    """Salford's register of July 2022 has its committee system (S1047) end on 2021-12-31; it was seen in May 2026."""
    system = {"supplier_names": ["Modern.Gov"], "starts_on": date(2016, 4, 1), "ends_on": date(2021, 12, 31)}
    worlds.write(tmp_path, [], [full(contract_id="s1047", **system)])
    observed(tmp_path, MODERNGOV, MODERNGOV | {"seen_on": date(2019, 1, 1)}, MODERNGOV | {"seen_on": None})
    (finding,) = made(tmp_path)["findings"]
    assert (finding["indicator"], finding["status"], finding["basis"]) == ("T8", "watch", "D")
    assert finding["quote"] == "scraper class"
    assert finding["words"] == (
        "In use after recorded expiry: ModernGov was seen in use on 30 May 2026, and the last recorded end of the contract "
        "is 31 December 2021. A later renewal may exist that is not in the record."
    )


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([{"starts_on": date(2022, 1, 1), "ends_on": date(2027, 1, 1)}], []),
        ([{"starts_on": date(2022, 1, 1)}], []),  # its end is not known: it may run
        ([{"ends_on": date(2027, 1, 1)}], []),
        ([{"starts_on": date(2022, 1, 1), "ends_on": date(2024, 1, 1)}], ["c2"]),  # the last that ended
        ([{"council_codes": ["MAN"], "starts_on": date(2022, 1, 1)}], ["c1"]),
        ([{"starts_on": date(2026, 6, 1), "ends_on": date(2027, 1, 1)}], ["c1"]),  # began after the sign
    ],
)
def test_a_sign_of_use_is_told_of_the_last_contract_that_ended(
    tmp_path: Path, others: list[dict[str, Any]], told: list[str]
) -> None:
    first = full(contract_id="c1", product_names=["ModernGov"], starts_on=date(2016, 4, 1), ends_on=date(2021, 12, 31))
    rest = [full(contract_id=f"c{at}", product_names=["ModernGov"], **known) for at, known in enumerate(others, 2)]
    worlds.write(tmp_path, [], [first, *rest])
    observed(tmp_path, MODERNGOV)
    assert sorted(in_use.signs(tmp_path, catalogue())) == told


def test_the_command_writes_every_table_of_a_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    worlds.write(tmp_path, months(date(2024, 1, 1), 24, supplier_id="s1"), [contract(starts_on=date(2024, 1, 1))])
    out = tmp_path / "out"
    assert cli.main(["sums", "--home", str(tmp_path), "--out", str(out), "--threads", "1", "--memory", "200"]) == 0
    tables = ["lists", "spend", "paid", "concentration", "incumbency", "runs", "flows"]
    assert capsys.readouterr().out.splitlines() == [f"{out}/{name}.parquet" for name in tables]
    (concentration, *_) = pq.read_table(out / "concentration.parquet").to_pylist()
    assert (concentration["hhi_low"], concentration["suppliers"]) == (1.0, 1)


def test_a_folder_of_parts_and_other_columns_are_read(tmp_path: Path) -> None:
    """Payments of others: two parts, money as text, no kind, no document, no lineage."""
    parts = tmp_path / "parts"
    parts.mkdir()
    for number in range(2):
        rows = [{"council_code": "SLF", "supplier_id": "s1", "paid_on": date(2025, 5, number + 1), "amount": "12.34"}]
        pq.write_table(pa.Table.from_pylist(rows), parts / f"{number}.parquet")
    pq.write_table(
        pa.Table.from_pylist([{"contract_id": "c", "council_codes": ["SLF"], "supplier_ids": ["s1"]}]),
        tmp_path / "agreed.parquet",
    )
    words = ["sums", "--payments", str(parts), "--contracts", str(tmp_path / "agreed.parquet")]
    assert cli.main([*words, "--out", str(tmp_path / "out"), "--on", "2026-01-01"]) == 0
    (row,) = pq.read_table(tmp_path / "out" / "spend.parquet").to_pylist()
    assert (row["payments"], row["paid"], row["perhaps_explained"]) == (2, Decimal("24.68"), Decimal("24.68"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--payments", "gone.parquet"], "gone.parquet is not there"),
        (["--engine", "spark://nowhere"], "is no engine: say duckdb or spark://HOST:PORT"),
        (["--payments", "broken.parquet"], "duckdb stopped: Invalid Input Error"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    worlds.write(tmp_path, [payment()], [contract()])
    Path("broken.parquet").write_text("no parquet")
    every = ["sums", "--payments", "payments.parquet", "--contracts", "contracts.parquet", "--out", "out", *words]
    assert cli.main(every) == 1
    assert said in capsys.readouterr().err


def test_spark_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(engines.EngineError, match="Spark is not installed here"):
        engines.start("spark://127.0.0.1:1", spill=tmp_path)


def test_every_setting_has_its_day_and_source() -> None:
    held = settings.load()
    assert {key: setting.value for key, setting in held.all.items()} == {
        "grace_months": 3, "stray_share": 20, "own_list_councils": 5, "vat_percent": 20, "least_days_after_end": 90,
        "least_days_of_term": 365,
    }  # fmt: skip
    assert all(setting.as_of and setting.source.endswith(".") for setting in held.all.values())
