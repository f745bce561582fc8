"""The page of one product: who runs it, since when, on what terms, until when, and how each of that is known."""

from datetime import date

from django.http import HttpRequest, HttpResponseBase
from markupsafe import Markup

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import named, rows
from guildhall.rooms.contracts.queries import product as queries
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.queries.asked import PER_PAGE
from guildhall.rooms.contracts.views import calendar, facts, lines, missing, shares
from guildhall.rooms.contracts.views.named import page_number
from guildhall.ui import parts, words

FIRST = 12


@public
def product(request: HttpRequest, slug: str, form: formats.Form = "html") -> HttpResponseBase:
    """One product: who runs it, how we know, until when, and who left it for what."""
    one = named.product_by_slug(slug)
    if one is None:
        return missing.page(request, form, "product", slug)
    on = clock.today()
    found = queries.one_product(one, on)
    if form == "ics":
        alive = rows.stream(arrays.current(), found.places, on)
        return calendar.of_contracts(request, alive, f"Decide by: {one.name}")
    return formats.respond(
        request, form, "contracts/product.html.jinja", lambda: _context(found, on, page_number(request)),
        data=lambda: {"product_id": one.product_id, "name": one.name, "supplier": one.supplier_name, "category": one.category,
                      "on": on, "councils": [_facts(run) for run in found.runs], "switches": found.moves.newest},
        sheet=lambda: formats.Sheet(slug, HEADER, (tuple(_facts(run).values()) for run in found.runs)),
    )  # fmt: skip


