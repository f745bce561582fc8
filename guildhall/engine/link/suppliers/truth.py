"""Mentions whose company is known by its number, repaired of slips; the numbers hidden from what is to be tested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from guildhall.engine.clean import names
from guildhall.engine.link.suppliers import background, candidates, features, numbers
from guildhall.engine.link.suppliers.grams import Floats, Grams, Ints
from guildhall.engine.link.suppliers.lists import Mention
from guildhall.engine.link.suppliers.mentions import gathered, spelling_key
from guildhall.engine.link.suppliers.spellings import Table


class Truth:
    """A list of mentions, its distinct spellings without numbers, and who each of them is."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        seen = Counter((names.normalise(each.name).key, each.number) for each in mentions if each.number)
        repaired, self.open = numbers.repairs(seen, lenient=True)
        self.companies = [repaired.get(each.number, each.number) for each in mentions]
        hidden = [msgspec.structs.replace(each, number="", ids=_without_numbers(each.ids)) for each in mentions]
        self.written = [spelling_key(each.name) for each in mentions]
        self.spellings, self.row_of = gathered(hidden)
        self.count = len(self.spellings)
        known: list[set[str]] = [set() for _ in self.spellings]
        for row, company in zip(self.row_of, self.companies, strict=True):
            if company:
                known[row].add(company)
        self.company_of = [next(iter(each)) if len(each) == 1 else "" for each in known]

    def figures(self) -> tuple[Floats, Ints, Ints]:
        """All pairs worth comparing, with what they have in common."""
        table = Table(self.spellings, background.load())
        grams = Grams(table.cores, table.known)
        one, other = candidates.pairs(table, grams)
        return features.Measurer(table, grams).measure(one, other), one, other


def _without_numbers(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in ids if not one.startswith("GB-COH:"))
