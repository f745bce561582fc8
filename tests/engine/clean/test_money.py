"""Sums of money as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.clean import money


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.5", "1234.50"), ("£1,234.50", "1234.50"), ('"£1,234.50"', "1234.50"), ("(1,234.50)", "-1234.50"), ("1234.5-", "-1234.50"), ("-£5", "-5"),
        ("£-5", "-5"), ("−5", "-5"), ("5 CR", "-5"), ("5 DR", "5"), ("£1.2m", "1200000"), ("1.2 million", "1200000"), ("£50k", "50000"),
        ("2bn", "2000000000"), ("1 234 567.89", "1234567.89"), ("1E+06", "1000000"), ("0", "0"), ("-0.00", "0"), (".5", "0.50"), ("12.345", "12.35"),
        ("£1,234,567", "1234567"), ("approx. £5,000", "5000"), ("up to £5,000", "5000"), ("+5", "5"), ("£12.345", "12.35"),
    ],
)  # fmt: skip
def test_sums_are_read(text: str, amount: str) -> None:
    assert money.read(text).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "vat", "per", "currency"),
    [
        ("£50,000 per annum excl VAT", "net", "year", "GBP"), ("50,000 (inc VAT)", "gross", "", ""), ("£2,000pa", "", "year", "GBP"), ("€500 per day", "", "day", "EUR"),
        ("1,000 + VAT", "net", "", ""), ("1000 (net)", "net", "", ""), ("1000 (gross)", "gross", "", ""), ("£100 pcm", "", "month", "GBP"), ("GBP 5 / hour", "", "hour", "GBP"),
        ("5 USD", "", "", "USD"), ("£5 each week", "", "week", "GBP"),
    ],
)  # fmt: skip
def test_net_and_gross_a_year_and_the_whole_are_told_apart(text: str, vat: str, per: str, currency: str) -> None:
    read = money.read(text)
    assert read.amount is not None
    assert (read.vat, read.per, read.currency) == (vat, per, currency)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"), ("TBC", "pending"), ("-", "not_given"), ("NaN", "not_given"), ("inf", "not_given"), ("Commercially sensitive", "not_given"),
        ("1e9999", "impossible"), ("99999999999999", "impossible"), ("£99999bn", "impossible"), ("1e99999", "unreadable"),
        ("30/06/2022", "unreadable"), ("1,23", "unreadable"), ("1.234,50", "unreadable"), ("five", "unreadable"), ("(5", "unreadable"), ("-(5)", "unreadable"), ("٥", "unreadable"), ("x" * 200, "unreadable"),
        ("£100k - £50k", "unreadable"), ("£50k - lots", "unreadable"), ("rates - 5", "unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_sum_says_why(text: str, problem: str) -> None:
    read = money.read(text)
    assert (read.amount, read.problem) == (None, problem)
    assert read.words


def test_a_range_has_bounds_and_no_amount() -> None:
    read = money.read("£50k - £100k")
    assert (read.amount, read.low, read.high, read.problem) == (None, 50000, 100000, "two_sums")


def test_the_canonical_text_has_no_exponent() -> None:
    assert money.text(Decimal("1E+6")) == "1000000"
    assert money.text(money.read("£1.2m").amount or Decimal(0)) == "1200000.00"


@given(st.decimals(-(10**9), 10**9, places=2))
def test_every_way_of_writing_a_sum_gives_it_back(amount: Decimal) -> None:
    size = abs(amount)
    assert money.read(f"{amount}").amount == amount
    assert money.read(f"£{size:,.2f}").amount == size
    assert money.read(f"({size:,.2f})").amount == -size
    assert money.read(f"{size:,.2f}-").amount == -size


@given(st.text(alphabet="0123456789.,-()£kmbn eE+", max_size=20) | st.text(max_size=20))
def test_no_text_breaks_it(text: str) -> None:
    read = money.read(text)
    assert (read.amount is None) == bool(read.problem)
    if read.amount is not None:
        assert read.amount.is_finite()
        assert abs(read.amount) <= money.LARGEST
        assert Decimal(money.text(read.amount)) == read.amount
