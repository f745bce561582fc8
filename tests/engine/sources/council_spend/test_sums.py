"""Columns of sums: Arrow's way and the careful way agree."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.clean import money
from guildhall.engine.sources.council_spend import sums


def read(*cells: str) -> list[Decimal | None]:
    found: list[Decimal | None] = sums.read(pa.array(cells, pa.string())).to_pylist()
    return found


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("12", "12.00"), ("-195.75", "-195.75"), ("£1,234.50", "1234.50"), ("-£1,234.50", "-1234.50"), ("£-5.00", "-5.00"),
        ("(£500.00)", "-500.00"), ("(1,234.56)", "-1234.56"), ("500.00-", "-500.00"), ("500.00CR", "-500.00"), ("£ 1,000", "1000.00"),
        ("- £12.00", "-12.00"), ("1E3", "1000.00"), ("Â£253.20", "253.20"), ("œ253.20", "253.20"), ("0.005", "0.01"), (".5", "0.50"),
        ("", None), ("Amount Paid", None), ("1,23,4", None), ("1e9999", None), ("nan", None), ("inf", None), ("٣", None),
    ],
)  # fmt: skip
def test_forms(cell: str, amount: str | None) -> None:
    expected = Decimal(amount) if amount else None
    assert read(cell) == [expected]
    assert read("1.00", cell, "£2.00", cell) == [Decimal("1.00"), expected, Decimal("2.00"), expected]


@given(
    st.lists(
        st.one_of(
            st.from_regex(r"-?£?\d{1,6}(,\d{3})*(\.\d{0,3})?", fullmatch=True),
            st.text("£-,.()0123456789 CRe", max_size=12),
        )
    )
)
def test_the_fast_way_says_what_the_careful_one_says(cells: list[str]) -> None:
    tidy = [cell.strip() for cell in cells]
    for cell, found in zip(tidy, read(*tidy), strict=True):
        assert found == money.read(cell).amount, cell
