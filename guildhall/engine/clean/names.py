"""Organisation names: one key for the spellings of one name, so that linkage compares like with like."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import msgspec

from guildhall.engine.clean import text as prose


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name taken apart. `key` is what two spellings of the legal name have in common."""

    key: str
    """Lower-case words without legal form, punctuation, "the" and accents; the legal name before "t/a"."""
    form: str
    """ltd, plc, llp, lp, cic, cio, rtm, inc, gmbh … or empty."""
    trading_key: str
    """The key of the name after "t/a", else empty."""
    placeholder: bool
    """It names nobody: "Various", "Redacted", "n/a"."""

    @property
    def fingerprint(self) -> str:
        """The key's words in alphabetical order, each once: the same for "Council of X" and "X Council of"."""
        return " ".join(sorted(set(self.key.split())))


_FORMS: dict[tuple[str, ...], str] = {
    tuple(words.split()): form
    for form, listed in {
        "ltd": "ltd|limited|limted|limitd|limied|ltd liability|cyfyngedig|cyf|lmtd|lted",
        "plc": "plc|public limited company|public ltd co|public limited co|ccc",
        "llp": "llp|limited liability partnership|pac",
        "lp": "lp|limited partnership",
        "cic": "cic|community interest company|community interest co",
        "cio": "cio|scio|charitable incorporated organisation",
        "inc": "inc|incorporated|corp|corporation|llc",
        "gmbh": "gmbh|ag|bv|nv|ab|aps|oy|sarl|sas|spa|srl|sa|gesmbh|pty|dac|as",
        "unlimited": "unlimited|unltd",
        "society": "cbs|community benefit society",
    }.items()
    for words in listed.split("|")
}
_FORM_ENDS = frozenset(words[-1] for words in _FORMS)
_CANON = {"company": "co", "companies": "cos", "brothers": "bros", "saint": "st", "centre": "centre", "center": "centre", "intl": "international",
          "assoc": "association", "assocs": "associates", "svcs": "services", "serv": "services", "mgmt": "management", "govt": "government",
          "dept": "department", "univ": "university", "gb": "gb", "n": "n"}  # fmt: skip
_TRADING = re.compile(r"\b(?:t[/\\.]a\.?|t/as\b|trading as|trades as|d/b/a|dba)(?=[\s:]|$)[\s:]*", re.IGNORECASE)
_FORMERLY = re.compile(r"[\s,(\[]+(?:formerly(?: known as)?|previously|f/k/a|fka|now known as|was)\b.*$", re.IGNORECASE)
_NOTES = re.compile(
    r"\((?:formerly|previously|was|t/a|trading as|uk sme|sme|vcse|see |do not use|dup)[^)]*\)?|\*+|#+$|<[^>]*>",
    re.IGNORECASE,
)
_SPLIT = str.maketrans(
    dict.fromkeys('-–—/\\,;:()[]{}"|_+*!?=~^<>#%', " ") | dict.fromkeys("'’‘`´.", None) | {"&": " and ", "@": " at "}
)
_PLACEHOLDERS = frozenset(
    """various|ltd|limited|plc|various providers|various suppliers|various contractors|multiple|multiple suppliers|multiple providers|many|na|none|nil|
    not applicable|not known|unknown|tbc|tba|to be confirmed|redacted|redacted data|redacted personal data|redacted personal information|
    personal data redacted|name redacted|withheld|confidential|private and confidential|commercially sensitive|see pdf|see pdf for breakdown|see attached|
    see below|see description|see attachment|see notice|see document|see contract|see contracts|individual|individuals|private individual|sole trader|
    supplier|suppliers|contractor|no supplier|no award|not awarded|not disclosed|not provided|not specified|not available|x|xx|xxx|test|
    sundry|sundry supplier|sundry suppliers|miscellaneous|one time vendor|one time supplier|one off supplier|n a|number of suppliers|
    redacted due to data protection|restricted|anonymised|framework suppliers|see list|as per attached|others|other|no name|personal information|
    list attached|please see attached|please see description|suppliers various|refer to attached|null|nan""".replace("\n    ", "").split("|")
)  # fmt: skip

# 2025-01: an award notice (49c99f3d-38ae-47ae-aa61-b53ddc86fa16) names "NOT AWARDED TO SUPPLIER", others, "Tender abandoned", "This Tender has been withdrawn …".
_NO_AWARD = re.compile(
    r"(?:this )?(?:(?:contract|tender|procurement|opportunity) )?(?:has been |was )?"
    r"(?:not awarded|no award(?: made)?|no bids?(?: received)?|abandoned|cancelled|withdrawn)(?: (?:to supplier|and|not|as|due)(?: .*)?)?|lot .* no award"
)


def _words(name: str) -> list[str]:
    """The words of a name; runs of single letters are joined, so that "B.T." and "B T" are both "bt"."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    raw = name.translate(_SPLIT).casefold().split()
    words: list[str] = []
    joining = False
    for word in raw:
        single = len(word) == 1 and word.isalpha()
        if single and joining:
            words[-1] += word
        else:
            words.append(_CANON.get(word, word))
        joining = single
    return words


def _strip_form(words: list[str]) -> tuple[list[str], str]:
    form = ""
    while len(words) > 1 and words[-1] in _FORM_ENDS:
        for length in (3, 2, 1):
            tail = tuple(words[-length:])
            if len(words) > length and tail in _FORMS:
                words, form = words[:-length], form or _FORMS[tail]
                break
        else:
            break
    return words, form


def _key(name: str) -> tuple[str, str]:
    words = _words(name)
    if len(words) > 1 and words[-1] == "the":  # "Salvation Army, The"
        words.pop()
    words, form = _strip_form(words)
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words), form


@lru_cache(maxsize=262144)
def normalise(name: str) -> Name:
    """Take one published name apart. The same spelling is worked out once."""
    plain = prose.clean(name)
    if "(" in plain or "*" in plain or "<" in plain or "#" in plain:
        plain = _NOTES.sub(" ", plain) if not _TRADING.search(plain) else plain.replace("(", " ").replace(")", " ")
    trading = ""
    lowered = plain.lower()
    if ("t" in lowered or "d" in lowered) and (match := _TRADING.search(plain)):
        before, after = plain[: match.start()], plain[match.end() :]
        if before.strip(" ,(-"):
            plain, trading = before, _key(after)[0]
        else:
            plain = after
    if (
        "formerly" in lowered
        or "previously" in lowered
        or "known as" in lowered
        or "f/k/a" in lowered
        or "fka" in lowered
    ):
        plain = _FORMERLY.sub("", plain)
    key, form = _key(plain)
    return Name(key, form, trading, not key or key in _PLACEHOLDERS or bool(_NO_AWARD.fullmatch(key)))


def is_placeholder(name: str) -> bool:
    return normalise(name).placeholder


def says_no_award(name: str) -> bool:
    """Whether the place of a supplier's name says that nobody was chosen: such an award was never made."""
    return bool(_NO_AWARD.fullmatch(normalise(name).key))
