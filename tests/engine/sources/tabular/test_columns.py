"""Columns by meaning."""

from pathlib import Path

from guildhall.engine.sources.tabular import columns

MAP = columns.ColumnMap({"amount": ("Net Amount", "Amount"), "supplier": ("SupplierName",)})


def test_spelling_does_not_matter_and_the_better_name_wins() -> None:
    assert MAP.match(["AMOUNT:", "net_amount", "Supplier name"]) == {"amount": 1, "supplier": 2}
    assert MAP.match(["", "Other"]) == {}


def test_units_in_brackets_may_be_left_out() -> None:
    assert MAP.match(["Amount (£)"]) == {"amount": 0}
    assert MAP.match(["Amount (net of VAT)"]) == {"amount": 0}
    assert MAP.match(["Amount (net of VAT)", "Amount"]) == {"amount": 1}
    assert MAP.meaning("Date (day)") is None


def test_a_map_is_data(tmp_path: Path) -> None:
    (tmp_path / "columns.yaml").write_text("columns:\n  year: [2026, Year]\n")
    assert columns.load(tmp_path / "columns.yaml").match(["Year", "2026"]) == {"year": 1}
    assert MAP.keys == {"netamount", "amount", "suppliername"}
