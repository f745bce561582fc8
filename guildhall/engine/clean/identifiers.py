"""Numbers that name an organisation: repaired where the repair is certain, refused with a reason where it is not.

Schemes are those of org-id.guide as notices use them: GB-COH (Companies House), GB-CHC, GB-SC, GB-NIC (charities),
GB-VAT, GB-NHS, GB-PPON (the central digital platform). An identifier in our tables is `SCHEME:number`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import msgspec

Problem = Literal["", "empty", "not_given", "impossible", "unreadable", "other_register"]


class Identifier(msgspec.Struct, frozen=True):
    """`text` is `SCHEME:number`, empty when there is none; `repaired` tells whether it was published otherwise."""

    text: str = ""
    repaired: bool = False
    problem: Problem = ""
    words: str = ""


# 2026-11: English numbers have reached about 16.9 million; Salford printed 25459259 for one supplier thirteen times.
HIGHEST_COMPANY = 20_000_000
LOWEST_COMPANY = 86  # the oldest number still in use; 1, 12 or 0 in the column are ticks and blanks


def _listed(words: str) -> list[str]:
    return words.split("|")


PREFIXES = frozenset(
    _listed(
        "AC|CE|CS|FC|FE|GE|GI|GN|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NR|NV|NZ|OC|OE|PC|R0|RC|RS|SA|SC|SE|SF|SG|SI|SL|SO|SP|SR|SZ|ZC|BR"
    )
)
_COMPANY = re.compile(r"(?:[A-Z][A-Z0]\d{6}|R\d{7}|(?:IP|SP|NP)\d{5}R|(?:IP|SP|NP)\d{4}RS|\d{8})")
_SHORT = re.compile(r"([A-Z]{2})(\d{3,5})")
_SHORT_SOCIETY = re.compile(r"(IP|SP|NP)?(\d{3,5})R")
_LABEL = re.compile(
    r"^(?:(?:UK|GB|ENGLISH|BRITISH|REGISTERED|LIMITED|LTD|COMPANY|COMPANIES|COMP|HOUSE|CO|CH|COH|CRN|CRO|REGISTRATION|REGISTERED|REGISTER|"
    r"REG|NUMBER|NUM|NO|NR|REF|REFERENCE|ID|IS|IN|ENGLAND|AND|WALES|SCOTLAND)(?:\b|(?=\d))[\s.:;#=()/–-]*|[\s.:;#=()/–-]+|GB-COH[\s:-]*)+"
)
_INSIDE = re.compile(r"(?<![A-Z0-9])(?:[A-Z]{2}\d{6}|\d{7,8})(?![A-Z0-9])")
_CHARITY = re.compile(r"CHARIT(?:Y|IES|ABLE)|\bCHC\b|\bCC\b")
_VAT_WORD = re.compile(r"\bV\.?A\.?T\b")
_NHS = re.compile(r"[RTN][A-Z][A-Z0-9]|[A-Z]\d{5}")
_PPON = re.compile(r"P[A-Z]{3}-?\d{4}-?[A-Z]{4}")
_NOT_GIVEN = frozenset(
    "- -- --- . ? N/A NA N.A. NONE NIL NULL NO VARIOUS UNKNOWN TBC TBA X XX NOT+KNOWN NOT+APPLICABLE NOT+REGISTERED "
    "UNREGISTERED SOLE+TRADER SOLETRADER INDIVIDUAL PARTNERSHIP OVERSEAS FOREIGN NOT+AVAILABLE NOT+PROVIDED "
    "NOT+FOUND REDACTED PENDING NAN EXEMPT PUBLIC+BODY COUNCIL LOCAL+AUTHORITY SCHOOL CHARITY N/K NK #N/A UNINCORPORATED "
    "PUBLIC+SECTOR NHS NHS+TRUST UNIVERSITY MULTIPLE YES FALSE TRUE NOT+LISTED".replace("+", "\x00").split()
)  # fmt: skip
_PLACEHOLDERS = frozenset({"00000000", "12345678", "01234567", "99999999", "11111111"})


def _unknown(problem: Problem, words: str) -> Identifier:
    return Identifier("", False, problem, words)


def _checked_company(number: str, source: str) -> Identifier:
    if number in _PLACEHOLDERS:
        return _unknown("not_given", f"{source} stands in for a number")
    if number.isdigit() and not LOWEST_COMPANY <= int(number) <= HIGHEST_COMPANY:
        return _unknown("impossible", f"no company has the number {source}")
    if not number[0].isdigit() and number[:2] not in PREFIXES:
        return _unknown("unreadable", f"company numbers do not begin with {number[:2]}")
    return Identifier(f"GB-COH:{number}", number != source)


def is_vat_number(digits: str) -> bool:
    """Nine digits with one of HMRC's two check sums."""
    if len(digits) != 9 or not digits.isdigit() or not digits.isascii() or digits == "000000000":
        return False
    total = sum(int(d) * w for d, w in zip(digits[:7], range(8, 1, -1), strict=True)) + int(digits[7:])
    return total % 97 == 0 or (total + 55) % 97 == 0


