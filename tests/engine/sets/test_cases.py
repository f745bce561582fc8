"""Single cases of payments beside a contract, each told in one line, and what must hold for any payments."""

import random
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from guildhall.engine.sets import engines, settings, stages
from tests.engine.sets import worlds
from tests.engine.sets.conftest import Sums
from tests.engine.sets.worlds import ON, contract, payment

MONEY = Decimal


def months(first: date, count: int, **known: Any) -> list[dict[str, Any]]:
    """A payment on the tenth of each month, to somebody else: so that the council's lists cover it."""
    found = []
    for number in range(count):
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        found.append(payment(paid_on=date(year, month + 1, 10), **({"supplier_id": "other"} | known)))
    return found


def test_a_payment_is_explained_while_a_contract_runs_and_perhaps_where_its_end_is_not_known(
    sums: Sums, tmp_path: Path
) -> None:
    payments = [
        payment(paid_on=date(2025, 3, 31), amount=MONEY("1.00")),  # the day before the start, in the year before
        payment(paid_on=date(2025, 4, 1), amount=MONEY("2.00")),
        payment(paid_on=date(2026, 6, 30), amount=MONEY("4.00")),  # the last possible day
        payment(paid_on=date(2026, 7, 1), amount=MONEY("8.00")),
        payment(supplier_id="s2", paid_on=date(2026, 7, 1), amount=MONEY("16.00")),
        payment(supplier_id="s2", paid_on=date(2026, 8, 1), amount=MONEY("-3.50")),
        payment(supplier_id=None, amount=MONEY("32.00")),
    ]
    contracts = [
        contract("c1", starts_on=date(2025, 4, 1), ends_on=date(2026, 3, 31), last_end_on=date(2026, 6, 30)),
        contract("c2", supplier_ids=["s2"], starts_on=date(2025, 4, 1)),
    ]
    found = sums(worlds.write(tmp_path, payments, contracts))["spend"]
    assert [
        (row["supplier_id"], row["year"], row["paid"], row["explained"], row["perhaps_explained"]) for row in found
    ] == [
        ("s1", 2024, MONEY("1.00"), MONEY("0.00"), MONEY("0.00")),
        ("s1", 2025, MONEY("2.00"), MONEY("2.00"), MONEY("0.00")),
        ("s1", 2026, MONEY("12.00"), MONEY("4.00"), MONEY("0.00")),
        ("s2", 2026, MONEY("12.50"), MONEY("0.00"), MONEY("12.50")),
        (None, 2025, MONEY("32.00"), MONEY("0.00"), MONEY("0.00")),
    ]


def test_two_contracts_at_once_share_a_payment_and_it_is_summed_once(sums: Sums, tmp_path: Path) -> None:
    terms = {"starts_on": date(2025, 4, 1), "ends_on": date(2026, 3, 31)}
    contracts = [contract("c1", **terms), contract("c2", **terms), contract("c3", **terms)]
    payments = [payment(amount=MONEY("100.00")), *months(date(2025, 4, 1), 19)]
    found = sums(worlds.write(tmp_path, payments, contracts, {"c3": "c2"}))
    (spend,) = [row for row in found["spend"] if row["supplier_id"] == "s1"]
    assert (spend["paid"], spend["explained"]) == (MONEY("100.00"), MONEY("100.00"))
    for row in found["paid"]:
        assert row["contracts_sharing"] == 1  # a copy is not another contract
        assert (row["paid_in_term"], row["paid_in_term_least"]) == (MONEY("100.00"), MONEY("0.00"))
    assert len(found["paid"]) == 3


