"""X4: whether there is a published and documented API that others may use."""

from __future__ import annotations

import re
from functools import partial

from guildhall.engine.indicators.answers import Answers, answered
from guildhall.engine.indicators.evidence import Sign, Signs

CODE = "X4"
SIGNS = Signs(
    CODE,
    ("api",),
    (
        Sign("act", "closed", "The notice speaks of an API that is not open to others.",
             re.compile(r"\b(?:[Pp]roprietary|[Cc]losed|[Rr]estricted|[Uu]ndocumented) APIs?\b")),
        Sign("ok", "asked", "The notice asks for an open or documented API; the supplier's documentation would confirm it.",
             re.compile(r"\b(?:[Oo]pen|[Pp]ublished|[Dd]ocumented|[Pp]ublic|REST(?:ful)?|[Ss]tandards?-based|[Ww]ell[- ]documented)(?:,? (?:and )?\w+)? APIs?\b"
                        r"|\bAPIs?\b[^.;]{0,40}\b(?:published|documented|open to)\b"),
             re.compile(r"(?i)pharmaceutical|active ingredient|drug|5L|pipeline steel|petroleum")),
    ),
    "api_published",
    is_for_software=True,
)  # fmt: skip
ANSWERS: Answers = {
    "yes": ("ok", "There is a published and documented API that others may use"),
    "partly": ("watch", "There is an API, but it is not fully documented or others may not use it"),
    "no": ("act", "There is no API that others may use"),
}
measure = partial(answered, CODE, ANSWERS)
