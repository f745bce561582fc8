"""The letter a council could be sent: what seems to be missing from its own publication, row by row, and why we ask.

It accuses nobody and names no person and no supplier. What was not found may be published where nobody looked, and what
could not be checked is said. The law is told as far as we know it, as a reading aid and never as advice:
the Local Government Transparency Code 2015 (England; contracts above £5,000, each quarter) and section 53 of the
Procurement Act 2023 (contract details notices, since 24 February 2025; not in Scotland).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date

import msgspec

from guildhall.engine.decide.words import count, day

WIDTH = 78
CODE_FIELDS: dict[str, str] = {
    "title": "title", "department": "department responsible", "description": "what is provided",
    "supplier": "supplier", "value": "sum, or the sum a year", "starts_on": "start", "ends_on": "end",
    "review_on": "review date", "route": "how it was bought",
}  # fmt: skip
"""What the Code asks of a register and a claim can show, with our words for it."""
LACKS: dict[str, str] = {
    "ends_on": "end date", "starts_on": "start date", "supplier_names": "supplier", "value": "value", "title": "title",
}  # fmt: skip
"""What a contract's own documents should say."""
OLD_YEARS = 6
"""Contracts whose newest document is older than so many years are counted and not listed."""


class Contract(msgspec.Struct, frozen=True):
    """A contract the letter speaks of: no supplier and no person is named."""

    contract_id: str
    title: str
    document: str
    """The document that tells of it, as its service calls it."""
    seen_on: date | None
    lacks: tuple[str, ...] = ()
    """Keys of `LACKS`."""
    odd: str = ""
    """What does not fit, in a sentence."""


class Held(msgspec.Struct, frozen=True):
    """What came from one source."""

    source: str
    count: int
    first_on: date | None
    last_on: date | None


class Facts(msgspec.Struct, frozen=True):
    """What is held of one council on one day."""

    name: str
    nation: str
    on: date
    held: tuple[Held, ...]
    lacking: tuple[Contract, ...]
    """Live contracts that lack something, newest first."""
    live: int
    older: int = 0
    """More that lack something and are older than the letter lists."""
    odd: tuple[Contract, ...] = ()
    register: Held | None = None
    register_fields: dict[str, int] = {}
    """By key of `CODE_FIELDS`, how many rows of the register held fill it."""
    absent: tuple[Contract, ...] = ()
    """Live contracts in a notice that the register held does not list."""
    spend: Held | None = None
    is_sample: bool = False


class Section(msgspec.Struct, frozen=True):
    """One matter: a heading, what we found, and the rows it rests on."""

    heading: str
    words: tuple[str, ...]
    rows: tuple[Contract, ...] = ()


class Letter(msgspec.Struct, frozen=True):
    """The letter, ready to be set on a page."""

    to: str
    on: date
    subject: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    why: tuple[str, ...]
    unchecked: tuple[str, ...]
    closing: tuple[str, ...]
    asks: int
    """How many matters it asks about; none means that nothing was found missing."""


def write(facts: Facts) -> Letter:
    """The letter about one council."""
    sections = tuple(section for section in (_dates(facts), _other(facts), _odd(facts), _register(facts), _spend(facts)) if section)  # fmt: skip
    return Letter(
        to=f"To whoever publishes contracts and spending at {facts.name}",
        on=facts.on,
        subject=f"Contracts of {facts.name} on the public record: what we could not find",
        opening=tuple(_opening(facts, sections)),
        sections=sections,
        why=tuple(_why(facts)),
        unchecked=tuple(_unchecked(facts)),
        closing=(
            (
                "If any of this is published where we have not looked, the address is all we need; we will read it and this "
                "letter will say so. If a row is wrong, tell us which document is right."
            ),
            "Thank you for what you publish. Other councils decide better because of it.",
        ),
        asks=len(sections),
    )


