"""Changes as dated lines, and what hatching may hide."""

from dataclasses import fields, replace
from datetime import date

import pytest

from guildhall.briefing import national
from guildhall.rooms.contracts import queries
from guildhall.rooms.contracts.models import Change
from guildhall.rooms.contracts.queries.national import OnMap
from guildhall.rooms.councils.models import Council
from guildhall.rooms.councils.queries import Brief
from guildhall.ui.parts import Link

ON = date(2026, 11, 23)
COUNCIL = Council(code="X-NMR", slug="northmoor", name="Northmoor District Council", kind="NMD")
HERE = Link("Northmoor District Council", "/councils/northmoor/")


@pytest.mark.parametrize(("change", "subject", "said"), [
    (Change(on=ON, kind="moved_end", council=COUNCIL, words="Northmoor District Council extended its ledger, now to 1 May 2029"),
     HERE, "extended its ledger, now to 1 May 2029"),
    (Change(on=ON, kind="new_notice", council=COUNCIL, words="NORTHMOOR DISTRICT COUNCIL: Finance ledger"),
     HERE, "published a notice: Finance ledger"),
    (Change(on=ON, kind="new_contract", council=COUNCIL, words="Northmoor District Council: new on the record, Ledger"),
     HERE, "has a contract new on the record: Ledger"),
    (Change(on=ON, kind="new_notice", council=COUNCIL, contract_id="c-1", words="The Council of Northmoor: Ledger"),
     Link("The Council of Northmoor: Ledger", "/contracts/c-1/"), ""),
    (Change(on=ON, kind="new_notice", words="A buyer: Ledger"), Link("A buyer: Ledger", ""), ""),
])  # fmt: skip
def test_a_change_in_words(change: Change, subject: Link, said: str) -> None:
    (line,) = national.changes([change], ON)
    assert (line.subject, line.words, line.when) == (subject, said, "Today")


def test_a_change_dated_ahead_is_not_news_yet() -> None:
    assert national.changes([Change(on=date(2026, 12, 11), kind="new_notice", words="x")], ON) == []


def brief(code: str, region: str) -> Brief:
    blank = dict.fromkeys(field.name for field in fields(Brief))
    return Brief(**blank | {"code": code, "slug": code.lower(), "name": f"{code} Council", "region": region})


@pytest.mark.django_db
def test_hatching_says_who_publishes_less() -> None:
    known = tuple(OnMap(brief(f"E{n}", "London"), 2, 4, 4) for n in range(20))
    dim = tuple(
        OnMap(brief(f"{nation[0]}{n}", nation), 0, 0, 4) for n in range(4) for nation in ("Wales", "Northern Ireland")
    )
    picture = replace(queries.national_picture(ON), on_map=known)
    assert national.hidden(picture) == "A hatched council may have many decisions waiting."
    picture = replace(picture, on_map=known + dim)
    assert national.hidden(picture).startswith("Northern Ireland and Wales publish less, so more are hatched.")
    picture = replace(picture, on_map=known + dim[::2])
    assert national.hidden(picture).startswith("Wales publishes less")


@pytest.mark.django_db
def test_figures_of_nothing_are_not_a_nought() -> None:
    figures = national.figures(queries.national_picture(ON))
    assert [figure.value for figure in figures] == ["0", "None", "Not known"]
