"""Collecting from a service that misbehaves in every way we know of: nothing lost, nothing doubled."""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from guildhall.engine.sources import fetch
from guildhall.engine.sources.fetch.collect import BACKOFF, Stopped, Tally, collect
from guildhall.engine.sources.fetch.service import SERVICES
from tests.samples.notice_service import NoticeService, Release, serving
from tests.samples.wound_clock import WoundClock

ROOT = Path(__file__).resolve().parents[3]
FTS, CF = SERVICES["find_a_tender"], SERVICES["contracts_finder"]
DAY = date(2026, 8, 10)


def sample_releases() -> list[Release]:
    """The sample's own releases, moved close together so that windows come back full."""
    releases = []
    for number, line in enumerate(
        (ROOT / "sample/find_a_tender/releases.jsonl").read_text(encoding="utf-8").splitlines()
    ):
        release = json.loads(line.replace("1e9999", "0"))
        moment = datetime(2026, 8, 10, 7, tzinfo=UTC) + timedelta(seconds=61 * number)
        releases.append(release | {"date": moment.isoformat()})
    return releases


SAMPLE = sample_releases()


@pytest.fixture(autouse=True)
def _straight(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy stands between the test and its own server."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def service() -> Iterator[NoticeService]:
    with serving(NoticeService(SAMPLE)) as running:
        yield running


def kept(into: Path) -> list[Release]:
    """Every release in every original, doubles included."""
    found: list[Release] = []
    for path in sorted(into.glob("*/*/*.json.gz")):
        body = gzip.decompress(path.read_bytes())
        try:
            text = body.decode()
        except UnicodeDecodeError:
            text = body.decode("iso-8859-1")
        found += json.loads(text.replace("000,", "0,"))["releases"]
    return found


def names(releases: list[Release]) -> set[tuple[str, str]]:
    return {(release["ocid"], release["id"]) for release in releases}


def journal(into: Path, source: str = "find_a_tender") -> list[dict[str, object]]:
    return [json.loads(line) for line in (into / source / ".journal.jsonl").read_text().splitlines()]


def gather(
    service: NoticeService,
    into: Path,
    clock: WoundClock | None = None,
    *,
    what: fetch.service.Service = FTS,
    until: date = DAY,
) -> Tally:
    return collect(what, DAY, until, into, clock=clock or WoundClock(), base_url=service.url)


def assert_all(service: NoticeService, into: Path, source: str = "find_a_tender") -> None:
    """Nothing lost; nothing counted twice; what stands in two originals was published on a seam of two windows."""
    found = kept(into)
    assert names(found) == names(service.releases)
    assert sum(int(str(entry.get("new", 0))) for entry in journal(into, source)) == len(service.releases)
    doubled = [name for name, count in Counter((one["ocid"], one["id"]) for one in found).items() if count > 1]
    seams = {moment for entry in journal(into, source) for moment in entry["window"]}  # type: ignore[attr-defined] -- a list
    for release in found:
        if (release["ocid"], release["id"]) in doubled:
            moment = datetime.fromisoformat(release["date"]).astimezone(UTC)
            assert moment.strftime("%Y-%m-%dT%H:%M:%SZ") in seams


def test_collects_all_of_a_day_whose_windows_come_back_full(service: NoticeService, tmp_path: Path) -> None:
    tally = gather(service, tmp_path)
    assert_all(service, tmp_path)
    assert tally.new == len(SAMPLE) > 100
    assert any(entry["outcome"] == "full" for entry in journal(tmp_path))


def test_a_second_run_asks_for_nothing_again(service: NoticeService, tmp_path: Path) -> None:
    gather(service, tmp_path)
    before, files = len(service.asked), sorted(tmp_path.rglob("*.gz"))
    tally = gather(service, tmp_path)
    assert (len(service.asked), sorted(tmp_path.rglob("*.gz"))) == (before, files)
    assert tally.new == 0


def test_following_the_services_own_links_would_lose_some(service: NoticeService) -> None:
    query = {"updatedFrom": "2026-08-10T00:00:00", "updatedTo": "2026-08-11T00:00:00"}
    walked: list[Release] = []
    cursor = "0"
    while cursor:
        package = json.loads(service.package(query | {"cursor": cursor}))
        walked += package["releases"]
        cursor = package.get("links", {}).get("next", "").partition("cursor=")[2]
    assert len(names(walked)) < len(names(SAMPLE))


def test_questions_are_in_london_time_without_a_zone_or_a_stage(service: NoticeService, tmp_path: Path) -> None:
    gather(service, tmp_path)
    assert service.asked[0] == {
        "updatedFrom": "2026-08-10T00:00:00",
        "updatedTo": "2026-08-10T06:00:00",
        "limit": "100",
    }
    assert all("stages" not in query for query in service.asked)
    assert all(agent.startswith("guildhall/") for agent in service.agents)


def test_contracts_finder_has_its_own_words_and_encoding(tmp_path: Path) -> None:
    releases = [release | {"title": "Façade £5 · über"} for release in SAMPLE]
    with serving(NoticeService(releases, encoding="iso-8859-1")) as service:
        collect(CF, DAY, DAY, tmp_path, clock=WoundClock(), base_url=service.url)
        assert set(service.asked[0]) == {"publishedFrom", "publishedTo", "limit"}
        assert_all(service, tmp_path, "contracts_finder")
    assert {entry["encoding"] for entry in journal(tmp_path, "contracts_finder") if entry["outcome"] == "kept"} == {
        "iso-8859-1"
    }
    body = gzip.decompress(next(tmp_path.rglob("*.gz")).read_bytes())
    assert "£5".encode("iso-8859-1") in body


def test_no_more_requests_than_the_service_allows(service: NoticeService, tmp_path: Path) -> None:
    clock, times = WoundClock(), list[datetime]()
    service.on_request = lambda _: times.append(clock.now())
    gather(service, tmp_path, clock)
    gather(service, tmp_path, clock, until=DAY + timedelta(days=6))
    assert len(times) == 32
    assert all((later - earlier).total_seconds() > 120 for earlier, later in zip(times, times[12:], strict=False))


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        ("status 429 30", 30), ("limit", 120), ("status 429", 120), ("status 500", BACKOFF[0]), ("status 502", BACKOFF[0]),
        ("status 503", BACKOFF[0]), ("status 503 44", 44), ("status 408", BACKOFF[0]), ("drop", BACKOFF[0]),
        ("half", BACKOFF[0]), ("short", BACKOFF[0]), ("gzip_half", BACKOFF[0]), ("gzip_broken", BACKOFF[0]),
        ("html", BACKOFF[0]), ("empty", BACKOFF[0]), ("other_json", BACKOFF[0]), ("again", BACKOFF[0]),
        ("gzip_without", None), ("gzip_unsaid", None), ("moved", None), ("infinite", None),
    ],
)  # fmt: skip
def test_one_bad_answer_costs_at_most_a_wait(
    service: NoticeService, tmp_path: Path, fault: str, wait: int | None
) -> None:
    clock = WoundClock()
    service.faults = {7: fault}
    gather(service, tmp_path, clock)
    assert_all(service, tmp_path)
    paced = [seconds for seconds in clock.waits if seconds in {wait, 30, 120, *BACKOFF}]
    assert paced == ([wait] if wait is not None else [])


