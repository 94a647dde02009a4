"""The pages of conditions."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from tests.web.gatekit import confirm, put_forward, url
from uppdragil.decisions.models import Condition, ConditionNote
from uppdragil.gates import values

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> f.Mandate:
    """Passed BP0 on one condition, which the owner's title answers for."""
    mandate = f.at("bp0")
    due = f.TODAY + dt.timedelta(days=14)
    condition = values.Condition("Beräkna kostnaden", "Ekonomen", due)
    mandate.decide("conditional", proposal=mandate.proposal("conditional", conditions=(condition,)))
    return mandate


def condition_of(made: f.Mandate) -> Condition:
    return Condition.objects.get(decision__directive=made.directive)


def address(made: f.Mandate, name: str = "condition") -> str:
    return reverse(name, args=[made.directive.uid, condition_of(made).uid])


def test_the_lead_notes_a_condition_as_met_with_a_link(made: f.Mandate) -> None:
    client = signed_in(made.cast.lead)

    answer = client.post(address(made), {"text": "Se bilagan", "evidence": "https://example.org/1"})

    assert answer.status_code == 302
    note = ConditionNote.objects.get()
    assert (note.state, note.text, note.evidence) == ("met", "Se bilagan", "https://example.org/1")


def test_the_story_and_the_link_stand_on_the_page(made: f.Mandate) -> None:
    client = signed_in(made.cast.lead)
    client.post(address(made), {"text": "Se bilagan", "evidence": "https://example.org/1"})

    page = client.get(address(made)).content.decode()

    assert "Se bilagan" in page
    assert 'href="https://example.org/1"' in page


def test_an_empty_note_is_refused_with_its_reason(made: f.Mandate) -> None:
    answer = signed_in(made.cast.lead).post(address(made), {"text": "", "evidence": ""})

    assert answer.status_code == 409
    assert ConditionNote.objects.count() == 0


def test_a_link_that_is_none_is_refused_and_stays_in_the_form(made: f.Mandate) -> None:
    answer = signed_in(made.cast.lead).post(
        address(made), {"text": "Klart", "evidence": "javascript:alert(1)"}
    )

    assert answer.status_code == 422
    assert "Klart" in answer.content.decode()


def test_those_who_cannot_note_it_get_no_form(made: f.Mandate) -> None:
    page = page_of(signed_in(made.cast.secretary).get(address(made)))

    assert not [form for form in page.forms if "text" in form.fields]


def test_a_decider_waives_it_with_the_password(made: f.Mandate) -> None:
    client = signed_in(made.cast.owner)

    answer = client.post(address(made, "condition-waive"), {"reason": "Behövs inte", "password": f.PASSWORD})

    assert answer.status_code == 302
    assert ConditionNote.objects.get().state == "waived"


def test_without_the_password_nothing_is_waived_and_the_reason_stays(made: f.Mandate) -> None:
    answer = signed_in(made.cast.owner).post(address(made, "condition-waive"), {"reason": "Behövs inte"})

    assert answer.status_code == 422
    assert "Behövs inte" in answer.content.decode()
    assert ConditionNote.objects.count() == 0


def test_a_condition_of_another_mandate_is_not_found(made: f.Mandate) -> None:
    other = f.at("preparation", made.cast)
    path = reverse("condition", args=[other.directive.uid, condition_of(made).uid])

    assert signed_in(made.cast.lead).get(path).status_code == 404


def test_open_conditions_stand_on_the_gate_page_and_on_the_directive(made: f.Mandate) -> None:
    made.submit()
    client = signed_in(made.cast.owner)

    assert "Beräkna kostnaden" in client.get(url("gate", made)).content.decode()
    assert "Beräkna kostnaden" in client.get(url("directive", made)).content.decode()


def test_a_responsible_of_the_organisation_is_tied_to_the_register() -> None:
    made = f.at("bp1")
    client = signed_in(made.cast.owner)
    title = made.content.roles[0].holder
    ahead = str(timezone.localdate() + dt.timedelta(days=14))
    typed = {"conditions-0-responsible": title.upper(), "conditions-0-due": ahead}
    put_forward(client, made, "conditional", **typed)
    confirm(client, made)

    condition = condition_of(made)
    assert (condition.holder_kind, condition.holder_id) == ("position", made.content.roles[0].holder_id)


def test_the_list_of_conditions_costs_as_many_queries_for_many_as_for_one(made: f.Mandate) -> None:
    client = signed_in(made.cast.lead)
    client.get(url("directive", made))

    def cost() -> int:
        with CaptureQueriesContext(connection) as sent:
            client.get(url("directive", made))
        return len(sent)

    one = cost()
    decision = condition_of(made).decision
    for position in range(2, 22):
        Condition.objects.create(
            decision=decision, position=position, text="Mer", responsible="Ingen", due=f.TODAY
        )

    assert cost() == one


def test_a_gate_is_named_wherever_a_condition_stands(made: f.Mandate) -> None:
    client = signed_in(made.cast.lead)

    assert "BP0 Fastställande av uppdragsdirektiv" in words(client.get(url("directive", made)))
    shown = words(client.get(address(made)))
    assert "Villkor · BP0 Fastställande av uppdragsdirektiv" in shown
    assert "Beslutet vid BP0 Fastställande av uppdragsdirektiv" in shown
