"""A councillor reads, cites and downloads, without an account."""

import csv
import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def test_a_councillor_reads_a_council_and_takes_its_rows_along(page: Page, look: Callable[[str], None]) -> None:
    page.goto("/councils/")
    look("councils")
    page.get_by_role("main").get_by_role("link", name="Northmoor District Council").first.click()
    expect(page.get_by_role("heading", level=1, name="Northmoor District Council")).to_be_visible()

    answer = page.request.get("/councils/northmoor.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text())))
    assert answer.ok
    assert len(rows) > 20
    assert {"title", "decide_by_earliest_on", "ends_on", "sources"} <= set(rows[0])


def test_where_the_facts_come_from(page: Page, look: Callable[[str], None]) -> None:
    page.goto("/data/")
    expect(page.get_by_text("Open Government Licence").first).to_be_visible()
    expect(page.get_by_text("CC-BY-4.0").or_(page.get_by_text("CC BY 4.0")).first).to_be_visible()
    look("data")
    page.goto("/accessibility/")
    look("accessibility")
    page.goto("/style-guide/")
    # The guide shows the parts of the frame a second time, so their landmarks stand twice on this one page.
    look("style-guide", without="landmark-unique")


def test_a_wrong_address_says_where_to_go(page: Page, look: Callable[[str], None]) -> None:
    answer = page.request.get("/councils/northmor/")
    assert answer.status == 404
    assert "Northmoor" in answer.text()


def test_every_page_says_it_is_sample_data(page: Page) -> None:
    for path in ["/", "/councils/", "/councils/northmoor/", "/councils/northmoor/briefing/", "/contracts/", "/radar/",
                 "/suppliers/", "/products/", "/data/", "/style-guide/", "/accessibility/"]:  # fmt: skip
        page.goto(path)
        assert "Sample data" in page.inner_text("body"), path
