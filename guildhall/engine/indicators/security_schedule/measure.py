"""X13: whether there is a security schedule and a list of sub-processors."""

from __future__ import annotations

import re
from functools import partial

from guildhall.engine.indicators.answers import Answers, answered
from guildhall.engine.indicators.evidence import Sign, Signs

CODE = "X13"
SIGNS = Signs(
    CODE,
    ("27001", "cyber", "processor", "security schedule"),
    (
        Sign("ok", "asked", "The notice asks for security certified or written down; the security schedule would settle the rest.",
             re.compile(r"(?i)\bISO(?:/IEC)? ?27001\b|\bcyber essentials\b|\bsub-?processors?\b|\bsecurity schedule\b|\bcyber assessment framework\b")),
    ),
    "security_schedule",
    is_for_software=True,
)  # fmt: skip
ANSWERS: Answers = {
    "yes": ("ok", "There is a security schedule and a list of sub-processors"),
    "partly": ("watch", "There is a security schedule but no list of sub-processors, or the other way round"),
    "no": ("act", "There is neither a security schedule nor a list of sub-processors"),
}
measure = partial(answered, CODE, ANSWERS)
