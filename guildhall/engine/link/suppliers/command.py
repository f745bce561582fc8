"""`guildhall link suppliers`: who is who in anybody's list of suppliers' names."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

import msgspec

from guildhall.engine.clean import names
from guildhall.engine.link.suppliers import judgements, linkage, lists, numbers
from guildhall.engine.link.suppliers.lists import ListError, Mention
from guildhall.engine.link.suppliers.mentions import gathered
from guildhall.engine.records import Issue


def cluster(mentions: list[Mention], judged: list[judgements.Judgement]) -> list[tuple[str, str]]:
    """For each mention its cluster, named after a number or a spelling in it, and why."""
    seen = Counter((names.normalise(each.name).key, each.number) for each in mentions if each.number)
    repaired, _ = numbers.repairs(seen)
    lent = numbers.lent(Counter((each.name, each.number) for each in mentions if each.number))
    fixed = [_with_number(each, repaired.get(each.number, each.number), lent) for each in mentions]
    spellings, row_of = gathered(fixed)
    linked = linkage.link(spellings, judgements.bonds(judged, spellings))
    best: dict[int, tuple[str, str]] = {}
    for row, each in enumerate(spellings):
        top = linked.cluster[row]
        place = (each.number or "~", each.name)  # numbers come before names
        best[top] = min(best.get(top, place), place)
    called = Counter(number if number != "~" else name for number, name in best.values())
    shown: dict[int, str] = {}
    for top, (number, name) in sorted(best.items()):
        title = number if number != "~" else name
        shown[top] = title if called[title] == 1 else f"{title} #{top}"
    nobody = Counter[str]()
    out = []
    for mention, was, row in zip(fixed, mentions, row_of, strict=True):
        title, why = shown[linked.cluster[row]], linked.why[row]
        why = numbers.in_words(was.number, mention.number, lent.get((was.name, was.number), "")) or why
        if not mention.number and not mention.ids and names.is_placeholder(mention.name):
            nobody[title] += 1
            title = f"{title} #{nobody[title]}" if title else f"#{nobody[title]}"
        out.append((title, why))
    return out


def _with_number(mention: Mention, number: str, lent: dict[tuple[str, str], str]) -> Mention:
    if (mention.name, mention.number) in lent:
        number = ""
    return mention if number == mention.number else msgspec.structs.replace(mention, number=number)


def run(args: argparse.Namespace) -> int:
    """The command. 0 done, 1 with a reason."""
    issues: list[Issue] = []
    try:
        rows = list(lists.read(args.input))
        mentions = [lists.mention(row, ignore_numbers=args.ignore_numbers) for row in rows]
        judged = list(judgements.read(args.judgements, issues.append)) if args.judgements else []
        found = cluster(mentions, judged)
        lists.write(args.output, rows, found)
    except (ListError, OSError) as error:
        print(f"guildhall link: {error}", file=sys.stderr)
        return 1
    for issue in issues:
        print(f"{issue.file} row {issue.row}: {issue.reason}", file=sys.stderr)
    print(f"{len(mentions):,} mentions, {len({one for one, _ in found}):,} suppliers: {args.output}", file=sys.stderr)
    return 0
