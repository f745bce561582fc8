"""Ways to extend and ways of buying, read from a notice's words; single values made canonical."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Raw

from guildhall.engine import codes
from guildhall.engine.clean import text
from guildhall.engine.sources.ocds import extensions, routes, values

OPTIONS = [
    # after real texts of Find a Tender, Contracts Finder and Public Contracts Scotland, shortened
    ("2 x 12 months", 0, (12, 12)),
    ("2X 12 month extensions available", 0, (12, 12)),
    ("3*12 months optional extension period after the initial 12 month contract period", 0, (12, 12, 12)),
    ("1 x 36 months", 0, (36,)),
    ("THREE x One year individual periods", 0, (12, 12, 12)),
    ("2 x Extensions of up to 12 months each", 0, (12, 12)),
    ("two further periods of 12 months each by providing three months notice", 0, (12, 12)),
    ("up to two (2) periods of twelve (12) months", 0, (12, 12)),
    ("Two, one-year extensions", 0, (12, 12)),
    ("Two 2-year extensions to be included (a total of 4 years)", 0, (24, 24)),
    ("Original contract length of 1-year, with the option of two additional 1-year extensions.", 0, (12, 12)),
    ("Option to extend for up to 36 months in 12 month extensions", 0, (12, 12, 12)),
    ("The initial period is 1 year, with the option to extend for a further 2 years on an annual basis", 0, (12, 12)),
    ("by up to 2 further years in 12-month increments", 0, (12, 12)),
    ("1+1+1 (12 month terms)", 24, (12, 12)),
    ("1+1+1", 36, (12, 12, 12)),
    ("1+1+1", 0, (12, 12)),
    ("+1 year + 1 year", 0, (12, 12)),
    ("Initial period of 3 years with option to extend for 2+1+1+1 years (8 years total)", 60, (24, 12, 12, 12)),
    ("option to extend for 2 + 1 YEARS", 0, (24, 12)),
    ("12 + 12 months", 24, (12, 12)),
    ("Three (3) Years with the option to extend for and additional three (3) years (3+3)", 0, (36,)),
    ("1 year plus 1 year subject to funding", 24, (12, 12)),
    ("Two plus one contract term.", 12, (12,)),
    ("Contract may be extended by 24 months", 0, (24,)),
    ("up to a further 24 months", 0, (24,)),
    ("The contract can be extended by a further year.", 0, (12,)),
    ("Initial term of 2 years with an option to extend of an additional 2 years.", 0, (24,)),
    ("a period of two years with an option to extend for a further two years", 0, (24,)),
    ("Up to 60 months.", 0, (60,)),
    ("2 years following a review of the service", 0, (24,)),
    ("a further period of up to 1 year, with a second additional period of up to one year", 0, (12, 12)),
    ("optional 3rd and 4th year", 0, (12, 12)),
    ("2 option years", 0, (12, 12)),
    ("Two Optional Annual Extensions", 0, (12, 12)),
    ("Subject to annual renewals in 2024 and 2025.", 0, (12, 12)),
    ("With the option to extend annually until 31st May 2030", 36, (12, 12, 12)),
    ("Option to extend 1: 01 October 2029 - 30 September 2031 Option to extend 2: 01 October 2031 - 30 September 2033", 48, (24, 24)),
    ("(Base Contract) 01 August 2026 to 31 July 2029 Extension 1 01 August 2029 to 31 July 2030", 12, (12,)),
    ("Initial 01 August 2026 to 31 July 2029, then 01 August 2029 to 31 July 2030", 0, (12,)),
    ("by 2 seasons (1 January 2030 to 30 June 2030 and 1 January 2031 to 30 June 2031)", 0, (6, 6)),
    ("12 + 12", 0, (12,)),
    ("6 + 6 possible", 0, (72,)),
    ("an extension of 12 months in 7 month steps", 0, (12,)),
    ("36 months in 13 month steps, optional extension", 0, ()),
    ("There are 2 x 12-month options from 20th May 2027 until 19th May 2029.", 24, (12, 12)),
]  # fmt: skip
UNREAD = [
    "As set out in the procurement documents", "Optional extensions subject to service levels", "n/a", "", "24",
    "12 months + 22 days", "Expected renewal at end of contract period", "99 x 12 months", "2 x 999 months",
    "The Council will renew subject to business needs.", "for up to 3 weeks", "To review in 2 years",
    "01 Blah 2026 to 31 Foo 2029", "1 May 2026 to 30 April 2027",
]  # fmt: skip


@pytest.mark.parametrize(("words", "span", "months"), OPTIONS, ids=[case[0][:40] for case in OPTIONS])
def test_options_from_words(words: str, span: int, months: tuple[int, ...]) -> None:
    assert extensions.options(words, span) == months


@pytest.mark.parametrize("words", [one for one in UNREAD if one != "12 months + 22 days"])
def test_words_without_a_length_stay_unread(words: str) -> None:
    assert extensions.options(words) == ()


def test_days_are_not_taken_for_years() -> None:
    assert extensions.options("12 Month +22 days") in {(12,), ()}


def test_a_very_long_text_is_read_from_its_beginning() -> None:
    assert extensions.options("2 x 12 months. " + "word " * 20_000) == (12, 12)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789+x*-– ()/.,abcdefghijklmnopqrstuvwxyzYM\n", max_size=120), st.integers(0, 130))
def test_any_words_give_usable_months_or_none(words: str, span: int) -> None:
    months = extensions.options(words, span)
    assert all(1 <= one <= extensions.LONGEST for one in months)
    assert len(months) <= 12


@given(st.integers(1, 12), st.integers(1, 60))
def test_so_many_times_so_many_months(times: int, months: int) -> None:
    assert extensions.options(f"{times} x {months} months") == (months,) * times


def test_span_between_two_ends() -> None:
    assert extensions.span("2027-08-19", "2029-08-19") == 24
    assert extensions.span("2028-02-29", "2029-02-28") == 12
    assert extensions.span("2028-09-01", "2029-08-31") == 0  # thirty days apart by the calendar
    assert extensions.span("2029-08-19", "2027-08-19") == 0


@pytest.mark.parametrize(
    ("details", "method", "route"),
    [
        ("Open procedure", "open", "open"),
        ("Below threshold - limited competition", "limited", "limited"),
        ("Below threshold - without competition", "direct", "direct"),
        ("Award procedure without prior publication of a call for competition", "limited", "direct"),
        ("Direct award", "direct", "direct"),
        ("Competitive flexible procedure", "selective", "competitive_flexible"),
        ("Restricted procedure", "selective", "limited"),
        ("Award under framework", "selective", "call_off"),
        ("Competitive quotation (below threshold)", "limited", "quote"),
        ("Other - Further Competition via YPO's Insurance Placement DPS", "", "call_off"),
        ("Other - Awarded via waiver 815", "", "direct"),
        ("Other - Direct Award below Light Touch Regime", "", "direct"),
        ("Other - RFQ", "", "quote"),
        ("Other - Open", "", "open"),
        ("Other - Services-EU-VEAT", "", "direct"),
        ("Other - Tender", "", "other"),
        ("Other - ", "", ""),
        ("Other - ", "open", "open"),
        ("Not specified", "", ""),
        ("Below threshold - unknown", "", ""),
        ("", "selective", "limited"),
        ("", "", ""),
        ("Open    procedure", "open", "open"),
    ],
)
def test_routes(details: str, method: str, route: str) -> None:
    assert routes.route(details, method) == route
    assert route in {"", *codes.ROUTES}


def test_below_the_thresholds() -> None:
    assert routes.below_threshold("Open procedure (below threshold)")
    assert not routes.below_threshold("Open procedure (above threshold)")


@pytest.mark.parametrize(
    ("published", "sum_"),
    [
        ("76359.2", "76359.2"), ("2379600.0", "2379600"), ("0.00", "0"), ("0.01", "0.01"), ("-5", "-5"), ("null", ""),
        ("1e9999", ""), ("1.5E7", "15000000"), ('"1,234.50"', "1234.5"), ('"£12"', "12"), ('"n/a"', ""), ("", ""),
        ("99999999999999999999", ""), ("1e16", ""), ("true", ""), ("007", "7"), ("12.3456789", "12.3456789"),
    ],
)  # fmt: skip
def test_sums(published: str, sum_: str) -> None:
    assert values.amount(Raw(published.encode())) == sum_


@pytest.mark.parametrize(
    ("days", "months"),
    [("1440", 48), ("360", 12), ("2910", 97), ("365", 12), ("1825", 60), ("365.25", 12), ("7", 0), ("30", 1),
     ("1e9999", 0), ("-30", 0), ("", 0), ("999999", 0), ("45", 1), ('"720"', 24)],
)  # fmt: skip
def test_durations(days: str, months: int) -> None:
    assert values.months_of_days(Raw(days.encode())) == months


def test_months_and_counts() -> None:
    assert values.months(Raw(b"36")) == 36
    assert values.months(Raw()) == 0
    assert values.whole(Raw(b"3")) == 3
    assert values.whole(Raw(b"3.0")) == 3
    assert values.whole(Raw(b"-3")) is None
    assert values.whole(Raw()) is None


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2027-07-31T23:59:59Z", "2027-07-31"), ("2030-08-02T23:59:59+01:00", "2030-08-02"),
        ("2026-08-03T00:00:00Z", "2026-08-03"), ("2026-07-31T23:00:00Z", "2026-08-01"),
        ("2026-12-31T23:30:00Z", "2026-12-31"), ("2022-05-27T12:16:43", "2022-05-27"), ("2026-08-28", "2026-08-28"),
        ("soon", ""), ("2026-02-30T00:00:00Z", ""), ("", ""),
    ],
)  # fmt: skip
def test_days(published: str, day: str) -> None:
    assert values.day(published) == day


def test_day_of_publication_and_order_in_time() -> None:
    assert str(values.published_on("2026-08-10T23:30:00Z")) == "2026-08-11"
    assert str(values.published_on("2026-08-10")) == "2026-08-10"
    assert values.published_on("one day") is None
    moments = ["2026-08-10T23:30:00+01:00", "2026-08-10T23:00:00Z", "2026-08-10T23:30:00"]
    assert sorted(moments, key=values.sortable) == moments
    assert values.sortable("one day") == "one day"


PIECES = [*"abc 0123456789.-()@&;<>\n\r\t\u00a0\u200b£’é", "â€™", "&amp;", "<br>", "+44 20 7946 0000", "x@y.example"]
PROSE = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)


@settings(max_examples=300, deadline=None)
@given(PROSE)
def test_quick_prose_is_the_careful_prose(words: str) -> None:
    assert values.prose(words) == text.prose(words, 3000)


@pytest.mark.parametrize(
    "words",
    [
        "Ring 020 7946 0001.", "Ring +44 20 7946 0001", "2026-07-13 to 2028-07-12", "a  b\tc", "one\r\n\r\n\r\n\r\ntwo",
        "Smith &amp; Sons", "itâ€™s", "<p>one</p>", "x" * 7000, ("word " * 1200), "01/04/2026", "0800 is free",
        "a\u200bb", "  trimmed \n  twice  ", "11 0345 600 9006",
    ],
)  # fmt: skip
def test_quick_prose_on_known_cases(words: str) -> None:
    quick, careful = values.prose(words), text.prose(words, 3000)
    assert quick == careful or (len(words) > 6000 and quick[:2900] == careful[:2900] and len(quick) <= 3001)
