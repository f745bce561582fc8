"""Who has moved off a product lately: a council whose contract for it has ended and that now runs another for the same need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date

from guildhall.engine.brief import lines, standing, text
from guildhall.engine.brief.lines import Line
from guildhall.engine.brief.page import Action, ContractView, Item
from guildhall.engine.decide.arithmetic import add_months

LATELY_MONTHS = 24
"""Somebody who moved within this time still remembers how."""
Move = tuple[bool, date, str, ContractView, ContractView]


class Leavers:
    """Contracts of other councils that have ended lately, by product, and those that run, by council and category."""

    def __init__(
        self, peers: Iterable[ContractView], neighbours: Collection[str], name_of: Callable[[str], str], on: date
    ) -> None:
        self.neighbours, self.name_of, self.on = neighbours, name_of, on
        self.ended: dict[str, list[tuple[date, ContractView]]] = defaultdict(list)
        self.running: dict[tuple[str, str], list[ContractView]] = defaultdict(list)
        since = add_months(on, -LATELY_MONTHS)
        for view in peers:
            last = standing.last_day(view)
            if last is not None and since <= last < on:
                for product in view.product_names:
                    self.ended[product].append((last, view))
            elif view.product_names and view.category and standing.is_live(view, on):
                self.running[view.council_code, view.category].append(view)

    def asked(self, view: ContractView) -> list[Line]:
        """One line: the neighbour that left the product last, else whoever did."""
        found: list[tuple[Move, str]] = []
        for product in view.product_names:
            for last, old in self.ended.get(product, ()):
                found += [
                    ((old.council_code in self.neighbours, last, new.contract_id, old, new), product)
                    for new in self.running.get((old.council_code, view.category), ())
                    if not set(new.product_names) & set(view.product_names)
                ]
        if not found:
            return []
        (_, last, _, old, new), product = max(found, key=lambda each: each[0][:3])
        return [self._line(view, old, new, product, last)]

    def _line(self, view: ContractView, old: ContractView, new: ContractView, product: str, last: date) -> Line:
        until = lines.until(view, self.on)
        runs = text.listed(new.product_names, most=2)
        item = Item(
            kind="peer",
            group="talk",
            headline=f"Ask {self.name_of(old.council_code)} how it moved off {product}",
            decide_by=until,
            state=lines.state_by(until, self.on),
            distance=text.away(until, self.on) if until else "any time",
            why=(f"Its contract for {product} ended in {text.month(last)}; it now runs {runs}.",),
            unknown=("how long the move took and what it cost.",),
            action=Action("See their contract", lines.contract_url(new)),
            sources=lines.sources([old, new]),
            bar=lines.talk_bar(self.on, until, "before you decide"),
            contract_id=new.contract_id,
        )
        return Line(item, 45 + standing.weight(view) // 2, f"left {product}")
