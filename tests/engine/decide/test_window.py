"""The sum in its corners: contradictions, bounds with one side, overrides, days that move it earlier."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from guildhall.engine import decide
from guildhall.engine.decide.facts import Facts, Option
from guildhall.engine.decide.window import Window, steps, window

SETTINGS = decide.load()
OPEN = {"next_route": "open", "criticality": 2}  # twelve months
NONE = {"options": (), "renewal_mode": "none"}


def found(**facts: object) -> Window:
    return window(Facts(**facts), SETTINGS)


def test_the_plain_case_is_one_day() -> None:
    plain = found(ends_on=date(2027, 12, 31), **OPEN, **NONE)
    assert plain.decide_by_on == plain.start_by_on == date(2026, 12, 31)
    assert plain.notice_by_on is None
    assert plain.missing == ()


def test_an_end_before_the_start_is_no_end() -> None:
    wrong = found(starts_on=date(2027, 1, 1), ends_on=date(2026, 1, 1), **OPEN, **NONE)
    assert (wrong.decide_by_earliest_on, wrong.missing, wrong.notes) == (None, ("end",), ("end_before_start",))
    bounded = found(
        starts_on=date(2027, 1, 1), ends_on=date(2026, 1, 1), ends_earliest_on=date(2027, 12, 31),
        ends_latest_on=date(2028, 12, 31), **OPEN, **NONE,
    )  # fmt: skip
    assert (bounded.decide_by_earliest_on, bounded.decide_by_latest_on) == (date(2026, 12, 31), date(2027, 12, 31))
    assert bounded.missing == ("end",)


def test_bounds_the_wrong_way_round_are_turned() -> None:
    turned = found(ends_earliest_on=date(2028, 12, 31), ends_latest_on=date(2027, 12, 31), **OPEN, **NONE)
    assert (turned.decide_by_earliest_on, turned.decide_by_latest_on) == (date(2026, 12, 31), date(2027, 12, 31))
    assert turned.notes == ("bounds_swapped",)


def test_one_bound_gives_one_side() -> None:
    earliest = found(ends_earliest_on=date(2027, 12, 31), **OPEN, renewal_mode="tacit", notice_days=90)
    assert (earliest.decide_by_earliest_on, earliest.decide_by_latest_on) == (date(2026, 12, 31), None)
    latest = found(ends_latest_on=date(2027, 12, 31), **OPEN, **NONE)
    assert (latest.decide_by_earliest_on, latest.decide_by_latest_on) == (None, date(2026, 12, 31))
    assert decide.state_on(latest, date(2026, 6, 1)) == "unknown"
    assert decide.state_on(latest, date(2027, 6, 1)) == "late"
    assert decide.state_on(latest, date(2028, 6, 1)) == "ended"
    assert decide.state_on(earliest, date(2030, 6, 1)) == "maybe_late"


def test_a_published_last_end_is_an_option_without_steps() -> None:
    known = Facts(ends_on=date(2027, 12, 31), last_end_on=date(2029, 6, 30))
    assert window(known, SETTINGS).notice_for == "extend"
    assert steps(known, date(2027, 12, 31)) == (date(2029, 6, 30),)
    assert found(ends_earliest_on=date(2027, 1, 1), last_end_on=date(2029, 6, 30)).notice_for == "extend"
    assert found(ends_on=date(2027, 12, 31), last_end_on=date(2027, 12, 31)).notice_for == ""


@pytest.mark.parametrize(
    ("options", "last_end_on", "expected"),
    [
        ((12, 12), None, ["2028-12-31", "2029-12-31"]),
        ((12, 12), "2029-12-31", ["2028-12-31", "2029-12-31"]),
        ((12, 12), "2028-12-31", ["2028-12-31"]),  # never more than both say
        ((12, 12), "2028-06-30", ["2028-06-30"]),
        ((12,), "2029-12-31", ["2028-12-31", "2029-12-31"]),  # the published maximum counts
        ((None, 12), None, []),  # nobody knows how long the first is
        ((None,), "2028-12-31", ["2028-12-31"]),
        ((12,), "2027-06-30", ["2028-12-31"]),  # a last end before the end is a mistake
        ((6,), None, ["2028-06-30"]),
    ],
)
def test_steps_of_options_and_published_last_end(
    options: tuple[int | None, ...], last_end_on: str | None, expected: list[str]
) -> None:
    known = Facts(
        options=tuple(Option(months) for months in options),
        last_end_on=date.fromisoformat(last_end_on) if last_end_on else None,
    )
    assert [end.isoformat() for end in steps(known, date(2027, 12, 31))] == expected


def test_options_that_are_taken_are_not_counted_again() -> None:
    known = Facts(options=(Option(12, taken=True), Option(24)))
    assert steps(known, date(2027, 12, 31)) == (date(2029, 12, 31),)
    assert found(ends_on=date(2027, 12, 31), options=(Option(12, taken=True),)).notice_for == ""


def test_a_last_end_before_the_end_is_said_and_not_used() -> None:
    wrong = found(ends_on=date(2027, 12, 31), last_end_on=date(2026, 12, 31), **OPEN, renewal_mode="none")
    assert wrong.notes == ("last_end_before_end",)
    assert wrong.decide_by_on == date(2026, 12, 31)


def test_mode_none_with_options_left_has_nothing_to_ask_for() -> None:
    assert found(ends_on=date(2027, 12, 31), options=(Option(12),), renewal_mode="none", **OPEN).notice_for == ""


def test_mode_unknown_with_options_left_counts_as_extend() -> None:
    asked = found(ends_on=date(2027, 12, 31), options=(Option(12),), notice_days=90, next_route="quote", criticality=1)
    assert asked.notice_for == "extend"
    assert asked.notice_by_on == date(2027, 10, 2)
    assert asked.decide_by_on == date(2027, 9, 30)
    assert asked.missing == ()


def test_nobody_knows_whether_it_renews() -> None:
    """Only replacing counts, but with a lead of three months a renewal's notice could come first, and that is said."""
    dark = found(ends_on=date(2027, 12, 31), next_route="quote", criticality=1)
    assert dark.decide_by_on == date(2027, 9, 30)
    assert (dark.missing, dark.notes) == (("renewal",), ("notice_could_come_first",))
    express = found(ends_on=date(2027, 12, 31), next_route="open", criticality=1, renewal_mode="express")
    assert (express.missing, express.notes) == (("options",), ())


