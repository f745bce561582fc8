"""A register is swapped in whole, or not at all."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from guildhall.engine.register import places, swap


def register(folder: Path, words: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(words)
    return folder


def test_the_first_register_takes_an_empty_or_missing_place(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "register"
    with swap.workroom(home) as work:
        swap.swap(register(work / "new", "one"), home)
    assert (home / "manifest.json").read_text() == "one"
    empty = tmp_path / "empty"
    empty.mkdir()
    with swap.workroom(empty) as work:
        swap.swap(register(work / "new", "two"), empty)
    assert (empty / "manifest.json").read_text() == "two"
    assert not list(tmp_path.glob(".*.work"))


@pytest.mark.parametrize("can_exchange", [True, False])
def test_the_last_register_is_kept_for_those_who_still_read_it(tmp_path, monkeypatch, can_exchange) -> None:
    home = register(tmp_path / "register", "one")
    if not can_exchange:
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    for words in ("two", "three"):
        reading = (home / "manifest.json").open()
        with swap.workroom(home) as work:
            swap.swap(register(work / "new", words), home)
        assert (home / "manifest.json").read_text() == words
        assert reading.read() in {"one", "two"}
        reading.close()
    assert (places.previous(home) / "manifest.json").read_text() == "two"


def test_exchange_says_where_it_cannot_and_raises_where_something_is_wrong(tmp_path, monkeypatch) -> None:
    one, other = register(tmp_path / "a", "a"), register(tmp_path / "b", "b")
    assert swap.exchange(one, other)
    assert (one / "manifest.json").read_text() == "b"
    with pytest.raises(OSError, match="No such file"):
        swap.exchange(one, tmp_path / "nowhere")

    class NoSuchCall:
        def __init__(self, *_, **__):
            pass

    monkeypatch.setattr(swap.ctypes, "CDLL", NoSuchCall)
    assert not swap.exchange(one, other)

    class NotHere:
        def __init__(self, *_, **__):
            swap.ctypes.set_errno(swap.errno.EINVAL)

        def renameat2(self, *_):
            return -1

    monkeypatch.setattr(swap.ctypes, "CDLL", NotHere)
    assert not swap.exchange(one, other)


def test_a_place_that_holds_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(swap.RefusedError, match="holds other things than a register"), swap.workroom(tmp_path):
        pass
    with pytest.raises(swap.RefusedError, match="is a file"), swap.workroom(tmp_path / "thesis.txt"):
        pass
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_two_builds_at_once_are_refused_and_a_left_over_is_cleared(tmp_path: Path) -> None:
    home = tmp_path / "register"
    left = tmp_path / ".register.work" / "spool"
    left.mkdir(parents=True)
    with swap.workroom(home) as work:
        assert list(work.iterdir()) == []
        with pytest.raises(swap.RefusedError, match="another build"), swap.workroom(home):
            pass
        assert work.exists()


def test_a_build_killed_between_two_renames_left_the_previous_register_and_the_next_puts_it_back(
    tmp_path: Path,
) -> None:
    home = tmp_path / "register"
    register(places.previous(home), "last")
    with swap.workroom(home):
        assert (home / "manifest.json").read_text() == "last"


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    home = register(tmp_path / "register", "last")

    def fail() -> None:
        with swap.workroom(home) as work:
            (work / "half").write_text("half")
            swap.swap(work / "half", home)

    with pytest.raises(NotADirectoryError):
        fail()
    assert (home / "manifest.json").read_text() == "last"
    assert sorted(p.name for p in tmp_path.iterdir()) == [".register.lock", "register"]


READER = textwrap.dedent("""
    import sys
    from pathlib import Path
    home = Path(sys.argv[1])
    print("ready", flush=True)
    wrong = 0
    while not Path(sys.argv[2]).exists():
        try:
            if len({(home / name).read_text() for name in ("manifest.json",)}) != 1:
                wrong += 1
        except OSError:
            wrong += 1
    print(wrong)
""")


def test_a_reader_never_finds_the_place_empty(tmp_path: Path) -> None:
    home = register(tmp_path / "register", "0")
    stop = tmp_path / "stop"
    with subprocess.Popen([sys.executable, "-c", READER, home, stop], stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout.readline() == "ready\n"
        for number in range(60):
            with swap.workroom(home) as work:
                swap.swap(register(work / "new", str(number)), home)
        stop.touch()
        assert reader.stdout.read() == "0\n"


def test_a_killed_process_gives_up_its_lock(tmp_path: Path) -> None:
    home = tmp_path / "register"
    code = textwrap.dedent(f"""
        import time
        from pathlib import Path
        from guildhall.engine.register import swap
        with swap.workroom(Path({str(home)!r})):
            print("in", flush=True)
            time.sleep(60)
    """)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as builder:
        assert builder.stdout.readline() == "in\n"
        os.kill(builder.pid, signal.SIGKILL)
        builder.wait()
    began = time.monotonic()
    with swap.workroom(home):
        assert time.monotonic() - began < 5
