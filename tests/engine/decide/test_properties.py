"""What must hold for every contract: no later answer from an earlier end, no wider range from knowing more."""

import json
import os
import time
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine import decide
from guildhall.engine.decide.facts import Facts, Option
from guildhall.engine.decide.window import Window, window

SETTINGS = decide.load()
ROUTES = sorted(SETTINGS.procurement)
DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))
MODES = st.sampled_from(["none", "express", "tacit", "unknown"])
OPTIONS = st.none() | st.lists(st.builds(Option, st.integers(1, 60), st.booleans()), max_size=4).map(tuple)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    known = Facts(
        starts_on=draw(st.none() | st.dates(date(2005, 1, 1), date(2014, 12, 31))),
        options=draw(OPTIONS),
        renewal_mode=draw(MODES),
        notice_days=draw(st.none() | st.integers(0, 400)),
        next_route=draw(st.sampled_from(["", *ROUTES])),
        criticality=draw(st.none() | st.integers(1, 3)),
        mobilise_months=draw(st.none() | st.integers(0, 30)),
    )
    if draw(st.booleans()):
        return msgspec.structs.replace(known, ends_on=draw(DAYS))
    first, second = sorted([draw(DAYS), draw(DAYS)])
    return msgspec.structs.replace(known, ends_earliest_on=first, ends_latest_on=second)


def bounds(found: Window) -> tuple[date, date]:
    assert found.decide_by_earliest_on is not None
    assert found.decide_by_latest_on is not None
    return found.decide_by_earliest_on, found.decide_by_latest_on


@given(facts())
def test_the_earliest_day_is_never_after_the_latest(known: Facts) -> None:
    earliest, latest = bounds(window(known, SETTINGS))
    assert earliest <= latest


@given(facts(), st.integers(1, 900))
def test_an_earlier_end_never_gives_a_later_day(known: Facts, days: int) -> None:
    sooner = msgspec.structs.replace(
        known,
        **{
            name: getattr(known, name) - timedelta(days=days)
            for name in ("ends_on", "ends_earliest_on", "ends_latest_on")
            if getattr(known, name) is not None
        },
        starts_on=None,
    )
    before, after = bounds(window(known, SETTINGS)), bounds(window(sooner, SETTINGS))
    assert after[0] <= before[0]
    assert after[1] <= before[1]


@given(facts(), st.integers(0, 24), st.integers(0, 24))
def test_a_longer_lead_never_gives_a_later_day(known: Facts, months: int, more: int) -> None:
    short = window(msgspec.structs.replace(known, mobilise_months=months), SETTINGS)
    long = window(msgspec.structs.replace(known, mobilise_months=months + more), SETTINGS)
    assert bounds(long)[0] <= bounds(short)[0]
    assert bounds(long)[1] <= bounds(short)[1]


@given(facts(), st.integers(0, 400), st.integers(0, 400))
def test_a_longer_notice_never_gives_a_later_day(known: Facts, days: int, more: int) -> None:
    short = window(msgspec.structs.replace(known, notice_days=days), SETTINGS)
    long = window(msgspec.structs.replace(known, notice_days=days + more), SETTINGS)
    assert bounds(long)[0] <= bounds(short)[0]
    assert bounds(long)[1] <= bounds(short)[1]


LEARNED = st.one_of(
    st.fixed_dictionaries({"next_route": st.sampled_from(ROUTES)}),
    st.fixed_dictionaries({"criticality": st.integers(1, 3)}),
    st.fixed_dictionaries({"notice_days": st.integers(0, 400)}),
    st.fixed_dictionaries({"mobilise_months": st.integers(0, 30)}),
    st.fixed_dictionaries({"ends_on": st.floats(0, 1)}),
)


@given(facts(), LEARNED)
def test_learning_an_unknown_fact_never_widens_the_range(known: Facts, learned: dict[str, object]) -> None:
    name, value = next(iter(learned.items()))
    if name == "ends_on":
        if known.ends_on is not None or known.ends_earliest_on is None or known.ends_latest_on is None:
            return
        days = (known.ends_latest_on - known.ends_earliest_on).days
        value = known.ends_earliest_on + timedelta(days=round(days * float(str(value))))
    elif getattr(known, name) not in (None, ""):
        return
    if name == "mobilise_months" and known.criticality is not None:
        return  # a mobilisation of its own replaces one that was known
    first, last = bounds(window(known, SETTINGS))
    earlier, later = bounds(window(msgspec.structs.replace(known, **{name: value}), SETTINGS))
    # Months differ by up to three days in length, which no knowledge can take away.
    assert (later - earlier) <= (last - first) + timedelta(days=3)
    inside = {"ends_on", "criticality"}
    if name in inside or (name == "next_route" and value in {"call_off", "open", "competitive_flexible"}):
        assert first <= earlier
        assert later <= last


@given(facts())
def test_taking_an_option_moves_the_end_and_never_the_start(known: Facts) -> None:
    after = decide.take_option(known)
    assert after.starts_on == known.starts_on
    left = [option for option in known.options or () if not option.taken]
    if known.ends_on is None or not left:
        assert after == known
    else:
        assert after.ends_on is not None
        assert after.ends_on > known.ends_on
        assert sum(not option.taken for option in after.options or ()) == len(left) - 1


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_no_answer_depends_on_the_time_zone(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    try:
        line = '{"ends_on": "2027-06-30T23:30:00Z", "renewal_mode": "none", "next_route": "call_off", "criticality": 1}'
        found = decide.answer(line, 1, date(2026, 11, 23), SETTINGS)
        assert found["facts_used"]["ends_on"] == "2027-07-01"  # half past midnight in London
        assert found["decide_by_latest_on"] == "2027-01-01"
    finally:
        monkeypatch.undo()
        time.tzset()


@given(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.dates().map(date.isoformat) | st.none() | st.text(max_size=4)
            for name in (
                "starts_on",
                "ends_on",
                "ends_earliest_on",
                "ends_latest_on",
                "last_end_on",
                "vesting_on",
                "shadow_on",
            )
        }
        | {
            "options": st.none() | st.lists(st.integers(1, 1200), max_size=5),
            "renewal_mode": MODES,
            "notice_days": st.none() | st.integers(0, 36500),
            "notice_months": st.none() | st.integers(0, 1200),
            "mobilise_months": st.none() | st.integers(0, 1200),
            "meetings_on": st.lists(st.dates().map(date.isoformat), max_size=3),
            "value_gross": st.none() | st.floats() | st.text(max_size=3),
        },
    ),
    st.dates(),
)
def test_every_line_gets_an_answer_or_one_error(known: dict[str, object], on: date) -> None:
    answered = decide.answer(json.dumps(known), 7, on, SETTINGS)
    if "error" in answered:
        assert set(answered) == {"line", "error"}
    else:
        assert answered["why"]
        assert answered["if_nothing_is_done"].endswith(".")
        assert answered["state"] in {"ended", "late", "maybe_late", "open", "unknown"}
