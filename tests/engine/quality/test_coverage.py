"""What is known, counted."""

from datetime import date

import msgspec
import pytest

from guildhall.engine import indicators
from guildhall.engine.build import judge, rows
from guildhall.engine.quality import coverage
from guildhall.engine.records import Contract, Council
from guildhall.engine.register import write
from guildhall.engine.resolve import contracts_of, resolve
from tests.engine.resolve.make import codes_of, sighting


def contract(**values) -> Contract:
    said = sighting(**values)
    (group,) = contracts_of(said.process, [said], codes_of)
    return resolve(group, {}).contract


def batch(*contracts: Contract):
    held = write.Rows("contracts")
    for each in contracts:
        held.append(rows.contract(each, indicators.window_of(each), judge.Judged(None, None), [], is_sample=False))
    return held.batch()


@pytest.fixture
def tally() -> coverage.Tally:
    """Two contracts counted apart and put together."""
    whole, half = coverage.Tally(), coverage.Tally()
    digital = msgspec.structs.replace(
        contract(title="A", ends_on="2027-03-31", value_net="100"),
        is_digital=True,
        category="asc",
        disputed=("ends_on",),
    )
    whole.add(batch(digital))
    half.add(batch(msgspec.structs.replace(contract(), is_digital=True, last_seen_on=date(2026, 5, 1))))
    whole.merge(half)
    whole.merge(coverage.Tally())
    return whole


def test_fields_are_counted(tally: coverage.Tally) -> None:
    rows = {row.key: row for row in tally.of_fields()}
    assert rows.keys() == coverage.FIELDS.keys()
    assert (rows["ends_on"].known, rows["ends_on"].total) == (1, 2)
    assert rows["ends_on"].words == "1 of 2 contracts have an agreed end."
    assert rows["supplier_names"].known == 2


def test_councils_are_counted_by_themselves(tally: coverage.Tally) -> None:
    rows = {row.measure: row for row in tally.of_councils({"AMB": "Ambridge Council"})}
    assert set(rows) == set(coverage.OF_COUNCIL)
    assert rows["value"].words == "1 of 2 contracts of Ambridge Council have a value."
    assert {row.words for row in tally.of_councils({})} >= {"1 of 2 contracts of AMB have a value."}


def council(code: str, starts: date | None = None, ends: date | None = None) -> Council:
    return Council(code, code, code, code, "UA", "England", "", "", None, starts, ends, "", None, None, "")


def test_the_whole_in_sentences(tally: coverage.Tally) -> None:
    councils = [
        council("AMB"), council("OLD", ends=date(2020, 4, 1)), council("NEW", starts=date(2028, 4, 1)),
        council("HOL", starts=date(2009, 4, 1), ends=date(2028, 4, 1)),
    ]  # fmt: skip
    words = [row.words for row in tally.of_register(councils)]
    assert words == [
        "1 of 2 councils of today have at least one contract here.",
        "1 of 2 digital contracts are in a category; 1 stay unclassified.",
        "On 1 of 2 contracts the documents disagree about a date or a sum.",
    ]
    empty = next(iter(coverage.Tally().of_register(councils)))
    assert (empty.known, empty.total) == (0, 4)


def test_sources_say_what_they_gave() -> None:
    rows = list(coverage.of_sources({"b": 10, "a": 5}, {"notices:b": 4}, {"c": (7, 9)}))
    assert [(row.key, row.measure, row.known, row.total) for row in rows] == [
        ("a", "notices", 5, 5), ("b", "notices", 6, 10), ("c", "rows", 0, 7),
    ]  # fmt: skip
    assert rows[1].words == "6 of 10 notices of b concern a council; 4 of other bodies are left out."
