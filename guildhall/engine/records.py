"""The frozen types all else speaks: what a document says (sightings), what we make of it (facts) and what follows.

Two halves. *Sightings* are what readers produce: one document's word on one contract, every value a `Claim` with its
basis and its place in the document. *Facts* are what resolution makes of all claims about one contract. Values inside
claims are canonical text (ISO dates, plain decimals, codes), so that they spool, sort and compare without ceremony;
`FIELDS` says how each field's text is read.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

Basis = Literal["A", "B", "C", "D"]
"""How good a claim's ground is. A: contract notice, signed contract or an officer's confirmation. B: award notice or
register row. C: tender or pipeline notice, or parsed text. D: inferred."""

Kind = Literal["date", "money", "int", "bool", "code", "text", "list"]

FIELDS: dict[str, Kind] = {
    # Subject
    "title": "text", "description": "text", "department": "text", "cpv": "list", "proclass": "text",
    "main_category": "code", "product": "text",
    # Time: three ends that look alike are kept apart (design/decide-by.md)
    "starts_on": "date", "ends_on": "date", "last_end_on": "date", "review_on": "date", "signed_on": "date",
    "awarded_on": "date", "ended_on": "date", "duration_months": "int", "first_ends_on": "date",
    # Terms
    "extension": "code",  # declared | none_declared | unknown
    "extension_text": "text", "options": "list",  # months of each way to extend, in order, "12,12"
    "options_taken": "int", "notice_days": "int", "notice_months": "int",  # months stay calendar months
    "renewal_mode": "code",  # none | express | tacit
    "next_route": "code",  # how the council plans to buy again: quote | direct | call_off | open | competitive_flexible
    # Money, net and gross kept apart, in the currency beside them
    "value_net": "money", "value_gross": "money", "value_estimate": "money", "value_year": "money",
    "value_final": "money", "currency": "code",
    # Way it was bought
    "route": "code",  # open | limited | competitive_flexible | call_off | direct | quote | other
    "route_text": "text", "rationale": "list", "rationale_text": "text", "regime": "code",  # act | celex | below | unknown
    "above_threshold": "bool", "special_regime": "list", "is_framework": "bool", "framework": "text", "bids": "int",
    # Life
    "status": "code",  # planned | active | ended | terminated | cancelled
    "change_ground": "list", "change_text": "text", "metrics": "int", "metrics_missed": "int", "metrics_why": "text",
    # Before the award
    "planned_on": "date", "tendered_on": "date", "engaged_on": "date", "engagement_ends_on": "date", "bids_least": "int",
    "lots": "int", "lots_why": "text", "suits_small": "code",  # sme | vcse | sme+vcse
}  # fmt: skip
"""Every field a claim may speak of, and how its canonical text is read. `supplier` claims are made from parties."""


class Claim(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One value for one field from one place in one document. `value` is canonical text; see `FIELDS`."""

    field: str
    value: str
    basis: Basis
    path: str
    """JSON path (`contracts[0].period.endDate`), cell (`R12:End Date`) or `text` when parsed out of prose."""


