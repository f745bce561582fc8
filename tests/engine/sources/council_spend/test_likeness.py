"""Payments are recognised by their columns, or by their cells."""

import json
from pathlib import Path

import pytest

from guildhall.engine.sources import council_spend, tabular
from guildhall.engine.sources.identify import known_columns
from guildhall.engine.sources.tabular import header

MEANING = {
    "Amount": "amount",
    "Beneficiary Name": "supplier",
    "Organisation Label": "organisation",
    "Organisational Unit": "department",
    "Payment Date": "paid_on",
}


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


DIFFERENT = {
    # The entity inside a government department is the organisation, not its unit.
    ("cabinetoffice", "department", "expensearea"),
    # An account is no unit of the Greater London Authority; left open where it is all there is.
    ("london", "department", ""),
    # North Tyneside prints the directorate beside the label of the service; the directorate is the unit.
    ("northtyneside", "department", "organisationalunit"),
    ("northtyneside", "department", "directorateservicewhereexpenditureincurred"),
    # Salford prints gross, VAT and net; the code asks for net.
    ("salford", "amount", "net"),
}


@pytest.mark.real
def test_the_maps_others_made_by_hand(real_data: Path) -> None:
    """What people mapped by hand means the same to us, but for five cases with a reason each."""
    different: set[tuple[str, str, str]] = set()
    same = 0
    for index in sorted((real_data / "spend" / "odileeds_layouts").glob("*/index.json")):
        theirs = json.loads(index.read_text())["columns"]["map"]
        for path in sorted(index.parent.rglob("*.csv.gz")):
            for table in tabular.tables(path, known_columns()):
                ours = council_spend.column_map().match(table.columns)
                keys = [header.key(name) for name in table.columns]
                for field, listed in theirs.items():
                    wanted = {header.key(name) for name in listed} & set(keys)
                    if field in MEANING and wanted:
                        place = ours.get(MEANING[field])
                        found = "" if place is None else keys[place]
                        if found in wanted:
                            same += 1
                        else:
                            different.add((index.parent.name, MEANING[field], found))
    assert same > 250
    assert different == DIFFERENT
