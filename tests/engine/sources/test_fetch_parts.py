"""The parts of collecting: pace, shelf, page and door, each by itself."""

from __future__ import annotations

import gzip
import json
import multiprocessing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.sources.fetch import page as pages
from guildhall.engine.sources.fetch.door import Broken, Door, Refused, unpack
from guildhall.engine.sources.fetch.pace import Pacer, WallClock
from guildhall.engine.sources.fetch.shelf import Busy, Entry, Shelf, open_shelf
from guildhall.engine.sources.fetch.windows import Window, midnight
from tests.samples.wound_clock import WoundClock

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WINDOW = Window(midnight(date(2026, 8, 10)), midnight(date(2026, 8, 11)))


@given(st.lists(st.floats(0, 90), max_size=60))
def test_never_more_than_twelve_in_two_minutes(pauses: list[float]) -> None:
    clock, sent = WoundClock(), list[datetime]()
    pacer = Pacer(clock, 12, 120)
    for pause in pauses:
        clock.at += timedelta(seconds=pause)
        pacer.wait()
        sent.append(clock.now())
    assert all(later - earlier > timedelta(seconds=120) for earlier, later in zip(sent, sent[12:], strict=False))


def test_the_requests_of_the_run_before_count() -> None:
    clock = WoundClock()
    Pacer(clock, 12, 120, [NOON - timedelta(seconds=30)] * 12).wait()
    assert clock.waits == [91]


def test_a_clock_set_back_does_not_stop_us_for_long() -> None:
    clock = WoundClock()
    Pacer(clock, 2, 120, [NOON + timedelta(days=3)] * 2).wait()
    assert clock.waits == [121]


def test_time_left_is_told_from_the_pace() -> None:
    assert Pacer(WoundClock(), 12, 120).seconds_for(36) == 240
    assert Pacer(WoundClock(), 12, 120).seconds_for(3) == 0


def test_the_machines_clock_knows_its_zone() -> None:
    clock = WallClock()
    before = clock.now()
    clock.sleep(0)
    assert clock.now() >= before
    assert before.utcoffset() == timedelta(0)


def entry(**more: object) -> Entry:
    return Entry(at=NOON, window=(WINDOW.start, WINDOW.end), outcome="kept", keys=("a", "b"), **more)  # type: ignore[arg-type] -- fields of Entry


def test_originals_are_dated_hashed_and_untouched(tmp_path: Path) -> None:
    with open_shelf(tmp_path, "find_a_tender") as shelf:
        kept = shelf.keep(WINDOW, b"\xa3 as it came", entry())
    assert kept.file.startswith("2026-08-10/")
    path = tmp_path / "find_a_tender" / kept.file
    assert gzip.decompress(path.read_bytes()) == b"\xa3 as it came"
    assert path.read_bytes()[4:8] == b"\0\0\0\0", "the same answer always gives the same file"
    with open_shelf(tmp_path, "find_a_tender") as shelf:
        assert shelf.held == {"a", "b"}
        assert shelf.done == [WINDOW]


def test_a_torn_line_and_a_stray_file_are_as_if_they_had_not_been(tmp_path: Path) -> None:
    with open_shelf(tmp_path, "s") as shelf:
        kept = shelf.keep(WINDOW, b"one", entry())
    folder = tmp_path / "s"
    stray = folder / "2026-08-10" / ("0" * 64 + ".json.gz")
    half = folder / "2026-08-10" / "1.json.gz.new"
    mine = folder / "2026-08-10" / "notes.txt"
    for path in (stray, half, mine):
        path.write_bytes(b"x")
    journal = folder / ".journal.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(whole + b"not a line of ours\n" + whole[: len(whole) // 2])
    with open_shelf(tmp_path, "s") as shelf:
        assert shelf.done == [WINDOW]
        shelf.note(Entry(at=NOON, window=(WINDOW.start, WINDOW.end), outcome="empty"))
    assert [path.exists() for path in (stray, half, mine, folder / kept.file)] == [False, False, True, True]
    assert json.loads(journal.read_text().splitlines()[-1])["outcome"] == "empty"


def test_an_original_that_has_gone_is_collected_again(tmp_path: Path) -> None:
    with open_shelf(tmp_path, "s") as shelf:
        kept = shelf.keep(WINDOW, b"one", entry())
    (tmp_path / "s" / kept.file).unlink()
    with open_shelf(tmp_path, "s") as shelf:
        assert shelf.done == []


