"""Where a contract stands on a day: is it live, is it a real decision, in what state, and worth how much thought."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, get_origin

import msgspec

from guildhall.engine import decide
from guildhall.engine.brief import text
from guildhall.engine.brief.page import ContractView, State
from guildhall.engine.decide.arithmetic import add_months, term_months
from guildhall.engine.records import Contract

SILENT = frozenset({"copy", "replaced"})
"""Second records of another contract, and contracts that a renewal replaced: nothing is said of them."""
CLOSED = frozenset({"planned", "ended", "terminated", "cancelled"}) | SILENT
HORIZON_MONTHS = 12
"""Decisions further off than this are shown only when there is little else to say."""
SHORTEST_TERM = 6
"""Months. A shorter purchase that cannot be extended is bought once and over; nobody decides about it again."""
SMALLEST = Decimal(5_000)
"""Pounds in all. Below this a council need not even publish a contract."""
WORKS = re.compile(
    r"\b(refurbish\w*|repairs?|remedial|roof\w*|demolition|construction|resurfacing|restoration|conversion|playground|"
    r"play area|(?:building|civils?|highway|remediation|improvement|surfacing|fencing|drainage) works?|works to)\b",
    re.IGNORECASE,
)
"""Titles of building works, which end when built, where nobody says goods, services or works."""
NOBODY = re.compile(
    r"^\W*(abandoned|no award|not awarded|cancelled|withdrawn|n/?a|tbc|none|various|redacted)\W*$", re.IGNORECASE
)


def quarter_ends(on: date) -> date:
    """The last day of the calendar quarter that holds this day."""
    month = (on.month - 1) // 3 * 3 + 3
    return date(on.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def last_day(view: ContractView) -> date | None:
    """The last day on which it can still run as far as agreed, by the latest bound if need be."""
    known = view.ends_on or view.ends_latest_on
    return min(filter(None, (known, view.ended_on)), default=None)


def is_live(view: ContractView, on: date) -> bool:
    """Running, or not known to have ended: the question asked most often of all."""
    if view.status in CLOSED:
        return False
    known, ended = view.ends_on or view.ends_latest_on, view.ended_on
    return not ((known is not None and known < on) or (ended is not None and ended < on))


def has_ended(view: ContractView, on: date) -> bool:
    """The record says that its term is over; whether it went on is another question."""
    last = last_day(view)
    return last is not None and last < on and view.status not in {"planned", "cancelled"} | SILENT


def state(view: ContractView, on: date) -> State:
    """The status of the decision on a day, as the site's radar has it."""
    earliest, latest = view.decide_by_earliest_on, view.decide_by_latest_on
    if not is_live(view, on):
        return "ended"
    if latest is not None and latest < on:
        return "late"
    if view.ends_on is None or earliest is None:
        return "cannot_tell"
    if earliest < on:
        return "maybe_late"
    return "this_quarter" if earliest <= quarter_ends(on) else "later"


@lru_cache(maxsize=1)
def _blank() -> dict[str, Any]:
    """A contract of which nothing is known: what a view does not carry is left so."""
    empty: dict[str, Any] = {"str": "", "tuple": (), "dict": {}, "bool": False}
    made = {}
    for field in msgspec.structs.fields(Contract):
        kind = getattr(get_origin(field.type) or field.type, "__name__", "")
        made[field.name] = empty.get(kind) if field.default is msgspec.NODEFAULT else field.default
    return made


def facts(view: ContractView) -> decide.Facts:
    """What the decide-by sum is told of it."""
    blank = _blank()
    contract = Contract(**{name: getattr(view, name, unknown) for name, unknown in blank.items()})
    return decide.from_contract(contract, criticality=view.criticality, mobilise_months=view.mobilise_months)


def value(view: ContractView) -> Decimal | None:
    """What it is worth in all, without tax where published so; a framework's ceiling is nobody's purchase."""
    if view.is_framework or view.currency not in {"GBP", ""}:
        return None
    found = view.value_net if view.value_net is not None else view.value_gross
    return found or None


def term(view: ContractView) -> float | None:
    """Months from start to agreed end."""
    return term_months(view.starts_on, view.ends_on) if view.starts_on and view.ends_on else None


@lru_cache(maxsize=20_000)
def is_works(title: str) -> bool:
    """Does a title speak of building works?"""
    return WORKS.search(title) is not None


def is_decision(view: ContractView, on: date) -> bool:
    """Is there something to decide: not works that end when built, not a purchase made once, not a trifle?"""
    if not is_live(view, on) or view.main_category == "works":
        return False
    if not view.main_category and not view.is_digital and is_works(view.title or ""):
        return False
    if view.supplier_names and all(NOBODY.match(name) for name in view.supplier_names):
        return False
    months, worth = term(view), value(view)
    if view.is_digital:
        return True
    if worth is not None and worth < SMALLEST:
        return False
    return months is None or months >= SHORTEST_TERM or bool(view.options)


