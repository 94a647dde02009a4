"""Dismissing on the directive's page, and what deciders see of it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in
from tests.web.gatekit import url
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
