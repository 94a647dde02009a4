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
    response = lead.post(edit_url(made, "idea"), sent | {"text": "Telefonin i drift och överlämnad"})
    page = page_of(response)
    theirs, mine = page.xpath("//div[@class='conflict__sides']/div")
    assert response.status_code == 409
    assert made.content.idea == "Telefonin i drift på hälften"
    assert "på hälften" in theirs.text_content()
    assert "och överlämnad" in mine.text_content()
    assert f"{made.cast.lead.name} sparade det här kapitlet klockan 10.30" in words(response)
    assert fields_of(response)["text"].strip() == "Telefonin i drift och överlämnad"


def test_my_text_is_saved_over_the_other_only_when_i_say_so(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "idea")))
    written(made, "idea", "Den andras")
    response = lead.post(edit_url(made, "idea"), sent | {"text": "Min"})
    assert page_of(response).xpath("//a[contains(., 'Använd den andras text')]/@href") == [
        edit_url(made, "idea")
    ]
    assert lead.post(edit_url(made, "idea"), fields_of(response)).status_code == 302
    assert made.content.idea == "Min"


def test_rows_that_clash_are_shown_row_by_row(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "mandate_goals")))
    one, two = made.content.mandate_goals
    written(made, "mandate_goals", (one.model_copy(update={"text": "En gemensam dörr"}), two))
    response = lead.post(edit_url(made, "mandate_goals"), sent | {"rows-1-text": "En rutin till"})
    shown = words(response)
    assert response.status_code == 409
    assert "dörr" in shown
    assert "rutin till" in shown


def test_a_form_that_was_sent_twice_is_no_conflict(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "idea"))) | {"text": "En gång"}
    assert [lead.post(edit_url(made, "idea"), sent).status_code for _press in range(2)] == [302, 302]


@pytest.mark.parametrize("version", ["", "x", "-1", "0", "999", "٣", "9" * 400])
def test_a_version_that_never_was_is_a_conflict_and_no_save(
    made: f.Mandate, lead: Client, version: str
) -> None:
    response = send(lead, made, "idea", version=version, text="Min")
    assert response.status_code == 409
    assert made.content.idea == "Text om idea"
