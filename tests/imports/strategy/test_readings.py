"""What the words of cards and cells are read as."""

from __future__ import annotations

import pytest

from uppdragil.imports.strategy.cells import read_cell
from uppdragil.imports.strategy.regional import regional_goals
from uppdragil.strategy.reading import breaks_off, is_tentative, names_people

from .cases import card, cell, edition, rules


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("Mål 5", {5}),
        ("mål 4-5", {4, 5}),
        ("Mål 4–5", {4, 5}),
        ("Mål 1 - 7", {1, 2, 3, 4, 5, 6, 7}),
        ("Mål 3, mål 7", {3, 7}),
        ("Mål 3, 5 och 7.", {3, 5, 7}),
        ("Mål 3 mål 7", {3, 7}),
        ("Mål 8", None),
        ("Mål 0-2", None),
        ("Mål 5-3", None),
        ("Mål fem", None),
        ("Alla mål", None),
        ("Mål 3 och kanske 7", None),
        ("", None),
    ],
)
def test_regional_goals_are_numbers_lists_and_spans(text: str, goals: set[int] | None) -> None:
    assert regional_goals(text) == goals


def test_the_goals_of_several_lines_are_sorted_and_once() -> None:
    assert card("### Regionplanens mål", "", "Mål 7", "", "Mål 3", "", "Mål 3").regional_goals == (3, 7)


@pytest.mark.parametrize(
    "text", ["Åsa , Per", "Berit,kim, Olle och Sara", "Eva,Anna maria", "Per och Åsa-Lena"]
)
def test_a_list_of_first_names_names_people(text: str) -> None:
    assert names_people(text)


@pytest.mark.parametrize(
    "text", ["Berit,Kim Olle och Sara formulerar delmål för 2028", "Åsa och Kim tar fram mål"]
)
def test_so_do_people_who_are_to_word_it(text: str) -> None:
    assert names_people(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kultur",
        "Behoven är kända och prioriteringar genomförda",
        "Vision, uppdrag och mål",
        "Ledningen formulerar delmål",
        "2026, 2027",
    ],
)
def test_a_sub_goal_names_nobody(text: str) -> None:
    assert not names_people(text)


@pytest.mark.parametrize(
    "text", ["för att nå en", "Vi stärker samverkan med", "Vi når kommuner,", "Drift, vård och"]
)
def test_a_text_with_an_open_end_breaks_off(text: str) -> None:
    assert breaks_off(text)


@pytest.mark.parametrize("text", ["", "Det", "Vi är klara.", "En väg in är öppnad", "Plan 2020–2030"])
def test_a_whole_text_does_not_break_off(text: str) -> None:
    assert not breaks_off(text)


@pytest.mark.parametrize(
    ("text", "tentative"),
    [("Fler team?", True), ("Ev utvärdering", True), ("Ev. fler", True), ("Evig plan", False)],
)
def test_a_question_mark_or_an_ev_is_tentative(text: str, tentative: bool) -> None:
    assert is_tentative(text) is tentative


def test_a_cell_says_its_sub_goal_and_its_items() -> None:
    goal = cell("<p><b>Mål ett</b> och mer</p> <ul style='x'><li>- Ett</li><li>Två &amp; tre</li></ul>")
    assert (goal.text, [a.text for a in goal.activities]) == ("Mål ett och mer", ["Ett", "Två & tre"])


def test_wide_gaps_divide_what_was_pasted_as_running_text() -> None:
    goal = cell("<p><b>Mål ett</b>          Ett i taget          -Två</p>")
    assert (goal.text, [a.text for a in goal.activities]) == ("Mål ett", ["Ett i taget", "Två"])


def test_further_paragraphs_belong_to_the_sub_goal_and_questions_are_activities() -> None:
    goal = cell("<p>Ett</p><p>Två</p><p><i>Tre?</i></p>")
    assert goal.text == "Ett\nTvå"
    assert [(a.text, a.tentative) for a in goal.activities] == [("Tre?", True)]


def test_names_in_a_year_are_responsible_and_no_sub_goal() -> None:
    goal = cell("Åsa, Per")
    assert (goal.text, goal.responsible) == ("", "Åsa, Per")


