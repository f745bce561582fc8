"""M7: what leaving, data and the passing of time cost extra."""

from __future__ import annotations

import re
from functools import partial

from guildhall.engine.indicators.answers import Answers, answered
from guildhall.engine.indicators.evidence import Sign, Signs

CODE = "M7"
_INDEX = r"(?:\bRPIX?\b|\bCPIH?\b|[Rr]etail [Pp]rices? [Ii]ndex|[Cc]onsumer [Pp]rices? [Ii]ndex|\b[Ii]nflation\b|\b[Ii]ndexation\b)"
_MOVES = r"(?:[Ii]ncreas\w*|[Uu]plift\w*|[Rr]ise|[Rr]isen|[Aa]djust\w*|[Ll]inked|[Ii]n line with|[Rr]eview\w*|[Ii]ndexed|[Ss]ubject to|[Aa]pplied|[Pp]lus|\+)"
SIGNS = Signs(
    CODE,
    ("rpi", "cpi", "inflation", "index", "exit", "contracting"),
    (
        Sign("act", "leaving", "The notice speaks of a charge for leaving or for contracting again.",
             re.compile(r"(?i)\bexit (?:fee|charge|cost)s?\b|\bre-?contracting (?:charge|fee|cost)s?\b")),
        Sign("watch", "indexation", "The notice says that the price moves with an index.",
             re.compile(rf"{_MOVES}[^.;]{{0,60}}{_INDEX}|{_INDEX}[^.;]{{0,40}}{_MOVES}|\b[Ii]ndex[- ]linked\b"),
             re.compile(r"\b[RC]PI (?:Ltd|Limited|Group|Consult\w*|Surve\w*|Architect\w*|Services)\b|(?i:inflation of|tyre|value for money index|body mass|indexation of (?:records|files|documents))")),
    ),
    "indexation",
)  # fmt: skip
ANSWERS: Answers = {
    "yes": ("ok", "Leaving, data and the passing of time cost nothing extra"),
    "partly": ("watch", "The price moves with an index, or leaving has a small fee"),
    "no": ("act", "Leaving or taking data out has a fee"),
}
measure = partial(answered, CODE, ANSWERS)
