"""The settings file: dated, sourced, and laid over by an operator's own."""

from datetime import date
from pathlib import Path

import pytest

from guildhall.engine import decide
from guildhall.engine.decide import settings


def test_our_settings_are_those_of_the_definition() -> None:
    ours = settings.read()
    assert ours.procurement == {"quote": 2, "direct": 2, "call_off": 5, "open": 9, "competitive_flexible": 12}
    assert ours.mobilise == {1: 1, 2: 3, 3: 6}
    assert (ours.notice_shortest, ours.notice_longest) == (30, 180)
    assert (ours.route_shortest, ours.route_longest) == ("call_off", "competitive_flexible")
    assert all(setting.as_of >= date(2026, 1, 1) and setting.source for setting in ours.all.values())


def test_an_operators_file_changes_what_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "procurement_months:\n  open: {value: 14, as_of: 2027-01-01, source: Cabinet paper 7}\n"
        "  panel: {value: 3, as_of: 2027-01-01, source: Cabinet paper 7}\n"
        "notice_unknown_days:\n  shortest: {value: 200, as_of: 2027-01-01, source: Cabinet paper 7}\n"
        "route_unknown:\n  shortest: {value: competitive_flexible, as_of: 2027-01-01, source: Cabinet paper 7}\n"
        "  longest: {value: quote, as_of: 2027-01-01, source: Cabinet paper 7}\n"
    )
    monkeypatch.setenv(settings.VARIABLE, str(own))
    found = settings.load()
    assert found.procurement["open"] == 14
    assert found.procurement["panel"] == 3
    assert found.procurement["quote"] == 2
    assert (found.notice_shortest, found.notice_longest) == (180, 200)  # put in order
    assert (found.route_shortest, found.route_longest) == ("quote", "competitive_flexible")
    assert found.all["procurement_months.open"].source == "Cabinet paper 7"


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("")
    assert settings.read(tmp_path / "own.yaml") == settings.read()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: [", "cannot be read"),
        ("mobilise_months: 3", "mobilise_months: give value, as_of and source"),
        ("quote_below: {value: 1, as_of: 2026-01-01, source: x}", "quote_below is not a setting of ours"),
        ("quote_below_gross: {value: much, as_of: 2026-01-01, source: x}", "'much' is not a whole number"),
        ("quote_below_gross: {value: 1, as_of: soon, source: x}", "as_of 'soon' is not a date"),
        ("quote_below_gross: {value: 1, as_of: 2026-01-01}", "say where the figure comes from"),
        ("route_unknown:\n  shortest: {value: 3, as_of: 2026-01-01, source: x}", "is not the name of a route"),
        ("route_unknown:\n  shortest: {value: barter, as_of: 2026-01-01, source: x}", "has no procurement months"),
    ],
)
def test_a_bad_file_is_refused_with_its_entry(tmp_path: Path, text: str, reason: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(text)
    with pytest.raises(decide.SettingsError) as error:
        settings.read(own)
    assert reason in str(error.value)