class Party(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A buyer or supplier as one document names it. `ids` are `SCHEME:number`, repaired but not yet linked."""

    name: str
    ids: tuple[str, ...] = ()
    postcode: str = ""
    size: str = ""
    """`sme`, `large` or empty; as declared by the supplier."""
    vcse: bool | None = None
    path: str = ""


class Sighting(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One document's word on one contract: the unit that readers produce and resolution consumes."""

    source: str
    """Key of the source's folder, e.g. `find_a_tender`."""
    process: str
    """What ties documents together: the ocid, or `council_registers:<file stem>` for a register."""
    local_id: str
    """The contract's (else award's, else row's) name inside the process; empty if the document names none."""
    award_id: str
    """The award this contract hangs on, so that an award and its contract notice are one contract."""
    document: str
    """Release id, notice id, or file name."""
    notice_kind: str
    """`UK1`..`UK17`, `tender`, `award`, `award_update`, `planning`, `register`, `observed` …"""
    published_on: date | None
    url: str
    buyers: tuple[Party, ...]
    suppliers: tuple[Party, ...]
    claims: tuple[Claim, ...]
    order: str = ""
    """Sort key of the document within its process: the release id, then its moment."""
    removed_suppliers: tuple[Party, ...] = ()
    ocid: str = ""
    """The process that a register's row says it came of."""


class Observation(msgspec.Struct, frozen=True):
    """A public sign that a council runs a product. `product` is evidence; `supplier_name` is not verified."""

    council_code: str
    council_name: str
    service_area: str
    product: str
    supplier_name: str
    evidence: str
    url: str
    seen_on: date | None
    document: str
    row: int


class Issue(msgspec.Struct, frozen=True, array_like=True):
    """One thing wrong with the input: where, what, and what was done about it. Never raised, always listed."""

    file: str
    row: str
    """Line, row or release id; empty when it concerns the file."""
    severity: Literal["refused", "repaired", "warning"]
    code: str
    """Short stable name, e.g. `json_invalid`, `date_unreadable`, `end_before_start`."""
    reason: str
    """One plain sentence a council officer understands."""


class Council(msgspec.Struct, frozen=True):
    """A council as it was, is or will be. Facts from the mySociety register (CC-BY-4.0)."""

    code: str
    """mySociety local-authority code, e.g. `SUR`; sample councils have codes beginning `X-`."""
    slug: str
    name: str
    short_name: str
    kind: str
    """A key of `codes.COUNCIL_KINDS`."""
    nation: str
    region: str
    county_code: str
    population: int | None
    starts_on: date | None
    ends_on: date | None
    gss: str
    lat: float | None
    long: float | None
    homepage: str
    is_sample: bool = False
    hex_q: int | None = None
    hex_r: int | None = None


class Succession(msgspec.Struct, frozen=True):
    """One council's passing into another. Proposals are data beside decisions, never mixed up with them."""

    predecessor_code: str
    successor_code: str
    """Empty while the successor has no code yet; then `successor_name` names it."""
    successor_name: str
    area: str
    scenario: str
    status: Literal["done", "decided", "proposed"]
    vesting_on: date | None
    shadow_on: date | None
    whole: bool
    source: str


class Finding(msgspec.Struct, frozen=True, gc=False):
    """What an indicator says of a contract, with bounds, basis and words. Unknown is never shown as good."""

    contract_id: str
    indicator: str
    status: Literal["ok", "watch", "act", "unknown", "not_applicable"]
    value: str
    low: str
    high: str
    basis: str
    words: str
    """One sentence a councillor can read aloud."""
    inputs: tuple[str, ...]
    missing: tuple[str, ...]
    quote: str = ""


class Changes(msgspec.Struct, frozen=True):
    """What notices published after the contract changed. Small changes need no notice: a floor, not a count."""

    count: int
    """Notices that changed value, term or supplier; those that only correct words are not counted."""
    grounds: tuple[str, ...] = ()
    text: str = ""
    first_value_net: Decimal | None = None
    """The value as first published, where a later document of the same standing changed it."""
    first_value_gross: Decimal | None = None
    first_last_end_on: date | None = None
    """The last possible end as first published, where it was moved."""
    documents: tuple[str, ...] = ()


class Call(msgspec.Struct, frozen=True):
    """What was told before the award: planning, engagement, lots."""

    planned_on: date | None = None
    engaged_on: date | None = None
    engagement_ends_on: date | None = None
    tendered_on: date | None = None
    lots: int | None = None
    lots_why: str = ""
    suits_small: str = ""
    """`sme`, `vcse`, `sme+vcse` or empty: whom the buyer says its lots suit."""


class Contract(msgspec.Struct, frozen=True):
    """The resolved view of one contract: one value per field, chosen by `resolve`, rebuildable from claims."""

    contract_id: str
    council_codes: tuple[str, ...]
    """Empty when the buyer is no council; several for a joint purchase. The first is the lead."""
    council_name: str
    buyer_name: str
    title: str
    description: str
    category: str
    """Key of one of the 46 system categories; empty when unsure or not digital."""
    category_why: str
    is_digital: bool | None
    suppliers: tuple[Party, ...]
    product_names: tuple[str, ...]
    starts_on: date | None
    first_ends_on: date | None
    """The end as first agreed, when a later document moved it."""
    ends_on: date | None
    ends_earliest_on: date | None
    ends_latest_on: date | None
    last_end_on: date | None
    review_on: date | None
    signed_on: date | None
    awarded_on: date | None
    ended_on: date | None
    extension: str
    extension_text: str
    options: tuple[int, ...]
    """Months of each option not yet taken."""
    options_taken: tuple[int, ...]
    notice_days: int | None
    renewal_mode: str
    value_net: Decimal | None
    value_gross: Decimal | None
    value_year: Decimal | None
    currency: str
    route: str
    rationale: tuple[str, ...]
    rationale_text: str
    regime: str
    status: str
    is_framework: bool
    special_regime: tuple[str, ...]
    main_category: str
    cpv: tuple[str, ...]
    bids: int | None
    ocids: tuple[str, ...]
    sources: tuple[str, ...]
    first_seen_on: date | None
    last_seen_on: date | None
    first_published_on: date | None
    """The day a notice first told of the contract itself (award or contract notice), for T9."""
    basis: dict[str, Basis]
    """Field to basis of the claim that won."""
    disputed: tuple[str, ...]
    """Fields on which current claims disagree."""
    notice_months: int | None = None
    """Notice told in months, which are taken off by the calendar; `notice_days` is then the same, a month being thirty days."""
    next_route: str = ""
    """How the council plans to buy it again: a key of the procurement months in `decide`'s settings, or empty."""
    above_threshold: bool | None = None
    value_estimate: Decimal | None = None
    value_final: Decimal | None = None
    framework: str = ""
    """The process of the framework it was called off from, where a notice names it."""
    metrics: int | None = None
    metrics_missed: int | None = None
    metrics_why: str = ""
    """Why no measures of performance were agreed, in the buyer's words."""
    bids_least: int | None = None
    """Bids on the lot that drew the fewest."""
    changes: Changes | None = None
    call: Call | None = None
