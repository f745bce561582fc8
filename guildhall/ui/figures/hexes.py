"""The map of councils: one hexagon each, all the same size, near where the council lies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ACROSS = 21.0
"""From one hexagon's middle to the next in its row, in units of the picture."""
SIDE = ACROSS / 3**0.5
MARGIN = 2.0
FEW = 24
"""Up to so many councils their names are written on the map."""


@dataclass(frozen=True)
class Place:
    """A council on the map: column and row (odd rows stand half a step to the right), its words and its step."""

    q: int
    r: int
    name: str
    url: str
    step: str
    """`1` to `5` from few to many, or `none` where not enough is known."""
    words: str
    short: str = ""
    """Written into the hexagon where a map has few councils."""


@dataclass(frozen=True)
class Hexagon:
    """One hexagon, its middle already worked out."""

    x: float
    y: float
    place: Place


@dataclass(frozen=True)
class Region:
    """A word on the map at a column and row."""

    x: float
    y: float
    words: str
    anchor: str


@dataclass(frozen=True)
class HexMap:
    """The whole map."""

    width: float
    height: float
    hexagons: tuple[Hexagon, ...]
    outline: str
    """Path of one hexagon around 0, 0, shared by all."""
    regions: tuple[Region, ...] = ()
    zoom: int = 1
    """Pixels to a unit: a map of few councils is drawn large enough to be named."""


def draw(places: Iterable[Place], regions: Sequence[str] = ()) -> HexMap:
    """Pointy-topped hexagons with north up; layout files count rows from the south. `regions` are named on the map."""
    found = list(places)
    if not found:
        return HexMap(0, 0, (), outline())
    left = min(place.q + 0.5 * (place.r % 2) for place in found)
    top = max(place.r for place in found)
    hexagons = tuple(
        Hexagon(
            round(MARGIN + ACROSS / 2 + (place.q + 0.5 * (place.r % 2) - left) * ACROSS, 1),
            round(MARGIN + SIDE + (top - place.r) * SIDE * 1.5, 1),
            place,
        )
        for place in sorted(found, key=lambda place: (-place.r, place.q))
    )
    width = max(hexagon.x for hexagon in hexagons) + ACROSS / 2 + MARGIN
    height = max(hexagon.y for hexagon in hexagons) + SIDE + MARGIN
    named = tuple(label for name in regions if (label := _region(name, hexagons)))
    return HexMap(round(width, 1), round(height, 1), hexagons, outline(), named, 4 if len(found) <= FEW else 1)


def _region(name: str, hexagons: Sequence[Hexagon]) -> Region | None:
    """A region's name above its northernmost row; beside it where that row is the top of the map."""
    own = [hexagon for hexagon in hexagons if hexagon.place.words == name]
    if not own:
        return None
    top = min(hexagon.y for hexagon in own)
    row = [hexagon.x for hexagon in own if hexagon.y == top]
    if top <= MARGIN + SIDE + 1:
        upper = max(hexagon.x for hexagon in own if hexagon.y <= top + SIDE * 4.6)
        return Region(upper + ACROSS * 1.6, top + SIDE * 3.2, name, "start")
    return Region(sum(row) / len(row), top - SIDE - 8, name, "middle")


def outline() -> str:
    """The path of a hexagon, a little smaller than its place, so that paper shows between two."""
    half, side = ACROSS / 2 - 0.6, SIDE - 0.7
    return f"M0 {-side:.2f}L{half:.2f} {-side / 2:.2f}V{side / 2:.2f}L0 {side:.2f}L{-half:.2f} {side / 2:.2f}V{-side / 2:.2f}z"
