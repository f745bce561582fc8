"""Which row names the columns."""

from guildhall.engine.sources.tabular import header


def test_titles_stand_above() -> None:
    found = header.find(
        [
            ["Payments to suppliers"],
            ["April 2026", "", ""],
            ["Supplier", "Date", "Amount"],
            ["A", "01/04/2026", "1.00"],
            ["B", "02/04/2026", "2.00"],
        ]
    )
    assert (found.index, found.names) == (2, ("Supplier", "Date", "Amount"))


def test_two_rows_name_the_columns_together() -> None:
    found = header.find([
        ["Body", "Date", "Amount", "", "", "Supplier"], ["", "", "Gross", "VAT", "Net", ""],
        ["Salford", "01/04/2018", "12", "2", "10", "A"], ["Salford", "02/04/2018", "12", "2", "10", "B"],
    ])  # fmt: skip
    assert (found.index, found.rows, found.names) == (0, 2, ("Body", "Date", "Amount Gross", "VAT", "Net", "Supplier"))


def test_a_row_of_values_is_no_second_header() -> None:
    found = header.find([["a", "", "c"], ["", "1.00", ""], ["x", "2.00", "y"]], {"a", "c"})
    assert (found.rows, found.names) == (1, ("a", "", "c"))


def test_known_names_settle_it() -> None:
    rows = [
        ["select supplier", "from x", "where y"],
        ["Directorate", "Supplier", "Account"],
        ["People", "A", "fees"],
        ["Place", "B", "fees"],
    ]
    assert header.find(rows, {"directorate", "supplier", "account"}).index == 1


def test_words_that_come_again_name_nothing() -> None:
    rows = [
        ["People", "Fees", "Ashdown"],
        ["People", "Fees", "Beech"],
        ["Place", "Fees", "Ashdown"],
        ["Place", "Fees", "Cedar"],
    ]
    assert header.find(rows).index == -1


def test_words_that_never_come_again_may_name() -> None:
    rows = [["council", "product"], ["A", "X"], ["B", "Y"], ["C", "X"]]
    assert header.find(rows).index == 0


def test_a_header_alone_is_a_header() -> None:
    assert header.find([["Supplier", "Amount"]]).index == 0


def test_numbers_name_nothing() -> None:
    found = header.find([["1", "2"], ["3", "4"]])
    assert (found.index, found.names) == (-1, ("column 1", "column 2"))
    assert header.find([]).index == -1


def test_names_are_tidy_and_distinct() -> None:
    found = header.find([["Name:  ", "Amount", "Amount", "*Ref*"], ["A", "1", "2", "3"]])
    assert found.names == ("Name", "Amount", "Amount (2)", "Ref")


def test_a_thin_row_before_the_header_is_a_title() -> None:
    rows = [
        ["Report", "April", "", "", "", ""],
        ["Body", "Dept", "Supplier", "Date", "Net", "Ref"],
        ["a", "b", "c", "01/04/2026", "1", "2"],
        ["a", "b", "c", "01/04/2026", "1", "2"],
    ]
    assert header.find(rows).index == 1
