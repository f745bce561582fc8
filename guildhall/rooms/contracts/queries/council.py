"""A council from the record alone: what it runs, from whom, until when, and what nobody has said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import msgspec
import numpy as np

from guildhall.core import search
from guildhall.engine.brief import compose, page, standing
from guildhall.rooms.contracts.models import Contract, CoverageRow, Observation
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import named, record, rows, status, words
from guildhall.rooms.contracts.queries.index import DIGITAL
from guildhall.rooms.councils import queries as councils_queries
from guildhall.rooms.councils.models import Council

FIRST = 3
"""Decisions of the briefing that the council's page begins with."""
CONSIDERED = 60
"""Contracts looked at for them."""


@dataclass(frozen=True)
class Group:
    """The contracts of one category, soonest decision first."""

    key: str
    name: str
    rows: tuple[rows.ContractRow, ...]


@dataclass(frozen=True)
class Seen:
    """A product seen in use, and the contract on record for it, if there is one."""

    observation: Observation
    contract: rows.ContractRow | None

    @property
    def outlives_record(self) -> bool:
        """In use after the recorded end: a later renewal may exist."""
        seen, ends = self.observation.seen_on, self.contract.ends_on if self.contract else None
        return seen is not None and ends is not None and seen > ends


@dataclass(frozen=True)
class OneCouncil:
    """What the page of a council is made of."""

    council: Council
    on: date
    digital: int
    """Digital contracts that have not ended."""
    dated: int
    late: int
    soon: int
    """To decide this quarter."""
    other: int
    """Live contracts that are not digital."""
    untold: int
    """Live contracts of which the record does not say whether they are digital."""
    ended: int
    value_known: int
    value_year: int
    groups: tuple[Group, ...]
    shares: tuple[named.Share, ...]
    seen: tuple[Seen, ...]
    passing: tuple[councils_queries.Passing, ...]
    takes_over: tuple[councils_queries.Passing, ...]
    merging_area: str
    merging: tuple[councils_queries.Brief, ...]
    coverage: tuple[CoverageRow, ...]


def one_council(council: Council, on: date) -> OneCouncil:
    """Everything on a council's page."""
    index = arrays.current()
    own = np.flatnonzero(index.of_councils({council.code}))
    state = status.states(index, on)[own]
    alive = state != status.STATES.index("ended")
    digital = alive & (index.digital[own] == DIGITAL["yes"])
    lines = rows.rows(index.keys[own[digital]], on)
    values = index.value[own[digital]]
    observations = tuple(Observation.objects.filter(council=council).select_related("product"))
    area, merging = councils_queries.merging_with(council.code)
    return OneCouncil(
        council=council, on=on, digital=len(lines),
        dated=sum(line.ends_on is not None for line in lines),
        late=sum(line.state == "late" for line in lines), soon=sum(line.state == "this_quarter" for line in lines),
        other=int((alive & (index.digital[own] == DIGITAL["no"])).sum()),
        untold=int((alive & (index.digital[own] == DIGITAL["unknown"])).sum()), ended=int((~alive).sum()),
        value_known=int((values >= 0).sum()), value_year=int(values[values >= 0].sum()),
        groups=_grouped(lines), shares=tuple(named.shares(lines)),
        seen=_seen(observations, council, on),
        passing=tuple(councils_queries.passes_into([council.code]).get(council.code, ())),
        takes_over=tuple(councils_queries.takes_over_from(council.code)),
        merging_area=area, merging=merging,
        coverage=tuple(CoverageRow.objects.filter(scope="council", key=council.code)),
    )  # fmt: skip


def places(council: Council, on: date) -> tuple[arrays.Index, np.ndarray]:
    """All contracts of a council, those that ended last: the rows of its twins."""
    index = arrays.current()
    own = np.flatnonzero(index.of_councils({council.code}))
    ended = status.states(index, on)[own] == status.STATES.index("ended")
    return index, np.concatenate([own[~ended], own[ended]])


def top(council: Council, on: date) -> page.Briefing:
    """The top of its briefing: the state in a sentence and the first decisions; kept for the day and the load."""
    return _top(council.code, on, search.version())


@lru_cache(maxsize=512)
def _top(code: str, on: date, version: str) -> page.Briefing:  # noqa: ARG001 -- names what is cached
    views = views_for_brief(code, live_on=on)
    # Composing works out each decision in words; the weightiest hold the first ones of any council.
    foremost = sorted(views, key=lambda view: -standing.urgency(view, on) - standing.weight(view))[:CONSIDERED]
    council = councils_queries.record(Council.objects.get(code=code))
    made = compose.compose(
        council, foremost, on=on, successions=councils_queries.successions(code),
        look_up=record.look_up,
    )  # fmt: skip
    first = tuple(item for item in made.items if item.group == "decide")[:FIRST]
    return msgspec.structs.replace(made, items=first, sentence=compose.sentence(standing.decisions(views, on), on))


def _grouped(lines: Iterable[rows.ContractRow]) -> tuple[Group, ...]:
    found: dict[str, list[rows.ContractRow]] = {}
    for line in lines:
        found.setdefault(line.category, []).append(line)
    groups = [Group(key, words.category(key) or "Not classified", tuple(each)) for key, each in found.items()]
    return tuple(sorted(groups, key=lambda group: (not group.key, group.name)))


def _seen(observations: tuple[Observation, ...], council: Council, on: date) -> tuple[Seen, ...]:
    """Each product seen, beside the latest contract of this council for it."""
    products = [one.product_id for one in observations if one.product_id]
    latest: dict[str, Contract] = {}
    if products:
        of = Contract.objects.filter(council=council, for_products__product_id__in=products).select_related("council")
        for contract in of:
            for name in contract.product_names:
                held = latest.get(name)
                if held is None or (contract.ends_on or date.min) > (held.ends_on or date.min):
                    latest[name] = contract
    return tuple(
        Seen(one, rows.row(latest[one.product.name], on) if one.product and one.product.name in latest else None)
        for one in observations
    )


def views_for_brief(council_code: str, *, live_on: date | None = None) -> list[page.ContractView]:
    """The contracts of a council as composing its briefing wants them: all, or those that run on a day."""
    index = arrays.current()
    mask = index.of_councils({council_code})
    if live_on is not None:
        mask &= status.states(index, live_on) != status.STATES.index("ended")
    return record.views_of([int(key) for key in index.keys[mask]])
