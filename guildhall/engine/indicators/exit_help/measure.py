"""X7: whether the supplier must help when the council leaves."""

from __future__ import annotations

import re
from functools import partial

from guildhall.engine.indicators.answers import Answers, answered
from guildhall.engine.indicators.evidence import Sign, Signs

CODE = "X7"
_NEXT = r"(?:new|incoming|replacement|successor|future|alternative) (?:supplier|provider|contractor)"
SIGNS = Signs(
    CODE,
    ("exit", "incoming", "replacement", "successor", "terminat"),
    (
        Sign("ok", "asked", "The notice asks the supplier to help on leaving; the signed contract would give the rates.",
             re.compile(rf"(?i)\b(?:exit|termination) (?:assistance|support|services)\b|\b(?:co-?operat|assist|hand(?:ing)?[- ]?over|transfer of knowledge|knowledge transfer)\w*[^.;]{{0,60}}\b{_NEXT}"),
             re.compile(r"(?i)\b(?:hip|knee|joint) replacement")),
    ),
    "exit_assist",
)  # fmt: skip
ANSWERS: Answers = {
    "yes": ("ok", "The supplier must help on leaving and work with the next supplier, at stated rates"),
    "partly": ("watch", "The supplier must help on leaving, at rates that are not stated"),
    "no": ("act", "The supplier need not help on leaving"),
}
measure = partial(answered, CODE, ANSWERS)
