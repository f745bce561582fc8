"""Finding a place for each label of a picture, so that none stands on another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from guildhall.ui.figures import text

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Spot:
    """One place a label might stand: its x, how it hangs on it, and the base line of its first line."""

    x: float
    anchor: Anchor
    y: float


@dataclass(frozen=True)
class Label:
    """Words where they are drawn; `over` when a line of the picture runs behind them."""

    x: float
    y: float
    anchor: Anchor
    words: str
    kind: str
    over: bool = False


@dataclass
class Board:
    """The room there is and what already stands in it. Lines may be crossed, but only when nothing else is free."""

    left: float
    right: float
    size: float = 14
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    lines: list[float] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def box(self, spot: Spot, words: Sequence[str], bold: bool, size: float = 0) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of some lines of words at a spot."""
        wide = max(text.width(line, size or self.size, bold) for line in words)
        left = {"start": spot.x, "middle": spot.x - wide / 2, "end": spot.x - wide}[spot.anchor]
        return left, spot.y - self.size, left + wide, spot.y + 4 + (len(words) - 1) * 18

    def place(
        self, words: Sequence[str], kinds: Sequence[str], spots: Sequence[Spot], *, bold: bool = False, size: float = 0
    ) -> bool:
        """Write the lines at the first spot that is free, else at the first that only crosses a line; else nowhere."""
        crossing: Spot | None = None
        for spot in spots:
            box = self.box(spot, words, bold, size)
            if box[0] < self.left - 1 or box[2] > self.right + 1 or any(_meet(box, other) for other in self.boxes):
                continue
            if not any(box[0] - 3 < x < box[2] + 3 for x in self.lines):
                return self._write(words, kinds, spot, box, over=False)
            crossing = crossing or spot
        if crossing is None:
            return False
        return self._write(words, kinds, crossing, self.box(crossing, words, bold, size), over=True)

    def _write(
        self,
        words: Sequence[str],
        kinds: Sequence[str],
        spot: Spot,
        box: tuple[float, float, float, float],
        *,
        over: bool,
    ) -> bool:
        self.boxes.append(box)
        for number, (line, kind) in enumerate(zip(words, kinds, strict=True)):
            self.labels.append(Label(round(spot.x, 1), spot.y + 18 * number, spot.anchor, line, kind, over))
        return True


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    gap = 6
    return one[0] < other[2] + gap and other[0] < one[2] + gap and one[1] < other[3] and other[1] < one[3]


def spread(wanted: Sequence[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """Places down a page for labels that want to stand at `(y, height)`, in order, without overlap, moved little.

    Pushed down first, then up from the bottom if the last would fall off.
    """
    ys: list[float] = []
    floor = top
    for y, height in wanted:
        ys.append(max(y, floor + height / 2))
        floor = ys[-1] + height / 2
    ceiling = max(bottom, floor if sum(height for _, height in wanted) > bottom - top else bottom)
    for number in range(len(ys) - 1, -1, -1):
        half = wanted[number][1] / 2
        ys[number] = min(ys[number], ceiling - half)
        ceiling = ys[number] - half
    return ys
