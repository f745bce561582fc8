"""X5: whether there is an exit plan."""

from __future__ import annotations

import re
from functools import partial

from guildhall.engine.indicators.answers import Answers, answered
from guildhall.engine.indicators.evidence import Sign, Signs

CODE = "X5"
SIGNS = Signs(
    CODE,
    ("exit",),
    (
        Sign("ok", "asked", "The notice asks for an exit plan; whether it is dated and tested the plan itself would tell.",
             re.compile(r"(?i)\bexit[- ](?:plan|strateg|management|schedule|and transition)\w*"),
             re.compile(r"(?i)\b(?:fire|emergency) exit|\bexit (?:plan|strateg)\w*[^.;]{0,40}\b(?:participant|service user|resident|young|gang|homeless|hotel|tenan)"
                        r"|\b(?:participant|service user|resident|young p|gang|homeless|hotel)\w*[^.;]{0,40}exit (?:plan|strateg)")),
    ),
    "exit_plan",
)  # fmt: skip
ANSWERS: Answers = {
    "yes": ("ok", "There is a written exit plan, tested or reviewed within the last twelve months"),
    "partly": ("watch", "There is an exit plan, but it is old or was never tested"),
    "no": ("act", "There is no exit plan"),
}
measure = partial(answered, CODE, ANSWERS)
