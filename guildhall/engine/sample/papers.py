"""What councils themselves publish: two contract registers, payments, and public signs of what they run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from guildhall.engine.sample.act import PREFIX
from guildhall.engine.sample.days import ANCHOR, plus_months
from guildhall.engine.sample.gazette import SITE, Gazette
from guildhall.engine.sample.plan import Deal
from guildhall.engine.sample.sheet import Cell, workbook

LGA = (
    "OrganisationLabel", "OrganisationURI", "ContractReference", "OpenContractingID", "ContractTitle", "ContractType",
    "OrganisationalUnit", "ServiceCategoryLabel", "ServiceCategoryURI", "Description", "ProcurementCategory", "CPVLabel",
    "CPVCode", "ProclassLabel", "ProclassCode", "StartDate", "EndDate", "ReviewDate", "LastExtensionDate",
    "ContractValue", "FixedCost", "IrrecoverableVAT", "SupplierName", "CompaniesHouseRegistrationNumber",
    "CharityCommissionNumber", "OtherSupplierID", "SMESupplier", "VCSESupplier", "VCSESupplierType", "ContactName",
    "ContactEmail", "ContactURL", "ProcessType", "TenderDocumentURL", "ContractDocumentURL",
    "PerformanceInformationURL", "AreaServedLabel", "AreaServedURI",
)  # fmt: skip
"""The 38 columns of the Local Government Association's schema for contract registers."""
OWN = (
    "Directorate Name", "Process Used", "Purchasing Body", "Contract Reference", "Contract Title",
    "Contract Description", "Supplier Company Name", "Supplier Postcode", "Annual Value",
    "Total Contract Value (including extensions)", "OJEU/FTS?", "Start Date", "End Date", "Contract Duration (months)",
    "Option to extend (months)", "How many extensions", "Extension 1 Taken?", "Extension 2 Taken?",
    "Current Expiry Date", "SME Supplier?", "ProClass Classification", "ProClass Description", "Company Number", "Next Procurement Route", "Visibility",
)  # fmt: skip
"""The columns of one real register of 2022, none of them from the schema."""
NO_END = ("", "", "TBC", "22/0", "Ongoing")
"""What stands where an end should, in the order of Northmoor's register."""


def csv_text(rows: Iterable[Sequence[object]], ending: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=ending).writerows(rows)
    return out.getvalue()


