"""X9: whether the contract may pass to a successor council."""

from __future__ import annotations

import re
from functools import partial

from guildhall.engine.indicators.answers import Answers, answered
from guildhall.engine.indicators.evidence import Sign, Signs

CODE = "X9"
_HEIR = r"(?:successor (?:bod|authorit|council|organisation)\w*|new (?:unitary|council|authorit)\w*|local government re-?organi[sz]ation|unitary (?:council|authorit)\w*)"
SIGNS = Signs(
    CODE,
    ("novat", "assign", "successor"),
    (
        Sign("ok", "allowed", "The notice says that it may pass to a successor council; the signed contract would confirm it.",
             re.compile(rf"(?i)\b(?:novat|assign)\w*[^.;]{{0,80}}\b{_HEIR}|\b{_HEIR}[^.;]{{0,80}}\b(?:novat|assign)\w*"),
             re.compile(r"(?i)\bnew council (?:building|hous|home|office|depot|leisure)|\bassigned (?:officer|worker|to (?:the )?(?:lot|case|team))|\bnot be (?:assigned|novated)|\binnovat")),
    ),
    "assignment",
)  # fmt: skip
ANSWERS: Answers = {
    "yes": ("ok", "It may pass to a successor council without the supplier's consent"),
    "partly": ("watch", "It may pass to a successor council with the supplier's consent"),
    "no": ("act", "It may not pass to a successor council"),
}
measure = partial(answered, CODE, ANSWERS)
