"""Facts and findings of a contract in words: values as people read them, states, and what would settle the unknown."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from guildhall.engine import codes, decide, indicators, records
from guildhall.rooms.contracts.models import Contract
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.queries.contract import Fact, OneContract, Said
from guildhall.ui import parts, words

SIGNED = "The signed contract would settle it"
SETTLES = {
    "supplier": "An award notice would settle it", "product": "Your council can say", "next_route": "Your council can say", "route": "The tender or award notice would settle it",
    "value_year": "Spend on it, or the contract, would settle it",
}  # fmt: skip
MAIN = ("supplier", "product", "ends_on", "extension", "notice_days", "value_year", "route", "next_route")
"""Facts that the page opens with; each is shown even when nothing is known of it."""
NOTICE = {"notice_days": "day", "notice_months": "month"}
"""One fact, told in days or in months."""
MAY_PASS, MAY_END = "May pass to a new council", "May be ended early"
"""What a council needs to know and no notice has a field for; the first only where it is to be reorganised."""
CODES = {
    "route": codes.ROUTES,
    "next_route": codes.ROUTES,
    "extension": {"declared": "Declared", "none_declared": "No extension declared", "unknown": "Not said"},
    "renewal_mode": {"none": "Ends by itself", "express": "Council must ask to extend", "tacit": "Goes on unless stopped"},
    "regime": {"act": "Procurement Act 2023", "celex": "Earlier rules (before the Procurement Act)", "below": "Below the threshold"},
    "status": {"planned": "Planned", "active": "Active", "ended": "Ended", "terminated": "Ended early", "cancelled": "Cancelled",
               "copy": "A second record of another contract", "replaced": "Replaced by a later contract"},
    "main_category": {"goods": "Goods", "services": "Services", "works": "Works"},
}  # fmt: skip
PROCESSES = {"h6vhtk": "Another process on Find a Tender", "b5fd17": "Another process on Contracts Finder"}
"""What a contract was called off from, where it is given by its key."""
UNASKED = {
    "Money": "What was paid, and what leaving would cost, is not recorded.",
    "Openness": "Nobody has recorded a test of taking the data out.",
}
"""Cards whose questions cannot be asked of notices at all."""


NUMBER = re.compile(r"[A-Z]{0,6}[-/ ]?\d{2,8}(?:[-/]\d{2,6})?")
"""What a notice is called by: 075669-2026."""


def shown(field: str, text: str) -> str:
    """A claim's canonical text as a person reads it."""
    kind = records.FIELDS.get(field, "text")
    if kind == "date":
        try:
            return words.day(date.fromisoformat(text[:10]))
        except ValueError:
            return text
    if kind == "money":
        try:
            return words.money(Decimal(text))
        except InvalidOperation:
            return text
    if kind == "bool":
        return {"true": "Yes", "false": "No"}.get(text.lower(), text)
    if field in NOTICE and text.isdecimal():
        return words.count(int(text), NOTICE[field])
    if text.startswith("ocds-"):
        return PROCESSES.get(text[5:11], "Another process")
    if kind == "list":
        return text.replace(",", ", ").replace("|", ", ")
    return CODES.get(field, {}).get(text, text if len(text) < 160 else text[:157] + "…")


def source(said: Said) -> str:
    """The document in words: a notice by the number printed on it; long keys and names of files say nothing to a reader."""
    name = names.source(said.source)
    return f"{name}, {said.document}" if NUMBER.fullmatch(said.document) else name


def rows(found: OneContract) -> list[parts.FactRow]:
    """Main facts first, known or not; then every other field that some document speaks of."""
    by_field = {fact.field: fact for fact in found.facts}
    notice = [by_field[field] for field in NOTICE if field in by_field]
    if notice:
        by_field["notice_days"] = _together(notice)
    known = found.contract
    asked = [field for field in MAIN if field != "product" or known.is_digital is not False or known.product_names]
    out = [_main(found, field, by_field.get(field)) for field in asked]
    never_said = (MAY_PASS, MAY_END) if found.is_reorganised else (MAY_END,)
    out += [parts.FactRow(name, "Not known", "unknown", SIGNED) for name in never_said]
    out += [
        _row(fact, names.field(fact.field), main=False)
        for fact in found.facts
        if fact.field not in {*MAIN, *NOTICE} and fact.won is not None
    ]
    return out


def _together(notice: list[Fact]) -> Fact:
    """Notice in days and notice in months are answers to one question."""
    won = next((fact for fact in notice if fact.won is not None), notice[0])
    others = [(fact.field, said) for fact in notice for said in fact.others]
    differ = tuple(replace(said, value=shown(field, said.value)) for field, said in others)
    state = "challenged" if won.won is not None and differ else won.state
    return Fact(won.field, state, won.won, differ)


def _main(found: OneContract, field: str, fact: Fact | None) -> parts.FactRow:
    name, value = names.field(field), _resolved(found.contract, field)
    if fact is not None and fact.won is not None:
        row = _row(fact, name, main=True)
        return parts.FactRow(name, value or row.value, row.state, row.source, row.source_url, row.seen_on, row.other)
    if value:
        return parts.FactRow(name, value, "unverified", _whole_source(found), seen_on=found.contract.last_seen_on)
    return parts.FactRow(name, "Not known", "unknown", SETTLES.get(field, SIGNED))