def _company_shape(text: str) -> str:
    """The eight characters of a company number if `text` is one but for zeros and look-alikes, else empty."""
    if _COMPANY.fullmatch(text):
        return text
    if text.isdigit():
        if len(text) > 8:
            return text[-8:] if len(text) <= 10 and not int(text[:-8]) else ""
        return text.zfill(8) if len(text) >= 2 else ""
    if match := _SHORT_SOCIETY.fullmatch(text):
        return (match[1] or "IP") + match[2].zfill(5) + "R"
    if (match := _SHORT.fullmatch(text)) and match[1] in PREFIXES:
        return match[1] + match[2].zfill(6)
    if len(text) >= 6 and not text[2:].isdigit() and text[2:].replace("O", "0").isdigit():
        text = text[:2] + text[2:].replace("O", "0")
    if len(text) == 8 and text[0] == "O" and text[1:].isdigit():
        text = "0" + text[1:]
    if len(text) == 8 and text[:2] == "0C" and text[2:].isdigit():
        text = "OC" + text[2:]
    return text if _COMPANY.fullmatch(text) else ""


def _elsewhere(found: Identifier, what: str) -> Identifier:
    """Another register's number in the place of a company number."""
    if not found.text:
        return found
    return Identifier(found.text, True, "other_register", f"{what} stands in the place of a company number")


@lru_cache(maxsize=131072)
def company(text: str) -> Identifier:
    """What a column or field "company number" holds: a company, or the charity or VAT number put in its place."""
    source = text.strip()
    if len(source) == 8 and source.isdigit() and source.isascii():
        return _checked_company(source, source)
    if not source:
        return _unknown("empty", "no number is given")
    upper = " ".join(source.upper().split()).strip("'\"`,;")
    if len(upper) > 120 or not upper.isascii():
        return _unknown("unreadable", "it is not a company number")
    if upper in _NOT_GIVEN or upper.replace(" ", "\x00") in _NOT_GIVEN or not any(c.isalnum() for c in upper):
        return _unknown("not_given", "no number is given")
    if _CHARITY.search(upper):
        return _elsewhere(charity(source), "a charity number")
    if _VAT_WORD.search(upper):
        return _elsewhere(vat(source), "a VAT number")
    if upper.endswith((".0", ".00")):
        upper = upper.rpartition(".")[0]
    bare = _LABEL.sub("", upper)
    packed = re.sub(r"[\s./:_-]", "", bare).removeprefix("GBML")
    if match := re.fullmatch(r"CHA(\d{6,7})", packed):
        return _elsewhere(charity(match[1]), "a charity number")
    if number := _company_shape(packed):
        return _checked_company(number, source)
    digits = packed.removeprefix("GB")
    if is_vat_number(digits):
        return Identifier(
            f"GB-VAT:{digits}", True, "other_register", "a VAT number stands in the place of a company number"
        )
    if _PPON.fullmatch(upper):
        return _elsewhere(Identifier(f"GB-PPON:{upper}"), "a procurement number")
    if _NHS.fullmatch(packed):
        return _elsewhere(Identifier(f"GB-NHS:{packed}"), "an NHS code")
    inside = set(_INSIDE.findall(upper))
    if len(inside) == 1:
        return _checked_company(_company_shape(inside.pop()), source)
    if len(inside) > 1:
        return _unknown("unreadable", "it holds more than one number")
    if packed.isdigit():
        return _unknown(
            "impossible", f"{source} has too {'few' if len(packed) < 3 else 'many'} digits for a company number"
        )
    return _unknown("unreadable", "it is not a company number")


