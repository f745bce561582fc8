from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.brief import text

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 9, 30), "54 days late"),
        (date(2026, 11, 22), "1 day late"),
        (date(2026, 11, 23), "today"),
        (date(2026, 12, 16), "in 23 days"),
        (date(2027, 3, 31), "in 4 months"),
        (date(2027, 1, 23), "in 2 months"),
        (date(2025, 3, 1), "20 months late"),
        (date(2030, 1, 1), "in 3 years"),
    ],
)
def test_distances(day, words):
    assert text.away(day, ON) == words


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_a_distance_always_says_which_way(day):
    words = text.away(day, ON)
    assert words.startswith("in ") == (day > ON)
    assert words.endswith(" late") == (day < ON)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("142000", "£142,000"), ("82209.47", "£82,209"), ("1240000", "£1.24m"), ("2000000", "£2m"), ("1325927.40", "£1.33m"),
        ("139184000000", "£139,184m"), ("400000000", "£400m"), ("0.4", "£0"),
    ],
)  # fmt: skip
def test_money_has_no_pennies_and_no_thousands(amount, words):
    assert text.money(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Parking enforcement.", "Parking enforcement"),
        ("CP2242-22/B4 - Young People's Supported Accommodation", "Young People's Supported Accommodation"),
        ("265.1 - Supported Accommodation", "Supported Accommodation"),
        ("DN612345 Parking Enforcement", "Parking Enforcement"),
        ("2026 highways", "2026 highways"),
        ("GB-Preston: Frozen food", "Frozen food"),
        ("Children\x92s centre \x96 a \x93house\x94", "Children’s centre – a “house”"),
        ("SHOPPING CENTRE CLEANING", "Shopping centre cleaning"),
        ("ICT", "ICT"),
        ("Provision of a very long and winding service to (all the people of the place) and more", "Provision of a very long and winding service to…"),
        ("A" * 80, "A" + "a" * 63 + "…"),
        ("  two\n lines ", "two lines"),
    ],
)  # fmt: skip
def test_titles_are_made_fit_for_a_heading(title, words):
    assert text.clip(title) == words


def test_lists_and_counts():
    assert text.listed([]) == ""
    assert text.listed(["A"]) == "A"
    assert text.listed(["A", "B", "C"]) == "A, B and C"
    assert text.listed(["A", "B", "C"], most=2) == "A and two others"
    assert text.listed(["A", "B", "C", "D"], most=3) == "A, B and two others"
    assert (text.count(1, "contract"), text.count(12, "contract"), text.count(2, "body", "bodies")) == (
        "one contract",
        "12 contracts",
        "two bodies",
    )
    assert text.number(1200) == "1,200"


def test_the_first_letter_gives_way_but_not_to_initials():
    assert text.first_lower("Revenues and benefits") == "revenues and benefits"
    assert text.first_lower("ICT support") == "ICT support"
    assert text.first_upper("one") == "One"
