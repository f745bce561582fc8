"""Councils like one council, in named senses, each with its reason. There is no one distance."""

from dataclasses import dataclass

from guildhall.engine.similar import named
from guildhall.rooms.contracts.models import Likeness
from guildhall.rooms.councils.models import Council

FIRST = 3
"""Councils of each sense that the page of a council shows."""


@dataclass(frozen=True)
class Like:
    """One council that is alike, and why."""

    name: str
    slug: str
    why: str


@dataclass(frozen=True)
class Sense:
    """One sense, what it means, and the councils nearest in it."""

    key: str
    name: str
    means: str
    others: tuple[Like, ...]


def senses(council: Council, *, most: int = FIRST) -> tuple[Sense, ...]:
    """Every sense in which any council is like this one, in the house's order."""
    found = (
        Likeness.objects.filter(council=council, rank__lte=most)
        .select_related("other")
        .only("sense", "rank", "why", "council_id", "other__name", "other__slug")
        .order_by("rank")
    )
    by_sense: dict[str, list[Like]] = {}
    for one in found:
        by_sense.setdefault(one.sense, []).append(Like(one.other.name, one.other.slug, one.why))
    return tuple(
        Sense(sense.key, sense.title, sense.means, tuple(by_sense[sense.key]))
        for sense in named.SENSES
        if sense.key in by_sense
    )
