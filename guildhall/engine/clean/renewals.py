"""How a contract can be made longer, read from the buyer's own words: months of each option, in order.

Buyers write "2 x 12 months", "two further one-year periods", "1+1", "up to 24 months in annual increments" or "as set out
in the documents". What is read is basis C, parsed prose. When the published end and last possible end are known, their
distance settles readings that words leave open ("2+1": is 2 the first term?) and refuses readings that contradict it.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from guildhall.engine.decide.arithmetic import add_days, months_between

Steps = tuple[int, ...]
_MOST_STEPS, _MOST_MONTHS = 20, 360


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NUMBERS = {
    "one": 1, "single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60,
}  # fmt: skip
_UNITS = {
    "month": 1, "months": 1, "mth": 1, "mths": 1, "year": 12, "years": 12, "yr": 12, "yrs": 12,
}  # fmt: skip
_EXTEND = _words(
    "option options optional optionally extend extended extends extending extendable extension "
    "extensions renew renewed renewal renewals renewable further additional possible possibility "
    "potential another extra ext subsequent"
)
_FILLER = _words(
    "further additional optional separate possible potential extra successive consecutive individual "
    "final extension extensions option options renewal renewals period periods term terms the a an up to "
    "each of for or by on occasions occasion maximum another calendar available more not exceeding "
    "contract"
)
_COUNTED = _words(
    "extension extensions option options period periods term terms occasions increments renewals each "
    "separate individual"
)
_NOT_AN_OPTION_BEFORE = _words(
    "initial initially original first minimum beyond notice length duration after every within than "
    "until least providing expiry year previous existing base core per"
)
_FIRST = _words("initial initially original first base core")
_LONGEST = _words("total maximum max exceed exceeds exceeding longer")
_NOT_AN_OPTION_AFTER = _words(
    "initial notice prior total maximum contract framework before firm intervals days written"
)
_STEP_WORDS = _words("increments increment intervals interval basis annually")
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TOKEN = re.compile(r"\d+|[a-z]+|[+*×.;&(]")
_ECHO = re.compile(r"\b(\d+) ?[(\[] ?(\d+) ?[)\]]")
_WORD_NUMBER = re.compile(r"\b(" + "|".join(_NUMBERS) + r")\b(?:[ -](one|two|four|six|eight)\b)?")
_DATED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]{3,9}),? (\d{4}) ?(?:-|to|until) ?(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]{3,9}),? (\d{4})"
)
_ORDINAL_YEARS = re.compile(r"\b(\d)(?:st|nd|rd|th) (?:and|&|or) (\d)(?:st|nd|rd|th) years?\b")
_ALONE = re.compile(
    r"^(?:any |a )?(?:period |period or periods )?(?:of )?(?:up to )?\d+ ?(?:month|year|mth|yr)s?\b(?! ?\+)"
)
_ANNUALLY = re.compile(
    r"\b(?:annually|yearly|(?:annual|yearly) (?:\w+ )?(?:increment|basis|interval|extension|renewal)s?|year[ -](?:by|on)[ -]year)\b"
)
_RENEWED_IN = re.compile(r"\b(?:annual|yearly) (?:renewal|extension)s? in (\d{4}(?:(?:, | and | & )\d{4})*)")
_COMPRISES = re.compile(r"\b(?:compris|consist|made up|split|being|i\.?e)")
_LONE_NUMBER = re.compile(r"^(\d{1,2})\.?$")


def _number(found: re.Match[str]) -> str:
    tens = _NUMBERS[found[1]]
    if found[2] and tens >= 20:
        return str(tens + _NUMBERS[found[2]])
    return f"{tens} {_NUMBERS[found[2]]}" if found[2] else str(tens)


def _plain(text: str) -> str:
    """Lower case, numbers as digits, "two (2)" said once, times signs as x."""
    said = " ".join(text.lower().replace("–", "-").replace("—", "-").replace("’", "'").split())
    said = _WORD_NUMBER.sub(_number, said)
    said = _ECHO.sub(lambda m: m[1], said)
    said = re.sub(r"\b(\d+)\.0\b", r"\1", said)
    said = re.sub(r"(\d) ?(?:no\.?|nr\.?) ", r"\1 ", said)
    said = re.sub(
        r"\b(an?|another|further|additional|extra) (?=(?:further |additional )?(?:year|month)\b)", r"\1 1 ", said
    )
    said = said.replace("maximum possible", "maximum").replace("max possible", "maximum")
    return re.sub(r"\bplus\b", "+", said)


class _Reader:
    """One sentence of tokens, read from left to right into candidate options and durations that are none."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.options: list[int] = []
        self.firsts: list[int] = []
        self.most: list[int] = []
        self.open: list[Steps] = []
        """Readings that words alone do not settle."""
        self.step = 0

    def unit(self, at: int) -> int:
        """Months of the unit at `at`, passing over "calendar"; 0 when there is none."""
        tokens = self.tokens
        while at < len(tokens) and tokens[at] in {"calendar", "further", "additional", "optional"}:
            at += 1
        return _UNITS.get(tokens[at], 0) if at < len(tokens) else 0

    def before(self, at: int) -> str:
        """`option`, `first` or empty, from the nearest telling word before `at` in the sentence."""
        for token in reversed(self.tokens[max(0, at - 9) : at]):
            if token in _EXTEND:
                return "option"
            if token in _LONGEST:
                return "most"
            if token in _NOT_AN_OPTION_BEFORE:
                return "first" if token in _FIRST else "other"
            if token in _UNITS:
                break
        return "option" if any(t in _EXTEND for t in self.tokens[:at]) and not self.options else ""

    def after(self, at: int) -> str:
        for token in self.tokens[at : at + 4]:
            if token in _EXTEND:
                return "option"
            if token in _NOT_AN_OPTION_AFTER:
                return "first"
            if token.isdigit() or token in {"with", "at", "and", "but", "from", "+"}:
                return ""
        return ""

    def read(self) -> None:
        at = 0
        while at < len(self.tokens):
            at = self.take(at) if self.tokens[at].isdigit() else at + 1

    def take(self, at: int) -> int:
        """Read what begins with the number at `at`; where to go on."""
        tokens = self.tokens
        plus = self.plus(at)
        if plus:
            return plus
        number = int(tokens[at])
        unit = self.unit(at + 1)
        if unit:
            return self.duration(at, number * unit)
        if not 0 < number <= _MOST_STEPS:
            return at + 1
        ahead = at + 1
        times = counted = False
        while ahead < len(tokens):
            token = tokens[ahead]
            if token in {"x", "*", "×", "times"}:
                times = True
            elif token in {"annual", "yearly"}:
                return self.counted(number, 12, ahead + 1)
            elif token in _FILLER:
                counted = counted or token in _COUNTED
            elif token.isdigit():
                size = self.unit(ahead + 1)
                named = counted or any(t in _COUNTED for t in tokens[ahead + 1 : ahead + 5]) or ahead + 2 >= len(tokens)
                return self.counted(number, int(token) * size, ahead + 2) if size and (times or named) else ahead
            else:
                return ahead
            ahead += 1
        return ahead

    def counted(self, count: int, months: int, after: int) -> int:
        self.options += [months] * count
        return after

    def duration(self, at: int, months: int) -> int:
        end = at + 2
        before, after = self.before(at), self.after(end)
        follows = self.tokens[end] if end < len(self.tokens) else ""
        if follows in _STEP_WORDS or (self.options and self.tokens[at - 1] == "in" and follows in _COUNTED):
            self.step = months
        elif before == "most":
            self.most.append(months)
        elif before in {"first", "other"} or (after == "first" and before != "option"):
            if before != "other":
                self.firsts.append(months)
        elif before == "option" or after == "option":
            self.options.append(months)
        else:
            self.open.append((months,))
        return end

    def added(self, at: int) -> tuple[list[int], list[int], int]:
        """Numbers joined by plus signs, the unit of each (0 when unsaid), and where they end."""
        tokens = self.tokens
        numbers: list[int] = []
        units: list[int] = []
        here = at
        while True:
            numbers.append(int(tokens[here]))
            here += 1
            if here < len(tokens) and tokens[here] in {"day", "days", "week", "weeks"}:
                return [], [], at
            units.append(self.unit(here))
            while here < len(tokens) and (tokens[here] in _UNITS or tokens[here] in {"calendar", "further"}):
                here += 1
            ahead = here
            while ahead < len(tokens) and tokens[ahead] in {"(", "extension", "period"}:
                ahead += 1
            if ahead >= len(tokens) or tokens[ahead] != "+":
                break
            ahead += 1
            while ahead < len(tokens) and tokens[ahead] in _FILLER:
                ahead += 1
            if ahead >= len(tokens) or not tokens[ahead].isdigit():
                break
            here = ahead
        return numbers, units, here

    def plus(self, at: int) -> int:
        """`2 + 1 + 1 years`, `1 year + 1 year`, `+1 year + 1 year`; 0 when it is none."""
        tokens = self.tokens
        numbers, units, here = self.added(at)
        if len(numbers) < 2:
            return 0
        unit = next((u for u in reversed(units) if u), 12 if max(numbers) <= 10 else 1)
        sizes = tuple(n * (u or unit) for n, u in zip(numbers, units, strict=True))
        before = "option" if at and tokens[at - 1] == "+" else self.before(at)
        after = self.after(here)
        if before == "option" or (after == "option" and "contract" not in tokens[here : here + 3]):
            if not self.options or sum(self.options) == sum(sizes):
                self.options = list(sizes)
        elif before in {"first", "most", "other"}:
            self.options += sizes[1:] if not self.options else ()
        elif {"contract", "term"} & set(tokens):
            self.options += sizes[1:] if not self.options else ()
            self.open.append(sizes)
        else:
            self.open += [sizes, sizes[1:]]
        return here


