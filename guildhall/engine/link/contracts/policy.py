"""The policy of lineage: points for what speaks for and against a link, and how many are enough."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
import yaml

HERE = Path(__file__).with_name("policy.yaml")


class SameAs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points for being one and the same contract."""

    enough: float
    supplier_same: float
    supplier_other: float
    title_same: float
    title_other: float
    value_same: float
    value_other: float
    start_same: float
    start_other: float
    end_same: float
    end_other: float
    award_same: float
    award_other: float
    other_portal: float
    named: float
    other_numbers: float
    value_other_here: float
    crowd: float


class RenewalOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points for following another contract for the same need."""

    enough: float
    title: float
    supplier_same: float
    supplier_other: float
    supplier_alike: float
    product_same: float
    product_other: float
    category_same: float
    category_other: float
    cpv_same: float
    cpv_other: float
    named: float
    follows: float
    follows_loosely: float
    overlaps: float
    long_after: float
    value_far: float
    value_near: float
    once: float
    spot: float
    own: float
    part: float
    crowd: float


class CallOffOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points for hanging on a framework."""

    enough: float
    named: float
    reference: float
    title: float
    supplier_same: float
    supplier_other: float
    part: float
    says_call_off: float
    by_call_off: float
    says_framework: float
    inside_term: float


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    same_as: SameAs
    renewal_of: RenewalOf
    call_off_of: CallOffOf


@lru_cache(maxsize=4)
def load(path: Path = HERE) -> Policy:
    """Our policy, or an operator's own."""
    return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Policy, strict=False)
