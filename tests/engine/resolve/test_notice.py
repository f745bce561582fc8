"""Notice told in months by one publisher and in days by another: one question, one answer, and whether it is settled."""

from datetime import date

from guildhall.engine.records import Sighting
from guildhall.engine.resolve import Resolved, contracts_of, resolve
from tests.engine.resolve.make import codes_of, sighting

PROCESS = "ocds-h6vhtk-0abcde"


def register(number: int = 50, **values: str) -> Sighting:
    return sighting("register", number, source="council_registers", basis="B", on=date(2026, 6, 1), **values)


def answer(*sightings: Sighting) -> Resolved:
    (group,) = contracts_of(PROCESS, sightings, codes_of)
    return resolve(group, {})


def states(found: Resolved) -> dict[str, str]:
    return {f"{row[2]} {row[1]}": row[9] for row in found.claims if row[1].startswith("notice")}


def test_the_longer_notice_counts_until_it_is_settled() -> None:
    found = answer(sighting("UK7", 1, basis="C", notice_months="6"), register(notice_months="3"))
    assert (found.contract.notice_months, found.contract.notice_days) == (6, 180)
    assert found.contract.disputed == ("notice_months",)
    assert states(found) == {"6 notice_months": "won", "3 notice_months": "disagrees"}


def test_days_and_months_are_compared() -> None:
    found = answer(sighting("UK7", 1, basis="C", notice_months="3"), register(notice_days="120"))
    assert (found.contract.notice_months, found.contract.notice_days) == (None, 120)
    assert found.contract.disputed == ("notice_days",)
    same = answer(sighting("UK7", 1, basis="C", notice_months="3"), register(notice_days="92"))
    assert same.contract.disputed == ()
    assert states(same) == {"3 notice_months": "agrees", "92 notice_days": "won"}


def test_a_publishers_later_word_replaces_its_earlier_one() -> None:
    found = answer(sighting("UK7", 1, notice_months="6"), sighting("UK10", 9, notice_months="2"))
    assert (found.contract.notice_months, found.contract.disputed) == (2, ())
    assert states(found) == {"6 notice_months": "replaced", "2 notice_months": "won"}


def test_nobody_says_or_nobody_says_it_so_that_it_can_be_read() -> None:
    assert answer(sighting("UK7", 1)).contract.notice_days is None
    assert answer(sighting("UK7", 1, notice_days="soon")).contract.notice_days is None
