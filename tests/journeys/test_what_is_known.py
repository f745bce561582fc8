"""Somebody asks what is behind a finding, which contracts share it, what is held of a council, and what is missing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def test_from_a_mark_to_its_question_to_all_contracts_that_share_it(page: Page, look: Callable[[str], None]) -> None:
    page.goto("/indicators/")
    look("indicators")
    page.get_by_role("main").get_by_role("link", name="Lock-in the buyer declared").click()
    expect(page.get_by_role("heading", level=1, name="Lock-in the buyer declared")).to_be_visible()
    expect(page.get_by_role("heading", name="Worked examples")).to_be_visible()
    look("indicator")
    page.locator('a[href="/contracts/?finding=L1:act"]').click()
    expect(page.get_by_role("heading", level=1, name="All contracts")).to_be_visible()
    assert page.locator('input[value="L1:act"]').is_checked()
    look("contracts-with-finding")
    page.goto("/radar/?finding=T6:act&digital=all&window=any")
    look("radar-with-finding")
    assert page.request.get("/radar.atom?finding=T6:act&digital=all&window=any").text().count("<entry>") > 0


def test_a_contracts_marks_lead_to_their_questions(page: Page, look: Callable[[str], None]) -> None:
    page.goto("/contracts/?digital=yes")
    page.get_by_role("main").locator('tbody a[href^="/contracts/"]').first.click()
    page.locator(".marks--links a").first.click()
    expect(page.get_by_role("heading", name="Worked examples")).to_be_visible()


def test_what_is_held_of_a_council_and_the_letter(page: Page, look: Callable[[str], None]) -> None:
    page.goto("/data/")
    page.get_by_role("main").get_by_role("link", name="What we hold of each council").click()
    look("data-councils")
    page.get_by_label("Find a council").fill("northmoor")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("main").get_by_role("link", name="Northmoor District Council").click()
    expect(page.get_by_role("heading", name="Field by field")).to_be_visible()
    look("data-council")
    page.get_by_role("button", name="Read the letter").click()
    expect(page.get_by_role("heading", name="What we could not check")).to_be_visible()
    look("letter")
    text = page.request.get("/data/councils/northmoor/letter.txt").text()
    assert text.startswith("To whoever publishes contracts and spending at Northmoor District Council")
    assert "invented" in text


def test_councils_like_mine_and_why(page: Page, look: Callable[[str], None]) -> None:
    page.goto("/councils/northmoor/#alike")
    section = page.locator("section", has=page.locator("#alike"))
    expect(section.get_by_text("The same kind of council").first).to_be_visible()
    section.get_by_role("link", name="Compare", exact=True).first.click()
    assert "/compare/?council=northmoor&council=" in page.url
    expect(page.get_by_role("heading", level=1)).to_be_visible()
