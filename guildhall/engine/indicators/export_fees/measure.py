"""X3: whether taking data out, or using the API, costs extra."""

from __future__ import annotations

import re
from functools import partial

from guildhall.engine.indicators.answers import Answers, answered
from guildhall.engine.indicators.evidence import Sign, Signs

CODE = "X3"
_OUT = r"(?:data (?:export|extract)\w*|(?:export|extract)\w* (?:of )?(?:the |its |all )*data|API\b)"
SIGNS = Signs(
    CODE,
    ("export", "extract", "api"),
    (
        Sign("ok", "free", "The notice says that data or API come without a further charge; the charges schedule would confirm it.",
             re.compile(rf"\b(?:[Nn]o|[Ww]ithout|[Ff]ree of)(?: further| additional| extra| any)* (?:charge|fee|cost)s?\b[^.;]{{0,60}}{_OUT}"
                        rf"|{_OUT}[^.;]{{0,60}}\b(?:at no|without|free of)(?: further| additional| extra| any)* (?:charge|fee|cost)")),
        Sign("act", "charged", "The notice speaks of a charge for taking data out or using the API.",
             re.compile(rf"\b(?:[Cc]harges?|[Ff]ees?|[Cc]osts?)\b (?:for|of|to cover) [^.;]{{0,40}}{_OUT}"
                        rf"|{_OUT}[^.;]{{0,30}}\b(?:is |are |will be )?(?:charged|chargeable|at (?:an )?(?:additional|extra|further) (?:cost|charge|fee))")),
    ),
    "export_fee",
    is_for_software=True,
)  # fmt: skip
ANSWERS: Answers = {
    "yes": ("ok", "Taking data out and using the API cost nothing extra, also after the end"),
    "partly": ("watch", "Some ways of taking data out, or some use of the API, cost extra"),
    "no": ("act", "Taking data out or using the API costs extra"),
}
measure = partial(answered, CODE, ANSWERS)
