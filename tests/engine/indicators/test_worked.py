"""What a question's page shows beside its text: examples as the suite runs them, thresholds as they are in force."""

from datetime import date

from guildhall.engine import indicators
from guildhall.engine.indicators import policy, worked

ON = date(2026, 11, 23)


def test_every_question_has_examples_with_facts_and_a_sentence() -> None:
    for one in indicators.INDICATORS:
        found = worked.examples(one)
        assert len(found) >= 3, one.code
        assert all(each.sentence and each.finding.get("status") for each in found), one.code
        assert all("basis" not in each.given for each in found), one.code
        assert any(each.given for each in found), one.code


def test_facts_of_an_example_stand_side_by_side() -> None:
    first = worked.examples(indicators.by_code("T1"))[0]
    assert (first.name, first.on, first.finding["value"]) == ("Twelve months", ON, "12")
    assert first.given == {"starts_on": "2026-04-01", "ends_on": "2027-03-31"}


def test_the_thresholds_of_a_question_are_those_its_measure_names() -> None:
    found = worked.lines(indicators.by_code("T9"), ON)
    assert [line.key for line in found] == ["publish_days", "publish_days_light_touch"]
    assert found[0] == policy.of("publish_days", ON)
    assert worked.lines(indicators.by_code("C1"), ON) == ()
