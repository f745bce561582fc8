"""Which council, if any, a buyer's name means.

What counts: the council's own purchases. So a trading arm (`Kent County Council (t/a LASER)`) is no council, for it
buys for others; `A on behalf of B` is B; joint buyers are several councils, the first being the lead; a department is
its council; a council that has been abolished stays itself (who followed it is another question, see `reorganisation`).
Police, fire, health, schools, parishes and companies that councils own are nobody here. Combined authorities are in
the register of councils and are found under their own codes.
"""

from __future__ import annotations

import argparse
import csv
import sys
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from guildhall.engine.link import council_words
from guildhall.engine.link.council_index import Index, Phrase, Words
from guildhall.engine.sources import tabular
from guildhall.engine.sources.council_names import read
from guildhall.engine.sources.tabular import plain

LAE = "GB-LAE:"
"""The identifier scheme whose numbers are the codes of councils."""


class CouncilMatch(NamedTuple):
    """Codes of the councils meant, the lead first, none if it is no council; and why, in words."""

    codes: tuple[str, ...]
    why: str


class Finder:
    """Finds councils in names, one index for many names."""

    def __init__(self, book: read.Book) -> None:
        self.index = Index(book)
        self.find = lru_cache(maxsize=65536)(self._find)

    def _find(self, name: str, ids: tuple[str, ...] = ()) -> CouncilMatch:
        """Which councils a buyer's name, with the buyer's identifiers, means."""
        name = name.strip()
        at = council_words.trading_at(name)
        if at >= 0:
            return self._trading(name, at, ids)
        acting = council_words.behalf(name)
        if acting:
            return self._behalf(*acting, ids)
        words = tuple(council_words.words(council_words.without_past(name)))
        found = self._whole(words, ids)
        if not found and not set(words) & council_words.OTHERS:
            found = self._whole(tuple(council_words.words(council_words.without_asides(name))), ids)
        if found:
            return CouncilMatch(found.codes, self._why(found))
        if any(a in council_words.LOCAL and b == "council" for a, b in pairwise(words)):
            return CouncilMatch((), "a town, parish or community council")
        found = self._with_rest(words, ids) or self._among_parts(words, ids)
        if found:
            return CouncilMatch(found.codes, self._why(found))
        if set(words) & council_words.OTHERS:
            return CouncilMatch((), "another kind of body")
        named = [one[len(LAE) :] for one in ids if one.startswith(LAE) and one[len(LAE) :] in self.index.councils]
        if len(set(named)) == 1 and "council" in words:
            return CouncilMatch((named[0],), "the identifier the buyer gives")
        return CouncilMatch((), "no council's name")

    def _why(self, found: Phrase) -> str:
        names = " and ".join(self.index.councils[code].name for code in found.codes)
        return f"{names}: {found.how}"

    def _trading(self, name: str, at: int, ids: tuple[str, ...]) -> CouncilMatch:
        council = self.find(name[:at].strip(" (,-"), ids)
        as_whom = name[at:].split(" ", 2 if name[at:].casefold().startswith("trading") else 1)[-1].strip(" )(:")
        same = self.find(as_whom, ids)
        if council.codes and same.codes == council.codes:
            return CouncilMatch(council.codes, f"{council.why}, trading under its own name")
        return CouncilMatch((), "a trading arm, which buys for others" if council.codes else "no council's name")

    def _behalf(self, actor: str, principal: str, ids: tuple[str, ...]) -> CouncilMatch:
        acting, meant = self.find(actor, ids), self.find(principal, ids)
        if acting.codes and council_words.ALSO.search(principal):
            others = tuple(code for code in meant.codes if code not in acting.codes)
            return CouncilMatch(acting.codes + others, f"{acting.why}, for itself and others")
        if meant.codes:
            return CouncilMatch(meant.codes, f"{meant.why}, for whom another buys")
        return CouncilMatch((), "buys on behalf of somebody who is no council")

    def _whole(self, words: Words, ids: tuple[str, ...]) -> Phrase | None:
        """The words as one council's name, or as several joined by `and`, with nothing left over."""
        if council_words.BREAK in words or not words:
            return None
        one = self.index.phrase(words, ids)
        if one:
            return one
        joints = [at for at, word in enumerate(words) if word in council_words.JOINTS]
        if not joints:
            return None
        plural = bool(council_words.PLURAL & set(words))
        parts = self._joined(words, (*joints, len(words)), 0, ids)
        if parts is None or (not plural and not any(part.strong for part in parts) and len(parts) < len(joints) + 1):
            return None
        codes = tuple(dict.fromkeys(code for part in parts for code in part.codes))
        return Phrase(
            codes, any(part.strong for part in parts) or plural, "named together" if len(codes) > 1 else parts[0].how
        )

    def _joined(self, words: Words, ends: tuple[int, ...], start: int, ids: tuple[str, ...]) -> list[Phrase] | None:
        for end in sorted((end for end in ends if end > start), reverse=True):
            part = self.index.phrase(words[start:end], ids)
            if part is None:
                continue
            if end == len(words):
                return [part]
            after = end + 1
            while after < len(words) and words[after] in council_words.JOINTS | {"the"}:
                after += 1
            rest = self._joined(words, ends, after, ids)
            if rest is not None:
                return [part, *rest]
        return None

    def _with_rest(self, words: Words, ids: tuple[str, ...]) -> Phrase | None:
        """A council's full name with a department, an abbreviation or the like behind it."""
        for end in range(len(words) - 1, 0, -1):
            rest = words[end:]
            if rest[0] in council_words.LINKS or council_words.OTHERS & set(rest):
                continue
            found = self._whole(words[:end], ids)
            if found and found.strong:
                return found
        return None

    def _among_parts(self, words: Words, ids: tuple[str, ...]) -> Phrase | None:
        """A council's full name behind that of its department."""
        if council_words.OTHERS & set(words):
            return None
        for start in range(1, len(words)):
            before = words[start - 1]
            if (
                before not in {council_words.BREAK, council_words.COMMA}
                and not set(words[:start]) <= council_words.DEPARTMENTS
            ):
                continue
            found = self._whole(words[start:], ids) or self._with_rest(words[start:], ids)
            if found and found.strong:
                return found
        return None


