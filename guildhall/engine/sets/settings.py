"""The settings of the sums over payments, read from `settings.yaml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
import yaml

from guildhall.engine.decide.settings import Setting

HERE = Path(__file__).with_name("settings.yaml")
COVERAGE = (
    "Contracts may be missing from the record: an independent check of one council's spending found only about 6 % of "
    "its larger suppliers in any notice."
)
"""What every sentence about payments without a contract must be read beside."""


class Settings(msgspec.Struct, frozen=True):
    """Every figure the sums need; `all` tells where each one comes from."""

    grace_months: int
    stray_share: int
    own_list_councils: int
    vat_percent: int
    least_days_after_end: int
    least_days_of_term: int
    all: dict[str, Setting]


@lru_cache(maxsize=1)
def load() -> Settings:
    """Ours, read once."""
    entries = yaml.safe_load(HERE.read_text("utf-8"))
    every = {key: msgspec.convert({"key": key, **entry}, Setting) for key, entry in entries.items()}
    return Settings(**{key: setting.value for key, setting in every.items()}, all=every)  # type: ignore[arg-type]  # every value is a number, as the file's test holds
