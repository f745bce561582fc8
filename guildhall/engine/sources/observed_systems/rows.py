"""Public signs that a council runs a product, one row each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from guildhall.engine.clean import dates, text
from guildhall.engine.records import Issue, Observation
from guildhall.engine.sources import tabular
from guildhall.engine.sources.tabular import Report, columns, opening
from guildhall.engine.sources.tabular.line import Line

COLUMNS = Path(__file__).with_name("columns.yaml")
_CODE = re.compile(r"[A-Z]{3}(?:-[A-Z])?|X-[A-Z0-9-]{2,}")
_DAY_INSIDE = re.compile(r"\d{4}-\d\d-\d\d")


def column_map() -> columns.ColumnMap:
    return columns.load(COLUMNS)


def likeness(names: Sequence[str]) -> float:
    """0 to 1: how surely a table with these columns lists products seen in use."""
    fields = column_map().match(names).keys()
    if not {"product", "evidence"} <= fields or not fields & {"council_code", "council_name"}:
        return 0.0
    return min(1.0, 0.5 + len(fields) / 16)


def _observation(line: Line, document: str) -> Observation | None:
    product = text.label(line.cell("product"))
    code = line.cell("council_code").upper()
    name = text.label(line.cell("council_name"))
    if not product:
        line.issue("refused", "row_without_product", "the row names no product")
        return None
    if code and not _CODE.fullmatch(code):
        line.issue("warning", "council_code_unreadable", f"{code!r} is no council's code; left out")
        code = ""
    if not code and not name:
        line.issue("warning", "council_unnamed", "the row names no council: a joint service or another body")
    inside = _DAY_INSIDE.findall(line.cell("seen_on"))  # "parl.2017-06-08" names an election
    seen_on = dates.read(inside[0]).on if len(inside) == 1 else line.day("seen_on")
    url = line.cell("url")
    return Observation(
        code, name, text.label(line.cell("service_area")), product, text.label(line.cell("supplier_name")), text.label(line.cell("evidence")),
        url if url.startswith(("https://", "http://")) and " " not in url else "", seen_on, line.cell("source") or document, line.number,
    )  # fmt: skip


def read(path: Path, report: Report) -> Iterator[Observation]:
    """Every row of every sheet that lists products seen in use; repeated rows once."""
    seen: set[int] = set()
    try:
        for table in tabular.tables(path, column_map().keys):
            if not likeness(table.columns):
                continue
            places = column_map().match(table.columns)
            for row in table.rows(report):
                line = Line(table.name, row, places, table.columns, report)
                same = hash(tuple(row.cells))
                if same in seen:
                    line.issue("refused", "row_repeated", "the row repeats an earlier one word for word")
                    continue
                seen.add(same)
                observation = _observation(line, table.name)
                if observation is not None:
                    yield observation
    except tabular.Refused as refused:
        report(Issue(opening.name_of(path), "", "refused", "file_unreadable", str(refused)))