def decisions(views: Iterable[ContractView], on: date) -> list[tuple[ContractView, ...]]:
    """What there is to decide, alike contracts together."""
    return alike(view for view in views if is_decision(view, on))


def born_late(view: ContractView) -> bool:
    """The term is shorter than the time a replacement takes, so that the day lies before the start."""
    latest = view.decide_by_latest_on
    return latest is not None and view.starts_on is not None and latest < view.starts_on


def weight(view: ContractView) -> int:
    """How much it matters, 0 to 60: critical services, digital ones, larger sums."""
    worth = value(view)
    size = 0 if worth is None else max(0, min(20, int(5 * (math.log10(float(worth)) - 3))))
    digital = {True: 20, None: 6, False: 0}[view.is_digital]
    return size + digital + {3: 20, 2: 10}.get(view.criticality or 0, 0)


def urgency(view: ContractView, on: date) -> int:
    """How soon it must be decided, 0 to 60. Unknown ends stand between `this quarter` and `later`."""
    standing = state(view, on)
    if standing == "later":
        earliest = view.decide_by_earliest_on or on
        months = max(0, (earliest - on).days // 30)
        return max(0, 40 - 3 * months)
    found = {"late": 55, "maybe_late": 50, "this_quarter": 60, "cannot_tell": 25}.get(standing, 0)
    return found - 25 if born_late(view) else found


def within(view: ContractView, on: date, months: int = HORIZON_MONTHS) -> bool:
    """Late already, or to be decided within so many months."""
    earliest = view.decide_by_earliest_on
    return earliest is not None and earliest <= add_months(on, months)


@lru_cache(maxsize=20_000)
def stem(title: str) -> str:
    """What two titles share that differ only in lot, route or number."""
    plain = re.sub(
        r"\(.*?\)|\b(lot|route|ref|phase)\s*[\w.]+|[^a-z ]", " ", text.clip(title, 200).casefold().split(":")[0]
    )
    return " ".join(plain.split())[:40]


def alike(views: Iterable[ContractView]) -> list[tuple[ContractView, ...]]:
    """Contracts for the same thing with several suppliers or lots, together; the first of each to be decided leads."""
    found: dict[tuple[str, ...], list[ContractView]] = {}
    for view in views:
        name = stem(view.title or "")
        supplier = "|".join(sorted(name.casefold() for name in view.supplier_names))
        end = str(view.ends_on)
        key = (name, view.category) if name else ("", supplier, end) if supplier else ("", view.contract_id)
        found.setdefault(key, []).append(view)
    far = date.max
    return [
        tuple(sorted(group, key=lambda view: (view.decide_by_earliest_on or far, view.contract_id)))
        for group in found.values()
    ]


def supplier(view: ContractView) -> str:
    """Its suppliers in words, trading styles and legal endings left off; empty if nobody is named."""
    names = [short(name) for name in view.supplier_names if not NOBODY.match(name)]
    return text.listed(list(dict.fromkeys(names)), most=2)


def renewed(names: Sequence[str], ids: Sequence[str], ends_on: date | None, now: Sequence[str]) -> str:
    """The contract that another renewed: its end and, if it was another's, its supplier. `now` supply today."""
    other = bool(names) and not set(ids) & set(now)
    ended = f" that ended on {text.day(ends_on)}" if ends_on else ""
    return (
        f"the contract{f' with {short(names[0])}' if other else ''}{ended}" if other or ended else "an earlier contract"
    )


def short(name: str) -> str:
    """The supplier's name as people say it: without `Ltd`, without its trading style, not shouted."""
    name = re.split(r"\s+(?:[tl]/a|trading as)\s+", name.strip(), flags=re.IGNORECASE)[0]
    name = re.sub(r"[\s,]+(?:ltd|limited|plc|llp|cic|inc)\.?(?:\s*\(the\))?$", "", name, flags=re.IGNORECASE)
    if not name.isupper() or len(name) <= len("CACIX"):
        return name
    return " ".join(
        word if len(word) <= len("UK") or not word.isalpha() else word.capitalize() for word in name.split()
    )


def thing(view: ContractView, group: Sequence[ContractView] = ()) -> str:
    """What the contract is for, as a heading says it."""
    if view.product_names:
        product = text.listed(list(view.product_names), most=2)
        return f"{product}, for {text.need(view.category_name)}" if view.category_name else product
    if view.title:
        return text.clip(text.subject(view.title))
    by = supplier(view)
    if by:
        return f"the {'contract' if len(group) < 2 else text.count(len(group), 'contract')} with {by}"
    return "a contract without a title"
