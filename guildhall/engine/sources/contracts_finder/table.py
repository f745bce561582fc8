"""Contracts Finder notices from a CSV: the service's own search export, and flat lists that others made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from guildhall.engine.clean import dates, identifiers, money, names, text
from guildhall.engine.records import Basis, Issue, Party, Sighting
from guildhall.engine.sources import tabular
from guildhall.engine.sources.ocds import routes
from guildhall.engine.sources.tabular import Report, Table, columns, opening
from guildhall.engine.sources.tabular.line import Line

SOURCE = "contracts_finder"
COLUMNS = Path(__file__).with_name("columns.yaml")
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CPV = re.compile(r"\b\d{7,8}\b")
_TIGHT_COMMA = re.compile(r",(?=\S)")
_LOOSE_COMMA = re.compile(r", +(?:& +|and +)?")
_TAIL = re.compile(r"(?:the|inc\.?|ltd\.?|limited|llp|plc|co\.?|t/a .*|uk|trading as .*)", re.IGNORECASE)
_LEGAL_END = re.compile(r"\b(?:ltd|limited|plc|llp|lp|cic|inc|trust)\.?$", re.IGNORECASE)
_LOT = re.compile(r"^lots? ?[\w&+/ ]{1,12}? [-–:] ", re.IGNORECASE)
_NO_AWARD = re.compile(r"\bno (?:award|bids?|supplier)|not awarded|n/?a$", re.IGNORECASE)
_REGISTERS = {"COMPANIES_HOUSE": "GB-COH", "CHARITY_COMMISSION": "GB-CHC", "CHARITIES_COMMISSION": "GB-CHC"}


def column_map() -> columns.ColumnMap:
    return columns.load(COLUMNS)


def likeness(found: Sequence[str]) -> float:
    """0 to 1: how surely a table with these columns holds Contracts Finder notices."""
    fields = column_map().match(found).keys()
    if not {"id", "title", "buyer", "published_on"} <= fields or not fields & {"status", "kind"}:
        return 0.0
    return min(1.0, 0.5 + len(fields) / 24)


def _joined(parts: list[str]) -> list[str]:
    """Parts of a name that a comma tore apart ("Trust,The", "Smith,Ltd") put together again."""
    whole: list[str] = []
    for part in parts:
        if whole and _TAIL.fullmatch(part):
            whole[-1] += f", {part}"
        elif part:
            whole.append(part)
    return whole


@lru_cache(maxsize=16384)
def split_names(said: str) -> tuple[str, ...]:
    """Names of suppliers joined in one cell. A comma with a space after it belongs to a name unless all around are firms."""
    said = text.clean(said).strip("[] ")
    if "][" in said:
        parts = said.split("][")
    elif ";" in said or "|" in said:
        parts = re.split(r"[;|]", said)
    else:
        parts = _joined([part.strip() for part in _TIGHT_COMMA.split(said)])
        if len(parts) == 1:
            loose = _LOOSE_COMMA.split(said)
            parts = loose if len(loose) > 1 and all(_LEGAL_END.search(part) for part in loose) else parts
    found: list[str] = []
    for part in parts:
        name = part.strip(" ,")
        if match := _LOT.match(name):
            name = name[match.end() :]
            place, dash, rest = name.rpartition(" - ")
            name = rest if dash and (_LEGAL_END.search(rest) or _NO_AWARD.search(rest)) and place else name
        if name and not _NO_AWARD.search(name) and not names.is_placeholder(name):
            found.append(name)
    return tuple(dict.fromkeys(found))


def _answer(said: str) -> bool | None:
    return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}.get(said.strip().lower())


def _full(said: str, path: str) -> tuple[Party, ...]:
    """The service's own form: one or more `[name|address|register|number|sme|vcse]`. A name may hold a bar."""
    found: list[Party] = []
    for block in said.strip().removeprefix("[").removesuffix("]").split("]["):
        fields = block.split("|")
        if len(fields) < 6:
            fields += [""] * (6 - len(fields))
        name = text.label(" ".join(fields[: len(fields) - 5]))
        if names.is_placeholder(name):
            continue
        _, register, number, sme, vcse = fields[-5:]
        scheme = _REGISTERS.get(register.strip().upper(), "")
        known = identifiers.party(scheme, number) if scheme else identifiers.Identifier()
        size = {True: "sme", False: "large", None: ""}[_answer(sme)]
        found.append(
            Party(name[:300], (known.text,) if known.text else (), _postcode(fields[-5]), size, _answer(vcse), path)
        )
    return tuple(found)


_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")


def _postcode(address: str) -> str:
    found = _POSTCODE.findall(address.upper())
    return identifiers.postcode(found[-1]) if found else ""


def _suppliers(line: Line) -> tuple[Party, ...]:
    if said := line.raw("suppliers_full").strip():
        return _full(said, line.path("suppliers_full"))
    named = split_names(line.raw("suppliers"))
    path = line.path("suppliers")
    if len(named) == 1:
        size = {True: "sme", False: "large", None: ""}[_answer(line.cell("sme"))]
        return (Party(text.label(named[0])[:300], size=size, path=path),)
    return tuple(Party(text.label(name)[:300], path=path) for name in named)


