"""One row while it is being read: its cells by meaning, the claims made of them, the issues found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from guildhall.engine.clean import dates, money, text
from guildhall.engine.records import Basis, Claim, Issue
from guildhall.engine.sources.tabular.rows import Report, Row


class Line:
    """Cells by field; `claim` notes a claim with its cell, `issue` reports with the row's number."""

    def __init__(self, file: str, row: Row, places: Mapping[str, int], names: Sequence[str], report: Report) -> None:
        self._file, self._row, self._places, self._names, self._report = file, row, places, names, report
        self._moved: dict[str, str] = {}
        self.claims: list[Claim] = []

    @property
    def number(self) -> int:
        return self._row.number

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

    def day(self, field: str) -> date | None:
        """The day in a cell; an issue where something stands there that is no day."""
        said = self.cell(field)
        if not said:
            return None
        read = dates.read(said)
        if read.on is not None:
            return read.on
        if read.known:
            self.issue("warning", "date_vague", f"{self.column(field)} {said!r}: {read.words}; the day is unknown")
        elif read.problem not in {"not_applicable", "empty"}:
            self.issue("warning", "date_unreadable", f"{self.column(field)} {said!r}: {read.words}; treated as unknown")
        return None

    def day_claim(self, field: str, basis: Basis, source: str = "") -> date | None:
        """The day in the cell of `source`, claimed for `field`."""
        on = self.day(source or field)
        if on is not None:
            self.claim(field, on.isoformat(), basis, source or field)
        return on
