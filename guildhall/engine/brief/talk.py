"""Group `talk`: with whom to agree, whom to ask, with whom to buy."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from guildhall.engine.brief import leaving, lines, standing, text
from guildhall.engine.brief.lines import Line
from guildhall.engine.brief.needs import Needs, keywords
from guildhall.engine.brief.page import Action, ContractView, Item, SourceLine
from guildhall.engine.brief.reorganisation import Future
from guildhall.engine.classify.catalogue import categories
from guildhall.engine.decide.arithmetic import add_months, months_between
from guildhall.engine.records import Council, Observation

LATELY_MONTHS = 24
"""Somebody who bought within this time still remembers how."""
SAME_WINDOW_DAYS = 183
"""Decisions this near to each other can be taken together."""
MOST_LEAVING_MONTHS = 18
MOST_NEXT_DOOR = 2
WORTH_JOINING = Decimal(250_000)
"""Pounds in all; a smaller purchase that is not digital is seldom made together."""


class World(msgspec.Struct, frozen=True):
    """What is known beside the council's own contracts."""

    councils: Mapping[str, Council]
    peers: tuple[ContractView, ...]
    observations: tuple[Observation, ...]
    neighbours: tuple[str, ...]

    def name(self, code: str) -> str:
        found = self.councils.get(code)
        return found.short_name if found else code


def same_need(one: ContractView, other: ContractView) -> str:
    """In what two contracts are alike: the product, the category, or most words of the title; empty if in nothing."""
    shared = set(one.product_names) & set(other.product_names)
    if shared:
        return min(shared)
    if one.category and one.category == other.category:
        return text.need(one.category_name) or one.category
    left, right = keywords(one.title or ""), keywords(other.title or "")
    both = left & right
    if len(both) >= 2 and len(both) / len(left | right) >= 0.6:
        return text.first_lower(text.clip(one.title))
    return ""


def _signs(observations: Iterable[Observation]) -> tuple[SourceLine, ...]:
    """One sign of each council, in the order of the councils named."""
    found: dict[str, SourceLine] = {}
    for each in observations:
        found.setdefault(each.council_code, lines.seen(each))
    return tuple(found.values())[: lines.MOST_SOURCES]


def align(council: Council, views: Sequence[ContractView], world: World, future: Future, on: date) -> list[Line]:
    """The same need in councils that will be one: from contracts, and from products seen in public."""
    if not future.partners or (future.vesting_on is not None and future.vesting_on <= on):
        return []
    partners = set(future.partners)
    return [
        *decided(_align_contracts(views, partners, world, future, on), views, future),
        *_align_products(council, world, partners, future, on),
    ]


def _align_contracts(
    views: Sequence[ContractView], partners: set[str], world: World, future: Future, on: date
) -> list[Line]:
    theirs = [view for view in world.peers if view.council_code in partners]
    found: list[Line] = []
    live = Needs(view for view in theirs if standing.is_live(view, on))
    for view in views:
        if not standing.is_decision(view, on) or standing.state(view, on) not in {"later", "cannot_tell"}:
            continue
        needs = [(same_need(view, other), other) for other in live.like(view)]
        what = min(
            (need for need, _ in needs if need), key=lambda need: (need not in view.product_names, need), default=""
        )
        alike = {other.council_code: other for need, other in needs if need and need == what}
        if not alike:
            continue
        others = [world.name(code) for code in alike]
        until = lines.until(view, on) or future.vesting_on
        ends = sorted(each.ends_on for each in (view, *alike.values()) if each.ends_on)
        spread = f"Their ends lie between {text.month(ends[0])} and {text.month(ends[-1])}." if len(ends) > 1 else ""
        item = Item(
            kind="align",
            group="talk",
            headline=f"Agree one end date for {what} with {text.listed(others, most=3)}",
            decide_by=until,
            state=lines.state_by(until, on),
            distance=text.away(until, on) if until else "cannot tell",
            why=tuple(s for s in (_together(len(others) + 1, what, future, verb="have a contract for"), spread) if s),
            unknown=("whether each contract passes to a new council without a fee.",),
            action=Action("Open the contract", lines.contract_url(view)),
            sources=lines.sources([view, *alike.values()]),
            bar=msgspec.structs.replace(lines.bar(view), decide_by_on=until),
            contract_id=view.contract_id,
        )
        soon = max(0, 24 - months_between(on, until)) if until else 0
        score = 15 + 5 * min(len(others), 4) + standing.weight(view) // 2 + soon + 15 * (what in view.product_names)
        found.append(Line(item, score, f"align {what}"))
    return found


def decided(lines: Iterable[Line], views: Sequence[ContractView], future: Future) -> list[Line]:
    """The best of the lines to agree on an end date is a decision, where the merger is decided and the product is one."""
    ends = {view.contract_id: view for view in views if view.ends_on}
    found = sorted(lines, key=lambda line: (-line.score, line.about))
    for at, line in enumerate(found):
        view = ends.get(line.item.contract_id)
        if future.is_decided and view is not None and line.about.removeprefix("align ") in view.product_names:
            found[at] = Line(msgspec.structs.replace(line.item, group="decide"), line.score, line.about)
            break
    return found


