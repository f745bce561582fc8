"""Every indicator's worked examples: facts in, finding and sentence out."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from guildhall.engine import indicators
from guildhall.engine.indicators import Indicator
from tests.factories.contract import contract

HERE = Path(indicators.__file__).parent


def examples() -> list[tuple[Indicator, dict[str, Any]]]:
    return [
        (indicator, example)
        for indicator in indicators.INDICATORS
        for example in yaml.safe_load((HERE / indicator.folder / "examples.yaml").read_text("utf-8"))
    ]


EXAMPLES = examples()


@pytest.mark.parametrize(("indicator", "example"), EXAMPLES, ids=[f"{i.code} {e['name']}" for i, e in EXAMPLES])
def test_example(indicator: Indicator, example: dict[str, Any]) -> None:
    facts = {name: tuple(value) if isinstance(value, list) else value for name, value in example["facts"].items()}
    on = date.fromisoformat(example["on"])
    known = contract(**facts)
    made = indicators.complete(known.contract_id, indicators.measure_all(known, on), is_digital=known.is_digital)
    found = next(f for f in made if f.indicator == indicator.code)
    expected = example["finding"]
    value = expected.get("value", "")
    assert found.status == expected["status"]
    assert found.words == example["sentence"]
    assert (found.value, found.low, found.high) == (value, expected.get("low", value), expected.get("high", value))
    assert found.basis == expected.get("basis", "")
    assert found.quote == expected.get("quote", "")
    assert list(found.missing) == expected.get("missing", [])


@pytest.mark.parametrize("indicator", indicators.INDICATORS, ids=[i.code for i in indicators.INDICATORS])
def test_every_folder_is_whole(indicator: Indicator) -> None:
    files = {path.name for path in (HERE / indicator.folder).iterdir()}
    assert files >= {"measure.py", "page.md", "examples.yaml"}
    page = indicator.page()
    assert page.startswith(f"# {indicator.code} {indicator.name}\n")
    assert "## How it is worked out" in page
    assert "## Limits" in page
    assert indicator.dimension in indicators.DIMENSIONS
    assert indicators.by_code(indicator.code) is indicator
    statuses = {example["finding"]["status"] for each, example in EXAMPLES if each is indicator}
    assert "unknown" in statuses, "what is not known must be shown as an example too"
