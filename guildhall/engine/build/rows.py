"""From the engine's types to rows of the register's tables, in the order of their columns. Empty text is unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guildhall.engine.build.judge import Judged
from guildhall.engine.decide import Window
from guildhall.engine.link.contracts import mentions
from guildhall.engine.records import Contract, Finding

Row = tuple[Any, ...]


def contract(
    contract: Contract, window: Window, judged: Judged, supplier_keys: Sequence[str], is_sample: bool
) -> Row:  # a column
    """A row of `contracts`. Supplier ids are mention keys until all suppliers are known."""
    c = contract
    return (
        c.contract_id, c.council_codes[0] if c.council_codes else None, c.council_codes, c.council_name or None,
        c.buyer_name or None,
        c.title or None, c.description or None, c.category or None, c.category_why or None, c.is_digital,
        [party.name for party in c.suppliers], supplier_keys, c.product_names,
        c.starts_on, c.first_ends_on, c.ends_on, c.ends_earliest_on, c.ends_latest_on,
        c.last_end_on, c.review_on, c.signed_on, c.awarded_on, c.ended_on,
        c.extension, c.extension_text or None, c.options, c.options_taken,
        c.notice_days, c.notice_months, c.renewal_mode or None, c.next_route or None,
        window.start_by_on, window.notice_by_on,
        window.decide_by_on, window.decide_by_earliest_on, window.decide_by_latest_on, window.missing,
        c.value_net, c.value_gross, c.value_year, c.currency or None,
        c.route or None, c.rationale, c.rationale_text or None, c.regime, c.status,
        c.is_framework, c.special_regime, c.main_category or None, c.cpv, c.bids,
        judged.criticality, judged.mobilise_months,
        c.disputed, c.ocids, c.sources, c.first_seen_on, c.last_seen_on,
        c.first_published_on, is_sample, c.framework or None,
        mentions.of(c.description),
    )  # fmt: skip


def findings(found: Sequence[Finding]) -> list[Row]:
    """Rows of `findings`."""
    return [
        (f.contract_id, f.indicator, f.status, f.value or None, f.low or None, f.high or None, f.basis or None, f.words,
         f.inputs, f.missing, f.quote or None)
        for f in found
    ]  # fmt: skip
