"""What somebody who looked into the contract or runs the service answered: yes, partly or no, with day and words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from guildhall.engine.indicators.finding import Status, day
from guildhall.engine.records import Finding

Answers = Mapping[str, tuple[Status, str]]
"""Answer to status and sentence. What is not among them is no answer."""


def answered(
    code: str, answers: Answers, contract_id: str, *, answer: str, said_on: date, quote: str = "", is_signed: bool = False
) -> Finding | None:  # fmt: skip
    """The finding that an answer makes; None for an answer nobody gave, such as `unknown`.

    An answer that quotes the signed contract is as good as the contract; without a quote it is somebody's word.
    """
    known = answers.get(answer)
    if known is None:
        return None
    status, words = known
    basis = "A" if is_signed and quote else "B"
    told = f"{words} (said on {day(said_on)})."
    return Finding(contract_id, code, status, answer, answer, answer, basis, told, ("answer",), (), quote)
