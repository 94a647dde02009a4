"""The office and its browser."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories
from tests.web.directive_pages import signed_in
from uppdragil.organisation.models import Person


@pytest.fixture
def office() -> Person:
    return factories.with_account(factories.duty(factories.person("Signe")))


@pytest.fixture
def web(office: Person) -> Client:
    return signed_in(office)
