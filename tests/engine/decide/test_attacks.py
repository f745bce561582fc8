"""Lines nobody should send: each gets one answer, and the next line is read."""

import json
import os
import random
import subprocess
import sys
from datetime import date

import pytest

from guildhall.engine import decide

ON = date(2026, 11, 23)
ODD = (
    None, True, 0, -1, 6.5, 1e300, 10**20, "", "12+12", "x" * 5000, "0001-01-01", "9999-12-31", "2027-02-30",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2027-06-30T99:00", [], {}, [12], [None], [[12]], ["12"],
    [{"months": 12, "taken": True}], [{"months": 12, "taken": "yes"}], [1200] * 50, "tacit", "OPEN", "☃", "\u2028",
    ["2026-12-01"], "nan", "Infinity", [True], "٢٠٢٧-٠٦-٣٠",
)  # fmt: skip
NAMES = (
    "starts_on", "ends_on", "ends_earliest_on", "ends_latest_on", "last_end_on", "options", "renewal_mode", "notice_days",
    "notice_months", "next_route", "criticality", "mobilise_months", "value_gross", "shadow_on", "vesting_on",
    "meetings_on", "id", "nobody_knows_this",
)  # fmt: skip


def command(data: bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "guildhall", "decide", "--on", "2026-11-23"],
        input=data, capture_output=True, check=False, timeout=60, env=os.environ | environment,
    )  # fmt: skip


def test_each_line_gets_one_answer_whatever_stands_in_it() -> None:
    lines = [
        b"\xef\xbb\xbf" + b'{"id": "first", "ends_on": "2027-06-30"}', b"[" * 200_000, b'{"a":' * 100_000, b"\xff\xfe{",
        b"NaN", b"[]", b'"text"', b'{"ends_on": 1e9999}', b'{"id": "\\ud800"}', '{"id": "☃"}'.encode(), b"\0", b"{}",
    ]  # fmt: skip
    made = command(b"\n".join(lines) + b"\n", PYTHONIOENCODING="ascii")
    assert (made.returncode, made.stderr) == (0, b"")
    said = [json.loads(line) for line in made.stdout.splitlines()]
    assert len(said) == len(lines)
    assert (said[0]["id"], said[9]["id"]) == ("first", "☃")
    wrong = [n for n, one in enumerate(said, 1) if "error" in one]
    assert wrong == [2, 3, 4, 5, 6, 7, 8, 9, 11]
    assert all(said[n - 1]["line"] == n for n in wrong)


def test_without_standard_input_it_says_so() -> None:
    made = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m guildhall decide <&-"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (made.returncode, made.stdout) == (1, "")
    assert made.stderr.startswith("guildhall decide: there is no standard input")


@pytest.mark.parametrize("on", [ON, date.min, date.max])
def test_odd_values_in_any_place_are_answered(on: date) -> None:
    settings = decide.load()
    dice = random.Random(7)
    for _ in range(1500):
        facts = {name: dice.choice(ODD) for name in dice.sample(NAMES, dice.randint(1, 5))}
        facts.setdefault("ends_on", dice.choice(["0001-01-01", "2027-06-30", "9999-12-31"]))
        said = decide.answer(json.dumps(facts), 1, on, settings)
        if "error" in said:
            assert len(said["error"]) < 400
        else:
            first, last = said["decide_by_earliest_on"], said["decide_by_latest_on"]
            assert first is None or last is None or first <= last


def test_what_is_quoted_from_a_line_is_short() -> None:
    said = decide.answer(json.dumps({"notice_days": "x" * 100_000}), 1, ON, decide.load())
    assert "'xxx" in said["error"]
    assert len(said["error"]) < 200
