"""Every wrapping in which notices come, and every way in which a file can be broken."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.engine.records import Issue
from guildhall.engine.sources import ocds
from guildhall.engine.sources.contracts_finder import read as contracts_finder
from guildhall.engine.sources.find_a_tender import read as find_a_tender
from guildhall.engine.sources.ocds import mend, streams
from guildhall.engine.sources.other_notices import read as other_notices
from guildhall.engine.sources.public_contracts_scotland import read as public_contracts_scotland
from guildhall.engine.sources.sell2wales import read as sell2wales


def release(number: int, **more: Any) -> dict[str, Any]:
    return {
        "ocid": f"ocds-h6vhtk-{number:06x}", "id": f"{number:06d}-2026", "date": "2026-08-10T10:00:00+01:00",
        "tag": ["planning"], "buyer": {"name": "Body"}, "tender": {"title": f"Title {number}"},
    } | more  # fmt: skip


def dump(value: Any) -> bytes:
    return json.dumps(value).encode()


def read(source: bytes | Path) -> tuple[list[str], list[str]]:
    """Ids of the notices read, and codes of the issues."""
    issues: list[Issue] = []
    documents = list(ocds.read(source, "a.json", issues.append))
    assert all(issue.file == "a.json" and issue.reason for issue in issues)
    return [document.document for document in documents], [issue.code for issue in issues]


THREE = [release(1), release(2), release(3)]
IDS = ["000001-2026", "000002-2026", "000003-2026"]
LINES = b"\n".join(map(dump, THREE)) + b"\n"
PACKAGE = dump({"uri": "x", "releases": THREE, "license": "y"})
RECORDS = dump({"records": [{"ocid": "o", "releases": THREE[:2]}, {"ocid": "o", "compiledRelease": THREE[2]}]})


@pytest.mark.parametrize(
    "wrapped",
    [
        LINES, LINES.rstrip(), LINES.replace(b"\n", b"\r\n"), LINES.replace(b"\n", b"\n\n"), b"\xef\xbb\xbf" + LINES,
        b"\n\n" + LINES, PACKAGE, json.dumps({"releases": THREE}, indent=2).encode(), dump(THREE),
        json.dumps(THREE, indent=1).encode(), RECORDS, b"\xef\xbb\xbf" + PACKAGE, LINES.decode().encode("utf-16"),
        b"\n".join(dump({"releases": [one]}) for one in THREE),
        dump([{"releases": THREE[:1]}, {"releases": THREE[1:]}]),
    ],
    ids=[
        "lines", "no newline at the end", "crlf", "empty lines", "lines with mark", "leading lines", "package",
        "indented package", "list", "indented list", "records", "package with mark", "utf-16", "packages line by line",
        "list of packages",
    ],
)  # fmt: skip
@pytest.mark.parametrize("zipped", [False, True], ids=["plain", "gz"])
def test_every_wrapping_gives_the_same_notices(wrapped: bytes, zipped: bool, tmp_path: Path) -> None:
    content = gzip.compress(wrapped) if zipped else wrapped
    assert read(content) == (IDS, [])
    path = tmp_path / "notices"
    path.write_bytes(content)
    assert read(path) == (IDS, [])


def test_one_release_alone() -> None:
    assert read(dump(THREE[0])) == (IDS[:1], [])
    assert read(json.dumps(THREE[0], indent=2).encode()) == (IDS[:1], [])


def test_a_record_with_links_gives_its_compiled_release() -> None:
    record = {"records": [{"ocid": "o", "releases": [{"url": "https://example.org/1"}], "compiledRelease": THREE[0]}]}
    assert read(dump(record)) == (IDS[:1], [])
    long = {"records": [{"releases": [release(1, note="x" * 900)]}]}
    assert read(dump(long)) == (IDS[:1], [])


def test_one_line_that_is_no_json_costs_one_notice() -> None:
    lines = [dump(THREE[0]), b'{"ocid":"ocds-h6vhtk-1", oops}', dump(THREE[2])]
    issues: list[Issue] = []
    documents = list(ocds.read(b"\n".join(lines), "a.jsonl", issues.append))
    assert [document.document for document in documents] == [IDS[0], IDS[2]]
    assert [(issue.row, issue.severity, issue.code) for issue in issues] == [("line 2", "refused", "json_invalid")]


def test_lines_that_are_no_release() -> None:
    lines = [dump(THREE[0]), b"[1]", b'"text"', b"{}", b'{"url":"x"}']
    ids, codes = read(b"\n".join(lines))
    assert ids == IDS[:1]
    assert codes == ["json_invalid", "json_invalid", "release_nameless", "release_nameless"]


def test_a_package_cut_short_gives_its_whole_releases() -> None:
    ids, codes = read(PACKAGE[: PACKAGE.rindex(b"Title 3")])
    assert (ids, codes) == (IDS[:2], ["json_invalid"])


def test_a_package_with_one_bad_number_gives_all_its_releases() -> None:
    broken = PACKAGE.replace(b'"Title 2"', b'"Title 2", "value": {"amount": 000}')
    ids, codes = read(broken)
    assert ids == IDS
    assert sorted(codes) == ["json_invalid", "json_mended"]


def test_rubbish_after_the_end() -> None:
    assert read(PACKAGE + b"\n<!-- 12 ms -->") == (IDS, ["json_rubbish"])
    assert read(PACKAGE + dump({"releases": [release(4)]})) == ([*IDS, "000004-2026"], [])
    assert read(dump(THREE) + b"]") == (IDS, ["json_rubbish"])
    assert read(LINES.rstrip() + b"}") == (IDS, ["json_rubbish"])


def test_what_is_no_json_at_all() -> None:
    assert read(b"<html>403 Forbidden</html>") == ([], ["json_invalid"])
    assert read(b"") == ([], ["file_empty"])
    assert read(b" \n \n") == ([], ["file_empty"])
    assert read(b"\xff\xfe") == ([], ["file_empty"])


def test_gzip_that_breaks_off_keeps_what_came_before() -> None:
    lines = b"\n".join(dump(release(number, pad="x" * 50)) for number in range(1, 3000))
    zipped = gzip.compress(lines)
    ids, codes = read(zipped[: len(zipped) // 2])
    assert len(ids) > 500
    assert "gzip_truncated" in codes
    assert set(codes) <= {"gzip_truncated", "json_invalid"}


def test_gzip_that_is_damaged() -> None:
    assert read(b"\x1f\x8b" + b"rubbish" * 10) == ([], ["gzip_broken", "file_empty"])
    assert read(gzip.compress(LINES) + gzip.compress(dump(release(4)))) == ([*IDS, "000004-2026"], [])
    assert read(gzip.compress(LINES) + b"\0\0\0") == (IDS, [])


def test_lines_are_never_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_bytes(b"\n".join(dump(release(number)) for number in range(1, 2001)))
    chunks = list(ocds.chunks(path, "many.jsonl", pytest.fail, size=10_000))
    assert len(chunks) > 20
    assert [chunk.first for chunk in chunks[:2]] == [1, 1 + len(chunks[0].releases)]
    assert sum(len(chunk.releases) for chunk in chunks) == 2000
    assert max(sum(map(len, chunk.releases)) for chunk in chunks) < 11_000


def test_chunks_of_a_package_are_numbered() -> None:
    chunks = list(ocds.chunks(PACKAGE, "p.json", pytest.fail, size=1))
    assert [(chunk.row, chunk.first, len(chunk.releases)) for chunk in chunks] == [
        ("release", 1, 1), ("release", 2, 1), ("release", 3, 1),
    ]  # fmt: skip


def test_a_line_without_end_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(streams, "LONGEST_LINE", 10_000)
    monkeypatch.setattr(streams, "BLOCK", 4_000)
    path = tmp_path / "long.jsonl"
    path.write_bytes(dump(THREE[0]) + b"\n" + b'{"ocid":"' + b"x" * 50_000 + b'"}\n' + dump(THREE[2]))
    ids, codes = read(path)
    assert ids[0] == IDS[0]
    assert IDS[2] in ids
    assert "line_too_long" in codes


def test_is_lines() -> None:
    assert ocds.is_lines(dump(THREE[0]))
    assert not ocds.is_lines(b"{")
    assert not ocds.is_lines(PACKAGE)
    assert not ocds.is_lines(b"[1]")
    assert not ocds.is_lines(b'{"ocid": "cut')


# Releases that do not fit


def one(text: str | bytes) -> tuple[ocds.Document | None, list[str]]:
    issues: list[Issue] = []
    data = text.encode() if isinstance(text, str) else text
    return ocds.document(data, "f", "line 1", issues.append), [issue.code for issue in issues]


def test_fields_of_the_wrong_kind_are_read_or_left_out() -> None:
    given = release(
        1, id=5, tag="award", buyer=[{"name": "Body"}], parties={"name": "Body", "roles": "buyer"},
        awards=[{"id": 1, "hasRenewal": "yes", "contractPeriod": [], "status": ["x"], "items": ["odd", {"id": 1}]}],
    )  # fmt: skip
    document, codes = one(dump(given))
    assert document is not None
    assert (document.document, document.notice_kind, document.buyers[0].name) == ("5", "award", "Body")
    assert {claim.field for claim in document.sightings[0].claims} >= {"title", "extension"}
    assert set(codes) == {"field_mended"}


def test_too_many_odd_fields_refuse_the_release() -> None:
    document, codes = one(dump(release(1, awards=[{"title": {"en": 1}} for _ in range(100)])))
    assert document is None
    assert codes[-1] == "json_invalid"


def test_deep_nesting_and_huge_cells() -> None:
    document, codes = one('{"ocid":"ocds-h6vhtk-000001","x":' + "[" * 100_000 + "]" * 100_000 + "}")
    assert (document, codes) == (None, ["json_too_deep"])
    document, codes = one(
        dump(release(1, tag=["tender"], tender={"title": "t" * 100_000, "description": "d " * 2_000_000}))
    )
    assert document is not None
    assert codes == []
    assert len(document.sightings[0].claims[-1].value) <= 3000


def test_a_package_nested_too_deeply_is_cut_up() -> None:
    ids, codes = read(b'{"releases":[' + dump(THREE[0]) + b',{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}]}")
    assert ids == IDS[:1]
    assert set(codes) == {"json_invalid", "json_too_deep"}


def test_control_characters_surrogates_and_endless_numbers() -> None:
    document, codes = one('{"ocid":"ocds-h6vhtk-000001","id":"1","tender":{"title":"a\x01b"},"n":NaN,"m":-Infinity}')
    assert document is not None
    assert codes == ["json_mended", "number_unusable"]
    document, codes = one(
        '{"ocid":"ocds-h6vhtk-000001","id":"1","tender":{"title":"a \\ud800 b"},"s":"Infinity","n":NaN}'
    )
    assert document is not None
    assert document.title == "a ? b"


def test_trailing_commas_and_a_number_of_noughts() -> None:
    document, codes = one(
        '{"ocid":"ocds-h6vhtk-000001","id":"1","tender":{"title":"x, 007,}","value":{"amount": 000,}},}'
    )
    assert document is not None
    assert (document.title, codes) == ("x, 007,}", ["json_mended"])


def test_odd_bytes_become_windows_1252() -> None:
    document, codes = one(
        b'{"ocid":"ocds-h6vhtk-000001","id":"1","tender":{"title":"\x93\xa3200\x94 caf\xe9 \xc2\xa35"}}'
    )
    assert document is not None
    assert document.title == "“£200” café £5"
    assert codes == ["encoding_mended"]


def test_an_error_that_names_no_field_mends_nothing() -> None:
    assert mend._fit({}, "a new kind of message") is None
    assert mend._fit({}, "Expected `object`, got `array` - at `$`") is None


def test_pieces_stop_at_the_lists_end() -> None:
    data = b'{"releases":[{"a":"}]"},{"b":[1]}],"links":[{"no":1}]'
    assert list(mend.pieces(data)) == [b'{"a":"}]"}', b'{"b":[1]}']
    assert list(mend.pieces(b"nothing")) == []


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_ever_raise(data: bytes) -> None:
    read(data)
    one(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["ocid", "id", "date", "tag", "buyer", "parties", "tender", "awards", "contracts", "title", "value", "amount",
             "period", "contractPeriod", "startDate", "endDate", "lots", "items", "suppliers", "name", "roles", "bids",
             "statistics", "hasRenewal", "renewal", "description", "documents", "noticeType", "identifier", "scheme"]
        ),
        inner, max_size=5,
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_no_json_ever_raises(value: Any) -> None:
    read(dump(value))
    document, _ = one(dump(value))
    assert document is None or document.process


@pytest.mark.parametrize(
    "source", [find_a_tender, contracts_finder, public_contracts_scotland, sell2wales, other_notices]
)
def test_each_source_has_its_reader(source: Any) -> None:
    issues: list[Issue] = []
    assert [document.document for document in source.read(LINES, "f", issues.append)] == IDS
