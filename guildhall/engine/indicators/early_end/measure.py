"""X6: whether the council can end it early, and at what cost."""

from __future__ import annotations

import re
from functools import partial

from guildhall.engine.indicators.answers import Answers, answered
from guildhall.engine.indicators.evidence import Sign, Signs

CODE = "X6"
_OTHER = re.compile(r"(?i)pregnan|\bfibre|\bcable|\btenanc|\bcall terminat|terminat\w* (?:point|box|equipment|rate)")
SIGNS = Signs(
    CODE,
    ("terminat", "break"),
    (
        Sign("act", "penalty", "The notice speaks of a charge for ending it early.",
             re.compile(r"(?i)\bearly termination (?:charge|fee|payment|penalt)\w*|\btermination (?:fee|charge|penalt)\w*"), _OTHER),
        Sign("ok", "break", "The notice says that it can be ended early; the signed contract would give notice and cost.",
             re.compile(r"(?i)\bbreak[- ](?:clause|option|point)s?\b|\bterminat\w*[^.;]{0,50}\b(?:for convenience|without cause|at any time|(?:on|by giving|with|upon) (?:\w+ ){0,3}(?:days|months|weeks)\W{0,2} ?(?:written )?notice)"),
             _OTHER),
    ),
    "break_clause",
)  # fmt: skip
ANSWERS: Answers = {
    "yes": ("ok", "The council can end it within two years at a cost below twelve months of charges"),
    "partly": ("watch", "The council can end it early, but late or at a cost"),
    "no": ("act", "The council cannot end it early, or only for more than twelve months of charges"),
}
measure = partial(answered, CODE, ANSWERS)
