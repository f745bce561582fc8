"""X10: whether it names the open standards of its field."""

from __future__ import annotations

import re
from functools import partial

from guildhall.engine.indicators.answers import Answers, answered
from guildhall.engine.indicators.evidence import Sign, Signs

CODE = "X10"
SIGNS = Signs(
    CODE,
    ("open ", "uprn", "ocds"),
    (
        Sign("ok", "named", "The notice names an open standard; the specification would tell where it must be kept to.",
             re.compile(r"(?i)\bopen (?:data |technical )?standards?\b|\bopen referral\b|\bUPRNs?\b|\bopen document format\b|\bOCDS\b"),
             re.compile(r"(?i)open standards? of (?:conduct|behaviour|care)")),
    ),
    "open_standards",
    is_for_software=True,
)  # fmt: skip
ANSWERS: Answers = {
    "yes": ("ok", "It names the open standards of its field, and the council holds the documentation"),
    "partly": ("watch", "It names open standards without asking that they be kept to"),
    "no": ("act", "It names no open standard"),
}
measure = partial(answered, CODE, ANSWERS)
