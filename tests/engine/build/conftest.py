"""A small public record, made by hand: notices of one invented purchase after another, for real councils' names."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

SUPPLIER = {
    "id": "GB-COH-13572468", "name": "Acme Software Ltd", "roles": ["supplier"],
    "identifier": {"scheme": "GB-COH", "id": "13572468"},
}  # fmt: skip


def release(number: int, kind: str = "UK7", **more) -> dict:
    """A Procurement Act notice of a council about the contract of one purchase."""
    name = f"{number:06d}-2026"
    buyer = {"id": "GB-PPON-1", "name": more.pop("buyer", "Surrey County Council")}
    paper = {"id": name, "noticeType": kind, "documentType": "contractNotice"}
    award = {"id": "1", "status": "active", "suppliers": [{"id": SUPPLIER["id"], "name": SUPPLIER["name"]}]}
    contract = {
        "id": "1", "awardID": "1", "status": "active", "documents": [paper], "title": f"Case management software {number}",
        "period": {"startDate": "2026-04-01T00:00:00+01:00", "endDate": "2028-03-31T23:59:59+01:00"},
        "value": {"amount": 120000, "amountGross": 144000, "currency": "GBP"},
    }  # fmt: skip
    tender = {"title": f"Case management {number}", "legalBasis": {"id": "2023/54", "scheme": "UKPGA"}}
    made = {
        "ocid": f"ocds-h6vhtk-{number:06x}", "id": name, "date": f"2026-03-{1 + number % 28:02d}T10:00:00+00:00",
        "tag": ["award", "contract"], "buyer": buyer, "parties": [SUPPLIER, {**buyer, "roles": ["buyer"]}],
        "tender": tender, "awards": [award], "contracts": [contract],
    }  # fmt: skip
    if kind in {"UK4", "UK2"}:
        made |= {"tag": ["tender" if kind == "UK4" else "planning"], "awards": [], "contracts": []}
        tender["documents"] = [paper]
    return made | more


@pytest.fixture
def notices(tmp_path: Path) -> Callable[..., Path]:
    """Writes releases as JSON lines."""

    def write(name: str, *releases: dict) -> Path:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(each) + "\n" for each in releases))
        return path

    return write
