"""The processes that share the work."""

import gc
import os
import signal
import sys
import threading
import time

import pytest

from guildhall.engine.build import pool


def prepared(words: str) -> None:
    os.environ["GUILDHALL_TEST_PREPARED"] = words


def double(number: int) -> int:
    if number < 0:
        raise ValueError(number)
    return number * 2


def environment(name: str) -> str:
    return os.environ.get(name, "")


def test_all_pieces_are_worked_off_by_one_or_by_several() -> None:
    for workers in (1, 2):
        shared = pool.Pool(workers, prepared, ("ready",))
        assert sorted(shared.run(double, range(20))) == [2 * n for n in range(20)]
        assert list(shared.run(environment, ["GUILDHALL_TEST_PREPARED"])) == ["ready"]
        shared.close()
    os.environ.pop("GUILDHALL_TEST_PREPARED", None)


def test_a_failure_comes_through_and_the_others_can_be_ended_at_once() -> None:
    shared = pool.Pool(2, prepared, ("ready",))
    with pytest.raises(ValueError, match="-1"):
        list(shared.run(double, [1, -1, 2]))
    began = time.monotonic()
    shared.close(at_once=True)
    assert time.monotonic() - began < 20


def test_pieces_are_drawn_only_as_fast_as_they_are_worked_off() -> None:
    drawn = []

    def pieces():
        for number in range(50):
            drawn.append(number)
            yield number

    shared = pool.Pool(2, prepared, ("ready",))
    results = shared.run(double, pieces())
    next(results)
    assert len(drawn) <= 2 * pool.AHEAD + 1
    assert len(list(results)) == 49
    shared.close()


def test_one_process_per_core_that_may_be_used(monkeypatch) -> None:
    assert pool.default_workers() >= 1
    monkeypatch.delattr(pool.os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(pool.os, "cpu_count", lambda: None)
    assert pool.default_workers() == 1


def test_a_worker_gets_ready_without_pandas_and_leaves_ctrl_c_to_the_build(monkeypatch) -> None:
    ignored = []
    monkeypatch.setattr(pool.signal, "signal", lambda sign, how: ignored.append((sign, how)))
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.setenv("ARROW_DEFAULT_MEMORY_POOL", "mimalloc")
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    monkeypatch.setenv("GUILDHALL_TEST_PREPARED", "")
    monkeypatch.setattr(gc, "disable", lambda: None)
    followed = threading.Event()
    monkeypatch.setattr(pool, "_follow", lambda sentinel: followed.set())

    class Parent:
        sentinel = 0

    for parent in (None, Parent()):
        monkeypatch.setattr(pool.multiprocessing, "parent_process", lambda parent=parent: parent)
        pool._begin(prepared, ("ready",))
    assert ignored == [(signal.SIGINT, signal.SIG_IGN)] * 2
    assert followed.wait(5)
    assert os.environ["GUILDHALL_TEST_PREPARED"] == "ready"
    with pytest.raises(ModuleNotFoundError):
        sys.meta_path[0].find_spec("pandas")
    assert sys.meta_path[0].find_spec("numpy") is None


def test_a_worker_ends_when_the_build_does(monkeypatch) -> None:
    ended = []
    monkeypatch.setattr(pool, "wait_for", lambda sentinels: sentinels)
    monkeypatch.setattr(pool.os, "_exit", ended.append)
    pool._follow(0)
    assert ended == [1]


def _ready() -> None:
    pass


def sleep_and_say_who(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def test_a_worker_with_nothing_left_is_let_go_and_the_others_go_on() -> None:
    two = pool.Pool(2, _ready, ())
    first = list(two.run(sleep_and_say_who, [0.0, 0.5], letting_go=True))
    assert len(set(first)) == 2
    assert len(two.executors) == 1
    again = set(two.run(sleep_and_say_who, [0.0] * 4))
    assert len(again) == 1
    assert again < set(first)
    two.close()


def test_the_last_worker_stays_when_all_are_done() -> None:
    two = pool.Pool(2, _ready, ())
    assert len(list(two.run(sleep_and_say_who, [0.0] * 8, letting_go=True))) == 8
    assert len(two.executors) == 1
    assert len(list(two.run(sleep_and_say_who, [0.0]))) == 1
    two.close()
