"""What the frame of every page knows: the rooms, the sample mark, the links at the foot."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import HttpRequest

from guildhall.core import clock
from guildhall.rooms.contracts.models import Register
from guildhall.ui.parts import Link, Room

ROOMS = (
    Room("briefing", "Briefing", "/"),
    Room("contracts", "Contracts", "/radar/"),
    Room("councils", "Councils", "/councils/"),
    Room("suppliers", "Suppliers", "/suppliers/"),
    Room("products", "Products", "/products/"),
    Room("markets", "Markets", "/markets/"),
    Room("data", "About the data", "/data/"),
)
FOOT = (
    Link("Where the facts come from", "/data/"),
    Link("Accessibility", "/accessibility/"),
    Link("Style guide", "/style-guide/"),
)


@dataclass
class Bare:
    """The frame without a database, for the page that says something went wrong."""

    home: str = "/"
    search: str = "/search/"
    rooms: tuple[Room, ...] = ROOMS
    foot: tuple[Link, ...] = FOOT
    is_sample: bool = False


@dataclass
class Site:
    """Read by the base template; the register is asked for once a page, and only if the page is drawn."""

    home: str = "/"
    search: str = "/search/"
    rooms: tuple[Room, ...] = ROOMS
    foot: tuple[Link, ...] = FOOT

    @property
    def on(self) -> date:
        """The day a page is worked out for; said on paper."""
        return clock.today()

    @cached_property
    def is_sample(self) -> bool:
        """Whether the register shown is the invented sample."""
        return bool(Register.objects.filter(pk=1).values_list("is_sample", flat=True).first())


def site(_request: HttpRequest) -> dict[str, Site]:
    """Template context processor."""
    return {"site": Site()}