def instead(decisions: Iterable[Line], agreed: Iterable[Line]) -> list[Line]:
    """A later decision about a contract is not said twice: agreeing with those who will be one council comes first."""
    told = {line.item.contract_id for line in agreed if line.item.group == "decide"}
    return [line for line in decisions if line.item.state != "later" or line.item.contract_id not in told]


def _together(number: int, what: str, future: Future, *, verb: str) -> str:
    councils = text.first_upper(text.count(number, "council"))
    if future.is_decided:
        into = text.listed(future.successors) if len(future.successors) == 1 else "one council"
        return f"{councils} that will be {into} {verb} {what}."
    return f"{councils} of {future.area}, which may be reorganised together, {verb} {what}."


def _by_area(world: World, councils: set[str]) -> dict[str, dict[str, Observation]]:
    """Service area to council to the product seen there last."""
    areas: dict[str, dict[str, Observation]] = defaultdict(dict)
    for each in sorted(world.observations, key=lambda each: each.seen_on or date.min):
        if each.council_code in councils:
            areas[each.service_area][each.council_code] = each
    return areas


AREAS = {
    "committee management": "democratic", "electoral management": "elections", "planning": "planning",
    "waste collection lookup / online forms": "waste", "online forms": "crm", "website": "cms",
    "highways, streets & waste (report-a-problem back end)": "highways",
}  # fmt: skip
"""Areas of service in which products were seen, by the category that they are."""


def area_name(area: str) -> str:
    """Our name of the category for an area of service; else the area's own name, without what stands in brackets."""
    known = categories().get(AREAS.get(area.casefold().strip(), ""))
    return text.need(known.name if known else re.split(r"\s*[(/]", area)[0].strip())


def _align_products(council: Council, world: World, partners: set[str], future: Future, on: date) -> list[Line]:
    """One line for each service area in which this council and others that will be one were seen to run something."""
    found: list[Line] = []
    for area, seen in _by_area(world, {*partners, council.code}).items():
        own = seen.pop(council.code, None)
        if own is None or not seen:
            continue
        same = [each for each in seen.values() if each.product == own.product]
        differ = [each for each in seen.values() if each.product != own.product]
        what = area_name(area)
        if len(same) < len(differ):
            others = text.listed(sorted({each.product for each in differ}), most=3)
            whose = text.listed([world.name(each.council_code) for each in differ], most=3)
            headline = f"Compare {own.product}, for {what}, with what {whose} run{'s' if len(differ) == 1 else ''}"
            why = f"You were seen to run {own.product}; {text.count(len(differ), 'council')} {_one_with(future)}: {others}."
        else:
            whose = text.listed([world.name(each.council_code) for each in same], most=3)
            headline = f"Plan {own.product}, for {what}, together with {whose}"
            why = _together(len(same) + 1, f"{own.product} for {what}", future, verb="were seen to run")
        item = Item(
            kind="align",
            group="talk",
            headline=headline,
            decide_by=future.vesting_on,
            state=lines.state_by(future.vesting_on, on),
            distance=text.away(future.vesting_on, on) if future.vesting_on else "cannot tell",
            why=(why,),
            unknown=("when each contract for it ends.",),
            action=Action("See who runs it", lines.product_url(own.product)),
            sources=_signs([own, *(same if len(same) >= len(differ) else differ)]),
            bar=lines.talk_bar(on, future.vesting_on, "before vesting day" if future.is_decided else "before the planned day"),
        )  # fmt: skip
        score = (30 if future.is_decided else 20) + 3 * max(len(same), len(differ))
        found.append(Line(item, score, f"product {area}"))
    return found


def _one_with(future: Future) -> str:
    return "that will be one with you" if future.is_decided else "that may be one with you"


def products_next_door(council: Council, world: World, on: date) -> list[Line]:
    """The neighbours that run the same product: whom to ask, for the area of service where there are most."""
    best: list[Line] = []
    for area, seen in _by_area(world, {*world.neighbours, council.code}).items():
        own = seen.pop(council.code, None)
        same = [each for each in seen.values() if own is not None and each.product == own.product]
        if own is None or not same:
            continue
        until = on + lines.FOUR_WEEKS
        was = "was" if len(same) == 1 else "were"
        who = text.first_upper(text.count(len(same), "neighbour"))
        names = [world.name(each.council_code) for each in same]
        item = Item(
            kind="peer",
            group="talk",
            headline=f"Compare notes on {own.product} with {text.listed(names, most=3)}",
            decide_by=until,
            state=lines.state_by(until, on),
            distance=text.away(until, on),
            why=(f"{who} {was} seen to run {own.product} for {area_name(area)}, as you were.",),
            unknown=("what each pays and when each contract ends.",),
            action=Action("See who runs it", lines.product_url(own.product)),
            sources=_signs([own, *same]),
            bar=lines.talk_bar(on, until, "within a month"),
        )
        best.append(Line(item, 14 + 2 * len(same), f"product {area}"))
    return sorted(best, key=lambda line: (-line.score, line.about))[:MOST_NEXT_DOOR]