def _opening(facts: Facts, sections: tuple[Section, ...]) -> Iterator[str]:
    yield (
        "We read what councils publish about their contracts, so that each can see when it must decide and who else has "
        "decided before. We wrote down what we hold of your council and what we could not find in it."
    )
    if not facts.held:
        yield "We hold no document that tells of a contract of your council."
    for one in facts.held:
        yield f"From {one.source}: {count(one.count, 'contract')}{_between(one.first_on, one.last_on)}."
    if facts.held and not sections:
        yield "In what we could check we found nothing missing."


def _dates(facts: Facts) -> Section | None:
    rows = tuple(row for row in facts.lacking if "ends_on" in row.lacks)
    if not rows:
        return None
    words = [f"We found no end date for {_of(len(rows), facts.live)} that may still be running."]
    if facts.older:
        many = facts.older > 1
        words.append(
            f"{count(facts.older, 'older contract')} that {'lack' if many else 'lacks'} one {'are' if many else 'is'} not "
            f"listed; {'they' if many else 'it'} may long be over."
        )
    words.append("The date in the signed contract would settle each.")
    return Section("End dates", tuple(words), rows)


def _other(facts: Facts) -> Section | None:
    rows = tuple(row for row in facts.lacking if set(row.lacks) - {"ends_on"})
    if not rows:
        return None
    tally = {key: sum(key in row.lacks for row in rows) for key in LACKS if key != "ends_on"}
    said = ", ".join(f"the {LACKS[key]} ({number:,})" for key, number in tally.items() if number)
    words = [f"Of {count(facts.live, 'contract')} that may still be running, we also could not find {said}."]
    unlisted = tuple(row for row in rows if "ends_on" not in row.lacks)
    if len(unlisted) < len(rows):
        words.append("Those without an end date stand in the list above.")
    return Section("Other particulars", tuple(words), unlisted)


def _odd(facts: Facts) -> Section | None:
    if not facts.odd:
        return None
    words = (
        (f"In {count(len(facts.odd), 'contract')} two published figures do not seem to fit each other. "
        "It may be a slip of the pen, in the document or in our reading."),
    )  # fmt: skip
    return Section("Dates and sums that do not fit", words, facts.odd)


def _register(facts: Facts) -> Section | None:
    held = facts.register
    if held is None:
        return Section("Register of contracts", (
            ("We hold no register of contracts of your council. If you publish one, we have not read it; "
            "its address would let us do so."),
        ))  # fmt: skip
    words = []
    if held.last_on is not None and (facts.on - held.last_on).days > 100:
        words.append(
            f"The newest register of yours that we have read is of {day(held.last_on)}. A newer one may exist."
        )
    empty = [said for key, said in CODE_FIELDS.items() if not facts.register_fields.get(key)]
    partly = [
        f"{said} ({facts.register_fields[key]:,} of {held.count:,} filled)"
        for key, said in CODE_FIELDS.items()
        if 0 < facts.register_fields.get(key, 0) < 0.9 * held.count
    ]
    if empty:
        words.append(f"We found nothing in it on: {', '.join(empty)}.")
    if partly:
        words.append(f"Filled in part: {', '.join(partly)}.")
    if facts.absent:
        words.append(
            f"{count(len(facts.absent), 'contract')} told of in a notice and perhaps still running could not be found in it:"
        )
    return Section("Register of contracts", tuple(words), facts.absent) if words else None


def _spend(facts: Facts) -> Section | None:
    held = facts.spend
    if held is None:
        words = "We hold no list of your payments. If you publish one, its address would let us read it."
        return Section("Payments", (words,))
    if held.last_on is None or (facts.on - held.last_on).days <= 150:
        return None
    words = f"The payments of yours that we have read end on {day(held.last_on)}. Later months may be published."
    return Section("Payments", (words,))


