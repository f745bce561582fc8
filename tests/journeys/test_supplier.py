"""The owner of a nine-person supplier looks for what falls due, on the same terms as everybody."""

import csv
import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def test_a_supplier_finds_what_falls_due(page: Page, look: Callable[[str], None]) -> None:
    page.goto("/radar/")
    expect(page.get_by_role("heading", level=1, name="Contracts to decide")).to_be_visible()
    look("radar")

    answer = page.request.get("/radar.csv?category=licensing")
    rows = list(csv.DictReader(io.StringIO(answer.text())))
    assert rows
    assert {row["category"] for row in rows} == {"licensing"}
    calendar = page.request.get("/radar.ics?category=licensing")
    assert calendar.text().startswith("BEGIN:VCALENDAR")

    page.goto("/radar/?category=licensing")
    expect(page.get_by_text(f"{len(rows)} contract").first).to_be_visible()


def test_a_supplier_searches_and_reads_a_product(page: Page, look: Callable[[str], None]) -> None:
    page.goto("/search/?q=taxpth")
    look("search")
    page.get_by_role("main").locator('a[href="/products/taxpath/"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("TaxPath")
    look("product")
    page.goto("/products/")
    look("products")
    page.goto("/suppliers/")
    look("suppliers")
    page.get_by_role("main").get_by_role("link", name="Ledgerwell").first.click()
    look("supplier")
    page.goto("/contracts/")
    look("contracts")


def test_the_json_and_the_page_agree(page: Page) -> None:
    body = page.request.get("/councils/northmoor/briefing.json").json()
    page.goto("/councils/northmoor/briefing/")
    assert page.locator("[data-briefing-item]").count() == len(body["items"])
    assert {"council", "on", "register_built_on", "coverage", "items"} <= set(body)
    for item in body["items"]:
        assert {"kind", "headline", "decide_by", "why", "unknown", "action", "sources"} <= set(item)
        assert item["headline"] in page.inner_text("main")
