"""Single sign-on against a provider that knows nothing of us: oidc-provider-mock, in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from tests import factories as f
from tests.support.idp_client import Idp, at_provider, come_back, leave, mock_provider, sign_in
from tests.web.directive_pages import words
from tests.web.gatekit import fields, put_forward, url
from uppdragil.decisions.models import SignOff

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def provider() -> Iterator[Idp]:
    with mock_provider() as running:
        yield running


@pytest.fixture
def idp(provider: Idp, settings: Settings) -> Idp:
    cache.clear()
    settings.SOCIALACCOUNT_PROVIDERS = provider.settings()
    claims = {"email": "karin@example.org", "email_verified": True}
    requests.put(f"{provider.url}/users/karin", json=claims, timeout=10).raise_for_status()
    return provider


@pytest.fixture
def bp1() -> f.Mandate:
    karin = f.person("Karin", email="karin@example.org")
    return f.at("bp1", f.Cast(owner=karin, owners=(karin,)))


def test_a_login_there_is_a_login_here(idp: Idp, bp1: f.Mandate, client: Client) -> None:
    assert sign_in(client, sub="karin").headers["Location"] == "/"
    assert client.get("/account/").context["person"] == bp1.cast.owner


def test_a_fresh_login_there_confirms_a_decision(idp: Idp, bp1: f.Mandate, client: Client) -> None:
    sign_in(client, sub="karin")
    put_forward(client, bp1)
    page = url("gate-confirm", bp1)
    come_back(client, at_provider(leave(client, page, **fields(client.get(page))), sub="karin"))
    client.post(page, fields(client.get(page)))
    assert bp1.phase == "execution"
    assert SignOff.objects.latest("pk").method == "oidc"


def test_somebody_else_who_logs_in_there_confirms_nothing(idp: Idp, bp1: f.Mandate, client: Client) -> None:
    sign_in(client, sub="karin")
    put_forward(client, bp1)
    page = url("gate-confirm", bp1)
    come_back(client, at_provider(leave(client, page, **fields(client.get(page))), sub="olle"))
    assert "någon annan" in words(client.get(page))
    assert client.post(page, fields(client.get(page))).status_code == 422


def test_who_denies_there_has_confirmed_nothing(idp: Idp, bp1: f.Mandate, client: Client) -> None:
    sign_in(client, sub="karin")
    put_forward(client, bp1)
    page = url("gate-confirm", bp1)
    come_back(client, at_provider(leave(client, page, **fields(client.get(page))), action="deny"))
    assert client.post(page, fields(client.get(page))).status_code == 422
    assert bp1.phase == "bp1"
