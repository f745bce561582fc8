"""Prose and labels as they should have been published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.clean import text


@pytest.mark.parametrize(
    ("published", "meant"),
    [
        ("O&amp;M  and\n\tmore", "O&M and more"), ("O&amp;amp;M", "O&M"), ("St John&#039;s", "St John's"), ("Itâ€™s Â£5", "It’s £5"), ("Ã¢â‚¬â„¢", "’"), ("Dafydd ap Gwilym Å·", "Dafydd ap Gwilym ŷ"),
        ("CAFÉ”", "CAFÉ”"), ("naïve façade", "naïve façade"), ("Â£1 and ¬£2 ‚Äì 3", "£1 and £2 – 3"), ("\ufeffOne\u200bTwo\x07", "OneTwo"), ("a\xa0b", "a b"),
        ("<p>Hello<br/>there</p>", "Hello there"), ("a < b > c", "a < b > c"), ("AT&T", "AT&T"), ("", ""), ("childrenâ\x80\x99s", "children’s"),
    ],
)  # fmt: skip
def test_labels_are_put_right(published: str, meant: str) -> None:
    assert text.clean(published) == meant


def test_what_only_looks_broken_is_left_alone() -> None:
    assert text.mend("ð€€€") == "ð€€€"
    four_times = (
        "’".encode().decode("cp1252").encode().decode("cp1252").encode().decode("cp1252").encode().decode("cp1252")
    )
    assert len(text.mend(four_times)) < len(four_times)  # three turns are enough; the loop ends


def test_paragraphs_are_kept() -> None:
    assert text.clean_block("One \r\n\r\n\r\n two  three\r\n") == "One\n\ntwo three"
    assert text.clean_block("One   two") == "One two"
    assert text.clean_block("<p>One</p><p>Two</p>") == "One\n\nTwo"


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        ("Mail a.b-c@council.gov.uk now", f"Mail {text.EMAIL_MASK} now"), ("call 01234 567890.", f"call {text.PHONE_MASK}."), ("+44 (0)161 794 4711", text.PHONE_MASK),
        ("(0161) 794 4711", text.PHONE_MASK), ("0161-794-4711", text.PHONE_MASK), ("t:07700900123", f"t:{text.PHONE_MASK}"), ("0044 161 794 4711", text.PHONE_MASK),
        ("ref 07382763", "ref 07382763"), ("CPV 79410000", "CPV 79410000"), ("ref 00012345678", "ref 00012345678"), ("£0.25 and 100,000", "£0.25 and 100,000"),
        ("a @ b", "a @ b"), ("www.x.uk/01234567890", "www.x.uk/01234567890"),
    ],
)  # fmt: skip
def test_contact_details_are_masked_and_numbers_are_not(published: str, kept: str) -> None:
    assert text.mask(published) == kept
    assert text.label(published) == kept


def test_prose_is_cut_at_a_word() -> None:
    assert text.prose("word " * 10, 23) == "word word word word …"
    assert text.prose("x" * 100, 20) == "x" * 18 + " …"
    assert text.prose("short", 20) == "short"
    assert len(text.prose("word " * 100_000, 100)) <= 100


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing_more_for_plain_text(value: str) -> None:
    once = text.clean(value.replace("&", "").replace("<", ""))
    assert text.clean(once) == once


@given(st.text(alphabet="abcéèüŷÿ£€’–“”ñç ", max_size=40))
def test_mojibake_is_undone(value: str) -> None:
    try:
        broken = value.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        return
    assert text.mend(broken) == value


def test_punctuation_that_lost_its_first_byte() -> None:
    assert text.clean("Lot 3 \x80\x93 [MY]") == "Lot 3 – [MY]"
    assert text.clean("the council\x92s") == "the council’s"
    assert text.clean("a\x81b") == "ab"