@pytest.mark.parametrize(
    "html", ["<p>Ett<script>alert(1)</script></p>", "<p>Ett</p><style>p{}</style>", "<p>Ett</p><img src=x>"]
)
def test_what_is_no_text_is_left_out_and_its_line_shown(html: str) -> None:
    found = edition("Fokusområde\t2026 delmål", f"Digital vård\t{html}")
    assert found.editions[0].areas[0].sub_goals[0].text == "Ett"
    assert [line.line for line in found.unplaced] == [3]


@pytest.mark.parametrize(
    "html", ["<p>a<b", "<<p>>a", "a < b > c", "</b></b>a", "<b>" * 50_000 + "a", "&#xD800;a&#0;"]
)
def test_broken_html_says_its_words(html: str) -> None:
    assert "a" in read_cell(html).text


def test_a_card_is_read_by_its_labels() -> None:
    area = card(
        "**Nuläge:** Ett", "**Tillstånd 2029:** Två", "**Delmål 2026: Tre**", "### **Delaktiviteter 2026:**",
        "- Fyra", "fortsätter", "- Fem", "", "Sex", "**Ansvariga:** Åsa", "**Strategier och överenskommelser**",
        "Plan A,", "Plan A", "**Berör fundament/medel**", "Medel B",
    )  # fmt: skip
    goal = area.sub_goals[0]
    assert (area.current_state, area.target_state, area.target_year) == ("Ett", "Två", 2029)
    assert (goal.text, goal.responsible) == ("Tre", "Åsa")
    assert [a.text for a in goal.activities] == ["Fyra fortsätter", "Fem", "Sex"]
    assert (area.strategies, area.foundations) == (("Plan A",), ("Medel B",))


def test_the_card_holds_and_the_table_stands_beside_it() -> None:
    found = edition(
        "Fokusområde\t2026 delmål", "Digital vård\t<b>Öppna</b><ul><li>Ett</li></ul>",
        "## En god digital vård", "**Delmål 2026:** Öppna brett", "**Delaktiviteter 2026:**", "- Två",
    )  # fmt: skip
    area = found.editions[0].areas[0]
    goal, other = area.sub_goals[0], area.sub_goals[0].other_wordings[0]
    assert (area.name, area.other_names) == ("Digital vård", ("En god digital vård",))
    assert (goal.text, goal.activities[0].text) == ("Öppna brett", "Två")
    assert (other.text, other.activities[0].text) == ("Öppna", "Ett")
    assert rules(found) == ["S6", "S1", "S1"]


def test_the_same_in_both_places_is_no_finding() -> None:
    found = edition(
        "Fokusområde\t2026 delmål", "Digital vård\tÖppna", "## Digital vård", "**Delmål 2026:** Öppna"
    )
    assert (rules(found), found.unplaced) == ([], ())


def test_a_card_that_words_a_year_twice_keeps_both() -> None:
    goal = card("**Delmål 2026:** Ett", "**Delmål 2026:** Två").sub_goals[0]
    assert (goal.text, goal.other_wordings[0].text) == ("Ett", "Två")


def test_an_area_with_no_like_stands_for_itself_and_is_told() -> None:
    found = edition("Fokusområde\t2026 delmål", "Digital vård\tÖppna", "## Ekonomi", "**Delmål 2026:** Spara")
    assert [area.name for area in found.editions[0].areas] == ["Digital vård", "Ekonomi"]
    assert rules(found) == ["S9"]


def test_a_name_that_fits_two_areas_fits_none() -> None:
    rows = ("Digital vård i norr\tEtt", "Digital vård i söder\tTvå")
    found = edition("Fokusområde\t2026 delmål", *rows, "## Digital vård", "**Delmål 2026:** Tre")
    assert len(found.editions[0].areas) == 3


def test_a_heading_that_nothing_is_said_of_has_no_place() -> None:
    found = edition("## Inledning", "Kära läsare", "## Digital vård", "**Nuläge:** Ett")
    assert [line.text for line in found.unplaced] == ["## Inledning", "Kära läsare"]


def test_a_stressed_sentence_is_no_title() -> None:
    found = edition("**Utkast**", "## Digital vård", "**Nuläge:** Ett")
    assert [line.text for line in found.unplaced] == ["**Utkast**"]
