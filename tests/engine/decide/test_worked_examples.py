"""The twelve worked examples of the definition, on 23 November 2026."""

import json
from datetime import date
from typing import Any

import msgspec
import pytest

from guildhall.engine import decide

ON = date(2026, 11, 23)
A = {
    "ends_on": "2027-12-31", "options": [{"months": 12, "taken": False}, {"months": 12, "taken": False}],
    "renewal_mode": "express", "notice_months": 6, "next_route": "open", "criticality": 3,
}  # fmt: skip
J = {
    "ends_on": "2027-10-31", "options": [{"months": 12, "taken": True}, {"months": 12, "taken": False}],
    "renewal_mode": "express", "notice_days": 90, "next_route": "open", "criticality": 3,
}  # fmt: skip
E = {
    "ends_earliest_on": "2027-05-31", "ends_latest_on": "2029-06-30", "renewal_mode": "none", "next_route": "quote",
    "criticality": 1,
}  # fmt: skip
L = {
    "ends_on": "2027-02-28", "options": [{"months": 12, "taken": False}], "renewal_mode": "express",
    "notice_days": 120, "next_route": "open", "criticality": 3,
}  # fmt: skip


def none(ends_on: str, **more: Any) -> dict[str, Any]:
    return {"ends_on": ends_on, "renewal_mode": "none"} | more


CASES = [
    ("A", A, "late", "2026-09-30", "2026-09-30", []),
    ("B", none("2027-06-30", next_route="call_off", criticality=1), "open", "2026-12-30", "2026-12-30", []),
    (
        "C",
        {"ends_on": "2027-03-31", "renewal_mode": "tacit", "notice_days": 90, "next_route": "quote", "criticality": 1},
        "open", "2026-12-31", "2026-12-31", [],
    ),
    (
        "D",
        {"ends_on": "2028-03-31", "options": [{"months": 6}], "renewal_mode": "express", "next_route": "open", "criticality": 2},
        "open", "2027-03-31", "2027-03-31", ["notice"],
    ),
    ("E", E, "open", "2027-02-28", "2029-03-30", ["end"]),
    ("F", {}, "unknown", None, None, ["end"]),
    ("G", none("2027-08-31", next_route="call_off", criticality=1), "open", "2027-02-28", "2027-02-28", []),
    ("H", none("2029-03-31", next_route="open", mobilise_months=18), "open", "2026-12-31", "2026-12-31", []),
    ("I", none("2026-03-31", next_route="open", criticality=3), "ended", "2024-12-31", "2024-12-31", []),
    ("J", J, "late", "2026-07-31", "2026-07-31", []),
    ("K", none("2028-09-30", criticality=2), "open", "2027-06-30", "2028-01-30", ["route"]),
    ("L", L, "late", "2025-11-28", "2025-11-28", []),
]  # fmt: skip


def answer(facts: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(msgspec.json.encode(decide.answer(json.dumps(facts), 1, ON, decide.load())))
    return made


@pytest.mark.parametrize("example", CASES, ids=[case[0] for case in CASES])
def test_worked_example(example: tuple[str, dict[str, Any], str, str | None, str | None, list[str]]) -> None:
    case, facts, state, earliest, latest, missing = example
    found = answer(facts | {"case": case})
    assert found["case"] == case
    assert found["state"] == state
    assert (found["decide_by_earliest_on"], found["decide_by_latest_on"]) == (earliest, latest)
    assert found["missing"] == missing
    assert found["why"]
    assert found["if_nothing_is_done"]


def test_a_one_step_covers_fifteen_months() -> None:
    found = answer(A)
    assert [(c["choice"], c["closes_on"]) for c in found["choices"]] == [("extend", "2027-06-30")]
    assert [c["choice"] for c in found["closed_choices"]] == ["replace"]
    least_bad = found["least_bad"]
    assert (least_bad["kind"], least_bad["steps"], least_bad["ends_on"]) == ("extend", 1, "2028-12-31")
    assert least_bad["live_on"] == "2028-02-23"
    assert least_bad["ask_by_on"] == "2027-06-30"
    assert found["why"][0] == (
        "A replacement bought by an open procedure takes about 15 months but the contract ends in 13, on 31 December 2027."
    )


def test_c_both_choices_close_on_one_day() -> None:
    found = answer(CASES[2][1])
    assert [(c["choice"], c["closes_on"]) for c in found["choices"]] == [
        ("replace", "2026-12-31"),
        ("stop_renewal", "2026-12-31"),
    ]
    assert found["if_nothing_is_done"] == "If nothing is done, the contract goes on by itself after 31 March 2027."


def test_d_says_that_the_unknown_notice_cannot_matter() -> None:
    found = answer(CASES[3][1])
    assert any("cannot change the day" in sentence for sentence in found["why"])
    assert (found["notice_by_on"], found["notice_by_latest_on"]) == ("2027-10-03", "2028-03-01")


def test_f_says_what_would_settle_it() -> None:
    found = answer({})
    assert found["choices"] == []
    assert found["least_bad"] is None
    assert found["would_settle"] == ["The signed contract, or its contract details notice, would settle the end date."]


def test_i_leaves_a_gap_if_bought_now() -> None:
    found = answer(CASES[8][1])
    assert (found["least_bad"]["kind"], found["least_bad"]["gap_to_on"]) == ("gap", "2028-02-23")
    assert found["least_bad"]["gap_from_on"] == "2026-03-31"
    assert found["choices"] == []


def test_j_an_option_taken_is_no_option_left() -> None:
    found = answer(J)
    assert found["notice_by_on"] == "2027-08-02"
    least_bad = found["least_bad"]
    assert (least_bad["kind"], least_bad["steps"], least_bad["ends_on"]) == ("extend", 1, "2028-10-31")


def test_l_too_late_to_ask_leaves_a_gap_with_remedies() -> None:
    found = answer(L)
    assert found["notice_by_on"] == "2026-10-31"
    least_bad = found["least_bad"]
    assert (least_bad["kind"], least_bad["gap_from_on"], least_bad["gap_to_on"]) == ("gap", "2027-02-28", "2028-02-23")
    assert len(least_bad["remedies"]) == 4
    assert "The day to ask for an extension has passed." in least_bad["words"]
    assert "To consider:" in least_bad["words"]


def test_every_answer_carries_the_settings_used_with_date_and_source() -> None:
    found = answer(CASES[10][1])
    keys = [setting["key"] for setting in found["settings_used"]]
    assert keys == [
        "route_unknown.shortest", "procurement_months.call_off", "route_unknown.longest",
        "procurement_months.competitive_flexible", "mobilise_months.2",
    ]  # fmt: skip
    assert all(setting["as_of"] and setting["source"] for setting in found["settings_used"])
    assert found["facts_used"] == {"ends_on": "2028-09-30", "renewal_mode": "none", "criticality": 2}
