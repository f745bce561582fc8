"""Every indicator's worked examples: what is known in, finding and sentence out."""

import importlib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
import pytest

from guildhall.engine import indicators
from guildhall.engine.indicators import Indicator
from guildhall.engine.indicators.catalogue import examples as examples_of
from guildhall.engine.records import Finding
from tests.factories.contract import contract

HERE = Path(indicators.__file__).parent
EXAMPLES = [(indicator, example) for indicator in indicators.INDICATORS for example in examples_of(indicator.folder)]


def found_of(indicator: Indicator, example: dict[str, Any]) -> Finding | None:
    """What the indicator says: of a contract's facts, or of what is put into its function."""
    if "inputs" in example:
        return told(indicator, example.get("function", "measure"), example["inputs"])
    facts = {name: tuple(value) if isinstance(value, list) else value for name, value in example["facts"].items()}
    known = contract(**facts)
    made = indicators.measure_all(known, date.fromisoformat(example["on"]))
    complete = indicators.complete(known.contract_id, made, is_digital=known.is_digital)
    return next(finding for finding in complete if finding.indicator == indicator.code)


def told(indicator: Indicator, name: str, inputs: dict[str, Any]) -> Finding | None:
    module = importlib.import_module(f"guildhall.engine.indicators.{indicator.folder}.measure")
    function = getattr(module, name)
    hints = get_type_hints(getattr(function, "func", function), localns={"date": date, "Decimal": Decimal})
    typed = {name: msgspec.convert(value, hints[name]) for name, value in inputs.items()}
    found = function("X-1", **typed)
    assert found is None or isinstance(found, Finding)
    return found


@pytest.mark.parametrize(("indicator", "example"), EXAMPLES, ids=[f"{i.code} {e['name']}" for i, e in EXAMPLES])
def test_example(indicator: Indicator, example: dict[str, Any]) -> None:
    found = found_of(indicator, example)
    assert found is not None
    expected = example["finding"]
    value = expected.get("value", "")
    assert found.status == expected["status"]
    assert found.words == example["sentence"]
    assert (found.value, found.low, found.high) == (value, expected.get("low", value), expected.get("high", value))
    assert found.basis == expected.get("basis", "")
    assert found.quote == expected.get("quote", "")
    assert list(found.missing) == expected.get("missing", [])
    assert found.indicator == indicator.code


@pytest.mark.parametrize("indicator", indicators.INDICATORS, ids=[i.code for i in indicators.INDICATORS])
def test_every_folder_is_whole(indicator: Indicator) -> None:
    files = {path.name for path in (HERE / indicator.folder).iterdir()}
    assert files >= {"measure.py", "page.md", "examples.yaml"}
    page = indicator.page()
    assert page.startswith(f"# {indicator.code} {indicator.name}\n")
    for part in ("## How it is worked out", "## Limits", "## What would settle it", "## Worked examples"):
        assert part in page
    assert indicator.settles.endswith(".")
    assert indicator.unknown.endswith(".")
    assert indicator.missing
    assert indicator.dimension in indicators.DIMENSIONS
    assert indicators.by_code(indicator.code) is indicator
    statuses = {example["finding"]["status"] for each, example in EXAMPLES if each is indicator}
    assert "unknown" in statuses or "contract" not in indicator.asked_of or not statuses, "unknown is an example too"
    assert len(statuses) > 1
