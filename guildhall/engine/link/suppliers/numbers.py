"""Company numbers as published, repaired of slips of the hand: a zero dropped, two digits exchanged, a prefix forgotten.

A number is put right only where another number under the same name shows what it should be: the same but for zeros,
two digits exchanged, or differing in the letters of a society alone; one or two other strokes apart only if the number
is much the rarer. Councils' ledgers drop zeros from within (05302612 became 00532612), which no check of one number
alone can see.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

from guildhall.engine.link.suppliers.spellings import Parts, parts

Counts = Mapping[tuple[str, str], int]
"""How often a name (its key) stood beside a number."""


RARER, OFTEN = 3, 3
"""A number that differs by a stroke is a slip if the other stands there three times as often, and three times at least."""


def repairs(seen: Counts, *, lenient: bool = False) -> tuple[dict[str, str], list[tuple[str, tuple[str, ...]]]]:
    """Number to the number it is a slip of, and the names that still stand beside several numbers.

    A number that mostly stands beside other names is somebody's own, no slip. `lenient` takes any two strokes for a slip, which is right for checking names by numbers and too bold for a register.
    """
    total: Counter[str] = Counter()
    numbers: dict[str, set[str]] = defaultdict(set)
    for (name, number), count in seen.items():
        total[number] += count
        numbers[name].add(number)
    slip: dict[str, str] = {}
    shown: Counter[str] = Counter()
    for name in sorted(numbers):
        for wrong, right in _slips({n: seen[name, n] for n in numbers[name]}, total, lenient=lenient):
            slip.setdefault(wrong, right)
            shown[wrong] += seen[name, wrong]
    slip = {wrong: right for wrong, right in slip.items() if 2 * shown[wrong] >= total[wrong]}
    final = {number: _last(slip, number) for number in slip}
    open_ = [
        (name, left) for name in sorted(numbers)
        if len(left := tuple(sorted({final.get(number, number) for number in numbers[name]}))) > 1
    ]  # fmt: skip
    return final, open_


def _slips(numbers: Mapping[str, int], total: Counter[str], *, lenient: bool) -> Iterable[tuple[str, str]]:
    ranked = sorted(numbers, key=lambda number: (-numbers[number], -total[number], -len(number.strip("0")), number))
    for place, right in enumerate(ranked):
        for wrong in ranked[place + 1 :]:
            often = total[right] >= max(OFTEN, RARER * total[wrong])
            if is_slip(wrong, right) or ((lenient or often) and OSA.distance(wrong, right, score_cutoff=2) <= 2):
                yield wrong, right


def is_slip(one: str, other: str) -> bool:
    """Whether two numbers under one name differ as a slip of the hand differs, and as two companies hardly would."""
    return (
        one.replace("0", "") == other.replace("0", "")
        or (sorted(one) == sorted(other) and OSA.distance(one, other, score_cutoff=1) == 1)
        or (not (one + other).isdigit() and _digits(one) == _digits(other) and one[:2] != other[:2])
    )


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit()).lstrip("0")


def lent(seen: Counts) -> dict[tuple[str, str], str]:
    """Names as published beside a number that is not theirs but a reseller's, through whom they sold: the reseller.

    "Ameo via Bloom Procurement" with Bloom's number says nothing of who Ameo is.
    """
    beside: dict[str, list[Parts]] = defaultdict(list)
    through: list[tuple[str, str, Parts]] = []
    for name, number in sorted(seen):
        taken = parts(name)
        beside[number].append(taken)
        if taken.through:
            through.append((name, number, taken))
    found: dict[tuple[str, str], str] = {}
    for name, number, taken in through:
        others = [other for other in beside[number] if other.core != taken.core]
        own = any(_alike(other.core, taken.core) for other in others if not other.through)
        lends = any(_alike(other.core, taken.through) or _alike(other.through, taken.through) for other in others)
        if lends and not own:
            found[name, number] = taken.through
    return found


def in_words(published: str, number: str, lender: str) -> str:
    """Why a mention counts under another number than it gave, or under none; empty where it counts as given."""
    if lender:
        return f"It gives the company number {published} of {lender}, through whom it sold: linked by its name alone."
    if published != number:
        return f"It gives the company number {published}, a slip of the hand for {number}."
    return ""


def _alike(one: str, other: str) -> bool:
    return bool(one and other) and one.partition(" ")[0] == other.partition(" ")[0]


def _last(slip: Mapping[str, str], number: str) -> str:
    seen = {number}
    while (after := slip.get(number)) and after not in seen:
        seen.add(after)
        number = after
    return number
