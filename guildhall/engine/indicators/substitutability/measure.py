"""L3: how hard the supplier would be to replace, as somebody who runs the service judges it."""

from __future__ import annotations

from functools import partial

from guildhall.engine.indicators.answers import Answers, answered

CODE = "L3"
ANSWERS: Answers = {
    "easy": ("ok", "Those who run the service judge it easy to replace"),
    "medium": ("watch", "Those who run the service judge it replaceable with some effort"),
    "hard": ("act", "Those who run the service judge it very hard to replace"),
    "no": ("act", "Those who run the service judge that it cannot be replaced"),
}
measure = partial(answered, CODE, ANSWERS)
