"""The head of a directive: its number is its own, its links have names."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.test import Client

from tests import factories as f
from tests.directives.edits import save_head
from tests.web.directive_pages import (
    edit_url,
    fields_of,
    signed_in,
    words,
)
from tests.web.editing.kit import send
from uppdragil.directives.content import (
    Visibility,
)

pytestmark = pytest.mark.django_db


def test_two_directives_cannot_have_one_number(made: f.Mandate, lead: Client) -> None:
    other = f.mandate(number="U 2020-001")
    response = send(lead, made, "head", number=other.content.number, subtitle="Kvar")
    assert response.status_code == 422
    assert "Ett annat direktiv har det numret" in words(response)
    assert fields_of(response)["head-subtitle"] == "Kvar"


def test_a_number_taken_between_the_check_and_the_save_is_refused_too(made: f.Mandate, lead: Client) -> None:
    other = f.mandate(number="U 2020-001")
    with patch(
        "uppdragil.web.forms.chapters.head.HeadForm.clean_number", lambda form: form.cleaned_data["number"]
    ):
        response = send(lead, made, "head", number=other.content.number)
    assert response.status_code == 422
    assert "Ett annat direktiv har det numret" in words(response)


def test_a_link_that_is_kept_in_the_head_is_written_by_its_name(made: f.Mandate, lead: Client) -> None:
    parent, unit = f.mandate(cast=made.cast, title="Paraplyet"), f.unit()
    send(lead, made, "head", unit_id=unit.uid, parent_id=parent.directive.uid)
    content = made.content
    assert (content.unit, content.unit_id) == (unit.name, unit.uid)
    assert content.parent == f"{parent.content.number} Paraplyet"
    assert content.parent_id == parent.directive.uid


def test_the_head_is_guarded_too(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "head")))
    save_head(made, title="Den andras")
    response = lead.post(edit_url(made, "head"), sent | {"head-title": "Min"})
    assert response.status_code == 409
    assert fields_of(response)["head-title"] == "Min"
    assert "Den andras" in words(response)


def test_the_locked_fields_of_the_head_are_facts_and_not_fields() -> None:
    made = f.at("preparation", visibility=Visibility.RESTRICTED)
    client = signed_in(made.cast.lead)
    response = client.get(edit_url(made, "head"))
    assert "head-title" not in fields_of(response)
    assert "Kortare väg in" in words(response)
    assert send(client, made, "head", title="Smyg", origin="Nytt ursprung").status_code == 302
    assert (made.content.title, made.content.origin) == ("Kortare väg in", "Nytt ursprung")
