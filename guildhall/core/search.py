"""Search from every page: the same answers from SQLite's FTS5 and PostgreSQL's full text, forgiving of spelling.

Words are matched by the database, every term quoted. Ranking takes at most some hundred matches, in the order in which
documents were stored (what matters most first), so that a word in 60,000 contracts costs no more than a rare one.
Spelling help compares with every known name and the words of titles, held once per process.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

import msgspec
import pyarrow as pa
from django.db import connection
from rapidfuzz import fuzz, process, utils

from guildhall.core import bulk
from guildhall.core.models import SearchDocument, SearchNames

KINDS = {"council": 1, "product": 2, "supplier": 3, "contract": 4}
RANGE = 1_000_000_000
"""Documents of kind k have ids from k × RANGE."""
CONSIDERED = 600
TERMS = 8
CLOSE = 74
"""How alike two words must be, of 100, to be taken for a slip of the pen."""
SYNONYMS = {
    "revs": "revenues", "bens": "benefits", "ctax": "tax", "hr": "personnel", "telephones": "telephony",
    "bins": "waste", "rubbish": "waste", "website": "web", "laptops": "devices", "wifi": "wireless",
}  # fmt: skip
"""Words of the trade: who searches for the first also wants the second."""


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    kind: str
    key: str
    title: str
    note: str


@dataclass(frozen=True)
class Answer:
    """What a search found, by kind, and the words that were really searched for when the ones asked gave nothing."""

    asked: str
    used: str
    hits: dict[str, tuple[Hit, ...]] = field(default_factory=dict)
    more: frozenset[str] = frozenset()
    """Kinds of which there is more than is shown."""

    @property
    def is_corrected(self) -> bool:
        """Whether spelling help changed the words."""
        return self.used != self.asked

    @property
    def count(self) -> int:
        """How many things are shown."""
        return sum(len(hits) for hits in self.hits.values())


class Name(msgspec.Struct, frozen=True, array_like=True):
    """A council, product or supplier under each name it is known by."""

    kind: str
    key: str
    title: str
    also: tuple[str, ...] = ()


class Names(msgspec.Struct, frozen=True, array_like=True):
    """Everything spelling help knows: names, and the words of titles."""

    names: tuple[Name, ...] = ()
    words: tuple[str, ...] = ()


def terms(text: str) -> list[str]:
    """The words of a query, plain and few."""
    return re.findall(r"[^\W_]+", text.casefold())[:TERMS]


def find(text: str, *, limit: int = 5, kinds: Sequence[str] = tuple(KINDS)) -> Answer:
    """Councils, products, suppliers and contracts for these words; with the nearest known words if there are none."""
    asked = " ".join(text.split())[:200]
    if not terms(asked):
        return Answer(asked, asked)
    answer = _answer(asked, asked, limit, kinds)
    if answer.count:
        return answer
    nearest = corrected(asked)
    return answer if nearest == asked else _answer(asked, nearest, limit, kinds)


def _answer(asked: str, used: str, limit: int, kinds: Sequence[str]) -> Answer:
    ranked: list[tuple[float, int]] = []
    if set(kinds) - {"contract"}:
        ranked += _matches(used, KINDS["council"] * RANGE, KINDS["contract"] * RANGE)
    if "contract" in kinds:
        ranked += _matches(used, KINDS["contract"] * RANGE, (KINDS["contract"] + 1) * RANGE)
    best: dict[str, list[int]] = {}
    more = set()
    names = {number: kind for kind, number in KINDS.items()}
    ranked.sort(key=lambda match: (match[1] // RANGE, match[0], match[1]))
    for number, group in groupby(ranked, key=lambda match: match[1] // RANGE):
        kind = names[number]
        if kind not in kinds:
            continue
        found = [number for _, number in group]
        best[kind] = found[: max(limit * 3, 30)]
        if len(found) > limit:
            more.add(kind)
    rows = SearchDocument.objects.in_bulk([number for found in best.values() for number in found])
    hits = {
        kind: tuple(
            Hit(kind, row.key, row.title, row.note)
            for row in _nearest_first([rows[number] for number in found if number in rows], used)[:limit]
        )
        for kind, found in best.items()
    }
    return Answer(asked, used, hits, frozenset(more))


def _nearest_first(rows: list[SearchDocument], text: str) -> list[SearchDocument]:
    """Titles that are, begin with, or hold the words stand before those that only mention them."""
    words = terms(text)
    whole = " ".join(words)

    def far(row: SearchDocument) -> int:
        title = " ".join(re.findall(r"[^\W_]+", row.title.casefold()))
        if title == whole:
            return 0
        if title.startswith(whole):
            return 1
        return 2 if all(word in title for word in words) else 3

    return sorted(rows, key=far)


def _matches(text: str, first: int, end: int) -> list[tuple[float, int]]:
    """Rank (smaller is better) and id of matching documents, at most `CONSIDERED`, in stored order."""
    if bulk.is_postgres():
        statement = (
            "SELECT -ts_rank(words, query), id FROM core_searchdocument, to_tsquery('english', %s) query "
            "WHERE words @@ query AND id >= %s AND id < %s LIMIT %s"
        )
        asked = _tsquery(text)
    else:
        statement = (
            "SELECT bm25(core_searchindex, 10.0, 5.0, 1.0), rowid FROM core_searchindex "
            "WHERE core_searchindex MATCH %s AND rowid >= %s AND rowid < %s LIMIT %s"
        )
        asked = _fts5(text)
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked, first, end, CONSIDERED])
        return list(cursor.fetchall())


def numbers(text: str, kind: str) -> list[int]:
    """Every document of a kind that matches, as its place in the order of storing; the nearest words if none does."""
    if not terms(text):
        return []
    found = _numbers(text, kind)
    if not found:
        nearest = corrected(text)
        found = _numbers(nearest, kind) if nearest != text else []
    return found


def _numbers(text: str, kind: str) -> list[int]:
    first = KINDS[kind] * RANGE
    if bulk.is_postgres():
        statement = (
            "SELECT id FROM core_searchdocument WHERE words @@ to_tsquery('english', %s) AND id >= %s AND id < %s"
        )
        asked = _tsquery(text)
    else:
        statement = "SELECT rowid FROM core_searchindex WHERE core_searchindex MATCH %s AND rowid >= %s AND rowid < %s"
        asked = _fts5(text)
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked, first, first + RANGE])
        return [number - first for (number,) in cursor.fetchall()]


def _fts5(text: str) -> str:
    """Every term quoted, the last one a beginning; a word of the trade also stands for its synonym."""
    words = terms(text)
    parts = [f'"{word}"' for word in words[:-1]] + [f'"{words[-1]}"*']
    return " AND ".join(
        f'({part} OR "{SYNONYMS[word]}")' if word in SYNONYMS else part for part, word in zip(parts, words, strict=True)
    )


def _tsquery(text: str) -> str:
    words = terms(text)
    parts = [f"'{word}'" for word in words[:-1]] + [f"'{words[-1]}':*"]
    return " & ".join(
        f"({part} | '{SYNONYMS[word]}')" if word in SYNONYMS else part for part, word in zip(parts, words, strict=True)
    )


def version() -> str:
    """Changes with every load; what is kept in a process is kept under it."""
    return SearchNames.objects.values_list("version", flat=True).first() or ""


@lru_cache(maxsize=1)
def _known(version: str) -> Names:
    """All known names and words, read once per load and process."""
    packed = SearchNames.objects.values_list("packed", flat=True).filter(version=version).first()
    return msgspec.msgpack.decode(bytes(packed), type=Names) if packed else Names()


@lru_cache(maxsize=1)
def _vocabulary(version: str) -> tuple[frozenset[str], tuple[str, ...]]:
    names = _known(version)
    words = set(names.words)
    for name in names.names:
        for spelling in (name.title, *name.also):
            words.update(word for word in terms(spelling) if not word.isdigit())
    return frozenset(words), tuple(sorted(words))


def corrected(text: str) -> str:
    """The words, each one that nobody uses replaced by the nearest one that somebody does."""
    words, ordered = _vocabulary(version())
    out = []
    for word in terms(text):
        if word in words or word.isdigit() or len(word) < 4:
            out.append(word)
            continue
        near = process.extractOne(word, ordered, scorer=fuzz.ratio, score_cutoff=CLOSE)
        out.append(near[0] if near else word)
    return " ".join(out) if out != terms(text) else text


def suggest(text: str, kind: str = "council", *, limit: int = 6) -> list[tuple[Name, str]]:
    """Things of a kind whose name begins with, holds or is like the text; each with the name that matched."""
    asked = " ".join(terms(text))
    if not asked:
        return []
    spelled, owners = _spellings(version(), kind)
    scored: dict[Name, tuple[float, str]] = {}
    for number, spelling in enumerate(spelled):
        if spelling.startswith(asked):
            rank = 0.0
        elif f" {asked}" in spelling:
            rank = 1.0
        else:
            continue
        _keep(scored, owners[number], rank + len(spelling) / 1000, spelling)
    if not scored and len(asked) > 3:
        alike = process.extract(asked, spelled, scorer=fuzz.WRatio, limit=limit * 3, score_cutoff=CLOSE)
        for spelling, score, number in alike:
            _keep(scored, owners[number], 3.0 + (100 - score) / 100, spelling)
    best = sorted(scored.items(), key=lambda entry: (entry[1][0], entry[0].title))
    return [(name, spelling) for name, (_, spelling) in best[:limit]]


def _keep(scored: dict[Name, tuple[float, str]], name: Name, rank: float, spelling: str) -> None:
    if name not in scored or rank < scored[name][0]:
        scored[name] = (rank, spelling)


@lru_cache(maxsize=4)
def _spellings(version: str, kind: str) -> tuple[tuple[str, ...], tuple[Name, ...]]:
    pairs = [
        (utils.default_process(spelling), name)
        for name in _known(version).names
        if name.kind == kind
        for spelling in dict.fromkeys((name.title, *name.also))
    ]
    return tuple(spelling for spelling, _ in pairs), tuple(name for _, name in pairs)


def store(documents: pa.Table) -> None:
    """Add documents (`id, key, title, note, names, body`) to the table and to the full-text index."""
    for batch in bulk.in_batches(documents):
        if bulk.is_postgres():
            _store_postgres(batch)
        else:
            bulk.write(SearchDocument, batch.select(["id", "key", "title", "note"]))
            rows = zip(*(batch[name].to_pylist() for name in ("id", "title", "names", "body")), strict=True)
            connection.connection.executemany(
                "INSERT INTO core_searchindex (rowid, title, names, body) VALUES (?, ?, ?, ?)", rows
            )


def _store_postgres(batch: pa.Table) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS search_arriving "
            "(id bigint, key text, title text, note text, names text, body text)"
        )
        cursor.execute("DELETE FROM search_arriving")
        bulk.copy_into("search_arriving", batch)
        cursor.execute(
            "INSERT INTO core_searchdocument (id, key, title, note, words) SELECT id, key, title, note, "
            "setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', names), 'B') || "
            "to_tsvector('english', body) FROM search_arriving"
        )


def forget() -> None:
    """Empty the table and the index, before a load stores everything anew."""
    bulk.clear([SearchDocument, SearchNames])
    if not bulk.is_postgres():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO core_searchindex (core_searchindex) VALUES ('delete-all')")


def store_names(names: Names, *, version: str) -> None:
    """Keep what spelling help knows, for every process to read once."""
    SearchNames.objects.create(id=1, version=version, packed=msgspec.msgpack.encode(names))
