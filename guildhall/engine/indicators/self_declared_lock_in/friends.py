"""False friends of self-declared lock-in: the same statutory ground, used where no product holds a council fast."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guildhall.engine.decide.arithmetic import months_between
from guildhall.engine.records import Contract

_HEALTH = re.compile(
    r"(?i)provider selection regime|\bPSR\b|health ?care services \(provider|direct award (?:process )?[ABC]\b|relevant health care"
    r"|psychiatric|inpatient|clinical (?:service|placement)|\bpatients?\b.{0,60}\bchoose"
)
_UNDERTAKER = re.compile(
    r"(?i)statutory undertaker|network rail|distribution network operator|\bDNO\b|national grid|\bcadent\b|openreach"
    r"|northern powergrid|uk power networks|scottish power energy networks|\bSP energy networks|electricity north west|western power"
    r"|(?:utility|utilities|gas|water|electric\w*|telecoms?) (?:main )?(?:diversion|connection)|diversion(?:ary)? (?:work|of)|grid connection"
    r"|licensed (?:network|water|sewerage)|sewerage undertaker|water undertaker|united utilities|severn trent water limited|thames water"
)
_ART = re.compile(
    r"(?i)\bart ?work|work of art|\bartist|\bsculpt|\bmural\b|\bperformance (?:of|by)|\bconcert|\btheatre (?:production|show)|\bheadline act"
    r"|\bexhibition loan|\btouring production|\bpantomime|\bmusician"
)
_ONE_OFF = re.compile(r"(?i)\bone[- ]off\b|\bsingle purchase|\bone time purchase|\bonce only")
_LAND = re.compile(
    r"(?i)only (?:available |suitable )?(?:site|land|building|premises|property)|site is in the control|owner of the (?:land|site|building)"
    r"|land ?owner|freehold|not willing to dispose of the site|\blandlord"
)
_OPTION = re.compile(
    r"(?i)exercis\w* (?:of )?(?:a |an |the )?(?:[\w-]+ ){0,3}(?:extension|option)"
    r"|(?:extension|option) (?:available |provided |included )?(?:under|in|within) the (?:original|existing|current) contract"
)
_GOODS_MONTHS = 6


_STEMS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (_HEALTH, ("provider selection", "psr", "care services", "direct award", "relevant health", "psychiatric", "inpatient", "clinical", "patient")),
    (_UNDERTAKER, ("undertaker", "network", "dno", "national grid", "cadent", "openreach", "powergrid", "western power", "electricity north",
                   "utilit", "severn trent", "thames water", "diversion", "connection")),
    (_ART, ("artwork", "art work", "work of art", "artist", "sculpt", "mural", "performance", "concert", "theatre", "headline", "exhibition", "touring", "pantomime", "musician")),
    (_LAND, ("only ", "site is", "owner", "freehold", "dispose", "landlord")),
    (_OPTION, ("extension", "option")),
    (_ONE_OFF, ("one-off", "one off", "single purchase", "one time", "once only")),
)  # fmt: skip
"""Lower-case pieces of which a text must hold one before its pattern is looked for: that is many times cheaper."""
_PIECES = {pattern.pattern: stems for pattern, stems in _STEMS}


def _says(pattern: re.Pattern[str], text: str) -> bool:
    lower = text.lower()
    return any(piece in lower for piece in _PIECES[pattern.pattern]) and pattern.search(text) is not None


def of(contract: Contract, declared: Sequence[str]) -> str:
    """Why this is a false friend, as the end of a sentence; empty when it is not."""
    said = f"{contract.title}\n{contract.rationale_text}"
    who = " ".join(party.name for party in contract.suppliers)
    if _says(_HEALTH, said):
        return "it is a health service, for which other rules of selection hold"
    if _says(_UNDERTAKER, said) or _says(_UNDERTAKER, who):
        return "the supplier is a statutory undertaker, the only one allowed to do this work"
    if declared == ["singleSuppliersUniqueWorkArtPerformance"] or _says(_ART, said):
        return "it is a work of art or a performance"
    if _says(_LAND, said):
        return "it is about a piece of land or a building that has one owner"
    if "lightTouch" in contract.special_regime and not contract.is_digital:
        return "it is a light-touch service, where this ground is often used loosely"
    if _says(_OPTION, contract.rationale_text):
        return "it uses an option that the first contract already held"
    if _says(_ONE_OFF, said) or _is_short_purchase(contract):
        return "it looks like a one-off purchase"
    return ""


def _is_short_purchase(contract: Contract) -> bool:
    """Goods bought once: no software, and a term too short to hold anybody."""
    if contract.main_category != "goods" or contract.is_digital is not False:
        return False
    start, end = contract.starts_on, contract.ends_on
    return start is None or end is None or months_between(start, end) <= _GOODS_MONTHS
