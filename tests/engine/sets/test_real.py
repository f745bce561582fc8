"""Real lists of payments beside real contracts: the sums reconcile, and the known case of use after expiry is told."""

from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from guildhall.engine import build


@pytest.fixture(scope="module")
def home(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Salford's register, public signs of use, and the lists of Hyndburn."""
    home = tmp_path_factory.mktemp("real") / "register"
    given = [
        real_data / "registers" / "salford_2022-07.csv",
        real_data / "suppliers" / "council_systems.csv",
        real_data / "spend" / "hyndburn",
    ]
    build.build(given, home, workers=1)
    return home


@pytest.mark.real
def test_salfords_committee_system_is_in_use_after_recorded_expiry(home: Path) -> None:
    findings = [row for row in pq.read_table(home / "findings.parquet").to_pylist() if row["indicator"] == "T8"]
    (finding,) = [row for row in findings if row["contract_id"] == "register-slf-s1047"]
    assert (finding["status"], finding["missing"]) == ("watch", ["last_end_on"])
    assert finding["words"].startswith("In use after recorded expiry: ModernGov was seen in use on 30 May 2026")
    assert "31 December 2021" in finding["words"]


@pytest.mark.real
def test_spend_reconciles_with_payments_to_the_penny(home: Path) -> None:
    payments = pq.read_table(home / "payments.parquet", columns=["council_code", "paid_on", "amount"])
    counted = payments.filter(pc.and_(pc.is_valid(payments["council_code"]), pc.is_valid(payments["paid_on"])))
    spend = pq.read_table(home / "spend.parquet")
    assert spend.num_rows > 1000
    assert pc.sum(spend["paid"]).as_py() == pc.sum(counted["amount"]).as_py()
    assert pc.sum(spend["payments"]).as_py() == counted.num_rows
    rows = pq.read_table(home / "coverage.parquet").to_pylist()
    (lists,) = [row for row in rows if (row["scope"], row["measure"]) == ("council", "spending")]
    assert lists["key"] == "HYN"
    assert 12 < lists["known"] < lists["total"]