def _context(found: queries.OneProduct, on: date, page: int) -> dict[str, object]:
    one = found.product
    page = max(1, min(page, -(-len(found.runs) // PER_PAGE)))
    shown = found.runs[(page - 1) * PER_PAGE : page * PER_PAGE]
    moves, address = shares.moves(found.moves.newest), f"/products/{one.slug}"
    return {
        "product": one, "found": found, "lead": _lead(found), "market": parts.Link(names.category(one.category), f"/markets/{one.category}/") if one.category else None,
        "head": _head(found, on), "unknown": _unknown(found), "outlives": sum(run.outlives_record for run in found.runs),
        "cells": [_cells(run, on) for run in shown], "columns": COLUMNS, "pages": parts.Pages(page, PER_PAGE, len(found.runs), "", "council"),
        "moves": moves[:FIRST], "more_moves": moves[FIRST:], "move_columns": shares.MOVE_COLUMNS, "left_moves": found.moves.count - len(moves),
        "downloads": [
            parts.Link("CSV", f"{address}.csv"), parts.Link("JSON", f"{address}.json"), parts.Link("Calendar", f"{address}.ics"),
        ],
    }  # fmt: skip


def _lead(found: queries.OneProduct) -> str:
    who = f"{found.product.supplier_name}. " if found.product.supplier_name else ""
    if not found.runs:
        return f"{who}No council is known to run it."
    left = sum(_is_it(found, before) for before, _ in found.moves.pairs)
    came = sum(_is_it(found, after) for _, after in found.moves.pairs)
    moves = [
        f"{words.count(count, 'council')} {said}" for count, said in ((came, "came to it"), (left, "left it")) if count
    ]
    moved = f" {' and '.join(moves)}." if moves else ""
    councils = len({run.council_code or run.council_name for run in found.runs})
    return f"{who}{words.count(councils, 'council')} found to run it or to have run it.{moved}"


def _is_it(found: queries.OneProduct, name: str) -> bool:
    return name in (found.product.name, found.product.product_id)


def _head(found: queries.OneProduct, on: date) -> list[parts.HeadFact]:
    live = found.live
    dated = sum(run.line is not None and run.line.ends_on is not None for run in live)
    late = sum(run.line is not None and run.line.state == "late" for run in live)
    coming = [run.line.decide_by_earliest_on for run in live if run.line and run.line.decide_by_earliest_on]
    ahead = min((day for day in coming if day >= on), default=None)
    signs = sum(run.observation is not None for run in found.runs)
    return [
        parts.HeadFact("Contracts now", f"{len(live):,}", f"{late:,} past the day to decide" if late else ""),
        parts.HeadFact("With an end date", f"{dated:,} of {len(live):,}", known=dated, total=len(live))
        if live else parts.HeadFact("With an end date", "Not known", "no contract names it now", "unknown"),
        parts.HeadFact("Next to decide by", words.day(ahead), words.distance(ahead, on), short=words.day_short(ahead))
        if ahead else parts.HeadFact("Next to decide by", "Not known", mark="unknown", note="no day ahead is known"),
        parts.HeadFact("Public signs of use", f"{signs:,}", "whatever contracts say"),
    ]  # fmt: skip


COLUMNS = [
    parts.Column("Council"), parts.Column("Since", "date"), parts.Column("Agreed end", "date"), parts.Column("Options left"),
    parts.Column("Decide by", "date"), parts.Column("How it is known"), parts.Column("Status", narrow="-"),
]  # fmt: skip


def _cells(run: queries.Runs, on: date) -> list[object]:
    line, contract = run.line, run.contract
    who = lines.link(run.council_name, f"/councils/{run.council_slug}/") if run.council_slug else run.council_name
    if line is None or contract is None:
        unknown = shares.unknown()
        return [who, unknown, unknown, unknown, unknown, _known(run), lines.component("status_tag", "cannot_tell")]
    since = words.day_short(contract.starts_on) if contract.starts_on else shares.unknown()
    options = facts.options(contract) or shares.unknown("not said")
    return [who, since, lines.end(line), options, lines.decide_by(line), _known(run), lines.status(line, on)]


def _known(run: queries.Runs) -> Markup:
    """Contract, register, payments, public sign: each with its day."""
    known: list[Markup] = []
    if run.line:
        where = ", ".join(names.source(source) for source in run.line.sources) or "Contract"
        seen = f", {words.day_short(run.line.last_seen_on)}" if run.line.last_seen_on else ""
        known.append(lines.link(where, f"/contracts/{run.line.contract_id}/") + seen)
    if run.payments and run.payments.last_paid_on:
        known.append(Markup("payments to its supplier until {}").format(words.day_short(run.payments.last_paid_on)))
    if run.payments and run.payments.after_end:
        known.append(Markup("{} paid after the last possible end").format(words.money(run.payments.after_end)))
    if run.observation:
        when = f", {words.day_short(run.observation.seen_on)}" if run.observation.seen_on else ""
        known.append(lines.link("public sign of use", run.observation.url) + when)
    if run.outlives_record:
        known.append(Markup("in use after recorded expiry; a later renewal may exist"))
    return Markup("; ").join(known)


def _unknown(found: queries.OneProduct) -> list[str]:
    """What is not known of it, a sentence each, with what would settle it."""
    live = found.live
    undated = sum(run.line is not None and run.line.ends_on is None for run in live)
    unsaid = sum(run.contract is not None and not facts.options(run.contract) for run in live)
    only_seen = sum(run.line is None for run in found.runs)
    out = []
    if undated:
        out.append(f"the end of {words.count(undated, 'contract')}. The signed contracts would settle it.")
    if unsaid:
        out.append(
            f"whether {words.count(unsaid, 'contract')} can be extended. Contract details notices would show it."
        )
    if only_seen:
        out.append(
            f"the contract of {words.count(only_seen, 'council')} where the product is only seen in use. Their registers of contracts would show it."
        )
    return out


HEADER = (
    "council_code", "council", "contract_id", "starts_on", "ends_on", "last_end_on", "options", "decide_by_earliest_on",
    "state", "sources", "last_seen_on", "seen_on", "evidence", "url", "last_paid_on", "paid_after_end",
    "in_use_after_recorded_expiry",
)  # fmt: skip


def _facts(run: queries.Runs) -> dict[str, object]:
    line, contract, sign, paid = run.line, run.contract, run.observation, run.payments
    return dict(zip(HEADER, (
        run.council_code, run.council_name, line.contract_id if line else None, contract.starts_on if contract else None,
        line.ends_on if line else None, line.last_end_on if line else None, list(contract.options) if contract else None,
        line.decide_by_earliest_on if line else None, line.state if line else None, line.sources if line else None,
        line.last_seen_on if line else None, sign.seen_on if sign else None, sign.evidence if sign else None,
        sign.url if sign else None, paid.last_paid_on if paid else None, paid.after_end if paid else None, run.outlives_record,
    ), strict=True))  # fmt: skip