def test_a_wait_may_be_given_as_a_date(service: NoticeService, tmp_path: Path) -> None:
    clock = WoundClock()
    service.faults = {1: "status 429 Mon, 23 Nov 2026 12:01:30 GMT", 2: "status 429 soon"}
    gather(service, tmp_path, clock)
    assert clock.waits[:2] == [91, 120]
    assert_all(service, tmp_path)


def test_contracts_finder_says_403_for_too_many_requests(service: NoticeService, tmp_path: Path) -> None:
    clock = WoundClock()
    service.faults = {2: "status 403"}
    collect(CF, DAY, DAY, tmp_path, clock=clock, base_url=service.url)
    assert 300 in clock.waits
    assert_all(service, tmp_path, "contracts_finder")


@pytest.mark.parametrize(
    ("always", "words"),
    [
        ("status 403", "refuses the question with status 403: Sorry"), ("status 404", "status 404"),
        ("away", "another host (elsewhere.invalid)"), ("round", "round in a circle"), ("status 429 5000", "wait 83 minutes"),
        ("status 500", "in 6 attempts: the service answered 500"), ("html", "a page for people"),
        ("drop", "the connection failed"), ("half", "attempts"),
    ],
)  # fmt: skip
def test_a_service_that_will_not_answer_stops_us_with_a_reason(
    service: NoticeService, tmp_path: Path, always: str, words: str
) -> None:
    service.always = always
    with pytest.raises(Stopped) as stop:
        gather(service, tmp_path)
    assert words in str(stop.value)
    assert len(service.asked) <= 8
    assert kept(tmp_path) == []


