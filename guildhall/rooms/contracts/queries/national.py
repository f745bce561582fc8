"""The national picture: what must be decided this half-year, where, and how much of it can be known."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np

from guildhall.rooms.contracts.models import Change, Register
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import status
from guildhall.rooms.contracts.queries.index import DIGITAL, NEVER, Index
from guildhall.rooms.councils import queries as councils_queries

ENOUGH = 0.5
"""Share of a council's contracts that must be dated before a low count may be shown as one."""
STEPS = ((0, "0"), (2, "1 or 2"), (5, "3 to 5"), (9, "6 to 9"))


@dataclass(frozen=True)
class OnMap:
    """One council: how many of its contracts must be decided, and whether enough is known to say so."""

    council: councils_queries.Brief
    to_decide: int
    dated: int
    contracts: int

    @property
    def is_known(self) -> bool:
        """Whether enough contracts are known and dated for the count to mean something."""
        return self.contracts > 0 and self.dated >= self.contracts * ENOUGH

    @property
    def step(self) -> str:
        """`1` to `5` from few to many, or `none` where not enough is known."""
        if not self.is_known:
            return "none"
        return str(1 + sum(self.to_decide > most for most, _ in STEPS))


@dataclass(frozen=True)
class National:
    """Figures with their coverage, over digital contracts that have not ended."""

    on: date
    until: date
    to_decide: int
    councils_counted: int
    councils: int
    late: int
    dated: int
    contracts: int
    ends_known: int
    value_year: int
    value_known: int
    on_map: tuple[OnMap, ...]
    built_on: date | None
    is_sample: bool
    changes: tuple[Change, ...]

    @property
    def by_step(self) -> tuple[tuple[str, str, int], ...]:
        """Legend of the map: step, words and how many councils."""
        labels = [*(words for _, words in STEPS), "10 or more"]
        counted = Counter(one.step for one in self.on_map)
        rows = [(str(number), label, counted[str(number)]) for number, label in enumerate(labels, 1)]
        return (*rows, ("none", "not enough known", counted["none"]))


def national_picture(on: date, *, changes: int = 5) -> National:
    """The picture on a day."""
    index = arrays.current()
    until = status.half_year_ends(on)
    state = status.states(index, on)
    counted = (state != status.STATES.index("ended")) & (index.digital == DIGITAL["yes"]) & (index.council >= 0)
    dated = counted & index.has_end & (index.early != NEVER)
    soon = dated & (index.late >= arrays.day(on)) & (index.early <= arrays.day(until))
    late = counted & (state == status.STATES.index("late"))
    everyone = [one for one in councils_queries.everyone() if one.is_current(on)]
    on_map = tuple(_on_map(index, everyone, counted, dated, soon))
    register = Register.objects.values_list("built_at", "is_sample").first()
    values = index.value[counted]
    return National(
        on=on, until=until, to_decide=int(soon.sum()),
        councils_counted=sum(one.is_known for one in on_map), councils=len(on_map),
        late=int((late & dated).sum()), dated=int(dated.sum()), contracts=int(counted.sum()),
        ends_known=int((counted & index.has_end).sum()), value_year=int(values[values >= 0].sum()),
        value_known=int((values >= 0).sum()), on_map=on_map,
        built_on=register[0].date() if register and register[0] else None, is_sample=bool(register and register[1]),
        changes=newest_changes(on, changes),
    )  # fmt: skip


def _on_map(
    index: Index, everyone: list[councils_queries.Brief], counted: np.ndarray, dated: np.ndarray, soon: np.ndarray
) -> list[OnMap]:
    size = len(index.councils)
    sums = [np.bincount(index.council[mask], minlength=size) for mask in (soon, dated, counted)]
    place = {code: number for number, code in enumerate(index.councils)}
    return [OnMap(one, *(int(each[place[one.code]]) if one.code in place else 0 for each in sums)) for one in everyone]


def newest_changes(on: date, wanted: int = 50) -> tuple[Change, ...]:
    """What is new on the record, newest first; a notice dated after today waits for its day."""
    return tuple(Change.objects.select_related("council").exclude(on__gt=on).order_by("-on", "id")[:wanted])
