"""Findings on a supplier or a market as a whole, as rows of a table."""

from collections.abc import Iterable

from guildhall.rooms.contracts.models import PortfolioFinding
from guildhall.rooms.contracts.queries import portfolio
from guildhall.rooms.contracts.views import facts, lines
from guildhall.ui import parts

COLUMNS = (
    parts.Column("About"), parts.Column("Finding"), parts.Column("In words"), parts.Column("Could be answered", "number"),
)  # fmt: skip


def cells(found: Iterable[PortfolioFinding]) -> list[list[object]]:
    """One row a finding: what it is about, the mark with its word, the sentence, and how much of it could be told."""
    return [
        [_about(one), lines.component("finding", one.status), one.words, f"{one.known:,} of {one.total:,}" if one.total else ""]
        for one in found
    ]  # fmt: skip


def _about(one: PortfolioFinding) -> object:
    if one.scope == portfolio.DIMENSION:
        return one.indicator
    try:
        link = facts.question(one.indicator)
    except KeyError:  # a register of another version may know other questions
        return one.indicator
    return lines.link(link.label, link.url)
