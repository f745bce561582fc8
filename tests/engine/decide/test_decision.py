"""Decisions on a day: states, choices, the least bad route and what is said of them."""

from datetime import date
from typing import Any

import pytest

from guildhall.engine import decide
from guildhall.engine.decide import words
from guildhall.engine.decide.decision import Decision, state_of_range
from guildhall.engine.decide.facts import Facts, Option

ON = date(2026, 11, 23)
LONG = {"next_route": "open", "criticality": 3}  # fifteen months


def decided(on: date = ON, **facts: Any) -> Decision:
    return decide.decide(Facts(**facts), on)


def test_the_day_itself_is_still_open() -> None:
    known = {"ends_on": date(2028, 2, 23), "renewal_mode": "none", **LONG}
    assert decided(**known).state == "open"
    assert decided(date(2026, 11, 24), **known).state == "late"


def test_a_contract_ends_the_day_after_its_last() -> None:
    known = {"ends_on": ON, "renewal_mode": "none", **LONG}
    assert decided(**known).state == "late"
    assert decided(date(2026, 11, 24), **known).state == "ended"


def test_a_range_that_has_begun_may_be_late() -> None:
    found = decided(ends_on=date(2027, 12, 31), renewal_mode="none", criticality=2)
    assert found.state == "maybe_late"
    assert [choice.state for choice in found.choices] == ["maybe_closed"]
    assert found.choices[0].words == (
        "It could be replaced in time until some day between 30 September 2026 and 30 April 2027, which may have passed."
    )
    assert found.least_bad is not None
    assert not found.least_bad.is_certain
    assert found.least_bad.words.startswith(
        "If it is already too late to replace it: there is a gap from 31 December 2027"
    )


def test_state_of_a_bare_range() -> None:
    assert state_of_range(None, None, ON) == "unknown"
    assert state_of_range(date(2026, 1, 1), date(2027, 1, 1), ON) == "maybe_late"


def test_two_steps_where_one_is_not_enough() -> None:
    found = decided(
        ends_on=date(2027, 1, 31), options=(Option(12), Option(12)), renewal_mode="express", notice_days=30, **LONG
    )
    assert found.least_bad is not None
    assert (found.least_bad.kind, found.least_bad.steps, found.least_bad.ends_on) == ("extend", 2, date(2029, 1, 31))
    assert "Taking 2 options, to 31 January 2029, covers that: ask by 1 January 2027." in found.least_bad.words


def test_options_that_shorten_the_gap_without_closing_it() -> None:
    found = decided(ends_on=date(2027, 1, 31), options=(Option(6),), renewal_mode="express", notice_days=30, **LONG)
    assert found.least_bad is not None
    assert found.least_bad.kind == "gap"
    assert (found.least_bad.gap_from_on, found.least_bad.gap_to_on) == (date(2027, 1, 31), date(2028, 2, 23))
    assert found.least_bad.last_option_on == date(2027, 7, 31)
    assert "makes it shorter but does not close it" in found.least_bad.words


def test_an_unknown_notice_may_still_allow_asking() -> None:
    found = decided(ends_on=date(2027, 2, 28), options=(Option(24),), renewal_mode="express", **LONG)
    assert found.least_bad is not None
    assert found.least_bad.kind == "extend"
    assert "ask at once, if the notice allows" in found.least_bad.words


def test_a_tacit_renewal_goes_on_meanwhile() -> None:
    known = {"ends_on": date(2027, 2, 28), "renewal_mode": "tacit", "notice_days": 120, **LONG}
    renewed = decided(**known, options=(Option(12),))
    assert renewed.least_bad is not None
    assert (renewed.least_bad.kind, renewed.least_bad.ends_on) == ("renewal", date(2028, 2, 29))
    assert renewed.if_nothing_is_done == (
        "If nothing is done, the contract goes on by itself after 28 February 2027, to 29 February 2028 at first."
    )
    unsaid = decided(**known)
    assert unsaid.least_bad is not None
    assert (unsaid.least_bad.kind, unsaid.least_bad.ends_on) == ("renewal", None)
    assert "for how long is not known" in unsaid.least_bad.words
    short = decided(**known, options=(Option(3),))
    assert short.least_bad is not None
    assert short.least_bad.kind == "gap"
    assert [choice.choice for choice in short.closed_choices] == ["replace", "stop_renewal"]


def test_no_least_bad_while_replacing_is_possible() -> None:
    assert decided(ends_on=date(2029, 2, 28), renewal_mode="none", **LONG).least_bad is None
    late = decided(ends_on=date(2027, 4, 30), renewal_mode="tacit", notice_months=9, next_route="quote", criticality=1)
    assert late.state == "late"
    assert late.least_bad is None
    assert [choice.choice for choice in late.choices] == ["replace"]


