"""When a register's contract ends, and what is left of its options."""

from pathlib import Path

import pytest

from tests.engine.sources.council_registers.forms import (
    LGA,
    SALFORD,
    basis,
    codes,
    lga,
    one,
    read,
    said,
    salford,
    write,
)


@pytest.mark.parametrize(
    ("months", "count", "taken", "expected"),
    [
        ("12", "1", ("", ""), ("12", "2022-12-31", "B")), ("12", "1", ("Yes", ""), ("12", "2021-12-31", "B")), ("12", "2", ("Yes", ""), ("12,12", "2022-12-31", "D")),
        ("24", "2", ("", ""), ("12,12", "2023-12-31", "D")), ("24", "4", ("Yes", ""), ("24,24,24,24", "2027-12-31", "D")), ("12", "Yes", ("", ""), ("12", "2022-12-31", "D")),
        ("12", "", ("", ""), ("12", "2022-12-31", "D")), ("48", "24", ("Yes", ""), ("24,24", "2023-12-31", "D")), ("24", "24", ("", ""), ("24", "2023-12-31", "D")),
        ("12", "4", ("Yes", "Yes"), ("12,12,12,12", "2023-12-31", "D")), ("12", "1", ("Yes", "Yes"), ("12", "2021-12-31", "B")), ("2 years", "1", ("", ""), ("24", "2023-12-31", "B")),
        ("3", "24", ("", ""), ("3", "2022-03-31", "D")),
    ],
)  # fmt: skip
def test_options_left(
    tmp_path: Path, months: str, count: str, taken: tuple[str, str], expected: tuple[str, str, str]
) -> None:
    row = salford(option="" + months, how=count, extension1=taken[0], extension2=taken[1], annual="", total="")
    sighting = one(write(tmp_path, SALFORD, row))
    assert (said(sighting)["options"], said(sighting)["last_end_on"], basis(sighting, "options")) == expected


def test_values_settle_what_months_times_count_means(tmp_path: Path) -> None:
    shared = salford(how="2", annual="12000", total="36000", extension1="", extension2="")  # 24 months and 12 more
    each = salford(how="2", annual="12000", total="48000", extension1="", extension2="")  # 24 months and 24 more
    for row, steps, last in ((shared, "6,6", "2022-12-31"), (each, "12,12", "2023-12-31")):
        sighting = one(write(tmp_path, SALFORD, row))
        assert (said(sighting)["options"], said(sighting)["last_end_on"], basis(sighting, "options")) == (
            steps,
            last,
            "B",
        )


def test_a_published_last_end_settles_it_too(tmp_path: Path) -> None:
    header = [
        "Contract Reference",
        "Contract Title",
        "Supplier",
        "End Date",
        "Option to extend (months)",
        "How many extensions",
        "Maximum End Date",
    ]
    sighting = one(write(tmp_path, header, ["1", "Bins", "A Ltd", "31/03/2026", "12", "2", "31/03/2027"]))
    assert (said(sighting)["options"], said(sighting)["last_end_on"]) == ("6,6", "2027-03-31")


def test_a_published_last_end_that_fits_neither_reading(tmp_path: Path) -> None:
    header = [
        "Contract Reference",
        "Contract Title",
        "Supplier",
        "End Date",
        "Option to extend (months)",
        "How many extensions",
        "Maximum End Date",
    ]
    sighting = one(write(tmp_path, header, ["1", "Bins", "A Ltd", "31/03/2026", "12", "2", "30/09/2029"]))
    assert (said(sighting)["options"], basis(sighting, "options"), said(sighting)["last_end_on"]) == (
        "12,12",
        "D",
        "2029-09-30",
    )


def test_no_options_is_a_statement_and_a_contradiction_is_not(tmp_path: Path) -> None:
    path = write(
        tmp_path, SALFORD, salford(option="0", how="0", extension1="N/A", extension2="N/A"), salford(contractref="2", option="12", how="0", extension1="", extension2=""),
        salford(contractref="3", option="", how="0", extension1="", extension2=""), salford(contractref="4", option="", how="", extension1="", extension2=""),
        salford(contractref="5", option="900", how="1"), salford(contractref="6", option="0", how="2"),
    )  # fmt: skip
    sightings, issues = read(path)
    assert [said(s).get("extension") for s in sightings] == ["none_declared", None, "none_declared", None, None, None]
    assert [said(s).get("last_end_on") for s in sightings] == ["2021-12-31", None, "2021-12-31", None, None, None]
    assert codes(issues).count("options_contradict") == 1


