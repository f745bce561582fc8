"""Is this table a contract register, and which of its columns says what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from guildhall.engine.sources.tabular import columns

COLUMNS = Path(__file__).with_name("columns.yaml")
ENDS = ("ends_on", "current_end_on", "last_end_on")


def column_map() -> columns.ColumnMap:
    return columns.load(COLUMNS)


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The word lists beside the column names: routes and statuses."""
    raw: dict[str, Any] = yaml.safe_load(COLUMNS.read_text(encoding="utf-8"))
    return raw


def likeness(names: Sequence[str]) -> float:
    """0 to 1: how surely a table with these columns is a contract register."""
    found = column_map().match(names)
    if not (found.keys() & {"title", "reference"}) or not (found.keys() & set(ENDS)):
        return 0.0
    if not (found.keys() & {"supplier", "value", "value_year", "title"}) or len(found) < 4:
        return 0.0
    return min(1.0, 0.4 + len(found) / 20)
