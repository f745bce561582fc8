"""Spellings of one name share a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine.clean import names


@pytest.mark.parametrize(
    ("name", "key", "form", "trading"),
    [
        ("Schofield & Sons Ltd", "schofield and sons", "ltd", ""), ("SCHOFIELD AND SONS LIMITED", "schofield and sons", "ltd", ""), ("B.T. plc", "bt", "plc", ""), ("B T P.L.C.", "bt", "plc", ""),
        ("The Salvation Army", "salvation army", "", ""), ("Salvation Army, The", "salvation army", "", ""), ("Trust Ltd, The", "trust", "ltd", ""), ("Economics Solutions Ltd t/a Manchester Growth Company", "economics solutions", "ltd", "manchester growth co"),
        ("Craftsman Ltd T/A UK Restoration", "craftsman", "ltd", "uk restoration"), ("Arriva Ltd T/as Arriva North", "arriva", "ltd", "arriva north"), ("t/a Foo Bar", "foo bar", "", ""),
        ("John Smith (trading as Smith Plumbing)", "john smith", "", "smith plumbing"), ("Civica UK Limited (formerly Foo)", "civica uk", "ltd", ""), ("Civica UK Ltd formerly known as Bar", "civica uk", "ltd", ""),
        ("BOC Limited Liability Partnership", "boc", "llp", ""), ("Care Community Interest Company", "care", "cic", ""), ("St. John&apos;s Ambulance", "st johns ambulance", "", ""), ("Café Nero Ltd", "cafe nero", "ltd", ""),
        ("AGEAS (UK) Limited", "ageas uk", "ltd", ""), ("Plaid Cymru Cyf", "plaid cymru", "ltd", ""), ("Acme * Ltd", "acme", "ltd", ""), ("Shell Public Limited Company", "shell", "plc", ""),
        ("Ordinary Company Ltd", "ordinary co", "ltd", ""), ("X GmbH", "x", "gmbh", ""), ("The", "the", "", ""), ("SMITH Company Incorporated", "smith co", "inc", ""), ("Foo Co And Ltd Partnership", "foo co and ltd partnership", "", ""),
    ],
)  # fmt: skip
def test_keys(name: str, key: str, form: str, trading: str) -> None:
    found = names.normalise(name)
    assert (found.key, found.form, found.trading_key) == (key, form, trading)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "Various",
        "VARIOUS PROVIDERS",
        "n/a",
        "N.A.",
        "Redacted",
        "Private &amp; Confidential",
        "see PDF for breakdown",
        "Sole Trader",
        "-",
        "Ltd",
        "TBC",
    ],
)
def test_placeholders_name_nobody(name: str) -> None:
    assert names.is_placeholder(name)


def test_real_names_are_no_placeholders() -> None:
    assert not names.is_placeholder("Various Artists Ltd Records")
    assert not names.is_placeholder("Redactive Media")


def test_a_fingerprint_does_not_mind_the_order() -> None:
    assert names.normalise("Council of Foo").fingerprint == names.normalise("Foo, Council of").fingerprint


@given(st.text(max_size=60))
def test_no_name_breaks_it(name: str) -> None:
    found = names.normalise(name)
    assert found.placeholder or found.key
    assert found.key == " ".join(found.key.split())


@given(
    st.sampled_from(["Acme Widgets", "Smith and Jones", "Foo"]),
    st.sampled_from([" Ltd", " LIMITED", " Ltd.", ", Limited", " (Limited)"]),
    st.booleans(),
)
def test_case_and_form_make_no_difference(name: str, form: str, upper: bool) -> None:
    published = name + form
    assert names.normalise(published.upper() if upper else published).key == name.lower()


@pytest.mark.parametrize(
    "said",
    [
        "NOT AWARDED TO SUPPLIER", "Contract not awarded", "Tender abandoned", "TENDER CANCELLED", "WITHDRAWN - NOT AWARDED",
        "This Tender has been withdrawn and will be re-advertised", "Lot 4 - North - No Award", "No award made",
    ],
)  # fmt: skip
def test_words_in_a_suppliers_place_may_say_that_nobody_was_chosen(said: str) -> None:
    assert names.says_no_award(said)
    assert names.is_placeholder(said)


@pytest.mark.parametrize("name", ["Award Drinks Ltd", "Tender Loving Care Ltd", "Abandoned Buildings Trust", "Lot Ltd"])
def test_firms_whose_names_sound_like_it_are_firms(name: str) -> None:
    assert not names.says_no_award(name)
