"""What a register's contract is about, what it costs, how it was bought and from whom."""

from __future__ import annotations

import re
from functools import lru_cache

from guildhall.engine.clean import identifiers, money, names, text
from guildhall.engine.records import Party
from guildhall.engine.sources.council_registers import shape
from guildhall.engine.sources.council_registers.terms import is_yes
from guildhall.engine.sources.tabular.line import Line

_CPV = re.compile(r"\b(\d{8})(?:-\d)?\b")
_PROCLASS = re.compile(r"\d{6}(?:\.0)?")
_SCHEMED = re.compile(r"([A-Z]{2}-[A-Z]{2,8})[-:](\S.*)", re.ASCII)
_LISTED = re.compile(r"\s*;\s*|\s*\|\s*")
NEXT_ROUTES = frozenset({"quote", "direct", "call_off", "open", "competitive_flexible"})
"""Routes that `decide` has a setting for; a plan in other words leaves the route open."""
_LEGAL_END = re.compile(r"\b(?:ltd|limited|plc|llp|lp|cic|inc)\.?\)?$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _routes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((route, re.compile(pattern)) for route, pattern in shape.words()["routes"])


@lru_cache(maxsize=4096)
def route(words: str) -> str:
    """A key of `codes.ROUTES` for the process in the register's words; empty when they do not say."""
    lowered = words.lower()
    return next((key for key, pattern in _routes() if pattern.search(lowered)), "")


@lru_cache(maxsize=1024)
def status(words: str) -> str:
    lowered = words.lower().strip()
    return next((key for key, listed in shape.words()["statuses"].items() if lowered in listed), "")


def about(line: Line) -> None:
    """Claims about title, description, department and classification."""
    line.claim("title", text.label(line.cell("title"))[:500], "B", "title")
    described = text.prose(line.raw("description"))
    if not line.cell("title") and described:
        line.claim("title", described.splitlines()[0][:200], "B", "description")
    if described != line.cell("title"):
        line.claim("description", described, "B", "description")
    line.claim("department", text.label(line.cell("department"))[:200], "B", "department")
    codes = _CPV.findall(line.cell("cpv"))
    line.claim("cpv", ",".join(dict.fromkeys(codes)), "B", "cpv")
    _classified(line)
    kind = line.cell("contract_type").lower()
    line.claim(
        "is_framework", "true" if "framework" in kind or "dynamic purchasing" in kind else "", "B", "contract_type"
    )
    goods = line.cell("main_category").lower()
    main = next(
        (
            key
            for key, word in (("works", "works"), ("services", "service"), ("goods", "goods"), ("goods", "suppl"))
            if word in goods
        ),
        "",
    )
    line.claim("main_category", main, "B", "main_category")
    line.claim("framework", text.label(line.cell("framework"))[:200], "B", "framework")
    line.claim("status", status(line.cell("status")), "B", "status")


def _classified(line: Line) -> None:
    """ProClass code and label as one text: "270000 Information Communication Technology"."""
    code = line.cell("proclass")
    if code and not _PROCLASS.fullmatch(code):
        if not re.search(r"[A-Za-z]", code):
            line.issue(
                "warning", "proclass_unreadable", f"{line.column('proclass')} {code!r} is no ProClass code; left out"
            )
            code = ""
    else:
        code = code.removesuffix(".0")
    label = text.label(line.cell("proclass_label") or line.cell("category") or line.cell("service_category"))
    source = (
        "proclass"
        if code
        else "proclass_label"
        if line.cell("proclass_label")
        else "category"
        if line.cell("category")
        else "service_category"
    )
    line.claim("proclass", f"{code} {label}".strip()[:300], "B", source)


def value(line: Line) -> None:
    """Claims about money: net and gross, for a year and for the whole, each with its currency."""
    for field, claimed in (("value", "value_net"), ("value_year", "value_year")):
        said = line.cell(field)
        if not said:
            continue
        found = money.read(said)
        if found.amount is None:
            if found.problem not in {"not_given", "pending"}:
                line.issue(
                    "warning", "money_unreadable", f"{line.column(field)} {said!r}: {found.words}; treated as unknown"
                )
            continue
        if found.amount < 0:
            line.issue("warning", "money_negative", f"{line.column(field)} {said!r} is negative; treated as unknown")
            continue
        as_field = (
            "value_year"
            if found.per == "year"
            else "value_gross"
            if found.vat == "gross" and claimed == "value_net"
            else claimed
        )
        if found.per not in {"", "year"}:
            line.issue(
                "warning", "money_is_a_rate", f"{line.column(field)} {said!r} is a rate, not a sum; treated as unknown"
            )
            continue
        if (
            field == "value"
            and as_field == "value_net"
            and "estimat" in f"{line.column(field)} {line.cell('value_kind')}".lower()
        ):
            line.claim("value_estimate", money.text(found.amount), "B", field)
        line.claim(as_field, money.text(found.amount), "B", field)
        line.claim("currency", found.currency or "GBP", "B", field)


def bought(line: Line) -> None:
    """Claims about the way it was bought, and the way it is to be bought again."""
    words = line.cell("process")
    line.claim("route", route(words), "B", "process")
    line.claim("route_text", text.label(words)[:300], "B", "process")
    planned = route(line.cell("next_route"))
    line.claim("next_route", planned if planned in NEXT_ROUTES else "", "B", "next_route")
    above = line.cell("above_threshold").lower()
    answer = is_yes(above)
    if answer is None and above[:2] in {"no", "ye"}:
        answer = above.startswith("ye")
        line.issue(
            "repaired",
            "answer_misspelt",
            f"{line.column('above_threshold')} {above!r} is read as {'yes' if answer else 'no'}",
        )
    if answer is not None:
        line.claim("above_threshold", "true" if answer else "false", "B", "above_threshold")


def _size(line: Line) -> str:
    answer = is_yes(line.cell("sme"))
    lowered = f"{line.cell('sme')} {line.cell('sme_vcse')}".lower()
    if answer is True or re.search(r"\b(?:sme|small|medium|micro)\b", lowered):
        return "sme" if not re.search(r"\b(?:not|non)\b", lowered) else "large"
    return "large" if answer is False or "large" in lowered else ""


def _voluntary(line: Line) -> bool | None:
    answer = is_yes(line.cell("vcse"))
    if answer is None and re.search(
        r"vcs|voluntary|charit|social enterprise", f"{line.cell('vcse')} {line.cell('sme_vcse')}".lower()
    ):
        return True
    return answer


def _ids(line: Line) -> tuple[str, ...]:
    found: list[str] = []
    for field, read in (("company_number", identifiers.company), ("charity_number", identifiers.charity)):
        said = line.cell(field)
        if not said:
            continue
        number = read(said)
        if number.text:
            found.append(number.text)
            if number.problem:
                line.issue("repaired", "identifier_misplaced", f"{line.column(field)} {said!r}: {number.words}")
        elif number.problem not in {"not_given", "empty"} and is_yes(said) is None:
            line.issue("warning", "identifier_unreadable", f"{line.column(field)} {said!r}: {number.words}; left out")
    if match := _SCHEMED.fullmatch(line.cell("other_id")):
        found.append(identifiers.party(match[1], match[2]).text)
    return tuple(dict.fromkeys(number for number in found if number))


def _split(said: str, raw: str) -> list[str]:
    """The suppliers that one cell names: parted by semicolons, bars, or line breaks after legal forms."""
    parts = [part for part in _LISTED.split(said) if part]
    if len(parts) > 1:
        return parts
    rows = [" ".join(row.split()) for row in raw.splitlines() if row.strip()]
    if len(rows) > 1 and all(_LEGAL_END.search(row) for row in rows):
        return [text.clean(row) for row in rows]
    return [said] if said else []


def suppliers(line: Line) -> tuple[Party, ...]:
    """The suppliers a row names; "Various" names nobody."""
    named = [name for name in _split(line.cell("supplier"), line.raw("supplier")) if not names.is_placeholder(name)]
    path = line.path("supplier")
    if len(named) == 1:
        postcode = identifiers.postcode(line.cell("postcode"))
        return (Party(text.label(named[0])[:300], _ids(line), postcode, _size(line), _voluntary(line), path),)
    return tuple(Party(text.label(name)[:300], path=path) for name in dict.fromkeys(named))
