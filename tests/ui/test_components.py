"""Components are strict, and every one of them is drawn on the style guide."""

from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from axe_playwright_python.sync_playwright import Axe

from guildhall.ui import guide, guide_examples, parts
from guildhall.ui.figures import brief

SITE = SimpleNamespace(
    home="/", search="/search/", rooms=guide_examples.ROOMS, foot=guide_examples.LINKS, is_sample=True
)


def draw(environment: Any, source: str, **context: object) -> str:
    return environment.from_string(source).render(context)


def test_an_unknown_component_argument_or_variable_is_an_error(environment: Any) -> None:
    with pytest.raises(jinja2.UndefinedError):
        draw(environment, "{{ ui.no_such_thing() }}")
    with pytest.raises(TypeError, match="takes no keyword argument 'colour'"):
        draw(environment, "{{ ui.status_tag('late', colour='red') }}")
    with pytest.raises(jinja2.UndefinedError):
        draw(environment, "{{ nobody_gave_this }}")


def test_what_people_wrote_is_escaped(environment: Any) -> None:
    drawn = draw(
        environment, "{{ ui.page_head(title, lead=title) }}{{ ui.not_known(title) }}", title="<script>x</script>"
    )
    assert "<script>" not in drawn
    assert drawn.count("&lt;script&gt;") == 3


def test_every_component_is_on_the_style_guide(environment: Any) -> None:
    shown = {example.component for section in guide.sections() for example in section.examples}
    assert shown == set(environment.globals["ui"].names())


def test_no_example_has_inline_style_or_script() -> None:
    for section in guide.sections():
        for example in section.examples:
            assert "style=" not in example.drawn
            assert "<script" not in example.drawn


@pytest.mark.parametrize(("status", "word"), [("late", "Late"), ("cannot_tell", "Cannot tell"), ("ended", "Ended")])
def test_a_status_is_a_shape_and_a_word(environment: Any, status: str, word: str) -> None:
    drawn = draw(environment, "{{ ui.status_tag(status) }}", status=status)
    assert "<svg" in drawn
    assert f"<span>{word}</span>" in drawn


def test_marks_of_questions_are_said_to_who_cannot_see_them(environment: Any) -> None:
    drawn = draw(environment, "{{ ui.finding_marks(['act', 'unknown']) }}")
    assert 'aria-label="Act"' in drawn
    assert 'aria-label="Cannot tell"' in drawn


@pytest.mark.parametrize(("known", "total"), [(0, 0), (0, 5), (1, 5), (5, 5)])
def test_coverage_of_nothing_something_and_all(environment: Any, known: int, total: int) -> None:
    drawn = draw(environment, "{{ ui.coverage(known, total) }}", known=known, total=total)
    assert (f"{known} of {total}" if total else "Nothing to assess yet") in drawn
    assert ("bar-none-fill" in drawn) == (known < total or not total)
    assert ("bar-term" in drawn) == bool(known)


def test_a_table_names_its_rows_and_labels_its_cells(environment: Any) -> None:
    columns = [
        parts.Column("Council"),
        parts.Column("Value a year", "number", "descending", "?sort=value"),
        parts.Column("Status", narrow="-"),
    ]
    drawn = draw(environment, "{{ ui.table('Contracts', columns, [['Saltby', '£5', 'x']]) }}", columns=columns)
    assert '<th scope="row"' in drawn
    assert 'data-label="Value a year"' in drawn
    assert 'aria-sort="descending"' in drawn
    assert 'data-label="Status"' not in drawn
    assert draw(environment, "{{ ui.table('None', columns, []) }}", columns=columns).count("<tr>") == 1


def test_govuk_macros_are_at_hand(environment: Any) -> None:
    assert "govuk-button" in draw(environment, "{{ govuk.button({'text': 'Go'}) }}")
    assert "govuk-error-summary" in draw(environment, "{{ govuk.error_summary({'titleText': 'x', 'errorList': []}) }}")


def page(environment: Any) -> str:
    return environment.get_template("ui/style_guide.html.jinja").render(site=SITE, sections=guide.sections())


@pytest.mark.parametrize("width", [1280, 768, 360])
def test_the_style_guide_passes_axe_and_never_scrolls_sideways(environment: Any, shown: Any, width: int) -> None:
    tab = shown(page(environment), width)
    assert tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    found = Axe().run(
        tab,
        options={
            "resultTypes": ["violations"],
            "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
        },
    )
    # On the guide a second header, navigation and foot stand among the examples.
    own = {
        "landmark-no-duplicate-banner",
        "landmark-no-duplicate-contentinfo",
        "landmark-banner-is-top-level",
        "landmark-contentinfo-is-top-level",
        "landmark-unique",
        "heading-order",
        "page-has-heading-one",
        "landmark-complementary-is-top-level",
        "duplicate-id",
    }
    assert [each["id"] for each in found.response["violations"] if each["id"] not in own] == []


@pytest.mark.parametrize("width", [1280, 360])
def test_long_names_break_and_nothing_scrolls(environment: Any, shown: Any, width: int) -> None:
    long = (
        "Bournemouth, Christchurch and Poole Council " * 3
        + "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    )
    html = environment.from_string(
        "{% extends 'ui/base.html.jinja' %}{% block title %}x{% endblock %}{% block content %}"
        "{{ ui.page_head(long, lead=long) }}{{ ui.fact_strip(facts) }}"
        "{{ ui.table('t', columns, [[long, long, ui.status_tag('late')]]) }}"
        "{{ ui.fact_table('t', rows) }}{{ ui.notice_list(notices) }}{% endblock %}"
    ).render(
        site=SITE, long=long, facts=[parts.HeadFact(long[:60], long[:80], long[:80])],
        columns=[parts.Column("Council"), parts.Column("Title"), parts.Column("Status", narrow="-")],
        rows=[parts.FactRow(long, long, "challenged", long, other=long)], notices=[parts.Notice(None, long, "#", long)],
    )  # fmt: skip
    assert (
        shown(html, width).evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    )


def test_no_line_of_a_briefing_lacks_act_and_source(environment: Any) -> None:
    for group in brief.groups(guide_examples.BRIEFING):
        drawn = draw(environment, "{{ ui.briefing_group(group) }}", group=group)
        assert drawn.count("data-briefing-item") == len(group.items)
        assert drawn.count("data-act") == len(group.items)
        assert drawn.count("data-source") == 2 * len(group.items)
