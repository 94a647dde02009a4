"""The named readers of a restricted directive, on its page."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, url, words
from uppdragil.core.contention import Busy
from uppdragil.directives import readers
from uppdragil.directives.models import NamedReader
from uppdragil.web.busy import busy_sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> f.Mandate:
    return f.at("preparation", visibility="restricted")


@pytest.fixture
def lead(made: f.Mandate) -> Client:
    return signed_in(made.cast.lead)


def panel(client: Client, made: f.Mandate) -> Any:
    found = page_of(client.get(url(made))).xpath("//section[@aria-labelledby='readers']")
    return found[0] if found else None


def test_the_lead_names_a_reader_who_then_opens_the_page(made: f.Mandate, lead: Client) -> None:
    reader = f.person("Rita")
    response = lead.post(url(made, "readers/"), {"named": reader.name})
    assert response.headers["Location"].endswith("#readers")
    assert reader.name in panel(lead, made).text_content()
    assert signed_in(reader).get(url(made)).status_code == 200


def test_a_reader_who_is_removed_finds_no_such_page(made: f.Mandate, lead: Client) -> None:
    reader = f.person("Rita")
    lead.post(url(made, "readers/"), {"named": reader.name})
    button = next(b for b in panel(lead, made).iter("button") if b.get("name") == "person")
    lead.post(url(made, "readers/remove/"), {"person": button.get("value")})
    assert signed_in(reader).get(url(made)).status_code == 404
    assert not NamedReader.objects.exists()


def test_of_two_with_one_name_the_chosen_one_is_named(made: f.Mandate, lead: Client) -> None:
    first, other = f.person("Kim"), f.person("Kim")
    other.name = first.name
    other.save()
    assert lead.post(url(made, "readers/"), {"named": first.name}).status_code == 422
    lead.post(url(made, "readers/"), {"named": f"{first.name}, titel (person)", "pick": other.uid})
    assert NamedReader.objects.get().person == other


def test_the_page_is_as_large_however_many_people_there_are(made: f.Mandate, lead: Client) -> None:
    before = lead.get(url(made)).content
    for number in range(20):
        f.person(f"Ytterligare {number}")
    assert len(lead.get(url(made)).content) == len(before)


def test_nobody_chosen_comes_back_with_the_form(made: f.Mandate, lead: Client) -> None:
    response = lead.post(url(made, "readers/"), {"named": ""})
    assert response.status_code == 422
    assert "Välj vem" in words(response)


@pytest.mark.parametrize("kind", ["owner", "office"])
def test_the_form_is_there_for_the_lead_and_the_office_alone(made: f.Mandate, kind: str) -> None:
    shown = panel(signed_in(getattr(made.cast, kind)), made)
    assert bool(list(shown.iter("form"))) == (kind == "office")


def test_somebody_else_s_form_is_refused_with_who_can(made: f.Mandate) -> None:
    reader, owner = f.person("Rita"), signed_in(made.cast.owner)
    response = owner.post(url(made, "readers/"), {"named": reader.name}, follow=True)
    assert "Uppdragsledaren eller portföljkontoret" in words(response)
    assert not NamedReader.objects.exists()


def test_a_named_reader_does_not_see_the_others(made: f.Mandate, lead: Client) -> None:
    reader = f.person("Rita")
    lead.post(url(made, "readers/"), {"named": reader.name})
    assert panel(signed_in(reader), made) is None


def test_an_internal_directive_has_no_named_readers_on_its_page() -> None:
    made = f.at("preparation")
    assert panel(signed_in(made.cast.lead), made) is None


def test_readers_that_cannot_be_named_now_are_still_chosen(
    made: f.Mandate, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(**_: object) -> None:
        raise Busy from OperationalError("locked")

    monkeypatch.setattr(readers, "name", busy)
    response = lead.post(url(made, "readers/"), {"named": f.person("Rita").name})
    assert response.status_code == 409
    assert busy_sentence() in words(response)
