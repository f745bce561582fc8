"""Ways to extend, read out of a notice's prose: "2 x 12 months" is two options of twelve months.

What is not understood stays unread: an empty answer means "read it yourself", never "no option".
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

LONGEST = 240
"""Months. A longer option is a misreading."""
_MOST = 12

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "eighteen": 18, "twenty four": 24, "twenty-four": 24, "thirty six": 36,
    "thirty-six": 36, "forty eight": 48, "forty-eight": 48, "sixty": 60, "single": 1, "a couple of": 2,
}  # fmt: skip
_WORD = re.compile(r"\b(" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")\b")
_SAID_TWICE = re.compile(r"\b(\d+)\s*[(\[]\s*(\d+)\s*[)\]]")
_TIMES = re.compile(r"(?<![\d.£,/])(\d{1,2})\s*[x*×]\s*(?:up to\s*)?(?:of\s*)?(?:a\s*)?(\d{1,3})\s*[-\s]?\s*([MY])")
_TIMES_UNIT_LAST = re.compile(r"(?<![\d.£,/])(\d{1,2})\s*[x*×]\s*(\d{1,2})\s*(?:extension|option)")
_EACH = re.compile(
    r"(?<![\d.£,/+])(\d{1,2}),?\s*[-\s]\s*(?:x\s*)?"
    r"((?:(?:further|additional|optional|separate|successive|consecutive|potential|possible|individual|extra|"
    r"options?|extensions?|periods?|terms?|increments?|renewals?|single|annual|of|for|each|up to|to extend|lots of|"
    r"or more|period/s|not exceeding|at|available|contract|more|by)[\s,:]*){0,8})"
    r"(?<!\d)(\d{1,3})\s*[-\s]?\s*([MY])\b"
)
_INCREMENTS = re.compile(
    r"(?<![\d.£,/])(\d{1,3})\s*[-\s]?\s*([MY])\b[^.;\d]{0,60}?(?:\bin|,|\bon|as|increments? of|by way of)\s+"
    r"(?:up to\s+|successive\s+|separate\s+|a\s+|an\s+|increments? of\s+|)*(?:(\d{1,2})\s*[-\s]?\s*([MY])|(annual|yearly|[MY]ly|Y))\b"
)
_CHAIN = re.compile(
    r"(\+\s*)?(?<![\d.£,/-])\d{1,2}\s*[MY]?\s*(?:\+\s*(?:up to\s*)?\d{1,2}\s*[MY]?\s*)+(?:[MY]\b)?|\+\s*\d{1,2}\s*[MY]\b"
)
_LINK = re.compile(r"(\d{1,2})\s*([MY])?")
_LENGTH = re.compile(r"(?<![\d.£,/])(\d{1,3})\s*[-\s]?\s*([MY])\b")
_EXTENDS = re.compile(
    r"exten[dst]|renew|further|additional|option|potential|possib|prolong|\bplus\b|\bextra\b|up to|rolled|roll over|single"
)
_NOT_AN_OPTION = re.compile(
    r"initial|original|maximum (?:contract |total |possible )?(?:term|duration|contract|length|period)|total|overall|"
    r"notice|anniversar|every|first|base (?:contract|term)|interval|(?:fixed|contract|agreement) (?:term|period|duration)"
    r"|(?<!further )(?<!additional )(?<!extension )(?<!1 )(?:term|period|duration|length) (?:of|is|will be|shall be)|after|at the end of|expiry of|prior to|per\b|"
    r"(?:^|\s)for a period of|(?:awarded|commence\w*|run|last|let) for|review|age|old|experience|warranty|within|minimum"
)
_RANGE = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\s+(20\d\d)\s*(?:to|-|–|until)\s*(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\s+(20\d\d)"
)
_MONTH_NAMES = {name: n for n, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
_ORDINALS = re.compile(
    r"(?:optional|option\w*|extend\w*|extension)[^.]{0,40}?((?:[2-9](?:nd|rd|th)(?:\s*(?:,|and|&)\s*)?){1,4})\s*Y"
)
_OPTION_YEARS = re.compile(
    r"\b(\d)\s+(?:option|optional|extension)s?\s+Y\b|\b(\d)\s+(?:optional\s+)?annual\s+(?:extension|renewal|option)"
)
_YEARS_NAMED = re.compile(r"annual (?:renewal|extension)s? in ((?:20\d\d(?:\s*(?:,|and|&)\s*)?){1,5})")
_ANNUALLY = re.compile(
    r"\b(?:exten\w+ annually|(?:annual|yearly|Y[- ]on[- ]Y|Y[- ]by[- ]Y) (?:basis|extensions?|increments?|renewals?)|Y on Y|1[ -]Y increments?)\b"
)


_REWRITES = (
    (re.compile(r"\((\d+)\)"), r"\1"),
    (re.compile(r"(\d)\s*-?\s*(?:years?|yrs?)(?:\(s\)|\b)"), r"\1 Y"),
    (re.compile(r"(\d)\s*-?\s*(?:months?|mths?|mnths?)(?:\(s\)|\b)"), r"\1 M"),
    (re.compile(r"\b(?:years?|yrs?)\b"), "Y"),
    (re.compile(r"\bmonths?\b"), "M"),
    (re.compile(r"(\d)x(\d)"), r"\1 x \2"),
    (re.compile(r"\b(\d+) (further|additional|more|extra) (Y|M)\b"), r"\2 \1 \3"),
    (re.compile(r"\b(?:a|an|another) (further|additional|extra|[a-z]*) ?Y\b(?! [(\d])"), r"a \1 1 Y"),
    (re.compile(r"(\d(?: [YM])?) plus (?=\d)"), r"\1 + "),
)


def _plain(text: str) -> str:
    """Lower-case, numbers as figures, `Y` and `M` for the units."""
    words = " ".join(text.lower().replace("–", "-").replace("—", "-").replace("’", "'").split())
    words = _WORD.sub(lambda match: str(_NUMBERS[match[1]]), words)
    words = _SAID_TWICE.sub(lambda match: match[1] if match[1] == match[2] else match[0], words)
    for pattern, plain in _REWRITES:
        words = pattern.sub(plain, words)
    return words


def _in_months(count: str, unit: str) -> int:
    return int(count) * (12 if unit == "Y" else 1)


def _usable(options: list[int]) -> tuple[int, ...]:
    if not options or len(options) > _MOST or not all(1 <= months <= LONGEST for months in options):
        return ()
    return tuple(options)


def _chain(words: str, span: int) -> tuple[int, ...]:
    """In "2+1+1" the first is the first term unless the words, a leading plus or the published dates say otherwise."""
    match = _CHAIN.search(words)
    if match is None:
        return ()
    links = _LINK.findall(match[0])
    tail = words[match.end() : match.end() + 40]
    if re.match(r"\W*(?:days?|weeks?)\b", tail):
        return ()
    units = [unit for _, unit in links if unit]
    default = units[-1] if units else ("M" if re.match(r"\W*M\b", tail) else "Y")
    if not units and any(int(count) > 9 for count, _ in links):
        default = "M"
    months = [_in_months(count, unit or default) for count, unit in links]
    if span:
        for options in (months, months[1:]):
            if options and sum(options) == span:
                return _usable(options)
    before = words[max(0, match.start() - 45) : match.start()]
    all_options = match[0].startswith("+") or re.search(
        r"(?:exten\w*|option\w*|further|renew\w*|possib\w*)[^.;]*$", before
    )
    return _usable(months if all_options else months[1:])


def _steps(total: int, step: int) -> tuple[int, ...]:
    if not step or total % step or total < step:
        return ()
    return _usable([step] * (total // step))


def _spoken(words: str) -> tuple[int, ...]:
    """Reads "2 x 12 months", "two further periods of one year", "36 months in 12 month extensions"."""
    if match := _INCREMENTS.search(words):
        total = _in_months(match[1], match[2])
        steps = _steps(total, _in_months(match[3], match[4]) if match[3] else 12)
        if len(steps) > 1:
            return steps
    if found := _TIMES.findall(words):
        return _usable([_in_months(months, unit) for times, months, unit in found[:2] for _ in range(int(times))])
    if match := _EACH.search(words):
        return _usable([_in_months(match[3], match[4])] * int(match[1]))
    if match := _TIMES_UNIT_LAST.search(words):
        return _usable([int(match[2]) * (1 if int(match[2]) > 5 else 12)] * int(match[1]))
    if match := _OPTION_YEARS.search(words):
        return _usable([12] * int(match[1] or match[2]))
    if match := _ORDINALS.search(words):
        return _usable([12] * len(re.findall(r"[2-9]", match[1])))
    if match := _YEARS_NAMED.search(words):
        return _usable([12] * len(re.findall(r"20\d\d", match[1])))
    return ()


_AND_ANOTHER = re.compile(r"\b(?:and|then|followed by|plus|with a)\b.{0,30}(?:further|additional|another|second)")


def _single(words: str) -> tuple[int, ...]:
    """Lengths that stand beside a word of extending, and not beside one of the first term."""
    lengths = list(_LENGTH.finditer(words))
    found: list[int] = []
    last_end = 0
    for match in lengths:
        before, after = words[max(last_end, match.start() - 90) : match.start()], words[match.end() : match.end() + 28]
        last_end = match.end()
        for_it = [hit.start() for hit in _EXTENDS.finditer(before)]
        against = [hit.start() for hit in _NOT_AN_OPTION.finditer(before)]
        follows = re.match(r"\W*(?:(?:period|maximum|potential|term|possible)\W+)?(?:ext|option|renew)", after)
        if follows or (for_it and (not against or for_it[-1] > against[-1])):
            found.append(_in_months(match[1], match[2]))
    if len(found) > 1 and not _AND_ANOTHER.search(words):
        found = found[:1]
    if (
        not found
        and len(lengths) == 1
        and (lengths[0].start() == 0 or (len(words) < 30 and not _NOT_AN_OPTION.search(words)))
    ):
        found = [_in_months(lengths[0][1], lengths[0][2])]
    return _usable(found)


def _month_of(name: str) -> int:
    return _MONTH_NAMES.get(name[:3], 0)


def _ranges(words: str, span: int) -> tuple[int, ...]:
    """Reads "Option 1: 1 October 2029 to 30 September 2031": the length of each period that is spelled out."""
    options = []
    for first_day, first, first_year, last_day, last, last_year in _RANGE.findall(words):
        if not (_month_of(first) and _month_of(last)):
            continue
        months = (int(last_year) - int(first_year)) * 12 + _month_of(last) - _month_of(first)
        options.append(months + 1 if int(last_day) - int(first_day) >= 26 else months)
    if span:
        while options and sum(options) > span:
            options = options[1:]
    elif len(options) == 1 or "base" in words or "initial" in words:
        options = options[1:]
    return _usable(options)


@lru_cache(maxsize=16384)
def options(text: str, span: int = 0) -> tuple[int, ...]:
    """Months of each way to extend, in order; empty if the words do not tell.

    `span` is the number of months between the agreed end and the last possible one where both are published: it
    settles whether "1+1+1" counts the first term, and how often "annually" is.
    """
    if len(text) > 6000:
        text = text[:6000]
    words = _plain(text)
    readings = [_spoken(words), _ranges(words, span), _chain(words, span)]
    if span:  # the published dates settle which reading is right
        for reading in readings:
            if sum(reading) == span:
                return reading
        if span % 12 == 0 and _ANNUALLY.search(words):
            return _steps(span, 12)
    single = _single(words)
    doubled = len(readings[2]) == 2 and not readings[0] and single == readings[2][1:]
    if doubled and not span and re.search(r"\+ ?\d+ ?[MY]?\)", words):  # "for an additional 3 years (3+3)"
        return single
    if not readings[0] and (_TIMES.search(words) or _EACH.search(words)):  # "99 x 12 months" is no single option
        return ()
    return next((reading for reading in readings if reading), single)


def span(ends_on: str, last_end_on: str) -> int:
    """Whole months from the agreed end to the last possible one, 0 if they are not whole months apart."""
    first, last = date.fromisoformat(ends_on), date.fromisoformat(last_end_on)
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if months > 0 and abs(last.day - first.day) <= 3 else 0
