"""One need over time: a contract's line of ancestors and descendants in order, each with the reason it stands there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal

import msgspec

from guildhall.engine.register import Register

Kind = Literal["same_as", "renewal_of", "call_off_of"]
MOST = 40
"""Contracts of one line: more are a fault of the record and not a need."""


class Link(msgspec.Struct, frozen=True):
    """A row of the register's `lineage`: the child came of the parent, is the same, or hangs on it."""

    child_id: str
    parent_id: str
    kind: Kind
    score: float
    basis: str
    why: str


class Place(msgspec.Struct, frozen=True):
    """A contract in a line."""

    contract_id: str
    step: int
    """0 is the contract asked about, -1 what it follows, 1 what followed it, and so on."""
    link: Link | None
    """Why it stands there: its link to the place before it, or of the place after it to it."""
    also: tuple[Link, ...] = ()
    """The same contract told of again elsewhere."""


class Line(msgspec.Struct, frozen=True):
    """What came before a contract and what came after, the oldest first, and the framework it hangs on."""

    places: tuple[Place, ...]
    framework: tuple[Link, ...] = ()
    call_offs: tuple[Link, ...] = ()

    @property
    def is_alone(self) -> bool:
        """Nothing is known before it, after it or beside it."""
        return len(self.places) < 2 and not (self.framework or self.call_offs or any(p.also for p in self.places))


class Lineage:
    """The links of a register, ready to be followed from any contract."""

    def __init__(self, links: Iterable[Link]) -> None:
        self.same: dict[str, Link] = {}
        self.again: dict[str, list[Link]] = {}
        self.before: dict[str, Link] = {}
        self.after: dict[str, list[Link]] = {}
        self.framework: dict[str, list[Link]] = {}
        self.call_offs: dict[str, list[Link]] = {}
        for link in sorted(links, key=lambda link: (link.child_id, link.parent_id)):
            if link.kind == "same_as":
                self.same[link.child_id] = link
                self.again.setdefault(link.parent_id, []).append(link)
            elif link.kind == "renewal_of":
                self.before[link.child_id] = link
                self.after.setdefault(link.parent_id, []).append(link)
            else:
                self.framework.setdefault(link.child_id, []).append(link)
                self.call_offs.setdefault(link.parent_id, []).append(link)

    def chief(self, contract_id: str) -> str:
        """The contract under whose name this one is followed: itself unless it is told of again elsewhere."""
        link = self.same.get(contract_id)
        return link.parent_id if link else contract_id

    def line(self, contract_id: str) -> Line:
        """The line through one contract."""
        asked = self.chief(contract_id)
        places = [self._place(asked, 0, None)]
        seen = {asked}
        at, step = asked, 0
        while (link := self.before.get(at)) and link.parent_id not in seen and len(seen) < MOST:
            at, step = link.parent_id, step - 1
            seen.add(at)
            places.insert(0, self._place(at, step, link))
        near = [asked]
        step = 0
        while near and len(seen) < MOST:
            step += 1
            links = [link for one in near for link in self.after.get(one, ()) if link.child_id not in seen]
            near = [link.child_id for link in links]
            seen.update(near)
            places += [self._place(link.child_id, step, link) for link in links]
        return Line(tuple(places), tuple(self.framework.get(asked, ())), tuple(self.call_offs.get(asked, ())))

    def _place(self, contract_id: str, step: int, link: Link | None) -> Place:
        return Place(contract_id, step, link, tuple(self.again.get(contract_id, ())))

    def relation(self, later: str, earlier: str) -> Kind | None:
        """How the later of two contracts stands to the earlier; none if they are not in one line."""
        child, parent = self.chief(later), self.chief(earlier)
        if child == parent:
            return "same_as" if later != earlier else None
        at, left = child, MOST
        while (link := self.before.get(at)) and left:
            at, left = link.parent_id, left - 1
            if at == parent:
                return "renewal_of"
        return "call_off_of" if any(link.parent_id == parent for link in self.framework.get(child, ())) else None


def of_rows(rows: Iterable[Mapping[str, Any]]) -> Lineage:
    """The lineage of rows as the register's table has them."""
    return Lineage(Link(**{name: row[name] for name in Link.__struct_fields__}) for row in rows)


def read(register: Register, among: Collection[str] | None = None) -> Lineage:
    """The lineage of a register; if told, only links that touch some contracts."""
    rows = register.rows("lineage")
    if among is not None:
        rows = (row for row in rows if row["child_id"] in among or row["parent_id"] in among)
    return of_rows(rows)
