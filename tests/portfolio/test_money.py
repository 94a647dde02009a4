"""What of a frame is activated, identified and spent: who tells it, what it says, and its sums."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import TODAY, at, duty, person
from tests.portfolio.moneys import money_told
from tests.strategies import rows
from uppdragil.core.models import AuditEvent
from uppdragil.directives.content import BudgetRow, DirectiveContent
from uppdragil.portfolio.models import MoneyState
from uppdragil.portfolio.money.selectors import by_area, last_states, total
from uppdragil.portfolio.money.services import Refused
from uppdragil.portfolio.money.verdict import Standing, judge, percent

FRAME = 120_000_000  # öre, of the factory's text
amounts = st.none() | st.integers(0, 10**12)


@pytest.mark.parametrize(
    ("frame", "activated", "identified", "outcome", "stands"),
    [
        (None, 1, 1, 1, Standing.UNKNOWN),
        (100, None, None, None, Standing.UNKNOWN),
        (100, None, None, 89, Standing.WITHIN),
        (100, None, None, 90, Standing.NEARLY),
        (100, None, None, 100, Standing.NEARLY),
        (100, None, None, 101, Standing.OVER),
        (100, 60, 40, 10, Standing.WITHIN),
        (100, 60, 41, 10, Standing.PROMISED),
        (100, 60, 41, 101, Standing.OVER),
        (10_800, 3_140, 2_500, None, Standing.WITHIN),
        (0, 0, 0, 0, Standing.WITHIN),
        (0, None, None, 1, Standing.OVER),
    ],
)
def test_amounts_are_held_against_the_frame(
    frame: int | None, activated: int | None, identified: int | None, outcome: int | None, stands: Standing
) -> None:
    assert judge(frame, activated, identified, outcome) is stands


@given(frame=st.integers(0, 10**12), activated=amounts, identified=amounts, outcome=st.integers(0, 10**12))
def test_it_is_over_exactly_when_more_is_spent_than_the_frame(
    frame: int, activated: int | None, identified: int | None, outcome: int
) -> None:
    assert (judge(frame, activated, identified, outcome) is Standing.OVER) == (outcome > frame)


@pytest.mark.parametrize(
    ("part", "frame", "share"), [(99, 100, 99), (999, 1000, 99), (1, None, None), (1, 0, None)]
)
def test_a_share_is_100_only_when_all_is_used(part: int, frame: int | None, share: int | None) -> None:
    assert percent(part, frame) == share


@given(st.lists(rows(BudgetRow), max_size=4))
def test_the_frame_is_the_sum_of_what_is_stated(said: list[Any]) -> None:
    budget = tuple(row.model_copy(update={"uid": f"row{n}"}) for n, row in enumerate(said))

    stated = [row.frame for row in budget if row.frame is not None]

    assert DirectiveContent(budget=budget).frame == (sum(stated) if stated else None)


@pytest.mark.django_db
def test_what_is_told_stands_with_the_frame_of_then_in_the_chain() -> None:
    made = at("execution")

    state = money_told(made, activated=31_400_000, identified=25_000_000, outcome=5, comment=" Enligt plan ")

    assert (state.frame, state.comment, state.instead_of) == (FRAME, "Enligt plan", "")
    event = AuditEvent.objects.get(verb="money.told")
    assert (event.subject, event.actor_name) == (made.directive.uid, made.cast.lead.name)


@pytest.mark.django_db
def test_an_owner_and_the_office_tell_it_too_and_nobody_else() -> None:
    made = at("execution")
    money_told(made, outcome=1, by=made.cast.owner)
    money_told(made, outcome=2, by=duty(person("Ove")))

    with pytest.raises(Refused) as refused:
        money_told(made, outcome=3, by=person("Vem som helst"))

    assert refused.value.code == "not_yours"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("phase", "said", "code"),
    [
        ("draft", {"outcome": 1}, "not_open"),
        ("closed", {"outcome": 1}, "not_open"),
        ("execution", {}, "nothing"),
        ("execution", {"outcome": 1, "on": TODAY + dt.timedelta(days=1)}, "future"),
    ],
)
def test_what_cannot_be_told_is_refused_and_leaves_nothing(
    phase: str, said: dict[str, Any], code: str
) -> None:
    made = at(phase)

    with pytest.raises(Refused) as refused:
        money_told(made, **said)

    assert refused.value.code == code
    assert not MoneyState.objects.exists()


@pytest.mark.django_db
def test_the_last_day_holds_and_of_a_day_what_was_told_last() -> None:
    made = at("execution")
    money_told(made, outcome=3)
    money_told(made, outcome=4)
    money_told(made, outcome=1, on=TODAY - dt.timedelta(days=5))

    assert last_states([made.directive])[made.directive.pk].outcome == 4


@pytest.mark.django_db
@pytest.mark.parametrize("said", [{"outcome": -1}, {}])
def test_the_database_refuses_what_no_form_gives(said: dict[str, int]) -> None:
    made = at("execution")
    row = MoneyState(
        directive=made.directive, on=TODAY, by=made.cast.lead, name="x", at=dt.datetime.now(dt.UTC), **said
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.django_db
def test_sums_are_of_what_one_sees_by_area_in_one_query() -> None:
    office = duty(person("Ove"))
    for outcome in (10, 20):
        money_told(at("execution"), activated=50, outcome=outcome)
    money_told(at("execution", visibility="restricted"), outcome=7)
    by_area(office, TODAY)

    with CaptureQueriesContext(connection) as asked:
        [sums] = by_area(office, TODAY)

    assert (sums.mandates, sums.frame, sums.activated, sums.outcome) == (3, 3 * FRAME, 100, 37)
    assert total([sums, sums]).outcome == 74
    assert len(asked) == 1