def test_a_full_answer_is_looked_at_again_only_when_its_parts_are_in(tmp_path: Path) -> None:
    first, second = WINDOW.halves() or (WINDOW, WINDOW)

    def note(shelf: Shelf, window: Window, outcome: str, *keys: str) -> None:
        shelf.note(Entry(at=NOON, window=(window.start, window.end), outcome=outcome, keys=keys))  # type: ignore[arg-type] -- one of its four words

    with open_shelf(tmp_path, "s") as shelf:
        note(shelf, WINDOW, "full", "a", "b")
        note(shelf, first, "empty")
        assert shelf.lost() == []
        shelf.keep(second, b"b", Entry(at=NOON, window=(second.start, second.end), outcome="kept", keys=("b",)))
        assert [lost.keys for lost in shelf.lost()] == [("a", "b")]
        note(shelf, WINDOW, "known", "b")
        assert shelf.lost() == []


def _hold(into: Path, held: multiprocessing.synchronize.Event, free: multiprocessing.synchronize.Event) -> None:
    with open_shelf(into, "s"):
        held.set()
        free.wait(10)


def test_two_collections_do_not_write_to_one_folder(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    held, free = spawn.Event(), spawn.Event()
    other = spawn.Process(target=_hold, args=(tmp_path, held, free))
    other.start()
    assert held.wait(10)
    with pytest.raises(Busy, match="another collection"), open_shelf(tmp_path, "s"):
        pass
    free.set()
    other.join(10)
    with open_shelf(tmp_path, "s") as shelf:
        assert shelf.entries == []


PACKAGE = '{"releases":[{"ocid":"ocds-1","id":"7"},{"ocid":"ocds-1","id":8}],"links":{"next":"http://x.invalid/a?b=1&cursor=QQ=="}}'


def test_a_page_is_read_for_its_releases() -> None:
    page = pages.read(PACKAGE.encode())
    assert len(set(page.keys)) == 2
    assert (page.next_cursor, page.encoding, page.is_readable) == ("QQ==", "utf-8", True)


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + PACKAGE.encode(), b"\n " + PACKAGE.encode(),
        PACKAGE.replace('"releases"', '"total":1e9999,"zeros":000,"more":[-1e999, 007,NaN, -Infinity],"releases"').encode(),
        PACKAGE.replace('"releases"', '"title":"£5","releases"').encode("iso-8859-1"),
        PACKAGE.replace('{"next":"http://x.invalid/a?b=1&cursor=QQ=="}', "[]").encode(),
    ],
)  # fmt: skip
def test_odd_pages_hold_the_same_releases(body: bytes) -> None:
    assert pages.read(body).keys == pages.read(PACKAGE.encode()).keys


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n",
        b"<html>",
        b"[]",
        b"{}",
        b'{"releases": null}',
        b'{"releases": [1]}',
        PACKAGE.encode()[:40],
        b"{" * 5000,
    ],
)
def test_what_is_no_whole_package_is_broken(body: bytes) -> None:
    with pytest.raises(Broken):
        pages.read(body)


@given(st.binary(max_size=300))
def test_no_body_surprises_us(body: bytes) -> None:
    for read in (pages.read, pages.salvage, lambda raw: unpack(raw, 1000)):
        try:
            read(body)
        except (Broken, Refused):
            continue


def test_salvage_counts_what_it_cannot_read() -> None:
    page = pages.salvage(PACKAGE.replace('"links"', '"a" 1,"links"').encode())
    assert (len(page.keys), page.is_readable) == (2, False)
    with pytest.raises(Broken):
        pages.salvage(b'{"message": "no"}')


def test_the_door_knows_its_own_house() -> None:
    with Door("https://www.example.invalid/base/") as door:
        assert door.root == "https://www.example.invalid/base"
        assert door.is_ours("https://www.example.invalid/other")
        assert not door.is_ours("http://www.example.invalid/other")
        assert not door.is_ours("https://www.example.invalid.elsewhere.invalid/")
        with pytest.raises(Broken, match="connection failed"):
            door.get("/", {})
    with pytest.raises(Refused, match="not an address"):
        Door("www.example.invalid")
