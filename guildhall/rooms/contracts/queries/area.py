"""An area: a region, a county or councils that are to become one; what falls due in it and who supplies it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.text import slugify

from guildhall.rooms.contracts.models import Market, MarketShare
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import market as markets
from guildhall.rooms.contracts.queries import radar, rows, scope, status, words
from guildhall.rooms.contracts.queries.index import DIGITAL
from guildhall.rooms.councils import queries as councils_queries

KINDS = {"region": "Region", "county": "County", "merging": "Area to be reorganised"}


@dataclass(frozen=True)
class Place:
    """An area in a list of areas."""

    area: councils_queries.Area
    slug: str
    kind: str
    """region | county | merging"""
    contracts: int
    late: int


@dataclass(frozen=True)
class Member:
    """A council of the area, with what it still has to decide."""

    council: councils_queries.Brief
    contracts: int
    late: int
    early: date | None


@dataclass(frozen=True)
class OneArea:
    """What the page of an area is made of."""

    place: Place
    scope: scope.Scope
    members: tuple[Member, ...]
    index: arrays.Index
    places: np.ndarray
    """Digital contracts still to decide, soonest first."""
    rows: tuple[rows.ContractRow, ...]
    dated: int
    late: int
    undated: int
    value_known: int
    value_year: int
    due: tuple[radar.Months, ...]
    not_drawn: int
    markets: tuple[markets.Listed, ...]
    whole: Market | None
    shares: tuple[MarketShare, ...]


def slug(area: councils_queries.Area) -> str:
    """Its address: `north-west`, `lancashire-county`, `lancashire-to-be-reorganised`."""
    return slugify(area.label)


def listing(on: date) -> tuple[Place, ...]:
    """Every area with what is to decide in it."""
    index = arrays.current()
    live, late = _live(index, on)
    places = []
    for area in councils_queries.areas(on):
        own = live & index.of_councils(set(area.codes))
        places.append(Place(area, slug(area), area.key.partition(":")[0], int(own.sum()), int((own & late).sum())))
    return tuple(places)


def _live(index: arrays.Index, on: date) -> tuple[np.ndarray, np.ndarray]:
    """Digital contracts that have not ended, and those past their day."""
    state = status.states(index, on)
    live = (state != status.STATES.index("ended")) & (index.digital == DIGITAL["yes"])
    return live, live & (state == status.STATES.index("late"))


def by_slug(text: str, on: date) -> councils_queries.Area | None:
    """The area at an address."""
    return next((area for area in councils_queries.areas(on) if slug(area) == text), None)


def to_decide(area: councils_queries.Area, on: date) -> tuple[arrays.Index, np.ndarray]:
    """Digital contracts of the area that have not ended, soonest decision first."""
    index = arrays.current()
    return index, np.flatnonzero(_live(index, on)[0] & index.of_councils(set(area.codes)))


def one_area(area: councils_queries.Area, on: date) -> OneArea:
    """Everything on the page of an area."""
    index, places = to_decide(area, on)
    state = status.states(index, on)[places]
    late = state == status.STATES.index("late")
    chosen = scope.Scope(area)
    whole, shares = scope.suppliers(chosen, most=markets.SHOWN)
    values = index.value[places]
    named = [(key, words.category(key)) for key in index.categories]
    drawn, not_drawn = markets.due(index, places, on, index.category[places], named)
    return OneArea(
        place=Place(area, slug(area), area.key.partition(":")[0], len(places), int(late.sum())), scope=chosen,
        members=_members(area, index, places, late), index=index, places=places,
        rows=tuple(rows.rows(index.keys[places[: markets.SOONEST]], on)), dated=int(index.has_end[places].sum()),
        late=int(late.sum()), undated=int((state == status.STATES.index("cannot_tell")).sum()),
        value_known=int((values >= 0).sum()), value_year=int(values[values >= 0].sum()),
        due=drawn, not_drawn=not_drawn, markets=markets.listing(chosen), whole=whole,
        shares=tuple(shares),
    )  # fmt: skip


def _members(
    area: councils_queries.Area, index: arrays.Index, places: np.ndarray, late: np.ndarray
) -> tuple[Member, ...]:
    held: Counter[str] = Counter()
    overdue: Counter[str] = Counter()
    early: dict[str, int] = {}
    for place, is_late in zip(places.tolist(), late.tolist(), strict=True):
        if (number := int(index.council[place])) >= 0:
            code = index.councils[number]
            held[code] += 1
            overdue[code] += is_late
            early[code] = min(early.get(code, int(arrays.NEVER)), int(index.early[place]))
    return tuple(
        Member(one, held[one.code], overdue[one.code], arrays.as_date(early.get(one.code, int(arrays.NEVER))))
        for one in councils_queries.everyone() if one.code in set(area.codes)
    )  # fmt: skip
