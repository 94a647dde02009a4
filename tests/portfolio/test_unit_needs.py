"""Needs of units: who raises, answers and withdraws them, what is refused, what is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import factories as f
from tests.portfolio.unitneeds import nurse, raised
from uppdragil.core import events
from uppdragil.core.models import AuditEvent
from uppdragil.organisation.models import Duty, Person
from uppdragil.portfolio.events import NeedAnswered
from uppdragil.portfolio.models import UnitNeed
from uppdragil.portfolio.unitneeds import policies, selectors, services

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
State = UnitNeed.State


def office() -> Person:
    return f.duty(f.person("Signe"))


def refused(move: Any, **given: Any) -> str:
    with pytest.raises(services.Refused) as caught:
        move(**({"now": f.NOW} | given))
    assert str(caught.value)
    return caught.value.code


def decline(need: UnitNeed, by: Person, text: str = "Ryms inte i år") -> UnitNeed:
    return services.decline(need=need, text=text, by=by, now=f.NOW)


def take(need: UnitNeed, made: f.Mandate, **given: Any) -> UnitNeed:
    made.directive.refresh_from_db()
    said = {"by": made.cast.office, "now": f.NOW} | given
    return services.take(need=need, directive=made.directive, **said)


def verbs() -> list[str]:
    return list(
        AuditEvent.objects.filter(verb__startswith="need.").order_by("seq").values_list("verb", flat=True)
    )


def test_anybody_of_a_unit_raises_a_need_of_it() -> None:
    siv = nurse()
    need = raised(siv)
    assert (need.unit, need.state, need.raised_by) == (siv.unit, State.RAISED, siv)
    assert verbs() == ["need.raised"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"title": " "}, "too_little"),
        ({"situation": "\n"}, "too_little"),
        ({"consequence": ""}, "too_little"),
        ({"since": f.TODAY + DAY}, "future"),
        ({"wanted_by": f.TODAY - DAY}, "past"),
        ({"by": "nobody's"}, "no_unit"),
    ],
)
def test_a_need_that_cannot_be_is_refused(given: dict[str, Any], code: str) -> None:
    if "by" in given:
        given = {"by": f.person()}
    with pytest.raises(services.Refused) as caught:
        raised(**given)
    assert caught.value.code == code
    assert not UnitNeed.objects.exists()


def test_the_way_of_a_need_is_told_to_the_chain_and_kept_in_its_history() -> None:
    by, need = office(), raised()
    services.look_at(need=need, by=by, now=f.NOW)
    decline(need, by)
    assert verbs() == ["need.raised", "need.looked_at", "need.declined"]
    states = need.history.order_by("history_id").values_list("state", "by_name")  # type: ignore[attr-defined]
    assert list(states) == [
        ("raised", need.raised_by.name), ("looked_at", by.name), ("declined", by.name)
    ]  # fmt: skip


def test_a_mandate_takes_a_need() -> None:
    made, need = f.at("preparation"), raised()
    assert take(need, made).directive == made.directive
    assert list(selectors.taken_by(made.directive)) == [need]


def test_what_is_told_of_a_need_that_was_taken_is_concealed_as_its_mandate_is() -> None:
    made = f.at("preparation", visibility="restricted")
    take(raised(), made)
    assert AuditEvent.objects.get(verb="need.taken").subject == made.directive.uid


def test_only_a_mandate_that_goes_on_takes_a_need() -> None:
    made = f.at("stopped")
    assert refused(services.take, need=raised(), directive=made.directive, by=made.cast.office) == "ended"


def test_a_need_that_is_joined_goes_with_the_other_one() -> None:
    made, need, other = f.at("preparation"), raised(), raised()
    take(other, made)
    services.join(need=need, other=other, by=made.cast.office, now=f.NOW)
    assert list(selectors.taken_by(made.directive)) == [other, need]


def test_needs_are_never_joined_in_a_chain() -> None:
    by, first, second, third = office(), raised(), raised(), raised()
    services.join(need=second, other=first, by=by, now=f.NOW)
    second.refresh_from_db()
    assert refused(services.join, need=third, other=second, by=by) == "joined"
    assert refused(services.join, need=first, other=third, by=by) == "has_joined"
    assert refused(services.join, need=third, other=third, by=by) == "joined"
    assert refused(services.withdraw, need=first, by=first.raised_by) == "has_joined"


def test_only_the_office_looks_at_and_answers_a_need() -> None:
    made, need = f.at("preparation"), raised()
    by = need.raised_by
    assert refused(services.look_at, need=need, by=by) == "not_office"
    assert refused(services.decline, need=need, text="Nej", by=by) == "not_office"
    assert refused(services.take, need=need, directive=made.directive, by=by) == "not_office"


def test_declining_wants_a_reason() -> None:
    assert refused(services.decline, need=raised(), text=" \n", by=office()) == "no_reason"


def test_another_answer_is_given_with_a_reason_and_told_again() -> None:
    made, need = f.at("preparation"), raised()
    services.read(need=decline(need, made.cast.office), by=need.raised_by, now=f.NOW)
    assert refused(services.take, need=need, directive=made.directive, by=made.cast.office) == "no_reason"
    need = take(need, made, text="Nytt uppdrag")
    assert (need.state, need.read_at) == (State.TAKEN, None)
    assert verbs() == ["need.raised", "need.declined", "need.taken"]


def test_the_same_answer_twice_is_refused() -> None:
    by, need = office(), raised()
    decline(need, by)
    assert refused(services.decline, need=need, text="Ryms inte i år", by=by) == "no_news"


def test_the_unit_withdraws_a_need_until_it_is_answered() -> None:
    siv = nurse()
    need, later = raised(siv), raised(siv)
    colleague = f.person(unit=siv.unit)
    assert refused(services.withdraw, need=need, by=nurse()) == "not_of_unit"
    services.withdraw(need=need, by=colleague, now=f.NOW)
    assert refused(services.decline, need=need, text="Nej", by=office()) == "withdrawn"
    decline(later, office())
    assert refused(services.withdraw, need=later, by=siv) == "answered"


def test_who_raised_it_says_that_the_answer_is_read() -> None:
    need = raised()
    siv = need.raised_by
    assert refused(services.read, need=need, by=siv) == "unanswered"
    decline(need, office())
    assert list(selectors.unread(siv)) == [need]
    assert refused(services.read, need=need, by=f.person(unit=siv.unit)) == "not_yours"
    services.read(need=need, by=siv, now=f.NOW)
    assert not selectors.unread(siv)


def test_answers_are_published(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[NeedAnswered] = []
    monkeypatch.setitem(events._handlers, NeedAnswered, [heard.append])
    need = raised()
    decline(need, office())
    assert [event.need for event in heard] == [need]


def test_everybody_sees_their_unit_s_needs_controllers_theirs_and_the_office_all() -> None:
    need, other = raised(), raised()
    colleague = f.person(unit=need.unit)
    controller = f.duty(f.person(unit=f.unit()), Duty.Kind.CONTROLLER, need.unit)
    for person, seen in ((colleague, {need}), (controller, {need}), (office(), {need, other})):
        assert set(policies.visible(person, f.TODAY)) == seen
    assert not policies.visible(f.person(), f.TODAY)


def test_who_works_on_a_mandate_sees_the_needs_that_it_took() -> None:
    made, need, other = f.at("preparation"), raised(), raised()
    take(need, made)
    services.join(need=other, other=need, by=made.cast.office, now=f.NOW)
    assert set(policies.visible(made.cast.lead, f.TODAY)) == {need, other}


def test_a_restricted_mandate_is_not_named_to_the_unit_whose_need_it_took() -> None:
    made = f.at("preparation", visibility="restricted")
    need = take(raised(), made)
    assert policies.named(need.raised_by, need, f.TODAY) is None
    assert policies.named(made.cast.lead, need, f.TODAY) == made.directive


def test_the_list_is_filtered_and_has_what_waits_first() -> None:
    by, first, second = office(), raised(title="Nya sängar"), raised(title="Snabbare svar")
    decline(first, by)
    assert list(selectors.listed(by, f.TODAY, {})) == [second, first]
    assert list(selectors.listed(by, f.TODAY, {"state": "open"})) == [second]
    assert list(selectors.listed(by, f.TODAY, {"state": "declined", "unit": first.unit.uid})) == [first]
    assert list(selectors.listed(by, f.TODAY, {"q": "sängar nya"})) == [first]


def test_what_nobody_has_looked_at_for_two_weeks_waits_for_the_office() -> None:
    late = raised(now=f.NOW - 15 * DAY)
    raised(now=f.NOW - 13 * DAY)
    assert list(selectors.waiting(f.NOW)) == [late]


@pytest.mark.parametrize(
    "values",
    [
        {"title": ""},
        {"state": "taken"},
        {"state": "declined"},
        {"answer": "Nej"},
        {"answered_at": f.NOW},
    ],
)
def test_the_database_refuses_half_an_answer(values: dict[str, Any]) -> None:
    need = raised()
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitNeed.objects.filter(pk=need.pk).update(**values)


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_answer_one_after_the_other(race: Any, rounds: int) -> None:
    made = f.at("preparation")
    for _ in range(rounds):
        need = raised()
        results = race(lambda need=need: decline(need, made.cast.office), lambda need=need: take(need, made))
        assert [r.code for r in results if isinstance(r, services.Refused)] in ([], ["no_reason"])
        need.refresh_from_db()
        assert need.is_answered
