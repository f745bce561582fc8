"""A briefing as one self-contained page of HTML that prints on one A4 sheet. Nothing in it is fetched."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import jinja2

from guildhall.engine.brief import bars, show, text
from guildhall.engine.brief.page import Briefing, Item

STEPS = ((46, "airy"), (56, "close"), (68, "tight"), (10_000, "tightest"))
"""How closely a page is set, by the lines of text it will hold."""
STATES = {
    "late": "Late", "maybe_late": "May be late", "this_quarter": "This quarter", "later": "Later",
    "cannot_tell": "Cannot tell", "ended": "Ended",
}  # fmt: skip


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters["day"] = text.day
    made.filters["source"] = show.source
    return made.get_template("page.html.jinja")


def density(items: tuple[Item, ...]) -> str:
    """Counted on the safe side: lines of the middle column at about 84 letters."""
    held = 10
    for item in items:
        held += 2 + -(-len(item.headline) // 70) + -(-len(" ".join(item.why)) // 84) + len(item.unknown)
    return next(name for most, name in STEPS if held <= most)


def as_html(briefing: Briefing) -> str:
    """The whole page."""
    groups = []
    for key, (title, note) in show.GROUPS.items():
        items = [item for item in briefing.items if item.group == key]
        if items:
            axis = bars.axis([item.bar for item in items], briefing.on)
            drawn = [(item, bars.draw(item.bar, axis), show.when(item)) for item in items]
            vesting = briefing.vesting_on
            groups.append({
                "title": title, "note": note, "items": drawn, "today": axis.x(briefing.on), "ticks": bars.years(axis),
                "vesting": axis.x(vesting) if vesting and axis.first_on < vesting < axis.last_on else None,
            })  # fmt: skip
    return _template().render(
        briefing=briefing, groups=groups, density=density(briefing.items), weekday=show.weekday(briefing.on),
        foot=show.foot(briefing), states=STATES, width=bars.WIDTH, covered=show.covered(briefing),
    )  # fmt: skip
