"""The ways to the provider and back."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests import factories as f
from tests.support.idp_client import (
    at_provider,
    come_back,
    leave,
)
from tests.web.gatekit import fields, url
from uppdragil.organisation.models import Person, User

KARIN = "karin@example.org"


def whole_trip(client: Client, mandate: f.Mandate) -> Any:
    """Leave the confirmation for the provider, and come back to it."""
    shown = fields(client.get(url("gate-confirm", mandate)))
    back = come_back(client, at_provider(leave(client, url("gate-confirm", mandate), **shown)))
    assert back.headers["Location"] == url("gate-confirm", mandate)
    return client.get(url("gate-confirm", mandate))


def press(client: Client, mandate: f.Mandate) -> Any:
    shown = fields(client.get(url("gate-confirm", mandate)))
    return client.post(url("gate-confirm", mandate), shown)


def give_password(person: Person) -> None:
    user = User.objects.get(person=person)
    user.set_password(f.PASSWORD)
    user.save()
