"""What we read of an OCDS release, and nothing else: msgspec skips every other key without building it.

Names of persons, e-mail addresses and telephone numbers (`contactPoint`, `personalDetails`, `beneficialOwners` …) have
no place here, so they are never decoded. Every field may be missing or null; amounts and durations stay raw JSON,
because services have published `1e9999` and numbers in quotation marks.
"""

from __future__ import annotations

import msgspec
from msgspec import Raw, Struct, field

Id = str | int | float | None
"""An identifier as published: mostly text, sometimes a number."""


class Label(Struct, rename="camel", gc=False):
    """An object read for its words only: `renewal`, `options`."""

    description: str | None = None


class Coded(Struct, rename="camel", gc=False):
    id: Id = None
    scheme: str | None = None
    relationship: list[str | None] | None = None
    identifier: str | None = None


class Item(Struct, rename="camel", gc=False):
    classification: Coded | None = None
    additional_classifications: list[Coded] | None = None
    related_lot: Id = None


class Value(Struct, rename="camel", gc=False):
    amount: Raw = Raw()
    amount_gross: Raw = Raw()
    currency: str | None = None


class Period(Struct, rename="camel", gc=False):
    start_date: str | None = None
    end_date: str | None = None
    max_extent_date: str | None = None
    duration_in_days: Raw = Raw()
    duration_in_months: Raw = Raw()


class Paper(Struct, rename="camel", gc=False):
    """A document listed in a release; the notice itself is one of them."""

    id: Id = None
    notice_type: str | None = None
    document_type: str | None = None
    url: str | None = None


class Identifier(Struct, rename="camel", gc=False):
    scheme: str | None = None
    id: Id = None


class Address(Struct, rename="camel", gc=False):
    postal_code: str | None = None
    street_address: str | None = None


class Details(Struct, rename="camel", gc=False):
    scale: str | None = None
    vcse: bool | None = None


class Organisation(Struct, rename="camel", gc=False):
    """An entry of `parties`, or a reference to one (`buyer`, `awards[].suppliers[]`)."""

    id: Id = None
    name: str | None = None
    roles: list[str | None] | None = None
    identifier: Identifier | None = None
    additional_identifiers: list[Identifier] | None = None
    address: Address | None = None
    details: Details | None = None


class Amendment(Struct, rename="camel", gc=False):
    description: str | None = None
    rationale: str | None = None
    rationale_classifications: list[Coded] | None = None
    period: Period | None = None
    value: Value | None = None


class Award(Struct, rename="camel", gc=False):
    id: Id = None
    title: str | None = None
    description: str | None = None
    status: str | None = None
    status_details: str | None = None
    date: str | None = None
    value: Value | None = None
    suppliers: list[Organisation] | None = None
    items: list[Item] | None = None
    main_procurement_category: str | None = None
    contract_period: Period | None = None
    has_renewal: bool | None = None
    renewal: Label | None = None
    related_lots: list[Id] | None = None
    documents: list[Paper] | None = None
    amendments: list[Amendment] | None = None
    above_threshold: bool | None = None


class Observed(Struct, rename="camel", gc=False):
    """How a measure of performance came out: met, slightly below …"""

    measure_classification: Coded | None = None


class Metric(Struct, rename="camel", gc=False):
    id: Id = None
    observations: list[Observed] | None = None


class Implementation(Struct, rename="camel", gc=False):
    end_date: str | None = None
    final_value: Value | None = None
    metrics: list[Metric] | None = None


class Contract(Struct, rename="camel", gc=False):
    id: Id = None
    award_id: Id = field(default=None, name="awardID")
    title: str | None = None
    description: str | None = None
    status: str | None = None
    status_details: str | None = None
    date_signed: str | None = None
    value: Value | None = None
    period: Period | None = None
    has_renewal: bool | None = None
    renewal: Label | None = None
    documents: list[Paper] | None = None
    amendments: list[Amendment] | None = None
    proposed_amendments: list[Amendment] | None = None
    agreed_metrics: list[Metric] | None = None
    no_agreed_metrics_rationale: str | None = None
    implementation: Implementation | None = None
    termination_rationale_classifications: list[Coded] | None = None
    above_threshold: bool | None = None


class Suits(Struct, rename="camel", gc=False):
    """Whom the buyer says a lot suits."""

    sme: bool | None = None
    vcse: bool | None = None


class Lot(Struct, rename="camel", gc=False):
    id: Id = None
    contract_period: Period | None = None
    has_renewal: bool | None = None
    renewal: Label | None = None
    options: Label | None = None
    value: Value | None = None
    suitability: Suits | None = None


class Techniques(Struct, rename="camel", gc=False):
    has_framework_agreement: bool | None = None
    has_dynamic_purchasing_system: bool | None = None


class Tender(Struct, rename="camel", gc=False):
    title: str | None = None
    description: str | None = None
    status: str | None = None
    legal_basis: Coded | None = None
    classification: Coded | None = None
    additional_classifications: list[Coded] | None = None
    items: list[Item] | None = None
    main_procurement_category: str | None = None
    value: Value | None = None
    procurement_method: str | None = None
    procurement_method_details: str | None = None
    procurement_method_rationale: str | None = None
    procurement_method_rationale_classifications: list[Coded] | None = None
    contract_period: Period | None = None
    lots: list[Lot] | None = None
    techniques: Techniques | None = None
    special_regime: list[str | None] | None = None
    no_lots_division_rationale: str | None = None
    documents: list[Paper] | None = None
    above_threshold: bool | None = None


class Statistic(Struct, rename="camel", gc=False):
    measure: str | None = None
    value: Raw = Raw()
    related_lot: Id = None


class Bids(Struct, rename="camel", gc=False):
    statistics: list[Statistic] | None = None


class Milestone(Struct, rename="camel", gc=False):
    type: str | None = None
    due_date: str | None = None
    date_met: str | None = None


class Planning(Struct, rename="camel", gc=False):
    documents: list[Paper] | None = None
    milestones: list[Milestone] | None = None


class Release(Struct, rename="camel", gc=False):
    ocid: str | None = None
    id: Id = None
    date: str | None = None
    tag: list[str | None] | None = None
    buyer: Organisation | None = None
    parties: list[Organisation] | None = None
    planning: Planning | None = None
    tender: Tender | None = None
    awards: list[Award] | None = None
    contracts: list[Contract] | None = None
    bids: Bids | None = None
    related_processes: list[Coded] | None = None


class Envelope(Struct, rename="camel"):
    """A release package, a record package, or (`ocid`) a single release: told apart without decoding what is inside."""

    ocid: Raw = Raw()
    releases: Raw = Raw()
    records: Raw = Raw()
    compiled_release: Raw = Raw()


class Link(Struct, rename="camel"):
    """A release that a record package only points to."""

    url: str | None = None
    ocid: str | None = None


RELEASE = msgspec.json.Decoder(Release)
ENVELOPE = msgspec.json.Decoder(Envelope)
LINK = msgspec.json.Decoder(Link)
RAW_LIST = msgspec.json.Decoder(list[Raw])
