"""Days of payments: the order follows from the whole column, months stay months."""

from datetime import date

import pytest

from guildhall.engine.sources.council_spend import days


def only(cell: str, *beside: str, months: bool = False) -> tuple[date, date] | None:
    return days.column([cell, *beside], months=months).bounds[0]


def test_day_first_unless_the_column_shows_otherwise() -> None:
    assert only("04/03/2019") == (date(2019, 3, 4),) * 2
    assert only("04/03/2019", "31/12/2019") == (date(2019, 3, 4),) * 2
    assert only("04/03/2019", "12/31/2019") == (date(2019, 4, 3),) * 2
    assert days.column(["04/03/2019", "12/31/2019"]).order == "month first"


def test_a_month_of_early_days_lies_in_one_month() -> None:
    """All before the thirteenth: 04/01 to 04/12 are twelve days of April, not one day of twelve months."""
    cells = [f"04/{day:02d}/2020" for day in range(1, 13)]
    assert days.column(cells).order == "month first"
    assert only(*cells) == (date(2020, 4, 1),) * 2
    assert days.column([f"{day:02d}/04/2020" for day in range(1, 13)]).order == "day first"


def test_both_orders_in_one_column_are_read_each_by_its_evidence() -> None:
    column = days.column(["31/12/2019", "30/12/2019", "12/31/2019", "04/03/2019"])
    assert (column.order, column.mixed) == ("day first", True)
    assert column.bounds[2] == (date(2019, 12, 31),) * 2
    assert column.bounds[3] == (date(2019, 3, 4),) * 2
    other = days.column(["31/12/2019", "12/30/2019", "12/31/2019", "04/03/2019"])
    assert (other.order, other.mixed) == ("month first", True)
    assert other.bounds[0] == (date(2019, 12, 31),) * 2
    assert other.bounds[3] == (date(2019, 4, 3),) * 2


def test_the_year_first_with_the_day_before_the_month() -> None:
    assert only("2019-04-03") == (date(2019, 4, 3),) * 2
    assert only("2019-04-03", "2019-31-12") == (date(2019, 3, 4),) * 2
    assert only("2019-04-03", "2019-31-12", "2019-12-31") == (date(2019, 4, 3),) * 2


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("01.04.2019", date(2019, 4, 1), date(2019, 4, 1)),
        ("15/07/24", date(2024, 7, 15), date(2024, 7, 15)),
        ("14 Apr 2023", date(2023, 4, 14), date(2023, 4, 14)),
        ("2022-07-20 00:00:00", date(2022, 7, 20), date(2022, 7, 20)),
        # Darlington, 2011-12: a month of payments, which elsewhere could be a financial year
        ("2011-12", date(2011, 12, 1), date(2011, 12, 31)),
        ("Apr-20", date(2020, 4, 1), date(2020, 4, 30)),
        # Darlington, first list of 2010: a quarter in words
        ("July 2010-September 2010", date(2010, 7, 1), date(2010, 9, 30)),
        # G-Cloud sales to December 2013: a stray letter behind each day
        ("2012-10-01l", date(2012, 10, 1), date(2012, 10, 1)),
    ],
)
def test_forms(cell: str, first: date, last: date) -> None:
    assert only(cell) == (first, last)


@pytest.mark.parametrize(
    "cell", ["", "TBC", "31/02/2020", "01/04/1066", "September 2010-July 2010", "words - more words"]
)
def test_what_is_no_day_stays_unknown(cell: str) -> None:
    assert only(cell) is None


def test_days_that_stand_for_their_month() -> None:
    assert only("2012-04-01", months=True) == (date(2012, 4, 1), date(2012, 4, 30))


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("2014-08.csv.gz", date(2014, 8, 1)), ("expenditure_dec_2010.csv", date(2010, 12, 1)), ("April-24.csv", date(2024, 4, 1)),
        ("payments-201705", date(2017, 5, 1)), ("spend.csv", None), ("july-2020 to june-2021.csv", None), ("99999.csv", None),
    ],
)  # fmt: skip
def test_a_month_in_the_name_of_a_file(name: str, month: date | None) -> None:
    found = days.in_name(name)
    assert (found[0] if found else None) == month