def _why(facts: Facts) -> Iterator[str]:
    if facts.nation == "England":
        yield (
            "As we read it, the Local Government Transparency Code 2015 asks councils in England to publish every quarter, "
            "for contracts above £5,000: a reference, title, department, what is provided, the supplier, the sum over the "
            "whole term or a year, value added tax that cannot be recovered, start, end and review dates, how it was bought, "
            "and whether the supplier is small or voluntary; and every quarter payments above £500."
        )  # fmt: skip
    else:
        where = f"in {facts.nation}" if facts.nation else "outside England"
        yield (
            f"The Local Government Transparency Code 2015 is for England. What councils {where} have to publish "
            "follows other rules, which we have not checked; so this letter asks, and claims no duty."
        )
    if facts.nation != "Scotland":
        yield (
            "Section 53 of the Procurement Act 2023 asks, for most contracts entered into under that Act (in force since "
            "24 February 2025), for a contract details notice; contracts below its thresholds and some kinds are not under it. "
            "Contracts made under earlier rules are not under it either."
        )  # fmt: skip
    yield "We are no lawyers. This is a reading aid and no legal advice."


def _unchecked(facts: Facts) -> Iterator[str]:
    yield "Whether a contract listed here is above or below the value from which it is to be published."
    yield "Whether a copy of a notice that we read leaves out what the notice itself says. Some copies hold no end dates."
    yield "What is published only on your own pages, behind a search form, in a scan or in papers of a meeting."
    yield (
        "Value added tax that cannot be recovered, and whether a register marks suppliers as small or voluntary: "
        "we do not keep either row by row."
    )
    if facts.register is None:
        yield "What a register of yours contains, since we hold none."
    if facts.spend is None:
        yield "Whether payments fit the contracts, since we hold none."
    yield "Whether two documents with different titles speak of one contract. Some rows may be one contract twice."
    if facts.is_sample:
        yield "Anything at all: this council and all its contracts are invented."


def _of(part: int, whole: int) -> str:
    return f"{part:,} of {count(whole, 'contract')}"


def _between(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ", days not known"
    return f", in documents of {day(first)}" + (f" to {day(last)}" if last != first else "")


def as_text(letter: Letter) -> str:
    """The letter as plain text, as it can be put into an e-mail."""
    out = [letter.to, "", day(letter.on), "", letter.subject, "=" * min(len(letter.subject), WIDTH), ""]
    out += _paragraphs(letter.opening)
    for place, section in enumerate(letter.sections, start=1):
        out += [f"{place}. {section.heading}", "-" * (len(section.heading) + len(str(place)) + 2)]
        out += _paragraphs(section.words)
        for row in section.rows:
            out += _row(row)
        if section.rows:
            out.append("")
    for heading, words in (("Why we ask", letter.why), ("What we could not check", letter.unchecked)):
        out += [heading, "-" * len(heading)]
        out += _paragraphs(words) if heading == "Why we ask" else [*_listed(words), ""]
    out += _paragraphs(letter.closing)
    return "\n".join(out).rstrip() + "\n"


def lacks(row: Contract) -> str:
    """`No end date, no value.`; of what does not fit, the sentence."""
    if row.odd:
        return row.odd
    said = ", ".join(f"no {LACKS[key]}" for key in LACKS if key in row.lacks)
    return f"{said[:1].upper()}{said[1:]}." if said else "Not found in the register."


def _row(row: Contract) -> list[str]:
    told = ", ".join(part for part in (row.document, day(row.seen_on) if row.seen_on else "") if part)
    words = f"{row.title or 'No title'} ({'; '.join(part for part in (told, row.contract_id) if part)}). {lacks(row)}"
    return textwrap.wrap(words, WIDTH, initial_indent="- ", subsequent_indent="  ")


def _paragraphs(words: tuple[str, ...]) -> list[str]:
    return [line for text in words for line in (*textwrap.wrap(text, WIDTH), "")]


def _listed(words: tuple[str, ...]) -> list[str]:
    return [line for text in words for line in textwrap.wrap(text, WIDTH, initial_indent="- ", subsequent_indent="  ")]
