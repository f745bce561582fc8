"""Words that answer a question about terms or openness, and the same words where they mean something else."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.engine import indicators
from guildhall.engine.indicators import evidence
from guildhall.engine.records import Finding
from tests.factories.contract import contract

ON = date(2026, 11, 23)
OF_WORDS = {"M7", "X1", "X2", "X3", "X4", "X5", "X6", "X7", "X9", "X10", "X13"}


def found(text: str, **facts: Any) -> dict[str, Finding]:
    known = contract(**({"description": text, "is_digital": True} | facts))
    return {one.indicator: one for one in indicators.measure_all(known, ON) if one.indicator in OF_WORDS}


@pytest.mark.parametrize(
    "text",
    [
        "Architectural services by RPI Limited for the depot.",
        "Customer survey (RPI Group) with annual review.",
        "Tyre inflation of fleet vehicles, adjusted weekly.",
        "Indexing of the local archive and index cards.",
        "Export of goods: help for firms with customs data in XML.",
        "Waste export licence data extraction in CSV under energy export of goods.",
        "Dust extraction equipment and kitchen extract cleaning.",
        "A fire exit plan for the hall.",
        "An exit strategy for rough sleepers and homeless people.",
        "Support with exit plans for young people leaving care.",
        "Termination of pregnancy services on seven days notice.",
        "Fibre termination boxes.",
        "Steel API 5L pipeline steel, open API grades.",
        "A therapist with rapid capital results.",
        "Home ownership and owners of empty property.",
        "The supplier's own staff and own vehicles.",
        "Workers assigned to the new council building.",
        "Innovation for local government reorganisation.",
        "Hip replacement: assisting the replacement provider of knee replacement.",
        "Breakfast club and break times.",
        "Open standards of conduct for members.",
        "Cyber security training; a word processor.",
    ],
)
def test_false_friends_answer_nothing(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    ("text", "code", "status", "value"),
    [
        ("Charges rise each April by CPI.", "M7", "watch", "indexation"),
        ("The price is index-linked.", "M7", "watch", "indexation"),
        ("Fees are subject to indexation.", "M7", "watch", "indexation"),
        ("Bids must state any exit costs.", "M7", "act", "leaving"),
        ("All data shall remain the property of the Council.", "X1", "ok", "council"),
        ("The council must be able to extract all data in a machine-readable format.", "X2", "ok", "asked"),
        ("Free of charge API for all partners.", "X3", "ok", "free"),
        ("API use is charged per call.", "X3", "act", "charged"),
        ("A RESTful API.", "X4", "ok", "asked"),
        ("Exit management is part of the specification.", "X5", "ok", "asked"),
        ("There is a break point after 24 months.", "X6", "ok", "break"),
        ("Termination fees apply.", "X6", "act", "penalty"),
        ("Exit assistance shall be given.", "X7", "ok", "asked"),
        ("May be assigned to any successor authority.", "X9", "ok", "allowed"),
        ("Data by UPRN.", "X10", "ok", "named"),
        ("A list of sub-processors is to be kept.", "X13", "ok", "asked"),
    ],
)
def test_words_that_answer(text: str, code: str, status: str, value: str) -> None:
    one = found(text)[code]
    assert (one.status, one.value) == (status, value)
    assert one.quote in text
    assert one.basis == "C"
    assert one.missing, "a notice's words are never the last word"


def test_of_what_is_no_software_only_terms_are_asked() -> None:
    text = "All data shall remain the property of the Council. An exit plan is needed."
    assert set(found(text, is_digital=False)) == {"X5"}
    assert set(found(text, is_digital=None)) == {"X1", "X5"}


def test_the_first_field_that_answers_is_quoted() -> None:
    one = found("No word of it.", extension_text="A break clause after year two.", rationale_text="A break option.")[
        "X6"
    ]
    assert (one.inputs, one.quote) == (("extension_text",), "A break clause after year two.")


@pytest.mark.parametrize(
    ("text", "at", "quote"),
    [
        ("One. Two three. Four.", "Two", "Two three."),
        ("Two three. Four.", "Two", "Two three."),
        ("First line\nTwo three. Four.", "Two", "Two three."),
        ("word " * 40 + "break clause", "break", "word " * 15 + "break clause"),
        ("break " + "word " * 80, "break", "break " + "word " * 45 + "word …"),
    ],
)
def test_the_quote_is_the_sentence_in_whole_words(text: str, at: str, quote: str) -> None:
    said = evidence.quote(text, text.index(at))
    assert said == quote
    assert len(said) <= 242


@given(st.text(max_size=300), st.sampled_from([True, False, None]))
def test_any_text_is_read_and_quotes_are_its_own_words(text: str, is_digital: bool | None) -> None:
    for one in found(text, is_digital=is_digital).values():
        assert one.quote.removesuffix(" …") in " ".join(text.split())
