"""The way that a directive has gone: every stay with its times, every return."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from workflows.passes import Pass, passes, without_returns

pytestmark = pytest.mark.django_db


def way(made: f.Mandate) -> list[tuple[str, str]]:
    made.directive.refresh_from_db()
    return [(stay.node, stay.outcome) for stay in passes(made.directive)]


def test_a_draft_rests_where_it_began() -> None:
    made = f.mandate()
    start, draft = passes(made.directive)
    assert (start.node, start.left) == ("start", f.NOW)
    assert draft == Pass("draft", f.NOW)


def test_every_return_is_a_stay_of_its_own() -> None:
    made = f.mandate()
    for outcome in ("rework", "postpone"):
        made.submit()
        made.decide(outcome)
        if outcome == "rework":
            made.submit()
            made.withdraw()

    assert way(made) == [
        ("start", ""), ("draft", "submit"), ("bp0", "rework"), ("draft", "submit"), ("bp0", "withdraw"),
        ("draft", "submit"), ("bp0", "postpone"), ("bp0", ""),
    ]  # fmt: skip


def test_the_times_are_those_of_the_moves_not_of_the_machine() -> None:
    made = f.mandate()
    made.now = f.NOW + dt.timedelta(days=3)
    made.submit()
    made.now = f.NOW + dt.timedelta(days=10)
    made.decide("rework")

    stays = passes(made.directive)

    assert [stay.entered for stay in stays] == [f.NOW + dt.timedelta(days=n) for n in (0, 0, 3, 10)]
    assert stays[2].left == stays[3].entered
    assert stays[3].left is None


@pytest.mark.parametrize(("phase", "before"), [("closed", "realisation"), ("stopped", "bp0")])
def test_an_end_is_never_left(phase: str, before: str) -> None:
    *_, last_stay, end = passes(f.at(phase).directive)
    assert (end.node, end.left) == (phase, None)
    assert last_stay.node == before


def test_it_takes_one_query() -> None:
    directive = f.at("closed").directive
    with CaptureQueriesContext(connection) as asked:
        passes(directive)
    assert len(asked) == 1


def test_without_its_returns_the_way_goes_straight_on() -> None:
    made = f.mandate()
    made.submit()
    made.decide("rework")
    made.submit()
    made.decide("postpone")
    made.decide()

    told = without_returns(passes(made.directive))

    assert [(stay.node, stay.outcome) for stay in told] == [
        ("start", ""), ("draft", "submit"), ("bp0", "yes"), ("preparation", ""),
    ]  # fmt: skip
