"""Who left whom: names left on one side, names gone to on the other, a ribbon as wide as the number of councils."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from guildhall.ui import words
from guildhall.ui.figures import text

WIDE, NARROW = 900.0, 328.0
LABELS = 260.0
"""Room for names beside the picture, where there is room at all."""
NODE = 8.0
SHOWN = 7
"""Names told apart on each side; the rest are counted as one."""
UNKNOWN, OTHERS = "Not known", "Others"
UNIT, LEAST, GAP = 16.0, 7.0, 16.0
HEAD = 26.0
"""Room above for what the two sides are."""


@dataclass(frozen=True)
class Node:
    """One name on one side."""

    name: str
    count: int
    is_left: bool
    x: float
    y: float
    height: float
    label_x: float
    label_y: float
    anchor: str
    label: str

    @property
    def is_known(self) -> bool:
        """Whether it is a name at all."""
        return self.name != UNKNOWN


@dataclass(frozen=True)
class Ribbon:
    """Councils that went from one name to another."""

    path: str
    words: str


@dataclass(frozen=True)
class Flow:
    """The picture, ready to draw, with the words that say the same."""

    width: float
    height: float
    heads: tuple[tuple[float, str], tuple[float, str]]
    """Where the words over the two sides stand, and how they are anchored."""
    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    words: str


def draw(moves: Iterable[tuple[str, str]], *, narrow: bool = False) -> Flow:
    """The picture of these moves, each from a name to a name; an empty name is not known."""
    listed = [(before or UNKNOWN, after or UNKNOWN) for before, after in moves]
    left, right = (_kept(Counter(move[side] for move in listed)) for side in (0, 1))
    folded = Counter(
        (before if before in left else OTHERS, after if after in right else OTHERS) for before, after in listed
    )
    lefts, rights = _ordered(folded, 0), _ordered(folded, 1)
    width = NARROW if narrow else WIDE
    most = max([*lefts.values(), *rights.values()], default=1)
    unit = min(UNIT, 96 / most)
    gap = GAP + 12 if narrow else GAP
    nodes = [*_stacked(lefts, is_left=True, unit=unit, gap=gap, narrow=narrow),
             *_stacked(rights, is_left=False, unit=unit, gap=gap, narrow=narrow)]  # fmt: skip
    height = max((node.y + node.height for node in nodes), default=0) + 12
    heads = ((0.0, "start"), (width, "end")) if narrow else ((LABELS - 10, "end"), (width - LABELS + 10, "start"))
    return Flow(width, round(height, 1), heads, tuple(nodes), tuple(_ribbons(folded, nodes, unit)), _words(folded))


def _kept(counted: Counter[str]) -> set[str]:
    ranked = sorted(counted, key=lambda name: (-counted[name], name))
    return set(ranked if len(ranked) <= SHOWN + 1 else ranked[:SHOWN])


def _ordered(folded: Counter[tuple[str, str]], side: int) -> dict[str, int]:
    """Names with most moves first, what is no name last."""
    counted: Counter[str] = Counter()
    for pair, count in folded.items():
        counted[pair[side]] += count
    return dict(sorted(counted.items(), key=lambda one: (one[0] in (OTHERS, UNKNOWN), -one[1], one[0])))


def _stacked(names: dict[str, int], *, is_left: bool, unit: float, gap: float, narrow: bool) -> Iterable[Node]:
    width = NARROW if narrow else WIDE
    x = (0.0 if narrow else LABELS) if is_left else width - (0.0 if narrow else LABELS) - NODE
    y = HEAD + (20.0 if narrow else 2.0)
    for name, count in names.items():
        height = max(count * unit, LEAST)
        step = height if narrow else max(height, 18.0)
        top = y + (step - height) / 2
        if narrow:
            label_x, label_y, anchor, room = (
                (0.0, y - 5, "start", width / 2 - 8) if is_left else (width, y - 5, "end", width / 2 - 8)
            )
        else:
            label_x, anchor = (x - 10, "end") if is_left else (x + NODE + 10, "start")
            label_y, room = y + step / 2 + 4.5, LABELS - 12
        yield Node(name, count, is_left, x, round(top, 1), round(height, 1), label_x, round(label_y, 1), anchor,
                   _label(name, count, room))  # fmt: skip
        y += step + gap


def _label(name: str, count: int, room: float) -> str:
    """The name, cut where it would run into the picture, and how many."""
    tail = f" {count}"
    if text.width(name + tail) <= room:
        return name + tail
    cut = name
    while cut and text.width(f"{cut}…{tail}") > room:
        cut = cut[:-1]
    return f"{cut.rstrip(' ,.')}…{tail}"


def _ribbons(folded: Counter[tuple[str, str]], nodes: list[Node], unit: float) -> Iterable[Ribbon]:
    lefts = {node.name: node for node in nodes if node.is_left}
    rights = {node.name: node for node in nodes if not node.is_left}
    used: Counter[tuple[str, bool]] = Counter()
    order = {name: number for number, name in enumerate([*lefts, *rights])}
    for (before, after), count in sorted(folded.items(), key=lambda one: (order[one[0][0]], order[one[0][1]])):
        source, goal = lefts[before], rights[after]
        wide = max(count * unit, 2.0)
        a = source.y + _place(source, used[before, True])
        b = goal.y + _place(goal, used[after, False])
        used[before, True] += count
        used[after, False] += count
        x0, x1 = source.x + NODE, goal.x
        bend = (x1 - x0) / 2
        path = (
            f"M{x0:.1f} {a:.1f}C{x0 + bend:.1f} {a:.1f} {x1 - bend:.1f} {b:.1f} {x1:.1f} {b:.1f}"
            f"v{wide:.1f}C{x1 - bend:.1f} {b + wide:.1f} {x0 + bend:.1f} {a + wide:.1f} {x0:.1f} {a + wide:.1f}z"
        )
        yield Ribbon(path, f"{before} to {after}: {words.count(count, 'council')}")


def _place(node: Node, used: int) -> float:
    return node.height * used / node.count


def _words(folded: Counter[tuple[str, str]]) -> str:
    ranked = sorted(folded.items(), key=lambda one: (-one[1], one[0]))
    said = "; ".join(f"from {before} to {after}, {words.count(count, 'council')}" for (before, after), count in ranked)
    return f"{words.sentence(said)}." if said else "Nobody is known to have left."
