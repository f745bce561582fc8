"""Who passes into whom, and when: done, decided and proposed, from a table anybody can edit."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

from guildhall.engine.records import Issue, Succession
from guildhall.engine.sources.council_names import read as council_names
from guildhall.engine.sources.tabular import opening

HERE = Path(__file__).parent
STATUSES = ("done", "decided", "proposed")
HEAD = frozenset({"predecessor_code", "successor_code", "successor_name", "status", "vesting_on"})


class Table(NamedTuple):
    """Successions as read, and what was wrong with the file."""

    successions: tuple[Succession, ...]
    issues: tuple[Issue, ...] = ()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _succession(row: Mapping[str, str]) -> Succession:
    return Succession(
        predecessor_code=row["predecessor_code"],
        successor_code=row.get("successor_code", ""),
        successor_name=row.get("successor_name", ""),
        area=row.get("area", ""),
        scenario=row.get("scenario", ""),
        status=cast("Literal['done', 'decided', 'proposed']", row["status"]),
        vesting_on=_day(row.get("vesting_on", "")),
        shadow_on=_day(row.get("shadow_on", "")),
        whole=row.get("whole", "yes") == "yes",
        source=row.get("source", ""),
    )


def _wrong(row: Mapping[str, str], known: Collection[str]) -> str:
    """Why a row cannot be used, in a sentence; empty if it can."""
    for column in ("predecessor_code", "successor_code"):
        code = row.get(column, "")
        if code not in known and (code or column == "predecessor_code"):
            return f"{code or 'An empty code'!r} in {column} is no council we know; the row is left out."
    if row.get("status") not in STATUSES:
        return f"The status {row.get('status', '')!r} is none of {', '.join(STATUSES)}; the row is left out."
    try:
        _succession(row)
    except ValueError as error:
        return f"A date cannot be read ({error}); the row is left out."
    return ""


def _rows(path: Path, issues: list[Issue]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            reader = csv.DictReader(lines, restval="")
            for raw in reader:
                yield reader.line_num, {k: v.strip() for k, v in raw.items() if isinstance(v, str) and k}
    except (OSError, csv.Error) as error:
        issues.append(
            Issue(
                opening.name_of(path),
                "",
                "refused",
                "file_unreadable",
                f"The file cannot be read on: {getattr(error, 'strerror', error)}.",
            )
        )


def _read(path: Path, known: Collection[str]) -> Table:
    issues: list[Issue] = []
    found: list[Succession] = []
    for line, row in _rows(path, issues):
        reason = _wrong(row, known)
        if reason:
            issues.append(Issue(opening.name_of(path), str(line), "refused", "succession_unusable", reason))
        else:
            found.append(_succession(row))
    return Table(tuple(found), tuple(issues))


@lru_cache(maxsize=1)
def table() -> Table:
    """The real successions."""
    return _read(HERE / "successions.csv", council_names.councils().keys())


def read_extra(path: Path, known: Collection[str] | None = None) -> Table:
    """Further successions from a file with the same columns; `known` are the codes of all councils in play."""
    return _read(path, council_names.councils().keys() if known is None else known)


def is_succession_file(path: Path) -> bool:
    """Is this a file of further successions? Told by its first line."""
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        return {cell.strip().strip('"') for cell in lines.readline(1 << 16).split(",")} >= HEAD


def successions() -> tuple[Succession, ...]:
    """All rows, in the order of the table."""
    return table().successions
