"""What came before some of the stories' contracts, what tells of them twice, and the framework that two hang on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from guildhall.engine.sample.plan import Deal

EARLIER = (
    ("plotwise-sal", "PlotWise licences and support", date(2019, 4, 1), date(2022, 3, 31), 41_000),
    ("plotwise-sal", "PlotWise licences and support", date(2022, 4, 1), date(2025, 3, 31), 45_000),
    ("siteline-ald", "Planning casework system", date(2021, 8, 1), date(2025, 7, 31), 61_000),
)
"""Contracts that stories' contracts renewed: story, title, term and value of a year."""
TWICE = ("greet-ald",)
"""Contracts on both portals with nothing that ties the two notices, as the rules of 2021 to February 2025 had it."""
FRAMEWORK = "telephony-framework"
CALLED_OFF = frozenset({"deskline-har", "deskline-wmc"})
"""Stories whose notices name the framework they were called off from."""


def deals(stories: Sequence[Deal]) -> list[Deal]:
    """Contracts that the older portal tells of, beside the stories they belong to."""
    by_key = {deal.key: deal for deal in stories}
    before = [
        _before(replace(by_key[key], key=f"{key}-{start.year}", title=title), start, end, year)
        for key, title, start, end, year in EARLIER
    ]
    twice = [replace(by_key[key], key=f"{key}-again", source="cf") for key in TWICE]
    frame = replace(by_key["deskline-wmc"], key=FRAMEWORK, title="Framework for contact centre telephony")
    return [*before, *twice, _before(frame, date(2025, 4, 1), date(2029, 3, 31), 500_000)]


def _before(story: Deal, start: date, end: date, year: int) -> Deal:
    """A contract like a story's, let earlier on the older portal."""
    return replace(
        story, source="cf", start=start, end=end, last_end=None, renewal="", year=year, route="open",
        net=year * round((end - start).days / 365), published=start + timedelta(days=12), rationale="",
        signed=start - timedelta(days=21), in_register=False, planned="",
    )  # fmt: skip
