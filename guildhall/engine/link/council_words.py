"""The words that make a name the name of a council, and those that make it somebody else's."""

from __future__ import annotations

import html
import re
import unicodedata

_PREFIXES = """
the council of the metropolitan borough of | the council of the royal borough of | the council of the borough of
council of the london borough of | council of the royal borough of | council of the metropolitan borough of
council of the city and county of | council of the city of | council of the borough of | council of the county of
council of the | council of | county borough council of | borough council of | county council of | city council of
district council of | metropolitan borough of | metropolitan district of | county borough of | london borough of
london borough | royal borough of | royal borough | city and county of | city and district of | city of
city and county borough of | borough of | county of | district of | lb of | lb | rb of | rb | corporation of
cyngor bwrdeistref sirol | cyngor bwrdeistref | cyngor sir | cyngor dinas a sir | cyngor dinas | cyngor
comhairle
"""
_SUFFIXES = """
metropolitan borough council | metropolitan district council | metropolitan borough councils | metropolitan council
metropolitan city council | metropolitan borough | metropolitan district
city and county council | city and district council | city and borough council
county borough council | county borough | london borough council | london borough | royal borough council
royal borough | borough council | borough councils | district council | district councils | county council
county councils | city council | city councils | unitary council | unitary authority
borough and district councils | district and borough councils | city and district councils | city and county councils
borough and city councils | councils | council | city and county | city and district
mbc | mdc | cbc | lbc | bc | dc | cc | mb | county | city | borough | district | corporation
"""


def _lines(text: str) -> tuple[tuple[str, ...], ...]:
    found = {
        tuple(w for w in part.split() if w != "the")
        for line in text.splitlines()
        for part in line.split("|")
        if part.strip()
    }
    return tuple(sorted(found, key=lambda words: (-len(words), words)))


def _bag(text: str) -> frozenset[str]:
    return frozenset(text.split())


PREFIXES = _lines(_PREFIXES)
"""Ways a council's name begins before its place, longest first."""
SUFFIXES = _lines(_SUFFIXES)
"""Ways it ends after its place, longest first."""

SHORT = {
    "mbc": ("metropolitan", "borough", "council"), "mdc": ("metropolitan", "district", "council"),
    "cbc": ("borough", "council"), "lbc": ("london", "borough", "council"), "bc": ("borough", "council"),
    "dc": ("district", "council"), "cc": ("council",), "lb": ("london", "borough"), "rb": ("royal", "borough"),
    "mb": ("metropolitan", "borough"), "cyngor": ("council",), "comhairle": ("council",), "councils": ("council",),
    "sir": ("county",), "dinas": ("city",), "corporation": ("council",),
}  # fmt: skip
"""What a short or Welsh word stands for. `CC` is a county or a city council, so it says council only."""

MEANT = frozenset(
    {"corporation", "metropolitan", "london", "royal", "borough", "district", "county", "city", "unitary", "council"}
)
"""Words of a designation that say what sort of council it is."""

SLIPS = {
    "counc": "council", "coun": "council", "counci": "council", "counicl": "council", "coucil": "council", "councl": "council", "concil": "council",
    "counil": "council", "councill": "council", "cuoncil": "council", "counciil": "council", "coucnil": "council",
    "councli": "council", "couuncil": "council", "coungil": "council", "council's": "council", "concuil": "council",
    "distict": "district", "distrct": "district", "disctrict": "district", "distric": "district",
    "dsitrict": "district", "districr": "district", "distirct": "district",
    "boroug": "borough", "brough": "borough", "borogh": "borough", "borought": "borough", "boruogh": "borough",
    "bourough": "borough", "borugh": "borough", "burough": "borough", "boro": "borough",
    "couny": "county", "conty": "county", "coutny": "county", "countycouncil": "county council",
    "citycouncil": "city council", "boroughcouncil": "borough council", "districtcouncil": "district council",
    "metropolitian": "metropolitan", "metropoliton": "metropolitan", "metropolitain": "metropolitan",
    "met": "metropolitan", "metro": "metropolitan", "combinded": "combined", "authoriy": "authority",
    "lonodn": "london", "londn": "london",
}  # fmt: skip
"""Slips of the pen in the words that every name shares; slips in the place are found by nearness."""

OTHERS = _bag("""
    school academy academies college colleges university universities trust trusts ltd limited plc llp cic
    homes nhs ccg police constabulary parish union club association company companies hospital hospitals museum
    hosted voluntary cvs ymca charity church diocese crematorium coroner theatre arena foundation
""")
"""A word of these beside a council's name makes it another body than the council."""

