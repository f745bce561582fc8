"""The site's database from a small register, and pages shown in a browser."""

from tests.rooms.conftest import load, no_static_files, stand_on_a_day, three  # noqa: F401 -- fixtures asked for by name
from tests.ui.conftest import chromium, environment, shown  # noqa: F401 -- fixtures asked for by name
