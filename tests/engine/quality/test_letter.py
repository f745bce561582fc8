"""The letter about what is missing: exact, polite, and clear about what nobody checked."""

from datetime import date

import msgspec
import pytest

from guildhall.engine.quality import letter
from guildhall.engine.quality.letter import Contract, Facts, Held

ON = date(2026, 11, 23)
REGISTER = Held("your register of contracts", 10, date(2026, 10, 1), date(2026, 10, 1))
FULL = dict.fromkeys(letter.CODE_FIELDS, 10)
SPEND = Held("payments", 900, date(2024, 4, 1), date(2026, 9, 30))
SOUND = Facts(
    name="Ambridge Council", nation="England", on=ON, held=(Held("Find a Tender", 3, date(2026, 1, 1), date(2026, 9, 1)),),
    lacking=(), live=12, register=REGISTER, register_fields=FULL, spend=SPEND,
)  # fmt: skip
LEDGER = Contract("c1", "Ledger", "Find a Tender 075961-2026", date(2026, 9, 1), ("ends_on", "value"))


def of(facts: Facts, **changes: object) -> dict[str, letter.Section]:
    return {section.heading: section for section in letter.write(msgspec.structs.replace(facts, **changes)).sections}


def test_nothing_missing_is_said_with_what_was_not_checked() -> None:
    made = letter.write(SOUND)
    assert (made.sections, made.asks) == ((), 0)
    assert "In what we could check we found nothing missing." in made.opening
    assert "From Find a Tender: 3 contracts, in documents of 1 January 2026 to 1 September 2026." in made.opening
    undated = letter.write(msgspec.structs.replace(SOUND, held=(Held("Sell2Wales", 1, None, None),)))
    assert "From Sell2Wales: 1 contract, days not known." in undated.opening
    assert len(made.unchecked) > 2


def test_contracts_without_an_end_are_listed_one_by_one() -> None:
    section = of(SOUND, lacking=(LEDGER,), older=2)["End dates"]
    assert section.words == (
        "We found no end date for 1 of 12 contracts that may still be running.",
        "2 older contracts that lack one are not listed; they may long be over.",
        "The date in the signed contract would settle each.",
    )
    assert section.rows == (LEDGER,)
    assert of(SOUND, lacking=(LEDGER,))["Other particulars"].words == (
        "Of 12 contracts that may still be running, we also could not find the value (1).",
        "Those without an end date stand in the list above.",
    )
    van = Contract("c5", "Van", "", None, ("value",))
    other = of(SOUND, lacking=(LEDGER, van))["Other particulars"]
    assert (other.words[0].partition("find ")[2], other.rows) == ("the value (2).", (van,))
    assert letter.lacks(LEDGER) == "No end date, no value."


def test_what_does_not_fit() -> None:
    row = Contract("c2", "Boilers", "your register", None, odd="The yearly sum lies far from the whole.")
    section = of(SOUND, odd=(row,))["Dates and sums that do not fit"]
    assert section.words[0].startswith("In 1 contract two published figures")
    assert letter.lacks(row) == "The yearly sum lies far from the whole."


def test_a_register_old_thin_or_short_of_contracts() -> None:
    old = msgspec.structs.replace(REGISTER, last_on=date(2022, 7, 31))
    fields = FULL | {"review_on": 0, "description": 2, "value": 9}
    section = of(SOUND, register=old, register_fields=fields, absent=(Contract("c3", "Vans", "Find a Tender 1-2026", None),))["Register of contracts"]  # fmt: skip
    assert section.words == (
        "The newest register of yours that we have read is of 31 July 2022. A newer one may exist.",
        "We found nothing in it on: review date.",
        "Filled in part: what is provided (2 of 10 filled).",
        "1 contract told of in a notice and perhaps still running could not be found in it:",
    )
    assert [letter.lacks(row) for row in section.rows] == ["Not found in the register."]


@pytest.mark.parametrize(("days", "asked"), [(100, False), (101, True)])
def test_a_quarter_and_some_days_is_not_late(days: int, asked: bool) -> None:
    held = msgspec.structs.replace(REGISTER, last_on=date.fromordinal(ON.toordinal() - days))
    assert ("Register of contracts" in of(SOUND, register=held)) == asked


def test_no_register_and_no_payments_are_no_accusation() -> None:
    sections = of(SOUND, register=None, spend=None)
    assert "we have not read it" in sections["Register of contracts"].words[0]
    assert "its address would let us read it" in sections["Payments"].words[0]
    unchecked = " ".join(letter.write(msgspec.structs.replace(SOUND, register=None, spend=None)).unchecked)
    assert "since we hold none" in unchecked


def test_payments_that_end_early() -> None:
    held = msgspec.structs.replace(SPEND, last_on=date(2026, 3, 31))
    assert of(SOUND, spend=held)["Payments"].words == (
        "The payments of yours that we have read end on 31 March 2026. Later months may be published.",
    )
    assert "Payments" in of(SOUND, spend=None)
    assert "Payments" not in of(SOUND, spend=msgspec.structs.replace(SPEND, last_on=None))


@pytest.mark.parametrize(
    ("nation", "code", "act"),
    [("England", True, True), ("Wales", False, True), ("Scotland", False, False), ("", False, True)],
)
def test_the_law_is_told_only_where_it_holds(nation: str, code: bool, act: bool) -> None:
    why = " ".join(letter.write(msgspec.structs.replace(SOUND, nation=nation)).why)
    assert ("asks councils in England to publish every quarter" in why) == code
    assert ("claims no duty" in why) == (not code)
    assert ("Section 53" in why) == act
    assert "no legal advice" in why


def test_as_plain_text() -> None:
    text = letter.as_text(letter.write(msgspec.structs.replace(SOUND, lacking=(LEDGER,))))
    lines = text.splitlines()
    assert max(map(len, lines)) <= 78
    assert lines[0] == "To whoever publishes contracts and spending at Ambridge Council"
    assert "- Ledger (Find a Tender 075961-2026, 1 September 2026; c1). No end date, no" in lines
    for heading in ("1. End dates", "2. Other particulars", "Why we ask", "What we could not check"):
        assert heading in lines
    bare = Contract("c9", "", "", None, ("title",))
    assert "- No title (c9). No title." in letter.as_text(letter.write(msgspec.structs.replace(SOUND, lacking=(bare,))))


def test_it_accuses_nobody_and_says_when_all_is_invented() -> None:
    text = letter.as_text(letter.write(msgspec.structs.replace(SOUND, held=(), lacking=(LEDGER,), register=None, spend=None, is_sample=True)))  # fmt: skip
    assert "We hold no document that tells of a contract of your council." in text
    assert "invented" in text
    for word in ("failed", "breach", "must", "unlawful", "should have", "non-compliant", "poor"):
        assert f" {word} " not in text.replace("must decide", ""), word
