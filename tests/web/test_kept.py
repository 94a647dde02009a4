"""A form that is sent after the session has ended comes back to the one who typed, and acts by itself never."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from tests import factories as f
from tests.web.directive_pages import edit_url, fields_of, page_of, signed_in, url, words
from uppdragil.web import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def made() -> f.Mandate:
    draft = f.mandate()
    f.with_account(draft.cast.lead)
    return draft


@pytest.fixture
def lead(made: f.Mandate) -> Client:
    return signed_in(made.cast.lead)


def sent_too_late(client: Client, address: str, fields: dict[str, Any]) -> HttpResponse:
    client.logout()
    return client.post(address, fields)


def log_in(client: Client, response: HttpResponse, who: Any, password: str = f.PASSWORD) -> HttpResponse:
    """Fill in the login form of `response` and send it with everything that is hidden in it."""
    form = next(form for form in page_of(response).forms if "login" in form.fields)
    filled = dict(form.form_values()) | {"login": who.user.username, "password": password}
    return client.post("/account/login/", filled)


def show(client: Client, offered: HttpResponse, do: str = "show") -> HttpResponse:
    form = next(form for form in page_of(offered).forms if form.xpath(".//button[@value='show']"))
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value.removeprefix("\n"))
    return client.post(form.action, sent | {"do": do})


def untouched(response: HttpResponse, field: str) -> dict[str, Any]:
    return {k: v for k, v in fields_of(response).items() if k not in (field, "csrfmiddlewaretoken")}


@pytest.mark.parametrize(
    ("key", "field"), [("idea", "idea-text"), ("head", "head-origin"), ("activities", "activities-0-name")]
)
def test_what_was_typed_comes_back_in_its_form_and_is_not_saved(
    made: f.Mandate, lead: Client, key: str, field: str
) -> None:
    before = made.content
    sent = fields_of(lead.get(edit_url(made, key))) | {field: "Rad ett\r\n\r\nRad två & <tre>"}

    asked = sent_too_late(lead, edit_url(made, key), sent | {"do": "save"})
    offered = log_in(lead, asked, made.cast.lead)
    drawn = show(lead, offered)

    assert asked.status_code == 401
    assert fields_of(drawn)[field].splitlines() == ["Rad ett", "", "Rad två & <tre>"]
    assert untouched(drawn, field) == untouched(lead.get(edit_url(made, key)), field)
    assert "Inte sparat än" in words(drawn)
    assert made.content == before


def test_a_wrong_password_first_loses_nothing(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "idea"))) | {"idea-text": "Min text"}
    asked = sent_too_late(lead, edit_url(made, "idea"), sent)

    again = log_in(lead, asked, made.cast.lead, "fel")
    offered = log_in(lead, again, made.cast.lead)

    assert fields_of(show(lead, offered))["idea-text"].strip() == "Min text"


def test_somebody_else_who_logs_in_there_does_not_see_it(made: f.Mandate, lead: Client) -> None:
    other = f.with_account(f.person())
    sent = fields_of(lead.get(edit_url(made, "idea"))) | {"idea-text": "Min hemliga text"}

    asked = sent_too_late(lead, edit_url(made, "idea"), sent)
    answer = log_in(lead, asked, other)

    assert answer.status_code == 302
    assert "hemliga" not in lead.get("/").content.decode()


def test_a_demo_person_gets_it_back_too(made: f.Mandate, lead: Client) -> None:
    made.cast.lead.demo_note = "Leder."
    made.cast.lead.save()
    sent = fields_of(lead.get(edit_url(made, "idea"))) | {"idea-text": "Min text"}
    asked = sent_too_late(lead, edit_url(made, "idea"), sent)
    form = next(form for form in page_of(asked).forms if form.xpath(".//button[@name='person']"))

    offered = lead.post("/account/login/demo/", dict(form.form_values()) | {"person": made.cast.lead.uid})

    assert fields_of(show(lead, offered))["idea-text"].strip() == "Min text"


def test_who_logged_in_again_in_another_tab_gets_it_back(made: f.Mandate) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(made.cast.lead.user)
    sent = fields_of(strict.get(edit_url(made, "idea"))) | {"idea-text": "Min text", "do": "save"}
    strict.cookies["csrftoken"] = "x" * 32  # the login gave a new one

    offered = strict.post(edit_url(made, "idea"), sent)

    assert offered.status_code == 409
    assert "Min text" in offered.content.decode()
    assert made.content.idea == "Text om idea"


def test_a_form_from_another_site_is_refused_as_before(made: f.Mandate) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(made.cast.lead.user)

    answer = strict.post(edit_url(made, "idea"), {"idea-text": "Smyg", "typed_by": "0" * 32})

    assert answer.status_code == 403
    assert "Smyg" not in answer.content.decode()


def test_a_decision_is_shown_again_and_not_taken(made: f.Mandate) -> None:
    made.submit()
    deciding = signed_in(f.with_account(made.cast.secretary))
    gate = page_of(deciding.get(url(made, "gate/")))
    form = next(form for form in gate.forms if "outcome" in form.fields)
    sent = dict(form.form_values()) | {"motivation": "Därför", "outcome": "no", "do": "continue"}

    offered = log_in(deciding, sent_too_late(deciding, url(made, "gate/"), sent), made.cast.secretary)
    drawn = show(deciding, offered)

    assert drawn.status_code == 200
    assert page_of(drawn).xpath("//textarea[@name='motivation']")[0].text.strip() == "Därför"
    assert made.phase == "bp0"


def test_a_password_is_never_carried(made: f.Mandate, lead: Client) -> None:
    mark = fields_of(lead.get(edit_url(made, "idea")))["typed_by"]

    asked = sent_too_late(
        lead, url(made, "stop/"), {"typed_by": mark, "reason": "Slut", "password": f.PASSWORD}
    )
    offered = log_in(lead, asked, made.cast.lead)

    assert "Slut" in offered.content.decode()
    assert f.PASSWORD not in offered.content.decode()


def test_what_is_not_a_form_to_keep_goes_to_the_login_as_before(made: f.Mandate, client: Client) -> None:
    assert client.post(url(made, "settle/"), {"finding": "x"}).status_code == 302


def test_more_than_can_be_carried_goes_to_the_login_as_before(made: f.Mandate, client: Client) -> None:
    sent = {kept.FIELD: "x", "idea-text": "x" * kept.MAX_LENGTH}
    assert client.post(edit_url(made, "idea"), sent).status_code == 302


@pytest.mark.parametrize("typed", ["", "x", "x:y:z", "\x00"])
def test_what_we_have_not_signed_is_not_offered(made: f.Mandate, client: Client, typed: str) -> None:
    filled = {"login": made.cast.lead.user.username, "password": f.PASSWORD, "kept": typed}
    assert client.post("/account/login/", filled).status_code == 302


def test_after_an_hour_it_is_gone(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "idea")))
    with time_machine.travel(f.NOW, tick=False) as clock:
        asked = sent_too_late(lead, edit_url(made, "idea"), sent)
        clock.shift(kept.MAX_AGE + 1)
        assert log_in(lead, asked, made.cast.lead).status_code == 302
