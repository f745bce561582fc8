"""Runs a command and watches it: seconds, and the most memory that it and all its children held at one moment."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

EVERY = 0.05


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
    rss = pss = 0
    while process.poll() is None:
        now_rss = now_pss = 0
        for pid in family(process.pid):
            one_rss, one_pss = memory(pid)
            now_rss += one_rss
            now_pss += one_pss
        rss, pss = max(rss, now_rss), max(pss, now_pss)
        time.sleep(EVERY)
    seconds = time.perf_counter() - began
    out = process.stdout.read() if process.stdout else ""
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Watched(seconds, cpu, rss / 1024, pss / 1024, process.returncode, out)


def family(pid: int) -> list[int]:
    found = [pid]
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += family(int(child))
    except OSError:
        pass
    return found


def memory(pid: int) -> tuple[int, int]:
    """RSS and PSS in kB."""
    rss = pss = 0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Rss:"):
                rss = int(line.split()[1])
            elif line.startswith("Pss:"):
                pss = int(line.split()[1])
    except OSError:
        pass
    return rss, pss
