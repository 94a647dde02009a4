"""The controller's list of what is written in their units."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from tests import factories as f
from tests.web.directive_pages import signed_in, words
from uppdragil.organisation.models import Duty

pytestmark = pytest.mark.django_db


def test_a_pause_is_shown_with_its_day_and_reason() -> None:
    unit = f.unit()
    controller = f.duty(f.person("Karl"), Duty.Kind.CONTROLLER, unit)
    made = f.at("preparation", unit=unit.name, unit_id=unit.uid)
    made.pause(reason="Väntar på avtalet", wake_on=dt.date(2026, 6, 1))

    shown = words(signed_in(controller).get(reverse("controlled")))

    assert "Pausat till 1 jun 2026: Väntar på avtalet" in shown
