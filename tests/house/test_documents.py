"""Documents say what is true now: generated pages are fresh, every command, source and indicator is complete."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from guildhall import cli
from guildhall.engine import indicators, sources

ROOT = Path(__file__).resolve().parents[2]


def generate() -> ModuleType:
    """docs/generate.py as a module."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands.md", "sources.md", "indicators.md"])
def test_generated_pages_are_fresh(name: str) -> None:
    made = generate().PAGES[name]()
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == made, "run: python docs/generate.py"


def test_every_command_has_help_and_a_module() -> None:
    top = cli.parser()
    names = set(next(action for action in top._actions if action.dest == "command").choices)
    assert names == set(cli.COMMANDS)
    for module in cli.COMMANDS.values():
        assert importlib.util.find_spec(module), module


def test_every_source_has_licence_publisher_and_reader() -> None:
    listed = {source.key for source in sources.all_sources()}
    folders = {path.parent.name for path in (ROOT / "guildhall/engine/sources").glob("*/source.yaml")}
    assert listed == folders
    for source in sources.all_sources():
        assert source.title
        assert source.publisher
        assert source.licence
        assert source.url
        assert source.expectations, source.key


def test_every_indicator_has_a_page_and_three_examples() -> None:
    assert {indicator.code for indicator in indicators.INDICATORS} >= {
        "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T9", "C1", "L1", "X8",
    }  # fmt: skip
    folders = [path.parent for path in (ROOT / "guildhall/engine/indicators").glob("*/measure.py")]
    assert len(folders) == len(indicators.INDICATORS)
    for folder in folders:
        assert len((folder / "page.md").read_text(encoding="utf-8")) > 400, folder.name
        assert len(yaml.safe_load((folder / "examples.yaml").read_text(encoding="utf-8"))) >= 3, folder.name


def test_the_words_are_in_the_glossary() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text()
    for word in [
        "council",
        "contract",
        "supplier",
        "product",
        "need",
        "claim",
        "fact",
        "finding",
        "decide-by",
        "last_end_on",
    ]:
        assert f"| {word}" in glossary or f"| `{word}`" in glossary, word
