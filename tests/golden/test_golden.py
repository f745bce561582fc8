"""The traps of real UK data, each in one minimal case: read, resolved, and built into a register."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.golden import read_case

CASES = sorted(read_case.FOLDER.glob("*.yaml"))
pytestmark = pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])


def differences(expected: list[dict[str, Any]], seen: list[dict[str, Any]]) -> list[str]:
    """What of the expected rows is not so; each row seen answers for one expected row."""
    left = list(seen)
    wrong = []
    for row in expected:
        match = next((one for one in left if not unlike(row, one)), None)
        if match is None:
            wrong.append(f"no row like {row}; nearest: {[unlike(row, one) for one in left]}")
        else:
            left.remove(match)
    return wrong + [f"unexpected row {one.get('title')} {one.get('contract_id', '')}" for one in left]


def unlike(expected: dict[str, Any], seen: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {field: (value, seen.get(field)) for field, value in expected.items() if not same(value, seen.get(field))}


def same(expected: Any, seen: Any) -> bool:
    if expected == "null":
        return seen in ("null", "")
    return expected == seen


def test_what_its_notices_say(path: Path) -> None:
    case = read_case.load(path)
    documents, issues = read_case.read(case)
    assert [issue.code for issue in issues] == case["expect"].get("issues", []), [issue.reason for issue in issues]
    if "documents" not in case["expect"]:
        return
    expected = case["expect"]["documents"]
    assert len(documents) == len(expected)
    for wanted, document in zip(expected, documents, strict=True):
        seen = read_case.of_document(document)
        claims = seen.pop("claims")
        plain = {field: value for field, value in wanted.items() if field not in {"claims", "silent"}}
        assert plain == {field: seen[field] for field in plain}
        said = wanted.get("claims", {})
        assert said == {field: claims.get(field) for field in said}
        assert [field for field in wanted.get("silent", []) if field in claims] == []


def test_what_becomes_of_it(path: Path) -> None:
    case = read_case.load(path)
    if "contracts" not in case["expect"]:
        pytest.skip("this trap ends with the reading")
    documents, _ = read_case.read(case)
    expected = [
        {field: value for field, value in row.items() if field != "council_codes"}
        for row in case["expect"]["contracts"]
    ]
    assert differences(expected, read_case.resolved(documents)) == []


def test_what_the_register_holds(path: Path, tmp_path: Path) -> None:
    case = read_case.load(path)
    expect = case["expect"]
    rows, everything = read_case.built(case, tmp_path)
    if expect.get("register") == "true":
        assert differences(expect["contracts"], [row for row in rows if row["council_codes"]]) == []
    if "built" in expect:
        assert differences(expect["built"], rows) == []
    assert [word for word in expect.get("nowhere", []) if word in everything] == []
    if "lineage" in expect:
        links = [(link["child"], link["kind"], link["parent"]) for link in expect["lineage"]]
        assert read_case.lineage(tmp_path) == sorted(links)


def test_it_says_where_it_comes_from(path: Path) -> None:
    case = read_case.load(path)
    assert set(case) == read_case.FIELDS
    assert set(case["expect"]) <= read_case.EXPECTATIONS
    assert int(case["trap"]) == int(path.stem[:2]), "0 for what the research does not number"
    assert case["after"].strip()
    assert len(case["peers"].splitlines()) == 1
