"""Lists of payments in many forms: every row a payment or an issue with its reason."""

import gzip
import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from guildhall.engine.link import councils
from guildhall.engine.records import Issue
from guildhall.engine.sources.council_spend import bodies, drafts, read
from guildhall.engine.sources.council_spend.refusals import SINGLY, TOGETHER, Refusals, runs

LIST = (
    "Body Name,Service Area,Expenses Type,Invoice Payment Date,Transaction Number,Net Amount,Supplier Name\n"
    'Manchester City Council,Chief Executives,Agency staff,01.04.2019,5101,"£5,536.66",Ashdown Recruitment Ltd\n'
    'Manchester City Council,Libraries,Books,30.04.2019,5102,"(£36.66)",REDACTED DATA\n'
)


class Found:
    """What a file came to, with its payments as rows."""

    def __init__(self, folder: Path, body: bytes | str, name: str) -> None:
        find = councils.finder().find
        council = bodies.Bodies(lambda each: find(each).codes, bodies.places())
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body.encode() if isinstance(body, str) else body)
        into = folder / "drafts"
        into.mkdir(exist_ok=True)
        self.issues: list[Issue] = []
        self.came = read.read(path, name, council, self.issues.append, into / "00000001")
        self.said = [said for _, said in drafts.said(into)]
        self.rows = [
            row | {"day": said.days[row["day"]], "party": said.parties[row["party"]], "body": said.bodies[row["body"]]}
            for batches, said in drafts.said(into)
            for batch in drafts.batches(batches)
            for row in batch.to_pylist()
        ]
        counted = read.read(path, name, council, lambda _: None)
        assert counted.payments == self.came.payments == len(self.rows)

    @property
    def codes(self) -> list[str]:
        return [issue.code for issue in self.issues]


def found(folder: Path, body: bytes | str, name: str = "list.csv") -> Found:
    return Found(folder, body, name)


def test_a_list(tmp_path: Path) -> None:
    it = found(tmp_path, LIST)
    first, second = it.rows
    assert (first["row"], first["amount"], first["day"]) == (2, Decimal("5536.66"), (date(2019, 4, 1),) * 2)
    assert (first["purpose"], first["department"], first["transaction"]) == ("Agency staff", "Chief Executives", "5101")
    assert (first["body"].code, first["body"].name) == ("MAN", "Manchester City Council")
    assert first["party"].key
    assert second["amount"] == Decimal("-36.66")
    assert (second["party"].is_redacted, second["party"].key) == (True, "")
    assert it.said[0].amount_kind == "net"
    assert it.codes == []
    assert it.came.newest == date(2019, 4, 30)


@pytest.mark.parametrize(
    "pack",
    [
        lambda text: text.encode("utf-16"), lambda text: text.encode("utf-16-le"), lambda text: text.encode("cp1252"),
        lambda text: b"\xef\xbb\xbf" + text.encode(), lambda text: "\ufeff\ufeff".encode() + text.encode(), lambda text: gzip.compress(text.encode()),
        lambda text: text.replace("\n", "\r").encode(), lambda text: text.replace("\n", "\r\n").encode("cp1252"),
        lambda text: ("Payments over £500\n\n" + text).encode(), lambda text: text.replace("\n", "," * 40 + "\n").encode(),
        lambda text: text.replace("£", "\x9c").encode("latin-1"),
    ],
)  # fmt: skip
def test_the_same_list_in_other_clothes(tmp_path: Path, pack) -> None:
    it = found(tmp_path, pack(LIST))
    assert [(row["amount"], row["body"].code) for row in it.rows] == [
        (Decimal("5536.66"), "MAN"), (Decimal("-36.66"), "MAN"),
    ]  # fmt: skip


