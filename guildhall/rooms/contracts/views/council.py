"""The page of one council, filled from the record alone. It stands in this room because contracts are what it shows."""

from datetime import date

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.rooms.contracts.queries import council as queries
from guildhall.rooms.contracts.queries import rows
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.views import calendar, lines, missing
from guildhall.rooms.contracts.views.radar import as_json_lines
from guildhall.rooms.councils import queries as councils_queries
from guildhall.ui import parts, words
from guildhall.ui.figures import brief

SMALL = 40
"""Contracts up to which a council's list is one table; longer ones fold by category."""
SHARES = 12


@public
def council(request: HttpRequest, slug: str, form: formats.Form = "html") -> HttpResponseBase:
    """What a council runs, from whom, until when, and what nobody has said."""
    one = councils_queries.by_slug(slug)
    if one is None:
        return missing.page(request, form, "council", slug)
    on = clock.today()
    if form != "html":
        index, places = queries.places(one, on)
        listed = rows.stream(index, places, on)
        if form == "csv":
            site = lines.site(request)
            return formats.as_csv(formats.Sheet(one.slug, rows.HEADER, (rows.cells(line, site) for line in listed)))
        if form == "json":
            head = {"council": one.name, "council_code": one.code, "on": on, "count": len(places)}
            return as_json_lines(listed, head, "contracts")
        alive = (line for line in listed if line.state != "ended")
        return calendar.of_contracts(request, alive, f"Decide by: {one.name}")
    found = queries.one_council(one, on)
    return render(request, "contracts/council.html.jinja", _context(found, on))


def _context(found: queries.OneCouncil, on: date) -> dict[str, object]:
    one = found.council
    top = queries.top(one, on)
    left_out = {lines.COUNCIL} | lines.silent(line for group in found.groups for line in group.rows)
    address = f"/councils/{one.slug}"
    return {
        "council": one, "found": found, "caption": ", ".join(part for part in (one.kind_words, one.region) if part),
        "lead": _lead(found, top.sentence), "head": _head(found), "becomes": _becomes(found),
        "columns": lines.columns(leave_out=left_out),
        "first": list(brief.groups(top)),
        "small": _by_category(found, on) if found.digital <= SMALL else [], "small_columns": SMALL_COLUMNS,
        "merging": [
            [lines.link(one.name, f"/councils/{one.slug}/"), one.kind_words, f"{one.digital_count:,}"] for one in found.merging
        ],
        "merging_columns": [parts.Column("Council"), parts.Column("Kind"), parts.Column("Digital contracts", "number")],
        "groups": [] if found.digital <= SMALL else [(group, lines.cells(group.rows, on, leave_out=left_out)) for group in found.groups],
        "shares": [_share(share) for share in found.shares[:SHARES]], "share_columns": SHARE_COLUMNS,
        "more_shares": max(0, len(found.shares) - SHARES),
        "seen": [_seen(sign) for sign in found.seen], "seen_columns": SEEN_COLUMNS,
        "outlives": sum(sign.outlives_record for sign in found.seen), "unknown": _unknown(found),
        "downloads": [
            parts.Link("CSV", f"{address}.csv"), parts.Link("JSON", f"{address}.json"), parts.Link("Calendar", f"{address}.ics"),
        ],
        "briefing": parts.Link("Open the briefing", f"{address}/briefing/"),
    }  # fmt: skip


def _lead(found: queries.OneCouncil, sentence: str) -> str:
    if found.council.ends_on and found.council.ends_on < found.on:
        return f"Closed on {words.day(found.council.ends_on)}."
    return sentence if found.digital else "No digital contract of this council is on the public record."


def _head(found: queries.OneCouncil) -> list[parts.HeadFact]:
    value = words.money_short(found.value_year) if found.value_known else "Not known"
    population = found.council.population
    return [
        parts.HeadFact("Digital contracts", f"{found.digital:,}", f"{found.other:,} others on the record"),
        parts.HeadFact("With an end date", f"{found.dated} of {found.digital}", known=found.dated, total=found.digital),
        parts.HeadFact("Value a year", value, f"known for {found.value_known} of {found.digital}", known=found.value_known, total=found.digital),
        parts.HeadFact("Population", f"{population:,}" if population else "Not known"),
    ]  # fmt: skip