def test_after_a_stop_the_same_command_goes_on(service: NoticeService, tmp_path: Path) -> None:
    service.on_request = lambda number: setattr(service, "always", "status 500" if number >= 6 else "")
    with pytest.raises(Stopped, match="run the same command again"):
        gather(service, tmp_path)
    service.on_request, service.always = lambda _: None, ""
    gather(service, tmp_path)
    assert_all(service, tmp_path)


@pytest.mark.parametrize("fault", ["huge", "bomb"])
def test_a_body_without_bounds_is_not_taken(
    service: NoticeService, tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "guildhall.engine.sources.fetch.door.Door.__init__.__kwdefaults__", {"cap": 2_000_000, "timeout": 5}
    )
    service.always = fault
    with pytest.raises(Stopped, match=r"(more|larger) than 1 MB"):
        gather(service, tmp_path)


def test_a_link_to_a_next_page_that_lies_changes_nothing(service: NoticeService, tmp_path: Path) -> None:
    service.lying_next = True
    gather(service, tmp_path)
    assert_all(service, tmp_path)


def test_links_to_another_host_are_not_followed(service: NoticeService, tmp_path: Path) -> None:
    service.lying_next = True
    with serving(NoticeService([])) as other:
        true_url, service.url = service.url, other.url
        tally = collect(FTS, DAY, DAY, tmp_path, clock=WoundClock(), base_url=true_url)
        assert other.asked == []
    assert tally.notes == ["The service's links to a next page lead to another host; they are not followed."]
    assert_all(service, tmp_path)


@pytest.mark.parametrize("page", [100, 30, 7])
def test_a_service_that_gives_fewer_than_asked_is_halved_too(tmp_path: Path, page: int) -> None:
    with serving(NoticeService(SAMPLE[:160], page=page)) as service:
        gather(service, tmp_path)
        assert_all(service, tmp_path)


def test_nothing_on_a_seam_is_lost_when_the_end_is_left_out(tmp_path: Path) -> None:
    on_seams = [
        release | {"date": (datetime(2026, 8, 9, 23, tzinfo=UTC) + timedelta(minutes=11.25 * number)).isoformat()}
        for number, release in enumerate(SAMPLE[:120])
    ]
    for outside in (True, False):
        with serving(NoticeService(on_seams)) as service:
            service.until_is_outside = outside
            gather(service, tmp_path / str(outside))
            assert_all(service, tmp_path / str(outside))


def test_more_in_one_second_than_an_answer_holds(tmp_path: Path) -> None:
    crowd = [release | {"date": "2026-08-10T09:00:00+01:00"} for release in SAMPLE[:150]]
    with serving(NoticeService(crowd)) as service:
        tally = gather(service, tmp_path)
    found = names(kept(tmp_path))
    assert len(found) == 143, "the service's own link leaves seven out, and no window is narrower than a second"
    assert tally.new == 143
    with serving(NoticeService(crowd[:100])) as service:
        service.lying_next = True
        tally = gather(service, tmp_path / "exact")
    assert len(names(kept(tmp_path / "exact"))) == 100
    assert "more releases in one second" in tally.notes[-1]


def test_an_answer_that_stays_unreadable_is_kept_as_it_came(service: NoticeService, tmp_path: Path) -> None:
    service.always = "unreadable"
    tally = gather(service, tmp_path)
    assert any("kept as it came" in note for note in tally.notes)
    text = b"".join(gzip.decompress(path.read_bytes()) for path in tmp_path.rglob("*.gz")).decode()
    assert all(f'"{release["id"]}"' in text for release in SAMPLE)
    assert text.count('"a" 1') > 1


