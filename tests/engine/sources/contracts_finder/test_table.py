"""Contracts Finder as a table: the service's export and the flat lists others made of it."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guildhall.engine.records import FIELDS, Issue, Sighting
from guildhall.engine.sources.contracts_finder import table

FLAT = (
    "council", "id", "title", "description", "organisation", "status", "notice_type", "published_date", "deadline_date", "awarded_date", "value_low", "value_high",
    "awarded_value", "awarded_supplier", "awarded_to_sme", "cpv_codes", "cpv_description", "region", "postcode", "suitable_for_sme", "url",
)  # fmt: skip
EXPORT = (
    "Notice Identifier", "Notice Type", "Organisation Name", "Status", "Published Date", "Title", "Description", "Nationwide", "Postcode", "Region", "Cpv Codes",
    "Contact Name", "Contact Email", "Attachments", "Links", "Additional Text", "Start Date", "End Date", "Closing Date", "Is sub-contract", "Parent Reference",
    "Suitable for SME", "Suitable for VCO", "Supply Chain", "OJEU Contract Type", "Value Low", "Value High", "Awarded Date", "Awarded Value",
    "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]", "Supplier's contact name", "Contract start date", "Contract end date", "OJEU Procedure Type",
    "Accelerated Justification",
)  # fmt: skip
GUID = "aa3cbb34-ce2c-487c-a94a-dba7cc088ac4"


def flat(**cells: str) -> dict[str, str]:
    """A row like the notice of that number: Blackburn, awarded in February 2026."""
    return {
        "id": GUID, "title": "Centre conversion", "description": "A centre &amp; more.", "organisation": "Blackburn With Darwen Borough Council", "status": "awarded",
        "notice_type": "Contract", "published_date": "2026-02-26", "awarded_date": "2026-02-25", "value_low": "8000000", "value_high": "0", "awarded_value": "8000000",
        "awarded_supplier": "Barnfield Construction", "awarded_to_sme": "False", "cpv_codes": "45000000,3111000", "url": f"https://www.contractsfinder.service.gov.uk/Published/Notice/{GUID}",
    } | cells  # fmt: skip


def export(**cells: str) -> dict[str, str]:
    return {
        "Notice Identifier": "20230519141505-103835", "Notice Type": "Contract", "Organisation Name": "Havering Council", "Status": "Awarded", "Published Date": "2023-05-19T23:30:00+01:00",
        "Title": "Telephones", "Contact Email": "a.person@example.org", "Contact Name": "A Person", "OJEU Contract Type": "Supplies", "OJEU Procedure Type": "Open procedure",
        "Value Low": "10000.00", "Value High": "20000.00", "Awarded Date": "01/05/2023", "Awarded Value": "15000.00", "Contract start date": "01/06/2023", "Contract end date": "31/05/2026",
        "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]": "[Ashdown Ltd|1 High St, Leeds LS1 1AA|COMPANIES_HOUSE|7382763|Yes|No][Beech | Co|Somewhere|NONE||No|Yes]",
    } | cells  # fmt: skip


def read(path: Path, columns: Sequence[str], *lines: Mapping[str, str]) -> tuple[list[Sighting], list[Issue]]:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(lines)
    (path / "notices.csv").write_text(out.getvalue(), encoding="utf-8-sig")
    issues: list[Issue] = []
    return list(table.read(path / "notices.csv", issues.append)), issues


def said(sighting: Sighting) -> dict[str, str]:
    return {claim.field: claim.value for claim in sighting.claims}


def test_a_flat_list(tmp_path: Path) -> None:
    (sighting,), issues = read(tmp_path, FLAT, flat())
    assert issues == []
    assert said(sighting) == {
        "title": "Centre conversion", "description": "A centre & more.", "cpv": "45000000,03111000", "awarded_on": "2026-02-25", "value_net": "8000000", "currency": "GBP",
        "value_estimate": "8000000",
    }  # fmt: skip
    assert "ends_on" not in said(sighting)
    assert (sighting.process, sighting.local_id, sighting.notice_kind, sighting.published_on) == (
        f"ocds-b5fd17-{GUID}",
        "",
        "award",
        date(2026, 2, 26),
    )
    (supplier,) = sighting.suppliers
    assert (supplier.name, supplier.size, supplier.path) == ("Barnfield Construction", "large", "R2:awarded_supplier")
    assert sighting.buyers[0].name == "Blackburn With Darwen Borough Council"
    assert sighting.url.endswith(GUID)


def test_the_services_export(tmp_path: Path) -> None:
    (sighting,), issues = read(tmp_path, EXPORT, export())
    assert issues == []
    found = said(sighting)
    assert (found["starts_on"], found["ends_on"], found["awarded_on"], found["value_net"], found["value_estimate"]) == (
        "2023-06-01",
        "2026-05-31",
        "2023-05-01",
        "15000.00",
        "20000.00",
    )
    assert (found["main_category"], found["route"], found["route_text"]) == ("goods", "open", "Open procedure")
    assert [(p.name, p.ids, p.postcode, p.size, p.vcse) for p in sighting.suppliers] == [
        ("Ashdown Ltd", ("GB-COH:07382763",), "LS1 1AA", "sme", False), ("Beech Co", (), "", "large", True),
    ]  # fmt: skip
    assert (sighting.process, sighting.published_on) == (
        "contracts_finder:havering council:20230519141505-103835",
        date(2023, 5, 19),
    )
    assert "Person" not in repr(sighting)
    assert "@" not in repr(sighting)


@pytest.mark.parametrize(
    ("joined", "names"),
    [
        ("Premier RoadMarkings Limited,WJ North Limited", ["Premier RoadMarkings Limited", "WJ North Limited"]), ("BAKER, LOMAX &amp; SHACKLEY LIMITED", ["BAKER, LOMAX & SHACKLEY LIMITED"]),
        ("Danson (Building) Ltd,Grounds, Gardens &amp; Trees Ltd,Leith Limited", ["Danson (Building) Ltd", "Grounds, Gardens & Trees Ltd", "Leith Limited"]),
        ("Salvation Army Trust Ltd,The", ["Salvation Army Trust Ltd, The"]), ("Salvation Army Trust Ltd, The", ["Salvation Army Trust Ltd, The"]), ("Ashdown Ltd, Beech plc, and Cedar LLP", ["Ashdown Ltd", "Beech plc", "Cedar LLP"]),
        ("John Wade Groundworks Ltd, T/a Wade Group", ["John Wade Groundworks Ltd, T/a Wade Group"]), ("Beever and Struthers, Chartered Accountants", ["Beever and Struthers, Chartered Accountants"]),
        ("Lot 1 - East - Global Ardour Limited,Lot 2 - West - Global Ardour Limited,Lot 4 - North - No Award", ["Global Ardour Limited"]), ("Lot 3 - Boden &amp; Davies Limited", ["Boden & Davies Limited"]),
        ("[Ashdown Ltd][Beech Ltd]", ["Ashdown Ltd", "Beech Ltd"]), ("Ashdown; Beech", ["Ashdown", "Beech"]), ("Ashdown|Beech", ["Ashdown", "Beech"]), ("A,A,B", ["A", "B"]), ("n/a", []), ("", []), (",,", []),
        ("Various,Ashdown", ["Ashdown"]),
    ],
)  # fmt: skip
def test_joined_suppliers(joined: str, names: list[str]) -> None:
    assert list(table.split_names(joined)) == names


def test_kinds_of_notice(tmp_path: Path) -> None:
    lines = [
        flat(id="1", status="closed", awarded_date="", awarded_supplier="", awarded_value="0"), flat(id="2", status="withdrawn", awarded_date="", awarded_value="0"),
        flat(id="3", status="open", notice_type="PreProcurement", awarded_date=""), flat(id="4", status="closed", notice_type="Pipeline", awarded_date=""), flat(id="5", awarded_supplier="A Ltd,B Ltd"),
    ]  # fmt: skip
    sightings, issues = read(tmp_path, FLAT, *lines)
    assert [s.notice_kind for s in sightings] == ["tender", "tender_cancellation", "award"]
    assert [s.suppliers == () for s in sightings] == [True, True, False]
    assert said(sightings[1])["status"] == "cancelled"
    assert next(c.basis for c in sightings[0].claims if c.field == "title") == "C"
    assert "value_net" not in said(sightings[0])
    assert [p.size for p in sightings[2].suppliers] == ["", ""]
    assert [(i.code, i.reason[:9]) for i in issues] == [("plans_left_out", "2 notices")]


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    lines = [
        flat(), flat(), flat(title=""), flat(id="2", awarded_value="lots", value_low="many", published_date="soon", url="javascript:1"), flat(id="3", awarded_value="-5", organisation="n/a"),
        flat(id="4", title="Later", status="closed", awarded_date="", published_date=""),
    ]  # fmt: skip
    sightings, issues = read(tmp_path, FLAT, *lines)
    assert len(sightings) == 4
    assert [(i.row, i.code) for i in issues] == [
        ("3", "row_repeated"),
        ("4", "row_without_subject"),
        ("5", "money_unreadable"),
        ("5", "money_unreadable"),
        ("5", "date_unreadable"),
        ("6", "money_unreadable"),
    ]
    assert (sightings[1].url, sightings[1].published_on, sightings[2].buyers) == ("", None, ())


def test_ends_before_starts_and_planned_dates(tmp_path: Path) -> None:
    backwards = export(**{"Contract start date": "01/06/2026", "Contract end date": "31/05/2026"})
    planned = export(**{
        "Notice Identifier": GUID.upper(), "Status": "Open", "Awarded Date": "", "Awarded Value": "", "Contract start date": "", "Contract end date": "", "Start Date": "01/06/2026", "End Date": "31/05/2029",
        "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]": "", "OJEU Contract Type": "Works",
    })  # fmt: skip
    sightings, issues = read(tmp_path, EXPORT, backwards, planned)
    assert [issue.code for issue in issues] == ["end_before_start"]
    assert "ends_on" not in said(sightings[0])
    assert [(c.field, c.value, c.basis) for c in sightings[1].claims if c.field in {"starts_on", "ends_on"}] == [
        ("starts_on", "2026-06-01", "C"),
        ("ends_on", "2029-05-31", "C"),
    ]
    assert sightings[1].process == f"ocds-b5fd17-{GUID}"
    assert sightings[1].url == f"https://www.contractsfinder.service.gov.uk/Notice/{GUID}"


def test_short_and_empty_supplier_blocks() -> None:
    assert [p.name for p in table._full("[Ashdown Ltd|Somewhere]", "x")] == ["Ashdown Ltd"]
    assert table._full("[n/a|||||]", "x") == ()


def test_a_file_that_cannot_be_read_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"")
    issues: list[Issue] = []
    assert list(table.read(tmp_path / "x.csv", issues.append)) == []
    assert [issue.code for issue in issues] == ["file_unreadable"]
    (tmp_path / "y.csv").write_text("name,amount\nA,1\n")
    assert list(table.read(tmp_path / "y.csv", issues.append)) == []
    assert table.likeness(["id", "title", "organisation", "published_date"]) == 0


cell = st.sampled_from(
    [
        "",
        "0",
        "5",
        "-1",
        "awarded",
        "closed",
        "Pipeline",
        "Contract",
        "2026-01-01",
        "31/12/2025",
        "A Ltd,B Ltd",
        "[A|b|c][",
        "n/a",
        GUID,
        "x|y",
        "£5m",
    ]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(cell, min_size=len(FLAT), max_size=len(FLAT)), min_size=1, max_size=5), st.booleans())
def test_no_cells_break_it(tmp_path: Path, lines: list[list[str]], whole: bool) -> None:
    columns = EXPORT if whole else FLAT
    sightings, issues = read(tmp_path, columns, *(dict(zip(columns, line, strict=False)) for line in lines))
    assert all(claim.field in FIELDS and claim.value for s in sightings for claim in s.claims)
    assert all(issue.reason for issue in issues)


@pytest.mark.real
def test_fifteen_lancashire_councils(real_data: Path) -> None:
    issues: list[Issue] = []
    sightings = list(table.read(real_data / "ocds" / "contracts_finder_lancashire_2015-2026.csv", issues.append))
    assert len(sightings) == 1188
    assert sum(s.notice_kind == "award" for s in sightings) == 802
    assert not any(claim.field in {"ends_on", "last_end_on"} for s in sightings for claim in s.claims)
    assert [issue.code for issue in issues] == ["row_repeated", "plans_left_out"]
