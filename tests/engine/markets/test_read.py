"""What pages read of markets."""

from datetime import date
from pathlib import Path

import pytest

from guildhall.engine.markets import frame, read, shares, step
from guildhall.engine.register import TABLES, describe, open_register, write
from guildhall.engine.register.read import Register
from tests.engine.markets.registers import ON, contract, council, written

COUNCILS = [council("AAA"), council("BBB", kind="NMD", region="North West")]


@pytest.fixture
def register(tmp_path: Path):
    contracts = [
        contract(1, decide_by_earliest_on=date(2027, 3, 9), product_names=["Ocella"]),
        contract(2, decide_by_earliest_on=date(2027, 3, 1)), contract(3, decide_by_earliest_on=date(2026, 1, 1)),
        contract(4), contract(5, council_code="BBB"), contract(6, decide_by_earliest_on=date(2037, 3, 9)),
        contract(7, ends_on=date(2025, 9, 9)), contract(8, status="ended"), contract(9, category="elections"),
        contract(10, category=None, status="ended", product_names=["Xpress"]),
    ]  # fmt: skip
    switches = [
        {"category": "planning", "council_code": code, "from_supplier_id": left, "to_supplier_id": taken, "basis": basis,
         "from_product": "Acolaid", "to_product": "Ocella"}
        for code, left, taken, basis in [
            ("AAA", "s1", "s2", "C"), ("BBB", "s1", "s2", "B"), ("AAA", None, None, "D"), ("AAA", "s1", "gone", "C"),
        ]
    ]  # fmt: skip
    folder = written(
        tmp_path / "register", contracts=contracts, councils=COUNCILS, switches=switches,
        suppliers=[{"supplier_id": "s1", "name": "Ash"}, {"supplier_id": "s2", "name": "Birch"}],
        products=[{"product_id": "ocella", "name": "Ocella", "category": "planning"}, {"product_id": "xpress", "name": "Xpress"}],
        observations=[
            {"council_code": code, "product_id": product.lower(), "product": product}
            for code, product in [("AAA", "Ocella"), ("BBB", "Ocella"), ("BBB", "Xpress"), ("ZZZ", "Ocella")]
        ] + [{"council_code": "AAA", "product_id": "ocella", "product": None}],
        likenesses=[
            {"council_code": one, "other_code": other, "sense": "neighbours", "rank": 1, "score": 1.0, "why": "Near."}
            for one, other in [("AAA", "BBB"), ("AAA", "ZZZ"), ("BBB", "AAA")]
        ],
    )  # fmt: skip
    held = frame.load(folder, ON)
    markets, of_suppliers = shares.tables(held)
    tables = {name: write.write_table(name, batches, folder) for name, batches in (("markets", markets), ("market_shares", of_suppliers))}  # fmt: skip
    made = [row for batch in step._portfolios(held, folder, ON) for row in batch.to_pylist()]
    write.write_table("portfolio_findings", [write.table_of("portfolio_findings", made)], folder)
    describe.write_datapackage(folder, dict.fromkeys(TABLES, tables["markets"]), is_sample=False)
    describe.write_manifest(
        folder, is_sample=False, inputs=[], tables=dict.fromkeys(TABLES, tables["markets"]), settings={}
    )
    with open_register(folder) as opened:
        yield opened


def test_a_market(register: Register) -> None:
    found = read.market(register, "planning", ON)
    assert found.row["contracts"] == 6
    assert [(share["supplier_id"], share["contracts"]) for share in found.shares] == [("s1", 6)]
    assert found.due == (read.Due(date(2027, 3, 1), 2),)
    assert (found.overdue, found.no_date) == (1, 2)
    assert found.flows == (
        read.Flow("Ash", "Birch", 2, "B"), read.Flow("Acolaid", "Ocella", 1, "D"), read.Flow("Ash", "", 1, "C"),
    )  # fmt: skip
    assert found.seen == (read.Seen("Ocella", 2),)
    assert {row["indicator"] for row in found.findings} >= {"C4", "E4"}


def test_a_market_in_a_scope(register: Register) -> None:
    found = read.market(register, "planning", ON, "region", "North West")
    assert (found.row["contracts"], found.due, found.no_date) == (1, (), 1)
    assert found.flows == (read.Flow("Ash", "Birch", 1, "B"),)
    assert found.seen == (read.Seen("Ocella", 1),)
    assert read.market(register, "planning", ON, "kind", "UA").row["contracts"] == 5
    assert read.market(register, "planning", ON, "kind", "LBO") is None


def test_an_area(register: Register) -> None:
    found = read.area(register, "kind", "UA")
    assert found.councils == ("AAA",)
    assert [row["category"] for row in found.markets] == ["planning", "elections"]
    assert {row["subject_id"] for row in found.findings} == {"AAA"}
    assert {row["scope"] for row in found.findings} <= {None, "dimension", "sme", "vcse"}


def test_councils_side_by_side(register: Register) -> None:
    found = read.compare(register, ["BBB", "AAA", "BBB"])
    assert found.councils == ("BBB", "AAA")
    assert {row["subject_id"] for row in found.cards["BBB"]} == {"BBB"}
    assert [(row["council_code"], row["other_code"]) for row in found.alike] == [("AAA", "BBB"), ("BBB", "AAA")]
    assert found.products == {"Ocella": ("BBB", "AAA"), "Xpress": ("BBB",)}


def test_who_won_it_lately_in_councils_like_mine(register: Register) -> None:
    found = read.challengers(register, "planning", ["AAA", "BBB"], ON)
    assert found == (read.Challenger("s1", "Ash", "", ("AAA", "BBB"), date(2025, 4, 1)),)
    assert read.challengers(register, "planning", ["BBB"], ON)[0].councils == ("BBB",)
    assert read.challengers(register, "planning", [], ON) == ()
    assert read.challengers(register, "planning", ["AAA"], date(2029, 1, 1)) == ()
    assert read.challengers(register, "planning", ["AAA"], date(2024, 1, 1)) == ()