def _becomes(found: queries.OneCouncil) -> list[tuple[str, parts.Link]]:
    """What happens to the council, a sentence each: decided things as decided, proposals as proposals."""
    out = []
    settled = any(way.status in ("done", "decided") for way in found.passing)
    for way in found.passing:
        if settled and way.status == "proposed":
            continue
        when = f" on {words.day(way.vesting_on)}" if way.vesting_on else ""
        words_ = {
            "done": f"Passed{when} into",
            "decided": f"Joins{when}",
            "proposed": f"Proposed ({way.scenario or 'one option'}): joins{when}",
        }
        out.append(
            (
                words_.get(way.status, "Joins"),
                parts.Link(way.other_name, f"/councils/{way.other_slug}/" if way.other_slug else ""),
            )
        )
    for way in found.takes_over:
        when = f" on {words.day(way.vesting_on)}" if way.vesting_on else ""
        out.append(
            (
                f"Took over{when} from" if way.status == "done" else f"Takes over{when} from",
                parts.Link(way.other_name, f"/councils/{way.other_slug}/"),
            )
        )
    return out


SMALL_COLUMNS = [
    parts.Column("What it is for"), parts.Column("Contract"), parts.Column("Supplier"), parts.Column("Decide by", "date"),
    parts.Column("Agreed end", "date"), parts.Column("Value a year", "number"), parts.Column("Status", narrow="-"),
]  # fmt: skip


def _by_category(found: queries.OneCouncil, on: date) -> list[list[object]]:
    """All contracts in one table, category by category: easier to read than folds of one row each."""
    return [
        [
            group.name, lines.link(line.title, f"/contracts/{line.contract_id}/"),
            ", ".join(line.supplier_names) or lines.component("unknown", "not known"), lines.decide_by(line), lines.end(line),
            lines.money(line), lines.status(line, on),
        ]
        for group in found.groups for line in group.rows
    ]  # fmt: skip


SHARE_COLUMNS = [
    parts.Column("Supplier"), parts.Column("Contracts", "number"), parts.Column("Known value a year", "number"),
    parts.Column("Value not known", "number"),
]  # fmt: skip
SEEN_COLUMNS = [
    parts.Column("Product"), parts.Column("What it is for"), parts.Column("Evidence"), parts.Column("Seen", "date"),
    parts.Column("On the record"),
]  # fmt: skip


def _share(share: queries.named.Share) -> list[object]:
    name = (
        lines.link(share.name, f"/suppliers/{share.slug}/" if share.slug else "")
        if share.name
        else lines.component("unknown", "not named")
    )
    known = share.contracts - share.unknown
    value = words.money(share.known) if known else lines.component("unknown", "not known")
    if known and share.unknown:
        value = f"at least {value}"
    return [name, f"{share.contracts:,}", value, f"{share.unknown} of {share.contracts}" if share.unknown else ""]


def _seen(sign: queries.Seen) -> list[object]:
    one, line = sign.observation, sign.contract
    product = lines.link(one.product_name, f"/products/{one.product.slug}/" if one.product else "")
    evidence = lines.link(one.evidence or names.source(one.source), one.url)
    record: object = lines.component("unknown", "no contract found")
    if line:
        end = f"to {words.day_short(line.ends_on)}" if line.ends_on else "end not known"
        record = lines.Markup("{}, {}{}").format(
            lines.link(line.title, f"/contracts/{line.contract_id}/"), end,
            ". In use after recorded expiry; a later renewal may exist" if sign.outlives_record else "",
        )  # fmt: skip
    return [product, one.service_area, evidence, words.day_short(one.seen_on) if one.seen_on else "", record]


def _unknown(found: queries.OneCouncil) -> list[str]:
    """What is not known of this council, a sentence each, with what would settle it."""
    out = []
    undated = found.digital - found.dated
    if undated:
        out.append(
            f"the end of {words.count(undated, 'contract')}. The signed contracts, or your register of contracts, would settle it."
        )
    unvalued = found.digital - found.value_known
    if unvalued:
        out.append(
            f"what {words.count(unvalued, 'contract')} {'costs' if unvalued == 1 else 'cost'} a year. Your spend files would show it."
        )
    if found.untold:
        out.append(
            f"whether {words.count(found.untold, 'contract')} {'is' if found.untold == 1 else 'are'} digital. The title and codes do not say."
        )
    if not found.digital:
        out.append("what this council runs. Its register of contracts would show it; notices alone do not.")
    return out
