"""Is it digital, and which of the 46 categories: from title, description, CPV and supplier, with the reason in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec
import yaml

from guildhall.engine.classify.catalogue import Product, categories
from guildhall.engine.classify.known import Known, catalogue
from guildhall.engine.classify.phrases import Phrases, plain
from guildhall.engine.classify.products import named_in

_HERE = Path(__file__).with_name("words.yaml")
_IT = re.compile(r"\b(?:IT|AI|GIS|ICT|CRM|ERP)\b")
# Kinds that many contracts touch in passing: another kind named beside one of them is what the contract is for.
_GENERIC = frozenset(
    ["productivity", "hosting", "cyber", "itsm", "contact_centre", "bi_data", "ai", "cms", "crm", "edrms"]
)
# Adults' and children's records, and their finance, are often bought as one; they stand under the first.
_TOGETHER = (
    (frozenset(["asc", "csc", "sc_finance", "finance_erp"]), "asc"),
    (frozenset(["finance_erp", "payments"]), "finance_erp"),
)
_DIGITAL_CPV = ("48", "72", "302", "324", "325", "3225", "642", "3012")
_WEAK_CPV = ("72221", "72222", "72224", "72225", "64200", "48400", "72514", "48000")
_DESCRIPTION, _LOOK, _FEW_WORDS = 300, 600, 3
_BEFORE = re.compile(
    r" (?:(?:supply|provision|purchase|procurement|delivery|implementation|installation|hosting|support|maintenance|licence|licensing|"
    r"and|of|the|an?) )+(?:of|for) (?:(?:the|an?) )?(?=\w)"
)
_SOFT_END = re.compile(r"\b(?:system|software|solution|platform)\b")
_SOFT_WORDS = ("software", "digital", "system", "licen", "hosted", "cloud", "online", " ict ", "technolog")


class Classified(msgspec.Struct, frozen=True):
    """What a contract is for, as far as its words tell. An empty category means unsure, and `why` says why."""

    is_digital: bool | None
    category: str
    why: str
    products: tuple[str, ...]


@lru_cache(maxsize=1)
def _signs() -> Phrases[str]:
    tree = yaml.safe_load(_HERE.read_text("utf-8"))
    return Phrases((word, kind) for kind, words in tree.items() for word in words)


@lru_cache(maxsize=1)
def _names() -> Phrases[tuple[str, str]]:
    """Phrases of every category: (category, `name`) settles it alone, (category, `word`) beside a word of software."""
    entries: list[tuple[str, tuple[str, str]]] = []
    for category in categories().values():
        entries += [(name, (category.key, "name")) for name in category.names]
        entries += [(word, (category.key, "word")) for word in category.words]
    return Phrases(entries)


@lru_cache(maxsize=1)
def _suppliers() -> Phrases[str]:
    return Phrases((name, category.key) for category in categories().values() for name in category.suppliers)


@lru_cache(maxsize=1)
def _codes() -> tuple[tuple[str, str], ...]:
    codes = [(code, category.key) for category in categories().values() for code in category.cpv]
    return tuple(sorted(codes, key=lambda each: -len(each[0])))


@lru_cache(maxsize=4096)
def _category_of(code: str) -> str:
    """The category of the longest known code that this one begins with."""
    return next((key for prefix, key in _codes() if code.startswith(prefix)), "")


class _Title(msgspec.Struct):
    """What the words of a title show. `subject` is what is bought, without “supply, hosting and support of” before it."""

    said: str
    subject: str
    strong: bool
    weak: bool
    physical: bool
    about: bool

    @property
    def speaks_of_software(self) -> bool:
        return self.strong or (self.weak and not self.physical)


def _read(title: str) -> _Title:
    said = plain(title)
    kinds = {kind for _, kind in _signs().find(said)}
    strong = "strong" in kinds or (_IT.search(title) is not None and not title.isupper())
    before = _BEFORE.match(said)
    subject = " " + said[before.end() :] if before else said
    strong = strong or (
        before is not None and " hosting " in before[0] and (" support " in before[0] or " supply " in before[0])
    )
    return _Title(said, subject, strong, "weak" in kinds, "physical" in kinds, "about" in kinds)


def _one(found: list[tuple[str, str]]) -> tuple[str, str, tuple[str, ...]]:
    """The one category that phrases point to, the phrase, and the rivals when there are several."""
    kept: list[tuple[str, str]] = []
    for phrase, key in found:
        if not any(phrase in longer and phrase != longer for longer, _ in kept):
            kept.append((phrase, key))
    keys = {key for _, key in kept}
    specific = keys - _GENERIC
    if len(keys) > 1 and specific:
        keys = specific
    for group, lead in _TOGETHER:
        if len(keys) > 1 and lead in keys and keys <= group:
            keys = {lead}
            kept = [(phrase, lead) for phrase, _ in kept]
    if len(keys) == 1:
        key = next(iter(keys))
        return key, next(phrase for phrase, each in kept if each == key), ()
    return "", "", tuple(sorted(keys))


def _from_title(title: _Title, products: list[tuple[str, Product]]) -> tuple[str, str]:
    """Category and reason from the title's own words and the products it names."""
    phrases = _meant(title.subject)
    names = [(phrase, key) for phrase, (key, kind) in phrases if kind == "name"]
    if title.physical and not title.strong:
        names = []
    settled = [(phrase, product) for phrase, product in products if not product.is_ambiguous]
    if names:
        key, phrase, rivals = _one(names)
        if key and not (key in _GENERIC and settled):
            return key, f"title says “{_names().written[phrase]}”"
        if rivals and not settled:
            return "", f"title speaks of several things: {_listed(rivals)}"
    if settled:
        key, phrase, rivals = _one([(phrase, product.category) for phrase, product in settled])
        if key:
            return key, f"title names the product “{phrase.strip()}”"
        return "", f"title names products of several kinds: {_listed(rivals)}"
    words = [(phrase, key) for phrase, (key, kind) in phrases if kind == "word"]
    if words and (products or _speaks_beside(title, words)):
        key, phrase, rivals = _one(words)
        if key:
            return key, f"title says “{_names().written[phrase]}” beside a word of software"
        return "", f"title speaks of several things: {_listed(rivals)}"
    return "", ""


