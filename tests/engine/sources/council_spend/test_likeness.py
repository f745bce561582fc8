"""Payments are recognised by their columns, or by their cells."""

from guildhall.engine.sources import council_spend


def test_columns() -> None:
    assert council_spend.likeness(["Body Name", "Payment Date", "Net Amount", "Supplier Name"]) > 0.5
    assert council_spend.likeness(["Net Amount", "Supplier Name"]) == 0
    assert council_spend.likeness(["Supplier Name", "Date", "Directorate"]) == 0


def test_cells() -> None:
    rows = [["Resources", "Software", "Ashdown Ltd", f"0{day}/04/2026", "1,440.00", ""] for day in range(1, 9)]
    assert council_spend.likeness_of_cells(rows) > 0
    assert council_spend.likeness_of_cells([row[:3] for row in rows]) == 0
    assert council_spend.likeness_of_cells([]) == 0
    assert council_spend.likeness_of_cells([["1", "2", "3", f"0{day}/04/2026", "1.00"] for day in range(1, 9)]) == 0
