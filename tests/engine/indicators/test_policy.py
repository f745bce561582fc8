"""Thresholds as dated policy: whose they are, which are chosen, and what a finding says when a profile's line decides."""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from guildhall.engine import build, indicators
from guildhall.engine.indicators import policy
from tests.factories.contract import contract

ON = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(policy.CHOICE, policy.HOUSE)
    policy.choose()
    yield
    monkeypatch.setenv(policy.CHOICE, policy.HOUSE)
    policy.choose()


def found(code: str, on: date = ON, **facts: object) -> tuple[str, str]:
    finding = next(f for f in indicators.measure_all(contract(**facts), on) if f.indicator == code)
    return finding.status, finding.words


def test_profiles_say_where_they_come_from() -> None:
    assert list(policy.profiles()) == ["house", "red_lines_2014", "tcop_11", "g_cloud_15"]
    for profile in policy.profiles().values():
        assert profile.source
        assert profile.lines
        for line in profile.lines:
            assert line.source
            assert line.watch is not None or line.act is not None
            assert line.since >= profile.since or profile.key == policy.HOUSE
            assert line.key in {known.key for known in policy.policies()}, line.key
    assert [key for key, profile in policy.profiles().items() if profile.is_second_hand] == [
        "red_lines_2014", "tcop_11", "g_cloud_15",
    ]  # fmt: skip


HOSTING = {
    "starts_on": "2026-01-01", "ends_on": "2028-12-31", "extension": "none_declared", "is_digital": True,
    "category": "hosting",
}  # fmt: skip


def test_a_profile_decides_and_is_named() -> None:
    assert found("T2", **HOSTING)[0] == "watch"
    policy.choose("red_lines_2014")
    status, words = found("T2", **HOSTING)
    assert status == "act"
    assert words.endswith("more than 24 months is long for this kind (red lines for IT contracts, 2014).")
    policy.choose("g_cloud_15")
    assert found("T2", **HOSTING)[0] == "ok"
    policy.choose("tcop_11")
    assert found("T1", **HOSTING) == (
        "watch", ("The first term is 36 months, from 1 January 2026 to 31 December 2028, longer than the 24 months that "
        "are usual (Technology Code of Practice, point 11)."),
    )  # fmt: skip


def test_what_a_profile_does_not_say_the_house_does() -> None:
    policy.choose("g_cloud_15")
    assert policy.of("bids", ON).rule == ""
    assert policy.of("total_term_hosting", date(2026, 9, 16)).rule == "", "before the profile began"
    assert policy.of("total_term_hosting", date(2026, 9, 17)).rule == "G-Cloud 15, 2026"


def test_automatic_extension_under_the_red_lines() -> None:
    hint = {"extension": "declared", "extension_text": "Rolling annual contract"}
    assert found("X8", **hint)[0] == "watch"
    policy.choose("red_lines_2014")
    status, words = found("X8", **hint)
    assert status == "act"
    assert words.endswith("(red lines for IT contracts, 2014).")


def test_an_unknown_profile_stops_a_build_with_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = argparse.Namespace(
        inputs=[tmp_path], home=tmp_path / "register", workers=None, may_lose=0.2, policy="mine", quiet=True
    )
    assert build.run(args) == 1
    assert "there is no policy “mine”; known are house, red_lines_2014" in capsys.readouterr().err


def test_the_manifest_tells_the_policy(tmp_path: Path) -> None:
    release = {
        "ocid": "ocds-h6vhtk-000001", "id": "000001-2026", "date": "2026-08-10T12:00:00Z", "tag": ["contract"],
        "buyer": {"name": "Surrey County Council"}, "tender": {"title": "Software"},
        "contracts": [{"id": "1", "title": "Software"}],
    }  # fmt: skip
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(json.dumps(release))
    args = argparse.Namespace(
        inputs=[tmp_path / "in"], home=tmp_path / "register", workers=1, may_lose=0.2, policy="tcop_11", quiet=True
    )
    assert build.run(args) == 0
    told = json.loads((tmp_path / "register" / "manifest.json").read_text())["settings"]["policy"]
    assert told["profile"]["key"] == "tcop_11"
    assert told["profile"]["is_second_hand"] is True
    assert told["lines"]["initial_term_digital"]["watch"] == 24
    assert told["lines"]["bids"]["act"] == 1


def test_a_day_is_added_under_the_policy_of_its_register(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"settings": {"policy": {"profile": {"key": "g_cloud_15"}}}}')
    args = argparse.Namespace(inputs=[tmp_path], home=tmp_path, policy=None, quiet=True, add=True)
    assert build.run(args) == 1, "there is nothing to add to"
    assert policy.chosen().key == "g_cloud_15"
    for odd in ("", "{}", '{"settings": []}', '{"settings": {"policy": {}}}'):
        (tmp_path / "manifest.json").write_text(odd)
        policy.choose("house")
        assert build.run(args) == 1
        assert policy.chosen().key == "house"


def test_before_the_first_line_began_the_first_counts() -> None:
    assert policy.of("publish_days", date(2001, 1, 1)).act == 30