def _meant(said: str) -> list[tuple[str, tuple[str, str]]]:
    """Phrases of categories, but for those that mean another kind in this company."""
    found = _names().find(said)
    return (
        [hit for hit in found if not any(phrase in said for phrase in _unless().get(hit[1][0], ()))] if found else found
    )


@lru_cache(maxsize=1)
def _unless() -> dict[str, tuple[str, ...]]:
    return {key: tuple(plain(phrase) for phrase in each.unless) for key, each in categories().items() if each.unless}


def _speaks_beside(title: _Title, words: list[tuple[str, str]]) -> bool:
    """Whether a word of software stands outside the phrases found: “planning application” is not an application."""
    if not title.speaks_of_software:
        return False
    rest = title.said
    for phrase, _ in words:
        rest = rest.replace(phrase, " ")
    return title.strong or any(kind in {"strong", "weak"} for _, kind in _signs().find(rest))


def _listed(keys: tuple[str, ...]) -> str:
    known = categories()
    return ", ".join(known[key].name for key in keys)


def _from_rest(
    title: _Title, description: str, codes: tuple[str, ...], suppliers: tuple[str, ...], known: Known
) -> tuple[str, str]:
    """Category and reason from supplier, CPV and description, for what is already known to be digital."""
    if suppliers and title.speaks_of_software:
        for firms in (_suppliers(), known.suppliers):
            key, phrase, _ = _one(firms.find(plain(" ".join(suppliers))))
            if key:
                return key, f"supplier is “{firms.written[phrase]}”, and the title speaks of software"
    coded = [(code, key) for code in codes if (key := _category_of(code))]
    if coded and len(coded) * 2 >= len(codes) and len({key for _, key in coded}) == 1 and not title.physical:
        return coded[0][1], f"CPV {coded[0][0]}"
    if description:
        found = _meant(plain(description[:_DESCRIPTION]))
        names = [(p, key) for p, (key, kind) in found if kind == "name" and p.count(" ") > 3 and _SOFT_END.search(p)]
        if names:
            key, phrase, _ = _one(names)
            if key:
                return key, f"description says “{_names().written[phrase]}”"
    return "", ""


