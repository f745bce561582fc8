"""The processes that share a build's work. They die with the build, whatever ends it, and leave Ctrl-C to it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from importlib.abc import MetaPathFinder
from multiprocessing.connection import wait as wait_for
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
MOST_WORKERS = 61
"""More would only wait for each other, whatever was asked for."""
AHEAD = 3
"""Pieces of work handed out per process at a time, so that a list of a million pieces is never held."""


def default_workers() -> int:
    """One process per core that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on Linux
        return os.cpu_count() or 1


class Pool:
    """Workers by the number; one worker is this process itself, so that a small build starts no others."""

    def __init__(self, workers: int, prepare: Callable[..., None], arguments: tuple[Any, ...]) -> None:
        self.workers = max(1, min(workers, MOST_WORKERS))
        self.executor: ProcessPoolExecutor | None = None
        if self.workers == 1:
            prepare(*arguments)
            return
        # Spawned, not forked: a fork of a process with threads (Arrow has some) may hang.
        context = multiprocessing.get_context("spawn")
        self.executor = ProcessPoolExecutor(self.workers, context, _begin, (prepare, arguments))

    def run(self, work: Callable[[T], R], pieces: Iterable[T]) -> Iterator[R]:
        """The results in the order in which they come; pieces are drawn only as fast as they are worked off."""
        if self.executor is None:
            for piece in pieces:
                yield work(piece)
            return
        running: set[Future[R]] = set()
        for piece in pieces:
            running.add(self.executor.submit(work, piece))
            if len(running) >= self.workers * AHEAD:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()

    def close(self, *, at_once: bool = False) -> None:
        """End the workers; `at_once` when the build is given up."""
        if self.executor is None:
            return
        if at_once:
            for process in list((self.executor._processes or {}).values()):
                process.terminate()
        self.executor.shutdown(wait=True, cancel_futures=True)


class _WithoutPandas(MetaPathFinder):
    """Arrow imports pandas where it is installed (0.3 s and 60 MB a process); nothing in a build uses it."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:  # noqa: ARG002  # the protocol's
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def _begin(prepare: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.meta_path.insert(0, _WithoutPandas())
    # Arrow's own allocator keeps what it once had (40 MB a process here), and its threads would fight over the cores.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # What a worker makes dies by reference count; looking for cycles in it took a tenth of the time.
    gc.disable()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()
    prepare(*arguments)


def _follow(sentinel: int) -> None:
    """A killed build takes its workers along."""
    wait_for([sentinel])
    os._exit(1)
