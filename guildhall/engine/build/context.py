"""What every worker knows: which councils there are, how buyers' names lead to them, and which products there are."""

from __future__ import annotations

from collections.abc import Sequence

from guildhall.engine import classify
from guildhall.engine.build.outcome import Setup
from guildhall.engine.link import councils
from guildhall.engine.link.suppliers import judgements
from guildhall.engine.records import Issue, Party
from guildhall.engine.sources import product_lists
from guildhall.engine.sources.council_names import read


class Context:
    """Prepared once in each process."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.finder = councils.finder(*setup.councils)
        self.book = read.library(*setup.councils)
        self.issues: list[Issue] = []
        listed = [row for path in setup.products for row in product_lists.read(path, self.issues.append)]
        self.products = classify.Known(listed)
        self.issues += self.products.issues
        self.judgements = [row for path in setup.judgements for row in judgements.read(path, self.issues.append)]
        self.names = {code: council.name for code, council in self.book.councils.items()}

    def codes_of(self, buyers: Sequence[Party]) -> tuple[str, ...]:
        """The councils among some buyers, each once, in the order in which they are named."""
        if not buyers:
            return ()
        if len(buyers) == 1:
            return self.finder.find(buyers[0].name, buyers[0].ids).codes
        found: dict[str, None] = {}
        for buyer in buyers:
            found.update(dict.fromkeys(self.finder.find(buyer.name, buyer.ids).codes))
        return tuple(found)
