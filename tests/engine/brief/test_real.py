"""Briefings of real councils, from a register of the public data beside the checkout."""

from datetime import date

import pytest

from guildhall.engine import build
from guildhall.engine.brief import shelf, show
from guildhall.engine.register import open_register

pytestmark = pytest.mark.real
ON = date(2026, 11, 23)
COUNCILS = (
    "Surrey Heath", "Surrey County Council", "Salford", "Leeds", "Devon", "Lancashire", "Burnley", "Hampshire", "Bristol",
    "Cumberland", "Cardiff", "Glasgow", "Belfast", "City of London", "GMCA", "Isles of Scilly", "Allerdale",
)  # fmt: skip


@pytest.fixture(scope="module")
def held(real_data, tmp_path_factory):
    home = tmp_path_factory.mktemp("real") / "register"
    build.build([real_data / "ocds", real_data / "registers", real_data / "suppliers"], home)
    with open_register(home) as register:
        yield shelf.Shelf(register)


@pytest.mark.parametrize("name", COUNCILS)
def test_every_kind_of_council_has_a_whole_page(held, name):
    made = held.briefing(held.council(name), ON)
    assert 1 <= len(made.items) <= 10
    text = show.as_text(made)
    assert "None" not in text.replace("None has an end date", "")
    for item in made.items:
        assert item.why
        assert item.action.url.startswith("/")
        assert item.sources or item.kind == "confirm"


def test_in_use_after_recorded_expiry(held):
    """Salford's register of July 2022 ends its committee system on 31 December 2021; it was read in public in May 2026."""
    items = held.briefing(held.council("Salford"), ON).items
    [found] = [item for item in items if item.kind == "check_in_use" and "ModernGov" in item.headline]
    assert found.why[0].startswith("In use after recorded expiry: its end is recorded as 31 December 2021")


def test_many_journeys_are_one_line(held):
    """Surrey let the same school transport some fifty times in August 2026 (ocds-h6vhtk-06e2*)."""
    items = held.briefing(held.council("Surrey County Council"), ON).items
    assert sum("SEND" in item.headline for item in items) == 1
    assert any(
        "Is divided between East Surrey and West Surrey" in words
        for words in (held.briefing(held.council("SRY"), ON).reorganisation,)
    )


def test_councils_that_merge_are_told_what_they_share(held):
    items = held.briefing(held.council("Surrey Heath"), ON).items
    assert any(item.kind == "align" and "Guildford" in item.headline for item in items)
