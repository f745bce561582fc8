"""What was found here for each question: counts over the register, and the contracts it was found on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from django.db.models import Count

from guildhall.core import search
from guildhall.engine import indicators
from guildhall.rooms.contracts.models import Finding, PortfolioFinding
from guildhall.rooms.contracts.queries import index as arrays
from guildhall.rooms.contracts.queries import rows, status

ORDER = ("act", "watch", "ok", "unknown", "not_applicable")
"""Statuses as pages list them: what presses first, what does not apply last."""
SHOWN = 8
"""Contracts that an indicator's page names itself."""


@dataclass(frozen=True)
class Tally:
    """How often each status was found for one question."""

    indicator: indicators.Indicator
    subject: str
    """`contract`, `council`, `supplier` or `category`."""
    counts: dict[str, int]
    live: dict[str, int]
    """The same among contracts still to decide; empty for other subjects."""
    also: tuple[tuple[str, dict[str, int]], ...] = ()
    """Further subjects that are asked the same question, with their counts."""

    @property
    def asked(self) -> int:
        """Of how many the question could be asked at all."""
        return sum(count for name, count in self.counts.items() if name != "not_applicable")

    @property
    def known(self) -> int:
        """For how many of them it could be answered."""
        return self.asked - self.counts.get("unknown", 0)


Portfolios = dict[str, dict[str, dict[str, int]]]
"""By code of the question and subject, how often each status was found."""


def tallies(on: date) -> tuple[Tally, ...]:
    """Every question of the catalogue, in its order, with what was found here; counted once a day and load."""
    return _tallies(on, search.version())


@lru_cache(maxsize=2)
def _tallies(on: date, version: str) -> tuple[Tally, ...]:  # noqa: ARG001 -- names what is cached
    index = arrays.current()
    live = _live(index, on)
    portfolios = _portfolios()
    return tuple(_tally(one, index, live, portfolios) for one in indicators.INDICATORS)


def tally(indicator: indicators.Indicator, on: date) -> Tally:
    """The same for one question."""
    index = arrays.current()
    return _tally(indicator, index, _live(index, on), _portfolios(indicator.code))


def _tally(one: indicators.Indicator, index: arrays.Index, live: np.ndarray, portfolios: Portfolios) -> Tally:
    """Of contracts where they are asked it, else of the first subject that is; of contracts what is absent is unknown."""
    found = portfolios.get(one.code, {})
    others = [subject for subject in one.asked_of if subject != "contract"]
    also = tuple((subject, _ordered(found[subject])) for subject in others if subject in found)
    if "contract" in one.asked_of:
        counts, alive = index.findings_of(one.code), index.findings_of(one.code, live)
        return Tally(one, "contract", _ordered(counts), _ordered(alive), also)
    first = next((subject for subject in others if subject in found), others[0])
    return Tally(one, first, _ordered(found.get(first, {})), {}, tuple(each for each in also if each[0] != first))


def _ordered(counts: dict[str, int]) -> dict[str, int]:
    return {name: counts.get(name, 0) for name in ORDER}


def _live(index: arrays.Index, on: date) -> np.ndarray:
    return status.states(index, on) != status.STATES.index("ended")


def _portfolios(code: str = "") -> Portfolios:
    """Findings on councils, suppliers and categories, counted."""
    found = PortfolioFinding.objects.filter(indicator=code) if code else PortfolioFinding.objects.all()
    counted: Portfolios = {}
    for indicator, subject, status_, count in (
        found.values_list("indicator", "subject", "status").annotate(count=Count("id")).order_by("indicator", "subject")
    ):
        counted.setdefault(indicator, {}).setdefault(subject, {})[status_] = count
    return counted


def contracts(code: str, on: date, *, most: int = SHOWN) -> tuple[rows.ContractRow, ...]:
    """The first contracts to decide on which a question says act, else watch."""
    index = arrays.current()
    live = _live(index, on)
    for wanted in ("act", "watch"):
        places = np.flatnonzero(index.has_finding(code, wanted) & live)[:most]
        if len(places):
            return tuple(rows.rows(index.keys[places], on))
    return ()


def told(code: str, on: date) -> Iterator[tuple[rows.ContractRow, Finding]]:
    """Every contract on which a question says act or watch, act first, soonest decision first, with what it says."""
    index = arrays.current()
    for wanted in ("act", "watch"):
        places = np.flatnonzero(index.has_finding(code, wanted))
        for start in range(0, len(places), rows.CHUNK):
            keys = index.keys[places[start : start + rows.CHUNK]]
            held = Finding.objects.filter(contract_id__in=[int(key) for key in keys], indicator=code)
            by_contract = {one.contract_id: one for one in held}
            for line in rows.rows(keys, on):
                if line.key in by_contract:
                    yield line, by_contract[line.key]
