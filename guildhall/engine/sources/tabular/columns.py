"""Whose column is whose: a source's `columns.yaml` lists, for each thing we want to know, the names councils give it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from guildhall.engine.sources.tabular import header

_UNIT = re.compile(r"[(\[{][^)\]}]*[)\]}]")


class ColumnMap:
    """Names of columns by meaning. The first name listed is the best: it wins where a file has two of them."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self.fields = tuple(names)
        self._meaning: dict[str, tuple[str, int]] = {}
        for field, listed in names.items():
            for rank, name in enumerate(listed):
                self._meaning.setdefault(header.key(name), (field, rank))

    @property
    def keys(self) -> frozenset[str]:
        """Every known name, for the search for the header."""
        return frozenset(self._meaning)

    def meaning(self, column: str) -> tuple[str, int] | None:
        """What a column holds and how good a name for it this is; units in brackets may be left out of account."""
        found = self._meaning.get(header.key(column))
        if found is None and ("(" in column or "[" in column):
            found = self._meaning.get(header.key(_UNIT.sub("", column)))
            found = (found[0], found[1] + 100) if found else None
        return found

    def match(self, columns: Sequence[str]) -> dict[str, int]:
        """Field to place of its column."""
        best: dict[str, tuple[int, int]] = {}
        for place, column in enumerate(columns):
            found = self.meaning(column) if column else None
            if found and (found[0] not in best or found[1] < best[found[0]][0]):
                best[found[0]] = (found[1], place)
        return {field: best[field][1] for field in self.fields if field in best}


@lru_cache(maxsize=16)
def load(path: Path) -> ColumnMap:
    """The map of one `columns.yaml`, whose key `columns` holds field to names."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    return ColumnMap({field: tuple(map(str, listed)) for field, listed in raw["columns"].items()})
