"""Killed at any moment, the same command goes on: nothing lost, nothing doubled."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.engine.sources.test_fetch import SAMPLE, WoundClock, assert_all, gather
from tests.samples.notice_service import NoticeService, serving

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
import sys
from datetime import date
from pathlib import Path
from guildhall.engine.sources.fetch.collect import collect
from guildhall.engine.sources.fetch.service import SERVICES
from tests.samples.wound_clock import WoundClock
day = date(2026, 8, 10)
collect(SERVICES["find_a_tender"], day, day, Path(sys.argv[1]), clock=WoundClock(), base_url=sys.argv[2])
"""


def killed_run(service: NoticeService, into: Path, *, after: int, pause: float) -> None:
    """Run the collection in a process of its own and kill it a little after so many requests."""
    reached = threading.Event()
    target = len(service.asked) + after
    service.on_request = lambda number: reached.set() if number >= target else None
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(into), service.url], cwd=ROOT)
    while not reached.wait(0.01) and process.poll() is None:
        pass
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("seed", range(2))
def test_killed_five_times_and_gone_on(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with serving(NoticeService(SAMPLE, page=20)) as service:
        for _ in range(5):
            killed_run(service, tmp_path, after=chance.randint(1, 7), pause=chance.random() * 0.02)
        held_back = len(service.asked)
        gather(service, tmp_path, WoundClock())
        assert_all(service, tmp_path)
        assert len(service.asked) > held_back, "the last run had something left to do"
    with serving(NoticeService(SAMPLE, page=20)) as service:
        gather(service, tmp_path / "at once")
        assert held_back < 5 * 9 + len(service.asked), "what was done was not done again"
