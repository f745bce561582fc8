"""Payments that three more councils publish, each in a way of its own, with what their contracts do not explain.

Eastreach has paid Otterline for Pagewright every month since that contract's last end, and no other contract between the
two is known. Saltby left TaxPath 6 and still pays Ledgerwell for it, with whom it has other contracts. Marlowe Bay pays
for Minutebook, whose recorded term ended years ago. All three pay suppliers with whom no contract is published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from guildhall.engine.sample.gazette import SITE, Gazette
from guildhall.engine.sample.papers import csv_text
from guildhall.engine.sample.plan import Deal

SCHEMA = (
    "OrganisationLabel", "OrganisationURI", "EffectiveDate", "OrganisationalUnit", "BeneficiaryName", "BeneficiaryOtherID",
    "PaymentDate", "TransactionNumber", "Amount", "IrrecoverableVATAmount", "Purpose", "ContractRef",
)  # fmt: skip
"""Columns of the Local Government Association's schema for payments, as far as Marlowe Bay fills them."""
UNEXPLAINED = {
    "X-SAL": (("Brackenwold Data Services Ltd", "Data migration", 18_400.0), ("Tarnbrook Elections Ltd", "Software licences", 6_150.0)),
    "X-MAR": (("Brackenwold Data Services Limited", "Consultancy", 24_800.0),),
    "X-EAS": (("BRACKENWOLD DATA SERVICES LTD", "Consultants", 9_975.0),),
}  # fmt: skip
"""Paid, and no contract with the council says what for. The first supplier has no contract with anybody."""
TOLD = {"X-SAL": "taxpath-sal", "X-MAR": "minutebook-mar", "X-EAS": "eas-10"}
"""The contract that each council pays for after its last end."""
MONTHS = (7, 8, 9, 10)
YEAR = 2026


@dataclass(frozen=True)
class Paid:
    """One payment before it is printed."""

    day: date
    unit: str
    payee: str
    purpose: str
    pence: int


