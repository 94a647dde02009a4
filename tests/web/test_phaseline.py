"""The steps of the phase line."""

from __future__ import annotations

import pytest

from tests import factories as f
from uppdragil.directives.policies import Access
from uppdragil.web.access import Seen
from uppdragil.web.parts import StepState
from uppdragil.web.phaseline import steps

pytestmark = pytest.mark.django_db


def states(made: f.Mandate) -> list[str]:
    made.directive.refresh_from_db()
    seen = Seen(made.directive, made.cast.office, Access.WORKING, f.NOW)
    return [step.state for step in steps(seen)]


def test_a_mandate_that_was_stopped_passed_only_the_gates_that_were_decided() -> None:
    made = f.at("execution")
    made.stop()

    assert states(made) == [StepState.PASSED] * 3 + [StepState.AHEAD] * 2
