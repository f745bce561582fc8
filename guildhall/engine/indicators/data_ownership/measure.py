"""X1: whether the contract says that the council owns its data."""

from __future__ import annotations

import re
from functools import partial

from guildhall.engine.indicators.answers import Answers, answered
from guildhall.engine.indicators.evidence import Sign, Signs

CODE = "X1"
_COUNCIL = r"(?:council|authority|customer|buyer|client|purchaser)"
SIGNS = Signs(
    CODE,
    (" own", "property of"),
    (
        Sign("act", "supplier", "The notice says that the supplier owns data of the service.",
             re.compile(r"(?i)\b(?:supplier|provider|contractor)\b[^.;]{0,30}\b(?:owns?|retains? ownership of)\b[^.;]{0,30}\bdata\b")),
        Sign("ok", "council", "The notice says that the council owns its data; the signed contract would confirm it.",
             re.compile(
                 rf"(?i)\b{_COUNCIL}\b[^.;]{{0,40}}\b(?:owns?|(?:retains?|have|has) (?:full |sole )?ownership of)\b[^.;]{{0,40}}\bdata\b"
                 rf"|\bdata\b[^.;]{{0,60}}\b(?:remains?|be|is) (?:the )?(?:sole |exclusive )?property of (?:the )?{_COUNCIL}"
             )),
    ),
    "data_owner",
    is_for_software=True,
)  # fmt: skip
ANSWERS: Answers = {
    "yes": ("ok", "The contract says that the council owns its data, what the service creates included"),
    "partly": ("watch", "The contract gives the council only part of the data, or says so unclearly"),
    "no": ("act", "The contract does not say that the council owns its data"),
}
measure = partial(answered, CODE, ANSWERS)