def test_an_unknown_end_uses_the_earliest() -> None:
    found = decided(ends_earliest_on=date(2027, 3, 31), ends_latest_on=date(2029, 3, 31), renewal_mode="none", **LONG)
    assert found.least_bad is not None
    assert found.least_bad.gap_from_on == date(2027, 3, 31)
    assert found.if_nothing_is_done == (
        "If nothing is done, the contract ends between 31 March 2027 and 31 March 2029 and nothing replaces it."
    )
    assert decided(ends_latest_on=date(2027, 3, 31), **LONG).least_bad is None


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"renewal_mode": "none"},
            "The contract ended on 31 March 2026; nothing is recorded in its place.",
        ),
        (
            {"renewal_mode": "tacit"},
            "The term ended on 31 March 2026; it may have gone on by itself since. The council would know.",
        ),
        (
            {"renewal_mode": "express", "options": (Option(12),)},
            "The term ended on 31 March 2026; it may have been extended, to 31 March 2027 at most. The council would know.",
        ),
        (
            {"renewal_mode": "express", "options": (Option(None),)},
            "The term ended on 31 March 2026; it may have been extended. The council would know.",
        ),
    ],
)
def test_after_the_end(facts: dict[str, Any], sentence: str) -> None:
    found = decided(ends_on=date(2026, 3, 31), **LONG, **facts)
    assert found.state == "ended"
    assert found.choices == ()
    assert found.if_nothing_is_done == sentence
    assert found.least_bad is not None
    assert found.least_bad.kind == "gap"
    assert found.least_bad.words.startswith("There is a gap since 31 March 2026")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"ends_on": date(2026, 12, 3), "renewal_mode": "none", **LONG},
            "A replacement bought by an open procedure takes about 15 months but the contract ends on 3 December 2026, in 10 days.",
        ),
        (
            {"ends_earliest_on": date(2030, 1, 1), "criticality": 1, "options": ()},
            "A replacement takes 6 to 13 months and the contract ends on 1 January 2030 at the earliest.",
        ),
        (
            {"ends_latest_on": date(2026, 12, 1), "criticality": 1, "next_route": "quote", "options": ()},
            "A replacement bought by quotations takes about 3 months but the contract ends on 1 December 2026 at the latest.",
        ),
        (
            {"ends_on": date(2027, 12, 31), "renewal_mode": "none", "value_gross": 1, "criticality": 1},
            "A replacement takes about 3 months and the contract ends in 13, on 31 December 2027.",
        ),
        (
            {"ends_on": date(2029, 12, 31), "renewal_mode": "none", "next_route": "open"},
            "A replacement bought by an open procedure takes 10 to 15 months and the contract ends in 37, on 31 December 2029.",
        ),
    ],
)
def test_the_first_sentence_says_why(facts: dict[str, Any], sentence: str) -> None:
    assert decided(**facts).why[0] == sentence


def test_a_term_shorter_than_the_lead_is_said() -> None:
    found = decided(starts_on=date(2026, 10, 1), ends_on=date(2027, 9, 30), renewal_mode="none", **LONG)
    assert any("lies before the start" in sentence for sentence in found.why)


def test_what_moved_the_day_is_said() -> None:
    found = decided(
        ends_on=date(2030, 3, 31), renewal_mode="none", vesting_on=date(2028, 4, 1), shadow_on=date(2027, 5, 1),
        meetings_on=(date(2027, 4, 12),), **LONG,
    )  # fmt: skip
    assert found.decide_by_latest_on == date(2027, 4, 12)
    assert [s for s in found.why if "passes into its successor" in s or "consent" in s or "last meeting" in s] == [
        "The council passes into its successor on 1 April 2028, so the choice must be made before.",
        "From 1 May 2027 larger contracts may need consent, so the choice must be made before.",
        "The day is moved to the last meeting at which the council can decide.",
    ]


def test_contradictions_are_said() -> None:
    found = decided(starts_on=date(2027, 1, 1), ends_on=date(2026, 1, 1), **LONG)
    assert found.state == "unknown"
    assert found.notes == (
        "The end date is before the start date, so one of them is wrong; the end is treated as not known.",
    )
    assert found.if_nothing_is_done == "Nobody can tell: the end date is not known."


def test_not_knowing_whether_it_renews_is_said() -> None:
    found = decided(ends_on=date(2028, 12, 31), **LONG)
    assert found.missing == ("renewal",)
    assert found.if_nothing_is_done.endswith("unless it goes on by itself, which is not known.")
    assert found.why[-1] == "Not known: whether it renews."


def test_several_unknowns_are_listed() -> None:
    found = decided(ends_earliest_on=date(2028, 12, 31), ends_latest_on=date(2029, 12, 31), renewal_mode="tacit")
    assert found.why[-1] == "Not known: the end date, the notice, how it will be bought again and how critical it is."
    assert [setting.key for setting in found.settings_used][-2:] == [
        "notice_unknown_days.shortest",
        "notice_unknown_days.longest",
    ]
    assert "Stopping the renewal must be done by some day between" in " ".join(found.why)


def test_the_day_to_ask_has_passed() -> None:
    found = decided(ends_on=date(2027, 1, 31), options=(Option(12),), renewal_mode="express", notice_days=120, **LONG)
    assert found.if_nothing_is_done == (
        "If nothing is done, the contract ends on 31 January 2027, the day to ask for an extension has already passed "
        "and nothing replaces it."
    )
    assert found.closed_choices[1].words == "It could be extended until 3 October 2026."


def test_a_day_that_is_not_known_is_said_so() -> None:
    assert words.span(None, None) == "a day that is not known"
