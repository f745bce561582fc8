"""Every source says who publishes it and under which licence."""

from pathlib import Path

import pytest

from guildhall.engine import sources

WHOLE = "title: A\npublisher: B\nlicence: C\nurl: https://example.org\n"


def written(path: Path, text: str) -> Path:
    folder = path / "somewhere"
    folder.mkdir()
    (folder / "source.yaml").write_text(text)
    return folder / "source.yaml"


def test_all_sources_are_whole_and_in_order() -> None:
    found = sources.all_sources()
    assert [source.key for source in found] == sorted(source.key for source in found)
    assert {"council_registers", "council_spend", "observed_systems", "council_names", "reorganisation"} <= {
        source.key for source in found
    }
    for source in found:
        assert source.expectations, source.key


def test_one_by_its_key() -> None:
    assert sources.source("council_registers").publisher.startswith("Each council")
    with pytest.raises(KeyError):
        sources.source("nobody")


def test_expectations_as_a_list_or_as_numbers(tmp_path: Path) -> None:
    source = sources.load(written(tmp_path, WHOLE + "expectations:\n  rows: 955\n"))
    assert (source.key, source.expectations) == ("somewhere", ("rows: 955",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: [", "cannot be read"), ("- a\n- b\n", "not a list of keys"), ("title: A\n", "missing required field"), (WHOLE + "colour: red\n", "unknown field"), (WHOLE + "key: elsewhere\n", "the folder's name"),
        (WHOLE.replace("B", "' '"), "no publisher"), (WHOLE + "quirks: 5\n", "array"),
    ],
)  # fmt: skip
def test_what_a_person_must_put_right(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(sources.SourceError, match=said):
        sources.load(written(tmp_path, text))
    with pytest.raises(sources.SourceError, match="cannot be read"):
        sources.load(tmp_path / "nowhere" / "source.yaml")
