"""Measurements of impact goals: who gives them, what is refused, what stays, and what is asked for."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.portfolio.measured import DUE, delivered, goal, measured
from uppdragil.core.models import AuditEvent
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Substitution
from uppdragil.portfolio.benefits import selectors
from uppdragil.portfolio.benefits.models import Measurement
from uppdragil.portfolio.benefits.schedule import HALF_YEAR
from uppdragil.portfolio.benefits.services import Refused
from uppdragil.portfolio.benefits.standing import State

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def refused(made: f.Mandate, value: str | None = "40", **given: Any) -> str:
    with pytest.raises(Refused) as refusal:
        measured(made, value, **given)
    assert str(refusal.value)
    return refusal.value.code


def test_the_goal_is_kept_with_the_value_as_it_was_then() -> None:
    made = delivered()
    measured(made, "44.5", comment="Nittio av två hundra")
    (kept,) = Measurement.objects.all()
    assert (kept.text, kept.unit, kept.number) == ("Kortare väntan", "%", Decimal("44.5"))
    assert (kept.name, kept.title) == (made.cast.owner.name, "Direktör")


def test_a_substitute_measures_in_the_place_of_the_owner() -> None:
    made = delivered()
    other = f.person("Stina Ersättare")
    period = {"starts": f.TODAY, "ends": f.TODAY, "basis": "Förordnande"}
    Substitution.objects.create(person=made.cast.owner, substitute=other, **period)
    assert measured(made, "44", by=other).instead_of == made.cast.owner.name


def test_the_office_says_why_it_notes_a_value_for_the_owner() -> None:
    made = delivered()
    assert refused(made, by=made.cast.office, reason=" ") == "no_reason"
    assert measured(made, "44", by=made.cast.office, reason="Ägaren är ledig").reason == "Ägaren är ledig"


def test_who_is_only_named_as_measuring_may_not() -> None:
    other = f.person("Mia Mätare")
    made = delivered(goal(measured_by=other.name))
    assert refused(made, by=other) == refused(made, by=made.cast.lead) == "not_owner"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"on": f.TODAY + DAY}, "future"),
        ({"value": None}, "no_value"),
        ({"goal": "nosuchgoal"}, "no_goal"),
    ],
)
def test_it_refuses(given: dict[str, Any], code: str) -> None:
    assert refused(delivered(), **given) == code


def test_a_goal_without_a_target_is_told_in_words() -> None:
    made = delivered(goal(target=None))
    assert refused(made, None, words=" ") == "no_words"
    assert measured(made, words="Patienterna är nöjda").words == "Patienterna är nöjda"


@pytest.mark.parametrize(("phase", "may"), [("preparation", False), ("execution", True), ("closed", False)])
def test_goals_are_measured_from_bp1_until_the_mandate_is_closed(phase: str, may: bool) -> None:
    made = delivered(phase=phase)
    if may:
        assert measured(made, "60")
    else:
        assert refused(made) == "not_open"


def test_a_correction_stands_in_the_place_of_the_first_which_stays() -> None:
    made = delivered()
    first = measured(made, "44")
    assert refused(made, "43") == "same_day"
    second = measured(made, "43", corrects=first)
    assert refused(made, "42", corrects=first) == "replaced"
    (standing,) = selectors.of_directive(made.directive, f.TODAY)
    assert standing.measurements == (second,)
    assert Measurement.objects.count() == 2


def test_a_measurement_of_another_goal_is_not_corrected_by_it() -> None:
    made = delivered(goal(), goal(text="Nöjdare"))
    other = measured(made, "44", goal=made.content.impact_goals[1].uid)
    assert refused(made, corrects=other) == "no_goal"


def test_the_chain_is_told_of_the_value_and_of_what_it_replaces() -> None:
    made = delivered()
    first = measured(made, "44.5")
    measured(made, "43", corrects=first)
    events = AuditEvent.objects.filter(verb__startswith="goal.").order_by("seq")
    said, corrected = (json.loads(bytes(event.payload.body)) for event in events)
    assert said["value"] == "44.5 %"
    assert corrected["replaces"] == first.uid


def test_a_value_is_asked_for_after_bp3_and_not_in_a_pause() -> None:
    made = delivered()
    standing = selectors.of_directive(made.directive, f.TODAY)[0]
    assert standing.delivered == f.TODAY
    assert standing.asked == f.TODAY + HALF_YEAR
    made.pause()
    assert selectors.of_directive(Directive.objects.get(), f.TODAY)[0].asked is None


def test_before_bp3_nothing_is_asked_for() -> None:
    (standing,) = selectors.of_directive(delivered(phase="execution").directive, f.TODAY)
    assert (standing.delivered, standing.asked, standing.verdict.state) == (None, None, State.UNMEASURED)


def test_a_closed_mandate_still_tells_how_its_goals_stood() -> None:
    made = delivered()
    measured(made, "20")
    made.close()
    (standing,) = selectors.of_directive(Directive.objects.get(), DUE)
    assert (standing.delivered, standing.asked, standing.verdict.state) == (f.TODAY, None, State.REACHED)


def test_many_mandates_cost_as_many_queries_as_one() -> None:
    cast = f.Cast()
    mandates = [delivered(cast=cast) for _ in range(3)]
    for made in mandates:
        measured(made, "44")
    with CaptureQueriesContext(connection) as queries:
        found = selectors.goals_of([made.directive for made in mandates], f.TODAY)
    assert [[s.verdict.state for s in standings] for standings in found.values()] == [[State.ON_WAY]] * 3
    assert len(queries) == 2  # one more where a mandate has ended
