"""`manage.py serve` prepares once and hands over to the server."""

import os
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from guildhall.briefing.management.commands import serve
from guildhall.rooms.contracts.models import Register
from tests.factories import register


@pytest.fixture
def var(settings: Settings, tmp_path: Path) -> Path:
    build = tmp_path / "build"
    build.mkdir()
    (build / "site.css").write_text("body{margin:0}")
    settings.VAR = tmp_path / "var"
    settings.STATICFILES_DIRS = [build]
    settings.STATIC_ROOT = tmp_path / "collected"
    return settings.VAR


def prepare() -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("serve", "--prepare-only", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_it_loads_a_new_register_once_and_says_where_the_site_is(var: Path) -> None:
    register.write(var / "register", contracts=[register.contract(1)])
    out, _ = prepare()
    assert "Loaded the register: 1 contracts." in out
    assert "Guildhall is at http://127.0.0.1:8000/" in out
    assert "guildhall build --from" in out
    assert Register.objects.get().contract_count == 1
    out, _ = prepare()
    assert "Loaded" not in out


@pytest.mark.django_db
def test_without_a_register_it_says_how_to_make_one(var: Path) -> None:
    assert "No register is built yet" in prepare()[0]
    assert var.is_dir()


@pytest.mark.django_db
def test_a_broken_register_does_not_stop_the_site(var: Path) -> None:
    folder = var / "register"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("not json")
    out, err = prepare()
    assert "was not loaded" in err
    assert "Guildhall is at" in out


@pytest.mark.django_db
def test_styles_are_collected_once_and_again_when_they_change(var: Path, settings: Settings) -> None:
    prepare()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    first = manifest.stat().st_mtime_ns
    prepare()
    assert manifest.stat().st_mtime_ns == first
    os.utime(settings.STATICFILES_DIRS[0] / "site.css", (manifest.stat().st_mtime + 60,) * 2)
    prepare()
    assert manifest.stat().st_mtime_ns > first
    assert var.is_dir()


@pytest.mark.django_db
def test_unbuilt_styles_are_said(var: Path, settings: Settings) -> None:
    settings.STATICFILES_DIRS = [var / "nowhere"]
    assert "The styles are not built" in prepare()[1]


def test_the_server_takes_over_with_one_key_for_all_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    called = []
    monkeypatch.setattr(os, "execv", lambda program, arguments: called.append((program, arguments)))
    monkeypatch.delenv("GUILDHALL_SECRET_KEY", raising=False)
    monkeypatch.delenv("GUILDHALL_HOSTS", raising=False)
    serve.serve("192.0.2.7", 8123, 2)
    (program, arguments), key = called[0], os.environ["GUILDHALL_SECRET_KEY"]
    assert program == sys.executable
    assert arguments[-1] == "guildhall.wsgi:application"
    assert arguments[arguments.index("--port") : arguments.index("--port") + 2] == ["--port", "8123"]
    assert len(key) == 64
    assert os.environ["GUILDHALL_HOSTS"].startswith("192.0.2.7,")
    monkeypatch.delenv("GUILDHALL_SECRET_KEY", raising=False)
    monkeypatch.delenv("GUILDHALL_HOSTS", raising=False)
    serve.serve("0.0.0.0", 8123, 2)
    assert "GUILDHALL_HOSTS" not in os.environ
