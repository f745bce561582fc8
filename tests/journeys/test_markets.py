"""A supplier reads its market and its own page; a councillor compares councils and reads an area."""

import csv
import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.journey


def test_a_supplier_reads_its_market_and_finds_itself(page: Page, look: Callable[[str], None], width: int) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="who supplies them").click()
    expect(page.get_by_role("heading", level=1, name="Markets")).to_be_visible()
    look("markets")
    page.get_by_role("link", name="Revenues and benefits").first.click()
    expect(page.get_by_role("heading", level=1, name="Revenues and benefits")).to_be_visible()
    expect(page.get_by_role("heading", name="Who left whom")).to_be_visible()
    look("market")

    page.get_by_label("Kind of council", exact=True).select_option(label="District")
    page.get_by_role("button", name="Show", exact=True).click()
    assert "kind=NMD" in page.url
    expect(page.get_by_text("councils of the kind district").first).to_be_visible()
    answer = page.request.get("/markets/revs_bens.csv?kind=NMD")
    assert {"supplier_name", "low", "high"} <= set(next(csv.DictReader(io.StringIO(answer.text()))))
    assert page.request.get("/markets/revs_bens.ics").text().startswith("BEGIN:VCALENDAR")
    assert "<feed" in page.request.get("/markets/revs_bens.atom").text()

    page.get_by_role("link", name="Ledgerwell Ltd").first.click()
    expect(page.get_by_role("heading", name="Its names")).to_be_visible()
    page.get_by_text("Not the same?").click()
    expect(page.get_by_text("guildhall judge suppliers")).to_be_visible()
    look("supplier-names")


def test_a_councillor_reads_an_area_and_compares_its_councils(page: Page, look: Callable[[str], None]) -> None:
    page.goto("/councils/")
    page.get_by_role("link", name="councils together").click()
    expect(page.get_by_role("heading", level=1, name="Areas")).to_be_visible()
    look("areas")
    page.get_by_role("link", name="Westmarch").first.click()
    expect(page.get_by_role("heading", name="When they fall due")).to_be_visible()
    look("area")
    page.get_by_role("link", name="with most contracts side by side").click()
    expect(page.get_by_role("heading", name="What each has and must decide")).to_be_visible()
    look("compare")
    rows = list(csv.reader(io.StringIO(page.request.get(page.url.replace("/compare/", "/compare.csv")).text())))
    assert len(rows[0]) == 6
    assert rows[0][0] == "about"


def test_the_picker_works_without_javascript(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/compare/")
    for name in ("Northmoor", "Saltby"):
        page.get_by_label("Add a council").fill(name)
        page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="Products in common")).to_be_visible()
    page.get_by_label("Saltby District Council").uncheck()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("Choose two to five councils")).to_be_visible()
    context.close()


def test_a_councillor_sees_what_was_paid_beside_a_contract(page: Page, look: Callable[[str], None]) -> None:
    page.goto("/suppliers/")
    page.get_by_role("main").get_by_role("link", name="Ledgerwell").first.click()
    expect(page.get_by_role("heading", name="What was paid")).to_be_visible()
    page.locator(".table--contracts tbody a").first.click()
    expect(page.get_by_role("heading", name="What was paid")).to_be_visible()
    expect(page.get_by_role("heading", name="One need over time")).to_be_visible()
    look("contract-paid")
