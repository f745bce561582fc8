"""Thresholds as dated policy, read from `policy.yaml`."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec
import yaml

HERE = Path(__file__).with_name("policy.yaml")


class Policy(msgspec.Struct, frozen=True):
    """From when a value is worth watching or acting on; None where the policy knows no such line."""

    key: str
    since: date
    source: str
    watch: int | None = None
    act: int | None = None


@lru_cache(maxsize=1)
def policies() -> tuple[Policy, ...]:
    """Every policy, oldest first."""
    entries = msgspec.convert(yaml.safe_load(HERE.read_text("utf-8")), list[Policy])
    return tuple(sorted(entries, key=lambda policy: policy.since))


@lru_cache(maxsize=4096)
def of(key: str, on: date) -> Policy:
    """The policy of that key in force on a day; before the first began, the first."""
    known = [policy for policy in policies() if policy.key == key]
    begun = [policy for policy in known if policy.since <= on]
    return begun[-1] if begun else known[0]
