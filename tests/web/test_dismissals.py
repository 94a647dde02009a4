"""Dismissing on the directive's page, and what deciders see of it."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from tests.web.gatekit import url
from uppdragil.core.contention import Busy
from uppdragil.directives import dismissals
from uppdragil.directives.models import Dismissal

pytestmark = pytest.mark.django_db


def dismiss_the_first(client: Client, made: f.Mandate, reason: str) -> object:
    form = next(form for form in page_of(client.get(url("directive", made))).forms if "reason" in form.fields)
    return client.post(form.action, {"finding": form.fields["finding"], "reason": reason}, follow=True)


def test_the_form_of_a_warning_dismisses_it_and_shows_the_reason() -> None:
    made = f.mandate()

    answer = dismiss_the_first(signed_in(made.cast.lead), made, "Mäts i ett annat uppdrag")

    assert Dismissal.objects.get().reason == "Mäts i ett annat uppdrag"
    assert "Mäts i ett annat uppdrag" in answer.content.decode()


def test_without_a_reason_nothing_is_dismissed() -> None:
    made = f.mandate()

    dismiss_the_first(signed_in(made.cast.lead), made, "")

    assert Dismissal.objects.count() == 0


def test_those_who_decide_see_what_was_dismissed_and_why() -> None:
    made = f.mandate()
    dismiss_the_first(signed_in(made.cast.lead), made, "Mäts i ett annat uppdrag")
    made.submit()

    page = signed_in(made.cast.secretary).get(url("gate", made)).content.decode()

    assert "Mäts i ett annat uppdrag" in page


def test_others_have_no_form_to_dismiss_with() -> None:
    made = f.mandate()

    page = page_of(signed_in(made.cast.owner).get(url("directive", made)))

    assert not [form for form in page.forms if "reason" in form.fields]


def the_first(client: Client, made: f.Mandate) -> tuple[str, dict[str, str]]:
    """Address and fields of the first finding's form."""
    form = next(form for form in page_of(client.get(url("directive", made))).forms if "reason" in form.fields)
    return form.action, dict(form.form_values())


def typed(answer: object) -> list[str]:
    return page_of(answer).xpath("//details[@open]//textarea[@name='reason']/text()")


def test_a_reason_that_cannot_be_kept_now_stays_in_its_form(monkeypatch: pytest.MonkeyPatch) -> None:
    made = f.mandate()
    lead = signed_in(made.cast.lead)
    address, fields = the_first(lead, made)

    def busy(**_: object) -> None:
        raise Busy from OperationalError("locked")

    monkeypatch.setattr(dismissals, "dismiss", busy)
    answer = lead.post(address, fields | {"reason": "Mäts redan"})

    assert answer.status_code == 409
    assert typed(answer) == ["Mäts redan"]


def test_a_reason_for_what_was_settled_meanwhile_is_told_again() -> None:
    made = f.mandate()
    lead = signed_in(made.cast.lead)
    address, fields = the_first(lead, made)

    answer = lead.post(address, fields | {"finding": "gone", "reason": "Mäts redan"})

    assert "Du skrev: Mäts redan" in words(answer)


def test_a_reason_that_was_sent_after_the_session_ended_is_shown_in_its_form() -> None:
    made = f.mandate()
    lead = signed_in(made.cast.lead)
    address, fields = the_first(lead, made)

    answer = lead.post(address, fields | {"reason": "Mäts redan", "do": "show"})

    assert (answer.status_code, typed(answer)) == (200, ["Mäts redan"])
    assert fields["typed_by"]
    assert not Dismissal.objects.exists()