@lru_cache(maxsize=8)
def finder(*extras: Path) -> Finder:
    """A finder over the real councils and those of the extra files."""
    return Finder(read.library(*extras))


def find(name: str, ids: tuple[str, ...] = (), extras: tuple[Path, ...] = ()) -> CouncilMatch:
    """Which councils a buyer's name means. `extras` are files of further councils, such as the sample's."""
    return finder(*extras).find(name, ids)


def run(args: argparse.Namespace) -> int:
    """`guildhall link councils --in NAMES.csv --out OUT.csv`: the same rows with `council_codes` and `why`."""
    try:
        with args.input.open("rb", buffering=1 << 18) as raw:
            text = plain.decoded(raw, plain.encoding(raw.peek(1 << 18)))
            reader = csv.DictReader(plain.lines(text), restval="")
            columns = list(reader.fieldnames or ())
            table = [{column: row[column] for column in columns} for row in reader]
    except (OSError, csv.Error, tabular.Refused) as error:
        print(f"guildhall: {args.input}: {getattr(error, 'strerror', None) or error}", file=sys.stderr)
        return 1
    if "name" not in columns:
        print(f"guildhall: {args.input}: there is no column called name", file=sys.stderr)
        return 1
    linked = 0
    for row in table:
        match = find(row["name"])
        row["council_codes"], row["why"] = "|".join(match.codes), match.why
        linked += bool(match.codes)
    try:
        args.output.parent.mkdir(parents=True, exist_ok=True)
        with args.output.open("w", encoding="utf-8", errors="replace", newline="") as out:
            named = [*(c for c in dict.fromkeys(columns) if c not in {"council_codes", "why"}), "council_codes", "why"]
            writer = csv.DictWriter(out, named)
            writer.writeheader()
            writer.writerows(table)
    except OSError as error:
        print(f"guildhall: {args.output} cannot be written: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{len(table)} names, {linked} of them councils")
    return 0
