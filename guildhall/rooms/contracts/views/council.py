"""The page of one council, filled from the record alone. It stands in this room because contracts are what it shows."""

from datetime import date

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from markupsafe import Markup

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.rooms.contracts.queries import council as queries
from guildhall.rooms.contracts.queries import likeness, rows
from guildhall.rooms.contracts.queries import words as names
from guildhall.rooms.contracts.views import calendar, lines, missing
from guildhall.rooms.contracts.views.radar import as_json_lines
from guildhall.rooms.councils import queries as councils_queries
from guildhall.rooms.councils.models import Council
from guildhall.ui import parts, words
from guildhall.ui.figures import brief

SMALL = 30
"""Contracts up to which a council's list is one table; longer ones fold by category."""
FOLDED = 25
"""Rows of one category before a link takes the rest."""
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
    left_out = {lines.COUNCIL}
    address = f"/councils/{one.slug}"
    return {
        "council": one, "found": found, "caption": ", ".join(part for part in (one.kind_words, one.region) if part),
        "lead": _lead(found, top.sentence), "head": _head(found), "becomes": _becomes(found), "more": _more(found),
        "columns": lines.columns(leave_out=left_out),
        "first": list(brief.groups(top)),
        "small": _by_category(found, on) if found.digital <= SMALL else [], "small_columns": SMALL_COLUMNS,
        "merging": [
            [lines.link(one.name, f"/councils/{one.slug}/"), one.kind_words, f"{one.digital_count:,}"] for one in found.merging
        ],
        "merging_columns": [parts.Column("Council"), parts.Column("Kind"), parts.Column("Digital contracts", "number")],
        "groups": [] if found.digital <= SMALL else [_folded(group, found, left_out) for group in found.groups],
        "shares": [_share(share, found) for share in found.shares[:SHARES]], "share_columns": SHARE_COLUMNS,
        "more_shares": max(0, len(found.shares) - SHARES),
        "seen": [_seen(sign) for sign in found.seen], "seen_columns": SEEN_COLUMNS,
        "outlives": sum(sign.outlives_record for sign in found.seen), "unknown": _unknown(found),
        "downloads": [
            parts.Link("CSV", f"{address}.csv"), parts.Link("JSON", f"{address}.json"), parts.Link("Calendar", f"{address}.ics"),
        ],
        "briefing": _briefing(found), **_alike(one), "held": parts.Link("What we hold of it, field by field, and a letter about what is missing", f"/data{address}/"),
    }  # fmt: skip


def _lead(found: queries.OneCouncil, sentence: str) -> str:
    if _has_closed(found):
        return f"Closed on {words.day(found.council.ends_on)}."
    return sentence if found.digital else "No digital contract of this council is on the public record."


def _head(found: queries.OneCouncil) -> list[parts.HeadFact]:
    population = found.council.population
    people = parts.HeadFact(
        "Population", f"{population:,}" if population else "Not known", mark="" if population else "unknown"
    )
    others = f"and {words.count(found.other, 'other')} not digital" if found.other else ""
    count = parts.HeadFact("Digital contracts", f"{found.digital:,}", others)
    if not found.digital:
        return [count, people]
    value = words.money_short(found.value_year) if found.value_known else "Not known"
    return [
        count,
        parts.HeadFact("With an end date", f"{found.dated} of {found.digital}", known=found.dated, total=found.digital),
        parts.HeadFact("Value a year", value, f"known for {found.value_known} of {found.digital}", known=found.value_known, total=found.digital),
        people,
    ]  # fmt: skip


def _has_closed(found: queries.OneCouncil) -> bool:
    return found.council.ends_on is not None and found.council.ends_on < found.on


def _briefing(found: queries.OneCouncil) -> parts.Link:
    """The briefing; of a council that has closed, that of the council it passed into."""
    heir = next((way for way in found.passing if way.other_slug), None) if _has_closed(found) else None
    if heir:
        return parts.Link(f"Open the briefing of {heir.other_name}", f"/councils/{heir.other_slug}/briefing/")
    return parts.Link("Open the briefing", f"/councils/{found.council.slug}/briefing/")


def _more(found: queries.OneCouncil) -> parts.Link | None:
    """The way to what the table leaves out: contracts that are not digital, or of which nobody can tell."""
    rest = found.other + found.untold + found.ended
    if not rest:
        return None
    all_of_them = words.count(rest + found.digital, "contract")
    return parts.Link(
        f"All {all_of_them} of this council, digital or not, ended or not", f"/contracts/?council={found.council.slug}"
    )


def _becomes(found: queries.OneCouncil) -> list[Markup]:
    """What happens to the council, a sentence each: decided things as decided, proposals as proposals."""
    out: list[Markup] = []
    settled = any(way.status in ("done", "decided") for way in found.passing)
    for way in found.passing:
        if settled and way.status == "proposed":
            continue
        when = f" on {words.day(way.vesting_on)}" if way.vesting_on else ""
        said = {"done": "Passed into {}{}.", "proposed": "Proposed ({option}): joins {}{}."}.get(
            way.status, "Joins {}{}."
        )
        out.append(Markup(said).format(_council(way), when, option=way.scenario or "one option"))  # noqa: S704 -- our own words
    days = {(way.status == "done", way.vesting_on) for way in found.takes_over}
    for done, day in sorted(days, key=lambda each: each[1] or date.max):
        from_ = [_council(way) for way in found.takes_over if (way.status == "done", way.vesting_on) == (done, day)]
        when = f" on {words.day(day)}" if day else ""
        out.append(Markup("{}{} from {}.").format("Took over" if done else "Takes over", when, _listed(from_)))
    return out