def peers(views: Sequence[ContractView], world: World, future: Future, on: date) -> list[Line]:
    """Who bought the same lately, and who must decide about the same at the same time; one line for each need."""
    found: list[Line] = []
    gone = leaving.Leavers(world.peers, world.neighbours, world.name, on)
    skip = set(future.partners) if future.is_decided else set()
    others = Needs(other for other in world.peers if other.council_code not in skip)
    for view in views:
        if not standing.is_decision(view, on) or not standing.within(view, on, MOST_LEAVING_MONTHS):
            continue
        alike = [other for other in others.like(view) if same_need(view, other)]
        found += gone.asked(view)
        lately = [
            o for o in alike if o.starts_on and add_months(on, -LATELY_MONTHS) <= o.starts_on <= add_months(on, 3)
        ]
        if lately:
            near = max(lately, key=lambda other: (other.council_code in world.neighbours, other.starts_on or date.min))
            found.append(_ask(view, near, world, on))
        own = view.decide_by_earliest_on or on
        window = [
            o for o in alike
            if standing.is_live(o, on) and o.decide_by_earliest_on and o.decide_by_earliest_on >= on
            and abs((max(own, on) - o.decide_by_earliest_on).days) <= SAME_WINDOW_DAYS
        ]  # fmt: skip
        if window:
            found.append(_join(view, window, world, on))
    return found


def _ask(view: ContractView, other: ContractView, world: World, on: date) -> Line:
    who, what = world.name(other.council_code), same_need(view, other)
    by = standing.supplier(other)
    until = lines.until(view, on)
    started = text.month(other.starts_on) if other.starts_on else "lately"
    title = f"“{text.clip(other.title)}”" if other.title else "a contract for it"
    item = Item(
        kind="peer",
        group="talk",
        headline=f"Ask {who} how it bought {what}",
        decide_by=until,
        state=lines.state_by(until, on),
        distance=text.away(until, on) if until else "any time",
        why=(f"{who} let {title}{f' to {by}' if by else ''}, from {started}.",),
        unknown=(),
        action=Action("See their contract", lines.contract_url(other)),
        sources=lines.sources([other]),
        bar=lines.talk_bar(on, until, "before you decide"),
        contract_id=other.contract_id,
    )
    return Line(item, 25 + standing.weight(view) // 2 + 5 * (other.council_code in world.neighbours), f"peer {what}")


def _join(view: ContractView, others: Sequence[ContractView], world: World, on: date) -> Line:
    what = same_need(view, others[0])
    codes = list(dict.fromkeys(other.council_code for other in others))
    until = min(other.decide_by_earliest_on for other in others if other.decide_by_earliest_on)
    names = [world.name(code) for code in codes]
    item = Item(
        kind="peer",
        group="talk",
        headline=f"Buy {what} with {text.listed(names, most=3)}",
        decide_by=until,
        state=lines.state_by(until, on),
        distance=text.away(until, on),
        why=(f"{text.listed(names, most=3)} must decide about the same within half a year of you.",),
        unknown=(),
        action=Action("See their contract", lines.contract_url(others[0])),
        sources=lines.sources(others),
        bar=lines.talk_bar(
            on, until, f"{text.listed(names, most=2)} decide{'s' if len(names) == 1 else ''} by {text.month(until)}"
        ),
        contract_id=others[0].contract_id,
    )
    return Line(item, 28 + standing.weight(view) // 2, f"peer {what}")


def _is_worth_joining(view: ContractView) -> bool:
    worth = standing.value(view)
    return bool(view.is_digital) or (worth is not None and worth >= WORTH_JOINING and view.starts_on is not None)


def neighbours(council: Council, world: World, on: date) -> list[Line]:
    """What councils next door must decide within the year: the nearest need to join, when one's own record is thin."""
    found: list[Line] = []
    next_door = set(world.neighbours) | ({council.county_code} if council.county_code else set())
    for other in world.peers:
        by = other.decide_by_earliest_on
        if other.council_code not in next_door or by is None or by < on or not standing.is_decision(other, on):
            continue
        if not standing.within(other, on) or not other.title or not _is_worth_joining(other):
            continue
        who = world.name(other.council_code)
        has = f"; {standing.supplier(other)} has the contract now" if len(other.supplier_names) == 1 else ""
        item = Item(
            kind="neighbour",
            group="talk",
            headline=f"Ask {who} what follows {standing.thing(other)}",
            decide_by=by,
            state=lines.state_by(by, on),
            distance=text.away(by, on),
            why=(f"{who} must decide by {text.day(by)}{has}. Buying together is still possible.",),
            unknown=("whether your council buys the same.",),
            action=Action("See their contract", lines.contract_url(other)),
            sources=lines.sources([other]),
            bar=lines.talk_bar(on, by, f"{who} decides by {text.month(by)}"),
            contract_id=other.contract_id,
        )  # fmt: skip
        found.append(Line(item, 5 + standing.weight(other) // 3, f"neighbour {other.council_code}"))
    return found
