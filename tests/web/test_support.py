"""The pages of support needs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as f
from tests.meetings.kit import a_kit
from tests.portfolio.needs import need_of
from tests.web.directive_pages import page_of, signed_in, url, words
from uppdragil.core.contention import Busy
from uppdragil.portfolio import support
from uppdragil.portfolio.models import SupportNeed
from uppdragil.web.busy import busy_sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> f.Mandate:
    return f.at("preparation")


@pytest.fixture
def lead(made: f.Mandate) -> Client:
    return signed_in(made.cast.lead)


def form(**given: str) -> dict[str, str]:
    due = str(timezone.localdate() + dt.timedelta(days=14))
    return {"kind": "people", "text": "En jurist till", "whom": "Personalchefen", "due": due} | given


def address(need: SupportNeed, name: str = "support-need") -> str:
    return reverse(name, args=[need.directive.uid, need.uid])


def panel(client: Client, made: f.Mandate) -> Any:
    found = page_of(client.get(url(made))).xpath("//section[@aria-labelledby='support']")
    return found[0] if found else None


def test_the_lead_asks_for_support_and_sees_it_on_the_mandate(made: f.Mandate, lead: Client) -> None:
    answer = lead.post(url(made, "support/"), form())
    assert answer.status_code == 302
    shown = " ".join(panel(lead, made).text_content().split())
    assert "En jurist till" in shown
    assert "Bemanning · Personalchefen" in shown


def test_a_whom_that_names_the_deciding_body_asks_it(made: f.Mandate, lead: Client) -> None:
    lead.post(url(made, "support/"), form(whom=made.cast.body.name.upper()))
    need = SupportNeed.objects.get()
    assert (need.body, need.responsible) == (made.cast.body, "")


def test_a_whom_of_the_organisation_is_tied_to_the_register(made: f.Mandate, lead: Client) -> None:
    role = made.content.roles[0]
    lead.post(url(made, "support/"), form(whom=role.holder))
    need = SupportNeed.objects.get()
    assert (need.holder_kind, need.holder_id) == ("position", role.holder_id)


def test_another_body_s_name_is_words_alone(made: f.Mandate, lead: Client) -> None:
    other = f.body(f.person())
    lead.post(url(made, "support/"), form(whom=other.name))
    assert SupportNeed.objects.get().body is None


def test_a_day_that_has_passed_is_refused_and_what_was_typed_stays(made: f.Mandate, lead: Client) -> None:
    answer = lead.post(url(made, "support/"), form(due="2020-01-01"))
    assert answer.status_code == 409
    assert "en dag som har passerat" in words(answer)
    assert "En jurist till" in answer.content.decode()
    assert not SupportNeed.objects.exists()


def test_an_empty_form_comes_back(made: f.Mandate, lead: Client) -> None:
    assert lead.post(url(made, "support/"), {}).status_code == 422


def test_who_does_not_work_on_it_is_told_who_does(made: f.Mandate) -> None:
    owner = signed_in(made.cast.owner)
    assert "Uppdragsledaren eller portföljkontoret" in words(owner.get(url(made, "support/")))
    assert owner.post(url(made, "support/"), form()).status_code == 409
    assert not SupportNeed.objects.exists()


def test_the_panel_is_not_drawn_where_there_is_nothing_to_show_or_do(made: f.Mandate, lead: Client) -> None:
    assert panel(signed_in(made.cast.owner), made) is None
    assert panel(lead, made) is not None


def test_a_reader_sees_no_need(made: f.Mandate) -> None:
    need, reader = need_of(made), signed_in(f.person("Rita"))
    assert panel(reader, made) is None
    assert reader.get(address(need)).status_code == 404


def test_the_secretary_answers_for_the_body(made: f.Mandate) -> None:
    need = need_of(made, body=made.cast.body)
    secretary = signed_in(made.cast.secretary)
    answer = secretary.post(address(need), {"text": "Ja, från april"}, follow=True)
    assert "Ja, från april" in words(answer)
    assert "Besvarat" in words(answer)


def test_those_who_are_not_asked_get_no_form_and_the_names_of_who_is(made: f.Mandate) -> None:
    need, owner = need_of(made, body=made.cast.body), signed_in(made.cast.owner)
    page = owner.get(address(need))
    assert not [one for one in page_of(page).forms if "text" in one.fields]
    assert f"{made.cast.secretary.name} kan svara." in words(page)
    assert owner.post(address(need), {"text": "Nej"}).status_code == 409


def test_the_lead_withdraws_it_and_nobody_else_does(made: f.Mandate, lead: Client) -> None:
    need = need_of(made)
    signed_in(made.cast.owner).post(address(need, "support-withdraw"))
    need.refresh_from_db()
    assert need.is_open

    answer = lead.post(address(need, "support-withdraw"), follow=True)
    assert "Behövs inte längre" in words(answer)


def test_a_need_of_another_mandate_is_not_found(made: f.Mandate, lead: Client) -> None:
    need, other = need_of(made), f.at("preparation", made.cast)
    for name, method in (
        ("support-need", lead.get),
        ("support-need", lead.post),
        ("support-withdraw", lead.post),
    ):
        assert method(reverse(name, args=[other.directive.uid, need.uid])).status_code == 404


def test_an_answer_that_cannot_be_stored_now_stays_in_the_form(
    made: f.Mandate, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(**_: object) -> None:
        raise Busy from OperationalError("locked")

    need = need_of(made)
    monkeypatch.setattr(support, "answer", busy)
    response = lead.post(address(need), {"text": "Ja, från april"})
    assert response.status_code == 409
    assert busy_sentence() in words(response)
    assert "Ja, från april" in words(response)


def test_the_panel_costs_as_many_queries_for_many_needs_as_for_one(made: f.Mandate, lead: Client) -> None:
    need_of(made, body=made.cast.body)
    lead.get(url(made))

    def cost() -> int:
        with CaptureQueriesContext(connection) as sent:
            lead.get(url(made))
        return len(sent)

    one = cost()
    for _ in range(5):
        need_of(made, body=made.cast.body)
    assert cost() == one


def test_a_need_that_is_taken_up_leads_to_its_own_page() -> None:
    kit = a_kit()
    mandate = kit.mandate()
    need = need_of(mandate, body=kit.body, due=f.TODAY)
    meeting = kit.opened()
    kit.take(meeting, need.uid)
    secretary = signed_in(kit.secretary)
    room_page = secretary.get(reverse("meeting-room", args=[meeting.uid])).content.decode()
    note_page = secretary.get(reverse("meeting-note", args=[meeting.uid, need.uid])).content.decode()
    assert (address(need) in room_page, address(need) in note_page) == (True, True)
    assert need.text in note_page