def _council(way: councils_queries.Passing) -> Markup:
    return lines.link(way.other_name, f"/councils/{way.other_slug}/" if way.other_slug else "")


def _listed(names_: list[Markup]) -> Markup:
    head, last = Markup(", ").join(names_[:-1]), names_[-1]
    return Markup("{} and {}").format(head, last) if head else last


SMALL_COLUMNS = [
    parts.Column("What it is for", size="use"), lines.TITLE, parts.Column("Supplier", size="party"), parts.Column("Decide by", "date"),
    parts.Column("Agreed end", "date"), parts.Column("Value a year", "number"), lines.STATUS,
]  # fmt: skip


def _by_category(found: queries.OneCouncil, on: date) -> list[list[object]]:
    """All contracts in one table, category by category: easier to read than folds of one row each."""
    return [
        [
            group.name, lines.titled(line), lines.suppliers(line), lines.decide_by(line), lines.end(line), lines.money(line),
            lines.status(line, on),
        ]
        for group in found.groups for line in group.rows
    ]  # fmt: skip


def _folded(
    group: queries.Group, found: queries.OneCouncil, left_out: set[str]
) -> tuple[str, str, object, parts.Link | None]:
    """One category: its heading with what presses, its rows, and a link where there are more than a page should hold."""
    late = sum(line.state == "late" for line in group.rows)
    heading = f"{group.name}, {words.count(len(group.rows), 'contract')}" + (f", {late} late" if late else "")
    address = f"/radar/?council={found.council.slug}&category={group.key or 'none'}&window=any"
    rest = parts.Link(f"All {len(group.rows)}", address) if len(group.rows) > FOLDED else None
    return heading, group.name, lines.cells(group.rows[:FOLDED], found.on, leave_out=left_out), rest


SHARE_COLUMNS = [
    parts.Column("Supplier"), parts.Column("Contracts", "number"), parts.Column("Share of contracts", "number"),
    parts.Column("Value a year", "number"),
]  # fmt: skip
SEEN_COLUMNS = [
    parts.Column("Product"), parts.Column("What it is for"), parts.Column("Public sign"), parts.Column("Seen", "date"),
    parts.Column("On the record"),
]  # fmt: skip


ALIKE_COLUMNS = [
    parts.Column("Alike in", size="use"), parts.Column("Council", names=True, size="party"), parts.Column("Why"), parts.Column("Side by side", narrow="-"),
]  # fmt: skip
COMPARED = 5


def _alike(one: Council) -> dict[str, object]:
    """Councils like this one: three in each sense, each with its reason; and a way to set them side by side."""
    senses = likeness.senses(one)
    table = [
        [
            Markup("{}").format(sense.name) if not number else Markup('<span class="phone-only">{}</span>').format(sense.name),
            lines.link(other.name, f"/councils/{other.slug}/"), other.why,
            lines.link("Compare", f"/compare/?council={one.slug}&council={other.slug}"),
        ]
        for sense in senses for number, other in enumerate(sense.others)
    ]  # fmt: skip
    nearest = list(dict.fromkeys(sense.others[0].slug for sense in senses))[: COMPARED - 1]
    several = "&".join(f"council={slug}" for slug in (one.slug, *nearest))
    label = "Compare with the nearest in each sense" if len(nearest) > 1 else ""
    return {
        "alike": table, "alike_columns": ALIKE_COLUMNS, "senses": senses,
        "compare": parts.Link(label, f"/compare/?{several}") if label else None,
    }  # fmt: skip


def _share(share: queries.named.Share, found: queries.OneCouncil) -> list[object]:
    """One supplier's part, between bounds: contracts that name nobody could be anybody's."""
    name = (
        lines.link(share.name, f"/suppliers/{share.slug}/" if share.slug else "")
        if share.name
        else lines.component("unknown", "not named")
    )
    unnamed = sum(one.contracts for one in found.shares if not one.name) if share.name else 0
    part, most = words.share(share.contracts, found.digital), words.share(share.contracts + unnamed, found.digital)
    known = share.contracts - share.unknown
    value: object = words.money(share.known) if known else lines.component("unknown", "not known")
    if known and share.unknown:
        value = f"at least {value}, known for {known} of {share.contracts}"
    return [name, f"{share.contracts:,}", f"{part} to {most}" if unnamed else part, value]


def _seen(sign: queries.Seen) -> list[object]:
    one, line = sign.observation, sign.contract
    product = lines.link(one.product_name, f"/products/{one.product.slug}/" if one.product else "")
    evidence = lines.link(names.sign(one.evidence) or names.source(one.source), one.url)
    record: object = lines.component("unknown", "no contract found")
    if line:
        end = f"to {words.day_short(line.ends_on)}" if line.ends_on else "end not known"
        record = lines.Markup("{}, {}{}").format(
            lines.link(line.name, f"/contracts/{line.contract_id}/"), end,
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
    if not found.digital and not _has_closed(found):
        out.append("what this council runs. Its register of contracts would show it; notices alone do not.")
    return out
