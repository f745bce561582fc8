"""Every table of a register and the type of every column. Unknown is null, lists are lists."""

from __future__ import annotations

import pyarrow as pa

_T, _D, _I, _B = pa.string(), pa.date32(), pa.int32(), pa.bool_()
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
        ("first_published_on", _D), ("is_sample", _B),
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
        ("vcse", _B), ("contracts", _I), ("councils", _I),
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
    "issues": pa.schema([("file", _T), ("row", _T), ("severity", _T), ("code", _T), ("reason", _T)]),
    "coverage": pa.schema([
        ("scope", _T),  # source | council | field | register
        ("key", _T), ("measure", _T), ("known", _I), ("total", _I), ("words", _T),
    ]),
}  # fmt: skip
"""Every table of a register. `contracts.council_code` is the lead council, empty (null) when the buyer is no council.
Decide-by dates do not depend on the day of the build; states (`late`, `open` …) do and are worked out when read."""
