"""`guildhall check`: is the register whole, does it hold what it must, and what is missing from it?"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from guildhall.engine.quality import expectations
from guildhall.engine.register import TABLES, NoRegisterError, Register, open_register

_SHOWN = {
    "register": "The whole", "source": "Sources", "field": "What is known of contracts", "expected": "What was expected",
    "check": "What fits", "trap": "Traps of the record",
}  # fmt: skip


class Report(msgspec.Struct, frozen=True):
    """What the check found."""

    home: str
    guildhall: str
    built_at: str
    is_sample: bool
    is_whole: bool
    """Every table as it was written, and every `must` kept."""
    damage: list[str]
    expectations: list[dict[str, Any]]
    tables: dict[str, int]
    inputs: list[dict[str, Any]]
    coverage: list[dict[str, Any]]
    issues: dict[str, int]
    councils_with_contracts: int


def damage(register: Register) -> Iterator[str]:
    """What differs from the manifest: hashes, row counts, columns."""
    tables, inputs = register.manifest.get("tables"), register.manifest.get("inputs")
    if not isinstance(tables, dict) or not isinstance(inputs, list):
        yield "the manifest does not list its inputs and its tables"
        return
    for table, schema in TABLES.items():
        said = tables.get(table)
        if not isinstance(said, dict) or not {"sha256", "rows"} <= said.keys():
            yield f"the manifest does not speak of {table}"
            continue
        if hashlib.file_digest(register.raw(f"{table}.parquet"), "sha256").hexdigest() != said["sha256"]:
            yield f"{table}.parquet is not as it was written: its hash differs from the manifest's"
            continue
        file = register.parquet(table)
        if not file.schema_arrow.equals(schema):
            yield f"{table} has other columns than this version of Guildhall writes"
        if file.metadata.num_rows != said["rows"]:
            yield f"{table} has {file.metadata.num_rows:,} rows, the manifest says {said['rows']:,}"


def check(home: Path) -> Report:
    """Everything there is to say of the register in a folder. Raises NoRegisterError if there is none."""
    with open_register(home) as register:
        broken = list(damage(register))
        kept = expectations.check(register) if not broken else []
        rows = [] if broken else list(register.rows("coverage"))
        issues: dict[str, int] = {}
        for row in () if broken else register.rows("issues", ["severity", "code"]):
            name = f"{row['severity']}: {row['code']}"
            issues[name] = issues.get(name, 0) + 1
        manifest = register.manifest
        return Report(
            home=home.name,
            guildhall=str(manifest.get("guildhall", "")),
            built_at=manifest["built_at"],
            is_sample=register.is_sample,
            is_whole=not broken and not any(e["broken"] for e in kept if e["need"] == "must"),
            damage=broken,
            expectations=kept,
            tables={} if broken else {table: entry["rows"] for table, entry in manifest["tables"].items()},
            inputs=[] if broken else manifest["inputs"],
            coverage=rows,
            issues=dict(sorted(issues.items(), key=lambda item: (-item[1], item[0]))),
            councils_with_contracts=len({row["key"] for row in rows if row["scope"] == "council"}),
        )


def in_words(report: Report) -> str:
    """The report for a person."""
    lines = [
        f"Register {report.home}, built {report.built_at[:10]} by Guildhall {report.guildhall}"
        + (" from the invented sample" if report.is_sample else ""),
        "",
    ]
    lines += [f"DAMAGED: {words}" for words in report.damage]
    if report.damage:
        return "\n".join(lines)
    lines += ["Is it whole?"]
    for each in report.expectations:
        mark = "ok " if not each["broken"] else ("NO " if each["need"] == "must" else "low")
        count = f" ({each['broken']:,})" if each["broken"] else ""
        lines.append(f"  {mark} {each['words']}{count}")
        lines += [f"        {example}" for example in each["examples"]]
    lines += ["", "Tables", "  " + ", ".join(f"{rows:,} {table}" for table, rows in report.tables.items())]
    for scope, heading in _SHOWN.items():
        rows = [row for row in report.coverage if row["scope"] == scope]
        lines += ["", heading] if rows or scope in ("register", "source", "field") else []
        lines += [f"  {share(row):>5}  {row['words']}" for row in rows]
    lines += ["", f"Councils: {report.councils_with_contracts:,} have at least one contract here, past ones included."]
    if report.issues:
        lines += ["", "Issues in the input (all are in the table `issues`)"]
        lines += [f"  {count:>5,}  {name}" for name, count in report.issues.items()]
    unread = [entry for entry in report.inputs if not entry["rows"]]
    lines += ["", f"Files: {len(report.inputs):,}, of which {len(unread):,} gave no rows"]
    return "\n".join(lines)


def share(row: dict[str, Any]) -> str:
    """Known of total as a whole percentage; never 100 or 0 unless it is exactly that."""
    if not row["total"]:
        return "–"
    percent = round(100 * row["known"] / row["total"])
    if row["known"] < row["total"]:
        percent = min(percent, 99)
    return f"{max(percent, 1) if row['known'] else 0} %"


def run(args: argparse.Namespace) -> int:
    """The command. 0 when the register is whole, else 1."""
    if getattr(args, "what", "register") == "suppliers":
        return int(import_module("guildhall.engine.link.suppliers.check").run(args))
    try:
        report = check(args.home)
    except NoRegisterError as error:
        print(f"guildhall check: {error}", file=sys.stderr)
        return 1
    if args.format == "json":
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(report), indent=1).decode() + "\n")
    else:
        print(in_words(report))
    return 0 if report.is_whole else 1
