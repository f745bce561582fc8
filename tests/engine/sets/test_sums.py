"""The sums against a plain reference, on worlds that are odd on purpose."""

import random
from decimal import Decimal
from pathlib import Path

import pytest

from tests.engine.sets import reference, worlds
from tests.engine.sets.conftest import Sums

PAIR = ("council_code", "supplier_id")


def keyed(rows: list[dict], *names: str) -> dict[tuple, dict]:
    """Rows by their key; a key that comes twice is a fault."""
    found = {tuple(row[name] for name in names): {k: v for k, v in row.items() if k not in names} for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.mark.parametrize("seed", [2, 3])
def test_spend_and_paid_are_those_of_the_reference(sums: Sums, tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    payments, contracts = worlds.payments_of(draw, 1500), worlds.contracts_of(draw, 60)
    copies = worlds.copies_of(draw, contracts) if seed > 2 else {}
    found = sums(worlds.write(tmp_path, payments, contracts, copies))

    spend = keyed(found["spend"], *PAIR, "year")
    assert spend == reference.spend(payments, contracts, copies)
    assert any(row["perhaps_explained"] for row in spend.values())
    paid = keyed(found["paid"], "contract_id", *PAIR)
    expected = reference.paid(payments, contracts, copies, worlds.ON)
    assert paid == expected
    for name in ("paid_after_end", "run_rate_year", "contracts_sharing"):
        assert any(row[name] for row in paid.values()), name
    assert sum(row["paid"] or 0 for row in found["spend"]) == sum(
        (row["amount"] for row in payments if row["council_code"] and row["paid_on"] and row["amount"]), Decimal(0)
    )
