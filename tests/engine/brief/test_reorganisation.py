from datetime import date

from guildhall.engine.brief.reorganisation import future
from tests.engine.brief.made import COUNCILS, COUNTY, NEW, NORTHMOOR, ON, council, goes


def told(who, *rows):
    return future(who, rows, COUNCILS, ON)


def test_a_decided_merger():
    found = told(
        NORTHMOOR, goes("X-NM"), goes("X-SB"), goes("X-FW", successor_code="", successor_name="South Westmarch")
    )
    assert (found.words, found.is_decided, found.partners) == ("Joins North Westmarch on 1 April 2028", True, ("X-SB",))
    assert found.source.label == "Order of 2026"


def test_a_county_that_is_divided():
    found = told(
        COUNTY,
        goes("X-WM", whole=False),
        goes("X-WM", whole=False, successor_code="", successor_name="South Westmarch"),
        goes("X-NM"),
    )
    assert found.words == "Is divided between North Westmarch and South Westmarch on 1 April 2028"
    assert found.partners == ("X-NM",)


def test_proposals_promise_nothing():
    one = goes("X-NM", "proposed", scenario="A")
    two = goes("X-NM", "proposed", scenario="B", successor_code="", successor_name="Other")
    found = told(NORTHMOOR, one, two, goes("X-SB", "proposed", scenario="A"), goes("X-FW", "proposed", scenario="B"))
    assert found.words == "Two proposals for Westmarch, planned for 1 April 2028; no decision is recorded here"
    assert (found.is_decided, found.partners) == (False, ("X-SB",))


def test_an_area_without_a_proposal_on_record():
    rows = [
        goes(code, "proposed", successor_code="", successor_name="", scenario="not settled", vesting_on=None)
        for code in ("X-NM", "X-SB")
    ]
    found = told(NORTHMOOR, *rows)
    assert found.words == "Westmarch is to be reorganised; no decision is recorded here"
    assert found.partners == ("X-SB",)


def test_done_and_made():
    gone = council("X-OL", "Old District Council", ends_on=date(2023, 3, 31))
    row = goes("X-OL", "done", vesting_on=date(2023, 4, 1))
    assert told(gone, row).words == "Passed into North Westmarch on 1 April 2023"
    assert told(gone, goes("X-OL", "done", vesting_on=None)).words == "Passed into North Westmarch"
    made = future(NEW, [row], COUNCILS | {"X-OL": gone}, ON)
    assert made.words == "Made on 1 April 2023 out of Old"
    assert told(NEW, goes("X-OL", "done", vesting_on=date(2009, 4, 1))).words == ""
    assert told(NORTHMOOR).words == ""
    decided = told(NORTHMOOR, goes("X-NM", vesting_on=None))
    assert decided.words == "Passed into North Westmarch"
