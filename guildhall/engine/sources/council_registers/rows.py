"""A council's contract register as sightings: one row is one contract, its file one document."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from guildhall.engine.clean import dates, names, text
from guildhall.engine.records import Issue, Party, Sighting
from guildhall.engine.sources import tabular
from guildhall.engine.sources.council_names import read as council_names
from guildhall.engine.sources.council_registers import shape, subject, terms
from guildhall.engine.sources.tabular import Report, Row, Table, opening
from guildhall.engine.sources.tabular.line import Line

SOURCE = "council_registers"
_PUBLISHER_SHARE = 0.6
"""A body named in so many rows is the council whose register this is."""
_OCID = re.compile(r"\bocds-[a-z0-9]{6,9}-\S+", re.IGNORECASE)
_COUNCILLY = re.compile(r"\b(?:council|borough|corporation|authority|county)\b", re.IGNORECASE)
_NOISE = re.compile(
    r"\b(?:contracts?|registers?|procurement|list|of|the|for|as at|at|csv|xlsx?|ods|final|published?|publication|v\d+|clean|raw|data|"
    r"open|transparency|quarter(?:ly)?|q[1-4]|live|current|awarded|over|all|export|download|copy|new|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|[£\d]+k?",
    re.IGNORECASE,
)
_DAYS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(20\d\d)[-. /]?([01]\d)[-. /]?([0-3]\d)(?!\d)",
        r"(?<!\d)(\d\d?)[-. /](\d\d?)[-. /](20\d\d)(?!\d)",
        r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9}),? (20\d\d)(?!\d)",
        r"(?<!\d)(20\d\d)[-. /]([01]\d)(?!\d)",
        r"(?<![A-Za-z])([A-Za-z]{3,9})[- ]?(20\d\d)(?!\d)",
    )
)
_FOLDERS_LOOKED_AT = 2


class Document(msgspec.Struct, frozen=True):
    """What is true of every row of one register."""

    process: str
    name: str
    council: Party | None
    """The council whose register it is, None when rows name several and none prevails."""
    published_on: date | None
    order: str


def stem(path: Path) -> str:
    name = opening.name_of(path)
    for suffix in (".gz", ".zip", ".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods"):
        name = name[: -len(suffix)] if name.lower().endswith(suffix) else name
    return name


def published(path: Path, titles: tuple[str, ...]) -> date | None:
    """The day a register speaks of, from its title lines or its file's name; the last day where only a month is given."""
    for words in (*titles, stem(path)):
        for pattern in _DAYS:
            for found in pattern.findall(words.replace("_", " ")):
                read = dates.read("-".join(found))
                if read.latest is not None and read.earliest is not None and (read.latest - read.earliest).days < 32:
                    return read.latest
    return None


def _from_names(path: Path, titles: tuple[str, ...]) -> Party | None:
    """The council that a title line, the file's name or its folder speaks of."""
    for title in titles:
        if _COUNCILLY.search(title):
            bare = " ".join(word for word in _NOISE.sub(" ", title).split() if any(map(str.isalnum, word))).strip(
                " -–:,()"
            )
            if bare and len(bare) < 80:
                return Party(bare, path="title line")
    for part in (stem(path), *(folder.name for folder in list(path.resolve().parents)[:_FOLDERS_LOOKED_AT])):
        name = _council_called(" ".join(_NOISE.sub(" ", re.sub(r"[-_.+]+", " ", part)).split()))
        if name:
            return Party(name, path="file name")
    return None


@lru_cache(maxsize=1)
def _short_names() -> dict[str, str]:
    """Spellings of present councils to their names; spellings that two councils share are left out."""
    found: dict[str, set[str]] = {}
    spellings = council_names.names()
    for code, council in council_names.councils().items():
        if council.ends_on is None:
            for spelling in {council.name, council.short_name, *spellings.get(code, ())}:
                found.setdefault(names.normalise(spelling).key, set()).add(council.name)
    return {key: min(called) for key, called in found.items() if len(called) == 1}


def _council_called(words: str) -> str:
    """The council that a file's or folder's name means; only a real council's name counts, for folders are called anything."""
    return _short_names().get(names.normalise(words).key, "") if words else ""


def _prevailing(table: Table, place: int | None) -> Party | None:
    """The buyer that most rows name, in its commonest spelling."""
    if place is None:
        return None
    spellings: Counter[str] = Counter(text.label(row.cells[place]) for row in table.rows())
    spellings.pop("", None)
    if not spellings:
        return None
    name, count = spellings.most_common(1)[0]
    return Party(name[:200], path=table.columns[place]) if count >= spellings.total() * _PUBLISHER_SHARE else None


def _document(path: Path, table: Table, places: dict[str, int], council: str, report: Report) -> Document:
    said = _prevailing(table, places.get("buyer"))
    owner = Party(council, path="given") if council else said
    if owner is None and "buyer" not in places:
        owner = _from_names(path, table.titles)
        if owner is not None:
            report(
                Issue(table.name, "", "warning", "council_from_name",
                      f"no column says whose register this is; {owner.name} is taken from the {owner.path}")
            )  # fmt: skip
        else:
            report(Issue(table.name, "", "warning", "council_unknown", "nothing says whose register this is"))
    on = published(path, table.titles)
    key = names.normalise(owner.name).key if owner else stem(path)
    return Document(f"{SOURCE}:{key}", table.name, owner, on, f"{on or '0000'} {stem(path)}")


