"""Two people at once: both texts side by side, nobody overwrites another unknowingly."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories as f
from tests.web.directive_pages import (
    edit_url,
    fields_of,
    page_of,
    words,
)
from tests.web.editing.kit import send, written

pytestmark = pytest.mark.django_db


def test_a_second_save_shows_both_texts_and_keeps_mine(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "idea")))
    written(made, "idea", "Telefonin i drift på hälften")
    response = lead.post(edit_url(made, "idea"), sent | {"idea-text": "Telefonin i drift och överlämnad"})
    page = page_of(response)
    theirs, mine = page.xpath("//div[@class='conflict__sides']/div")
    assert response.status_code == 409
    assert made.content.idea == "Telefonin i drift på hälften"
    assert "på hälften" in theirs.text_content()
    assert "och överlämnad" in mine.text_content()
    assert f"{made.cast.lead.name} sparade det här kl. 10.30" in words(response)
    assert fields_of(response)["idea-text"].strip() == "Telefonin i drift och överlämnad"


def test_my_text_is_saved_over_the_other_only_when_i_say_so(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "idea")))
    written(made, "idea", "Den andras")
    response = lead.post(edit_url(made, "idea"), sent | {"idea-text": "Min"})
    assert page_of(response).xpath("//button[contains(., 'Använd den andras text')]/@value") == [
        "theirs:idea"
    ]
    assert lead.post(edit_url(made, "idea"), fields_of(response)).status_code == 302
    assert made.content.idea == "Min"


def test_rows_that_clash_are_shown_row_by_row(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "mandate_goals")))
    one, two = made.content.mandate_goals
    written(made, "mandate_goals", (one, two.model_copy(update={"text": "En gemensam dörr"})))
    response = lead.post(edit_url(made, "mandate_goals"), sent | {"mandate_goals-1-text": "En rutin till"})
    shown = words(response)
    assert response.status_code == 409
    assert "dörr" in shown
    assert "rutin till" in shown


def test_a_form_that_was_sent_twice_is_no_conflict(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "idea"))) | {"idea-text": "En gång"}
    assert [lead.post(edit_url(made, "idea"), sent).status_code for _press in range(2)] == [302, 302]


@pytest.mark.parametrize("seen", ["", "x", "-1", "0 a:b", "٣", "9" * 400, ":::", "f" * 16])
def test_a_mark_that_never_was_is_a_clash_and_no_save(made: f.Mandate, lead: Client, seen: str) -> None:
    response = send(lead, made, "idea", seen=seen, text="Min")
    assert response.status_code == 409
    assert made.content.idea == "Text om idea"


def test_what_clashes_with_nothing_is_saved_although_something_else_does(
    made: f.Mandate, lead: Client
) -> None:
    sent = fields_of(lead.get(edit_url(made)))
    written(made, "idea", "Den andras")
    typed = {"idea-text": "Min", "background-text": "Också min", "mandate_goals-1-text": "Även den"}
    response = lead.post(edit_url(made), sent | typed)
    assert (made.content.background, made.content.mandate_goals[1].text) == ("Också min", "Även den")
    assert "Allt annat är sparat" in words(response)
    assert fields_of(response)["idea-text"].strip() == "Min"


def test_the_other_text_is_taken_and_everything_else_that_is_typed_stays(
    made: f.Mandate, lead: Client
) -> None:
    sent = fields_of(lead.get(edit_url(made)))
    goal = made.content.mandate_goals[0]
    written(made, "idea", "Den andras")
    written(
        made, "mandate_goals", (goal.model_copy(update={"text": "Deras"}), *made.content.mandate_goals[1:])
    )
    typed = {"idea-text": "Min", "mandate_goals-0-text": "Mitt"}
    clash = fields_of(lead.post(edit_url(made), sent | typed))

    one = fields_of(lead.post(edit_url(made), clash | {"do": "theirs:idea"}))
    both = fields_of(lead.post(edit_url(made), one | {"do": f"theirs:mandate_goals:{goal.uid}"}))

    assert (one["idea-text"].strip(), one["mandate_goals-0-text"].strip()) == ("Den andras", "Mitt")
    assert both["mandate_goals-0-text"].strip() == "Deras"
    assert lead.post(edit_url(made), both).status_code == 302
    assert (made.content.idea, made.content.mandate_goals[0].text) == ("Den andras", "Deras")


def test_two_people_in_one_chapter_save_their_own_rows_and_clash_over_nothing(
    made: f.Mandate, lead: Client
) -> None:
    mine, theirs = (fields_of(lead.get(edit_url(made))) for _who in range(2))
    for sent in (mine | {"mandate_goals-0-text": "Mitt"}, theirs | {"mandate_goals-1-text": "Deras"}):
        assert lead.post(edit_url(made), sent).status_code == 302
    assert [goal.text for goal in made.content.mandate_goals] == ["Mitt", "Deras"]


def test_a_row_that_somebody_changed_is_not_removed_unseen(made: f.Mandate, lead: Client) -> None:
    removed = fields_of(send(lead, made, "mandate_goals", "delete:0"))
    one, two = made.content.mandate_goals
    written(made, "mandate_goals", (one.model_copy(update={"text": "Viktigt nu"}), two))
    clash = lead.post(edit_url(made), removed)
    assert clash.status_code == 409
    assert "Viktigt nu" in words(clash)
    assert len(made.content.mandate_goals) == 2
    back = fields_of(lead.post(edit_url(made), fields_of(clash) | {"do": f"theirs:mandate_goals:{one.uid}"}))
    assert "Viktigt nu" in {back["mandate_goals-0-text"].strip(), back["mandate_goals-1-text"].strip()}