def _dated(said: str) -> Steps:
    """Options given as pairs of dates."""
    found: list[int] = []
    for d1, m1, y1, d2, m2, y2 in _DATED.findall(said):
        try:
            first = date(int(y1), _MONTH_NAMES.index(m1[:3]) + 1, int(d1))
            last = date(int(y2), _MONTH_NAMES.index(m2[:3]) + 1, int(d2))
        except ValueError:
            continue
        found.append(months_between(first, add_days(last, 1)))
    has_base = re.search(r"\b(?:base|initial|contract start)\b", said) is not None
    return tuple(found[1:] if has_base else found)


def _split(months: int, step: int) -> Steps:
    return (step,) * (months // step) if step and months % step == 0 and months // step <= _MOST_STEPS else (months,)


def _readings(said: str) -> tuple[list[Steps], list[Steps]]:
    """Readings the words settle, best first, and readings they leave open."""
    sure: list[Steps] = []
    maybe: list[Steps] = []
    dated = _dated(said) if "exten" in said or "option" in said else ()
    if dated:
        sure.append(dated)
    sure += [(12,) * (int(year[2]) - int(year[1]) + 1) for year in _ORDINAL_YEARS.finditer(said)]
    firsts: list[int] = []
    most: list[int] = []
    step = 0
    for sentence in re.split(r"[.;](?: |$)", said):
        reader = _Reader(_TOKEN.findall(sentence))
        reader.read()
        firsts += reader.firsts
        most += reader.most
        options = tuple(reader.options)
        step = reader.step or (12 if _ANNUALLY.search(sentence) else 0)
        if step and len(options) == 1:
            options = _split(options[0], step)
        elif len(options) > 2 and options[-1] == sum(options[:-1]):
            options = options[:-1]
        elif len(options) > 2 and options[0] == sum(options[1:]) and _COMPRISES.search(sentence):
            options = options[1:]
        if options:
            sure.append(options)
        maybe += reader.open
    if not sure and firsts and most and max(most) > firsts[0]:
        (sure if "exten" in said else maybe).append((max(most) - firsts[0],))
    alone = _ALONE.match(said)
    if alone and not sure and maybe:
        sure.append(_split(maybe[0][0], step))
    number = _LONE_NUMBER.match(said)
    if number and int(number[1]) % 6 == 0:
        sure.append((int(number[1]),))
    years = _RENEWED_IN.search(said)
    if years:
        sure.append((12,) * len(re.findall(r"\d{4}", years[1])))
    if dated and sum(dated):
        finer = [each for each in sure[1:] if sum(each) == sum(dated) and len(each) > len(dated)]
        sure[:1] = [*finer[:1], dated]
    return sure, maybe


def _is_plausible(found: Steps) -> bool:
    return 0 < len(found) <= _MOST_STEPS and all(1 <= m <= _MOST_MONTHS for m in found)


@lru_cache(maxsize=16384)
def steps(text: str, more_months: int | None = None) -> Steps | None:
    """Months of each option that `text` declares, in order; None when the words do not say.

    `more_months` is the distance from the published end to the published last possible end, where both are known.
    """
    if not text or len(text) > 4000 or not any(c.isdigit() or c in "neo" for c in text):
        return None
    said = _plain(text)
    sure, maybe = _readings(said)
    sure = [s for s in sure if _is_plausible(s)]
    if more_months is None or more_months <= 0:
        return sure[0] if sure else None
    for found in sure + maybe:
        if _is_plausible(found) and abs(sum(found) - more_months) <= max(1, more_months // 10):
            return found
    if more_months % 12 == 0 and (_ANNUALLY.search(said) or re.search(r"\b1[ -]year increments?\b", said)):
        return _split(more_months, 12)
    return None
