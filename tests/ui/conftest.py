"""Pages drawn without a database, and a browser to look at them."""

import mimetypes
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import engines
from playwright.sync_api import Browser, Page, Route, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
BUILD = Path(settings.STATICFILES_DIRS[0])


@pytest.fixture(scope="session")
def environment() -> Any:
    """The template environment of the site."""
    return engines["jinja2"].env


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser of this module's own."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    if not (BUILD / "site.css").is_file():
        pytest.skip("the styles are not built (make setup)")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def shown(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Show HTML in the browser with the real styles, at a width; nothing is fetched from anywhere else."""
    contexts = []

    def show(html: str, width: int = 1280) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()

        def answer(route: Route) -> None:
            path = route.request.url.removeprefix("http://guildhall.test")
            file = BUILD / path.removeprefix("/static/")
            if path == "/":
                route.fulfill(body=html, content_type="text/html; charset=utf-8")
            elif path.startswith("/static/") and file.is_file():
                route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/plain")
            else:
                route.fulfill(status=404, body="")

        page.route("**/*", answer)
        page.goto("http://guildhall.test/")
        page.evaluate("document.fonts.ready")
        return page

    yield show
    for context in contexts:
        context.close()
