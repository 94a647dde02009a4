"""Two presses at the same moment, through the pages: the form, the session, the proof and the answer too."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories import PASSWORD, at
from tests.web.directive_pages import signed_in
from tests.web.gatekit import fields, filled, put_forward, url
from uppdragil.decisions.models import Decision, SignOff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
ANSWERS = {302, 409, 422, 429}


def as_sent_by(client: Client) -> Client:
    """Another window of the same browser: its own connection, the same session; errors become answers."""
    window = Client(raise_request_exception=False)
    window.cookies = client.cookies
    return window


def test_a_decision_confirmed_in_two_windows_is_made_once(race: Any, rounds: int) -> None:
    for _ in range(rounds):
        made = at("bp1")
        owner = signed_in(made.cast.owner)
        put_forward(owner, made)
        address = url("gate-confirm", made)
        sent = fields(owner.get(address)) | {"password": PASSWORD}

        answers = race(*[lambda a=address, s=sent, c=owner: as_sent_by(c).post(a, s).status_code] * 2)

        assert set(answers) <= ANSWERS
        assert SignOff.objects.filter(round__directive=made.directive, round__gate="BP1").count() == 1
        assert Decision.objects.filter(directive=made.directive, gate="BP1").count() == 1


def test_answers_typed_in_two_windows_are_answered_and_one_holds(race: Any, rounds: int) -> None:
    made = at("bp1")
    owner = signed_in(made.cast.owner)
    address = url("gate", made)
    for number in range(rounds):
        page = owner.get(address)
        texts = [
            filled(made, page, "rework", motivation=f"{who} {number}", do="save") for who in ("Ett", "Två")
        ]

        answers = race(*(lambda s=s: as_sent_by(owner).post(address, s).status_code for s in texts))

        assert set(answers) <= {200, *ANSWERS}
        assert fields(owner.get(address))["motivation"] in {text["motivation"] for text in texts}