class Ledgers:
    """Writes the lists of payments."""

    def __init__(self, gazette: Gazette, deals: list[Deal]) -> None:
        self.g, self.deals = gazette, deals

    def files(self) -> dict[str, bytes]:
        months = {month: self._month("X-MAR", month) for month in MONTHS}
        self.g.traps["month of payments published twice"] += 1
        return {
            "spend/X-EAS/payments_2026-04_2026-10.csv": self._eastreach(),
            "spend/saltby/payments_2026-07_2026-10.csv": self._saltby(),
            "spend/marlowe_bay_2026-07_2026-09.csv": self._schema([each for m in MONTHS[:3] for each in months[m]]),
            "spend/marlowe_bay_2026-09.csv": self._schema(months[9]),
            "spend/marlowe_bay_2026-10.csv": self._schema(months[10]),
        }

    def _month(self, code: str, month: int) -> list[Paid]:
        """What a council pays in a month: a part of each contract's year that is due, and what no contract explains."""
        g = self.g
        found = []
        for deal in self.deals:
            if deal.council != code or not deal.year or g.dice.roll("pays", month, deal.key) > 0.5:
                continue
            ended = deal.end is not None and (deal.last_end or deal.end) < date(YEAR, month, 1)
            if deal.start > date(YEAR, month, 28) or ended:
                continue
            day = date(YEAR, month, g.dice.between(2, 27, "paid", month, deal.key))
            unit = "Resources" if deal.product else "Place"
            found.append(Paid(day, unit, g.firm(deal).name, deal.ware.title, deal.year * 100 // 6))
        for payee, purpose, pounds in UNEXPLAINED[code]:
            day = date(YEAR, month, g.dice.between(2, 27, "unexplained", month, payee))
            found.append(Paid(day, "Resources", payee, purpose, round(pounds * 100)))
        found += self._always(code, month)
        return sorted(found, key=lambda paid: (paid.day, paid.payee, paid.purpose))

    def _always(self, code: str, month: int) -> list[Paid]:
        """The told payments, which no throw of the dice may leave out."""
        g = self.g
        deal = next(deal for deal in self.deals if deal.key == TOLD[code])
        g.traps["payment after the contract's last end"] += 1
        return [
            Paid(
                date(YEAR, month, 14), "Resources", g.firm(deal).name, f"{deal.product} support", deal.year * 100 // 12
            )
        ]

    def _saltby(self) -> bytes:
        """A title, pounds in text, money that came back in brackets, people, a hidden name, trailing commas, a total."""
        g = self.g
        head = ["Directorate", "Supplier", "Date Paid", "Our Ref", "Description of spend", "Net Amount (£)", "", "", ""]
        rows: list[list[str]] = [
            ["Saltby District Council: payments over £500, July to October 2026 (sample: everything is invented)"],
            [],
            head,
        ]
        total = 0
        paid = [each for month in MONTHS for each in self._month("X-SAL", month)]
        paid += [
            Paid(date(YEAR, 8, 12), "Place", "Mr N Oneperson", "Homeless prevention", 64_000),
            Paid(date(YEAR, 9, 9), "Place", "Oneperson, N", "Homeless prevention", 64_000),
            Paid(date(YEAR, 9, 16), "Place", "REDACTED PERSONAL DATA", "Foster care", 121_500),
            Paid(date(YEAR, 10, 7), "Resources", "Ledgerwell Ltd", "TaxPath 6 support: credit", -50_000),
        ]
        g.traps["payment with a hidden payee"] += 1
        g.traps["payment to a private person, to be dropped at the door"] += 2
        g.traps["payment that came back, in brackets"] += 1
        g.traps["total under the payments"] += 1
        for number, each in enumerate(sorted(paid, key=lambda paid: (paid.day, paid.payee)), 1):
            total += each.pence
            day = f"{g.calendar.day(each.day):%d/%m/%Y}"
            rows.append([each.unit, each.payee, day, f"SDC{number:05d}", each.purpose, _pounds(each.pence), "", "", ""])
        rows.append(["Total", "", "", "", "", _pounds(total), "", "", ""])
        return csv_text(rows).encode("cp1252")

    def _eastreach(self) -> bytes:
        """Days with the month first, and gross, VAT and net side by side; only the folder says whose payments they are."""
        g = self.g
        rows: list[list[str]] = [
            ["Clearing Date", "Document No", "Vendor Name", "Gross", "VAT", "Net", "Service Area", "GL Description"]
        ]
        paid = [each for month in (4, 5, 6, *MONTHS) for each in self._month("X-EAS", month)]
        for number, each in enumerate(sorted(paid, key=lambda paid: (paid.payee, paid.day)), 1):
            vat = each.pence // 5
            figures = [f"{pence / 100:.2f}" for pence in (each.pence + vat, vat, each.pence)]
            day = f"{g.calendar.day(each.day):%m/%d/%Y}"
            rows.append([day, f"51{number:06d}", each.payee.upper(), *figures, each.unit, each.purpose])
        g.traps["payments whose days are written month first"] += 1
        return csv_text(rows, "\n").encode()

    def _schema(self, paid: list[Paid]) -> bytes:
        """The schema's columns in UTF-16, as a spreadsheet saves "Unicode text" with commas."""
        g = self.g
        rows: list[list[str]] = [list(SCHEMA)]
        for number, each in enumerate(paid, 1):
            day = g.calendar.day(each.day)
            month_end = (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            net, vat = each.pence / 100, each.pence * 20 // 100 / 100 if each.unit == "Place" else 0.0
            rows.append([
                "Marlowe Bay Borough Council", f"{SITE}/id/marlowe-bay", month_end.isoformat(), each.unit, each.payee, "", day.isoformat(),
                f"{day:%y%m}{number:04d}", f"{net:.2f}", f"{vat:.2f}", each.purpose, "",
            ])  # fmt: skip
        return csv_text(rows).encode("utf-16")


def _pounds(pence: int) -> str:
    text = f"£{abs(pence) / 100:,.2f}"
    return f"({text})" if pence < 0 else text
