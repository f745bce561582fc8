"""The site's database filled from a small register, and the day on which its tests stand."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from guildhall.core import clock
from guildhall.rooms.contracts import actions
from tests.factories import register


@pytest.fixture(autouse=True)
def stand_on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test of the rooms stands on 23 November 2026."""
    monkeypatch.setattr(clock, "today", lambda: register.ON)


@pytest.fixture(autouse=True)
def no_static_files(settings: Settings, tmp_path: Path) -> None:
    """Nothing is collected in a test: an empty folder keeps the file server quiet."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()


@pytest.fixture
def load(db: None, tmp_path: Path) -> Callable[..., actions.Loaded]:
    """Write a register of these tables and load it."""

    def load_it(**tables: list[dict[str, Any]]) -> actions.Loaded:
        return actions.load_register(register.write(tmp_path / "register", **tables), by="test")

    return load_it


@pytest.fixture
def three(load: Callable[..., actions.Loaded]) -> actions.Loaded:
    """Three contracts: one late, one this quarter, one without an end."""
    return load(
        contracts=[
            register.contract(1, title="Revenues and benefits", decide_by_on=date(2026, 9, 30), decide_by_earliest_on=date(2026, 9, 30), decide_by_latest_on=date(2026, 9, 30), category="revs_bens"),
            register.contract(2, title="Planning register", decide_by_on=date(2026, 12, 16), decide_by_earliest_on=date(2026, 12, 16), decide_by_latest_on=date(2026, 12, 16)),
            register.contract(3, title="Housing repairs", council_code="X-FEN", council_codes=["X-FEN"], council_name="Fenwick District Council", category="housing_mgmt", ends_on=None, ends_earliest_on=date(2027, 10, 1), ends_latest_on=date(2028, 10, 1), decide_by_on=None, decide_by_earliest_on=date(2027, 1, 15), decide_by_latest_on=date(2028, 1, 15), value_net=None, supplier_ids=[], supplier_names=[], product_names=[]),
        ],
        claims=[
            register.claim("c-1", "ends_on", "2027-12-31"), register.claim("c-1", "notice_days", "180"),
            register.claim("c-1", "notice_days", "90", state="disagrees", document="n-2"),
            register.claim("c-9", "title", "Points at nothing"),
        ],
        findings=[
            {"contract_id": "c-1", "indicator": "T1", "status": "watch", "words": "The first term is 60 months.", "inputs": ["starts_on"], "missing": []},
            {"contract_id": "c-1", "indicator": "X8", "status": "unknown", "words": "Cannot tell whether it goes on by itself.", "inputs": [], "missing": ["renewal_mode"]},
        ],
        notices=[
            {"notice_id": "n-1", "ocid": "ocds-1", "source": "find_a_tender", "kind": "UK7", "published_on": date(2026, 10, 1), "title": "Revenues and benefits", "url": "https://notices.example/n-1", "buyer_name": "Northmoor District Council", "council_codes": ["X-NMR"], "contract_ids": ["c-1"]},
        ],
        observations=[
            {"council_code": "X-FEN", "product_id": "taxpath", "product": "TaxPath", "service_area": "tax", "evidence": "a public page", "url": "https://fenwick.example/", "seen_on": date(2026, 5, 1), "source": "observed_systems", "document": "systems.csv"},
        ],
        issues=[{"file": "a.json", "row": "3", "severity": "refused", "code": "json_invalid", "reason": "Line 3 is not JSON."}],
        coverage=[{"scope": "field", "key": "ends_on", "measure": "known", "known": 2, "total": 3, "words": "2 of 3 have an end"}],
    )  # fmt: skip
