"""Progress for people who watch and for logs."""

import io

from guildhall.engine.build.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_says_stage_share_rate_and_time_left() -> None:
    progress = Progress(stream=io.StringIO())
    progress.start("Reading", 200, "MB")
    progress.done = 50
    assert progress.line(5) == "Reading: 25%, 10 MB a second, about 15 s left"
    progress.done = 200
    assert progress.line(100) == "Reading: 100%, 2.0 MB a second"
    progress.start("Nothing", 0, "MB")
    assert progress.line(0) == "Nothing: 100%, 0.0 MB a second"


def test_a_log_gets_plain_lines_now_and_then(monkeypatch) -> None:
    clock = iter([0.0, 0.0, 1.0, 6.0, 7.0])
    monkeypatch.setattr("guildhall.engine.build.progress.time.monotonic", lambda: next(clock))
    out = io.StringIO()
    progress = Progress(stream=out)
    progress.start("Reading", 10, "MB")
    progress.add(1)
    progress.add(1)
    progress.finish("Read")
    assert out.getvalue() == "Reading: 20%, 0.3 MB a second, about 24 s left\nRead\n"


def test_a_terminal_gets_one_line_that_renews_itself() -> None:
    out = Terminal()
    progress = Progress(stream=out)
    progress.start("Reading", 10, "MB")
    progress.add(5)
    progress.start("Resolving", 10, "parts")
    progress.add(5)
    progress.finish("Resolved")
    assert out.getvalue().startswith("\r\x1b[KReading: 50%")
    assert out.getvalue().endswith("\r\x1b[KResolved\n")


def test_quiet_says_nothing() -> None:
    for out in (Terminal(), io.StringIO()):
        progress = Progress(quiet=True, stream=out)
        progress.start("Reading", 1, "MB")
        progress.said = 0
        progress.add(1)
        progress.said = -100.0
        progress.add(1)
        progress.finish("Read")
        assert out.getvalue() == ""
