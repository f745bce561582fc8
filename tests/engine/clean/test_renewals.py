"""How a contract may be extended, from the words buyers use in real notices of 2017 to 2026 (facts, shortened)."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guildhall.engine.clean.renewals import steps
from guildhall.engine.decide.arithmetic import add_days, months_between

READ = [
    ("2 x 12 Months", (12, 12)),
    ("1 x 12month ext option permitted within waiver approval", (12,)),
    ("2x 12 month extensions available", (12, 12)),
    ("3*12 months optional extension period after the initial 12 month contract period", (12, 12, 12)),
    ("THREE x One year individual periods", (12, 12, 12)),
    ("Two (2) x Twelve (12) month extension options", (12, 12)),
    ("Two 12 month extensions", (12, 12)),
    ("Two, one-year extensions", (12, 12)),
    ("two additional one-year periods", (12, 12)),
    ("Two 2-year extensions to be included in the contract (a total of 4 years)", (24, 24)),
    ("Two Optional Annual Extensions", (12, 12)),
    ("up to two (2) further periods of twelve (12) months each", (12, 12)),
    ("The contract can be extended for two periods of up to 12 months, by giving 90 days written notice", (12, 12)),
    ("exercise up to two (2) extension options of two (2) years each", (24, 24)),
    ("up to a further 2 x 12 month periods", (12, 12)),
    ("Optional 7 x 12 month extensions. Maximum total contract length of 10 years.", (12,) * 7),
    ("option to extend in up to three (3) 12-month periods", (12, 12, 12)),
    ("initial term of 3 years as well as the two optional contract extension periods of 12 months each", (12, 12)),
    ("initial 3-year term with one optional 2-year extension and two optional 1-year extensions", (24, 12, 12)),
    ("up to a further two years, comprising two additional 12-month extension periods", (12, 12)),
    ("Option to extend for a further period of one year.", (12,)),
    ("Option to extend for 1 further year at the discretion of the buyer", (12,)),
    ("The contract can be extended by a further year.", (12,)),
    ("An additional option to extend for a year", (12,)),
    ("Any period up to 24 months", (24,)),
    ("Up to 60 months.", (60,)),
    ("2 years, following a review of the service", (24,)),
    ("One period of twenty-four (24) months", (24,)),
    ("for a further period of up to two (2) years beyond the initial four-year term", (24,)),
    ("for an initial term of 3 years with optional extensions to take the maximum possible term to 5 years", (24,)),
    ("The initial period will be 28 months; it may be extended provided the total duration does not exceed 52 months", (24,)),
    ("initial period of 24 months with the option to extend for two further 12 month periods (2+1+1 contract)", (12, 12)),
    ("36 month contract with the option to extend for 1 period of 12 months.", (12,)),
    ("Contract duration: 12 months with an option to extend for an additional 12 months.", (12,)),
    ("18 months, with an optional 3-month extension.", (3,)),
    ("up to 24 months in 12 month increments", (12, 12)),
    ("Option to extend up to 36 months in 12 month extensions", (12, 12, 12)),
    ("extend for a further 2 years on an annual basis", (12, 12)),
    ("extend for up to two (2) additional years, on a year-by-year basis", (12, 12)),
    ("optional 1 + 1 extension years", (12, 12)),
    ("+1 year + 1 year", (12, 12)),
    ("2 years extension 1+1", (12, 12)),
    ("possible 1yr + 1yr extension available", (12, 12)),
    ("Initial period of 3 years with option to extend for 2+1+1+1 years (8 years total)", (24, 12, 12, 12)),
    ("initial two year term with the option to extend on a two plus two basis", (24, 24)),
    ("Contract on 3+1+1 basis", (12, 12)),
    ("The Framework Period shall be 5 + 3 years. The 3 year extension option shall be at our discretion", (36,)),
    ("optional 3rd and 4th year", (12, 12)),
    ("Option 1: 01 October 2029 - 30 September 2031 Option to extend 2: 01 October 2031 - 30 September 2033", (24, 24)),
    ("Base 01 August 2026 to 31 July 2029 Extension 01 August 2029 to 31 July 2030", (12,)),
    ("2 x 12-month extension options available from 20th May 2027 until 19th May 2029.", (12, 12)),
    ("Subject to annual renewals in 2024 and 2025.", (12, 12)),
    ("24", (24,)),
    ("optional 12 months, optional 12 months, extension 24 months", (12, 12)),  # the sum said again
    ("extension option of 12 months + the further work", (12,)),
]  # fmt: skip
UNREAD = [
    "",
    "As set out within the procurement documents",
    "Expected renewal at end of contract period",
    "Grace period",
    "continuation of service",
    "1+1+1",
    "12 months + 12 months",
    "2+2 upon agreement and good performance",
    "The DPS will remain live for a minimum of 4 years but may be extended further",
    "Subject to 60 days notice",
    "Extension from 99 Foo 2029 to 31 Bar 2030 or 45 June 2029 to 46 June 2031",
    "extension of 999 years",
    "7",
    "n" * 5000,
    "12 Month +22 days",
    "12 + extension",
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_read(text: str, expected: tuple[int, ...]) -> None:
    assert steps(text) == expected


@pytest.mark.parametrize("text", UNREAD)
def test_what_words_do_not_say_stays_unread(text: str) -> None:
    assert steps(text) is None


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        ("1+1+1", 24, (12, 12)),  # the first is the term
        ("1+1+1", 36, (12, 12, 12)),  # all three are options
        ("2+1", 12, (12,)),
        ("2+1", 36, (24, 12)),
        ("12 Month +22 days", 12, (12,)),
        ("2 x 12 month extensions", 23, (12, 12)),  # a month more or less
        ("2 x 12 month extensions", 60, None),  # words and dates contradict
        ("extend until 30 November 2031, in successive one-year increments", 24, (12, 12)),
        ("annually", 30, None),
        ("Two 12 month extensions", 0, (12, 12)),
        ("As set out", 24, None),
    ],
)
def test_published_dates_settle_what_words_leave_open(text: str, more: int, expected: tuple[int, ...] | None) -> None:
    assert steps(text, more) == expected


def described(node: Any, found: dict[str, set[int]]) -> None:
    """Every renewal description of a release, with the months its period can be extended by."""
    if isinstance(node, list):
        for each in node:
            described(each, found)
    if not isinstance(node, dict):
        return
    text = (node.get("renewal") or {}).get("description") if isinstance(node.get("renewal"), dict) else None
    if text:
        period = node.get("period") or node.get("contractPeriod") or {}
        end, last = period.get("endDate"), period.get("maxExtentDate")
        more = found.setdefault(" ".join(text.split()), set())
        if end and last:
            more.add(
                months_between(add_days(date.fromisoformat(end[:10]), 1), add_days(date.fromisoformat(last[:10]), 1))
            )
    for each in node.values():
        described(each, found)


@pytest.mark.real
def test_real_notices(real_data: Path) -> None:
    """At least 84 per cent of the different texts are read; where dates are published, they agree with the reading."""
    found: dict[str, set[int]] = {}
    with gzip.open(real_data / "ocds" / "releases.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            described(json.loads(line), found)
    read = {text: steps(text) for text in found}
    assert len([1 for each in read.values() if each]) / len(found) >= 0.84
    checked = [(sum(each), found[text]) for text, each in read.items() if each and found[text]]
    agree = [1 for total, more in checked if any(abs(total - months) <= 2 for months in more)]
    assert len(checked) > 100
    assert len(agree) / len(checked) >= 0.97
