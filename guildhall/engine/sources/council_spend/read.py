"""Reads a list of payments into drafts, whole columns at a time. Every row is a payment or is listed with its reason."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from guildhall.engine.clean import text
from guildhall.engine.link import suppliers
from guildhall.engine.records import Issue
from guildhall.engine.sources import council_spend, tabular
from guildhall.engine.sources.council_spend import bodies, days, drafts, mapping, meaning, people, sums
from guildhall.engine.sources.council_spend.refusals import Refusals
from guildhall.engine.sources.tabular import Report, Table, blocks, header, opening

_IDS = ("company_number", "charity_number", "vat_number")
_TOTAL = re.compile(r"(?:sub|grand|overall|report|page|running)?[ -]?totals?\b.{0,30}|.{0,40}\btotal:?", re.IGNORECASE)
_MOST_UNREAD = 5


class Came(msgspec.Struct):
    """What a file came to."""

    payments: int = 0
    newest: date | None = None


def payment_tables(path: Path) -> Iterator[tuple[Table, dict[str, int]]]:
    """The tables of a file that list payments, each with its columns by meaning. Raises Refused."""
    for table in tabular.tables(path, council_spend.column_map().keys):
        sample = [row.cells for _, row in zip(range(mapping.SAMPLE), table.rows(), strict=False)]
        headed = table.header_row is not None
        if headed and council_spend.likeness(table.columns) <= 0:
            continue
        places = mapping.columns(table.columns, sample, headed=headed)
        if places.keys() >= council_spend.NEEDED:
            yield table, places


def read(path: Path, name: str, council: bodies.Bodies, report: Report, into: Path | None = None) -> Came:
    """All payments of a file. `name` is the file's in the manifest; `into` the beginning of the drafts' path, none to
    count only.
    """
    came = Came()
    count = 0
    try:
        for count, (table, places) in enumerate(payment_tables(path), start=1):
            reading = _Reading(table, places, name, council, report)
            target = into.with_name(f"{into.name}.{count:04d}.arrow") if into is not None else None
            said = reading.run(path, target)
            came.payments += said.rows
            if said.newest is not None and (came.newest is None or said.newest > came.newest):
                came.newest = said.newest
    except tabular.Refused as refused:
        report(Issue(opening.name_of(path), "", "refused", "file_unreadable", str(refused)))
    else:
        if not count:
            words = "no column of it holds sums beside a column of suppliers' names, so no payment can be read"
            report(Issue(opening.name_of(path), "", "refused", "columns_missing", words))
    return came


class _Reading:
    """One table on its way to drafts."""

    def __init__(
        self, table: Table, places: Mapping[str, int], name: str, council: bodies.Bodies, report: Report
    ) -> None:
        self.table, self.places, self.council, self.report = table, places, council, report
        self.document = name + (f"#{table.sheet}" if table.book is not None and table.sheet else "")
        self.days, self.parties, self.bodies = meaning.Distinct(), meaning.Distinct(), meaning.Distinct()
        self.day_rows: Counter[int] = Counter()
        self.refusals = Refusals(table.name, report)
        self.seen: suppliers.Sightings = {}
        self.rows = 0
        self.sum = Decimal()
        self.header = [header.key(column) for column in table.columns]

    def run(self, path: Path, target: Path | None) -> drafts.Said:
        """Reads to the end; what the drafts' numbers mean is written beside them."""
        if target is None:
            for batch in self._batches():
                self.rows += batch.num_rows
            return self._said(path)
        with pa.OSFile(str(target), "wb") as sink, pa.ipc.new_stream(sink, drafts.SCHEMA) as writer:
            for batch in self._batches():
                self.rows += batch.num_rows
                writer.write_batch(batch)
        said = self._said(path)
        drafts.write_said(target, said, self.seen)
        return said

    def _batches(self) -> Iterator[pa.RecordBatch]:
        try:
            for block in blocks.read(self.table, self.report):
                found = []
                if block.numbers is not None:
                    found.append(self._of_columns(block.numbers, block.columns))
                if block.rows:
                    found.append(self._of_rows(block.rows))
                if len(found) == 2:
                    both = pa.Table.from_batches(found).combine_chunks()
                    found = both.sort_by("row").to_batches()
                yield from found
        finally:
            self.refusals.close()

    def _of_columns(self, numbers: pa.Array, columns: Sequence[pa.Array]) -> pa.RecordBatch:
        """Rows that come as columns, of the header's width or any other."""
        width = len(self.table.columns)
        for extra in columns[width:]:
            filled = pc.not_equal(extra, "")
            if pc.any(filled).as_py():
                filled = pc.and_(filled, pc.not_equal(pc.utf8_trim_whitespace(extra), ""))
                self.refusals.longer.update(numbers.filter(filled).to_pylist())
        blank = pa.repeat(pa.scalar(""), len(numbers)) if len(columns) < width else None
        cells = {
            field: pc.utf8_trim_whitespace(columns[place] if place < len(columns) else blank)
            for field, place in self.places.items()
        }

        def row(at: int) -> list[str]:
            held = [column[at].as_py() for column in columns[:width]]
            return held + [""] * (width - len(held))

        return self._batch(numbers, cells, row)

    def _of_rows(self, rows: Sequence[tuple[int, list[str]]]) -> pa.RecordBatch:
        """Rows that come one by one."""
        width = len(self.table.columns)
        numbers = pa.array([number for number, _ in rows], pa.int32())
        fitted = [cells if len(cells) == width else self._fitted(number, cells, width) for number, cells in rows]
        cells = {
            field: pc.utf8_trim_whitespace(pa.array([row[place][: tabular.MAX_CELL] for row in fitted], pa.string()))
            for field, place in self.places.items()
        }
        return self._batch(numbers, cells, fitted.__getitem__)

    def _fitted(self, number: int, cells: list[str], width: int) -> list[str]:
        """A row cut or filled to the header's width; filled cells beyond it are kept for the judgement of the row."""
        if len(cells) < width:
            return cells + [""] * (width - len(cells))
        if any(cell.strip() for cell in cells[width:]):
            self.refusals.longer.add(number)
        return cells[:width]

    def _batch(self, numbers: pa.Array, cells: dict[str, pa.Array], row: Callable[[int], list[str]]) -> pa.RecordBatch:
        amounts = sums.read(cells["amount"])
        keep = pc.is_valid(amounts)
        if amounts.null_count:
            for at in pc.indices_nonzero(pc.invert(keep)).to_pylist():
                self._refuse(numbers[at].as_py(), row(at))
        doubtful = pc.or_(
            pc.equal(cells["supplier"], ""), pc.match_substring(cells["supplier"], "total", ignore_case=True)
        )
        doubtful = pc.and_(keep, doubtful)
        if pc.any(doubtful).as_py():
            keep = self._without_totals(keep, doubtful, numbers, row, amounts)
        if self.refusals.longer:
            keep = self._without_moved(keep, numbers, row)
        self.refusals.longer.clear()
        if not pc.all(keep).as_py():
            cells = {field: array.filter(keep) for field, array in cells.items()}
            amounts, numbers = amounts.filter(keep), numbers.filter(keep)
        self.sum += pc.sum(amounts).as_py() or 0
        return self._drafted(numbers, cells, amounts)

    def _without_totals(
        self, keep: pa.Array, doubtful: pa.Array, numbers: pa.Array, row: Callable[[int], list[str]], amounts: pa.Array
    ) -> pa.Array:
        """Rows that only add up others, or hold a sum and nothing else, are no payments."""
        drop = set()
        for at in pc.indices_nonzero(doubtful).to_pylist():
            said = self._without_payee(row(at), amounts[at].as_py(), at, amounts, keep)
            if said:
                self.refusals.add(said, numbers[at].as_py())
                drop.add(at)
        return keep if not drop else pa.array([k and at not in drop for at, k in enumerate(keep.to_pylist())])

    def _without_moved(self, keep: pa.Array, numbers: pa.Array, row: Callable[[int], list[str]]) -> pa.Array:
        """Rows with more cells than the header, whose day is none: a comma in a name has moved all that follows."""
        if "paid_on" not in self.places:
            return keep
        held = keep.to_pylist()
        for at, number in enumerate(numbers.to_pylist()):
            if held[at] and number in self.refusals.longer and not self._has_day(row(at)):
                self.refusals.add("cells_moved", number)
                held[at] = False
        return pa.array(held, pa.bool_())

    def _without_payee(
        self, row: Sequence[str], amount: object, at: int, amounts: pa.Array, keep: pa.Array
    ) -> Literal["", "total", "amount_alone"]:
        supplier = row[self.places["supplier"]].strip()
        if any(_TOTAL.fullmatch(cell.strip()) for cell in row if cell) and not self._has_day(row):
            return "total"
        if supplier:
            return ""
        others = [self.places[f] for f in ("paid_on", "transaction", "department", "purpose") if f in self.places]
        if any(row[place].strip() for place in others):
            return ""
        before = pc.sum(amounts.slice(0, at).filter(keep.slice(0, at))).as_py() or 0
        return "total" if amount == self.sum + before else "amount_alone"

    def _has_day(self, row: Sequence[str]) -> bool:
        return "paid_on" in self.places and days.one(row[self.places["paid_on"]]).known

    def _refuse(self, number: int, row: Sequence[str]) -> None:
        """Say why a row without a sum is no payment; a blank row or a header that comes again needs no saying."""
        filled = [cell.strip() for cell in row if cell.strip()]
        if not filled or [header.key(cell) for cell in row[:3]] == self.header[:3]:
            return
        said = row[self.places["amount"]].strip()
        if not said:
            self.refusals.add("heading" if len(filled) == 1 else "amount_missing", number)
        elif number in self.refusals.longer:
            self.refusals.add("cells_moved", number)
        else:
            self.refusals.add("amount_unreadable", number, "" if people.is_person(said) else text.mask(said))

    def _drafted(self, numbers: pa.Array, cells: Mapping[str, pa.Array], amounts: pa.Array) -> pa.RecordBatch:
        size = len(amounts)
        blank = pa.nulls(size, pa.string())
        columns: dict[str, pa.Array] = {
            "row": numbers,
            "amount": amounts,
            "vat": sums.read(cells["vat"]) if "vat" in cells else pa.nulls(size, drafts.MONEY),
            "day": meaning.numbered(self.days, size, cells, ("paid_on",)),
            "party": meaning.numbered(self.parties, size, cells, ("supplier", *_IDS)),
            "body": meaning.numbered(self.bodies, size, cells, ("organisation", "organisation_uri")),
        }
        for each in pc.value_counts(columns["day"]).to_pylist():
            self.day_rows[each["values"]] += each["counts"]
        for word in drafts.WORDS:
            columns[word] = meaning.worded(word, cells[word]) if word in cells else blank
        return pa.RecordBatch.from_arrays([columns[name] for name in drafts.SCHEMA.names], schema=drafts.SCHEMA)

    def _said(self, path: Path) -> drafts.Said:
        bounds = self._bounds()
        said = drafts.Said(
            self.document, mapping.amount_kind(self.table.columns, self.places),
            "card" in self.places or "card" in self.document.lower().rsplit("/", 1)[-1],
            bounds, [meaning.party(each, self.seen) for each in self.parties], self._bodies(path), self.rows,
        )  # fmt: skip
        said.newest = self._newest(bounds)
        return said

    def _bounds(self) -> list[tuple[date, date] | None]:
        """The days in the order of their numbers; from the file's name where no column has them."""
        name = self.document.rsplit("/", 1)[-1]
        if "paid_on" not in self.places:
            month = days.in_name(name) or days.in_name(" ".join(self.table.titles))
            if self.rows:
                how = (
                    f"its name says {month[0]:%B %Y}"
                    if month
                    else "its name says no month either, so their days are unknown"
                )
                self._tell("warning", "date_column_missing", f"no column says when the payments were made; {how}")
            return [month] * len(self.days)
        spelt = [key[0] for key in self.days]
        months = "month" in header.key(self.table.columns[self.places["paid_on"]])
        column = days.column(spelt, months=months)
        if column.order != "day first":
            self._tell(
                "repaired", "date_order", f"the dates are written {column.order}, as the column as a whole shows"
            )
        if column.mixed:
            words = f"some dates can only be read day first and some only month first; doubtful ones are read {column.order}"
            self._tell("warning", "date_orders_mixed", words)
        unread = Counter({spelt[at]: self.day_rows[at] for at, each in enumerate(column.bounds) if each is None})
        if unread:
            shown = ", ".join(repr(cell[:40]) for cell, _ in unread.most_common(_MOST_UNREAD))
            words = f"{unread.total():,} payments have no day that can be read ({shown}); it is unknown"
            self._tell("warning", "date_unreadable", words)
        return list(column.bounds)

    def _newest(self, bounds: Sequence[tuple[date, date] | None]) -> date | None:
        """The day by which nineteen in twenty of the payments were made."""
        count = Counter[date]()
        for at, each in enumerate(bounds):
            if each is not None:
                count[each[0]] += self.day_rows[at]
        left = count.total() * 0.05
        for day in sorted(count, reverse=True):
            left -= count[day]
            if left < 0:
                return day
        return None

    def _bodies(self, path: Path) -> list[drafts.BodySaid]:
        """Whose payments they are: the rows' word, else the file's place, else the index beside it."""
        named = [meaning.body(key, self.council) for key in self.bodies]
        if not self.rows:
            return named
        if any(not each.code and not each.name for each in named):
            code = self.council.of_index(path) or self.council.of_place(self.document)
            named = [each if each.code or each.name else drafts.BodySaid("", code) for each in named]
            if not code:
                words = (
                    "nothing says which council made these payments; put the file into a folder named after the "
                    "council or its code, for example Hyndburn or HYN"
                )
                self._tell("warning", "council_unknown", words)
        named = [self._meant(each, named) for each in named]
        others = [each.name for each in named if each.name and not each.code]
        if others:
            shown = ", ".join(dict.fromkeys(others[:_MOST_UNREAD]))
            more = f" and {len(others) - _MOST_UNREAD:,} more" if len(others) > _MOST_UNREAD else ""
            words = f"payments of bodies that are no council we know are kept under their names: {shown}{more}"
            self._tell("warning", "body_not_council", words)
        return named

    def _meant(self, body: drafts.BodySaid, named: Sequence[drafts.BodySaid]) -> drafts.BodySaid:
        """A slip of the key in the name that all other rows have ("Manchester Cit+A2446y Council")."""
        if body.code or not body.name or len({each.code for each in named if each.code}) != 1:
            return body
        near = difflib.get_close_matches(body.name, [each.name for each in named if each.code and each.name], 1, 0.8)
        if not near:
            return body
        self._tell("repaired", "body_misspelt", f"{body.name!r} is read as {near[0]!r}, as most rows have it")
        return next(each for each in named if each.name == near[0])

    def _tell(self, severity: Literal["refused", "repaired", "warning"], code: str, words: str) -> None:
        self.report(Issue(self.table.name, "", severity, code, words))
