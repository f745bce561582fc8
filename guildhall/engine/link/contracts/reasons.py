"""Why a link was made, in words."""

from __future__ import annotations

import math
from datetime import date, timedelta

from guildhall.engine.link.contracts.choose import Links
from guildhall.engine.link.contracts.columns import Contracts
from guildhall.engine.link.contracts.evidence import EQUAL
from guildhall.engine.link.contracts.score import LIKE_TITLE, SAME_TITLE

SURE = math.log(9)
"""A link with just enough points is nine parts in ten sure."""
_EPOCH = date(1970, 1, 1)
_MONTH = 30.44


def words(kind: str, contracts: Contracts, links: Links) -> list[tuple[str, str]]:
    """Basis and one sentence for each link."""
    found = links.found
    told = found.reference | found.own | found.pairs.by_name
    return [
        ("C" if told[row] else "D", _first_upper("; ".join(_said(kind, contracts, links, row))) + ".")
        for row in range(len(links.child))
    ]


def _said(kind: str, contracts: Contracts, links: Links, row: int) -> list[str]:
    found = links.found
    one, other = contracts.lead[links.child[row]], contracts.lead[links.parent[row]]
    said = ["the same council" if one == other else "a council in common, or the one that followed it"]
    if found.supplier[row] > 0:
        said.append("the same supplier")
    elif found.supplier[row] < 0:
        said.append("suppliers of nearly one name" if found.supplier_alike[row] else "another supplier")
    if found.product[row] > 0:
        said.append("the same product")
    said += _titles(float(found.title[row]), bool(found.same_title[row]))
    if found.reference[row]:
        said.append("the same reference in the title")
    if found.own[row]:
        said.append("the same reference in the council's register")
    if found.pairs.by_name[row]:
        said.append("a notice of the one names a notice of the other")
    if kind == "same_as" and found.moved[row]:
        said.append("a later end, told later")
    if kind == "same_as":
        for days, thing in (
            (found.starts_apart, "start"),
            (found.ends_apart, "end"),
            (found.awards_apart, "day of award"),
        ):
            if abs(float(days[row])) <= 1:
                said.append(f"the same {thing}")
        if float(found.ratio[row]) < 1 + EQUAL:
            said.append("the same value")
    if kind == "renewal_of":
        said.append(_when(contracts, links, row))
    return said


def _titles(share: float, same: bool) -> list[str]:
    if same:
        return ["the same words in the title"]
    if share >= SAME_TITLE:
        return ["nearly the same title"]
    return ["a similar title"] if share >= LIKE_TITLE else []


def _when(contracts: Contracts, links: Links, row: int) -> str:
    gap, last = float(links.found.gap[row]), float(links.found.gap_last[row])
    begins = _EPOCH + timedelta(days=int(contracts.since[links.found.pairs.late[row]]))
    on = f"began on {begins.day} {begins:%B %Y}"
    if math.isnan(gap):
        months = round(float(links.found.apart[row]) / _MONTH)
        return f"{on}, {months} months after the other, whose end is not known"
    if (gap <= 1 and gap >= 0) or last in (0.0, 1.0):
        return f"{on}, when the other ended"
    months = round(abs(gap) / _MONTH)
    span = f"{months} month{'' if months == 1 else 's'}" if months else f"{abs(int(gap))} days"
    if gap < 0:
        return f"{on}, {span} before the other's end"
    return f"{on}, {span} after the other's end" + (" as first agreed" if last < gap else "")


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
