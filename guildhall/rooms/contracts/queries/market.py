"""The market of one category in a scope: shares with their bounds, who left whom, who challenges, what falls due when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from guildhall.engine import codes
from guildhall.engine.classify.catalogue import categories
from guildhall.rooms.contracts.models import Market, MarketShare
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import portfolio, radar, rows, scope, status, switches, words
from guildhall.rooms.contracts.queries.asked import Asked
from guildhall.rooms.councils import queries as councils_queries

SPAN = 18
"""Months drawn, as on the radar."""
SOONEST = 10
CHALLENGES = timedelta(days=730)
"""How long ago a supplier may have won to be called a challenger."""
MOST = 8
SHOWN = 60
"""Suppliers listed on the page; the files hold them all."""
PANELS = 6


@dataclass(frozen=True)
class Listed:
    """One market among the others of a scope."""

    market: Market
    leader: MarketShare | None


@dataclass(frozen=True)
class OneMarket:
    """What the page of a market is made of."""

    category: str
    name: str
    scope: scope.Scope
    market: Market | None
    """None when no running contract is known in the scope."""
    shares: tuple[MarketShare, ...]
    challengers: tuple[MarketShare, ...]
    moves: switches.Moves
    portfolio: portfolio.Portfolio
    """Of the market everywhere, whatever the scope."""
    due: tuple[radar.Months, ...]
    """By kind of council, those with most contracts."""
    not_drawn: int
    index: arrays.Index
    places: np.ndarray
    """Contracts still to decide, soonest first."""
    rows: tuple[rows.ContractRow, ...]
    late: int
    undated: int

    @property
    def is_stated(self) -> bool:
        """Whether enough is known for shares to be stated."""
        return self.market is not None and self.market.top_low is not None


def listing(chosen: scope.Scope) -> tuple[Listed, ...]:
    """Every market of the scope that has a running contract, most contracts first."""
    found = scope.markets(chosen)
    leaders = scope.leaders(chosen, [one.category for one in found])
    return tuple(Listed(one, leaders.get(one.category)) for one in found)


def is_known(category: str) -> bool:
    """Whether there is a category of that key."""
    return category in categories() or category in arrays.current().categories


def named() -> list[tuple[str, str]]:
    """Every category with its name."""
    return [(key, one.name) for key, one in categories().items()]


def one_market(category: str, chosen: scope.Scope, on: date) -> OneMarket:
    """Everything about one market on a day."""
    shares = tuple(scope.market_shares(category, chosen, most=SHOWN))
    index = arrays.current()
    places = to_decide(index, category, chosen, on)
    state = status.states(index, on)[places]
    drawn, not_drawn = due(index, places, on, *_kinds(index, places))
    return OneMarket(
        category=category, name=words.category(category), scope=chosen, market=scope.market(category, chosen),
        shares=shares, challengers=_challengers(category, chosen, shares, on), moves=switches.of_category(category, chosen.councils()), portfolio=portfolio.of("category", category),
        due=drawn, not_drawn=not_drawn, index=index, places=places,
        rows=tuple(rows.rows(index.keys[places[:SOONEST]], on)),
        late=int((state == status.STATES.index("late")).sum()), undated=int((state == status.STATES.index("cannot_tell")).sum()),
    )  # fmt: skip


def to_decide(index: arrays.Index, category: str, chosen: scope.Scope, on: date) -> np.ndarray:
    """Contracts of the market that have not ended, soonest decision first."""
    mask = status.states(index, on) != status.STATES.index("ended")
    members = chosen.councils()
    mask &= index.council >= 0 if members is None else index.of_councils(set(members))
    mask &= index.category == (index.categories.index(category) if category in index.categories else -2)
    return np.flatnonzero(mask)


def asked(category: str, chosen: scope.Scope) -> Asked:
    """The same contracts as the radar lists them."""
    return Asked(
        area=chosen.area.key if chosen.area else "", kinds=(chosen.kind,) if chosen.kind else (),
        categories=(category,) if category else (), window="any", digital="all",
    )  # fmt: skip


def _challengers(
    category: str, chosen: scope.Scope, shares: Sequence[MarketShare], on: date
) -> tuple[MarketShare, ...]:
    """Suppliers that won in the last two years and hold less than half of what the largest holds, the newest first."""
    largest = max((share.contracts for share in shares), default=0)
    return tuple(scope.winners(category, chosen, since=on - CHALLENGES, until=on, below=largest / 2, most=MOST))


def _kinds(index: arrays.Index, places: np.ndarray) -> tuple[np.ndarray, list[tuple[str, str]]]:
    """The kind of council of each contract, and what kinds there are."""
    kinds = list(codes.COUNCIL_KINDS.items())
    by_code = {one.code: one.kind for one in councils_queries.everyone()}
    keys = [key for key, _ in kinds]
    lookup = np.array(
        [keys.index(kind) if (kind := by_code.get(code, "")) in keys else -1 for code in index.councils] + [-1]
    )
    return lookup[index.council[places]], kinds


def due(
    index: arrays.Index, places: np.ndarray, on: date, group: np.ndarray, names: Sequence[tuple[str, str]]
) -> tuple[tuple[radar.Months, ...], int]:
    """When these contracts fall due, group by group, those with most first, and how many contracts are left to words.

    On one scale everything else together would flatten every chart beside it, so that it is said and not drawn.
    """
    state = status.states(index, on)[places]
    late, undated = (state == status.STATES.index(name) for name in ("late", "cannot_tell"))
    month = index.early[places].astype("datetime64[D]").astype("datetime64[M]").astype(int)
    # What may be late already has a month in the past; it stands in this one, the first that is left.
    month = np.maximum(month - ((on.year - 1970) * 12 + on.month - 1), 0)
    drawn = ~late & ~undated & (month < SPAN)
    found = []
    for number, (key, name) in enumerate(names):
        own = group == number
        if own.any():
            by_month = np.bincount(month[own & drawn], minlength=SPAN)
            found.append(radar.Months(
                key, name, int(own.sum()), int((own & late).sum()), tuple(int(value) for value in by_month),
                int((own & undated).sum()),
            ))  # fmt: skip
    found.sort(key=lambda each: -each.total)
    return tuple(found[:PANELS]), len(places) - sum(each.total for each in found[:PANELS])