def forgetting(service: NoticeService, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first release of a window is given only when the window holds more than an answer does."""
    whole = service.window

    def forgetful(query: dict[str, str]) -> list[Release]:
        found = whole(query)
        return found if len(found) > 100 else found[1:]

    monkeypatch.setattr(service, "window", forgetful)


def test_narrower_windows_that_leave_releases_out_do_not_lose_them(
    service: NoticeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgetting(service, monkeypatch)
    tally = gather(service, tmp_path)
    assert any("left releases out" in note for note in tally.notes)
    first = SAMPLE[0]
    assert (first["ocid"], first["id"]) in names(kept(tmp_path))


def test_what_narrower_windows_left_out_is_remembered_through_an_interruption(
    service: NoticeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgetting(service, monkeypatch)

    def interrupt(words: str) -> None:
        if "left releases out" in words:
            raise KeyboardInterrupt

    while True:
        try:
            collect(FTS, DAY, DAY, tmp_path, clock=WoundClock(), base_url=service.url, tell=interrupt)
        except KeyboardInterrupt:
            continue
        break
    first = SAMPLE[0]
    assert (first["ocid"], first["id"]) in names(kept(tmp_path))
    before = len(service.asked)
    gather(service, tmp_path)
    assert len(service.asked) == before


def test_what_was_published_just_now_waits_for_the_next_run(service: NoticeService, tmp_path: Path) -> None:
    clock = WoundClock(datetime(2026, 8, 10, 9, tzinfo=UTC))
    gather(service, tmp_path, clock)
    early = [
        release
        for release in SAMPLE
        if datetime.fromisoformat(release["date"]) <= datetime(2026, 8, 10, 8, 58, tzinfo=UTC)
    ]
    assert names(kept(tmp_path)) == names(early)
    gather(service, tmp_path)
    assert_all(service, tmp_path)


def test_nothing_is_asked_of_years_before_the_service(service: NoticeService, tmp_path: Path) -> None:
    tally = collect(FTS, date(2020, 12, 30), date(2021, 1, 1), tmp_path, clock=WoundClock(), base_url=service.url)
    assert len(service.asked) == 4
    assert "nothing before 2021-01-01" in tally.notes[0]


def command(service: NoticeService, into: Path, **more: object) -> argparse.Namespace:
    plain = {"source": "find_a_tender", "since": DAY, "until": DAY, "into": into, "base_url": service.url}
    return argparse.Namespace(**(plain | more))


def test_the_command_says_what_it_did(
    service: NoticeService, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fetch.run(command(service, tmp_path, until=DAY + timedelta(days=5)), WoundClock()) == 0
    said = capsys.readouterr()
    assert f"{len(SAMPLE)} new releases" in said.out
    assert "guildhall build --from" in said.out
    assert "about 2 min left" in said.err
    assert said.err.endswith("done\n")


def test_the_command_stops_with_a_sentence(
    service: NoticeService, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    service.always = "status 404"
    assert fetch.run(command(service, tmp_path), WoundClock()) == 1
    assert fetch.run(command(service, tmp_path, since=date(2027, 1, 1), until=None), WoundClock()) == 1
    assert fetch.run(command(service, tmp_path, base_url="ftp://nowhere"), WoundClock()) == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("guildhall:")]
    assert [line.split(";")[0][:70] for line in lines] == [
        "guildhall: Find a Tender refuses the question with status 404: Sorry.",
        "guildhall: --since 2027-01-01 lies after 2026-11-23",
        "guildhall: 'ftp://nowhere' is not an address of a service: it must beg",
    ]


@pytest.mark.real
@pytest.mark.parametrize(("what", "prefix"), [(FTS, "ocds-h6vhtk"), (CF, "ocds-b5fd17")])
def test_real_releases_all_arrive(real_data: Path, tmp_path: Path, what: fetch.service.Service, prefix: str) -> None:
    with gzip.open(real_data / "ocds/releases.jsonl.gz", "rt", encoding="utf-8") as lines:
        real = [release for line in lines if (release := json.loads(line))["ocid"].startswith(prefix)]
    days = Counter(release["date"][:10] for release in real)
    first = date.fromisoformat(days.most_common(1)[0][0])
    faults = ["status 500", "half", "html", "limit", "drop", "gzip_half", "again", "infinite"]
    with serving(NoticeService(real, encoding="iso-8859-1" if what is CF else "utf-8")) as service:
        service.faults = {3 * number + 2: fault for number, fault in enumerate(faults)}
        until = first + timedelta(days=2)
        collect(what, first, until, tmp_path, clock=WoundClock(), base_url=service.url)
        since, after = first.isoformat(), (until + timedelta(days=1)).isoformat()
        expected = service.window({"updatedFrom": f"{since}T00:00:00", "updatedTo": f"{after}T00:00:00"})
    assert len(expected) > 50
    assert names(kept(tmp_path)) == names(expected)
