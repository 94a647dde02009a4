"""Who reads the chain, at the moment when the mandates of `factories` are made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from tests import factories as f
from tests.web.directive_pages import signed_in
from uppdragil.organisation.models import Duty


@pytest.fixture(autouse=True)
def _a_monday() -> Iterator[None]:
    with time_machine.travel(f.NOW, tick=False):
        yield


@pytest.fixture
def auditor() -> Client:
    return signed_in(f.duty(f.person("Rut"), Duty.Kind.AUDITOR))


@pytest.fixture
def office() -> Client:
    return signed_in(f.duty(f.person("Ove")))