LOCAL = frozenset({"town", "parish", "community", "village", "neighbourhood"})
"""Before `council`, these say that it is one of the ten thousand smallest, none of which is in the register."""

DEPARTMENTS = _bag("""
    procurement purchasing commissioning commercial services service department dept directorate division team unit
    finance housing adult adults children childrens social care public health highways transport passenger property
    education environment environmental planning legal democratic business intelligence ict it digital hr corporate
    strategic regeneration development resources waste parks leisure culture libraries library s the and
""")
"""Words of which a department's name before the council's may consist."""

PLURAL = frozenset({"councils", "boroughs", "districts"})
ACRONYMS = frozenset({"bhcc", "lbhf", "rbkc", "rbwm", "bcp", "banes", "nnc", "cwac", "brbc", "gmca", "wmca", "wyca"})
"""Short names so settled that what follows them is a department (they stand in `more_names.csv`)."""
ALSO = re.compile(r"\b(?:itself|themselves|and others?|partners?|consortium|other)\b", re.IGNORECASE)
"""After `on behalf of`: the buyer is among those it buys for."""

LINKS = frozenset({"of", "for", "on", "in", "with", "to", "by", "from", "tax", "leader", "owned"})
"""A council's name followed by one of these is part of a longer name: `… Council for Voluntary Service`."""

BREAK, COMMA, SLASH, AND = "|", ",", "/", "and"
JOINTS = frozenset({AND, COMMA, SLASH})

_TRADING = re.compile(r"\bt\s*/\s*a(?:s)?\b|\btrading\s+(?:as|name)\b|\btrading\s*:", re.IGNORECASE)
_BEHALF = re.compile(r"\b(?:for\s+and\s+)?on\s+behalf\s+of\b|\bacting\s+for\b|\bo\.?b\.?o\.?\b", re.IGNORECASE)
_WAS = re.compile(
    r"\b(?:formerly|formally|previously|was|now|aka|a\.k\.a\.?|also known as|known as)\b.*$", re.IGNORECASE
)
_DASH = re.compile(r"\s[-‐-―]+\s?|\s?[-‐-―]+\s|[;:\[\]{}()]|\s\|\s|[–—]")
_ASIDE = re.compile(r"\([^()]*\)")
_LETTERS = re.compile(r"\b[a-z](?: +[a-z]\b)+")
_PLAIN = re.compile(r"[^a-z0-9,/| ]+")


def fold(text: str) -> str:
    """Lower-case plain letters with entities undone; signs that part a name stay."""
    text = html.unescape(html.unescape(text)) if "&" in text else text
    text = text.replace("_", " ").replace("’", "'").replace("`", "'")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore") if not text.isascii() else text.encode()
    return plain.decode().casefold()


def words(text: str) -> list[str]:
    """The words of a name, with `|`, `,`, `/` and `and` standing between its parts."""
    text = html.unescape(html.unescape(text)) if "&" in text else text
    text = _DASH.sub(" | ", text.replace("_", " "))
    text = fold(text).replace("'", "").replace("&", " and ").replace("+", " and ").replace(".", " ")
    text = text.replace(",", " , ").replace("/", " / ")
    text = _LETTERS.sub(lambda run: run.group().replace(" ", ""), _PLAIN.sub(" ", text))
    found: list[str] = []
    for word in text.split():
        found.extend(SLIPS.get(word, word).split())
    while found and (found[0] in {BREAK, COMMA, SLASH, AND, "the"}):
        found.pop(0)
    while found and (found[-1] in {BREAK, COMMA, SLASH, AND, "the"}):
        found.pop()
    return found


def key(text: str) -> str:
    """A spelling reduced to what tells places apart, as the index holds it."""
    return " ".join(word for word in words(text) if word not in {BREAK, COMMA, SLASH, "the"})


def trading_at(name: str) -> int:
    """Where `t/a` or `trading as` begins, or -1."""
    found = _TRADING.search(name)
    return found.start() if found else -1


def behalf(name: str) -> tuple[str, str] | None:
    """Who acts and for whom, when a name says `on behalf of`."""
    found = _BEHALF.search(name)
    return (name[: found.start()].strip(" (,-"), name[found.end() :].strip(" ),.-:")) if found else None


def without_past(name: str) -> str:
    """The name without `(formerly …)`, `aka …` and the like at its end."""
    found = _WAS.search(name)
    return name[: found.start()].rstrip(" (,-") if found and found.start() > 0 else name


def without_asides(name: str) -> str:
    """The name without what stands in brackets: mostly its abbreviation."""
    return _ASIDE.sub(" ", without_past(name))