@lru_cache(maxsize=16384)
def charity(text: str) -> Identifier:
    """A charity's number: England and Wales (GB-CHC), Scotland (GB-SC) or Northern Ireland (GB-NIC)."""
    source = text.strip()
    if not source:
        return _unknown("empty", "no number is given")
    upper = source.upper()
    if match := re.search(r"\bSC ?(0\d{5})(?!\d)", upper):
        found = f"GB-SC:SC{match[1]}"
    elif match := re.search(r"\bNIC ?(\d{6})(?!\d)", upper):
        found = f"GB-NIC:{match[1]}"
    elif match := re.search(r"(?<![\d])([1-9]\d{5,6})(?:-\d{1,3}|\.0)?(?!\d)", upper):
        found = f"GB-CHC:{match[1]}"
    else:
        return _unknown("unreadable", "it is not a charity number")
    return Identifier(found, found.partition(":")[2] != source)


def vat(text: str) -> Identifier:
    """A VAT number with a right check sum, as GB-VAT."""
    digits = re.sub(r"\D", "", text) if text.isascii() else ""
    if is_vat_number(digits):
        return Identifier(f"GB-VAT:{digits}", digits != text.strip())
    return _unknown("empty" if not text.strip() else "unreadable", "it is not a VAT number")


_SCHEMES = {
    "COH": "GB-COH",
    "CHC": "GB-CHC",
    "GB-COH": "GB-COH",
    "GB_COH": "GB-COH",
    "COMPANIES_HOUSE": "GB-COH",
    "COMPANIES HOUSE": "GB-COH",
}


@lru_cache(maxsize=131072)
def party(scheme: str, number: str) -> Identifier:
    """A party's identifier as a notice gives it, scheme and number apart: `GB-COH` with whatever was typed in."""
    scheme = scheme.strip().upper()
    scheme = _SCHEMES.get(scheme, scheme)
    number = number.strip()
    if scheme == "GB-COH":
        return company(number.upper().removeprefix("GB-COH-") if number[:1] in "gG" else number)
    if scheme in {"GB-CHC", "GB-SC", "GB-NIC"}:
        return charity(number)
    if not number or number.upper() in _NOT_GIVEN:
        return _unknown("not_given", "no number is given")
    if not scheme:
        return _unknown("unreadable", "the number's register is not named")
    if len(number) > 80:
        return _unknown("unreadable", "it is prose, not a number")
    found = f"{scheme}:{number.upper() if scheme == 'GB-PPON' else number}"
    return Identifier(found, False)


def company_number(text: str) -> str:
    """Just the eight characters, or empty."""
    found = company(text).text
    return found[7:] if found.startswith("GB-COH:") else ""


_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})")


@lru_cache(maxsize=65536)
def postcode(text: str) -> str:
    """A UK postcode as the Post Office writes it, or empty."""
    upper = text.strip().upper()
    match = _POSTCODE.fullmatch(upper)
    return f"{match[1]} {match[2]}" if match else ""