def _mark(line: Line, *fields: str) -> str:
    """A short name for a row that stays the same when rows are put in another order."""
    plain = "\x1f".join(names.normalise(line.cell(field)).key or line.cell(field).lower() for field in fields)
    return hashlib.sha256(plain.encode()).hexdigest()[:8]


class _Names:
    """A distinct, stable local name for each row: its reference, and more where rows share one."""

    def __init__(self, table: Table, place: int | None) -> None:
        self._shared: Counter[str] = Counter()
        if place is not None:
            seen: set[int] = set()  # hashes, for the rows themselves may be too many to hold
            for row in table.rows():
                same = hash(tuple(row.cells))
                if same not in seen:
                    seen.add(same)
                    self._shared[self._plain(row.cells[place])] += 1
        self._given: Counter[str] = Counter()

    @staticmethod
    def _plain(reference: str) -> str:
        return "" if names.is_placeholder(reference) else " ".join(reference.split()).upper()

    def local(self, line: Line) -> str:
        reference = self._plain(line.cell("reference"))
        local = reference
        if not reference or self._shared[reference] > 1:
            local = f"{reference or 'row'}~{_mark(line, 'title', 'description', 'supplier', 'starts_on')}"
        self._given[local] += 1
        return local if self._given[local] == 1 else f"{local}~{self._given[local]}"


def _shifted(line: Line, row: Row) -> bool:
    """Does a row with more cells than columns have its dates under the date columns? An unquoted comma moves them."""
    if not row.extra:
        return False
    said = [line.cell(field) for field in ("starts_on", "ends_on", "current_end_on") if line.cell(field)]
    return not said or not all(dates.read(cell).problem in {"", "pending", "open_ended"} for cell in said)


def _sighting(line: Line, document: Document, local: str) -> Sighting:
    subject.about(line)
    starts = line.day_claim("starts_on", "B")
    end = terms.ends(line, starts)
    terms.options(line, end)
    line.day_claim("review_on", "B")
    unit = "year" if "year" in line.column("duration").lower() else "month"
    lasting = terms.months(line.cell("duration"), unit)
    line.claim("duration_months", str(lasting) if lasting else "", "B", "duration")
    terms.notice(line)
    subject.value(line)
    subject.bought(line)
    said = text.label(line.cell("buyer"))[:200]
    buyers = [Party(said, path=line.path("buyer"))] if said and not names.is_placeholder(said) else []
    if document.council and (not buyers or names.normalise(said).key != names.normalise(document.council.name).key):
        buyers.append(document.council)
    url = line.cell("url")
    named = _OCID.search(line.cell("ocid"))
    ocid = named[0].rstrip(".,;") if named else ""
    return Sighting(
        SOURCE, document.process, local, "", document.name, "register", document.published_on,
        url if url.startswith(("https://", "http://")) and " " not in url else "", tuple(buyers), subject.suppliers(line),
        tuple(line.claims), document.order, ocid=ocid,
    )  # fmt: skip


def _from_table(path: Path, table: Table, council: str, report: Report) -> Iterator[Sighting]:
    places = shape.column_map().match(table.columns)
    document = _document(path, table, places, council, report)
    local_names = _Names(table, places.get("reference"))
    seen: set[int] = set()
    nameless = inferred = 0
    for row in table.rows(report):
        line = Line(table.name, row, places, table.columns, report)
        if not any(line.cell(field) for field in ("title", "description", "reference")):
            if sum(map(bool, row.cells)) > 2:
                line.issue("refused", "row_without_subject", "the row has neither title nor description nor reference")
            continue
        if line.cell("visibility").lower() in {"private", "confidential", "internal", "no", "not public", "restricted"}:
            line.issue(
                "refused",
                "row_not_public",
                f"{line.column('visibility')} says {line.cell('visibility')!r}; the row is left out",
            )
            continue
        if _shifted(line, row):
            line.issue(
                "refused",
                "row_shifted",
                f"the row has {row.extra} more cells than there are columns; its values may stand under wrong names",
            )
            continue
        same = hash(tuple(row.cells))
        if same in seen:
            line.issue("refused", "row_repeated", "the row repeats an earlier one word for word")
            continue
        seen.add(same)
        sighting = _sighting(line, document, local_names.local(line))
        nameless += not sighting.suppliers
        inferred += any(claim.field == "options" and claim.basis == "D" for claim in sighting.claims)
        yield sighting
    if nameless:
        report(
            Issue(
                table.name,
                "",
                "warning",
                "supplier_unnamed",
                f"{nameless} rows name no supplier (blank, Various, Redacted …)",
            )
        )
    if inferred:
        report(
            Issue(table.name, "", "warning", "options_inferred",
                  f"in {inferred} rows the months and number of extensions can be read in two ways; the likelier is used and marked as inferred")
        )  # fmt: skip


def read(path: Path, report: Report, council: str = "") -> Iterator[Sighting]:
    """Every row of every sheet that is a contract register. `council` names whose it is, if the file does not."""
    try:
        tables = tabular.tables(path, shape.column_map().keys)
        for table in tables:
            if shape.likeness(table.columns) > 0:
                yield from _from_table(path, table, council, report)
    except tabular.Refused as refused:
        report(Issue(opening.name_of(path), "", "refused", "file_unreadable", str(refused)))
