"""L4: whether another way of doing this is known, or the work could be taken back."""

from __future__ import annotations

from functools import partial

from guildhall.engine.indicators.answers import Answers, answered

CODE = "L4"
ANSWERS: Answers = {
    "yes": ("ok", "Another way of doing this has been looked at and is known to work"),
    "partly": ("watch", "Another way of doing this is known, and nobody has looked at what it would take"),
    "no": ("act", "No other way of doing this is known"),
}
measure = partial(answered, CODE, ANSWERS)
