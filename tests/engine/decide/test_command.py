"""`guildhall decide`: JSON lines in, JSON lines out, one error for one bad line."""

import io
import json
import sys
from pathlib import Path

import pytest

from guildhall import cli
from guildhall.engine.decide import settings


def run(monkeypatch: pytest.MonkeyPatch, text: str, *args: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    return cli.main(["decide", *args])


def test_good_lines_and_a_bad_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    text = '{"id": 1, "ends_on": "2027-06-30", "renewal_mode": "none", "next_route": "call_off", "criticality": 1}\n\nbad\n{}\n'
    assert run(monkeypatch, text, "--on", "2026-11-23") == 0
    first, second, third = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert first["id"] == 1
    assert (first["on"], first["state"], first["decide_by_latest_on"]) == ("2026-11-23", "open", "2026-12-30")
    assert set(first) >= {
        "state", "decide_by_earliest_on", "decide_by_latest_on", "start_by_on", "notice_by_on", "choices", "least_bad",
        "missing",
    }  # fmt: skip
    assert second == {"line": 3, "error": "this line is not JSON"}
    assert third["state"] == "unknown"


def test_without_a_day_it_is_today(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, '{"ends_on": "1999-12-31", "renewal_mode": "none"}\n') == 0
    assert json.loads(capsys.readouterr().out)["state"] == "ended"


def test_a_bad_settings_file_stops_with_a_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv(settings.VARIABLE, str(tmp_path / "none.yaml"))
    assert run(monkeypatch, "{}\n") == 1
    assert "none.yaml: cannot be read" in capsys.readouterr().err
