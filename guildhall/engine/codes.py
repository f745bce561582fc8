"""Code lists that several parts of the engine share."""

from __future__ import annotations

COUNCIL_KINDS: dict[str, str] = {
    "NMD": "District", "UA": "Unitary", "MD": "Metropolitan district", "LBO": "London borough", "CTY": "County",
    "CC": "City corporation", "SCO": "Scottish council", "WPA": "Welsh council", "NID": "Northern Ireland district",
    "COMB": "Combined authority", "SRA": "Strategic regional authority",
}  # fmt: skip
"""Kind of council by mySociety type code, in words a person says."""

NOTICE_KINDS: dict[str, str] = {
    "UK1": "Pipeline notice", "UK2": "Preliminary market engagement notice", "UK3": "Planned procurement notice",
    "UK4": "Tender notice", "UK5": "Transparency notice", "UK6": "Contract award notice",
    "UK7": "Contract details notice", "UK8": "Contract payment notice", "UK9": "Contract performance notice",
    "UK10": "Contract change notice", "UK11": "Contract termination notice", "UK12": "Procurement termination notice",
    "UK13": "Dynamic market intention notice", "UK14": "Dynamic market establishment notice",
    "UK15": "Dynamic market modification notice", "UK16": "Dynamic market cessation notice",
    "UK17": "Payments compliance notice",
    "planning": "Planning notice", "tender": "Tender notice", "tender_update": "Tender update",
    "tender_cancellation": "Tender cancelled", "award": "Award notice", "award_update": "Award update",
    "contract": "Contract notice", "contract_update": "Contract update",
    "register": "Council register", "observed": "Public sign of use",
}  # fmt: skip
"""Notices of the Procurement Act 2023 (UK1 to UK17), the older ones, and the documents that are not notices."""

ROUTES: dict[str, str] = {
    "open": "Open competition", "limited": "Limited competition",
    "competitive_flexible": "Competitive flexible procedure", "call_off": "Call-off from a framework",
    "direct": "Direct award", "quote": "Quotations", "other": "Another way",
}  # fmt: skip

STATUSES: tuple[str, ...] = ("planned", "active", "ended", "terminated", "cancelled")
