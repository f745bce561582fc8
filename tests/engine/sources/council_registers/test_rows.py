"""Contract registers: the LGA's schema, Salford's own form, and what other councils make of it."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guildhall.engine.records import FIELDS
from guildhall.engine.sources.council_registers import rows, shape, subject
from tests.engine.sources.council_registers.forms import LGA, SALFORD, codes, lga, one, read, said, salford, write


def test_salfords_ends_are_kept_apart(tmp_path: Path) -> None:
    sighting = one(write(tmp_path, SALFORD, salford()))
    found = said(sighting)
    assert (found["starts_on"], found["first_ends_on"], found["ends_on"], found["last_end_on"]) == (
        "2016-04-01",
        "2018-03-31",
        "2021-12-31",
        "2021-12-31",
    )
    assert (found["options"], found["options_taken"], found["extension"], found["duration_months"]) == (
        "12,12",
        "2",
        "declared",
        "24",
    )
    assert (found["value_net"], found["value_year"], found["currency"], found["above_threshold"]) == (
        "36010.00",
        "12510.00",
        "GBP",
        "false",
    )
    assert (found["route"], found["route_text"], found["department"]) == ("other", "Other", "Service Reform")
    assert found["proclass"] == "270000 Information Communication Technology"
    (supplier,) = sighting.suppliers
    assert (supplier.name, supplier.ids, supplier.postcode, supplier.size, supplier.path) == (
        "Modern.Gov",
        ("GB-COH:02208130",),
        "N8 0NW",
        "sme",
        "R2:Supplier Company Name",
    )
    assert [(buyer.name, buyer.path) for buyer in sighting.buyers] == [("Salford City Council", "R2:Purchasing Body")]
    assert (sighting.process, sighting.local_id, sighting.notice_kind, sighting.published_on) == (
        "council_registers:salford city council",
        "S1047",
        "register",
        date(2022, 7, 31),
    )
    assert next(claim.path for claim in sighting.claims if claim.field == "ends_on") == "R2:Current Expiry Date"
    assert {claim.field for claim in sighting.claims} <= FIELDS.keys()


def test_one_reference_for_several_contracts(tmp_path: Path) -> None:
    lines = [salford(contractref="S1161", contracttitle=title) for title in ("Lot 1", "Lot 2", "Lot 3")]
    lines += [
        salford(contractref="S1161", contracttitle="Lot 1", annual="7"),
        salford(contractref="", contracttitle="None"),
        salford(contractref="n/a", contracttitle="Not"),
    ]
    there, _ = read(write(tmp_path, SALFORD, *lines))
    back, _ = read(write(tmp_path, SALFORD, *reversed(lines)))
    names = [s.local_id for s in there]
    assert len(set(names)) == 6
    assert [name.partition("~")[0] for name in names] == ["S1161"] * 4 + ["row"] * 2
    assert {s.local_id: said(s)["title"] for s in there} == {s.local_id: said(s)["title"] for s in back}


def test_rows_that_cannot_be_used_are_refused_with_a_reason(tmp_path: Path) -> None:
    shifted = salford(contractref="9")
    shifted[4:5] = ["Bins", "boxes"]
    path = write(
        tmp_path, SALFORD, salford(), salford(), salford(contractref="2", visibility="Private"), salford(contractref="", contracttitle="", contractdesc=""),
        shifted, [*salford(contractref="3"), "", "margin note"], ["Total"],
    )  # fmt: skip
    sightings, issues = read(path)
    assert [s.local_id for s in sightings] == ["S1047", "3"]
    assert [(issue.row, issue.code) for issue in issues if issue.severity == "refused"] == [
        ("3", "row_repeated"), ("4", "row_not_public"), ("5", "row_without_subject"), ("6", "row_shifted"),
    ]  # fmt: skip


def test_slips_in_other_cells_are_told(tmp_path: Path) -> None:
    path = write(
        tmp_path, SALFORD, salford(ojeu="Noo", proclassc="2023-03-31", companyn="CHA1165823"),
        salford(contractref="2", total="-5", annual="lots", companyn="25459259", proclassc="ICT", supplierc="Various"),
        salford(contractref="3", total="£50k per annum", annual="£5 per day", supplierc="A Ltd; B Ltd;"), salford(contractref="4", total="-", annual="£100 inc VAT", companyn="Yes"),
        salford(contractref="5", total="£120 inc VAT", annual="", ojeu="?", smesupplier="Various"),
    )  # fmt: skip
    sightings, issues = read(path)
    assert [(issue.row, issue.code) for issue in issues if issue.row] == [
        ("2", "proclass_unreadable"), ("2", "answer_misspelt"), ("2", "identifier_misplaced"), ("3", "money_negative"), ("3", "money_unreadable"),
        ("4", "money_is_a_rate"),
    ]  # fmt: skip
    assert [[party.name for party in s.suppliers] for s in sightings] == [
        ["Modern.Gov"],
        [],
        ["A Ltd", "B Ltd"],
        ["Modern.Gov"],
        ["Modern.Gov"],
    ]
    assert sightings[0].suppliers[0].ids == ("GB-CHC:1165823",)
    assert said(sightings[1])["proclass"] == "ICT Information Communication Technology"
    assert said(sightings[2])["value_year"] == "50000.00"
    assert said(sightings[4])["value_gross"] == "120"
    assert sightings[4].suppliers[0].size == ""
    assert "supplier_unnamed" in codes(issues)


def test_the_lgas_schema(tmp_path: Path) -> None:
    row = lga(
        Description="Calls and lines.\nCall 01234 567890 with questions.", ContractType="Framework agreement", OrganisationalUnit="Digital", CPVCode="64200000-8", LastExtensionDate="31/03/2029",
        ContractValue="£1,234.50", FixedCost="Estimated", CompaniesHouseRegistrationNumber="7382763", CharityCommissionNumber="1089464", OtherSupplierID="GB-PPON-PNWC-3852-TDXV",
        SMESupplier="No", VCSESupplier="Yes", ProcessType="Published invitation to tender", ContractDocumentURL="https://example.org/1",
    )  # fmt: skip
    sighting = one(write(tmp_path, LGA, row))
    found = said(sighting)
    assert (found["starts_on"], found["ends_on"], found["last_end_on"], found["review_on"], found["extension"]) == (
        "2024-04-01",
        "2027-03-31",
        "2029-03-31",
        "2026-10-01",
        "declared",
    )
    assert (found["value_net"], found["value_estimate"], found["cpv"], found["is_framework"], found["route"]) == (
        "1234.50",
        "1234.50",
        "64200000",
        "true",
        "open",
    )
    (supplier,) = sighting.suppliers
    assert supplier.ids == ("GB-COH:07382763", "GB-CHC:1089464", "GB-PPON:PNWC-3852-TDXV")
    assert (supplier.size, supplier.vcse, sighting.url) == ("large", True, "https://example.org/1")
    everything = repr(sighting)
    assert "Person" not in everything
    assert "@" not in everything
    assert "567890" not in everything


def test_birminghams_columns(tmp_path: Path) -> None:
    header = [
        "contract_number",
        "title",
        "supplier",
        "validity_start",
        "validity_end",
        "original_value",
        "extended_value",
    ]
    found = said(
        one(
            write(
                tmp_path,
                header,
                ["P1", "Mail", "A Ltd", "2024-04-01", "2026-03-31", "100", "250"],
                name="Birmingham City Council contracts.csv",
            )
        )
    )
    assert (found["starts_on"], found["ends_on"], found["value_net"]) == ("2024-04-01", "2026-03-31", "250")


def test_whose_register_it_is(tmp_path: Path) -> None:
    header = ["Reference", "Contract Title", "Supplier", "End Date"]
    row = ["1", "Bins", "A Ltd", "31/03/2026"]
    assert (
        one(write(tmp_path, header, row, before="Norfolk County Council Contracts Register as at 31/03/2024\n"))
        .buyers[0]
        .name
        == "Norfolk County Council"
    )
    assert one(
        write(tmp_path, header, row, before="Norfolk County Council Contracts Register as at 31/03/2024\n")
    ).published_on == date(2024, 3, 31)
    assert (
        one(write(tmp_path, header, row, name="kent county council/register.csv")).buyers[0].name
        == "Kent County Council"
    )
    given = one(write(tmp_path, header, row), "Salford City Council")
    assert (given.buyers[0].name, given.process) == ("Salford City Council", "council_registers:salford city council")


def test_nothing_says_whose_it_is(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        ["Reference", "Contract Title", "Supplier", "End Date"],
        ["1", "Bins", "A Ltd", "31/03/2026"],
        name="data/raw/c.csv",
    )
    (sighting,), issues = read(path)
    assert (sighting.buyers, sighting.process, codes(issues)) == ((), "council_registers:c", ["council_unknown"])


def test_a_register_without_references(tmp_path: Path) -> None:
    header = ["Contract Title", "Supplier", "Start Date", "End Date"]
    sightings, _ = read(
        write(tmp_path, header, ["Bins", "A Ltd", "1/4/24", "31/3/26"], ["Vans", "A Ltd", "1/4/24", "31/3/26"])
    )
    assert [s.local_id.partition("~")[0] for s in sightings] == ["row", "row"]
    assert len({s.local_id for s in sightings}) == 2


def test_names_of_files_and_folders() -> None:
    def called(path: str, *titles: str) -> str:
        found = rows._from_names(Path(path), titles)
        return found.name if found else ""

    assert called("/a/b/2022-07.csv") == ""
    assert called("/x/salford/clean/2022-07.csv.gz") == "Salford City Council"
    assert called("/x/Salford-contracts-register-April-2024.xlsx") == "Salford City Council"
    assert (
        called("/x/kent/register.csv", "Contracts", "Kent County Council Contracts Register") == "Kent County Council"
    )
    assert called("/salford/x/y/z/register.csv") == ""
    assert called("/a/b/c.csv", "the council of " + "x" * 100) == ""
    assert rows.published(Path("x.csv"), ()) is None
    assert rows.published(Path("register_April_2024.csv.gz"), ()) == date(2024, 4, 30)
    assert rows.published(Path("register 2024 13.csv"), ()) is None


def test_a_body_named_in_some_rows_stands_before_the_council(tmp_path: Path) -> None:
    lines = [salford(contractref=str(n)) for n in range(4)] + [
        salford(contractref="9", purchasing="Bolton Council"),
        salford(contractref="10", purchasing=""),
    ]
    sightings, _ = read(write(tmp_path, SALFORD, *lines))
    assert [[buyer.name for buyer in s.buyers] for s in sightings[3:]] == [
        ["Salford City Council"],
        ["Bolton Council", "Salford City Council"],
        ["Salford City Council"],
    ]


def test_a_register_of_several_councils_has_no_owner(tmp_path: Path) -> None:
    lines = [
        salford(contractref=str(n), purchasing=name)
        for n, name in enumerate(("Bolton Council", "Bury Council", "Oldham Council"))
    ]
    sightings, _ = read(write(tmp_path, SALFORD, *lines))
    assert [[buyer.name for buyer in s.buyers] for s in sightings] == [
        ["Bolton Council"],
        ["Bury Council"],
        ["Oldham Council"],
    ]
    assert {s.process for s in sightings} == {"council_registers:register_2022-07"}
    sightings, _ = read(write(tmp_path, SALFORD, salford(purchasing="")))
    assert sightings[0].buyers == ()


def test_other_columns_councils_add(tmp_path: Path) -> None:
    header = [
        "Ref",
        "Title",
        "Description",
        "Supplier",
        "Start",
        "End",
        "Notice Period (months)",
        "Contract Length (years)",
        "Contract Status",
        "Goods Services or Works",
        "Framework",
        "Supplier Type",
        "Category",
        "Link",
    ]
    path = write(
        tmp_path, header, ["1", "Bins", "", "A Ltd\nB Limited", "1/4/24", "31/3/26", "3", "2", "Live", "Services", "YPO 981", "", "Waste", "not a link"],
        ["2", "", "Vans for\nhire", "C\nD", "1/4/24", "31/3/26", "6 weeks", "2+1 years", "Odd", "Works", "", "Not SME", "", ""],
        ["3", "Skips", "", "C", "1/4/24", "31/3/26", "soon", "18 months", "Expired", "Supplies", "", "Large", "", ""], ["4", "Cars", "", "C", "1/4/24", "31/3/26", "99", "0", "", "", "", "Micro charity", "", ""],
    )  # fmt: skip
    sightings, _ = read(path, "Kent County Council")
    found = [said(s) for s in sightings]
    assert [f.get("notice_months") for f in found] == ["3", None, None, None]
    assert [f.get("notice_days") for f in found] == [None, "42", None, None]
    assert [f.get("duration_months") for f in found] == ["24", None, "18", None]
    assert [f.get("status") for f in found] == ["active", None, "ended", None]
    assert [f.get("main_category") for f in found] == ["services", "works", "goods", None]
    assert [f.get("title") for f in found] == ["Bins", "Vans for", "Skips", "Cars"]
    assert (found[0]["framework"], found[0]["proclass"], sightings[0].url) == ("YPO 981", "Waste", "")
    assert [[p.name for p in s.suppliers] for s in sightings] == [["A Ltd", "B Limited"], ["C D"], ["C"], ["C"]]
    assert [s.suppliers[0].size for s in sightings] == ["", "large", "large", "sme"]
    assert [s.suppliers[0].vcse for s in sightings] == [None, None, None, True]


@pytest.mark.parametrize(
    ("words", "route"),
    [
        ("CSO Exception", "direct"), ("Waiver of standing orders", "direct"), ("ITT", "open"), ("Mini-Comp", "call_off"), ("Direct Call-Off", "call_off"), ("RFQ", "quote"), ("Invitation to quote", "quote"),
        ("Competitive flexible procedure", "competitive_flexible"), ("Restricted", "limited"), ("Concession", "other"), ("", ""), ("xyz", ""), ("Single tender", "direct"), ("Direct award via framework", "direct"),
    ],
)  # fmt: skip
def test_routes(words: str, route: str) -> None:
    assert subject.route(words) == route


def test_workbooks_with_a_sheet_for_each_directorate(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ("People", "Place"):
        sheet = book.create_sheet(name)
        sheet.append(["Kent County Council contracts"])
        sheet.append(["Reference", "Contract Title", "Supplier", "Company Number", "Start Date", "End Date"])
        sheet.append([f"{name}-1", "Bins", "A Ltd", 7382763, date(2024, 4, 1), date(2026, 3, 31)])
    book.create_sheet("Notes").append(["Read me", "first"])
    book.save(tmp_path / "kent.xlsx")
    sightings, _ = read(tmp_path / "kent.xlsx")
    assert [(s.local_id, s.document, said(s)["ends_on"], s.suppliers[0].ids) for s in sightings] == [
        ("PEOPLE-1", "kent.xlsx#People", "2026-03-31", ("GB-COH:07382763",)), ("PLACE-1", "kent.xlsx#Place", "2026-03-31", ("GB-COH:07382763",)),
    ]  # fmt: skip
    assert sightings[0].claims[0].path == "R3:Contract Title"


def test_a_file_that_cannot_be_read_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_bytes(b"%PDF")
    sightings, issues = read(tmp_path / "register.csv")
    assert (sightings, [(i.severity, i.code) for i in issues]) == ([], [("refused", "file_unreadable")])


def test_what_a_register_looks_like() -> None:
    assert shape.likeness(SALFORD) == shape.likeness(LGA) == 1.0
    assert shape.likeness(["Supplier Name", "Net Amount", "Payment Date", "Directorate", "Transaction Number"]) == 0
    assert shape.likeness(["name", "description", "startDate", "endDate", "provider"]) == 0
    assert shape.likeness(["Contract Title", "End Date"]) == 0


cell = st.sampled_from(
    [
        "",
        "12",
        "0",
        "Yes",
        "N/A",
        "TBC",
        "2022-03-31",
        "31/03/2022",
        "22/0",
        "-",
        "£5m",
        "999",
        "x",
        "2 x 12 months",
        "Various",
        "Salford City Council",
        "1e9999",
        "\n",
        '"',
        "12.5",
        "-3",
    ]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.lists(cell, min_size=len(SALFORD), max_size=len(SALFORD) + 2), min_size=1, max_size=6), st.booleans()
)
def test_no_cells_break_it(tmp_path: Path, lines: list[list[str]], schema: bool) -> None:
    header = LGA[: len(SALFORD)] if schema else SALFORD
    sightings, issues = read(write(tmp_path, header, *lines))
    assert len({s.local_id for s in sightings}) == len(sightings)
    assert all(issue.reason for issue in issues)
    for sighting in sightings:
        for claim in sighting.claims:
            assert claim.value
            if FIELDS[claim.field] == "date":
                assert date.fromisoformat(claim.value)
        found = said(sighting)
        if {"starts_on", "ends_on"} <= found.keys():
            assert found["starts_on"] <= found["ends_on"]
        if {"last_end_on", "ends_on"} <= found.keys():
            assert found["ends_on"] <= found["last_end_on"]


@pytest.mark.real
def test_salfords_register_of_july_2022(real_data: Path) -> None:
    sightings, issues = read(real_data / "registers" / "salford_2022-07.csv")
    assert len(sightings) == 360
    assert len({s.local_id for s in sightings}) == 360
    assert sum("ends_on" in said(s) for s in sightings) == 351
    assert sum("starts_on" in said(s) for s in sightings) == 356
    assert not [issue for issue in issues if issue.severity == "refused"]
    (committee,) = [s for s in sightings if s.local_id == "S1047"]
    assert said(committee)["ends_on"] == "2021-12-31"
    again, _ = read(
        real_data / "spend" / "odileeds_layouts" / "salford" / "clean" / "2022-07.csv.gz", "Salford City Council"
    )
    assert [(s.process, s.local_id) for s in again] == [(s.process, s.local_id) for s in sightings]


def test_a_register_says_how_it_plans_to_buy_again(tmp_path: Path) -> None:
    header = [
        "Contract Reference",
        "Contract Title",
        "Start Date",
        "End Date",
        "Supplier",
        "Notice Period",
        "Planned Route",
    ]
    plans = [
        "Open procedure",
        "Framework call-off",
        "RFQ",
        "Direct award",
        "Competitive flexible procedure",
        "Restricted",
        "Not decided",
    ]
    path = write(
        tmp_path, header,
        *([str(n), f"Thing {n}", "1/4/24", "31/3/27", "A Ltd", "6 months" if n else "90 days", plan] for n, plan in enumerate(plans)),
    )  # fmt: skip
    found = [said(s) for s in read(path, "Kent County Council")[0]]
    assert [f.get("next_route") for f in found] == [
        "open", "call_off", "quote", "direct", "competitive_flexible", None, None,
    ]  # fmt: skip
    assert (found[0].get("notice_days"), found[0].get("notice_months")) == ("90", None)
    assert (found[1].get("notice_days"), found[1].get("notice_months")) == (None, "6")
    assert {f.get("route") for f in found} == {None}
