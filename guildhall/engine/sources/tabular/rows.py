"""A row of any table, and the ear for what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from guildhall.engine.records import Issue

Report = Callable[[Issue], None]


class Row(NamedTuple):
    number: int
    """The line the row begins on in a text, or Excel's row number."""
    cells: list[str]
    extra: int = 0
    """Filled cells beyond the last column: then the values may stand under wrong names."""
