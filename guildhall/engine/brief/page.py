"""What a briefing is made of. The command line, the site, the print and the JSON twin all show these types."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

Group = Literal["decide", "talk", "answer", "measure"]
State = Literal["late", "maybe_late", "this_quarter", "later", "cannot_tell", "ended"]
"""Status of a decision on a day; `maybe_late` when only the earliest possible decide-by has passed."""


class SourceLine(msgspec.Struct, frozen=True):
    """Where a figure comes from: the document in words, its address and the day it was published or seen."""

    label: str
    url: str
    seen_on: date | None


class Cited(msgspec.Struct, frozen=True):
    """The documents that speak of a contract, looked up once it is known which lines a briefing shows."""

    contract_id: str


class Action(msgspec.Struct, frozen=True):
    """The one thing to do next."""

    label: str
    url: str


class Bar(msgspec.Struct, frozen=True):
    """What the time bar beside an item draws. Missing parts are not drawn; an unknown end is a hatched range."""

    starts_on: date | None = None
    ends_on: date | None = None
    option_ends_on: tuple[date, ...] = ()
    """End after each option not yet taken, in order."""
    unknown_from: date | None = None
    unknown_to: date | None = None
    decide_by_on: date | None = None
    window_from: date | None = None
    window_to: date | None = None
    """A good time to talk (pale bar)."""
    caption: str = ""


class ContractView(msgspec.Struct, frozen=True):
    """What composing a briefing needs to know of one contract; read from a register or from the site's database."""

    contract_id: str
    council_code: str
    council_name: str
    title: str
    category: str
    category_name: str
    is_digital: bool | None
    supplier_names: tuple[str, ...]
    supplier_ids: tuple[str, ...]
    product_names: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    ends_earliest_on: date | None
    ends_latest_on: date | None
    last_end_on: date | None
    extension: str
    options: tuple[int, ...]
    notice_days: int | None
    renewal_mode: str
    start_by_on: date | None
    notice_by_on: date | None
    decide_by_earliest_on: date | None
    decide_by_latest_on: date | None
    decide_missing: tuple[str, ...]
    value_net: Decimal | None
    value_gross: Decimal | None
    value_year: Decimal | None
    route: str
    status: str
    criticality: int | None
    mobilise_months: int | None
    disputed: tuple[str, ...]
    sources: tuple[SourceLine | Cited, ...]
    ended_on: date | None = None
    options_taken: tuple[int, ...] = ()
    currency: str = "GBP"
    is_framework: bool = False
    notice_months: int | None = None
    next_route: str = ""
    differ: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Field to the values that documents give for it, in words, where they disagree; the one used comes first."""
    main_category: str = ""
    """`goods`, `services`, `works`, or empty."""
    renews: str = ""
    """What it renewed, in words after `It renewed`: `the contract that ended on 31 March 2025`; empty if nothing is known."""
    last_seen_on: date | None = None
    """Day of the newest document that speaks of it."""


class Item(msgspec.Struct, frozen=True):
    """One line of the briefing: at most ten of them, each with one action."""

    kind: str
    """`decide`, `find_end`, `check_in_use`, `align`, `peer`, `neighbour`, `confirm` …: what sort of line it is."""
    group: Group
    headline: str
    decide_by: date | None
    """The date shown; the earliest possible one when it is a range."""
    state: State
    distance: str
    """`54 days late`, `in 23 days`, `in 4 months`, `could be May 2027`."""
    why: tuple[str, ...]
    unknown: tuple[str, ...]
    action: Action
    sources: tuple[SourceLine, ...]
    bar: Bar
    contract_id: str = ""
    decide_by_latest: date | None = None
    """The latest possible date, when `decide_by` is the earliest of a range."""


class Coverage(msgspec.Struct, frozen=True):
    """x of y contracts could be assessed, and what may hide in the rest."""

    known: int
    total: int
    words: str


class Briefing(msgspec.Struct, frozen=True):
    """One council, one day: what to decide, whom to talk to, what only this council can answer."""

    council: str
    council_code: str
    council_slug: str
    on: date
    register_built_on: date | None
    sentence: str
    """The state in one sentence: `Two decisions this quarter, one already late.`"""
    coverage: Coverage
    reorganisation: str
    """`Joins North Westmarch on 1 April 2028`, or empty."""
    vesting_on: date | None
    items: tuple[Item, ...]
    left_out: int
    """How many more lines there would have been."""
    is_sample: bool
    source_count: int
