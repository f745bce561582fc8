"""Rules of the site that no single page can hold: access, foreign keys, templates, migrations."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = [path for path in (ROOT / "guildhall").rglob("*.jinja") if "engine" not in path.parts]
ROOMS = [
    "core",
    "councils",
    "contracts",
    "people",
    "practice",
    "standards",
    "debate",
    "pipeline",
    "fund",
    "benefits",
    "briefing",
]


def views() -> list:
    """Every view of the site, by walking its addresses."""
    found, todo = [], list(get_resolver().url_patterns)
    while todo:
        entry = todo.pop()
        if isinstance(entry, URLResolver):
            todo += entry.url_patterns
        elif isinstance(entry, URLPattern):
            found.append(entry.callback)
    return found


def test_every_view_wears_exactly_one_access_rule() -> None:
    ours = [view for view in views() if view.__module__.startswith("guildhall")]
    assert len(ours) > 15
    assert [f"{view.__module__}.{view.__name__}" for view in ours if len(getattr(view, "access_rules", ())) != 1] == []


def test_foreign_keys_point_down() -> None:
    wrong = [
        f"{model._meta.label} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation
        and model._meta.app_label in ROOMS and field.related_model._meta.app_label in ROOMS
        and ROOMS.index(field.related_model._meta.app_label) > ROOMS.index(model._meta.app_label)
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\bstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)


def test_no_inline_script_or_style() -> None:
    assert len(TEMPLATES) > 15
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if INLINE.search(line)
    ]
    assert wrong == []


def test_every_template_is_used() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for pattern in ("*.py", "*.jinja")
        for path in (ROOT / "guildhall").rglob(pattern)
    )  # fmt: skip
    unused = [path.name for path in TEMPLATES if text.count(path.name) == 0]
    assert unused == []


def test_every_component_is_on_the_style_guide() -> None:
    components = ROOT / "guildhall" / "ui"
    macros = {
        name
        for path in TEMPLATES
        if components in path.parents and ("components" in path.parts or "components" in path.name)
        for name in re.findall(r"{%-?\s*macro\s+([a-z]\w*)", path.read_text(encoding="utf-8"))
    }
    guide = "\n".join(
        path.read_text(encoding="utf-8")
        for path in TEMPLATES
        if "style_guide" in str(path) or "style-guide" in str(path)
    )
    assert len(macros) > 20
    assert (
        sorted(name for name in macros if not re.search(rf"\b{name}\s*\(", guide) and f"call {name}" not in guide) == []
    )


def test_no_crown_no_crest_no_transport_typeface() -> None:
    styles = "\n".join(
        path.read_text(encoding="utf-8", errors="ignore") for path in (ROOT / "guildhall/ui/assets").rglob("*.scss")
    )
    assert "$govuk-include-default-font-face: false" in styles
    built = ROOT / "guildhall/ui/static/build"
    if built.is_dir():
        css = "\n".join(path.read_text(encoding="utf-8", errors="ignore") for path in built.rglob("*.css"))
        assert "GDS Transport" not in css
        assert "crown" not in css.lower()
