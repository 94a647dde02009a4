"""A provider that runs as a process, and somebody whom it knows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from tests import factories as f
from tests.support.idp_client import (
    Idp,
    our_provider,
    sign_in,
)
from tests.web.gatekit import put_forward
from uppdragil.organisation.models import Person

from .kit import KARIN


@pytest.fixture(scope="module")
def provider() -> Iterator[Idp]:
    with our_provider() as running:
        yield running


@pytest.fixture
def idp(provider: Idp, settings: Settings) -> Idp:
    """The provider of the settings, answering as it should."""
    cache.clear()
    provider.answers()
    settings.SOCIALACCOUNT_PROVIDERS = provider.settings()
    return provider


@pytest.fixture
def karin() -> Person:
    """Known to the organisation, without an account."""
    return f.person("Karin", email=KARIN)


@pytest.fixture
def bp1(karin: Person) -> f.Mandate:
    return f.at("bp1", f.Cast(owner=karin, owners=(karin,)))


@pytest.fixture
def owner(bp1: f.Mandate, idp: Idp, client: Client) -> Client:
    """Karin's browser, signed in at the provider, with a yes put forward."""
    sign_in(client)
    put_forward(client, bp1)
    return client
