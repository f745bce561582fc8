"""The register of councils: who they are, how their names are spelt, who borders whom.

The tables beside this file are facts about real councils. An invented world (the sample) brings its own file with
the same columns, given to `read_extra`; its codes begin with `X-`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from guildhall.engine import codes
from guildhall.engine.records import Council, Issue
from guildhall.engine.sources.tabular import opening

HERE = Path(__file__).parent
SAMPLE_PREFIX = "X-"
T = TypeVar("T")
MUST = ("code", "name", "kind")
"""Columns without which a row is no council."""


class Book(NamedTuple):
    """Some councils with all that is known of their names and borders, and what was wrong with the file."""

    councils: Mapping[str, Council]
    names: Mapping[str, tuple[str, ...]]
    """Code to known spellings, without the council's own two names."""
    neighbours: Mapping[str, tuple[str, ...]]
    replaced_by: Mapping[str, tuple[str, ...]]
    joint: Mapping[str, tuple[str, ...]] = {}
    """Names under which several councils act together, and their codes."""
    issues: tuple[Issue, ...] = ()


def _many(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _value(read: Callable[[str], T], text: str) -> T | None:
    return read(text) if text else None


def _whole(text: str) -> int:
    """A whole number that a column of the register can hold."""
    number = int(text)
    if abs(number) >= 1 << 31:
        raise ValueError(f"{text[:20]} is out of all proportion")
    return number


def _council(row: Mapping[str, str]) -> Council:
    code = row["code"]
    return Council(
        code=code,
        slug=row.get("slug") or code.lower(),
        name=row["name"],
        short_name=row.get("short_name") or row["name"],
        kind=row["kind"],
        nation=row.get("nation", ""),
        region=row.get("region", ""),
        county_code=row.get("county_code", ""),
        population=_value(_whole, row.get("population", "")),
        starts_on=_value(date.fromisoformat, row.get("starts_on", "")),
        ends_on=_value(date.fromisoformat, row.get("ends_on", "")),
        gss=row.get("gss", ""),
        lat=_value(float, row.get("lat", "")),
        long=_value(float, row.get("long", "")),
        homepage=row.get("homepage", ""),
        is_sample=code.startswith(SAMPLE_PREFIX),
        hex_q=_value(_whole, row.get("hex_q", "")),
        hex_r=_value(_whole, row.get("hex_r", "")),
    )


def _wrong(row: Mapping[str, str], taken: Collection[str], slugs: Collection[str]) -> tuple[str, str]:
    """Why a row is no council we can use: a short code and a sentence, both empty if it is one."""
    missing = [column for column in MUST if not row.get(column)]
    if missing:
        return "council_incomplete", f"This council has no {' and no '.join(missing)}; the row is left out."
    if row["code"] in taken:
        return "council_twice", f"The code {row['code']} is already another council's; the row is left out."
    if row["kind"] not in codes.COUNCIL_KINDS:
        return "council_kind_unknown", f"{row['kind']!r} is not a kind of council we know; the row is left out."
    try:
        council = _council(row)
    except ValueError as error:
        return "council_value_unreadable", f"A number or date cannot be read ({error}); the row is left out."
    if council.slug in slugs:
        return "council_slug_twice", f"The address {council.slug!r} is already another council's; the row is left out."
    return "", ""


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


def _read(path: Path, *, taken: Collection[str] = (), slugs: Collection[str] = ()) -> Book:
    found: dict[str, Council] = {}
    names: dict[str, tuple[str, ...]] = {}
    neighbours: dict[str, tuple[str, ...]] = {}
    replaced: dict[str, tuple[str, ...]] = {}
    issues: list[Issue] = []
    codes_used, slugs_used = set(taken), set(slugs)
    for line, row in _rows(path, issues):
        code, reason = _wrong(row, codes_used, slugs_used)
        if code:
            issues.append(Issue(opening.name_of(path), str(line), "refused", code, reason))
            continue
        council = _council(row)
        codes_used.add(council.code)
        slugs_used.add(council.slug)
        found[council.code] = council
        names[council.code] = _many(row.get("names", ""))
        neighbours[council.code] = _many(row.get("neighbours", ""))
        replaced[council.code] = _many(row.get("replaced_by", ""))
    return Book(found, names, neighbours, replaced, issues=tuple(issues))


def _spellings(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["code"], []).append(row["name"])
    return found


@lru_cache(maxsize=1)
def book() -> Book:
    """The real councils."""
    plain = _read(HERE / "councils.csv")
    upstream, ours = _spellings(HERE / "names.csv"), _spellings(HERE / "more_names.csv")
    names = {code: tuple(upstream.get(code, []) + ours.get(code, [])) for code in plain.councils}
    joint = {name: _many(code) for code, spelt in ours.items() if "|" in code for name in spelt}
    return plain._replace(names=names, joint=joint)


def read_extra(path: Path) -> Book:
    """Further councils from a file with the columns of `councils.csv`, and `names` joined by `|` if there are any."""
    real = book().councils
    return _read(path, taken=real.keys(), slugs=[council.slug for council in real.values()])


@lru_cache(maxsize=32)
def library(*extras: Path) -> Book:
    """The real councils and those of every extra file. A later file cannot change what an earlier one says."""
    whole = book()
    for path in extras:
        more = read_extra(path)
        fresh = [code for code in more.councils if code not in whole.councils]
        whole = Book(
            {**whole.councils, **{code: more.councils[code] for code in fresh}},
            {**whole.names, **{code: more.names[code] for code in fresh}},
            {**whole.neighbours, **{code: more.neighbours[code] for code in fresh}},
            {**whole.replaced_by, **{code: more.replaced_by[code] for code in fresh}},
            whole.joint,
            whole.issues + more.issues,
        )
    return whole


def is_council_file(path: Path) -> bool:
    """Is this a file of further councils? Told by its first line."""
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        head = {cell.strip().strip('"') for cell in lines.readline(1 << 16).split(",")}
    return {"code", "slug", "name", "kind"} <= head


def councils() -> Mapping[str, Council]:
    """Code to council."""
    return book().councils


def names() -> Mapping[str, tuple[str, ...]]:
    """Code to known spellings."""
    return book().names


def neighbours() -> Mapping[str, tuple[str, ...]]:
    """Code to the codes of councils that share a stretch of land border; none for islands."""
    return book().neighbours
