"""Components: what they draw from what they are given."""

from __future__ import annotations

import datetime as dt

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from uppdragil.core.worddiff import Op, Segment
from uppdragil.directives.phases import WAYS
from uppdragil.web import days
from uppdragil.web.parts import Action, BlockedItem, FindingCard, Level
from uppdragil.web.templatetags.pageparts import risk_level
from uppdragil.web.templatetags.phases import mini_shapes, small_line

TODAY = dt.date(2026, 11, 24)


def draw(source: str, **values: object) -> str:
    request = RequestFactory().get("/list", {"q": "vård", "page": "3", "sort": "title"})
    return Template(source).render(Context({**values, "request": request}))


@pytest.mark.parametrize(
    ("offset", "swedish", "english"),
    [
        (0, "I dag", "Today"),
        (1, "I morgon", "Tomorrow"),
        (-1, "I går", "Yesterday"),
        (7, "Om 7 dagar", "In 7 days"),
        (14, "Om 14 dagar", "In 14 days"),
        (21, "Om 3 veckor", "In 3 weeks"),
        (100, "Om 3 månader", "In 3 months"),
        (800, "Om 2 år", "In 2 years"),
        (-4, "4 dagar sen", "4 days ago"),
        (-59, "59 dagar sen", "59 days ago"),
        (-800, "2 år sen", "2 years ago"),
    ],
)
def test_how_far_off_a_day_is_said_in_both_languages(offset: int, swedish: str, english: str) -> None:
    day = TODAY + dt.timedelta(offset)
    with translation.override("sv"):
        assert days.how_far(day, TODAY) == swedish
    with translation.override("en"):
        assert days.how_far(day, TODAY) == english


def test_a_date_is_written_as_people_write_it() -> None:
    day = dt.date(2026, 12, 1)
    with translation.override("sv"):
        assert (days.long_date(day), days.short_date(day)) == ("1 december 2026", "1 dec 2026")
    with translation.override("en"):
        assert (days.long_date(day), days.short_date(day)) == ("1 December 2026", "1 Dec 2026")


def test_a_moment_late_in_the_evening_belongs_to_its_swedish_day() -> None:
    moment = dt.datetime(2026, 11, 30, 23, 30, tzinfo=dt.UTC)
    assert days.day_of(moment) == dt.date(2026, 12, 1)


def test_a_missing_date_is_drawn_as_nothing() -> None:
    assert draw("{{ d|long_date }}{{ d|how_far }}{% day d %}", d=None) == ""


@pytest.mark.parametrize("word", ["error", "bad"])
def test_a_severity_is_a_level(word: str) -> None:
    assert Level.of(word) is Level.BAD


def test_a_light_has_a_shape_and_a_word_and_escapes_it() -> None:
    assert draw('{% light "warn" word %}', word="<b>") == (
        '<span class="light light--warn"><svg class="mark" aria-hidden="true">'
        '<use href="/static/icons.svg#m-warn"/></svg>&lt;b&gt;</span>'
    )


@pytest.mark.parametrize(
    ("phase", "passed", "here"),
    [
        ("draft", 0, 1),
        ("bp0", 0, 1),
        ("execution", 2, 1),
        ("bp3", 3, 1),
        ("realisation", 4, 1),
        ("closed", 4, 0),
    ],
)
def test_the_small_line_fills_the_passed_gates(phase: str, passed: int, here: int) -> None:
    drawn = small_line("mandate", phase)
    states = [state for _path, state in drawn["diamonds"] + drawn["lines"]]
    assert [state for _path, state in drawn["diamonds"]].count("is-passed") == passed
    assert states.count("is-here") == here


@pytest.mark.parametrize(("flow", "phase"), [(flow, phase) for flow, way in WAYS.items() for phase in way])
def test_the_small_line_has_its_phase_in_its_label(flow: str, phase: str) -> None:
    drawn = small_line(flow, phase)
    assert str(drawn["label"]).startswith(str(drawn["word"]))


def test_a_stopped_line_is_crossed_after_the_gates_it_passed() -> None:
    drawn = mini_shapes(2, "stopped", 4)
    assert drawn["stop"]
    assert [state for _path, state in drawn["lines"]] == ["is-passed", "is-passed", "", "", ""]


def test_the_deepest_risk_is_the_owners() -> None:
    assert [risk_level(product) for product in (1, 4, 5, 9, 10, 15, 16, 25)] == [1, 1, 2, 2, 3, 3, 4, 4]


def test_a_word_diff_says_aloud_what_it_marks_and_escapes_it() -> None:
    segments = [Segment(Op.EQUAL, "Mål "), Segment(Op.INSERT, "<85> ")]
    with translation.override("sv"):
        html = draw("{% word_diff s %}", s=segments)
    assert html == 'Mål <ins><span class="vh">[tillagt: </span>&lt;85&gt;<span class="vh">]</span></ins> '


def test_sorting_keeps_the_filter_and_forgets_the_page() -> None:
    html = draw('{% sort_head "title" "Uppdrag" %}')
    assert 'aria-sort="ascending"' in html
    assert 'href="?q=v%C3%A5rd&amp;sort=-title"' in html


def test_a_finding_inside_a_form_starts_no_form_of_its_own() -> None:
    fix = Action("Använd 18 juni", "/fix", post=True, fields=(("fix", "0"),))
    card = FindingCard("warning", "Två datum.", fixes=(fix,), dismiss="/dismiss", key="k")
    html = draw("{% finding card inline=True %}", card=card)
    assert "<form" not in html
    assert 'formaction="/fix"' in html


def test_an_error_cannot_be_dismissed_without_an_address_for_it() -> None:
    assert "<details" not in draw("{% finding card %}", card=FindingCard("error", "Två datum.", key="k"))


def test_nothing_that_blocks_draws_nothing() -> None:
    assert draw('{% blocked_panel items "Hinder" %}', items=[]).strip() == ""
    assert "Petter" in draw(
        '{% blocked_panel i "Hinder" %}', i=[BlockedItem("Villkor", "Petter kan lösa det.")]
    )


def test_block_content_is_drawn_once_and_attributes_are_escaped() -> None:
    html = draw("{% scroll label %}<table></table>{% endscroll %}", label='"><script>')
    assert html.count("<table>") == 1
    assert "<script>" not in html
