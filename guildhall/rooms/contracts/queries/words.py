"""Names for codes, as a person says them."""

from guildhall.engine.classify.catalogue import categories


def category(key: str) -> str:
    """Revenues and benefits for `revs_bens`; empty stays empty."""
    known = categories().get(key)
    return known.name if known else key.replace("_", " ").capitalize()


def source(key: str) -> str:
    """Find a Tender for `find_a_tender`."""
    return SOURCES.get(key) or key.replace("_", " ").capitalize()


def sign(evidence: str) -> str:
    """A public sign of use as a reader knows it: `Public committee pages`, not the name of a program that read them."""
    return next((said for start, said in SIGNS.items() if evidence.startswith(start)), evidence)


def field(name: str) -> str:
    """A contract's field in words."""
    return FIELDS.get(name, name.replace("_", " ").capitalize())


FIELDS = {
    "title": "Title", "description": "Description", "supplier": "Supplier", "product": "Product", "starts_on": "Start",
    "ends_on": "Agreed end", "last_end_on": "Last possible end", "review_on": "Review", "signed_on": "Signed",
    "awarded_on": "Awarded", "ended_on": "Ended", "extension": "Options to extend", "options": "Options to extend",
    "extension_text": "Extension, as written", "options_taken": "Options taken", "notice_days": "Notice", "notice_months": "Notice",
    "next_route": "How it will be bought again",
    "renewal_mode": "How it renews", "value_net": "Value without VAT", "value_gross": "Value with VAT",
    "value_estimate": "Estimated value", "value_year": "Cost a year", "value_final": "Final value",
    "currency": "Currency", "route": "Way it was bought", "route_text": "Way it was bought, as written",
    "rationale": "Why without competition", "rationale_text": "Why without competition, as written", "regime": "Rules it was bought under",
    "above_threshold": "Above the threshold", "special_regime": "Special rules", "is_framework": "Framework",
    "framework": "Called off from", "bids": "Bids received", "status": "Status", "cpv": "Procurement codes",
    "main_category": "Goods, services or works", "department": "Department", "duration_months": "Length in months",
    "first_ends_on": "End as first agreed", "change_ground": "Ground of the change", "change_text": "The change, as written",
    "metrics": "Performance measures", "proclass": "ProClass code", "metrics_missed": "Measures not met",
    "metrics_why": "Why no measures, as written", "planned_on": "First warning", "engaged_on": "Suppliers asked",
    "engagement_ends_on": "Answers until", "tendered_on": "Tender", "bids_least": "Bids on the lot with fewest",
    "lots": "Lots", "lots_why": "Why one lot, as written", "suits_small": "Suits small firms or charities",
}  # fmt: skip
SOURCES = {
    "find_a_tender": "Find a Tender", "contracts_finder": "Contracts Finder", "council_registers": "Council register",
    "observed_systems": "Public sign of use", "council_names": "Register of councils", "reorganisation": "Reorganisation",
    "sell2wales": "Sell2Wales", "public_contracts_scotland": "Public Contracts Scotland",
}  # fmt: skip
SIGNS = {
    "scraper class": "Public committee pages", "importer base class": "Polling station data",
    "portal URL": "Address of the planning portal", "URL host": "Address of an online form",
    "integration config": "Report-a-problem service", "address of a page": "Address of a public page",
}  # fmt: skip
"""What the published evidence of a product in use is, by how it begins."""
