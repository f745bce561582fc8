"""A resolved contract with boring defaults: name only the facts a test is about."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from guildhall.engine.records import Contract

DEFAULTS: dict[str, Any] = {
    "contract_id": "X-1", "council_codes": ("X-ALD",), "council_name": "Alderbrook", "buyer_name": "Alderbrook Council",
    "title": "A contract", "description": "", "category": "", "category_why": "", "is_digital": None,
    "suppliers": (), "product_names": (),
    "starts_on": None, "first_ends_on": None, "ends_on": None, "ends_earliest_on": None, "ends_latest_on": None,
    "last_end_on": None, "review_on": None, "signed_on": None, "awarded_on": None, "ended_on": None,
    "extension": "unknown", "extension_text": "", "options": (), "options_taken": (), "notice_days": None,
    "renewal_mode": "unknown", "value_net": None, "value_gross": None, "value_year": None, "currency": "GBP",
    "route": "", "rationale": (), "rationale_text": "", "regime": "unknown", "status": "active",
    "is_framework": False, "special_regime": (), "main_category": "", "cpv": (), "bids": None,
    "ocids": ("ocds-x-1",), "sources": ("find_a_tender",), "first_seen_on": None, "last_seen_on": None,
    "first_published_on": None, "basis": {}, "disputed": (),
}  # fmt: skip


def contract(**facts: Any) -> Contract:
    """A contract of an invented council. Days may be given as ISO text, suppliers as names."""
    known = DEFAULTS | facts
    if known["suppliers"] and isinstance(known["suppliers"][0], str):
        known["suppliers"] = [[name] for name in known["suppliers"]]
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in known.items()}
    plain = {name: str(value) if isinstance(value, Decimal) else value for name, value in plain.items()}
    return msgspec.convert(plain, Contract)
