"""What holds for all indicators, and the corners their worked examples leave out."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine import decide, indicators
from guildhall.engine.indicators.self_declared_lock_in import friends, grounds
from guildhall.engine.records import Contract, Finding
from tests.factories.contract import contract

ON = date(2026, 11, 23)
CODES = [indicator.code for indicator in indicators.CONTRACTS]
DAYS = st.none() | st.dates(date(2015, 1, 1), date(2040, 12, 31))


def found(code: str, on: date = ON, **facts: Any) -> Finding:
    return next(f for f in every(contract(**facts), on) if f.indicator == code)


def every(known: Contract, on: date = ON, window: decide.Window | None = None) -> tuple[Finding, ...]:
    """All findings on a contract, as readers have them."""
    stored = indicators.measure_all(known, on, window)
    return indicators.complete(known.contract_id, stored, is_digital=known.is_digital)


@given(
    st.fixed_dictionaries({
        "starts_on": DAYS, "ends_on": DAYS, "first_ends_on": DAYS, "last_end_on": DAYS, "ends_earliest_on": DAYS,
        "ends_latest_on": DAYS, "ended_on": DAYS, "signed_on": DAYS, "first_published_on": DAYS,
        "extension": st.sampled_from(["declared", "none_declared", "unknown"]),
        "extension_text": st.sampled_from(["", "2 x 12 months", "as set out", "rolling year"]),
        "options": st.sampled_from([(), (12,), (12, 12, 12)]), "notice_days": st.none() | st.integers(0, 400),
        "renewal_mode": st.sampled_from(["none", "express", "tacit", "unknown"]),
        "route": st.sampled_from(["", "open", "direct", "other", "call_off"]),
        "rationale": st.sampled_from([(), ("urgency",), ("D_TECHNICAL",)]), "rationale_text": st.text(max_size=40),
        "is_digital": st.none() | st.booleans(), "category": st.sampled_from(["", "hosting", "csc"]),
        "main_category": st.sampled_from(["", "goods"]), "regime": st.sampled_from(["act", "celex"]),
    })
)  # fmt: skip
def test_every_contract_gets_one_finding_per_question(facts: dict[str, Any]) -> None:
    made = every(contract(**facts))
    assert [finding.indicator for finding in made] == CODES
    for finding in made:
        assert finding.words
        assert finding.words[0].isupper()
        assert finding.words.endswith(".")
        assert "None" not in finding.words
        if finding.status == "unknown":
            assert finding.missing, "unknown says what would settle it"
        if finding.status in {"ok", "watch", "act"}:
            assert finding.value or finding.low or finding.inputs


@given(st.dates(date(2015, 1, 1), date(2040, 12, 31)), st.integers(1, 400))
def test_only_the_questions_that_say_so_depend_on_the_day(end: date, days: int) -> None:
    known = contract(starts_on="2014-04-01", ends_on=end, extension="none_declared", first_published_on="2014-03-01")
    before = every(known)
    after = every(known, ON + timedelta(days=days))
    changed = {one.indicator for one, other in zip(before, after, strict=True) if one != other}
    assert changed <= {indicator.code for indicator in indicators.INDICATORS if indicator.depends_on_the_day}


def test_the_window_may_be_given() -> None:
    known = contract(ends_on="2028-06-30", extension="none_declared")
    window = decide.window(decide.from_contract(known, criticality=1), decide.load())
    given_window = every(known, ON, window)
    assert given_window[5].high == "2027-12-30"
    assert given_window[5].missing == ("route",)


def test_the_basis_is_that_of_the_weakest_claim() -> None:
    basis = {"starts_on": "A", "ends_on": "C"}
    assert found("T1", starts_on="2026-04-01", ends_on="2027-03-31", basis=basis).basis == "C"


@pytest.mark.parametrize(
    ("code", "facts", "status", "words"),
    [
        ("T2", {"starts_on": "2027-01-01", "ends_on": "2026-01-01"}, "unknown", "Cannot tell: the end date lies before the start date."),
        ("T2", {"starts_on": "2026-01-01", "last_end_on": "2028-12-31"}, "ok", "With every option taken it can run 36 months, to 31 December 2028."),
        ("T2", {"starts_on": "2026-01-01", "ends_on": "2031-12-31", "extension": "none_declared"}, "watch",
         "Without any extension it runs 72 months, to 31 December 2031; more than 60 months is long for this kind."),
        ("T3", {"starts_on": "2029-01-01", "ends_on": "2028-01-01", "last_end_on": "2029-12-31"}, "unknown", "Cannot tell: the dates of this contract contradict each other."),
        ("T4", {"extension": "declared"}, "unknown", "It can be extended; in how many steps is not known."),
        ("T4", {"ends_on": "2027-01-01", "last_end_on": "2028-01-01"}, "unknown", "It can be extended; in how many steps is not known."),
        ("T4", {"options": (12, 6), "options_taken": (24,)}, "watch", "It can be extended 3 times, by 24, 12 and 6 months."),
        ("T4", {"options": (1,)}, "ok", "It can be extended once, by 1 month."),
        ("T5", {"ended_on": "2026-10-01", "ends_on": "2028-10-01", "last_end_on": "2029-10-01"}, "not_applicable", "It ended on 1 October 2026."),
        ("T5", {"ends_on": "2026-11-30"}, "act", "It runs another 7 days, to 30 November 2026."),
        ("T5", {"ends_earliest_on": "2026-01-01", "ends_latest_on": "2026-05-31"}, "not_applicable", "It ended between 1 January 2026 and 31 May 2026."),
        ("T5", {"ends_earliest_on": "2028-01-01"}, "unknown", "The end date is not known; it ends on 1 January 2028 at the earliest."),
        ("T6", {"ends_latest_on": "2040-01-01"}, "unknown", "Cannot tell. The signed contract, or its contract details notice, would settle the end date."),
        ("T7", {"ends_on": "2026-03-31"}, "not_applicable", "It has ended, so a replacement can no longer be in time."),
        ("T7", {"ends_latest_on": "2040-03-31", "category": "licensing", "value_gross": "100"}, "unknown",
         "A replacement takes 3 months, so buying must begin by 31 December 2039 at the latest."),
        ("T9", {"first_published_on": "2026-10-01", "signed_on": "2026-10-10", "regime": "act"}, "ok", "A notice came before signature."),
        ("T9", {"first_published_on": "2026-10-11", "signed_on": "2026-10-10", "regime": "celex"}, "ok", "The first notice came 1 day after signature."),
        ("T9", {"first_published_on": "2026-10-01", "starts_on": "2026-10-01"}, "ok", "The first notice came on 1 October 2026, the day it started."),
        ("T9", {"first_published_on": "2026-10-11", "ends_on": "2026-09-10", "signed_on": "2026-01-01"}, "act", "The first notice came on 11 October 2026, 31 days after it had ended."),
        ("L1", {"rationale": ("urgency",)}, "ok", "It was awarded without competition on a ground that does not speak of a single possible supplier."),
        ("L1", {}, "unknown", "Cannot tell. Neither the way it was bought nor a ground is published."),
        ("L1", {"rationale": ("D_PROTECT_RIGHTS",)}, "act", "The buyer itself says that only one supplier is possible: exclusive rights."),
        ("L1", {"rationale": ("D_TECHNICAL",), "rationale_text": "Proprietary code."}, "act",
         "The buyer itself says that only one supplier is possible: no competition for technical reasons. It speaks of licences."),
        ("X8", {"renewal_mode": "none"}, "ok", "It ends by itself."),
        ("X8", {"extension_text": "Two further years"}, "unknown", "Cannot tell whether it goes on by itself. The signed contract would settle it."),
    ],
)  # fmt: skip
def test_corners(code: str, facts: dict[str, Any], status: str, words: str) -> None:
    finding = found(code, **facts)
    assert (finding.status, finding.words) == (status, words)


@pytest.mark.parametrize(
    ("facts", "friend"),
    [
        ({"rationale_text": "Direct Award C under the PSR"}, "it is a health service, for which other rules of selection hold"),
        ({"suppliers": ("Network Rail Infrastructure Limited",)}, "the supplier is a statutory undertaker, the only one allowed to do this work"),
        ({"title": "Gas main diversion, High Street"}, "the supplier is a statutory undertaker, the only one allowed to do this work"),
        ({"title": "Touring production for the summer"}, "it is a work of art or a performance"),
        ({"rationale_text": "The only available site is in the control of the firm."}, "it is about a piece of land or a building that has one owner"),
        ({"special_regime": ("lightTouch",), "is_digital": False}, "it is a light-touch service, where this ground is often used loosely"),
        ({"special_regime": ("lightTouch",), "is_digital": True}, ""),
        ({"rationale_text": "To formalise the exercise of a 12-month extension option."}, "it uses an option that the first contract already held"),
        ({"main_category": "goods", "is_digital": False}, "it looks like a one-off purchase"),
        ({"main_category": "goods", "is_digital": False, "starts_on": "2026-01-01", "ends_on": "2028-01-01"}, ""),
        ({"main_category": "goods", "is_digital": True}, ""),
        ({"main_category": "goods", "is_digital": None}, ""),
    ],
)  # fmt: skip
def test_false_friends_of_lock_in(facts: dict[str, Any], friend: str) -> None:
    assert friends.of(contract(**facts), ["D_TECHNICAL"]) == friend


def test_the_quote_is_the_telling_part_in_whole_words() -> None:
    text = "This notice is published.\n\nThe incumbent knows the data. A bespoke build exists. Other words."
    assert grounds.quote(text) == "The incumbent knows the data. … A bespoke build exists."
    assert grounds.quote("Nothing telling here. Nor here. Nor there.") == "Nothing telling here. … Nor here."
    assert grounds.quote("") == ""
    long = grounds.quote("licence " * 100)
    assert len(long) <= 322
    assert long.endswith("licence …")


def test_an_unknown_code_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        indicators.by_code("Z9")
