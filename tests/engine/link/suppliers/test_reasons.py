"""The words that say why two spellings are one."""

from __future__ import annotations

import pytest

from guildhall.engine.link.suppliers import reasons
from guildhall.engine.link.suppliers.spellings import Parts, Spelling, parts


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("Acorn Care Ltd", "ACORN CARE", "the same name but for case, signs and legal form"),
        ("24 x 7", "24x7", "the same letters, spaced otherwise"),
        ("B & K Passmore Ltd t/a Moreability", "Moreability", "one name also holds the other (trading name, brackets)"),
        ("Royal Institution of Chartered Surveyors", "RICS", "the one is the initials of the other"),
        ("Millenium Care Services", "Millennium Care Services", "spelt almost alike"),
        ("Click Travel UK", "Click Travel", "the same name but for the words “uk”"),
        ("Wilde Engineers Consulting", "Consultng Wilde Engineers", "the same words in another order or nearly so"),
        ("Legrand Electric", "Legrand Assisted Living", "they share “legrand”"),
        ("Interserve", "Tilbury", "their names are like each other"),
    ],
)
def test_what_two_names_have_in_common(one: str, other: str, words: str) -> None:
    assert reasons._names(one, other) == words


def test_a_name_taken_apart() -> None:
    assert parts("MHA (Methodist Homes) t/a Swallow Wood - Pontefract via Bloom Ltd") == Parts(
        "mha methodist homes", "", ("swallow wood pontefract", "methodist homes", "mha"), ("swallow wood", "pontefract"),
        (), "mha methodist homes", "bloom", "mmh", False,
    )  # fmt: skip
    renamed = parts("Tilbury Douglas Ltd (formerly Interserve Construction Ltd)")
    assert (renamed.core, renamed.form, renamed.former) == ("tilbury douglas", "ltd", ("interserve construction",))
    assert parts("via Bloom").through == "", "somebody must be named before"
    assert parts("Various").is_nobody


def test_a_pair_says_how_sure_and_where() -> None:
    one = Spelling("Acorn Care Ltd", postcodes=frozenset({"LS1 1AA", "M1 1AA"}))
    other = Spelling("ACORN CARE", postcodes=frozenset({"LS1 1AA"}))
    assert reasons._pair(one, other, 0.934) == (
        "93% sure it is “ACORN CARE”: the same name but for case, signs and legal form, both at LS1 1AA."
    )
    assert reasons._pair(one, one, 0.9).startswith("90% sure it is the same as without a number or with another: ")
