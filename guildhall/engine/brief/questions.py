"""Group `answer`: what the record cannot know and this council can say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from guildhall.engine.brief import lines, standing, text
from guildhall.engine.brief.lines import Line
from guildhall.engine.brief.page import Action, Bar, ContractView, Item, SourceLine
from guildhall.engine.decide.arithmetic import add_months
from guildhall.engine.records import Council, Observation

A_WEEK = timedelta(days=7)
MINUTES_A_FACT = 0.5
KNOWABLE = {
    "end": ("the end date", "end dates"),
    "renewal": ("whether it renews", "whether they renew"),
    "options": ("the options to extend", "options to extend"),
    "notice": ("the notice", "notice periods"),
}
"""Unknown facts that the signed contract holds, so that only the council can settle them."""
ENDED_MONTHS = 12
NEAREST = 10
"""Contracts asked about at once."""
CODE = SourceLine(
    "Local Government Transparency Code 2015",
    "https://www.gov.uk/government/publications/local-government-transparency-code-2015",
    None,
)
"""Obliges councils in England to publish every contract above £5,000, each quarter."""


def _item(
    kind: str,
    headline: str,
    on: date,
    *,
    why: str,
    action: Action,
    sources: tuple[SourceLine, ...],
    takes: str,
    unknown: str = "",
    contract_id: str = "",
) -> Item:
    """An answer is asked for within a week: that is our wish, and the caption says what it takes."""
    by = on + A_WEEK
    return Item(
        kind=kind,
        group="answer",
        headline=headline,
        decide_by=by,
        state="this_quarter" if by <= standing.quarter_ends(on) else "later",
        distance=text.away(by, on),
        why=(why,),
        unknown=(unknown,) if unknown else (),
        action=action,
        sources=sources,
        bar=Bar(window_from=on, window_to=by, decide_by_on=by, caption=takes),
        contract_id=contract_id,
    )


def _minutes(facts: int) -> str:
    return f"about {text.count(max(1, round(facts * MINUTES_A_FACT + 0.5)), 'minute')}"


def confirm_facts(council: Council, views: Sequence[ContractView], on: date) -> list[Line]:
    """The facts that would turn ranges into dates, counted over the contracts nearest to their decision."""
    asked = [view for view in views if standing.is_decision(view, on) and set(view.decide_missing) & KNOWABLE.keys()]
    asked = sorted(asked, key=lambda view: (view.decide_by_earliest_on or date.max, view.contract_id))[:NEAREST]
    missing = Counter(name for view in asked for name in view.decide_missing if name in KNOWABLE)
    if not missing:
        return []
    total = sum(missing.values())
    kinds = text.listed([said[len(asked) > 1] for name, said in KNOWABLE.items() if missing[name]])
    item = _item(
        "confirm",
        f"Confirm {text.count(total, 'fact')} that only your council can know",
        on,
        why=f"For {text.count(len(asked), 'contract')}: {kinds}. The signed contract{'' if len(asked) == 1 else 's'} would say.",
        action=Action("See what is not known", f"/councils/{council.slug}/"),
        sources=lines.sources(asked),
        takes=_minutes(total),
    )
    return [Line(item, 30 + min(total, 10), "confirm facts")]


def confirm_products(council: Council, observations: Sequence[Observation], on: date) -> list[Line]:
    """Products seen in public to be run by this council: still so?"""
    own = [each for each in observations if each.council_code == council.code and each.product]
    newest = {each.service_area: each for each in sorted(own, key=lambda each: each.seen_on or date.min)}
    if not newest:
        return []
    shown = sorted(newest.values(), key=lambda each: (each.seen_on or date.min, each.product), reverse=True)
    names = [f"{each.product} ({text.month(each.seen_on)})" if each.seen_on else each.product for each in shown]
    what = f"the {text.count(len(shown), 'product')} seen in public" if len(shown) > 1 else shown[0].product
    item = _item(
        "confirm",
        f"Confirm that you still run {what}",
        on,
        why=f"Public pages show {text.listed(names, most=4)}.",
        unknown=f"what {'each' if len(shown) > 1 else 'it'} costs and when its contract ends.",
        action=Action("See the products", f"/councils/{council.slug}/"),
        sources=tuple(lines.seen(each) for each in shown[: lines.MOST_SOURCES]),
        takes=_minutes(len(shown)),
    )
    return [Line(item, 22 + len(shown), "confirm products")]


def check_in_use(views: Sequence[ContractView], observations: Sequence[Observation], on: date) -> list[Line]:
    """Recorded as over, and yet seen in use afterwards: never a fault, for a later renewal may exist."""
    found: list[Line] = []
    for view in views:
        last = standing.last_day(view)
        if last is None or not standing.has_ended(view, on):
            continue
        for each in observations:
            if each.council_code != view.council_code or not _is_same(view, each):
                continue
            if each.seen_on is not None and each.seen_on > last:
                found.append(_in_use(view, each, last, each.seen_on, on))
    return found


def _in_use(view: ContractView, each: Observation, last: date, seen_on: date, on: date) -> Line:
    item = _item(
        "check_in_use",
        f"Say what followed the contract for {each.product}",
        on,
        why=(
            f"In use after recorded expiry: its end is recorded as {text.day(last)}, and a public page still showed it "
            f"in {text.month(seen_on)}. A later renewal may exist."
        ),
        unknown="the present contract. Your contract register would settle it.",
        action=Action("Open the contract", lines.contract_url(view)),
        sources=(*lines.sources([view])[:2], lines.seen(each)),
        takes="about two minutes",
        contract_id=view.contract_id,
    )
    return Line(item, 45, f"in use {each.product}")


def _is_same(view: ContractView, seen: Observation) -> bool:
    """Does this contract speak of the product seen?"""
    product = _bare(seen.product)
    names = " ".join(_bare(name) for name in (*view.product_names, *view.supplier_names, view.title or ""))
    return len(product) > len("crm") and product in names


def _bare(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def follow_up(council: Council, views: Sequence[ContractView], on: date) -> list[Line]:
    """Contracts whose recorded end has passed lately: went on, replaced, or stopped?"""
    since = add_months(on, -ENDED_MONTHS)
    over = [view for view in views if _ended_lately(view, on, since)]
    if not over:
        return []
    largest = max(over, key=lambda view: (standing.weight(view), standing.value(view) or 0, view.contract_id))
    name, last = standing.thing(largest), standing.last_day(largest) or on
    one = len(over) == 1
    several = f"{text.count(len(over), 'contract')} that ended in the past year"
    item = _item(
        "confirm",
        f"Say what followed {name if one else several}",
        on,
        why=(
            f"By the record it ended on {text.day(last)}, and nothing is recorded in its place."
            if one
            else f"Nothing is recorded in their place. The weightiest is {name}, which ended on {text.day(last)}."
        ),
        unknown=f"whether {'it was' if one else 'they were'} extended, replaced or stopped.",
        action=Action(
            "Open the contract" if one else "See them",
            lines.contract_url(largest) if one else f"/radar/?council={council.slug}&status=ended",
        ),
        sources=lines.sources(over),
        takes=_minutes(len(over)),
        contract_id=largest.contract_id if one else "",
    )
    return [Line(item, 26 + min(len(over), 10), "follow up")]


def _ended_lately(view: ContractView, on: date, since: date) -> bool:
    last = standing.last_day(view)
    return (
        last is not None
        and last >= since
        and standing.has_ended(view, on)
        and view.status not in {"ended", "terminated"}
        and standing.is_decision(view, since)
    )


def bring_register(council: Council, views: Sequence[ContractView], on: date) -> list[Line]:
    """Notices show a part of what a council buys; its own register shows the rest."""
    held = (
        f"Notices alone show {text.count(len(views), 'contract')} of yours."
        if views
        else "No contract of yours is on the record here."
    )
    law = (
        "Councils in England publish every contract above £5,000, each quarter." if council.nation == "England" else ""
    )
    item = _item(
        "confirm",
        "Point us to your contract register",
        on,
        why=f"{held} {law}".strip(),
        unknown="what else your council runs, from whom, and until when.",
        action=Action("How to add a register", "/data/"),
        sources=(CODE,) if law else (),
        takes="one address",
    )
    return [Line(item, 12 if views else 35, "bring register")]
