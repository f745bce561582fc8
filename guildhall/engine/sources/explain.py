"""`guildhall read FILE --explain`: what a file is, how it would be read, and what would be refused and why."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from guildhall.engine.records import Issue, Observation, Sighting
from guildhall.engine.sources import council_registers, identify, observed_systems, ocds, product_lists, tabular
from guildhall.engine.sources.contracts_finder import table as contracts_finder
from guildhall.engine.sources.ocds import contract_rows
from guildhall.engine.sources.product_lists import Listed
from guildhall.engine.sources.tabular import Report, opening

MOST_REASONS = 50
"""Issues listed one by one; the counts by kind are always complete."""
_SEPARATOR_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


class Reading(msgspec.Struct):
    """What `--explain` says of a file; its JSON form is a face that stays."""

    file: str
    kind: str
    kind_words: str
    is_read: bool
    source: str
    why: str
    confidence: float
    format: str
    encoding: str
    dialect: dict[str, str] | None
    header_row: int | None
    columns: tuple[str, ...]
    column_map: dict[str, str]
    columns_not_read: tuple[str, ...]
    sheet: str
    rows_read: int
    """Rows or notices that would be used."""
    rows_refused: int
    repaired: int
    warnings: int
    found: dict[str, int]
    """What was made of the rows: contracts by kind of notice, or products."""
    issues: dict[str, int]
    """Issues by code."""
    reasons: list[dict[str, str]]


def _made(path: Path, found: identify.Identified, report: Report) -> Counter[str]:
    """Read the whole file and count what it yields."""
    made: Counter[str] = Counter()
    if found.kind.startswith("ocds_"):
        for document in ocds.read(path, opening.name_of(path), report):
            made["notices"] += 1
            made["contracts"] += len(document.sightings)
    elif found.kind == "council_spend":
        made["payments"] = _payments(path, report)
    else:
        readers: dict[str, Callable[[], Iterable[Sighting | Observation | Listed]]] = {
            "contracts_finder_csv": lambda: contracts_finder.read(path, report),
            "council_register": lambda: council_registers.read(path, report),
            "observed_systems": lambda: observed_systems.read(path, report),
            "products": lambda: product_lists.read(path, report),
        }
        reader = readers.get(found.kind)
        if reader is not None:
            for each in reader():
                made[_kind(each)] += 1
        elif found.format in {"csv", "xlsx", "xls", "ods"}:
            made["rows not read"] = _count(path, report)
    return made


def _payments(path: Path, report: Report) -> int:
    """The payments that a build would find in a file."""
    from guildhall.engine.link import councils  # noqa: PLC0415  # loads all names of councils
    from guildhall.engine.sources.council_spend import bodies, read  # noqa: PLC0415  # loads Arrow

    find = councils.finder().find
    council = bodies.Bodies(lambda name: find(name).codes, bodies.places())
    return read.read(path, path.as_posix(), council, report).payments


def _kind(each: Sighting | Observation | Listed) -> str:
    if isinstance(each, Sighting):
        return each.notice_kind
    return "observed" if isinstance(each, Observation) else "products"


def _count(path: Path, report: Report) -> int:
    """Rows of a table that nobody reads yet."""
    try:
        return sum(1 for table in tabular.tables(path, identify.known_columns()) for _ in table.rows(report))
    except tabular.Refused as refused:
        report(Issue(opening.name_of(path), "", "refused", "file_unreadable", str(refused)))
        return 0


def explain(path: Path) -> Reading:
    """Everything `--explain` shows, worked out by reading the file as a build would."""
    found = identify.identify(path)
    severities: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    reasons: list[dict[str, str]] = []

    def report(issue: Issue) -> None:
        severities[issue.severity] += 1
        codes[issue.code] += 1
        if len(reasons) < MOST_REASONS or (issue.severity == "refused" and len(reasons) < MOST_REASONS * 2):
            reasons.append({"row": issue.row, "severity": issue.severity, "code": issue.code, "reason": issue.reason})

    made = _made(path, found, report)
    if found.kind == "unknown" or not found.is_read:
        report(
            Issue(
                opening.name_of(path),
                "",
                "refused",
                "file_unknown" if found.kind == "unknown" else "kind_not_read",
                found.why,
            )
        )
    used = made["notices"] if found.kind.startswith("ocds_") else made.total() - made["rows not read"]
    dialect = found.dialect
    return Reading(
        file=opening.name_of(path), kind=found.kind, kind_words=identify.KINDS[found.kind], is_read=found.is_read, source=found.source,
        why=found.why, confidence=found.confidence, format=found.format, encoding=found.encoding,
        dialect={"separator": dialect.separator, "quote": dialect.quote, "escape": dialect.escape} if dialect else None,
        header_row=found.header_row, columns=found.columns, column_map=found.column_map,
        columns_not_read=tuple(name for name in found.columns if name and name not in found.column_map.values()),
        sheet=found.sheet, rows_read=used if found.is_read else 0, rows_refused=severities["refused"],
        repaired=severities["repaired"], warnings=severities["warning"], found=dict(made), issues=dict(codes.most_common()), reasons=reasons,
    )  # fmt: skip


def _brief(reading: Reading) -> str:
    lines = [f"{reading.file}: {reading.kind_words} ({reading.kind})", f"  {reading.why}"]
    if reading.is_read:
        lines.append(
            f"  {reading.rows_read:,} rows read, {reading.rows_refused:,} refused, {reading.repaired:,} repaired, {reading.warnings:,} warnings"
        )
    return "\n".join(lines)


def _at_length(reading: Reading) -> str:
    lines = [_brief(reading)]
    if reading.encoding:
        lines.append(f"  encoding: {reading.encoding}")
    if reading.dialect:
        separator = reading.dialect["separator"]
        lines.append(f"  parted by: {_SEPARATOR_NAMES.get(separator, separator)}")
    if reading.sheet:
        lines.append(f"  sheet or file inside: {reading.sheet}")
    if reading.columns:
        row = "none names the columns" if reading.header_row is None else str(reading.header_row)
        lines.append(f"  header row: {row}")
    if reading.column_map:
        width = max(map(len, reading.column_map))
        lines.append("  columns:")
        lines += [f"    {field:<{width}}  {column}" for field, column in reading.column_map.items()]
    if reading.columns_not_read:
        lines.append(f"  columns not read: {', '.join(reading.columns_not_read)}")
    if reading.found:
        lines.append("  found: " + ", ".join(f"{count:,} {what}" for what, count in reading.found.items()))
    if reading.reasons:
        lines.append("  issues: " + ", ".join(f"{count:,} {code}" for code, count in reading.issues.items()))
        lines += [f"    {reading.file} row {r['row'] or '-'}: {r['severity']}: {r['reason']}" for r in reading.reasons]
    return "\n".join(lines)


def as_json(reading: Reading) -> str:
    plain: Any = msgspec.to_builtins(reading)
    return json.dumps(plain, ensure_ascii=False, indent=2)


def run(args: argparse.Namespace) -> int:
    """`guildhall read`. Exit code 1 if there is no such file or nobody here reads its kind."""
    path: Path = args.file
    if not path.is_file():
        why = "a folder; name a file in it" if path.is_dir() else "no file" if path.exists() else "not there"
        print(f"guildhall read: {path} is {why}", file=sys.stderr)
        return 1
    if getattr(args, "contracts", None) is not None:
        return contract_rows.command(path, args.contracts)
    reading = explain(path)
    if args.format == "json":
        print(as_json(reading))
    else:
        print(_at_length(reading) if args.explain else _brief(reading))
    return 0
