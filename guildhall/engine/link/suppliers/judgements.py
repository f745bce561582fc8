"""What a person said of two names: the same, not the same, unsure, or of one group. Rows of a CSV that survive builds.

`one` and `other` are names as published, company numbers or ids of suppliers. The latest word on a pair counts; of two
on one day "not the same" does. With the verdict `group` the second cell is the group's name.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from guildhall.engine.clean import identifiers, names
from guildhall.engine.link.suppliers.linkage import Bonds
from guildhall.engine.link.suppliers.spellings import Spelling
from guildhall.engine.records import Issue

COLUMNS = ("one", "other", "verdict", "by_role", "on", "why")
VERDICTS = ("positive", "negative", "unsure", "group")
LONGEST = 1000
WORDS = {"same": "positive", "not-same": "negative", "not same": "negative", "unsure": "unsure", "group": "group"}


class Judgement(msgspec.Struct, frozen=True, order=True):
    """One row."""

    one: str
    other: str
    verdict: str
    by_role: str = ""
    on: str = ""
    why: str = ""


def read(path: Path, report: Callable[[Issue], None]) -> Iterator[Judgement]:
    """Every row that says something; what does not is reported and passed over."""
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace").replace("\0", "")
    except OSError as error:
        report(Issue(path.name, "", "refused", "file_unreadable", f"The file was not read: {error.strerror}."))
        return
    csv.field_size_limit(sys.maxsize)
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    reader.fieldnames = [name.strip().casefold() for name in reader.fieldnames or ()]
    for row in reader:
        found = {name: " ".join((row.get(name) or "").split()) for name in COLUMNS}
        found["verdict"] = WORDS.get(found["verdict"].casefold(), found["verdict"].casefold())
        if problem := _problem(found):
            report(Issue(path.name, str(reader.line_num), "refused", "judgement_unclear", problem))
        else:
            yield Judgement(**found)


def _problem(row: dict[str, str]) -> str:
    if not row["one"] or not row["other"]:
        return "A judgement needs two names; this row was passed over."
    if max(map(len, row.values())) > LONGEST:
        return f"A cell has more than {LONGEST:,} letters; this row was passed over."
    if row["verdict"] not in VERDICTS:
        return f"{row['verdict'] or 'Nothing'} is no verdict; write positive, negative, unsure or group."
    if row["on"] and not _is_day(row["on"]):
        return f"{row['on']} is not a day; write it as 2026-11-23."
    return ""


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def append(path: Path, judgement: Judgement) -> None:
    """Write a row behind the others; the file is never half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else (",".join(COLUMNS) + "\n").encode()
    if not before.endswith(b"\n"):
        before += b"\n"
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\n").writerow(_cell(getattr(judgement, name)) for name in COLUMNS)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(before + line.getvalue().encode())
    beside.replace(path)


def _cell(text: str) -> str:
    return " ".join(text.split())


def latest(judged: Iterable[Judgement]) -> list[Judgement]:
    """For each pair the last word; on one day "not the same" wins."""
    last: dict[tuple[str, str], Judgement] = {}
    for each in sorted(judged, key=lambda j: (j.on, j.verdict == "negative", j)):
        if each.verdict != "group":
            first, second = sorted((_what(each.one), _what(each.other)))
            last[first, second] = each
    return [last[pair] for pair in sorted(last)]


def _what(text: str) -> str:
    """What a cell means: `#` and a company number, or a name's key."""
    bare = text.strip()
    lowered = bare.casefold()
    number = identifiers.company(bare[7:] if lowered.startswith(("gb-coh-", "gb-coh:")) else bare)
    if number.text.startswith("GB-COH:") and any(letter.isdigit() for letter in bare[-4:]):
        return "#" + number.text[7:]
    return names.normalise(bare).key or lowered


def keys(text: str) -> str:
    """The key under which a name or number of a judgement is looked up."""
    return _what(text)


def bonds(judged: Sequence[Judgement], spellings: Sequence[Spelling]) -> Bonds:
    """The rows each judgement speaks of, joined or kept apart."""
    words = latest(judged)
    if not words:
        return Bonds()
    rows: dict[str, list[int]] = defaultdict(list)
    for row, each in enumerate(spellings):
        rows[names.normalise(each.name).key or each.name.casefold()].append(row)
        if each.number:
            rows["#" + each.number].append(row)
    together: list[tuple[int, int]] = []
    apart: set[tuple[int, int]] = set()
    for said in words:
        ones, others = rows[_what(said.one)], rows[_what(said.other)]
        if said.verdict == "positive" and ones and others:
            together += [(ones[0], row) for row in (*ones[1:], *others)]
        elif said.verdict == "negative":
            apart.update((min(a, b), max(a, b)) for a in ones for b in others if a != b)
    return Bonds(tuple(together), frozenset(apart))
