"""Payments through a whole build: linked, typed, once."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from guildhall.engine import build

HEAD = "Body Name,Payment Date,Supplier Name,Transaction No,Net Amount,Service Label,Company Number\n"
SAMPLE = Path(__file__).resolve().parents[3] / "sample"


def built(folder: Path, files: dict[str, str], workers: int = 1) -> Path:
    for name, text in files.items():
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    home = folder / "register"
    build.build([folder / "in"], home, workers=workers)
    return home


def rows(home: Path, table: str = "payments") -> list[dict[str, object]]:
    found: list[dict[str, object]] = pq.read_table(home / f"{table}.parquet").to_pylist()
    return found


def month(month: int, count: int = 30, supplier: str = "Ashdown Ltd") -> str:
    return "".join(
        f"Hyndburn Borough Council,{day % 27 + 1:02d}/{month:02d}/2024,{supplier},{day},{day}.50,Place,02345678\n"
        for day in range(count)
    )


def test_payments_know_their_council_and_supplier(tmp_path: Path) -> None:
    home = built(tmp_path, {"a.csv": HEAD + month(4), "b.csv": HEAD + month(5, supplier="ASHDOWN LIMITED")})
    found = rows(home)
    assert len(found) == 60
    assert {row["council_code"] for row in found} == {"HYN"}
    assert len({row["supplier_id"] for row in found}) == 1
    (supplier,) = rows(home, "suppliers")
    assert (supplier["supplier_id"], supplier["contracts"]) == (found[0]["supplier_id"], 0)
    first = found[0]
    assert (first["paid_on"], first["paid_latest_on"], first["amount"], first["amount_net"]) == (
        date(2024, 4, 1), date(2024, 4, 1), Decimal("0.50"), Decimal("0.50"),
    )  # fmt: skip
    assert (first["document"], first["row"], first["is_card"], first["company_number"]) == (
        "a.csv",
        2,
        False,
        "02345678",
    )


def test_net_is_gross_without_vat_and_unknown_where_nothing_says(tmp_path: Path) -> None:
    gross = "Authority Name,Date of Payment,Gross,VAT,Net,Supplier Name,Directorate\nSalford City Council,2018-08-01,12.00,2.00,10.00,Orbis Ltd,Place\n"
    plain = "Directorate,Supplier,Date Paid,Ref,Amount\nPlace,Orbis Ltd,01/04/2024,1,5\n"
    found = {row["amount_kind"]: row for row in rows(built(tmp_path, {"g.csv": gross, "HYN/purchase card.csv": plain}))}
    assert (found["gross"]["amount"], found["gross"]["amount_net"]) == (Decimal("12.00"), Decimal("10.00"))
    assert (found["unknown"]["amount_net"], found["unknown"]["is_card"]) == (None, True)
    assert found["unknown"]["body_name"] == "Hyndburn Borough Council"


def test_a_month_published_twice_counts_once(tmp_path: Path) -> None:
    """The second list withholds a name that the first gives; one payment is only in it."""
    again = (
        month(4).replace("Ashdown Ltd,7", "REDACTED,7")
        + "Hyndburn Borough Council,28/04/2024,Beech Ltd,99,1.00,Place,\n"
    )
    home = built(tmp_path, {"a.csv": HEAD + month(4), "b.csv": HEAD + again})
    assert len(rows(home)) == 31
    (issue,) = [row for row in rows(home, "issues") if row["code"] == "payments_twice"]
    assert issue["file"] == "b.csv"
    assert issue["row"] == "2-31"
    assert "30 of its 31 payments are also in a.csv" in str(issue["reason"])


def test_alike_is_not_the_same(tmp_path: Path) -> None:
    """Half of a list in another is a coincidence of bills; the same payment twice in one list is two payments."""
    half = month(4, 15) + month(4, 30, "Beech Ltd").replace(".50", ".75")
    home = built(tmp_path, {"a.csv": HEAD + month(4) + month(4), "b.csv": HEAD + half.replace(".50", ".51")})
    assert len(rows(home)) == 105
    assert not [row for row in rows(home, "issues") if row["code"] == "payments_twice"]


def test_no_payments_make_an_empty_table(tmp_path: Path) -> None:
    home = built(tmp_path, {"letter.txt": "Dear council, thank you.\n", "x.csv": "Supplier,Amount,Date,Ref\n,x,,\n"})
    assert rows(home) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_two_builds_are_byte_for_byte_the_same(tmp_path: Path, workers: int) -> None:
    files = {f"{name}.csv": HEAD + month(number) for number, name in enumerate("fedcba", 1)}
    first = built(tmp_path / "a", files)
    second = built(tmp_path / "b", files, workers)
    for table in ("payments", "suppliers", "issues"):
        assert (first / f"{table}.parquet").read_bytes() == (second / f"{table}.parquet").read_bytes()
