"""A real server, a real browser: the site as `make run` serves it, with the sample, seen at two widths."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request  # noqa: TID251 -- the tests knock on their own server
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "var" / "shots"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _database(url: str) -> str:
    """A PostgreSQL database of the journeys' own, made anew beside the one the suite was given."""
    import psycopg  # noqa: PLC0415 -- only where PostgreSQL is used

    base, _, _ = url.rpartition("/")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("drop database if exists guildhall_journeys with (force)")
        connection.execute("create database guildhall_journeys")
    return f"{base}/guildhall_journeys"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that serves the sample: built, loaded and served by the project's own commands."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    var = tmp_path_factory.mktemp("var")
    env = os.environ | {"GUILDHALL_VAR": str(var), "GUILDHALL_SECRET_KEY": "journeys"}
    if env.get("DATABASE_URL", "").startswith("postgres"):
        env["DATABASE_URL"] = _database(env["DATABASE_URL"])
    else:
        env.pop("DATABASE_URL", None)
    python = sys.executable
    build = [python, "-m", "guildhall", "build", "--from", "sample", "--home", str(var / "register"), "--quiet"]
    subprocess.run(build, cwd=ROOT, env=env, check=True)
    port = _free_port()
    log = (var / "serve.log").open("w")
    server = subprocess.Popen(
        [python, "manage.py", "serve", "--port", str(port)],
        cwd=ROOT,
        env=env,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(address + "/accessibility/", timeout=2)  # noqa: TID251 -- its own server, on loopback
            break
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            if server.poll() is not None:
                break
            time.sleep(0.25)
    else:
        pytest.fail("the site did not answer in a minute: " + (var / "serve.log").read_text())
    if server.poll() is not None:
        pytest.fail("the site did not start: " + (var / "serve.log").read_text())
    yield address
    os.killpg(server.pid, 15)
    server.wait(20)
    log.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all journeys."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(params=[1280, 360], ids=["desk", "phone"])
def width(request: pytest.FixtureRequest) -> int:
    """Both widths every journey is walked at."""
    return int(request.param)


@pytest.fixture
def page(browser: Browser, site: str, width: int) -> Iterator[Page]:
    """A fresh visitor without an account. Anything the browser complains of fails the journey."""
    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=site)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    context.close()
    assert complaints == []


@pytest.fixture
def look(page: Page, width: int) -> Callable[..., None]:
    """Look at the page in hand: keep a picture, run axe, and see that nothing scrolls sideways."""

    def look_at(name: str, *, without: str = "") -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} scrolls sideways by {wide} pixels at {width}"
        found = Axe().run(page, options={"resultTypes": ["violations"]})
        assert [
            (violation["id"], [node["html"][:160] for node in violation["nodes"]][:3])
            for violation in found.response["violations"]
            if violation["id"] != without
        ] == []  # fmt: skip

    return look_at
