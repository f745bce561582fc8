"""Areas: regions, counties and councils that are to become one."""

from datetime import date

from django.http import HttpRequest, HttpResponseBase

from guildhall.core import clock, formats
from guildhall.core.access import public
from guildhall.rooms.contracts.queries import area as queries
from guildhall.rooms.contracts.queries import market as market_queries
from guildhall.rooms.contracts.queries import rows
from guildhall.rooms.contracts.queries.asked import Asked
from guildhall.rooms.contracts.views import calendar, feed, lines, missing, shares
from guildhall.rooms.contracts.views import market as market_view
from guildhall.ui import parts, words
from guildhall.ui.figures import months

FIRST = 12
COMPARED = 5
"""Councils that can stand side by side."""


@public
def areas(request: HttpRequest, form: formats.Form = "html") -> HttpResponseBase:
    """Every area, by kind."""
    found = queries.listing(clock.today())

    def context() -> dict[str, object]:
        return {
            "groups": [
                (kind, heading, [_listed(place) for place in found if place.kind == kind])
                for kind, heading in (("merging", "To be reorganised"), ("region", "Regions"), ("county", "Counties"))
                if any(place.kind == kind for place in found)
            ],
            "columns": COLUMNS, "downloads": [parts.Link("CSV", "/areas.csv"), parts.Link("JSON", "/areas.json")],
        }  # fmt: skip

    return formats.respond(
        request, form, "contracts/areas.html.jinja", context,
        data=lambda: {"areas": [dict(zip(HEADER, _row(place), strict=True)) for place in found]},
        sheet=lambda: formats.Sheet("areas", HEADER, map(_row, found)),
    )  # fmt: skip


COLUMNS = [
    parts.Column("Area"), parts.Column("Councils", "number"), parts.Column("Digital contracts", "number"),
    parts.Column("Late", "number"),
]  # fmt: skip
HEADER = ("area", "kind", "slug", "councils", "council_codes", "digital_contracts", "late")


def _row(place: queries.Place) -> tuple[object, ...]:
    area = place.area
    return (area.label, place.kind, place.slug, len(area.codes), list(area.codes), place.contracts, place.late)


def _listed(place: queries.Place) -> list[object]:
    label = place.area.label.removesuffix(" (county)").removesuffix(" (to be reorganised)")
    return [
        lines.link(label, f"/areas/{place.slug}/"),
        f"{len(place.area.codes):,}",
        f"{place.contracts:,}",
        f"{place.late:,}",
    ]


@public
def area(request: HttpRequest, slug: str, form: formats.Form = "html") -> HttpResponseBase:
    """One area: its councils, what falls due, its markets and who supplies them."""
    on = clock.today()
    one = queries.by_slug(slug, on)
    if one is None:
        asked = set(slug.casefold().split("-")) - {"county", "to", "be", "reorganised"}
        meant = [
            parts.Link(place.area.label, f"/areas/{place.slug}/")
            for place in queries.listing(on)
            if asked & set(place.slug.split("-"))
        ]
        return missing.page(request, form, "area", slug, meant[: missing.MEANT])
    if form in ("csv", "ics", "atom"):
        index, places = queries.to_decide(one, on)
        listed = rows.stream(index, places, on)
        if form == "csv":
            site = lines.site(request)
            return formats.as_csv(formats.Sheet(slug, rows.HEADER, (rows.cells(line, site) for line in listed)))
        name = f"{one.label}: contracts to decide"
        return (
            calendar.of_contracts(request, listed, name)
            if form == "ics"
            else feed.of_contracts(request, listed, name, "")
        )
    found = queries.one_area(one, on)
    return formats.respond(
        request, form, "contracts/area.html.jinja", lambda: _context(found, on), data=lambda: _data(found, on)
    )


def _context(found: queries.OneArea, on: date) -> dict[str, object]:
    place, left_out = found.place, set[str]()
    address = f"/areas/{place.slug}"
    asked = Asked(area=place.area.key, window="any").query()
    most_share = max((share.high or 0 for share in found.shares), default=0)
    most_leader = max((one.market.top_high or 0 for one in found.markets), default=0)
    listed = [market_view.share_cells(share, most_share) for share in found.shares]
    named = [market_view.listed_cells(one, most_leader, found.scope) for one in found.markets]
    drawn = months.draw([_panel(each, asked) for each in found.due], on)
    return {
        "found": found, "title": place.area.label.removesuffix(" (county)").removesuffix(" (to be reorganised)"),
        "caption": queries.KINDS[place.kind], "lead": _lead(found), "head": _head(found), "charts": drawn,
        "columns": lines.columns(leave_out=left_out), "cells": lines.cells(found.rows, on, leave_out=left_out), "radar": f"/radar/?{asked}",
        "markets": named[:FIRST], "more_markets": len(named) - FIRST, "market_columns": market_view.COLUMNS,
        "shares": listed[:FIRST], "more_shares": listed[FIRST:], "share_columns": market_view.SHARE_COLUMNS, "supplier_count": market_view.supplier_count(found.whole, listed),
        "members": [_member(member) for member in found.members], "member_columns": MEMBER_COLUMNS, "compare": _compare(found),
        "downloads": [
            parts.Link(label, f"{address}.{form}")
            for label, form in (("CSV", "csv"), ("JSON", "json"), ("Calendar", "ics"), ("Tell me of changes", "atom"))
        ],
    }  # fmt: skip


