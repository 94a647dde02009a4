"""What the gates are told of the capacity of those who receive: the right numbers, and none that not all may know."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.portfolio.capacity import SOON, frozen, landing_on, receiver, room
from uppdragil.directives.content import Visibility
from uppdragil.gates.checks.capacity import Receiving
from uppdragil.gates.prefill import Suggestion
from uppdragil.gates.values import Value
from workflows import judging

pytestmark = pytest.mark.django_db
MAY = dt.date(2026, 5, 1)


def suggestion(made: f.Mandate) -> Suggestion:
    made.directive.refresh_from_db()
    assert made.round
    return judging.suggestions(made.directive, made.round, f.TODAY)["receiver"]


def received(made: f.Mandate) -> Receiving:
    (one,) = suggestion(made).params["receiving"]  # type: ignore[misc]
    assert isinstance(one, Receiving)
    return one


@pytest.mark.both_databases
@pytest.mark.parametrize("phase", ["bp0", "bp1"])
def test_more_than_fits_in_its_month_is_named(phase: str) -> None:
    unit = receiver()
    landing_on(unit, days=SOON)
    room(unit, 1)
    made = landing_on(unit, phase=phase, days=SOON)
    assert suggestion(made).value is Value.NO
    assert received(made) == Receiving(unit.name, MAY, 1, 1)


def test_a_freeze_on_its_day_is_named() -> None:
    unit = receiver()
    period = frozen(unit, starts=dt.date(2026, 5, 12), ends=dt.date(2026, 5, 12))
    made = landing_on(unit, phase="bp0", days=SOON)
    assert suggestion(made).value is Value.NO
    assert received(made).frozen == ((period.starts, period.ends),)


def test_with_room_it_says_yes_at_bp0_and_leaves_it_to_people_at_bp1() -> None:
    unit = receiver()
    room(unit, 1)
    assert suggestion(landing_on(unit, phase="bp0", days=SOON)).value is Value.YES
    assert suggestion(landing_on(unit, phase="bp1", days=SOON)).value is None


def test_neither_a_restricted_mandate_nor_an_undecided_one_is_in_the_number() -> None:
    unit = receiver()
    room(unit, 1)
    landing_on(unit, days=SOON, visibility=Visibility.RESTRICTED)
    landing_on(unit, phase="bp0", days=SOON)
    made = landing_on(unit, phase="bp1", days=SOON, visibility=Visibility.RESTRICTED)
    assert received(made) == Receiving(unit.name, MAY, 0, 1)


def test_a_receiver_of_no_unit_leaves_it_to_people() -> None:
    assert suggestion(f.at("bp1")) == Suggestion(None, "receiver_unit_unknown")


def test_gates_that_do_not_ask_for_it_read_nothing_and_the_others_as_much_whatever_lands() -> None:
    unit, asked = receiver(), []
    made = landing_on(f.person("Siv", unit=unit), phase="bp1", days=SOON)
    later = f.at("bp2")
    for _ in range(2):
        landing_on(unit, days=SOON)
        room(unit, 1 + len(asked))
        asked.append((_queries(made), _queries(later)))
    assert asked[0] == asked[1]
    assert asked[0][0] - asked[0][1] <= 7


def _queries(made: f.Mandate) -> int:
    made.directive.refresh_from_db()
    round_ = made.round
    assert round_
    with CaptureQueriesContext(connection) as queries:
        judging.suggestions(made.directive, round_, f.TODAY)
    return len(queries)
