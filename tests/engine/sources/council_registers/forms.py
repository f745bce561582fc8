"""Rows of registers as councils publish them, and short ways to read them."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from guildhall.engine.records import Issue, Sighting
from guildhall.engine.sources import council_registers

_SALFORD = (
    "Directorate Name,Process Used,Purchasing Body,Contract Reference,Contract Title,Contract Description,Supplier Company Name,"
    "Supplier Postcode,Annual Value,Total Contract Value (including extensions),OJEU/FTS?,Start Date,End Date,Contract Duration (months),"
    "Option to extend (months),How many extensions,Extension 1 Taken?,Extension 2 Taken?,Current Expiry Date,SME Supplier?,"
    "ProClass Classification,ProClass Description,Company Number,Visibility"
)
SALFORD = _SALFORD.split(",")
_LGA = (
    "OrganisationLabel,OrganisationURI,ContractReference,OpenContractingID,ContractTitle,ContractType,OrganisationalUnit,ServiceCategoryLabel,"
    "ServiceCategoryURI,Description,ProcurementCategory,CPVLabel,CPVCode,ProclassLabel,ProclassCode,StartDate,EndDate,ReviewDate,LastExtensionDate,"
    "ContractValue,FixedCost,IrrecoverableVAT,SupplierName,CompaniesHouseRegistrationNumber,CharityCommissionNumber,OtherSupplierID,SMESupplier,"
    "VCSESupplier,VCSESupplierType,ContactName,ContactEmail,ContactURL,ProcessType,TenderDocumentURL,ContractDocumentURL,PerformanceInformationURL,"
    "AreaServedLabel,AreaServedURI"
)
LGA = _LGA.split(",")


def salford(**cells: str) -> list[str]:
    """A row like the committee system's of July 2022 (S1047), with the cells named changed."""
    row = dict.fromkeys(SALFORD, "") | {
        "Directorate Name": "Service Reform", "Process Used": "Other", "Purchasing Body": "Salford City Council", "Contract Reference": "S1047",
        "Contract Title": "Committee management", "Supplier Company Name": "Modern.Gov", "Supplier Postcode": "N8 0NW", "Annual Value": "12510.00",
        "Total Contract Value (including extensions)": "36010.00", "OJEU/FTS?": "No", "Start Date": "2016-04-01", "End Date": "2018-03-31",
        "Contract Duration (months)": "24", "Option to extend (months)": "12", "How many extensions": "2", "Extension 1 Taken?": "Yes",
        "Extension 2 Taken?": "Yes", "Current Expiry Date": "2021-12-31", "SME Supplier?": "Yes", "ProClass Classification": "270000",
        "ProClass Description": "Information Communication Technology", "Company Number": "2208130", "Visibility": "Public",
    }  # fmt: skip
    for name, value in cells.items():
        (column,) = [c for c in SALFORD if "".join(filter(str.isalnum, c)).lower().startswith(name.replace("_", ""))][
            :1
        ]
        row[column] = value
    return [row[c] for c in SALFORD]


def write(
    path: Path, header: Sequence[str], *lines: Sequence[str], name: str = "register_2022-07.csv", before: str = ""
) -> Path:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *lines])
    (path / name).parent.mkdir(parents=True, exist_ok=True)
    (path / name).write_text(before + out.getvalue(), encoding="utf-8")
    return path / name


def read(path: Path, council: str = "") -> tuple[list[Sighting], list[Issue]]:
    issues: list[Issue] = []
    return list(council_registers.read(path, issues.append, council)), issues


def one(path: Path, council: str = "") -> Sighting:
    (sighting,), _ = read(path, council)
    return sighting


def said(sighting: Sighting) -> dict[str, str]:
    return {claim.field: claim.value for claim in sighting.claims}


def basis(sighting: Sighting, field: str) -> str:
    return next(claim.basis for claim in sighting.claims if claim.field == field)


def codes(issues: list[Issue]) -> list[str]:
    return [issue.code for issue in issues]


def lga(**cells: str) -> list[str]:
    row = dict.fromkeys(LGA, "") | {
        "OrganisationLabel": "Norfolk County Council", "ContractReference": "NCC-1", "ContractTitle": "Telephony", "StartDate": "01/04/2024", "EndDate": "31/03/2027",
        "ReviewDate": "01/10/2026", "SupplierName": "Ashdown Ltd", "ContactName": "A Person", "ContactEmail": "a.person@example.org",
    }  # fmt: skip
    return [(row | cells)[c] for c in LGA]
