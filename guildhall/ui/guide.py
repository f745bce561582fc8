"""The live style guide: every example is the source of a call, shown and drawn from the same few lines.

Examples lie in `templates/ui/style_guide/*.jinja`. A line `{# == name: what it shows #}` begins one; what follows, up to
the next, is both printed and rendered, so that a call on this page cannot be wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.template import engines
from markupsafe import Markup

from guildhall.ui import guide_examples

SECTIONS = {
    "page.jinja": "Pages and sections",
    "marks.jinja": "Marks and words",
    "lists.jinja": "Lists and figures",
    "tables.jinja": "Tables",
    "forms.jinja": "Questions",
    "time.jinja": "Time and coverage",
    "timeline.jinja": "The timeline of a contract",
    "charts.jinja": "Charts and the map",
    "markets.jinja": "Markets and money",
    "briefing.jinja": "The briefing",
    "frame.jinja": "The frame of every page",
}
BEGINS = re.compile(r"^\{# == (?P<name>[\w ]+): (?P<note>.+?) #\}\n", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """One call of a component, and what it draws."""

    component: str
    note: str
    source: str
    drawn: Markup


@dataclass(frozen=True)
class Section:
    """Components that belong together."""

    key: str
    title: str
    examples: tuple[Example, ...]


@cache
def sections() -> tuple[Section, ...]:
    """The whole guide; drawn once, because nothing on it changes."""
    return tuple(
        Section(file.removesuffix(".jinja"), title, tuple(_examples(f"ui/style_guide/{file}")))
        for file, title in SECTIONS.items()
    )


def _examples(name: str) -> Iterator[Example]:
    environment = engines["jinja2"].env
    source, _, _ = environment.loader.get_source(environment, name)
    pieces = BEGINS.split(source)[1:]
    for component, note, body in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        drawn = environment.from_string(body).render(vars(guide_examples))
        yield Example(component, note, body.strip(), Markup(drawn))  # noqa: S704 -- rendered by our own escaping templates
