"""Every table of a register and the type of every column. Unknown is null, lists are lists."""

from __future__ import annotations

import pyarrow as pa

_T, _D, _I, _B, _F = pa.string(), pa.date32(), pa.int32(), pa.bool_(), pa.float64()
_LT, _LI = pa.list_(pa.string()), pa.list_(pa.int32())
_M = pa.decimal128(18, 2)

TABLES: dict[str, pa.Schema] = {
    "contracts": pa.schema([
        ("contract_id", _T), ("council_code", _T), ("council_codes", _LT), ("council_name", _T), ("buyer_name", _T),
        ("title", _T), ("description", _T), ("category", _T), ("category_why", _T), ("is_digital", _B),
        ("supplier_names", _LT), ("supplier_ids", _LT), ("product_names", _LT),
        ("starts_on", _D), ("first_ends_on", _D), ("ends_on", _D), ("ends_earliest_on", _D), ("ends_latest_on", _D),
        ("last_end_on", _D), ("review_on", _D), ("signed_on", _D), ("awarded_on", _D), ("ended_on", _D),
        ("extension", _T), ("extension_text", _T), ("options", _LI), ("options_taken", _LI),
        ("notice_days", _I), ("notice_months", _I), ("renewal_mode", _T), ("next_route", _T),
        ("start_by_on", _D), ("notice_by_on", _D),
        ("decide_by_on", _D), ("decide_by_earliest_on", _D), ("decide_by_latest_on", _D), ("decide_missing", _LT),
        ("value_net", _M), ("value_gross", _M), ("value_year", _M), ("currency", _T),
        ("route", _T), ("rationale", _LT), ("rationale_text", _T), ("regime", _T), ("status", _T),
        ("is_framework", _B), ("special_regime", _LT), ("main_category", _T), ("cpv", _LT), ("bids", _I),
        ("criticality", _I), ("mobilise_months", _I),
        ("disputed", _LT), ("ocids", _LT), ("sources", _LT), ("first_seen_on", _D), ("last_seen_on", _D),
        ("first_published_on", _D), ("is_sample", _B), ("framework_id", _T),
        ("mentions", _LT),
    ]),
    "claims": pa.schema([
        ("contract_id", _T), ("field", _T), ("value", _T), ("basis", _T), ("source", _T), ("document", _T), ("url", _T),
        ("path", _T), ("seen_on", _D), ("state", _T),  # won | agrees | disagrees | replaced
        ("note", _T),  # why the claim could not win, where a policy set it aside
    ]),
    "councils": pa.schema([
        ("code", _T), ("slug", _T), ("name", _T), ("short_name", _T), ("names", _LT), ("kind", _T), ("nation", _T),
        ("region", _T), ("county_code", _T), ("population", _I), ("starts_on", _D), ("ends_on", _D), ("gss", _T),
        ("lat", pa.float64()), ("long", pa.float64()), ("homepage", _T), ("hex_q", _I), ("hex_r", _I),
        ("is_sample", _B), ("neighbours", _LT),
    ]),
    "successions": pa.schema([
        ("predecessor_code", _T), ("successor_code", _T), ("successor_name", _T), ("area", _T), ("scenario", _T),
        ("status", _T), ("vesting_on", _D), ("shadow_on", _D), ("whole", _B), ("source", _T),
    ]),
    "suppliers": pa.schema([
        ("supplier_id", _T), ("name", _T), ("names", _LT), ("company_number", _T), ("ids", _LT), ("size", _T),
        ("vcse", _B), ("contracts", _I), ("councils", _I), ("group_id", _T), ("group_name", _T), ("group_why", _T),
    ]),
    "products": pa.schema([
        ("product_id", _T), ("name", _T), ("supplier_name", _T), ("category", _T), ("contracts", _I), ("councils", _I),
    ]),
    "observations": pa.schema([
        ("council_code", _T), ("product_id", _T), ("product", _T), ("service_area", _T), ("evidence", _T), ("url", _T),
        ("seen_on", _D), ("source", _T), ("document", _T),
    ]),
    "notices": pa.schema([
        ("notice_id", _T), ("ocid", _T), ("source", _T), ("kind", _T), ("published_on", _D), ("title", _T), ("url", _T),
        ("buyer_name", _T), ("council_codes", _LT), ("contract_ids", _LT),
    ]),
    "findings": pa.schema([
        ("contract_id", _T), ("indicator", _T), ("status", _T), ("value", _T), ("low", _T), ("high", _T), ("basis", _T),
        ("words", _T), ("inputs", _LT), ("missing", _LT), ("quote", _T),
    ]),
    "supplier_names": pa.schema([  # every spelling of a supplier, and why it was put there
        ("supplier_id", _T), ("name", _T), ("company_number", _T), ("mentions", _I), ("sources", _LT), ("score", _F),
        ("why", _T),
    ]),
    "payments": pa.schema([
        ("council_code", _T), ("body_name", _T), ("supplier_id", _T), ("supplier_name", _T), ("company_number", _T),
        ("paid_on", _D), ("paid_latest_on", _D), ("amount", _M), ("amount_kind", _T),  # net | gross | unknown
        ("amount_net", _M), ("vat", _M), ("purpose", _T), ("department", _T), ("account", _T), ("procurement_class", _T),
        ("transaction", _T), ("contract_ref", _T), ("is_redacted", _B), ("is_person", _B),
        ("is_card", _B), ("document", _T), ("row", _I),
    ]),
    "spend": pa.schema([  # payments of a council to a supplier in a year that begins on 1 April
        ("council_code", _T), ("supplier_id", _T), ("year", _I), ("payments", _I), ("paid", _M), ("explained", _M),
        ("perhaps_explained", _M),
        ("first_paid_on", _D), ("last_paid_on", _D),
    ]),
    "paid": pa.schema([  # payments beside a contract: of its council to its suppliers
        ("contract_id", _T), ("council_code", _T), ("supplier_id", _T), ("payments", _I), ("paid", _M),
        ("paid_in_term", _M), ("paid_in_term_least", _M), ("paid_after_end", _M), ("paid_after_end_least", _M),
        ("amount_kind", _T), ("first_paid_on", _D), ("last_paid_on", _D), ("run_rate_year", _M),
        ("contracts_sharing", _I),  # other contracts that the same payments may be for
        ("last_end_on", _D),
        ("covered_from_on", _D), ("covered_until_on", _D), ("covered_days", _I), ("covered_days_after_end", _I),
    ]),
    "lineage": pa.schema([  # the child came of the parent, or is the same, or hangs on it
        ("child_id", _T), ("parent_id", _T), ("kind", _T),  # same_as | renewal_of | call_off_of
        ("score", _F), ("basis", _T), ("why", _T),
    ]),
    "markets": pa.schema([  # a category in a scope: national, a region, a kind of council
        ("category", _T), ("scope", _T), ("scope_key", _T), ("contracts", _I), ("assessable", _I),
        ("purchases", _I), ("councils", _I), ("suppliers", _I), ("value", _M), ("valued", _I), ("hhi_low", _F),
        ("hhi_high", _F), ("value_hhi_low", _F), ("value_hhi_high", _F), ("top_low", _F), ("top_high", _F),
        ("sme_low", _F), ("sme_high", _F), ("vcse_low", _F), ("vcse_high", _F),
        ("term_p10", _I), ("term_p50", _I), ("term_p90", _I), ("terms", _I), ("words", _T),
    ]),
    "market_shares": pa.schema([
        ("category", _T), ("scope", _T), ("scope_key", _T), ("supplier_id", _T), ("supplier_name", _T),
        ("contracts", _I), ("councils", _I), ("value", _M), ("low", _F), ("high", _F),
        ("value_low", _F), ("value_high", _F), ("last_won_on", _D),
    ]),
    "switches": pa.schema([  # a council left one supplier or product for another, for the same need
        ("category", _T), ("council_code", _T), ("from_supplier_id", _T), ("to_supplier_id", _T), ("from_product", _T),
        ("to_product", _T), ("from_contract_id", _T), ("to_contract_id", _T), ("on", _D), ("basis", _T), ("why", _T),
    ]),
    "likenesses": pa.schema([  # councils like this one, in a named sense
        ("council_code", _T), ("other_code", _T), ("sense", _T), ("rank", _I), ("score", _F), ("why", _T),
    ]),
    "portfolio_findings": pa.schema([  # findings on councils, suppliers and categories
        ("subject", _T),  # council | supplier | category
        ("subject_id", _T), ("scope", _T), ("indicator", _T), ("status", _T), ("value", _T), ("low", _T), ("high", _T),
        ("basis", _T), ("words", _T), ("inputs", _LT), ("missing", _LT), ("known", _I), ("total", _I),
    ]),
    "issues": pa.schema([("file", _T), ("row", _T), ("severity", _T), ("code", _T), ("reason", _T)]),
    "coverage": pa.schema([
        ("scope", _T),  # source | council | field | register | brought | arrived | expected | check | trap
        ("key", _T), ("measure", _T), ("known", _I), ("total", _I), ("words", _T),
        ("state", _T),  # kept | odd | unknown; null where nothing was expected
        ("first_on", _D), ("last_on", _D),
    ]),
}  # fmt: skip
"""Every table of a register. `contracts.council_code` is the lead council, empty (null) when the buyer is no council.
Decide-by dates do not depend on the day of the build; states (`late`, `open` …) do and are worked out when read."""

LATER = frozenset({
    "supplier_names", "payments", "spend", "paid", "lineage", "markets", "market_shares", "switches", "likenesses",
    "portfolio_findings",
})  # fmt: skip
"""Tables that registers built before 23 November 2026 do not have: read as empty."""
