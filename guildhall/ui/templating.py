"""The template environment of our pages: strict, with every component at hand as `ui.name(...)`.

Templates lie in each app's `templates/` folder and are named `<app>/<page>.html.jinja`; components lie in
`guildhall/ui/templates/ui/components/*.jinja` and need no import: `{{ ui.coverage(34, 46, "contracts") }}`. An unknown
component, an unknown argument or an unknown variable is an error. The GOV.UK macros are `govuk.button({...})`.
"""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse

from guildhall.ui import words
from guildhall.ui.figures import bar, flow, hexes, months, timeline, upright

COMPONENTS = ("frame", "page", "marks", "lists", "tables", "forms", "time", "timeline", "charts", "markets", "briefing")
"""Files of macros in `ui/components/`, each named for what its components show."""
GOVUK = (
    "breadcrumbs", "button", "checkboxes", "details", "error-message", "error-summary", "fieldset", "hint", "input",
    "inset-text", "label", "radios", "select", "skip-link", "tag", "textarea", "warning-text",
)  # fmt: skip


class Components:
    """Macros of several files under one name. Files are read at first use and kept."""

    def __init__(self, environment: jinja2.Environment, files: tuple[str, ...]) -> None:
        self._environment = environment
        self._files = files
        self._macros: dict[str, Callable[..., Any]] = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if not self._macros:
            for file in self._files:
                module = self._environment.get_template(file).module
                self._macros.update({_plain(key): value for key, value in vars(module).items() if callable(value)})
        try:
            return self._macros[name]
        except KeyError:
            raise AttributeError(f"there is no component called {name}") from None

    def names(self) -> list[str]:
        """Every component, for the style guide and its test."""
        getattr(self, "page_head")  # noqa: B009 -- reads the files
        return sorted(name for name in self._macros if not name.startswith("_"))


def _plain(name: str) -> str:
    """`govukErrorSummary` is `govuk.error_summary`; our own names stay."""
    if not name.startswith("govuk"):
        return name
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name[5:]).strip("_")


def environment(**options: Any) -> jinja2.Environment:
    """Made once by Django's Jinja2 backend."""
    folders = [Path(app.path) / "templates" for app in apps.get_app_configs() if app.name.startswith("guildhall.")]
    options |= {
        "loader": jinja2.FileSystemLoader(folders),
        "undefined": jinja2.StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "auto_reload": settings.DEBUG,
    }
    made = jinja2.Environment(**options)  # noqa: S701 -- Django's backend passes autoescape=True
    made.filters.update(words.FILTERS)
    made.globals.update(
        url=address,
        static=static,
        figures=SimpleNamespace(bar=bar, timeline=timeline, upright=upright, months=months, hexes=hexes, flow=flow),
        ui=Components(made, tuple(f"ui/components/{name}.jinja" for name in COMPONENTS)),
        govuk=Components(_govuk(), tuple(f"govuk_frontend_jinja/components/{name}/macro.html" for name in GOVUK)),
    )
    return made


def _govuk() -> jinja2.Environment:
    """The GOV.UK macros expect missing parameters to be false, so they live in an environment of their own."""
    loader = jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")})
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False)


def address(name: str, **parts: Any) -> str:
    """The address of a page by its name, e.g. `url("contract", contract_id="…")`."""
    return reverse(name, kwargs=parts or None)


def static(name: str) -> str:
    """The address of a static file: with its fingerprint once collected, plain in tests and while developing."""
    try:
        return str(staticfiles_storage.url(name))
    except ValueError:
        return f"{settings.STATIC_URL}{name}"