def _lead(found: queries.OneArea) -> str:
    who = words.count(len(found.members), "council")
    if not found.place.contracts:
        return f"{who}. No digital contract of theirs that still runs is on the public record."
    late = f"{found.late:,} {'is' if found.late == 1 else 'are'} late" if found.late else "None is known to be late"
    undated = f", {found.undated:,} cannot be dated" if found.undated else ""
    verb = "has" if len(found.members) == 1 else "have"
    return f"{who} {verb} {words.count(found.place.contracts, 'digital contract')} to decide. {late}{undated}."


def _head(found: queries.OneArea) -> list[parts.HeadFact]:
    total = found.place.contracts
    people = [member.council.population for member in found.members]
    told = [each for each in people if each]
    silent = sum(not member.contracts for member in found.members)
    return [
        parts.HeadFact("Councils", f"{len(found.members):,}", f"{silent:,} with no digital contract known" if silent else "all with contracts known"),
        parts.HeadFact("With an end date", f"{found.dated:,} of {total:,}", known=found.dated, total=total),
        parts.HeadFact(
            "Value a year", words.money_short(found.value_year) if found.value_known else "Not known",
            f"known for {found.value_known:,} of {total:,}", known=found.value_known, total=total,
        ),
        parts.HeadFact("Population", f"{sum(told):,}" if told else "Not known",
                       "" if len(told) == len(people) else f"of {len(told):,} councils", "" if told else "unknown"),
    ]  # fmt: skip


def _panel(each: market_queries.radar.Months, query: str) -> months.Panel:
    late = f", {each.late:,} late" if each.late else ""
    return months.Panel(
        each.title, f"{words.count(each.total, 'contract')}{late}", each.late, each.by_month, each.undated,
        f"/radar/?{query}&category={each.key}" if each.key else "",
    )  # fmt: skip


MEMBER_COLUMNS = [
    parts.Column("Council"), parts.Column("Kind"), parts.Column("Digital contracts", "number"), parts.Column("Late", "number"),
    parts.Column("Next to decide by", "date"),
]  # fmt: skip


def _member(member: queries.Member) -> list[object]:
    one = member.council
    early: object = words.day_short(member.early) if member.early else shares.unknown()
    if not member.contracts:
        early = lines.Markup('<span class="quiet">no contract known</span>')
    return [
        lines.link(one.name, f"/councils/{one.slug}/"),
        one.kind_words,
        f"{member.contracts:,}",
        f"{member.late:,}",
        early,
    ]


def _compare(found: queries.OneArea) -> parts.Link | None:
    """Side by side, those with most contracts."""
    ranked = sorted(found.members, key=lambda member: (-member.contracts, member.council.name))[:COMPARED]
    if len(ranked) < 2:
        return None
    label = (
        "Compare them side by side"
        if len(found.members) <= COMPARED
        else f"Compare the {COMPARED} with most contracts side by side"
    )
    return parts.Link(label, "/compare/?" + "&".join(f"council={member.council.slug}" for member in ranked))


def _data(found: queries.OneArea, on: date) -> dict[str, object]:
    return {
        "on": on, "area": found.place.area.label, "kind": found.place.kind, "contracts": found.place.contracts, "dated": found.dated,
        "late": found.late, "cannot_tell": found.undated, "value_year": found.value_year, "value_known": found.value_known,
        "councils": [
            {"council_code": member.council.code, "council": member.council.name, "contracts": member.contracts, "late": member.late,
             "decide_by_earliest_on": member.early}
            for member in found.members
        ],
        "markets": [market_view.fields(one.market) for one in found.markets],
        "suppliers": [{name: getattr(share, name) for name in market_view.SHARE_FIELDS} for share in found.shares],
        "falls_due": [{"category": each.key, "late": each.late, "by_month": each.by_month, "undated": each.undated} for each in found.due],
    }  # fmt: skip
