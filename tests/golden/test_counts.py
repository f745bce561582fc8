"""How often the traps stand in the real files, counted twice: with plain json, and in what we make of them.

Where the two counts agree, every notice with the trap was read as the golden case says.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from guildhall.engine.records import Issue, Sighting
from guildhall.engine.sources import ocds

pytestmark = pytest.mark.real
Release = dict[str, Any]
FILE = "ocds/releases.jsonl.gz"
FINDER_2022 = "ocds/contracts_finder_2022_reassembled.releases.jsonl.gz"


@lru_cache(maxsize=1)
def raw(folder: Path) -> tuple[Release, ...]:
    with gzip.open(folder / FILE, "rt", encoding="utf-8") as opened:
        return tuple(json.loads(line) for line in opened)


@lru_cache(maxsize=1)
def read(folder: Path) -> tuple[tuple[ocds.Document, ...], tuple[Issue, ...]]:
    issues: list[Issue] = []
    return tuple(ocds.read(folder / FILE, FILE, issues.append)), tuple(issues)


def each(release: Release, section: str) -> Iterator[Release]:
    yield from release.get(section) or []


def kind(release: Release) -> str:
    for section in ("contracts", "awards"):
        for one in each(release, section):
            for paper in one.get("documents") or []:
                if paper.get("noticeType") and paper["id"] == release.get("id"):
                    return paper["noticeType"]
    for paper in (release.get("tender") or {}).get("documents") or []:
        if paper.get("noticeType") and paper["id"] == release.get("id"):
            return paper["noticeType"]
    return ""


def scheme(release: Release) -> str:
    return ((release.get("tender") or {}).get("legalBasis") or {}).get("scheme") or ""


def claims(sighting: Sighting) -> dict[str, str]:
    return {claim.field: claim.value for claim in reversed(sighting.claims)}


def paths(sighting: Sighting) -> dict[str, str]:
    return {claim.field: claim.path for claim in reversed(sighting.claims)}


def contracts_of(release: Release) -> list[Release]:
    return list(each(release, "contracts")) if kind(release) == "UK7" else []


def gross_only(value: Release | None) -> bool:
    return bool(value) and "amountGross" in value and "amount" not in value


def same_sums(value: Release | None) -> bool:
    return bool(value) and value.get("amount") is not None and value.get("amount") == value.get("amountGross")


# Trap, what plain json counts in a release, what we count in a notice we read.
COUNTS: list[tuple[str, Callable[[Release], int], Callable[[ocds.Document], int]]] = [
    (
        "8: a change notice without a real end",
        lambda r: sum(1 for c in each(r, "contracts") if kind(r) == "UK10"),
        lambda d: sum(1 for s in d.sightings if d.notice_kind == "UK10" and not {"starts_on", "ends_on"} & set(claims(s))),
    ),
    (
        "9: no buyer but in the parties",
        lambda r: int(not r.get("buyer")),
        lambda d: int(d.notice_kind in {"UK9", "UK11", "UK12"} and bool(d.buyers) and d.buyers[0].path.startswith("parties")),
    ),
    (
        "12: contracts in their processes",
        lambda r: len(contracts_of(r)),
        lambda d: len(d.sightings) if d.notice_kind == "UK7" else 0,
    ),
    (
        "17: an older award without an end",
        lambda r: sum(1 for c in each(r, "contracts") if scheme(r) == "CELEX" and "endDate" not in (c.get("period") or {})),
        lambda d: sum(1 for s in d.sightings if d.regime == "celex" and d.notice_kind in {"award", "award_update"}
                      and paths(s).get("status", "").startswith("contracts")
                      and not paths(s).get("ends_on", "").startswith("contracts")),
    ),
    (
        "18: an award of Contracts Finder that ends on 31 March",
        lambda r: sum(1 for a in each(r, "awards") if "b5fd17" in r["ocid"]
                      and ((a.get("contractPeriod") or {}).get("endDate") or "")[5:10] == "03-31"),
        lambda d: sum(1 for s in d.sightings if d.source == "contracts_finder" and claims(s).get("ends_on", "")[5:] == "03-31"
                      and paths(s)["ends_on"].startswith("awards")),
    ),
    (
        "21: the last second of a summer day in UTC",
        lambda r: sum(1 for c in contracts_of(r) if ((c.get("period") or {}).get("endDate") or "")[10:] == "T23:59:59Z"
                      and "04" <= c["period"]["endDate"][5:7] <= "09"),
        lambda d: 0,
    ),
    (
        "23: a contract with its gross value alone",
        lambda r: sum(gross_only(c.get("value")) for c in contracts_of(r)),
        lambda d: sum(1 for s in d.sightings if d.notice_kind == "UK7" and "value_gross" in claims(s) and "value_net" not in claims(s)),
    ),
    (
        "23: a contract whose net is its gross",
        lambda r: sum(same_sums(c.get("value")) for c in contracts_of(r)),
        lambda d: sum(1 for s in d.sightings if d.notice_kind == "UK7" and "value_net" in claims(s)
                      and claims(s)["value_net"] == claims(s).get("value_gross")),
    ),
    (
        "24: a contract for a penny or for nothing",
        lambda r: sum(1 for c in contracts_of(r) if (c.get("value") or {}).get("amount", 99) <= 1),
        lambda d: sum(1 for s in d.sightings if d.notice_kind == "UK7" and float(claims(s).get("value_net", 99)) <= 1),
    ),
    (
        "25: a contract under a framework's ceiling",
        lambda r: len(contracts_of(r)) * bool(((r["tender"].get("techniques")) or {}).get("hasFrameworkAgreement")),
        lambda d: sum(1 for s in d.sightings if d.notice_kind == "UK7"
                      and paths(s).get("is_framework") == "tender.techniques.hasFrameworkAgreement"),
    ),
    (
        "0: an Act contract without the flag for extensions",
        lambda r: sum(1 for c in contracts_of(r) if not c.get("hasRenewal")),
        lambda d: sum(1 for s in d.sightings if d.notice_kind == "UK7" and claims(s).get("extension") == "none_declared"),
    ),
    (
        "0: an award of Contracts Finder says nothing of extensions",
        lambda r: sum(1 for a in each(r, "awards") if "b5fd17" in r["ocid"]),
        lambda d: sum(1 for s in d.sightings if d.source == "contracts_finder" and s.local_id and "extension" not in claims(s)),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("trap", "in_json", "in_ours"), COUNTS, ids=[count[0] for count in COUNTS])
def test_both_counts_agree(
    real_data: Path, trap: str, in_json: Callable[[Release], int], in_ours: Callable[[ocds.Document], int]
) -> None:
    counted = sum(map(in_json, raw(real_data)))
    assert counted > 0, "the trap is no longer in the data"
    if trap.startswith("21"):
        # None of them may have moved into the next month.
        written = {r["id"]: c["period"]["endDate"][:10] for r in raw(real_data) for c in contracts_of(r)
                   if in_json(r) and len(contracts_of(r)) == 1}  # fmt: skip
        seen = {d.document: claims(d.sightings[0])["ends_on"] for d in read(real_data)[0] if d.document in written}
        assert seen == written
        return
    assert sum(map(in_ours, read(real_data)[0])) == counted


def test_every_release_is_read(real_data: Path) -> None:
    documents, issues = read(real_data)
    assert len(documents) == len(raw(real_data))
    assert [issue for issue in issues if issue.severity == "refused"] == []


def test_5_impossible_numbers(real_data: Path) -> None:
    with gzip.open(real_data / FILE, "rt", encoding="utf-8") as opened:
        lines = sum(": Infinity" in line for line in opened)
    assert lines > 0
    assert sum(issue.code == "number_unusable" for issue in read(real_data)[1]) == lines


def test_10_a_list_among_objects(real_data: Path) -> None:
    flips = {type(a["standstillPeriod"]) for r in raw(real_data) for a in each(r, "awards") if "standstillPeriod" in a}
    assert flips == {dict, list}


def test_11_some_numbers_and_moments_disagree(real_data: Path) -> None:
    orders: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for release in raw(real_data):
        if release.get("id"):
            orders[release["ocid"]].append((release["id"], release["date"]))
    assert any(sorted(one) != sorted(one, key=lambda pair: pair[1]) for one in orders.values())


def test_13_awards_that_return_as_contracts(real_data: Path) -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for document in read(real_data)[0]:
        kinds[document.process].add(document.notice_kind)
    assert sum({"UK6", "UK7"} <= one for one in kinds.values()) >= 5


def test_28_suppliers_without_a_number_or_a_name(real_data: Path) -> None:
    told = [
        party
        for d in read(real_data)[0]
        if d.source == "contracts_finder"
        for s in d.sightings
        for party in s.suppliers
    ]
    unknown = sum(not any(one.startswith(("GB-COH", "GB-CHC", "GB-SC")) for one in party.ids) for party in told)
    assert 0.5 < unknown / len(told) < 0.95


def test_30_company_numbers_are_eight_characters(real_data: Path) -> None:
    published = {
        party["identifier"]["id"]
        for r in raw(real_data)
        for party in r.get("parties") or []
        if (party.get("identifier") or {}).get("scheme") == "GB-COH" and party["identifier"].get("id")
    }
    assert any(len(number) != 8 for number in published)
    ours = {one for d in read(real_data)[0] for s in d.sightings for party in s.suppliers for one in party.ids}
    numbers = [one.removeprefix("GB-COH:") for one in ours if one.startswith("GB-COH:")]
    assert len(numbers) > 300
    assert [number for number in numbers if len(number) != 8] == []


def test_37_nobody_to_be_contacted(real_data: Path) -> None:
    """The e-mail addresses in the sample were masked before; none may appear, and telephone numbers are masked here."""
    words = [claim.value for d in read(real_data)[0] for s in d.sightings for claim in s.claims]
    assert [word for word in words if re.search(r"\w@\w+\.\w", word)] == []
    assert any("[phone number removed]" in word for word in words)


def test_options_are_read_from_most_texts(real_data: Path) -> None:
    """Of the distinct texts on extensions, at least 84 in 100 are read (318 of 378 by the patterns of 2026)."""
    texts: dict[str, bool] = {}
    for document in read(real_data)[0]:
        for sighting in document.sightings:
            said = claims(sighting)
            if "extension_text" in said:
                texts[said["extension_text"]] = texts.get(said["extension_text"], False) or "options" in said
    assert len(texts) > 200
    assert sum(texts.values()) / len(texts) >= 0.84


def test_options_reach_the_published_last_end(real_data: Path) -> None:
    """Where both are published, steps read from the words almost always add up to the last possible end."""
    from guildhall.engine.sources.ocds import extensions  # noqa: PLC0415  # the part under test alone

    apart, agree = 0, 0
    for document in read(real_data)[0]:
        for sighting in document.sightings:
            said = claims(sighting)
            if {"options", "ends_on", "last_end_on"} <= set(said):
                span = extensions.span(said["ends_on"], said["last_end_on"])
                total = sum(map(int, said["options"].split(",")))
                apart, agree = apart + (span != total), agree + (span == total)
    assert agree > 100
    assert agree / (agree + apart) > 0.9


def test_volume_of_2022(real_data: Path) -> None:
    issues: list[Issue] = []
    documents = list(ocds.read(real_data / FINDER_2022, FINDER_2022, issues.append))
    assert (len(documents), issues) == (10_020, [])
    assert sum(len(document.sightings) for document in documents) == 10_287
