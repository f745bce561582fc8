"""On paper: one A4 page, whatever the ten items say."""

import io
from typing import Any

import msgspec
import pypdf
import pytest

from guildhall.briefing.context import Bare
from guildhall.engine.brief import page
from guildhall.ui import guide_examples
from guildhall.ui.figures import brief

BRIEFING = guide_examples.BRIEFING
TEN = msgspec.structs.replace(BRIEFING, items=(BRIEFING.items[1], *BRIEFING.items))


def longer(briefing: page.Briefing, times: int, unknown: int = 1) -> page.Briefing:
    items = tuple(
        msgspec.structs.replace(item, why=item.why * times, unknown=item.unknown * unknown) for item in briefing.items
    )
    return msgspec.structs.replace(briefing, items=items)


def many_sources(briefing: page.Briefing) -> page.Briefing:
    sources = tuple(
        page.SourceLine("Contract details notice", "https://notices.example/1", briefing.on) for _ in range(3)
    )
    return msgspec.structs.replace(
        briefing, items=tuple(msgspec.structs.replace(item, sources=sources) for item in briefing.items)
    )


def paper(environment: Any, shown: Any, briefing: page.Briefing) -> list[str]:
    """The text of each printed page."""
    groups = list(brief.groups(briefing))
    html = environment.get_template("briefing/briefing.html.jinja").render(
        site=Bare(is_sample=True), briefing=briefing, groups=groups, legend=brief.legend(groups), links=guide_examples.LINKS,
        density=brief.density(briefing), worked_out="23 November 2026 at 06:10", address="https://guildhall.example/councils/northmoor/briefing/",
    )  # fmt: skip
    pdf = pypdf.PdfReader(io.BytesIO(shown(html).pdf(format="A4", prefer_css_page_size=True)))
    return [each.extract_text() for each in pdf.pages]


@pytest.mark.parametrize("briefing", [
    pytest.param(BRIEFING, id="nine"),
    pytest.param(TEN, id="ten"),
    pytest.param(msgspec.structs.replace(TEN, council="Armagh City, Banbridge and Craigavon Borough Council"), id="ten-long-name"),
    pytest.param(longer(TEN, 2), id="ten-twice-as-long"),
    pytest.param(many_sources(longer(TEN, 5, 2)), id="ten-far-too-long"),
    pytest.param(msgspec.structs.replace(BRIEFING, items=BRIEFING.items[:1]), id="one"),
    pytest.param(msgspec.structs.replace(BRIEFING, items=()), id="none"),
])  # fmt: skip
def test_a_briefing_fits_one_page(environment: Any, shown: Any, briefing: page.Briefing) -> None:
    pages = paper(environment, shown, briefing)
    assert len(pages) == 1
    flat = " ".join(pages[0].split())
    assert "Worked out on 23 November 2026 at 06:10" in flat
    assert "https://guildhall.example/councils/northmoor/briefing/" in flat
    assert "Sample data" in flat
    assert "Skip to main content" not in flat
    assert all(item.headline.split(",")[0] in flat for item in briefing.items)