def test_a_zip_file_and_a_workbook_with_two_sheets(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in/list.csv", LIST)
    assert len(found(tmp_path / "zip", packed.getvalue(), "list.zip").rows) == 2
    book = openpyxl.Workbook()
    for title, day in (("April", date(2024, 4, 3)), ("May", date(2024, 5, 3))):
        sheet = book.create_sheet(title)
        sheet.append(["Directorate", "Supplier", "Date Paid", "Ref", "Net Amount"])
        for number in range(3):
            sheet.append(["Place", "Ashdown Ltd", day, number, 12.5 + number])
    saved = io.BytesIO()
    book.save(saved)
    it = found(tmp_path / "xlsx", saved.getvalue(), "hyndburn/list.xlsx")
    assert [said.document for said in it.said] == ["hyndburn/list.xlsx#April", "hyndburn/list.xlsx#May"]
    assert {row["day"][0] for row in it.rows} == {date(2024, 4, 3), date(2024, 5, 3)}
    assert sum(row["amount"] for row in it.rows) == Decimal("81.00")
    assert {row["body"].code for row in it.rows} == {"HYN"}


def test_totals_headings_and_rows_without_a_sum_are_listed(tmp_path: Path) -> None:
    text = (
        "Directorate,Supplier,Date Paid,Ref,Net Amount,Purpose\n"
        "Place,Ashdown Ltd,01/04/2024,1,100.00,Bricks\n"
        "PLACE SERVICES,,,,,\n"
        "Place,Total Gas and Power Ltd,02/04/2024,2,50.00,Gas\n"
        "Place,Ashdown Ltd,02/04/2024,3,,Nothing\n"
        "Place,Ashdown Ltd,02/04/2024,4,see note,Nothing\n"
        ",,,,150.00,\n"
        ",,,,77.00,\n"
        "Place Total,,,,150.00,\n"
        "Place,,03/04/2024,5,8.00,No name\n"
        "Directorate,Supplier,Date Paid,Ref,Net Amount,Purpose\n"
        "Place,Ashdown, Sons,03/04/2024,6,9.00,Cells moved\n"
        " , , , , , \n"
        "Grand total,,,,158.00,\n"
    )
    it = found(tmp_path, text, "hyndburn/april.csv")
    assert [row["row"] for row in it.rows] == [2, 4, 10]
    assert it.rows[2]["party"].key == ""
    refused = {issue.row: issue.code for issue in it.issues if issue.severity == "refused"}
    assert refused == {
        "3": "row_is_heading", "5": "amount_missing", "6": "amount_unreadable", "7": "row_is_total", "8": "row_is_total",
        "9": "row_is_total", "12": "cells_moved", "14": "row_is_total",
    }  # fmt: skip


def test_many_refused_rows_are_no_flood(tmp_path: Path) -> None:
    rows = "".join(f"Place,Ashdown Ltd,01/04/2024,{n},{'' if n % 2 else 5},x\n" for n in range(4000))
    it = found(tmp_path, "Directorate,Supplier,Date Paid,Ref,Net Amount,Purpose\n" + rows)
    missing = [issue for issue in it.issues if issue.code == "amount_missing"]
    assert len(it.rows) == 2000
    assert len(missing) == SINGLY + -(-(2000 - SINGLY) // TOGETHER)
    listed = [row for issue in missing for row in issue.row.split(", ")]
    assert sorted(map(int, listed)) == list(range(3, 4003, 2))


def test_runs() -> None:
    assert runs([2, 3, 4, 7, 9, 10]) == "2-4, 7, 9-10"
    said: list[Issue] = []
    refusals = Refusals("f", said.append)
    for number in range(SINGLY + 3):
        refusals.add("total", number)
    refusals.close()
    assert said[-1].row == f"{SINGLY}-{SINGLY + 2}"
    refusals.close()
    assert len(said) == SINGLY + 1


def test_private_persons_leave_no_name(tmp_path: Path) -> None:
    text = LIST + (
        'Manchester City Council,Housing,Rent,01.04.2019,5103,10.00,"Oneperson, N"\n'
        "Manchester City Council,Housing,Care for MRS ONEPERSON,01.04.2019,5104,10.00,Ashdown Ltd\n"
        "Manchester City Council,Housing,Ask someone@example.invalid,01.04.2019,07700 900123,10.00,Ashdown Ltd\n"
    )
    it = found(tmp_path, text)
    assert (it.rows[2]["party"].name, it.rows[2]["party"].is_person) == ("", True)
    assert it.rows[3]["purpose"] is None
    assert "example" not in it.rows[4]["purpose"]
    assert "900123" not in it.rows[4]["transaction"]
    seen = list(drafts.seen(tmp_path / "drafts"))
    assert not any("neperson" in str(each).lower() for each in seen)


def test_numbers_go_with_names(tmp_path: Path) -> None:
    text = (
        "Organisation Name,Date,Net Amount,Supplier Name,Supplier Registered Company Number,Supplier Registered Charity Number,"
        "VAT Registration Number,Expense Area\n"
        "Calderdale Council,2021-09-01,5.00,Ashdown Ltd,2345678,,,Place\n"
        "Calderdale Council,2021-09-01,5.00,Ashdown Trust,,1049226,,Place\n"
        "Calderdale Council,2021-09-01,5.00,Margaret Oneperson,02345679,,,Place\n"
    )
    it = found(tmp_path, text)
    assert it.rows[0]["party"].company_number == "02345678"
    assert "GB-CHC:1049226" in it.rows[1]["party"].key
    assert it.rows[2]["party"].name == "Margaret Oneperson"


def test_gross_vat_and_net_side_by_side(tmp_path: Path) -> None:
    text = "Authority Name,Date of Payment,Gross,VAT,Net,Supplier Name,Directorate\nSalford City Council,2018-08-01,974.21,162.37,811.84,Orbis Ltd,Place\n"
    it = found(tmp_path, text)
    assert (it.rows[0]["amount"], it.rows[0]["vat"], it.said[0].amount_kind) == (
        Decimal("974.21"), Decimal("162.37"), "gross",
    )  # fmt: skip


def test_names_and_numbers_under_one_heading(tmp_path: Path) -> None:
    """2021-12: Harrogate printed numbers under "Supplier Name" and names under "Supplier Name(T)"; in 2016, under one name twice."""
    for head in ("Supplier Name,Supplier Name(T)", "Supplier Name,Supplier Name"):
        text = f"Body Name,Payment Date,{head},Net Amount,Service Label\n" + "".join(
            f"O8,2021-12-{day:02d},2004{day:02d},ASHDOWN TREES PLC,5.00,Place\n" for day in range(1, 20)
        )
        it = found(tmp_path / str(len(head)), text, "harrogate/x.csv")
        assert {row["party"].name for row in it.rows} == {"ASHDOWN TREES PLC"}
        assert {(row["body"].name, row["body"].code) for row in it.rows} == {("", "HAG")}


def test_dates_of_another_order_and_dates_that_are_none(tmp_path: Path) -> None:
    head = "Directorate,Supplier,Date Paid,Ref,Net Amount\n"
    it = found(
        tmp_path / "a",
        head + "P,Ashdown Ltd,04/03/2019,1,5\nP,Ashdown Ltd,04/30/2019,2,5\nP,Ashdown Ltd,soon,3,5\n",
        "HYN/a.csv",
    )
    assert [row["day"] for row in it.rows] == [(date(2019, 4, 3),) * 2, (date(2019, 4, 30),) * 2, None]
    assert it.codes == ["date_order", "date_unreadable"]
    it = found(tmp_path / "b", head + "P,Ashdown Ltd,13/03/2019,1,5\nP,Ashdown Ltd,04/30/2019,2,5\n", "HYN/b.csv")
    assert it.codes == ["date_orders_mixed"]


def test_a_list_without_dates_is_of_the_month_in_its_name(tmp_path: Path) -> None:
    text = "Directotate,Service,Supplier,Order,Invoice Line Value (net of VAT),Account\nPlace,Roads,ASHDOWN LTD,3056456,1088.50,Printing\n"
    it = found(tmp_path / "a", text, "darlington/2014-08.csv")
    assert it.rows[0]["day"] == (date(2014, 8, 1), date(2014, 8, 31))
    assert it.codes == ["date_column_missing"]
    it = found(tmp_path / "b", text, "darlington/list.csv")
    assert (it.rows[0]["day"], it.came.newest) == (None, None)
    assert "unknown" in it.issues[0].reason


def test_nobody_says_whose_payments_they_are(tmp_path: Path) -> None:
    text = "Directorate,Supplier,Date Paid,Ref,Net Amount\nPlace,Ashdown Ltd,01/04/2024,1,5\n"
    it = found(tmp_path / "a", text, "files/list.csv")
    assert it.rows[0]["body"].code == ""
    assert it.codes == ["council_unknown"]
    assert "folder named after the council" in it.issues[0].reason
    assert found(tmp_path / "b", text, "Hyndburn/list.csv").codes == []


def test_bodies_that_are_no_council_and_a_slip_of_the_key(tmp_path: Path) -> None:
    head = "Framework,SupplierName,CustomerName,ReturnMonth,ProjectNameAndDescription,EvidencedSpend\n"
    many = "".join(f"G-Cloud,ASHDOWN LTD,Ministry of {n},2012-04-01,Hosting,10\n" for n in "ABCDEFG")
    it = found(tmp_path / "a", head + many)
    assert it.codes == ["body_not_council"]
    assert "2 more" in it.issues[0].reason
    assert it.rows[0]["day"] == (date(2012, 4, 1), date(2012, 4, 30))
    it = found(tmp_path / "b", LIST + LIST.splitlines()[1].replace("City Council", "Cit+A2446y Council") + "\n")
    assert it.codes == ["body_misspelt"]
    assert {row["body"].code for row in it.rows} == {"MAN"}


def test_a_month_without_any_header(tmp_path: Path) -> None:
    """2025-03: Hyndburn's list begins with its first payment and ends with the header."""
    names = ("Ashdown Projects Ltd", "Oyster Partnership", "Elm Roofing Limited", "Beech & Sons")
    text = "".join(
        f'REGN - Regeneration,FAF - Housing,Grant {n},1,CRINV{n:05d},{names[n % 4]},{n % 27 + 1:02d}/03/2025,"2,{n:03d}.00"\n'
        for n in range(60)
    )
    it = found(
        tmp_path,
        text + "Department Area,Service Area,Description,Line,Ref,Name,Payment Date,Amount Paid\n",
        "hyndburn/March-25.csv",
    )
    assert len(it.rows) == 60
    assert {row["party"].name for row in it.rows} == set(names)
    assert it.codes == ["amount_unreadable"]


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"%PDF-1.4", "file_unreadable"), ("a,b\n1,2\n", "columns_missing"), (b"", "file_unreadable"), ("Supplier,Amount,Date,Ref\n,x,,\n", "amount_unreadable")],
)  # fmt: skip
def test_what_holds_no_payments(tmp_path: Path, body: bytes | str, code: str) -> None:
    it = found(tmp_path, body)
    assert it.codes == [code]
    assert it.rows == []


def test_huge_cells_are_cut_and_batches_stay_small(tmp_path: Path) -> None:
    head = "Directorate,Supplier,Date Paid,Ref,Net Amount,Purpose\n"
    text = head + "".join(f"Place,Ashdown Ltd,01/04/2024,{n},5,{'x' * 150_000}\n" for n in range(60))
    it = found(tmp_path, text, "HYN/a.csv")
    assert len(it.rows) == 60
    assert max(len(row["purpose"]) for row in it.rows) <= 500
    assert sum(1 for _ in drafts.batches(next((tmp_path / "drafts").glob("*.arrow")))) > 1