def _kind(line: Line) -> tuple[str, Basis]:
    """The notice's kind and how good its word is; empty for plans and market engagement, which name no contract."""
    status, kind = line.cell("status").lower(), line.cell("kind").lower().replace(" ", "")
    if status == "awarded" or line.cell("awarded_on") or line.raw("suppliers_full").strip():
        return "award", "B"
    if kind in {"preprocurement", "pipeline", "earlyengagement", "futureopportunity"}:
        return "", "C"
    return ("tender_cancellation" if status in {"withdrawn", "cancelled"} else "tender"), "C"


def _dates(line: Line, award: bool) -> None:
    line.day_claim("awarded_on", "B")
    starts = line.day_claim("starts_on", "B") or line.day_claim("starts_on", "C", "plan_starts_on")
    field, basis = ("ends_on", "B") if line.cell("ends_on") else ("plan_ends_on", "C")
    ends = line.day(field)
    if ends is not None and starts is not None and ends < starts:
        line.issue(
            "warning",
            "end_before_start",
            f"{line.column(field)} {ends} lies before the start {starts}; treated as unknown",
        )
    elif ends is not None:
        line.claim("ends_on", ends.isoformat(), "B" if award and basis == "B" else "C", field)


def _value(line: Line) -> None:
    """Noughts stand for unknown: 470 of 1,224 notices of one area give no awarded value."""
    for field, claimed, basis in (
        ("awarded_value", "value_net", "B"),
        ("value_high", "value_estimate", "C"),
        ("value_low", "value_estimate", "C"),
    ):
        found = money.read(line.cell(field)) if line.cell(field) else money.Sum()
        if found.amount is not None and found.amount > 0:
            line.claim(claimed, money.text(found.amount), "B" if basis == "B" else "C", field)
            if not any(claim.field == "currency" for claim in line.claims):
                line.claim("currency", found.currency or "GBP", "B", field)
            if field == "value_high":
                return
        elif found.problem in {"unreadable", "impossible", "two_sums"} or (found.amount or 0) < 0:
            line.issue(
                "warning",
                "money_unreadable",
                f"{line.column(field)} {line.cell(field)!r} is no sum; treated as unknown",
            )


def _sighting(line: Line, table: Table) -> Sighting | None:
    kind, basis = _kind(line)
    if not kind:
        return None
    line.claim("title", text.label(line.cell("title"))[:500], basis, "title")
    line.claim("description", text.prose(line.raw("description")), basis, "description")
    codes = [code.zfill(8) for code in _CPV.findall(line.cell("cpv"))]
    line.claim("cpv", ",".join(dict.fromkeys(codes)), basis, "cpv")
    goods = line.cell("main_category").lower()
    line.claim(
        "main_category",
        next(
            (key for key in ("works", "services", "goods") if key in goods or (key == "goods" and "suppl" in goods)), ""
        ),
        basis,
        "main_category",
    )
    _dates(line, kind == "award")
    _value(line)
    line.claim("route", routes.route(line.cell("route"), ""), basis, "route")
    line.claim("route_text", line.cell("route")[:300], basis, "route")
    suppliers = _suppliers(line) if kind == "award" else ()
    if kind == "tender_cancellation":
        line.claim("status", "cancelled", "B", "status")
    elif (
        kind == "award" and not suppliers and names.says_no_award(line.cell("suppliers"))
    ):  # "awarded", and beside it "NOT AWARDED TO SUPPLIER"
        line.claim("status", "cancelled", "B", "suppliers")
    buyer = text.label(line.cell("buyer"))[:200]
    number = line.cell("id")
    guid = number.lower() if _GUID.fullmatch(number.lower()) else ""
    process = f"ocds-b5fd17-{guid}" if guid else f"{SOURCE}:{names.normalise(buyer).key}:{number}"
    published = dates.read(line.cell("published_on")[:10]).on or line.day("published_on")
    url = line.cell("url") or (f"https://www.contractsfinder.service.gov.uk/Notice/{guid}" if guid else "")
    return Sighting(
        SOURCE, process, "", "", number or f"{table.name} R{line.number}", kind, published,
        url if url.startswith(("https://", "http://")) and " " not in url else "",
        (Party(buyer, path=line.path("buyer")),) if buyer and not names.is_placeholder(buyer) else (),
        suppliers, tuple(line.claims), f"{published or '0000'} {kind}",
    )  # fmt: skip


def read(path: Path, report: Report) -> Iterator[Sighting]:
    """Every notice that speaks of a contract. A CSV gives no last possible end; most give no end at all."""
    try:
        for table in tabular.tables(path, column_map().keys):
            if likeness(table.columns) > 0:
                yield from _from_table(table, report)
    except tabular.Refused as refused:
        report(Issue(opening.name_of(path), "", "refused", "file_unreadable", str(refused)))


def _from_table(table: Table, report: Report) -> Iterator[Sighting]:
    places = column_map().match(table.columns)
    seen: set[int] = set()
    plans = 0
    for row in table.rows(report):
        line = Line(table.name, row, places, table.columns, report)
        number = line.cell("id")
        if not number or not line.cell("title"):
            line.issue("refused", "row_without_subject", "the row has no notice number or no title")
            continue
        said = hash(
            (number, *(line.cell(field) for field in ("buyer", "title", "published_on", "status", "awarded_value")))
        )
        if said in seen:
            line.issue("refused", "row_repeated", "the row repeats an earlier notice")
            continue
        seen.add(said)
        sighting = _sighting(line, table)
        if sighting is None:
            plans += 1
        else:
            yield sighting
    if plans:
        report(
            Issue(
                table.name,
                "",
                "warning",
                "plans_left_out",
                f"{plans} notices are plans or market engagement and speak of no contract yet",
            )
        )
