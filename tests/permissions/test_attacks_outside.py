"""From other sites and as other hosts: forms without token, redirects away, guessed passwords."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD
from uppdragil.core.models import AuditHead
from uppdragil.decisions.models import Decision

from .hostile import everything, form
from .world import Place, World

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.mark.parametrize(
    "where",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "\x00//evil.example",
        "///evil",
        "http:evil",
    ],
)
def test_nothing_leads_away_from_here(world: World, at_work: Place, where: str) -> None:
    client = Client()
    lead = world.people["lead"]
    answers = [
        client.post(reverse("set_language"), {"language": "en", "next": where}),
        client.post(reverse("account_login"), {"login": lead.uid, "password": PASSWORD, "next": where}),
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": where}),
        client.post(reverse("account_logout"), {"next": where}),
    ]
    places = [a.headers["Location"] for a in answers if "Location" in a.headers]
    assert len(places) >= 3
    assert not [place for place in places if "evil" in place or ":" in place or place.startswith("//")]


def test_an_unknown_host_is_refused(world: World) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost:80@evil.example", "", "a\x00"):
        assert world.ask("lead", "GET", "/", headers={"host": host}).status_code == 400


def test_no_form_is_taken_without_its_token(world: World, at_work: Place) -> None:
    client = world.client("lead", enforce_csrf_checks=True)
    paths = list(everything(world, at_work, "POST"))
    head = AuditHead.objects.values_list("hash", flat=True).first()
    codes = {name: client.post(path, form("x")).status_code for name, path in paths}
    assert {name: code for name, code in codes.items() if code != 403} == {}
    assert AuditHead.objects.values_list("hash", flat=True).first() == head


def test_a_form_from_another_site_is_refused(world: World, at_work: Place) -> None:
    client = world.client("owner", enforce_csrf_checks=True)
    page = client.get(reverse("pause", args=[at_work.directive.uid])).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    data = {"csrfmiddlewaretoken": token, "reason": "x", "wake_on": "2027-01-01"}
    answer = client.post(
        reverse("pause", args=[at_work.directive.uid]), data, headers={"origin": "https://evil.example"}
    )
    assert answer.status_code == 403


def test_passwords_are_not_guessed_without_end(world: World, at_gate: Place) -> None:
    client = world.client("owner")
    path = reverse("gate-confirm", args=[at_gate.directive.uid])
    page = client.get(path).content.decode()
    data: dict[str, Any] = {
        "round": at_gate.mandate.round.uid if at_gate.mandate.round else "",
        "fingerprint": page.split('name="fingerprint" value="')[1].split('"')[0],
    }
    codes = [client.post(path, data | {"password": f"guess {i}"}).status_code for i in range(20)]
    assert 429 in codes
    assert not Decision.objects.filter(directive=at_gate.directive, gate="BP2").exists()
