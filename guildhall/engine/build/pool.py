"""The processes that share a build's work. They die with the build, whatever ends it, and leave Ctrl-C to it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
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
        self.executors: list[ProcessPoolExecutor] = []
        """One for each worker, so that one can be let go before the others."""
        if self.workers == 1:
            prepare(*arguments)
            return
        # Spawned, not forked: a fork of a process with threads (Arrow has some) may hang.
        context = multiprocessing.get_context("spawn")
        self.executors = [ProcessPoolExecutor(1, context, _begin, (prepare, arguments)) for _ in range(self.workers)]

    def run(self, work: Callable[[T], R], pieces: Iterable[T], *, letting_go: bool = False) -> Iterator[R]:
        """The results in the order in which they come; pieces are drawn only as fast as they are worked off.

        `letting_go` ends workers for whom nothing is left, all but one: their memory goes to those who still work.
        """
        if not self.executors:
            for piece in pieces:
                yield work(piece)
            return
        running: dict[Future[R], ProcessPoolExecutor] = {}
        for piece in pieces:
            held = Counter(running.values())
            executor = min(self.executors, key=lambda each: held[each])
            running[executor.submit(work, piece)] = executor
            if len(running) >= len(self.executors) * AHEAD:
                yield from self._finished(running)
        while running:
            yield from self._finished(running)
            if letting_go:
                self._let_go(set(running.values()))

    def _finished(self, running: dict[Future[R], ProcessPoolExecutor]) -> Iterator[R]:
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            del running[future]
            yield future.result()

    def _let_go(self, busy: Collection[ProcessPoolExecutor]) -> None:
        idle = [each for each in self.executors if each not in busy]
        for executor in idle[0 if busy else 1 :]:
            executor.shutdown(wait=False)
            self.executors.remove(executor)

    def close(self, *, at_once: bool = False) -> None:
        """End the workers; `at_once` when the build is given up."""
        for executor in self.executors:
            if at_once:
                for process in list((executor._processes or {}).values()):
                    process.terminate()
            executor.shutdown(wait=True, cancel_futures=True)


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
