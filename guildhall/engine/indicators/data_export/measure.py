"""X2: whether the council can take out all its data, at any time, in an open format."""

from __future__ import annotations

import re
from functools import partial

from guildhall.engine.indicators.answers import Answers, answered
from guildhall.engine.indicators.evidence import Sign, Signs

CODE = "X2"
_OUT = r"(?:export|extract)\w*"
_OPEN = r"(?:open(?:,| and)? (?:non-proprietary )?format|non-proprietary|machine[- ]readable|\bCSV\b|\bXML\b|\bJSON\b)"
_GOODS = re.compile(
    r"(?i)(?:import|customs|licen[cs]e|goods|waste|energy|electricity)\W+(?:and |or |/ ?)?export|export(?:s|ed|ing)? (?:of )?(?:goods|waste|energy|electricity|licen[cs]e|tariff)"
)
SIGNS = Signs(
    CODE,
    ("export", "extract"),
    (
        Sign("act", "supplier_only", "The notice says that only the supplier can take data out.",
             re.compile(rf"(?i)\bdata {_OUT}\b[^.;]{{0,60}}\bonly (?:by|through|via|from) the (?:supplier|provider|vendor)"), _GOODS),
        Sign("ok", "asked", "The notice asks that data can be taken out in an open format; a test would confirm it.",
             re.compile(rf"(?i)\bdata\b[^.;]{{0,80}}\b{_OUT}\b[^.;]{{0,80}}{_OPEN}|\b{_OUT}\b[^.;]{{0,60}}\bdata\b[^.;]{{0,80}}{_OPEN}"), _GOODS),
    ),
    "export_self",
    is_for_software=True,
)  # fmt: skip
ANSWERS: Answers = {
    "yes": ("ok", "The council can take out all its data itself, at any time, in an open and documented format"),
    "partly": ("watch", "The council can take out some of its data, or only on request, or not in an open format"),
    "no": ("act", "The council cannot take its data out itself"),
}
measure = partial(answered, CODE, ANSWERS)
