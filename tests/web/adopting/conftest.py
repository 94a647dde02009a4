"""The office, and whom a mandate that it takes in names."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from tests import factories as f
from tests.factories import NOW
from uppdragil.organisation.models import Person, Position


@pytest.fixture(autouse=True)
def _now() -> Any:
    cache.clear()  # of counted attempts
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office() -> Person:
    return f.with_account(f.duty(f.person("Ove Kontor")))


@pytest.fixture
def owner() -> Position:
    return f.position(f.person("Olle"), title="Utvecklingsdirektör")


@pytest.fixture
def lead() -> Person:
    return f.person("Lena Ledare")


@pytest.fixture
def web(office: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(office.user)
    return client