def _digital(title: _Title, codes: tuple[str, ...], proclass: str, description: str) -> tuple[bool | None, str]:
    """Whether this is digital at all, and why, before any category is known."""
    if title.strong and not title.about:
        return True, "title speaks of software or computers"
    if title.about:
        return (
            None if codes or title.strong else False
        ), "title speaks of work about digital things, or of something else"
    strong = [code for code in codes if code.startswith(_DIGITAL_CPV) and not code.startswith(_WEAK_CPV)]
    weak = [code for code in codes if code.startswith(_WEAK_CPV)]
    if strong and len(strong) + len(weak) >= len(codes) / 2 and not title.physical:
        return True, f"CPV {strong[0]}"
    if weak and len(weak) + len(strong) >= len(codes) / 2 and not title.physical:
        if title.weak or any(code.startswith("48000") for code in weak):
            return True, f"CPV {weak[0]}"
        return None, f"CPV {weak[0]} alone does not tell"
    if proclass[:2] == "27" and proclass:
        return True, "ProClass 27, information and communication technology"
    if codes and not strong and not weak:
        return False, f"CPV {codes[0]} is not digital"
    if title.physical or (proclass and not title.weak):
        return False, "its words speak of something physical" if title.physical else "ProClass is not digital"
    if title.weak:
        return None, "its words do not tell whether it is digital"
    if len(description) >= 40:
        beginning = description[:_LOOK].lower()
        if not any(word in beginning for word in _SOFT_WORDS):
            return False, "neither title nor description speaks of software"
    if title.said.count(" ") > _FEW_WORDS and not description:
        return False, "nothing in its title speaks of software"
    return None, "too few words to tell"


def classify(
    title: str,
    description: str = "",
    cpv: tuple[str, ...] = (),
    suppliers: tuple[str, ...] = (),
    *,
    proclass: str = "",
    known: Known | None = None,
    also_called: Iterable[str] = (),
) -> Classified:
    """Digital or not, category, reason and products of one contract, in one reading of its words.

    `also_called` are other documents' titles for it, read for the products they name where the title names none.
    """
    known = known or catalogue()
    read = _read(title)
    products = named_in(read.said, suppliers, known)
    for other in () if products else also_called:
        products = products or named_in(plain(other), suppliers, known)
    names = tuple(sorted(product.name for _, product in products))
    key, why = ("", "") if read.about and not products else _from_title(read, products)
    if key:
        return Classified(True, key, why, names)
    is_digital, because = (True, "title names a product") if products else _digital(read, cpv, proclass, description)
    if is_digital and not why:
        key, why = _from_rest(read, description, cpv, suppliers, known)
    if not key:
        why = why or because
        if is_digital:
            why = f"{why}; which category is unsure"
    return Classified(is_digital, key, why, names)


def category(
    title: str, description: str = "", cpv: Iterable[str] = (), suppliers: Iterable[str] = (), *, proclass: str = ""
) -> tuple[str, str]:
    """The category's key and the reason in words; an empty key means unsure, and the reason says why."""
    found = classify(title, description, tuple(cpv), tuple(suppliers), proclass=proclass)
    return found.category, found.why


def is_digital(
    title: str, description: str = "", cpv: Iterable[str] = (), suppliers: Iterable[str] = (), *, proclass: str = ""
) -> bool | None:
    """Whether a contract is for software, computers, networks or their care; None when its words do not tell."""
    return classify(title, description, tuple(cpv), tuple(suppliers), proclass=proclass).is_digital