class Papers:
    """Writes what the councils publish on their own sites."""

    def __init__(self, gazette: Gazette, deals: list[Deal]) -> None:
        self.g, self.deals = gazette, deals

    def _of(self, code: str) -> list[Deal]:
        return [deal for deal in self.deals if deal.council == code and deal.in_register]

    def lga_register(self) -> bytes:
        """Northmoor's: the schema's columns under two title lines, one column more, trailing commas, pounds in text.

        Two columns more than the schema has, and rows that name the process their notices stand in.
        """
        g = self.g
        deals = self._of("X-NMR")
        unknown = iter(NO_END)
        free = [deal.key for deal in deals if deal.source == "register" and not deal.is_story]
        open_ended = g.dice.share(free, (len(NO_END) - 2) / len(free), "no end") | {"roundwise-nmr", "hearth-nmr"}
        rows: list[list[str]] = [
            ["Northmoor District Council contracts register, October 2026 (sample: everything is invented)"],
            [],
            [*LGA, "Notice period", "Planned route", "", "", ""],
        ]
        for number, deal in enumerate(deals, 1):
            end = g.calendar.british(deal.end)
            if deal.key in open_ended:
                end = next(unknown)
                g.traps["register row without an end that can be read"] += 1
            rows.append(
                [
                    *self._lga_row(deal, number, end),
                    "3 months" if deal.key == "taxpath-nmr" else "",
                    deal.planned,
                    "",
                    "",
                    "",
                ]
            )
        g.traps["title lines above the header, and trailing commas"] += 1
        return csv_text(rows).encode("cp1252")

    def _lga_row(self, deal: Deal, number: int, end: str) -> list[str]:
        g, firm = self.g, self.g.firm(deal)
        ocid = PREFIX + deal.key if deal.source != "register" else ""
        values = {
            "OrganisationLabel": "Northmoor District Council",
            "ContractReference": f"NMR/{number:03d}",
            "OpenContractingID": ocid,
            "ContractTitle": f"{deal.title} ({deal.product})" if deal.is_story else deal.title,
            "ContractType": "Contract",
            "OrganisationalUnit": "Customer and Resources" if deal.product else "Place",
            "Description": f"{deal.title}, supplied by {firm.name}.",
            "CPVLabel": deal.ware.cpv_label,
            "CPVCode": deal.ware.cpv,
            "StartDate": g.calendar.british(deal.start),
            "EndDate": end,
            "LastExtensionDate": g.calendar.british(deal.last_end),
            "ContractValue": f"£{deal.net:,}.00" if deal.net else "",
            "FixedCost": "Estimated",
            "IrrecoverableVAT": "0",
            "SupplierName": g.supplier_name(firm, f"register{deal.key}"),
            "OtherSupplierID": f"{firm.scheme}-{firm.number}" if g.dice.roll("register number", deal.key) < 0.6 else "",
            "SMESupplier": "Yes" if firm.scale == "sme" else "No",
            "VCSESupplier": "Yes" if firm.vcse else "No",
            "ContactName": "Invented Person",
            "ContactEmail": "person@example.invalid",
            "ProcessType": g.dice.pick(
                ("Invitation to tender", "Request for quotation", "Framework call-off"), deal.key
            ),
            "AreaServedLabel": "Northmoor",
        }
        if deal.is_story:
            values["ProcessType"] = "Request for quotation" if deal.route == "quote" else "Invitation to tender"
        g.traps["register row with an empty review date"] += 1
        return [values.get(column, "") for column in LGA]

    def own_register(self) -> bytes:
        """Marlowe Bay's: a spreadsheet with columns of its own, options and which of them were taken."""
        rows: list[Sequence[Cell]] = [OWN]
        for number, deal in enumerate(self._of("X-MAR"), 1):
            rows.append(self._own_row(deal, number))
        return workbook("Contracts", rows)

    def _own_row(self, deal: Deal, number: int) -> list[Cell]:
        g, firm, calendar = self.g, self.g.firm(deal), self.g.calendar
        assert deal.end
        months, count, taken = 0, 0, 0
        if deal.key == "taxpath-mar":
            months, count = 12, 2
        elif deal.key == "minutebook-mar":
            months, count, taken = 36, 1, 1
        elif g.dice.roll("own options", deal.key) < 0.5:
            months, count = 12, g.dice.between(1, 2, "own count", deal.key)
            taken = g.dice.between(0, 1, "own taken", deal.key)
        g.traps["option taken, told only by a column of its own"] += bool(taken)
        first = plus_months(deal.end, -months * taken)
        ends: Cell = calendar.day(first)
        if number in (3, 6):
            g.traps["register row without an end that can be read"] += 1
            ends = "22/0" if number == 3 else "TBC"
        flags = ["Yes" if taken > at else ("" if count > at else "N/A") for at in (0, 1)]
        digital = bool(deal.product)
        return [
            "Resources" if digital else "Place", g.dice.pick(("ITT", "RFQ", "Mini-Comp", "Direct Call-Off", "CSO Exception"), deal.key),
            "Marlowe Bay Borough Council", f"MB{1000 + number}", f"{deal.title} ({deal.product})" if deal.is_story else deal.title,
            deal.title, firm.name, firm.postcode, f"{deal.year}.00", f"{deal.net}.00" if deal.net else "-",
            "No", calendar.day(deal.start), ends, round((first - deal.start).days / 30.44), months, count, *flags,
            calendar.day(deal.end) if not isinstance(ends, str) else ends, "Yes" if firm.scale == "sme" else "No",
            270000 if digital else 310000, "Information Communication Technology" if digital else "Works", "N/A", deal.planned, "Public",
        ]  # fmt: skip

    def payments(self) -> dict[str, bytes]:
        """Payments over £500 of one council in two quarters, in its own layout."""
        g = self.g
        deals = [deal for deal in self.deals if deal.council == "X-NMR" and deal.year]
        files = {}
        for name, first in (("2026-04_2026-06", date(2026, 4, 1)), ("2026-07_2026-09", date(2026, 7, 1))):
            rows: list[list[str]] = [
                ["Body Name", "Service Area", "Expense Type", "Date", "Transaction Number", "Amount", "Supplier Name"]
            ]
            for number, deal in enumerate(deals):
                day = g.calendar.day(first + timedelta(days=g.dice.between(0, 88, name, deal.key)))
                firm = self.g.firm(deal)
                hidden = g.dice.roll("redacted", name, deal.key) < 0.05
                g.traps["payment with a hidden payee"] += hidden
                rows.append([
                    "Northmoor District Council", "Resources" if deal.product else "Place", deal.ware.title, f"{day:%d.%m.%Y}",
                    f"{name[:4]}{name[5:7]}{number:04d}", f"{deal.year / 4:,.2f}", "REDACTED" if hidden else firm.aka[0],
                ])  # fmt: skip
            files[f"{name}.csv"] = csv_text(rows).encode("cp1252")
        return files

    def observed(self) -> bytes:
        """Public signs, in the columns of the public list of such signs."""
        g = self.g
        rows: list[list[str]] = [
            [
                "local_authority_code",
                "council",
                "service_area",
                "product",
                "vendor",
                "evidence",
                "url",
                "source",
                "as_of",
            ]
        ]
        areas = {
            "democratic": "Committee management", "elections": "Electoral management", "planning": "Planning",
            "waste": "Waste collection lookup / online forms", "crm": "Online forms", "cms": "Website",
        }  # fmt: skip
        for deal in self.deals:
            if deal.ware.key not in areas or (not deal.is_story and g.dice.roll("observed", deal.key) < 0.3):
                continue
            place = g.place(deal)
            seen = date(2026, 5, 30) - timedelta(
                days=g.dice.between(0, 700, "seen", deal.key) if not deal.is_story else 0
            )
            if deal.end and deal.end < seen:
                g.traps["product seen in use after its recorded expiry"] += 1
            url = f"{SITE}/{place.letters.lower()}/{deal.ware.key}"
            rows.append([
                deal.council, place.name, areas[deal.ware.key], deal.product, g.firm(deal).name, f"address of a page ({place.short})",
                url if g.dice.roll("url", deal.key) < 0.7 else "", "sample", g.calendar.iso(min(seen, ANCHOR)),
            ])  # fmt: skip
        return csv_text(rows, "\n").encode()

    def products(self) -> bytes:
        """Which product is whose and what it is for."""
        rows: list[list[str]] = [["product", "supplier", "category"]]
        known: dict[str, list[str]] = {}
        for ware in self.g.world.products:
            known[ware.product] = [ware.product, self.g.world.firms[ware.supplier].name, ware.key]
        for deal in self.deals:
            if deal.product:
                known.setdefault(deal.product, [deal.product, self.g.firm(deal).name, deal.ware.key])
        return csv_text([*rows, *(known[name] for name in sorted(known))], "\n").encode()
