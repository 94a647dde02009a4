"""A mandate that comes before those who decide a second time: why it was sent back, and what is new since."""

from __future__ import annotations

import pytest

from tests import factories as f
from tests.directives.edits import save as save_chapter
from tests.web.directive_pages import page_of, signed_in, words
from tests.web.gatekit import url
from tests.workflows.test_changing import changed, submit
from uppdragil.decisions import changes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]
WHY = "Bakgrunden saknar siffror"
FIRST, SECOND = "En bakgrund utan siffror", "En bakgrund med siffror"


def writes(made: f.Mandate, key: str = "background", text: str = SECOND) -> None:
    said = made.content.model_copy(update={key: text})
    save_chapter(made, key, said)


def sent_back(phase: str, **fields: str) -> f.Mandate:
    """Sent back at `phase`, with another background since, and submitted anew."""
    made = f.at(phase, **fields)
    made.decide(proposal=made.proposal("rework", motivation=WHY))
    writes(made)
    made.submit()
    return made


def section(made: f.Mandate, who: f.Person | None = None) -> str:
    """The part of the gate page about what is new."""
    page = signed_in(who or made.cast.office).get(url("gate", made))
    return " ".join(page_of(page).xpath("//section[@aria-labelledby='s2']")[0].text_content().split())


@pytest.mark.parametrize(("phase", "outcome"), [("bp0", "Återremitteras"), ("bp1", "Återremitteras")])
def test_the_page_says_why_it_was_sent_back(phase: str, outcome: str) -> None:
    made = sent_back(phase)
    shown = words(
        signed_in(made.cast.secretary if phase == "bp0" else made.cast.owner).get(url("gate", made))
    )
    assert WHY in shown
    assert f"Förra gången: {outcome}" in shown


def test_at_the_first_gate_it_is_compared_with_what_was_sent_back() -> None:
    shown = section(sent_back("bp0", background=FIRST))
    assert "hela direktivet är nytt" not in shown
    assert "utan" in shown
    assert "med" in shown
    assert "Text om idea" not in shown


def test_later_it_is_compared_with_what_was_sent_back_and_folded_with_the_baseline() -> None:
    made = f.at("preparation", background="Beslutad bakgrund")
    writes(made, text=FIRST)
    made.submit()
    made.decide(proposal=made.proposal("rework", motivation=WHY))
    writes(made)
    made.submit()

    page = page_of(signed_in(made.cast.owner).get(url("gate", made)))
    (folded,) = page.xpath("//section[@aria-labelledby='s2']//details")
    assert "Beslutad" in folded.text_content()
    folded.drop_tree()
    (left,) = page.xpath("//section[@aria-labelledby='s2']")
    assert "Beslutad" not in left.text_content()
    assert [d.text_content() for d in left.xpath(".//ins")] == ["[tillagt: med]"]


def test_the_baseline_is_not_folded_where_it_says_the_same_as_what_was_sent_back() -> None:
    shown = signed_in((made := sent_back("bp1")).cast.owner).get(url("gate", made))
    assert not page_of(shown).xpath("//section[@aria-labelledby='s2']//details")


def test_each_change_stands_under_the_number_and_name_of_its_chapter() -> None:
    assert "1 Bakgrund" in section(sent_back("bp0"))


def test_what_is_unchanged_since_it_was_sent_back_is_said() -> None:
    made = f.at("bp0")
    made.decide(proposal=made.proposal("rework", motivation=WHY))
    made.submit()
    assert "Inget har ändrats sedan förra gången" in section(made)


def test_a_submission_taken_back_in_between_changes_nothing_of_this() -> None:
    made = sent_back("bp0", background=FIRST)
    made.withdraw()
    made.submit()
    assert "utan" in section(made)


def test_one_that_is_postponed_says_why_and_still_compares_with_what_was_decided() -> None:
    made = f.at("preparation", background=FIRST)
    writes(made)
    made.submit()
    made.decide(proposal=made.proposal("postpone", motivation="Vi väntar på budget"))
    assert "Vi väntar på budget" in words(signed_in(made.cast.owner).get(url("gate", made)))
    assert "utan" in section(made)


def test_one_that_is_postponed_after_it_was_sent_back_compares_with_what_was_sent_back() -> None:
    made = sent_back("bp0", background=FIRST)
    made.decide("postpone")
    assert "utan" in section(made)


def test_a_first_submission_is_new_as_a_whole() -> None:
    assert "hela direktivet är nytt" in section(f.at("bp0"))


def test_a_change_sent_back_shows_what_it_changes_and_folded_what_is_new_since() -> None:
    made = changed(costs="Två miljoner kronor")
    made.decide(proposal=made.proposal("rework", motivation=WHY))
    change = changes.open_change(made.directive)
    assert change is not None
    text = changes.proposal(change, made.content).model_copy(update={"costs": "Tre miljoner kronor"})
    values = {"change": change, "key": "costs", "version": change.version, "content": text}
    changes.save_chapter(**values, by=made.cast.lead, now=f.NOW)
    change.refresh_from_db()
    submit(made, change)

    page = page_of(signed_in(made.cast.owner).get(url("gate", made)))
    (folded,) = page.xpath("//section[@aria-labelledby='s2']//details")
    assert "Två" in folded.text_content()
    assert WHY in page.text_content()
    folded.drop_tree()
    (left,) = page.xpath("//section[@aria-labelledby='s2']")
    assert "Text om costs" in left.text_content().replace("\n", " ")
