"""One row of a register while it is being read: its cells by meaning, the claims made of them, the issues found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from guildhall.engine.clean import money, text
from guildhall.engine.records import Basis, Claim, Issue
from guildhall.engine.sources.tabular import Report, Row


class Line:
    """Cells by field; `claim` notes a claim with its cell, `issue` reports with the row's number."""

    def __init__(self, file: str, row: Row, places: Mapping[str, int], names: Sequence[str], report: Report) -> None:
        self._file, self._row, self._places, self._names, self._report = file, row, places, names, report
        self._moved: dict[str, str] = {}
        self.claims: list[Claim] = []

    @property
    def number(self) -> int:
        return self._row.number

    @property
    def extra(self) -> int:
        return self._row.extra

    def has(self, field: str) -> bool:
        return field in self._places

    def cell(self, field: str) -> str:
        """The tidy text of a cell, empty when the register has no such column."""
        for to, source in self._moved.items():
            if field == source:
                return ""
            if field == to:
                field = source
                break
        place = self._places.get(field)
        return "" if place is None else text.clean(self._row.cells[place].replace("\\n", " "))

    def raw(self, field: str) -> str:
        place = self._places.get(field)
        return "" if place is None else self._row.cells[place].replace("\\n", " ")

    def move(self, source: str, to: str) -> None:
        """Read the cell of one field as another's, where a register uses a column in another sense."""
        self._moved[to] = source

    def column(self, field: str) -> str:
        """The column's name as the register prints it."""
        place = self._places.get(self._moved.get(field, field))
        return "" if place is None else self._names[place] or f"column {place + 1}"

    def path(self, field: str) -> str:
        return f"R{self.number}:{self.column(field)}"

    def claim(self, field: str, value: str, basis: Basis, source: str) -> None:
        """A claim whose ground is the cell of `source`."""
        if value:
            self.claims.append(Claim(field, value, basis, self.path(source)))

    def issue(self, severity: Literal["refused", "repaired", "warning"], code: str, reason: str) -> None:
        self._report(Issue(self._file, str(self.number), severity, code, reason))

    def money(self, field: str) -> Decimal | None:
        return money.read(self.cell(field)).amount
