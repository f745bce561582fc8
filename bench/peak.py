"""Runs a command and watches it: seconds, and the most memory that it and all its children held at one moment."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

EVERY = 0.05
SHARED_EVERY = 10
PAGE_MB = os.sysconf("SC_PAGE_SIZE") / (1 << 20)


class Watched(NamedTuple):
    seconds: float
    cpu_seconds: float
    rss_mb: float
    """Resident memory of all processes added up; what they share is counted for each."""
    pss_mb: float
    """The same with shared memory counted once."""
    code: int
    out: str


def watch(command: Sequence[str]) -> Watched:
    """Run a command to its end. Memory is read from /proc; where there is none, it stays 0."""
    before = os.times()
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    rss = pss = 0.0
    looks = 0
    while process.poll() is None:
        pids = family(process.pid)
        rss = max(rss, sum(map(resident, pids)))
        if looks % SHARED_EVERY == 0:  # costs the process watched some of its time, so only now and then
            pss = max(pss, sum(map(shared_once, pids)))
        looks += 1
        time.sleep(EVERY)
    seconds = time.perf_counter() - began
    out = process.stdout.read() if process.stdout else ""
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Watched(seconds, cpu, rss, pss, process.returncode, out)


def family(pid: int) -> list[int]:
    found = [pid]
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += family(int(child))
    except OSError:
        pass
    return found


def resident(pid: int) -> float:
    """Resident memory in MB, 0 once the process is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_MB
    except OSError:
        return 0.0


def shared_once(pid: int) -> float:
    """Resident memory in MB, what is shared with others in proportion."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0
