"""J1, the part that needs no account: a new head of digital finds what she has inherited and what to decide."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.journey


def test_she_finds_her_council_and_reads_its_briefing(page: Page, look: Callable[[str], None]) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1, name="Which council are you?")).to_be_visible()
    look("home")

    page.get_by_role("main").get_by_role("combobox").or_(page.get_by_role("main").get_by_role("textbox")).first.fill(
        "Northmoor"
    )
    page.get_by_role("button", name="Open the briefing").click()

    expect(page.get_by_role("heading", level=1, name="Northmoor District Council")).to_be_visible()
    assert page.url.endswith("/councils/northmoor/briefing/")
    items = page.locator("[data-briefing-item]")
    assert 3 <= items.count() <= 10
    for item in items.all():
        assert item.get_by_role("heading", level=3).inner_text().strip()
        assert item.locator("[data-act]").count() == 1
    expect(page.get_by_text("contracts could be assessed").first).to_be_visible()
    look("briefing")


def test_the_late_decision_explains_itself(page: Page, look: Callable[[str], None]) -> None:
    page.goto("/councils/northmoor/briefing/")
    first = page.locator("[data-briefing-item]").first
    expect(first).to_contain_text("late")
    first.locator("[data-act]").first.click()

    expect(page.get_by_role("heading", name="Timeline")).to_be_visible()
    expect(page.get_by_role("heading", name="If nothing is done")).to_be_visible()
    expect(page.get_by_role("heading", name="What we know")).to_be_visible()
    expect(page.get_by_text("Not known").first).to_be_visible()
    look("contract")

    page.get_by_role("link", name="Northmoor District Council").first.click()
    expect(page.get_by_role("heading", level=1, name="Northmoor District Council")).to_be_visible()
    look("council")


def test_every_line_of_the_briefing_has_a_source(page: Page) -> None:
    page.goto("/councils/northmoor/briefing/")
    for item in page.locator("[data-briefing-item]").all():
        assert item.locator("[data-source]").count() >= 1


def test_without_javascript_nothing_is_missing(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("main input[name=q]").first.fill("nothmoor")
    page.get_by_role("button", name="Open the briefing").click()
    page.get_by_role("link", name="Northmoor District Council").first.click()
    page.goto("/councils/northmoor/briefing/")
    expect(page.locator("[data-briefing-item]").first).to_be_visible()
    context.close()


def test_with_the_keyboard_alone(page: Page, width: int) -> None:
    if width < 640:
        pytest.skip("a phone has no tab key")
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('main input[name=q]')"):
            break
    page.keyboard.type("Northmoor District Council")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Northmoor District Council")).to_be_visible()