def _row(fact: Fact, name: str, *, main: bool) -> parts.FactRow:
    won = fact.won
    assert won is not None
    other = shown(fact.field, fact.others[0].value) if fact.others else ""
    return parts.FactRow(
        name, shown(fact.field, won.value), fact.state, source(won), won.url, won.seen_on, other, main=main
    )


def _resolved(contract: Contract, field: str) -> str:
    if field == "supplier":
        return ", ".join(contract.supplier_names)
    if field == "product":
        return ", ".join(contract.product_names)
    if field == "extension":
        return options(contract)
    if field == "value_year":
        return words.money(contract.value_year) if contract.value_year is not None else ""
    if field == "ends_on":
        return words.day(contract.ends_on) if contract.ends_on else ""
    if field == "notice_days" and contract.notice_months is not None:
        return words.count(contract.notice_months, "month")
    if field == "notice_days":
        return words.count(contract.notice_days, "day") if contract.notice_days is not None else ""
    return codes.ROUTES.get({"route": contract.route, "next_route": contract.next_route}.get(field, ""), "")


def options(contract: Contract) -> str:
    """2 of 12 months each; 12 and 24 months; none declared; or nothing when nobody said."""
    left = list(contract.options)
    if left:
        same = len(set(left)) == 1
        spelled = (
            f"{len(left)} of {left[0]} months each" if same and len(left) > 1 else f"{words.count(left[0], 'month')}"
        )
        return spelled if same else " and ".join(str(months) for months in left) + " months"
    if contract.extension == "none_declared":
        return "None declared"
    if contract.last_end_on and contract.ends_on and contract.last_end_on > contract.ends_on:
        return f"To {words.day(contract.last_end_on)} at the latest"
    return "Declared, length not said" if contract.extension == "declared" else ""


SETTINGS = {
    "procurement_months": "Time to buy", "mobilise_months": "Time to go live", "notice_unknown_days": "Notice, where it is not known",
    "route_unknown": "Way to buy, where it is not known", "quote_below_gross": "Value with VAT below which quotations will do",
}  # fmt: skip
CRITICALITY = {"1": "a minor service", "2": "an important service", "3": "a statutory service or line of business"}


def setting(one: decide.Setting) -> tuple[str, str, date, str]:
    """One planning figure in words: what it is, its value, the day it was set, where it comes from."""
    kind, _, part = one.key.partition(".")
    which = codes.ROUTES.get(part) or CRITICALITY.get(part) or part
    name = SETTINGS.get(kind, kind.replace("_", " ").capitalize()) + (
        f": {which[:1].lower()}{which[1:]}" if which else ""
    )
    if isinstance(one.value, str):
        value = codes.ROUTES.get(one.value, one.value)
    elif kind.endswith("_months"):
        value = words.count(one.value, "month")
    else:
        value = words.count(one.value, "day") if kind.endswith("_days") else words.money(one.value)
    return name, value, one.as_of, one.source


def _whole_source(found: OneContract) -> str:
    return ", ".join(names.source(key) for key in found.contract.sources) or "The record as a whole"


RANK = {"act": 0, "watch": 1, "unknown": 2, "ok": 3, "not_applicable": 4}
MARKS = {"act": "act", "watch": "watch", "ok": "ok", "unknown": "unknown"}


def findings(found: OneContract) -> list[parts.FindingRow]:
    """Six dimensions: the worst that was found, why, and a mark for each question; not known is never good."""
    out = []
    for about in indicators.DIMENSIONS:
        asked = [
            one for one in found.findings
            if one.status != "not_applicable" and indicators.by_code(one.indicator).dimension == about
        ]  # fmt: skip
        asked.sort(key=lambda one: (RANK.get(one.status, 2), one.indicator))
        marks = tuple(MARKS.get(one.status, "unknown") for one in asked) or ("unknown",)
        links = tuple(question(one.indicator) for one in asked)
        out.append(
            parts.FindingRow(about, _worst(marks), _why(about, asked), marks, f"/indicators/#{about.lower()}", links)
        )
    return out


def question(code: str) -> parts.Link:
    """The page of a question, by its name."""
    return parts.Link(indicators.by_code(code).name, f"/indicators/{code}/")


def _worst(marks: tuple[str, ...]) -> str:
    """Act before watch; else no concern only where more questions were answered than not."""
    for mark in ("act", "watch"):
        if mark in marks:
            return mark
    return "ok" if marks.count("ok") > marks.count("unknown") else "unknown"


def _why(about: str, asked: list[records.Finding]) -> str:
    if not asked:
        return UNASKED.get(about, f"Nothing on the record answers questions about {about.lower()} yet.")
    told = [one for one in asked if one.status in ("act", "watch")][:2]
    if told:
        return " ".join(one.words for one in told)
    unknown = sum(one.status == "unknown" for one in asked)
    if unknown == len(asked):
        return asked[0].words or f"No question about {about.lower()} could be answered."
    return f"No concern found in {len(asked) - unknown} of {words.count(len(asked), 'question')}."
