"""The briefing on paper: one A4 page, readable in black and white."""

import io

import pypdf
import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.journey


def test_the_printed_briefing_fits_one_page(page: Page, width: int) -> None:
    if width < 640:
        pytest.skip("paper has one width")
    page.goto("/councils/northmoor/briefing/")
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    text = pdf.pages[0].extract_text()
    assert len(pdf.pages) == 1
    assert "Northmoor District Council" in text
    assert "Worked out on" in text