def test_notice_in_months_and_in_days() -> None:
    base = Facts(ends_on=date(2027, 12, 31), renewal_mode="tacit", next_route="quote", criticality=1)
    in_months = window(msgspec.structs.replace(base, notice_months=6), SETTINGS)
    assert in_months.notice_by_on == date(2027, 6, 30)
    both = window(msgspec.structs.replace(base, notice_months=1, notice_days=90), SETTINGS)
    assert both.notice_by_on == date(2027, 10, 2)  # the earlier one holds
    none = window(msgspec.structs.replace(base, notice_days=0), SETTINGS)
    assert none.notice_by_on == date(2027, 12, 31)


def test_a_notice_longer_than_the_term_still_counts() -> None:
    long = found(starts_on=date(2027, 1, 1), ends_on=date(2027, 6, 30), renewal_mode="tacit", notice_months=12, **OPEN)
    assert long.notice_by_on == date(2026, 6, 30)


def test_a_leap_day() -> None:
    leap = found(ends_on=date(2028, 2, 29), next_route="open", criticality=2, **NONE)
    assert leap.decide_by_on == date(2027, 2, 28)


def test_mobilisation_of_its_own_makes_criticality_needless() -> None:
    own = found(ends_on=date(2029, 3, 31), next_route="open", mobilise_months=18, **NONE)
    assert (own.decide_by_on, own.missing) == (date(2026, 12, 31), ())


def test_a_small_value_suggests_quotations_and_says_so() -> None:
    small = found(ends_on=date(2027, 12, 31), criticality=1, value_gross=Decimal(20000), **NONE)
    assert (small.decide_by_on, small.suggested_route, small.missing) == (date(2027, 9, 30), "quote", ("route",))
    decided = decide.decide(
        Facts(ends_on=date(2027, 12, 31), criticality=1, value_gross=Decimal(20000), renewal_mode="none"),
        date(2026, 11, 23),
    )
    assert any("below the procurement threshold" in sentence for sentence in decided.why)
    assert [s.key for s in decided.settings_used] == [
        "quote_below_gross",
        "procurement_months.quote",
        "mobilise_months.1",
    ]
    for value in (Decimal(0), Decimal(1_000_000)):
        large = found(ends_on=date(2027, 12, 31), criticality=1, value_gross=value, **NONE)
        assert large.suggested_route == ""


def test_vesting_shadow_and_meetings_move_it_earlier_when_known() -> None:
    base = Facts(ends_on=date(2029, 12, 31), next_route="open", criticality=2, renewal_mode="none")
    assert window(base, SETTINGS).decide_by_on == date(2028, 12, 31)
    vested = window(msgspec.structs.replace(base, vesting_on=date(2028, 4, 1)), SETTINGS)
    assert vested.decide_by_on == date(2028, 3, 31)
    shadowed = window(msgspec.structs.replace(base, vesting_on=date(2028, 4, 1), shadow_on=date(2027, 5, 10)), SETTINGS)
    assert shadowed.decide_by_on == date(2027, 5, 9)
    assert [move.reason for move in shadowed.moves] == ["vesting", "shadow"]
    met = window(
        msgspec.structs.replace(base, vesting_on=date(2028, 4, 1), meetings_on=(date(2028, 3, 2), date(2028, 5, 4))),
        SETTINGS,
    )
    assert met.decide_by_on == date(2028, 3, 2)
    assert [move.reason for move in met.moves] == ["vesting", "meeting"]


def test_days_that_change_nothing_are_not_said() -> None:
    base = Facts(ends_on=date(2027, 12, 31), next_route="open", criticality=2, renewal_mode="none")
    later = window(
        msgspec.structs.replace(
            base, vesting_on=date(2028, 4, 1), shadow_on=date(2028, 4, 2), meetings_on=(date(2027, 1, 7),)
        ),
        SETTINGS,
    )
    assert later.moves == ()
    assert later.decide_by_on == date(2026, 12, 31)
    half = window(
        Facts(
            ends_earliest_on=date(2029, 12, 31), vesting_on=date(2028, 4, 1), meetings_on=(date(2020, 1, 1),), **OPEN
        ),
        SETTINGS,
    )
    assert (half.decide_by_earliest_on, half.decide_by_latest_on) == (date(2020, 1, 1), None)


def test_a_range_may_move_at_one_side_only() -> None:
    split = window(
        Facts(ends_on=date(2029, 12, 31), criticality=2, renewal_mode="none", meetings_on=(date(2028, 9, 1),)), SETTINGS
    )
    assert split.decide_by_earliest_on == date(2028, 9, 30) or split.decide_by_earliest_on == date(2028, 9, 1)
    assert split.moves[0].reason == "meeting"


def test_taking_an_option_without_a_length_only_marks_it() -> None:
    known = Facts(ends_on=date(2027, 12, 31), options=(Option(None),))
    assert decide.take_option(known) == msgspec.structs.replace(known, options=(Option(None, taken=True),))
    assert decide.take_option(Facts()) == Facts()