def test_grace_of_three_months_after_the_last_possible_end(sums: Sums, tmp_path: Path) -> None:
    payments = [
        *months(date(2023, 1, 1), 40),
        payment(paid_on=date(2024, 2, 29), amount=MONEY("1.00")),
        payment(paid_on=date(2024, 2, 29), amount=MONEY("2.00")),
        payment(paid_on=date(2024, 3, 1), amount=MONEY("4.00")),
        payment(paid_on=date(2025, 3, 1), amount=MONEY("-1.50")),
    ]
    contracts = [contract(starts_on=date(2022, 1, 1), ends_on=date(2023, 11, 30))]
    (row,) = sums(worlds.write(tmp_path, payments, contracts))["paid"]
    assert (row["paid"], row["paid_in_term"]) == (MONEY("5.50"), MONEY("0.00"))
    assert (row["paid_after_end"], row["paid_after_end_least"]) == (MONEY("2.50"), MONEY("2.50"))
    assert (row["covered_from_on"], row["covered_until_on"]) == (date(2023, 1, 10), date(2026, 4, 10))
    assert row["covered_days"] == 31 * 6 + 30 * 4 + 28  # January to November 2023
    assert row["covered_days_after_end"] == 365 + 366 - 31 - 29 - 0 + 31 + 28 + 31 + 10  # March 2024 to 10 April 2026


def test_what_the_lists_do_not_reach_is_not_said(sums: Sums, tmp_path: Path) -> None:
    payments = [*months(date(2023, 1, 1), 6), payment(paid_on=date(2099, 1, 1))]
    contracts = [
        contract("ended", starts_on=date(2021, 1, 1), ends_on=date(2023, 6, 1)),
        contract("later", starts_on=date(2024, 1, 1), ends_on=date(2025, 1, 1)),
        contract("elsewhere", council_codes=["XYZ"], starts_on=date(2021, 1, 1), ends_on=date(2022, 1, 1)),
        contract("open", starts_on=date(2021, 1, 1)),
    ]
    found = {row["contract_id"]: row for row in sums(worlds.write(tmp_path, payments, contracts))["paid"]}
    assert set(found) == {"ended", "later", "open"}
    assert found["ended"]["paid_after_end"] is not None  # the slip of 2099 was paid, whatever the day
    assert found["ended"]["covered_days_after_end"] == 0
    assert found["later"]["paid"] is None
    assert found["open"]["paid_in_term"] is None
    assert found["open"]["covered_days"] is None


def test_documents_of_many_councils_and_cards_cover_nothing(sums: Sums, tmp_path: Path) -> None:
    payments = [payment(council_code=code, document="sales.csv") for code in "ABCDEF"]
    payments += [payment(council_code="G", is_card=True), payment(council_code="H", document="h.csv")]
    found = sums(worlds.write(tmp_path, payments, []))
    assert [row["council_code"] for row in found["lists"]] == ["H"]
    assert len(found["spend"]) == 8


@effort(max_examples=4)
@given(st.integers(0, 10**9), st.randoms(use_true_random=False))
def test_nothing_is_lost_or_told_twice_and_order_does_not_matter(
    tmp_path_factory: Any, seed: int, shuffle: random.Random
) -> None:
    draw = random.Random(seed)
    payments, contracts = worlds.payments_of(draw, 150), worlds.contracts_of(draw, 25)
    copies = worlds.copies_of(draw, contracts)
    told = []
    for _ in range(2):
        folder = tmp_path_factory.mktemp("world")
        given_ = worlds.write(folder, payments, contracts, copies)
        with engines.OnDuckDB(threads=2, memory_mb=200, spill=folder / "spill") as engine:
            tables = stages.of_payments(engine, given_, ON, settings.load())
            told.append({name: engine.batches(table).read_all().to_pylist() for name, table in tables.items()})
        shuffle.shuffle(payments)
        shuffle.shuffle(contracts)
    assert told[0] == told[1]
    spend = told[0]["spend"]
    counted = [row for row in payments if row["council_code"] and row["paid_on"]]
    assert sum(row["payments"] for row in spend) == len(counted)
    assert sum((row["paid"] for row in spend if row["paid"]), MONEY(0)) == sum(
        (row["amount"] for row in counted if row["amount"]), MONEY(0)
    )
    keys = [(row["council_code"], row["supplier_id"], row["year"]) for row in spend]
    assert len(set(keys)) == len(keys)
    for row in told[0]["paid"]:
        least, most = row["paid_in_term_least"], row["paid_in_term"]
        assert (least is None) == (most is None)