def test_dates_that_cannot_be_read_keep_the_row(tmp_path: Path) -> None:
    path = write(
        tmp_path, SALFORD, salford(enddate="22/0", currentexpiry="22/0"), salford(contractref="2", startdate="TBC", enddate="N/A", currentexpiry="Mar-26"),
        salford(contractref="3", startdate="2022-06-01", enddate="2022-10-01", currentexpiry="2022-05-06"),
        salford(contractref="4", startdate="2022-03-30", enddate="2022-03-29", currentexpiry="2022-03-29"), salford(contractref="5", enddate="2021-12-31", currentexpiry="2021-11-30"),
    )  # fmt: skip
    sightings, issues = read(path)
    assert [said(s).get("ends_on") for s in sightings] == [None, None, "2022-10-01", None, "2021-11-30"]
    assert [said(s).get("last_end_on") for s in sightings][:2] == [None, None]
    by_row = [(issue.row, issue.code) for issue in issues if issue.row]
    assert by_row == [
        ("2", "date_unreadable"), ("2", "date_unreadable"), ("3", "date_unreadable"), ("3", "date_vague"), ("4", "end_before_start"), ("5", "end_before_start"),
        ("5", "end_before_start"), ("6", "ends_disagree"),
    ]  # fmt: skip
    assert [issue.severity for issue in issues if issue.row == "4"] == ["repaired"]
    assert all(issue.reason for issue in issues)


@pytest.mark.parametrize(
    ("extension", "expected"),
    [
        ("2 x 12 months", {"extension": "declared", "options": "12,12", "last_end_on": "2029-03-31"}), ("None", {"extension": "none_declared", "last_end_on": "2027-03-31"}),
        ("31/03/2027", {"extension": "none_declared", "last_end_on": "2027-03-31"}), ("01/01/2020", {}), ("", {}), ("to be agreed", {}),
    ],
)  # fmt: skip
def test_extension_period_holds_a_date_or_words(tmp_path: Path, extension: str, expected: dict[str, str]) -> None:
    header = ["Extension Period" if column == "LastExtensionDate" else column for column in LGA]
    for columns in (LGA, header):
        found = said(one(write(tmp_path, columns, lga(LastExtensionDate=extension))))
        assert {
            field: found[field] for field in ("extension", "options", "last_end_on") if field in found
        } == expected, columns


def test_words_and_a_last_end_together(tmp_path: Path) -> None:
    header = ["Contract Reference", "Contract Title", "Supplier", "End Date", "Extension Options", "Maximum End Date"]
    sighting = one(write(tmp_path, header, ["1", "Bins", "A Ltd", "31/03/2026", "2 x 12 months", "31/03/2028"]))
    assert (said(sighting)["options"], said(sighting)["last_end_on"], basis(sighting, "last_end_on")) == (
        "12,12",
        "2028-03-31",
        "B",
    )


def test_nhsbsas_four_columns(tmp_path: Path) -> None:
    header = [
        "CONTRACT_REFERENCE",
        "CONTRACT_TITLE",
        "SUPPLIER_NAME",
        "CONTRACT_START_DATE",
        "CONTRACT_CURRENT_END_DATE",
        "MAXIMUM_CONTRACT_END_DATE",
        "CONTRACT_EXTENDABLE",
        "CONTRACT_EXTENDED",
    ]
    path = write(
        tmp_path, header, ["1", "Print", "A Ltd", "01-Apr-24", "31-Mar-26", "31-Mar-28", "Y", "N"], ["2", "Post", "A Ltd", "01-Apr-24", "31-Mar-26", "", "Y", "N"],
        ["3", "Vans", "A Ltd", "01-Apr-24", "31-Mar-26", "", "N", "N"], ["4", "Bins", "A Ltd", "01-Apr-24", "", "", "N", "N"],
        name="norfolk_contracts.csv",
    )  # fmt: skip
    sightings, issues = read(path)
    assert [(said(s).get("extension"), said(s).get("last_end_on")) for s in sightings] == [
        ("declared", "2028-03-31"),
        ("declared", None),
        ("none_declared", "2026-03-31"),
        ("none_declared", None),
    ]
    assert sightings[0].buyers[0].name == "Norfolk County Council"
    assert codes(issues) == ["council_from_name"]
